"""转为主动公开：what of an answer becomes a public record when many should know it; pure.

依据：《政府信息公开条例》第四十四条。
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import escape

from gongkai.engines.publishing.content import Content
from gongkai.engines.publishing.kinds import Kind
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.foundation.review.rules import Step
from gongkai.programmes.requests.contents import Applicant
from gongkai.programmes.requests.outcomes import PART

# 与其他公开信息一样：核稿 → 保密审查 → 签发，然后由发布员发布。
STEPS = (
    Step("unit_head", "核稿", "unit_head", "本机关公文处理制度"),
    Step("secrecy", "保密审查", "secrecy_reviewer", "《政府信息公开条例》第十七条"),
    Step("sign_off", "签发", "signer", "本机关公文处理制度"),
)
ANSWER = Kind(
    "answer",
    "依申请公开答复",
    STEPS,
    "disclosures",
    numbered=False,
    gated=False,
    library=False,
    has_standing=False,
)
"""依申请公开答复：the kind of record an answer becomes."""
KINDS = {ANSWER.code: ANSWER}
GENRE, ART20 = "other", "A20-15"
GIVEN = ("R-OPEN", PART)
"""可以转为主动公开的答复：those that give the information; what was withheld is given to nobody."""
YES, NO = "yes", "no"
SHORTEST = 2
_UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')


@dataclass(frozen=True)
class Answered:
    """已作出的答复：what was asked and told, by whom and when, and what the clerk wrote for the public."""

    title: str
    text: str
    issuer: str
    signed_on: date
    given: Mapping[str, str]
    number: str = ""
    """申请编号：taken out like the applicant."""


def is_asked(given: Mapping[str, str]) -> bool:
    """是否同时主动公开：as the form of the delivery was filled in."""
    return given.get("publish") == YES


def with_files(given: Mapping[str, str]) -> bool:
    """副本是否一并公开：unless the form of the delivery says otherwise."""
    return given.get("public_files") != NO


def public_title(title: str, who: Applicant | None, number: str) -> str:
    """副本公开的名称：as it was given, without who asked."""
    return _without(title, who, number)


def file_name_of(title: str, extension: str) -> str:
    """副本公开的文件名：from its public title; the name of the file as it came may say who asked or what was hidden."""
    return f"{_UNFIT.sub('', title)[:200].strip(' .') or '副本'}.{extension}"


def telling(who: Applicant | None, number: str) -> tuple[str, ...]:
    """申请人的信息：what no file made public with the answer may say."""
    said = (who.name, who.contact, who.proof_number, who.phone, who.mail, who.address) if who else ()
    return tuple(dict.fromkeys(one for one in (*said, number) if len(one) >= SHORTEST))


def publishing_problem(*, kind: str, given: Mapping[str, str]) -> Decision:
    """可否同时主动公开：only what was given to the applicant, under a theme.

    依据：《政府信息公开条例》第四十四条。
    """
    if not is_asked(given):
        return ALLOWED
    if kind not in GIVEN:
        return Refused("只有予以公开、部分公开的答复才能同时主动公开。请改选“不公开”。")
    if not given.get("theme"):
        return Refused("同时主动公开的，请选择主题分类，便于公众查找。")
    return ALLOWED


def content_of(answered: Answered, who: Applicant | None) -> Content:
    """公开的内容：the answer without its applicant; where the clerk wrote a title and a text, those."""
    given = answered.given
    title = given.get("public_title") or f"关于{answered.title}的答复"
    text = _without(given.get("public_text") or answered.text, who, answered.number)
    return Content(
        title=_without(title, who, answered.number),
        issuer=answered.issuer,
        formed_on=answered.signed_on,
        summary="由一件政府信息公开申请的答复转为主动公开，不含申请人的信息。",
        body="".join(f"<p>{escape(line.strip())}</p>" for line in text.splitlines() if line.strip()),
        attribute="proactive",
        theme=given["theme"],
        genre=GENRE,
        art20=ART20,
    )


def _without(text: str, who: Applicant | None, number: str) -> str:
    """What tells who asked is taken out, however often it stands there."""
    if number:
        text = text.replace(f"（编号：{number}）", "").replace(number, "（略）")
    if who is None:
        return text
    values = {who.name: "申请人", who.contact: "联系人"}
    values |= dict.fromkeys((who.proof_number, who.phone, who.mail, who.address), "（略）")
    for value in sorted(values, key=len, reverse=True):
        if len(value) >= SHORTEST:
            text = text.replace(value, values[value])
    return text

"""诉求选登：what of a closed case becomes a public record, and which case may; pure.

The words are written for the public by the hotline office; nothing of who spoke. A 举报 and what is kept
confidential are never published.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from gongkai.engines.publishing.content import Content
from gongkai.engines.publishing.kinds import Kind
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.foundation.privacy.rules import Finding, Passage, Place, scan, tells_of
from gongkai.foundation.review.rules import Step
from gongkai.foundation.text.html import plain_text
from gongkai.programmes.hotline.contents import Person

# 与其他公开信息一样：核稿 → 保密审查 → 签发，然后由发布员发布。
STEPS = (
    Step("unit_head", "核稿", "unit_head", "本机关公文处理制度"),
    Step("secrecy", "保密审查", "secrecy_reviewer", "《政府信息公开条例》第十七条"),
    Step("sign_off", "签发", "signer", "本机关公文处理制度"),
)
PUBLISHED = Kind(
    "hotline",
    "热线诉求选登",
    STEPS,
    "disclosures",
    numbered=False,
    gated=False,
    library=False,
    has_standing=False,
)
"""热线诉求选登：the kind of record a published case becomes."""
KINDS = {PUBLISHED.code: PUBLISHED}
GENRE, ART20 = "other", "A20-15"
COUNTY = 6
"""地点公开到县级：a village may tell who lives there."""
LONGEST = {"title": 80, "question": 2000, "answer": 4000}
ASKED, ANSWER = "诉求", "答复"
"""公开内容的两个标题。"""
NEVER = "举报和要求保密的诉求不公开。"
NOT_ANSWERED = "办结或者已经答复的诉求才能公开。"


@dataclass(frozen=True)
class Draft:
    """拟公开的内容：title, question and answer in words for everybody."""

    title: str
    question: str
    answer: str
    theme: str


def may_publish(*, confidential: bool, answered: bool) -> Decision:
    """可否公开：an answered case whose words are not kept from anybody."""
    if confidential:
        return Refused(NEVER)
    return ALLOWED if answered else Refused(NOT_ANSWERED)


def problems(draft: Draft, senders: Sequence[Person]) -> list[tuple[str, str]]:
    """缺漏：field and sentence; `senders` are who spoke, here and in what was merged into it."""
    named = {"title": "标题", "question": "诉求内容", "answer": "答复内容"}
    found = []
    for field, name in named.items():
        said = getattr(draft, field)
        if not said:
            found.append((field, f"请填写公开的{name}。"))
        elif len(said) > LONGEST[field]:
            found.append((field, f"公开的{name}请不要超过{LONGEST[field]}个字。"))
        elif any(tells_of(said, name=one.name, contact=one.contact) for one in senders):
            found.append((field, f"公开的{name}里有诉求人（或者并入的诉求人）的姓名、称呼或者联系方式。请删去。"))
    if not draft.theme:
        found.append(("theme", "请选择主题分类，便于公众查找。"))
    return found


def personal_in(draft: Draft, *, today: date) -> tuple[Finding, ...]:
    """疑似个人信息：what the finder sees in the words; the office decides before it submits."""
    fields = (("title", draft.title), ("question", draft.question), ("answer", draft.answer))
    return scan([Passage(Place(field), text) for field, text in fields], today=today)


def content_of(draft: Draft, *, issuer: str, formed_on: date, handler: str) -> Content:
    """公开的内容：question and answer under their headings, and who answered."""
    parts = ((ASKED, draft.question), (ANSWER, draft.answer))
    body = "".join(f"<h2>{name}</h2>{_paragraphs(text)}" for name, text in parts)
    return Content(
        title=draft.title,
        issuer=issuer,
        formed_on=formed_on,
        summary=f"一件热线诉求和{handler or issuer}的答复，不含诉求人的信息。",
        body=body,
        attribute="proactive",
        theme=draft.theme,
        genre=GENRE,
        art20=ART20,
    )


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line.strip())}</p>" for line in text.splitlines() if line.strip())


def parts_of(body: str) -> tuple[str, str]:
    """所问和所答：the words under the two headings; all of it as asked where an edition has them no more."""
    lines = plain_text(body).split("\n")
    if ANSWER not in lines:
        return "\n".join(lines), ""
    at = lines.index(ANSWER)
    return "\n".join(lines[1 if lines[0] == ASKED else 0 : at]), "\n".join(lines[at + 1 :])

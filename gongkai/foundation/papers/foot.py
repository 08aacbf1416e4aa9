"""文尾识别：signature, date, attachments named, and what stands below."""

import re
from collections.abc import Sequence

from gongkai.foundation.papers.dates import DATE, read_date
from gongkai.foundation.papers.head import Head
from gongkai.foundation.papers.organs import is_institution, is_organ, is_run_together, joined
from gongkai.foundation.papers.recognised import TITLE_END, Recognised, may_be_title, squeeze, squeeze_name

NO_ISSUER = "没有认出发文机关，请填写。"
NO_DATE = "没有认出成文日期，请按落款填写。"
TWO_DATES = "文中有几个可能的成文日期（{dates}），请按落款填写。"
TWO_ISSUERS = "标题或版头中的机关（{head}）与落款（{foot}）不一致，请填写发文机关。"
GLUED = "联合发文的机关名称之间没有分隔（{names}），请填写发文机关。"
RUN_ON = "附件名称与落款连在一起（{text}），请填写附件名称。"
RESIDUE = "文中有网页上的附加文字（“{text}”），如不属于公文内容，请删去。"
_ACT = re.compile(r"关于|印发|转发|批转|公告|通告|令")
_ATTACHMENTS = re.compile(r"附\s*件\s*\d*\s*[：:]")
_ITEM = re.compile(r"(?<![\d.．〔（(])([1-9]\d?)\s*(?:[.．](?=(?:19|20)\d\d年)|[.．、](?!\d))\s*")
_LONGEST_NAME = 80
_MORE = re.compile(r"附件|更多信息|政策解读[：:]|\.(?:docx|doc(?!x)|xlsx|xls(?!x)|pdf|wps|zip|rar)[^）)\s]")
_RELEASE = re.compile(r"[（(]?\s*此件.{0,8}(?:公开|发布).{0,6}[）)]?$")
_WEBSITE = re.compile(r"更多信息请关注|扫一扫|【打印】|【关闭】|分享到|责任编辑|字体[：:]|浏览次数")
_PRINTED = re.compile(
    rf".*{DATE.pattern}\s*印发$".replace("?P<year>", "").replace("?P<month>", "").replace("?P<day>", "")
)
_SEAL = re.compile(r"[（(](?:略|盖章|印章|公章|代章|章)[）)]\Z")


def read_signature(texts: Sequence[str], body: int, head: Head, found: Recognised) -> list[str]:
    """The first date that stands below a signature is the day the paper was formed; the signing organs."""
    dated = {index: day for index in range(body, len(texts)) if (day := read_date(texts[index])) is not None}
    for index, day in dated.items():
        signers = _signers(texts, index, body)
        if signers:
            found.formed_on = day
            found.roles[index] = "formed-on"
            found.roles |= dict.fromkeys(signers, "signature")
            return [texts[signer] for signer in signers]
    alone = {index: day for index in head.dates if (day := read_date(texts[index])) is not None} | dated
    days = set(alone.values())
    if len(days) == 1:
        found.formed_on = days.pop()
        found.roles |= dict.fromkeys(alone, "formed-on")
    else:
        shown = "、".join(str(day) for day in sorted(days))
        found.notes.append(TWO_DATES.format(dates=shown) if days else NO_DATE)
    return []


def _signers(texts: Sequence[str], dated: int, body: int) -> list[int]:
    """The organs' names directly above a date, from the first to the last."""
    found: list[int] = []
    for index in range(dated - 1, max(body - 1, dated - 12), -1):
        name = _SEAL.sub("", texts[index].strip())
        broken = bool(found) and len(name) <= 40 and name.endswith(("和", "及", "与", "、"))
        if not name or len(name) > 120 or not (broken or is_organ(squeeze_name(name))):
            break
        if found and is_institution(name) and not is_institution(texts[found[0]]):
            break
        found.insert(0, index)
    return found


def decide_issuer(head: Head, signers: list[str], found: Recognised) -> None:
    """定发文机关：what letterhead or title and the signature agree on."""
    foot = joined(
        [re.sub(r"[（(](?:略|盖章|印章|公章|代章|章)[）)]\Z", "", squeeze_name(one.strip())) for one in signers]
    )
    act = _ACT.search(found.title)
    prefix = found.title[: act.start()] if act else ""
    top = joined([prefix]) if prefix and is_organ(prefix) else ""
    names = list(dict.fromkeys(name for name in (top or _organ_of(head.letterhead), foot) if name))
    if not names:
        found.notes.append(NO_ISSUER)
    elif any(is_run_together(name) or not is_organ(name) for name in names):
        found.notes.append(GLUED.format(names=names[-1]))
    elif len(names) > 1:
        found.notes.append(TWO_ISSUERS.format(head=names[0], foot=names[1]))
    else:
        found.issuer = names[0]


def _organ_of(letterhead: str) -> str:
    return re.sub(r"(?:文件|令|公告)(?:[（(]?第.{1,8}号[）)]?)?$", "", letterhead)


def read_attachments(texts: Sequence[str], body: int, found: Recognised) -> None:
    """读附件说明：附件：1.甲 2.乙, on one line or several."""
    named: list[str] = []
    for index in range(body, len(texts)):
        opening = _ATTACHMENTS.match(texts[index])
        following = bool(named) and found.roles.get(index - 1) == "attachments" and _ITEM.match(texts[index])
        if index in found.roles or not (opening or following):
            continue
        found.roles[index] = "attachments"
        names = _items(texts[index][opening.end() :] if opening else texts[index])
        if found.roles.get(index + 1) == "formed-on" or any(_runs_on(name) for name in names):
            found.notes.append(RUN_ON.format(text=texts[index][:60]))
        else:
            named += names
    found.attachments = tuple(dict.fromkeys(name for name in named if name))


def _runs_on(name: str) -> bool:
    """Whether more than an attachment's name stands there: a signature, a date, the next text."""
    return len(name) > _LONGEST_NAME or DATE.search(name) is not None or _MORE.search(name) is not None


def _items(text: str) -> list[str]:
    """1.甲 2.乙 on one line, or one name alone."""
    marks = list(_ITEM.finditer(text))
    in_turn = [mark for place, mark in enumerate(marks) if int(mark[1]) == int(marks[0][1]) + place]
    if not marks or text[: marks[0].start()].strip():
        return [_name(text)]
    ends = [mark.start() for mark in in_turn[1:]] + [len(text)]
    return [_name(text[mark.end() : end]) for mark, end in zip(in_turn, ends, strict=True)]


def _name(text: str) -> str:
    return squeeze(text).strip("；;。，, ")


def _is_inner_title(text: str) -> bool:
    """The paper that a covering notice carries opens with its own title, right below the signature."""
    return may_be_title(text) and bool(TITLE_END.search(text))


def read_small_print(texts: Sequence[str], body: int, found: Recognised) -> None:
    """读文尾其余：release note, copies, printing line, an inner title; and what a website left behind."""
    for index in range(body, len(texts)):
        text = texts[index].strip()
        if index in found.roles or not text:
            continue
        if found.roles.get(index - 1) in {"formed-on", "release-note"} and _is_inner_title(text):
            found.roles[index] = "title"
        elif _RELEASE.match(text):
            found.roles[index] = "release-note"
        elif re.match(r"(?:抄\s*送|主\s*送|抄\s*报)\s*[：:]", text):
            found.roles[index] = "copies"
        elif _PRINTED.match(text):
            found.roles[index] = "printed"
        if _WEBSITE.search(text) and len(text) <= 60:
            found.notes.append(RESIDUE.format(text=text[:30]))

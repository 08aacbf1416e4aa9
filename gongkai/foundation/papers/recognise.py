"""要素识别：title, number, issuer, date, addressees and attachments of an official paper, as proposals.

A paper is read from both ends: its head (letterhead, number, title, addressees) and its signature. What is uncertain
stays empty and is said so; nothing is guessed from the running text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from gongkai.foundation.papers.dates import DATE, read_date
from gongkai.foundation.papers.headings import kind_of
from gongkai.foundation.papers.organs import is_organ, is_run_together, joined
from gongkai.foundation.text import document_number

SECRET = "文首有“{mark}”字样。涉密信息不得上网公开：请立即停止办理，不要在本系统中保存，并报告保密审查员。"
NO_TITLE = "没有认出标题，请填写。"
NO_NUMBER = "没有认出发文字号，请填写；没有文号的留空。"
NO_ISSUER = "没有认出发文机关，请填写。"
NO_DATE = "没有认出成文日期，请按落款填写。"
TWO_DATES = "文中有几个可能的成文日期（{dates}），请按落款填写。"
TWO_ISSUERS = "标题或版头中的机关（{head}）与落款（{foot}）不一致，请填写发文机关。"
GLUED = "联合发文的机关名称之间没有分隔（{names}），请填写发文机关。"
RUN_ON = "附件名称与落款连在一起（{text}），请填写附件名称。"
SEVERAL_NUMBERS = "文首有几个文号（{numbers}），只取了第一个，请核对。"
RESIDUE = "文中有网页上的附加文字（“{text}”），如不属于公文内容，请删去。"
_SECRECY = re.compile(r"(?:绝密|机密|秘密)(?:★.*)?$")
_MASTHEAD = re.compile(r"(?:\d{6}|特急|加急|平急|急件|特提|签发人[：:].*|（?此件.*公开.*）?)$")
_PASSED = re.compile(r"[（(].{4,}(?:通过|公布|发布|修订|修正|施行|批准|印发)[^。]*[）)]$")
_TITLE_END = re.compile(
    r"(?:通知|意见|决定|决议|命令|公报|公告|通告|通报|议案|报告|请示|批复|复函|函|纪要|办法|规定|细则|条例|方案|规划|计划|措施"
    r"|规则|制度|章程|标准|指南|指引|目录|清单|解读|问答|解答|要点|预案|规范|准则|说明|名单|纲要|令|》|年报|简介|信息"
    r"|情况|公示|流程|须知)"
    r"(?:[（(〔][^（）()]{1,20}[）)〕])*$"
)
_ABOUT = re.compile(r"关于.+的")
_ACT = re.compile(r"关于|印发|转发|批转|公告|通告|令")
_TO = re.compile(r"各[市县州区省设地有单部直级厅]|单位|政府|厅|局|委|部门|办公室|公司|学校|中心|院")
_NOT_TO = re.compile(r"如下|现将|根据|为[了深贯进加]|通知|[。；]|附件|电话|联系|时间|地点|说明|答$|问$")
_ATTACHMENTS = re.compile(r"附\s*件\s*\d*\s*[：:]")
_ITEM = re.compile(r"(?<![\d.．〔（(])([1-9]\d?)\s*[.．、](?!\d)\s*")
_RELEASE = re.compile(r"[（(]?\s*此件.{0,8}(?:公开|发布).{0,6}[）)]?$")
_RESIDUE = re.compile(r"更多信息请关注|扫一扫|【打印】|【关闭】|分享到|责任编辑|字体[：:]|浏览次数")
_PRINTED = re.compile(
    rf".*{DATE.pattern}\s*印发$".replace("?P<year>", "").replace("?P<month>", "").replace("?P<day>", "")
)
_SEAL = re.compile(r"[（(](?:略|盖章|印章|公章|代章|章)[）)]\Z")
_HEAD = 20


@dataclass
class Recognised:
    """识别结果：`roles` are CSS class names by paragraph; empty fields were not recognised."""

    roles: dict[int, str] = field(default_factory=dict)
    title: str = ""
    document_number: str = ""
    issuer: str = ""
    formed_on: date | None = None
    addressees: str = ""
    attachments: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)


@dataclass
class _Head:
    letterhead: str = ""
    numbers: list[str] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    dates: list[int] = field(default_factory=list)
    end: int = 0


def recognise(texts: Sequence[str], titled: frozenset[int] = frozenset()) -> Recognised:
    """识别要素：of paragraphs in order (a table is ""); `titled` are those whose style says title."""
    found = Recognised()
    head = _read_head(texts, titled, found)
    _title(head, bool(titled), found)
    _number(head, found)
    body = _addressees(texts, head.end, found)
    signers = _signature(texts, body, head, found)
    _issuer(head, signers, found)
    _attachments(texts, body, found)
    _small_print(texts, body, found)
    return found


def squeeze(text: str) -> str:
    """去空白：spaces typed to stretch a line go; one space stays between two organs' names and between Latin words."""
    words = text.split()
    made = ""
    for word in words:
        latin = made[-1:].isascii() and word[:1].isascii()
        names = len(word) > 3 and is_organ(made) and bool(re.match(r"[^关印转批]+?(?:厅|局|委|部|府|室|院|会)", word))
        made += (" " if made and (latin or names) else "") + word
    return made


# -- head -------------------------------------------------------------------------------------------------------------


def _read_head(texts: Sequence[str], titled: frozenset[int], found: Recognised) -> _Head:
    head = _Head()
    for index, text in enumerate(texts[:_HEAD]):
        head.end = index
        if not _head_line(index, text.strip(), index in titled, head, found):
            return head
    head.end = min(len(texts), _HEAD)
    return head


def _head_line(index: int, text: str, titled: bool, head: _Head, found: Recognised) -> bool:
    """Take one line as part of the head; False where the head ends."""
    plain = re.sub(r"\s", "", text)
    if _SECRECY.match(plain):
        found.notes.insert(0, SECRET.format(mark=plain[:2]))
    elif _MASTHEAD.match(plain):
        pass
    elif numbers := _numbers(text):
        head.numbers += numbers
        found.roles[index] = "doc-number"
    elif _is_letterhead(plain) and not head.title:
        head.letterhead = plain.removesuffix("文件")
        found.roles[index] = "letterhead"
    elif read_date(plain) is not None:
        head.dates.append(index)
    else:
        return _title_line(index, text, titled, head, found)
    return bool(text)


def _title_line(index: int, text: str, titled: bool, head: _Head, found: Recognised) -> bool:
    if head.title and _PASSED.match(text):
        return True
    after = index - 1
    continues = not head.title or found.roles.get(after) == "title"
    if not continues or not (titled or _may_be_title(text)):
        return False
    if head.title and _TITLE_END.search(squeeze(" ".join(head.title))) and not titled:
        return False
    head.title.append(text)
    found.roles[index] = "title"
    return True


def _is_letterhead(plain: str) -> bool:
    return plain.endswith("文件") and len(plain) <= 60 and is_organ(plain.removesuffix("文件"))


def _may_be_title(text: str) -> bool:
    return len(text) <= 120 and not re.search(r"[。；！？\n]|[：:，,、]$", text) and not kind_of(text)[0] and bool(text)


def _numbers(text: str) -> list[str]:
    """The numbers of a line that holds nothing else; the signer's name may stand beside."""
    bare = re.sub(r"签发人\s*[：:].*$", "", text).strip()
    pieces = [bare, *re.split(r"[\s、，]+", bare)] if bare else []
    for group in ([bare.strip("（）() ")], [piece.strip("（）()") for piece in pieces[1:]]):
        parsed = [document_number.parse(piece) for piece in group if piece]
        if parsed and all(number is not None for number in parsed) and re.search(r"\d", bare):
            return [number.canonical for number in parsed if number is not None]
    return []


def _title(head: _Head, styled: bool, found: Recognised) -> None:
    title = squeeze(" ".join(head.title))
    if title and (styled or _TITLE_END.search(title) or _ABOUT.search(title)):
        found.title = title
        return
    found.roles = {index: role for index, role in found.roles.items() if role != "title"}
    found.notes.append(NO_TITLE)
    head.title = []


def _number(head: _Head, found: Recognised) -> None:
    numbers = list(dict.fromkeys(head.numbers))
    found.document_number = numbers[0] if numbers else ""
    if not numbers:
        found.notes.append(NO_NUMBER)
    if len(numbers) > 1:
        found.notes.append(SEVERAL_NUMBERS.format(numbers="、".join(numbers)))


def _addressees(texts: Sequence[str], start: int, found: Recognised) -> int:
    """The paragraph after the head, when it names whom the paper is sent to; where the body begins."""
    if start >= len(texts):
        return start
    text = texts[start].strip()
    named = text.rstrip("：: ")
    if text.endswith(("：", ":")) and len(text) <= 300 and _TO.search(named) and not _NOT_TO.search(named):
        found.addressees = re.sub(r"\s+", "", named)
        found.roles[start] = "addressees"
        return start + 1
    return start


# -- foot -------------------------------------------------------------------------------------------------------------


def _signature(texts: Sequence[str], body: int, head: _Head, found: Recognised) -> list[str]:
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
        if not name or len(name) > 120 or not is_organ(squeeze_name(name)):
            break
        found.insert(0, index)
    return found


def squeeze_name(name: str) -> str:
    """机关名称去空：国 务 院 → 国务院; spaces between whole names stay."""
    words = name.split()
    return "".join(words) if all(len(word) == 1 for word in words) else name


def _issuer(head: _Head, signers: list[str], found: Recognised) -> None:
    foot = joined(
        [re.sub(r"[（(](?:略|盖章|印章|公章|代章|章)[）)]\Z", "", squeeze_name(one.strip())) for one in signers]
    )
    act = _ACT.search(found.title)
    prefix = found.title[: act.start()] if act else ""
    top = joined([prefix]) if prefix and is_organ(prefix) else ""
    names = list(dict.fromkeys(name for name in (top or head.letterhead, foot) if name))
    if not names:
        found.notes.append(NO_ISSUER)
    elif any(is_run_together(name) for name in names):
        found.notes.append(GLUED.format(names=names[-1]))
    elif len(names) > 1:
        found.notes.append(TWO_ISSUERS.format(head=names[0], foot=names[1]))
    else:
        found.issuer = names[0]


def _attachments(texts: Sequence[str], body: int, found: Recognised) -> None:
    named: list[str] = []
    for index in range(body, len(texts)):
        opening = _ATTACHMENTS.match(texts[index])
        following = bool(named) and found.roles.get(index - 1) == "attachments" and _ITEM.match(texts[index])
        if index in found.roles or not (opening or following):
            continue
        found.roles[index] = "attachments"
        if index + 1 < len(texts) and found.roles.get(index + 1) == "formed-on":
            found.notes.append(RUN_ON.format(text=texts[index][:60]))
            continue
        named += _items(texts[index][opening.end() :] if opening else texts[index])
    found.attachments = tuple(dict.fromkeys(name for name in named if name))


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
    return _may_be_title(text) and bool(_TITLE_END.search(text))


def _small_print(texts: Sequence[str], body: int, found: Recognised) -> None:
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
        if _RESIDUE.search(text) and len(text) <= 60:
            found.notes.append(RESIDUE.format(text=text[:30]))

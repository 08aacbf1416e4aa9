"""文首识别：letterhead, numbers, title, and whom the paper is sent to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.foundation.papers.dates import read_date
from gongkai.foundation.papers.organs import is_organ
from gongkai.foundation.papers.recognised import TITLE_END, Recognised, may_be_title, squeeze
from gongkai.foundation.text import document_number

SECRET = "文首有“{mark}”字样。涉密信息不得上网公开：请立即停止办理，不要在本系统中保存，并报告保密审查员。"
NO_TITLE = "没有认出标题，请填写。"
NO_NUMBER = "没有认出发文字号，请填写；没有文号的留空。"
SEVERAL_NUMBERS = "文首有几个文号（{numbers}），只取了第一个，请核对。"
_SECRECY = re.compile(
    r"(?:\d{1,6}|份号[：:]?\d+)?(?:【|〔|\[|密级[和及]?(?:保密期限)?[：:])?(绝密|机密|秘密)(?:】|〕|\])?(?:★.*)?$"
)
_STARRED = re.compile(r"(绝密|机密|秘密)★")
_MASTHEAD = re.compile(r"(?:\d{6}|特急|加急|平急|急件|特提|签发人[：:].*|（?此件.*公开.*）?)$")
_PASSED = re.compile(r"[（(].{4,}(?:通过|公布|发布|修订|修正|施行|批准|印发)[^。]*[）)]$")
_ADOPTED = re.compile(r"[（(](?:19|20)\d\d年.{4,}?(?:通过|公布|发布|批准|修订|修正)")
_NOT_TITLE = re.compile(
    r"(?:来源|发布时间|发布日期|作者|索引号|主题|日期|字号)[：:]|目\s*录$|(?:根据|按照|为了|为贯彻|经)|.*如下"
)
_ABOUT = re.compile(r"关于.+的[^的《》]{2,20}$")
_TO = re.compile(r"各[市县州区省设地有单部直级厅]|单位|政府|厅|局|委|部门|办公室|公司|学校|中心|院")
_NOT_TO = re.compile(r"如下|现将|根据|为[了深贯进加]|通知|[。；]|附件|电话|联系|时间|地点|说明|答$|问$|〕\d|\]\d")
_HEAD = 20


@dataclass
class Head:
    """文首：what the lines before the body say; `end` is where the body may begin."""

    letterhead: str = ""
    numbers: list[str] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    dates: list[int] = field(default_factory=list)
    end: int = 0


def secrecy_mark(text: str) -> str:
    """密级标志：绝密, 机密 or 秘密 when a line at the head of a text is such a mark; "" when none is."""
    for line in text.splitlines()[:_HEAD]:
        found = _SECRECY.match(re.sub(r"\s", "", line)) or _STARRED.search(re.sub(r"\s", "", line))
        if found:
            return found[1]
    return ""


def read_head(texts: Sequence[str], titled: frozenset[int], found: Recognised) -> Head:
    """读文首：line by line until something is neither mark, number, letterhead nor title."""
    head = Head()
    for index, text in enumerate(texts[:_HEAD]):
        head.end = index
        if not _head_line(index, text.strip(), index in titled, head, found):
            return head
    head.end = min(len(texts), _HEAD)
    return head


def _head_line(index: int, text: str, titled: bool, head: Head, found: Recognised) -> bool:
    """Take one line as part of the head; False where the head ends."""
    plain = re.sub(r"\s", "", text)
    if mark := secrecy_mark(plain):
        found.secrecy_mark = mark
        found.warnings.append(SECRET.format(mark=mark))
    elif _MASTHEAD.match(plain):
        pass
    elif numbers := _numbers(text, head.letterhead):
        head.numbers += numbers
        found.roles[index] = "doc-number"
    elif _is_letterhead(plain) and not head.title:
        head.letterhead = plain
        found.roles[index] = "letterhead"
    elif read_date(plain) is not None:
        head.dates.append(index)
    else:
        return _title_line(index, text, titled, head, found)
    return bool(text)


def _title_line(index: int, text: str, titled: bool, head: Head, found: Recognised) -> bool:
    if _PASSED.match(text):
        return True
    after = index - 1
    continues = not head.title or found.roles.get(after) == "title"
    if not continues or _NOT_TITLE.match(text) or not (titled or may_be_title(text)):
        return False
    if head.title and not titled and _is_whole(squeeze(" ".join(head.title))):
        return False
    head.title.append(text)
    found.roles[index] = "title"
    return True


def _is_whole(title: str) -> bool:
    """A title may run over several lines; 关于印发《……》的通知 is whole only at its 通知."""
    if title.count("《") != title.count("》") or not TITLE_END.search(title):
        return False
    return "关于" not in title or re.search(r"的[^的《》]{1,14}$", title) is not None


def _is_letterhead(plain: str) -> bool:
    """某某人民政府文件, 某某人民政府令, 某某公告（第三号）: what stands above number and title."""
    organ = re.sub(r"(?:文件|令|公告(?=[（(]))(?:[（(]?第.{1,8}号[）)]?)?$", "", plain)
    return organ != plain and len(plain) <= 60 and is_organ(organ)


def _numbers(text: str, letterhead: str) -> list[str]:
    """The numbers of a line that holds nothing else; the signer's name may stand beside, 令 may stand above."""
    bare = re.sub(r"签发人\s*[：:].*$", "", text).strip()
    if re.fullmatch(r"[（(]?第\s*\S{1,8}\s*号[）)]?", bare) and letterhead.endswith(("令", "公告")):
        bare = letterhead + bare.strip("（）() ")
    for group in ([bare], re.split(r"[\s、，]+", bare)):
        parsed = [document_number.parse(piece.strip("（）() ")) for piece in group if piece]
        if re.search(r"\d", bare) and parsed and None not in parsed:
            return [number.canonical for number in parsed if number is not None]
    return []


def check_title(head: Head, styled: bool, found: Recognised) -> None:
    """定标题：lines that do not read as a title are given back to the body."""
    title = _ADOPTED.split(squeeze(" ".join(head.title)))[0]
    if title and title.count("《") == title.count("》") and (styled or TITLE_END.search(title) or _ABOUT.search(title)):
        found.title = title
        return
    found.roles = {index: role for index, role in found.roles.items() if role != "title"}
    found.notes.append(NO_TITLE)
    head.title = []


def check_number(head: Head, found: Recognised) -> None:
    """定文号：the first when several stand there."""
    numbers = list(dict.fromkeys(head.numbers))
    found.document_number = numbers[0] if numbers else ""
    if not numbers:
        found.notes.append(NO_NUMBER)
    if len(numbers) > 1:
        found.notes.append(SEVERAL_NUMBERS.format(numbers="、".join(numbers)))


def read_addressees(texts: Sequence[str], start: int, found: Recognised) -> int:
    """The paragraph after the head, when it names whom the paper is sent to; where the body begins."""
    if start >= len(texts):
        return start
    text = texts[start].strip()
    named = re.sub(r"\s+", "", text).rstrip("：:")
    if text.endswith(("：", ":")) and len(text) <= 300 and _TO.search(named) and not _NOT_TO.search(named):
        found.addressees = named
        found.roles[start] = "addressees"
        return start + 1
    return start

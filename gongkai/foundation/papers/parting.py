"""分段：finds where the paragraphs of a run-together text begin. Only cuts; no character is changed, moved or lost.

Conservative: a number begins a paragraph only after a closing punctuation mark and only as the first of its kind or the
next in turn, or directly after a short heading of a higher kind (第一章总则第一条).
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from gongkai.foundation.papers.dates import DATE
from gongkai.foundation.papers.headings import kind_of
from gongkai.foundation.papers.numerals import HAN_NUMBER, value_of
from gongkai.foundation.papers.organs import begins_like_organ, is_organ

_N = HAN_NUMBER
_OWN = "(?![第的和至、，。规款所]|中(?![国央共小介心外]))"
_END = "。！？；：!?;:”）)】》"
_KINDS = {
    "chapter": rf"第({_N}+)[编章]{_OWN}",
    "section": rf"第({_N}+)节{_OWN}",
    "article": rf"第({_N}+)条{_OWN}",
    "han": rf"(?<!{_N})({_N}{{1,3}})、(?!{_N}+[、（(])",
    "han-paren": rf"[（(]({_N}{{1,3}})[）)]",
    "arabic": r"(?<![\d.．])([1-9]\d?)(?:[.．](?=(?:19|20)\d\d年)|[.．、](?!\d))",
    "arabic-paren": r"[（(]([1-9]\d?)[）)]",
}
_RANK = {kind: place for place, kind in enumerate(_KINDS)}
_MARKERS = [(kind, re.compile(pattern)) for kind, pattern in _KINDS.items()]
_INDENT = re.compile(r"[\u3000\xa0]{2,}")
_JOINED = re.compile(rf"\s*(?:第{_N}+[编章条节款项]|{_N}+、|附\s*件\s*\d*[:：]?|[（(]{_N}+[）)]|.{{0,2}})\Z")
_CLOSING = ("。", "，", "；", "：", "、", "）", "”", "》")
_ATTACHED = re.compile(r"附\s*件\s*\d*\s*[:：]\Z")
_HEADING = 30
_NOT_AFTER_DATE = re.compile(r"\s*(?:[前后至起以之是，。、；的印发到—-]|公(?!开程序)|下午|上午)")
# 网页附加：what websites put after the date of a paper; there the paper has ended.
_AFTER = re.compile(
    r"公开程序\s*[:：]|[（(]?联系单位\s*[:：]|[（(]本文有删减[）)]|附\s*件|抄\s*送"
    r"|[^。，；]{1,60}\.(?:docx?|xlsx?|pdf|wps|zip|rar)|关?于?《[^》]{4,80}》(?:的?政策)?的?解读"
)
# 并非落款：a day that belongs to the words before it.
_LEADS_ON = re.compile(r"[自至到于在从即为是截前期间年月日及和、，：:（(《〈“—-]\Z")
_TAIL = re.compile(r"(?:[（(]此件[^（）()]{2,10}[）)]|更多信息请关注|附\s*件\s*[:：]|附\s*件\s*1(?!\d))")
_NUMBER = re.compile(r"\s*[（(]?[\u4e00-\u9fff]{1,12}[〔\[［(（【]\d{4}[〕\]］)）】]\s*\d{1,5}\s*号[）)]?")
_TITLE = re.compile(
    r"\s*[^，。：；]{0,60}?关于[^，。：；]{2,120}?的(?:通知|意见|决定|批复|复函|函|通报|公告|通告|实施意见)"
    r"(?=[^。；》”]{2,400}[：:]|为(?:了|贯彻|深入|进一步|加快|全面|切实|规范|加强|落实))"
)
_ADDRESSEES = re.compile(r"\s*[^。；：]{2,400}?[：:]")
_TO = re.compile(r"各[市县州区省设地有单部直级厅]|单位|人民政府|厅|局|委员会|部门")


@dataclass
class _State:
    """How far each kind of number has counted."""

    counts: dict[str, int] = field(default_factory=dict)

    def fits(self, kind: str, number: int) -> bool:
        return number == 1 or number == self.counts.get(kind, 0) + 1

    def take(self, kind: str, number: int) -> None:
        self.counts[kind] = number


def part_head(text: str) -> list[str]:
    """文首分段：a short line of the head in which number, title and addressees stand together."""
    return _at_head(text)


def part(text: str, *, at_head: bool) -> list[str]:
    """分段：the paragraphs of one long line; joined together they are the line.

    :param at_head: whether the line opens the paper, where number, title and addressees may stand.
    """
    state = _State()
    pieces = _at_indents(text)
    if at_head:
        pieces = [part for index, piece in enumerate(pieces) for part in (_at_head(piece) if index < 6 else [piece])]
    parted = [part for piece in pieces for part in _cut(piece, _markers(piece, state))]
    signed = [part for piece in parted for part in _cut(piece, _signatures(piece))]
    return [part for piece in signed for part in _cut(piece, _tails(piece))]


def _cut(text: str, places: list[int]) -> list[str]:
    bounds = [0, *sorted({place for place in places if 0 < place < len(text)}), len(text)]
    return [text[start:end] for start, end in pairwise(bounds)]


def _at_indents(text: str) -> list[str]:
    """Paragraphs were indented by two full-width spaces; 第一章　　总则 and 局　　长 are not two paragraphs."""
    places, last = [], 0
    for gap in _INDENT.finditer(text):
        if not _JOINED.match(text[last : gap.start()]) and not text.startswith(_CLOSING, gap.end()):
            places.append(gap.start())
            last = gap.end()
    return _cut(text, places)


def _at_head(piece: str) -> list[str]:
    """冀政发〔2015〕41号 | 关于……的通知 | 各市人民政府：| body."""
    places = []
    start = 0
    number = _NUMBER.match(piece)
    if number and piece[number.end() :].strip()[:1] not in {"", "，", "。", "、", "）", "》", "文", "和", "精"}:
        start = number.end()
        places.append(start)
    title = _TITLE.match(piece, start)
    if title:
        start = title.end()
        places.append(start)
        number = _NUMBER.match(piece, start)
        start = number.end() if number else start
        places.append(start)
    addressees = _ADDRESSEES.match(piece, start)
    if addressees and (number or title) and _TO.search(addressees[0]):
        places.append(addressees.end())
    return _cut(piece, places)


def _markers(piece: str, state: _State) -> list[int]:
    found = sorted((match.start(), kind, match[1]) for kind, pattern in _MARKERS for match in pattern.finditer(piece))
    places: list[int] = []
    last = 0
    offset = len(piece) - len(piece.lstrip(" \u3000\t"))
    for start, kind, digits in found:
        number = value_of(digits)
        if start <= offset or _begins(piece[last:start], kind, number, state):
            state.take(kind, number)
            places.append(start)
            last = start
    return places


def _begins(before: str, kind: str, number: int, state: _State) -> bool:
    if before.rstrip()[-1:] in set(_END):
        return state.fits(kind, number) and before.count("《") <= before.count("》")
    above, _, length = kind_of(before.strip())
    words = before.strip()[length:]
    short = 0 < len(words) <= _HEADING and not re.search(r"[，。；：！？]", words)
    return bool(above) and _RANK[above] < _RANK[kind] and state.fits(kind, number) and short


def _signatures(piece: str) -> list[int]:
    """Before the signing organ, before the date, after the date."""
    places: list[int] = []
    for found in DATE.finditer(piece):
        if _NOT_AFTER_DATE.match(piece, found.end()):
            continue
        before = piece[: found.start()].rstrip()
        run = re.search(
            r"(?:[\u4e00-\u9fff、]+(?:（[^（）]{1,6}）[\u4e00-\u9fff、]+)*(?:（[^（）]{1,6}）)?)?\Z", before
        )
        signer = run[0] if run else ""
        opening = before[: len(before) - len(signer)].rstrip()
        closes = _closes(piece[found.end() :])
        signed = is_organ(re.sub(r"（[^（）]{1,6}）\Z", "", signer)) and _may_be_signed(opening, signer, closes=closes)
        if signed:
            places += [len(before) - len(signer), found.start(), found.end()]
        elif (not before and not signer) or (closes and not _LEADS_ON.search(before)):
            places += [found.start(), found.end()]
    return places


def _closes(after: str) -> bool:
    """Whether the paper ends here, but for （此件公开发布） and what a website adds."""
    rest = after.strip(" \u3000\xa0")
    return not rest or _TAIL.match(rest) is not None or _AFTER.match(rest) is not None


def _may_be_signed(before: str, signer: str, *, closes: bool) -> bool:
    """A signature follows a full stop, or at the very end a telephone number or an address; never an attachment."""
    if _ATTACHED.search(before):
        return False
    return (
        not before
        or before[-1] in _END
        or (before[-1].isascii() and before[-1].isalnum() and closes and begins_like_organ(signer))
    )


def _tails(piece: str) -> list[int]:
    before = {found.start(): piece[: found.start()].rstrip()[-1:] for found in _TAIL.finditer(piece)}
    return [place for place, sign in before.items() if sign and sign in _END + "日"]

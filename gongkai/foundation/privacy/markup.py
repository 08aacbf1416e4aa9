"""正文标记：texts of canonical HTML with the place of every character in its source, so that one can be covered."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape

from gongkai.foundation.privacy.rules import HIDDEN, Grid, Passage, Place

_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>|&[#a-zA-Z0-9]+;|[^<&]|[<&]", re.DOTALL)
_SPAN = re.compile(r'(colspan|rowspan)="([0-9]+)"')
_INLINE = {"strong", "em", "u", "s", "sub", "sup", "a"}
_WIDEST = 60  # 列：a cell is taken to span at most so many
_LEAST = 5  # 字：shorter values are not looked for in addresses of links
Sources = dict[Place, list[tuple[int, int]]]


@dataclass(frozen=True)
class Marked:
    """已标位置的正文：its texts, and for each place the source span of every character of its text."""

    texts: tuple[Passage | Grid, ...]
    sources: Sources = field(repr=False)


@dataclass(frozen=True)
class Edit:
    """改动：characters `start` to `end` of a place become `new`: one for one where it is as long, else all at once."""

    place: Place
    start: int
    end: int
    new: str


@dataclass
class _Cell:
    text: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)

    def add(self, sign: str, start: int, end: int) -> None:
        self.text.append(sign)
        self.spans.append((start, end))

    def part(self, at: int) -> None:
        """A break between blocks, unless there is one."""
        if self.text and self.text[-1] != "\n":
            self.add("\n", at, at)


@dataclass
class _Table:
    block: int
    rows: list[list[_Cell]] = field(default_factory=list)
    down: dict[int, int] = field(default_factory=dict)

    def row(self) -> None:
        self.rows.append([])

    def cell(self, spans: Mapping[str, int]) -> _Cell:
        if not self.rows:
            self.row()
        row = self.rows[-1]
        while self.down.get(len(row), 0) > 0:
            self.down[len(row)] -= 1
            row.append(_Cell())
        made, down = _Cell(), spans.get("rowspan", 1) - 1
        for cell in (made, *(_Cell() for _ in range(min(spans.get("colspan", 1), _WIDEST) - 1))):
            self.down[len(row)] = down
            row.append(cell)
        return made


class _Reader:
    def __init__(self, part: str) -> None:
        self.part, self.block = part, 0
        self.texts: list[tuple[int, Passage | Grid]] = []
        self.sources: Sources = {}
        self.tables: list[_Table] = []
        self.cells: list[_Cell] = []
        self.line = _Cell()

    @property
    def here(self) -> _Cell:
        return self.cells[-1] if self.cells else self.line

    def read(self, html: str) -> Marked:
        for match in _TOKEN.finditer(html):
            if match[2] is None:
                sign = unescape(match[0]) if len(match[0]) > 1 else match[0]
                self.here.add(sign[:1], *match.span())
            else:
                self._tag(match[2], bool(match[1]), match[3], match.start())
        self._end_line()
        return Marked(tuple(text for _, text in sorted(self.texts, key=lambda pair: pair[0])), self.sources)

    def _tag(self, tag: str, closing: bool, attributes: str, at: int) -> None:
        if tag in _INLINE:
            return
        if tag == "table":
            self._table(closing)
        elif tag == "tr" and self.tables and not closing:
            self.tables[-1].row()
        elif tag in {"td", "th"} and self.tables:
            self._cell(closing, attributes)
        elif self.cells:
            self.cells[-1].part(at)
        elif tag == "br":
            self.line.part(at)
        else:
            self._end_line()

    def _cell(self, closing: bool, attributes: str) -> None:
        if not closing:
            spans = {name: int(value) for name, value in _SPAN.findall(attributes)}
            self.cells.append(self.tables[-1].cell(spans))
        elif self.cells:
            self.cells.pop()

    def _table(self, closing: bool) -> None:
        if not closing:
            self._end_line()
            self.tables.append(_Table(self._next()))
            return
        if not self.tables:
            return
        table = self.tables.pop()
        rows = []
        for number, row in enumerate(table.rows):
            for column, cell in enumerate(row):
                self.sources[Place(self.part, table.block, number, column)] = cell.spans
            rows.append(tuple("".join(cell.text) for cell in row))
        self.texts.append((table.block, Grid(Place(self.part, table.block), tuple(rows))))

    def _end_line(self) -> None:
        line, self.line = self.line, _Cell()
        if any(sign.strip() for sign in line.text):
            place = Place(self.part, self._next())
            self.sources[place] = line.spans
            self.texts.append((place.block, Passage(place, "".join(line.text))))

    def _next(self) -> int:
        self.block += 1
        return self.block


def read(html: str, part: str = "body") -> Marked:
    """读正文：paragraphs and tables of canonical HTML, in order; `part` names them in their places."""
    return _Reader(part).read(html)


def cover(html: str, edits: Iterable[Edit], values: Sequence[str] = ()) -> str:
    """遮盖正文：each edit made in the source, tags in between untouched; `values` also vanish from links' addresses."""
    sources = read(html).sources
    changes: dict[tuple[int, int], str] = {}
    for edit in edits:
        spans = sources[edit.place][edit.start : edit.end]
        signs = list(edit.new) if len(edit.new) == len(spans) else [edit.new, *[""] * (len(spans) - 1)]
        for (start, end), sign in zip(spans, signs, strict=True):
            if end > start:
                changes[start, end] = escape(sign, quote=False)
    for (start, end), sign in sorted(changes.items(), reverse=True):
        html = html[:start] + sign + html[end:]
    for value in {value for value in values if len(value) >= _LEAST}:
        html = "".join(
            piece.replace(value, HIDDEN * len(value)) if piece.startswith("<") else piece
            for piece in re.split(r"(<[^>]*>)", html)
        )
    return html

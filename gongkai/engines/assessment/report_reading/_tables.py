"""表格的含义：which lines are the rows of the form, and which of their cells hold its numbers.

Rows are told by their headings, never by their place: published pages add head lines, drop numberings, split a table
over two, and give spans that do not add up.
"""

import re
from collections.abc import Iterator, Sequence

from gongkai.engines.assessment.rules import Number
from gongkai.law import Cell, Form, FormTable, Row
from gongkai.law.form import Block

from ._numbers import NIL, number_of
from ._page import Line, Page, Place, is_numbered, key_of

LEAST = 4
"""Headings shorter than this are only taken when they are equal, not when one begins with the other."""


def form_of(page: Page, forms: Sequence[Form], year: int) -> Form:
    """The edition whose column headings of table T2 stand in the page; where none do, the one for the year."""
    words = {key_of(place.text) for table in page.tables for line in table for place in line}

    def found(form: Form) -> int:
        columns = {key_of(column.heading) for block in form.tables[0].blocks for column in block.columns}
        return len(columns & words)

    best = max(forms, key=found)
    return best if found(best) else next(f for f in (*forms, forms[0]) if _covers(f, year) or f is forms[0])


def _covers(form: Form, year: int) -> bool:
    edition = form.edition
    return edition.from_.year <= year and (edition.until is None or year < edition.until.year)


def cells_of(page: Page, form: Form) -> tuple[dict[str, Number], list[str]]:
    """The numbers of the form, blanks left out, and a sentence for everything that could not be told."""
    numbers: dict[str, Number] = {}
    problems: list[str] = []
    for table in form.tables:
        reader = _Reader(table, numbers, problems)
        for lines in page.tables:
            reader.read(lines)
        reader.finish()
    return numbers, problems


class _Reader:
    """Finds the rows of one table of the form among the tables of a page."""

    def __init__(self, table: FormTable, numbers: dict[str, Number], problems: list[str]) -> None:
        self.table, self.numbers, self.problems = table, numbers, problems
        self.rows = [(block, row, key_of(row.heading)) for block in table.blocks for row in block.rows]
        self.heads = {key_of(column.heading) for block in table.blocks for column in block.columns}
        self.seen: set[str] = set()

    def read(self, lines: Sequence[Line]) -> None:
        """Take the rows of the form out of one table of the page."""
        if len(self.table.blocks) > 1 and not self.heads & {key_of(place.text) for line in lines for place in line}:
            # 行政许可 and the like head rows of other tables, too.
            return
        found = list(self._bare(lines) if not self.rows[0][1].labels else self._labelled(lines))
        if not any(key not in self.heads for _, _, key, _ in found):
            # 其他、总计 alone do not make a table ours.
            return
        for block, row, _, places in found:
            self._take(block, row, places)

    def finish(self) -> None:
        """Say what is missing."""
        missing = [row for _, row, _ in self.rows if row.id not in self.seen]
        if len(missing) == len(self.rows):
            self.problems.append(f"没有找到{self.table.name}（{self.table.section}）。请确认文件完整，表格不是图片。")
        else:
            self.problems += [f"{self.table.name}缺“{row.heading}”一行。" for row in missing]

    def _labelled(self, lines: Sequence[Line]) -> Iterator[tuple[Block, Row, str, Sequence[Place]]]:
        first = self._first_column(lines)
        for line in lines:
            for index in range(len(line) - 1, -1, -1):
                match = self._match(line[index].text)
                if match and len(line) - index - 1 >= len(match[0].columns):
                    values = _values(line[index + 1 :], len(match[0].columns), first)
                    if match[2] in self.heads and not _stands_alone(line[index].text, values):
                        continue
                    yield *match, values
                    break
                if match and self._short_row(line, index, match):
                    self.seen.add(match[1].id)
                    break

    def _short_row(self, line: Line, index: int, match: tuple[Block, Row, str]) -> bool:
        """Whether this is the row itself with too few numbers, not the same words in a head; if so, say it."""
        values = line[index + 1 :]
        block, row, key = match
        if not values or len(key) < LEAST or not all(_is_number(place.text) for place in values):
            return False
        self.problems.append(
            f"{self.table.name}“{row.heading}”一行应有{len(block.columns)}个数，读到{len(values)}个。请核对合并的单元格。"
        )
        return True

    def _bare(self, lines: Sequence[Line]) -> Iterator[tuple[Block, Row, str, Sequence[Place]]]:
        """The one line of numbers of a table without row headings: below the last head line."""
        block, row, key = self.rows[0]
        groups = {key_of(column.group) for column in block.columns}
        heads = [n for n, line in enumerate(lines) if groups & {key_of(place.text) for place in line}]
        if not heads or len(groups & {key_of(p.text) for line in lines for p in line}) < len(groups):
            return
        first = min(p.column for line in lines for p in line if key_of(p.text) == key_of(block.columns[0].heading))
        blank: tuple[Sequence[Place], ...] = ()
        for line in lines[heads[-1] + 1 :]:
            places = _values([p for p in line if p.column >= first], len(block.columns), first)
            if len(places) != len(block.columns) or not all(_is_number(p.text) for p in places):
                continue
            if any(p.text for p in places):
                yield block, row, key, places
                return
            blank = (*blank, places)
        if blank:
            yield block, row, key, blank[-1]

    def _first_column(self, lines: Sequence[Line]) -> int | None:
        """Where the numbers begin: under the heading of the first column, where all rows share their columns."""
        if len(self.table.blocks) > 1:
            return None
        heading = key_of(self.table.blocks[0].columns[0].heading)
        return next((p.column for line in lines for p in line if key_of(p.text) == heading), None)

    def _match(self, text: str) -> tuple[Block, Row, str] | None:
        words = key_of(text)
        if not words:
            return None
        equal = [item for item in self.rows if item[2] == words]
        like = [item for item in self.rows if _like(item[2], words)]
        if equal:
            return equal[0]
        return like[0] if len(like) == 1 else None

    def _take(self, block: Block, row: Row, places: Sequence[Place]) -> None:
        if row.id in self.seen:
            self.problems.append(
                f"{self.table.name}“{row.heading or '数据'}”一行出现了两次。一个文件只读一份报告，请拆开。"
            )
            return
        self.seen.add(row.id)
        for column, place in zip(block.columns, places, strict=True):
            cell = Cell(self.table, row, column)
            number = number_of(place.text, column.unit)
            if number is None and place.text not in NIL:
                self.problems.append(f"{cell.title}写的是“{place.text}”，不是数。请改为阿拉伯数字，没有的填0。")
            elif number is not None:
                self.numbers[cell.key] = number


def _stands_alone(text: str, values: Sequence[Place]) -> bool:
    """Whether 其他 or 总计 is the heading of a row here, not of a column."""
    numbers = all(_is_number(place.text) for place in values)
    return numbers and (is_numbered(text) or any(place.text for place in values))


def _like(heading: str, words: str) -> bool:
    """Whether two headings are one, one of them shortened at its end, or without 行政 before it."""
    short, long = sorted((heading, words), key=len)
    if len(short) < LEAST or re.search(r"\d", long.removeprefix(short)):
        # Numbers that ran into a heading are no heading.
        return False
    return long.startswith(short) or long == f"行政{short}"


def _values(after: Sequence[Place], count: int, first: int | None) -> Sequence[Place]:
    """The cells that hold the numbers: all, or those under the head, or those that are not blank, or the first ones."""
    if len(after) == count:
        return after
    if first is not None:
        under = [place for place in after if first <= place.column < first + count]
        if len(under) == count:
            return under
    written = [place for place in after if place.text]
    return written if len(written) == count else after[:count]


def _is_number(text: str) -> bool:
    return text in NIL or number_of(text, "") is not None

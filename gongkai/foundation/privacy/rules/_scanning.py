"""扫描：every detector over every passage and cell; what overlaps is said once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from gongkai.foundation.privacy.rules import _addresses, _contacts, _names, _numbers
from gongkai.foundation.privacy.rules import _words as words
from gongkai.foundation.privacy.rules._findings import KINDS, Finding, Grid, Passage, Place
from gongkai.foundation.privacy.rules._numbers import Hit
from gongkai.foundation.text import fold

_AROUND = 30  # 字：of the text beside a finding that is kept for showing
_HEADING_ROWS = 4  # 行：within which a table's heading stands
_LONGEST_LABEL = 16
# 先后：what a stretch of text is when two detectors claim it.
_ORDER = tuple(KINDS)


def scan(texts: Iterable[Passage | Grid], *, today: date) -> tuple[Finding, ...]:
    """扫描：findings in the order of the texts; `today` bounds birthdays."""
    found: list[Finding] = []
    for text in texts:
        found += _passage(text, today) if isinstance(text, Passage) else _grid(text, today)
    return tuple(found)


def _passage(passage: Passage, today: date) -> Iterator[Finding]:
    folded = fold(passage.text)
    for hit in _hits(folded, today, personal=False):
        yield _finding(hit, passage.text, passage.place)


def _hits(folded: str, today: date, *, personal: bool) -> list[Hit]:
    web = words.in_address_of_web(folded) if "." in folded else []
    detectors: tuple[Callable[[], Iterator[Hit]], ...] = (
        lambda: _numbers.identity_numbers(folded, today),
        lambda: _numbers.bank_cards(folded),
        lambda: _numbers.travel_documents(folded),
        lambda: _contacts.mobiles(folded, personal=personal),
        lambda: _contacts.landlines(folded, personal=personal),
        lambda: _contacts.emails(folded, personal=personal),
        lambda: _contacts.plates(folded),
    )
    hits = [hit for detector in detectors for hit in detector()]
    named = list(_names.labelled_names(folded))
    ends = [end for _, end, kind, _ in named if kind == "name"]
    hits += [*named, *_addresses.addresses(folded, names=ends, personal=personal)]
    outside = [
        hit
        for hit in hits
        if hit[2] in {"email", "office_email"} or not any(a <= hit[0] < b for a, b in web)
    ]  # fmt: skip
    return _once(outside)


def _once(hits: Iterable[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(set(hits), key=lambda hit: (_ORDER.index(hit[2]), hit[0])):
        if not any(hit[0] < other[1] and other[0] < hit[1] for other in kept):
            kept.append(hit)
    return sorted(kept)


def _grid(grid: Grid, today: date) -> Iterator[Finding]:
    head, labels = _headings(grid.rows)
    promised = [_names.heading_of_names(label) for label in labels]
    for number, row in enumerate(grid.rows):
        if number == head:
            continue
        personal = any(
            kind == "name" and column < len(row) and _names.is_name(row[column]) for column, kind in enumerate(promised)
        )
        for column, cell in enumerate(row):
            label = _label(row, column, labels, below=number > head >= 0)
            place = Place(grid.place.part, grid.place.block, number, column)
            yield from _cell(cell, label, place, today, personal=personal)


def _cell(cell: str, label: str, place: Place, today: date, *, personal: bool) -> Iterator[Finding]:
    if not cell.strip():
        return
    named = _names.heading_of_names(label)
    if named:
        yield from _names_in(cell, named, label, place)
    lead = f"{fold(label)}:" if label else ""
    for start, end, kind, confidence in _hits(lead + fold(cell), today, personal=personal or named == "name"):
        if start >= len(lead) and not (named and kind in {"name", "office_name"}):
            yield _finding((start - len(lead), end - len(lead), kind, confidence), cell, place, label)


def _names_in(cell: str, kind: str, label: str, place: Place) -> Iterator[Finding]:
    """Names in a cell, one or several, parted by marks or spaces."""
    if _names.is_name(cell):
        start = len(cell) - len(cell.lstrip())
        yield _finding((start, start + len(cell.strip()), kind, "高"), cell, place, label)
        return
    start = 0
    for end in [*(at for at, sign in enumerate(cell) if sign in "、，,；;/ \n\t\u3000(（"), len(cell)]:
        if _names.is_name(cell[start:end]):
            yield _finding((start, end, kind, "中"), cell, place, label)
        start = end + 1


def _headings(rows: Sequence[Sequence[str]]) -> tuple[int, list[str]]:
    """The heading's row, or -1; the first whose cells are short labels, with one we know among them if there is."""
    for number, row in enumerate(rows[:_HEADING_ROWS]):
        filled = [cell.strip() for cell in row if cell.strip()]
        short = len(filled) > 1 and all(len(cell) <= _LONGEST_LABEL for cell in filled)
        if short and not any(character.isdigit() for cell in filled for character in cell) and not _is_pairs(row):
            return number, [cell.strip() for cell in row]
    return -1, []


def _is_pairs(row: Sequence[str]) -> bool:
    """A form rather than a table: a label of names with a name right beside it."""
    return any(_names.heading_of_names(label) and _names.is_name(value) for label, value in pairwise(row))


def _label(row: Sequence[str], column: int, labels: Sequence[str], *, below: bool) -> str:
    left = row[column - 1].strip() if column else ""
    if below and column < len(labels) and labels[column]:
        return labels[column]
    return left if left and len(left) <= _LONGEST_LABEL and not any(sign.isdigit() for sign in left) else ""


def _finding(hit: Hit, text: str, place: Place, column: str = "") -> Finding:
    start, end, kind, confidence = hit
    return Finding(
        kind=KINDS[kind],
        place=place,
        start=start,
        end=end,
        confidence=confidence,
        value=text[start:end],
        before=text[max(0, start - _AROUND) : start],
        after=text[end : end + _AROUND],
        column=column,
    )

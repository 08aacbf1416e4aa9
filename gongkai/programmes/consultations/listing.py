"""意见和答复的全部清单：the file beside the report, a row for each text, however many there are."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from gongkai.engines.publishing.models import Edition
from gongkai.programmes.consultations import contents
from gongkai.programmes.consultations.models import CommentText, Consultation
from gongkai.programmes.consultations.programme import HIDDEN, HIDING, OUTCOMES, WAITING

TITLE = "意见和答复全部清单"
HEAD = ("序号", "意见组", "版本", "段落", "意见", "份数", "采纳情况", "理由", "不予显示的理由")
LONGEST = 20 * 1024 * 1024
"""字节：a file longer than this is parted, so that one may be opened and reviewed."""
Places: TypeAlias = Mapping[tuple[int, int], str]
"""段落的名称：by version and number."""
_FORMULA = tuple("=+-@\t\r")
_COLUMNS = (
    "group__title", "version", "passage", "text", "copies", "group__outcome", "group__reason", "standing",
    "hidden_for",
)  # fmt: skip


def places_in(found: Consultation) -> Places:
    """各版各段的名称：the article a passage begins, else its number. One SQL query."""
    editions = Edition.objects.filter(record=found.record_id).values_list("number", "body")
    return {(number, one.number): one.name for number, body in editions for one in contents.passages_of(body)}


def place_of(version: int, passage: int, places: Places) -> str:
    """意见针对的部分：by name."""
    return places.get((version, passage), f"第{passage}段") if passage else "全文"


def files_of(found: Consultation) -> Iterator[tuple[str, str, bytes]]:
    """清单文件：title, file name and bytes of each; none without a comment. Two SQL queries."""
    parts = list(_parts(found))
    for at, content in enumerate(parts, start=1):
        which = f"（{at}）" if len(parts) > 1 else ""
        yield f"{TITLE}（CSV）{which}", f"{TITLE}{which}.csv", content


def _parts(found: Consultation) -> Iterator[bytes]:
    rows = _Rows()
    for row in _rows(found):
        rows.add(row)
        if rows.size > LONGEST:
            yield rows.content()
            rows = _Rows()
    if rows.many:
        yield rows.content()


class _Rows:
    """Rows of a file as they are written, with the heading first."""

    def __init__(self) -> None:
        self.text = io.StringIO()
        self.writer = csv.writer(self.text)
        self.writer.writerow(HEAD)
        self.many = 0

    @property
    def size(self) -> int:
        """About how many bytes: a character of Chinese is three."""
        return 3 * self.text.tell()

    def add(self, row: tuple[str | int, ...]) -> None:
        """One more."""
        self.many += 1
        self.writer.writerow([_harmless(cell) for cell in row])

    def content(self) -> bytes:
        """With the mark office programs know UTF-8 by."""
        return self.text.getvalue().encode("utf-8-sig")


def _rows(found: Consultation) -> Iterator[tuple[str | int, ...]]:
    """What most said first; hidden ones without words, with the reason."""
    texts = CommentText.objects.filter(consultation=found).exclude(standing=WAITING).order_by("-copies", "pk")
    places = places_in(found)
    for at, row in enumerate(texts.values_list(*_COLUMNS).iterator(chunk_size=2_000), start=1):
        title, version, passage, text, copies, outcome, reason, standing, hidden_for = row
        place = (f"第{version}版", place_of(version, passage, places))
        if standing == HIDDEN:
            yield (at, "", *place, "", copies, "", "", HIDING[hidden_for])
        else:
            yield (at, title or "", *place, text, copies, OUTCOMES.get(outcome, ""), reason or "", "")


def _harmless(cell: str | int) -> str | int:
    """What an office program would take for a formula stays text."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell

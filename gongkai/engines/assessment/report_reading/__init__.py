"""读入年度报告：the tables of a published report, from a page, a workbook or a text, as the cells of its form.

Nothing is guessed: a table, a row or a number that cannot be told is named in a sentence, and nothing is returned.
"""

import io
import re

from gongkai.engines.assessment.rules import Filled
from gongkai.foundation.errors import Invalid
from gongkai.foundation.files.rules import XLSX, check, encodings_for
from gongkai.law import ANNUAL_REPORT

from . import _html, _text, _xlsx
from ._page import Page, year_of
from ._tables import cells_of, form_of

__all__ = ["Unreadable", "read"]

NO_YEAR = "看不出这是哪一年度的报告。请用 --year 写明报告年度。"
NO_TABLES = "没有找到年度报告的表格。请确认文件是年度报告正文（网页或者 XLSX），表格不是图片。"
LARGEST = 20 * 1024 * 1024
TOO_LARGE = "文件超过 20 MB，不像是一份年度报告。请只保留报告正文再读。"
_MARKUP = re.compile(r"<(?:html|body|table|p|div)\b", re.IGNORECASE)
OTHER_KIND = "只能读网页（.html）、工作簿（.xlsx）和一格一行的文字（.txt）。其他格式请先另存为其中一种。"


class Unreadable(Invalid):
    """年度报告读不出：one sentence for each table, row or cell that cannot be told; together they are the sentence."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences), field="file")
        self.sentences = sentences


def read(content: bytes, name: str, *, year: int | None = None, assumed: int | None = None) -> Filled:
    """读入：a filled form from an HTML page, an XLSX workbook, or a text with one cell a line.

    The edition of the form is told by the headings in it, the year by the title or the period named in the text.

    :param name: the name of the file; its extension must not contradict its bytes.
    :param year: the report year, whatever the file says.
    :param assumed: the report year where the file does not say.
    :raises Unreadable: naming what cannot be told.
    :raises Invalid: for a file of another kind, or beyond the bounds of an upload.
    """
    page = _page(content, name)
    if not page.tables:
        raise Unreadable(NO_TABLES)
    year = year or year_of(page) or assumed
    if year is None:
        raise Unreadable(NO_YEAR)
    form = form_of(page, ANNUAL_REPORT.editions, year)
    cells, problems = cells_of(page, form)
    if problems:
        raise Unreadable(*problems)
    return Filled(form, year, cells, page.prose)


def _page(content: bytes, name: str) -> Page:
    if len(content) > LARGEST:
        raise Unreadable(TOO_LARGE)
    if content[:4] == b"PK\x03\x04":
        if check(io.BytesIO(content), name) != XLSX:
            raise Unreadable(OTHER_KIND)
        return _xlsx.page(content)
    text = _decoded(content)
    if _MARKUP.search(text):
        return _html.page(text)
    return _text.page(text)


def _decoded(content: bytes) -> str:
    if b"\x00" in content or content[:5] == b"%PDF-":
        raise Unreadable(OTHER_KIND)
    for encoding in encodings_for(content[:4]):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(OTHER_KIND)

"""网页的表格：the innermost tables of a page, with the column each cell begins in."""

from collections.abc import Iterator

from lxml import etree, html
from lxml.html import HtmlElement

from ._page import Line, Page, Place, half_width

WIDEST, HIGHEST = 30, 60
"""More than any table of the form spans."""
UNREAD = ("script", "style", "noscript", "template")
BLOCKS = {"p", "div", "li", "br", "h1", "h2", "h3", "h4", "h5", "tr", "section", "article", "title"}


def page(text: str) -> Page:
    """Read a page."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except etree.ParserError:
        return Page((), "", "")
    for element in _all(root, *UNREAD):
        element.drop_tree()
    title = " ".join(half_width(element.text_content()) for element in _all(root, "title", "h1"))
    inner = [table for table in _all(root, "table") if not any(True for _ in table.iterdescendants("table"))]
    tables = tuple(_lines(table) for table in inner)
    for table in inner:
        table.drop_tree()
    return Page(tables, title, _prose(root))


def _all(root: HtmlElement, *tags: str) -> list[HtmlElement]:
    return [element for element in root.iter(*tags) if isinstance(element, HtmlElement)]


def _lines(table: HtmlElement) -> tuple[Line, ...]:
    taken: set[tuple[int, int]] = set()
    return tuple(tuple(_places(row, number, taken)) for number, row in enumerate(table.iter("tr")))


def _places(row: HtmlElement, line: int, taken: set[tuple[int, int]]) -> Iterator[Place]:
    column = 0
    for cell in row.iterchildren("td", "th"):
        while (line, column) in taken:
            column += 1
        yield Place(column, half_width(cell.text_content()))
        wide, high = _span(cell, "colspan", WIDEST), _span(cell, "rowspan", HIGHEST)
        taken.update((line + down, column + right) for down in range(high) for right in range(wide))
        column += wide


def _span(cell: HtmlElement, name: str, most: int) -> int:
    given = cell.get(name, "1").strip()
    return min(max(int(given), 1), most) if given.isascii() and given.isdecimal() else 1


def _prose(root: HtmlElement) -> str:
    for element in root.iter():
        if element.tag in BLOCKS:
            element.tail = f"\n{element.tail or ''}"
    lines = (half_width(line) for line in root.text_content().split("\n"))
    return "\n".join(line for line in lines if line)

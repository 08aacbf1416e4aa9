"""排版：blocks and what was recognised in them, written as HTML. Adds no character but the marks of footnotes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gongkai.foundation.papers.headings import Heading
from gongkai.foundation.papers.paper import Block, Grid, Line, Span
from gongkai.foundation.text.html import escape_text

_EDGE = " \u3000\t\n\xa0"


def cell_html(blocks: Sequence[Block]) -> str:
    """单元格 HTML：bare text when it is one paragraph."""
    if len(blocks) == 1 and isinstance(blocks[0], Line) and not blocks[0].item:
        return inline_html(blocks[0].spans)
    return "".join(block.html if isinstance(block, Grid) else f"<p>{inline_html(block.spans)}</p>" for block in blocks)


def body_html(
    blocks: Sequence[Block], roles: Mapping[int, str], headings: Mapping[int, Heading], footnotes: Sequence[list[Line]]
) -> str:
    """正文 HTML：in the order of the paper, notes last; not yet canonical."""
    written: list[str] = []
    in_list = False
    for index, block in enumerate(blocks):
        item = isinstance(block, Line) and block.item and index not in roles
        if item != in_list:
            written.append("<ul>" if item else "</ul>")
            in_list = item
        if isinstance(block, Grid):
            written.append(block.html)
        elif item:
            written.append(f"<li>{inline_html(block.spans)}</li>")
        else:
            written.append(_line(block, roles.get(index, ""), headings.get(index)))
    written.append("</ul>" if in_list else "")
    written.append(_notes(footnotes))
    return "".join(written)


def _line(line: Line, role: str, heading: Heading | None) -> str:
    if role:
        return f'<p class="{role}">{inline_html(_plain(line.spans))}</p>'
    if heading is not None and heading.level:
        return f"<h{heading.level}>{inline_html(_plain(line.spans))}</h{heading.level}>"
    if heading is not None and heading.lead and not any("strong" in span.marks for span in line.spans):
        return f"<p>{inline_html(_lead(line.spans, heading.lead))}</p>"
    return f"<p>{inline_html(line.spans)}</p>"


def _plain(spans: Sequence[Span]) -> list[Span]:
    """A heading is emphasis enough."""
    return [replace(span, marks=tuple(mark for mark in span.marks if mark in {"sub", "sup"})) for span in spans]


def _lead(spans: Sequence[Span], length: int) -> list[Span]:
    """The first `length` characters strong; the line's leading space does not count."""
    made: list[Span] = []
    blank = True
    for span in spans:
        text = span.text.lstrip(_EDGE) if blank else span.text
        blank = blank and not text
        strong, rest = text[:length], text[length:]
        length -= len(strong)
        if strong:
            made.append(replace(span, text=strong, marks=tuple(sorted({*span.marks, "strong"})), note=0))
        if rest or span.note:
            made.append(replace(span, text=rest))
    return made


def inline_html(spans: Sequence[Span]) -> str:
    """行内 HTML：of spans in order."""
    return "".join(_span(span) for span in spans)


def _span(span: Span) -> str:
    html = escape_text(span.text).replace("\n", "<br>")
    for mark in span.marks:
        html = f"<{mark}>{html}</{mark}>"
    if span.href:
        html = f'<a href="{escape_text(span.href).replace(chr(34), "&quot;")}">{html}</a>'
    if span.note:
        html += f'<sup><a id="noteref-{span.note}" href="#note-{span.note}">[{span.note}]</a></sup>'
    return html


def _notes(footnotes: Sequence[list[Line]]) -> str:
    if not footnotes:
        return ""
    written = []
    for number, lines in enumerate(footnotes, 1):
        mark = f'<a href="#noteref-{number}">[{number}]</a> '
        for index, line in enumerate(lines):
            opening = f'<p id="note-{number}">{mark}' if index == 0 else "<p>"
            written.append(f"{opening}{inline_html(line.spans)}</p>")
    return f'<section class="notes">{"".join(written)}</section>'

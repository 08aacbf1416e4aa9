"""规范正文：the one form in which structured text is kept: a small closed HTML, the same bytes for the same content.

`sanitise` takes any HTML, hostile included: nh3 parses it and drops what is not allowed, our own tree puts the rest
under a strict grammar and writes it out. The output re-read gives itself. Nothing here is Django.
"""

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

import nh3

from gongkai.foundation.errors import Invalid

TOO_DEEP = "这段内容的层层嵌套过深，无法整理。请只粘贴文字和表格，或用 .docx 文件导入。"
CLASSES = frozenset(
    {
        "addressees", "attachments", "caption", "copies", "doc-number", "formed-on", "lead-in", "letterhead", "notes",
        "printed", "release-note", "signature", "title",
    }
)  # fmt: skip
_RENAMED = {"h1": "h2", "h6": "h5", "b": "strong", "i": "em", "del": "s", "strike": "s"}
_INLINE = {"strong", "em", "u", "s", "sub", "sup", "a"}
_LEAF = {"p", "h2", "h3", "h4", "h5", "caption"}
_FLOW = {"li", "td", "th", "blockquote", "section", "aside"}
_WRAP = {"blockquote", "section", "aside", ""}
_CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "table": {"caption", "thead", "tbody"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"td", "th"},
}
_KNOWN = _INLINE | _LEAF | _FLOW | set(_CHILDREN) | {"br", "hr"}
_LOOSE_BLOCKS = {
    "div", "article", "main", "header", "footer", "center", "dl", "dt", "dd", "pre", "figure", "figcaption", "address",
    "tfoot",
}  # fmt: skip
_VOID = {"br", "hr"}
_BLOCKS = (_LEAF - {"caption"}) | set(_CHILDREN) | {"blockquote", "section", "aside", "hr"}
_ATTRIBUTES = {
    "*": {"class", "id"},
    "a": {"href"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_NUMBERED = re.compile(r"(?:note|noteref)-[1-9][0-9]{0,5}\Z")
_WEB = re.compile(r"(?i)https?://[^\s\"<>]+\Z")
_SPACE = re.compile(r"[ \t\n\r\f\v\x85\xa0\u2028\u2029]+")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_EDGE = " \u3000"
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_UNNESTED = {"p", "li", "td", "th", "tr", "tbody", "thead", "br", "hr", "img", "input", "meta", "link", "col", "option"}
_DEEPEST = 200
_SPANS = {"colspan": 1000, "rowspan": 65534}
_ORDER = ("id", "class", "href", "colspan", "rowspan")
_CLEANER = nh3.Cleaner(
    tags=_KNOWN | set(_RENAMED) | _LOOSE_BLOCKS,
    clean_content_tags={"script", "style", "template", "title", "head", "iframe", "object", "svg", "math", "noscript"},
    attributes=_ATTRIBUTES,
    link_rel=None,
    url_schemes={"http", "https"},
)


@dataclass
class Node:
    """节点：one element of the kept tree; the root has no name."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Node | str]" = field(default_factory=list)


def sanitise(html: str) -> str:
    """整理为规范 HTML：allowed elements only, in canonical form; idempotent, and safe to show unescaped.

    :raises Invalid: when elements nest deeper than any document does.
    """
    root = _grammar(_parse(html))
    return "\n".join(_write(child) for child in root.children if isinstance(child, Node))


def plain_text(html: str) -> str:
    """纯文字：the text of HTML, one line per paragraph, heading or line break, table cells parted by tabs.

    :raises Invalid: as `sanitise`.
    """
    pieces: list[str] = []
    _gather(_grammar(_parse(html)), pieces)
    lines = (line.strip(" \t") for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line.strip())


def escape_text(text: str) -> str:
    """转义：text as it stands inside an element."""
    return escape(text, quote=False)


# -- reading ----------------------------------------------------------------------------------------------------------


class _Builder(HTMLParser):
    """Reads what nh3 wrote: well-formed, so a stack of open elements is enough."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = _RENAMED.get(tag, tag)
        node = Node(tag, _attributes(tag, {name: value or "" for name, value in attrs}))
        self.open[-1].children.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        text = _SPACE.sub(" ", _UNSEEN.sub("", data))
        if text:
            self.open[-1].children.append(text)


def _parse(html: str) -> Node:
    _check_depth(html)
    builder = _Builder()
    builder.feed(_CLEANER.clean(html))
    builder.close()
    _check_ids(builder.root)
    return builder.root


def _check_depth(html: str) -> None:
    depth = 0
    for closing, tag in _TAG.findall(html):
        if tag.lower() in _UNNESTED:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        if depth > _DEEPEST:
            raise Invalid(TOO_DEEP, code="too-deep")


def _attributes(tag: str, given: dict[str, str]) -> dict[str, str]:
    kept = {}
    classes = sorted(set(given.get("class", "").split()) & CLASSES)
    if classes and tag in _LEAF | {"section", "aside"}:
        kept["class"] = classes[0]
    if tag in {"a", "p", "li"} and _NUMBERED.match(given.get("id", "")):
        kept["id"] = given["id"]
    href = given.get("href", "").strip()
    if tag == "a" and (_WEB.match(href) or (href.startswith("#") and _NUMBERED.match(href[1:]))):
        kept["href"] = href
    if tag in {"td", "th"}:
        kept |= {name: str(value) for name in _SPANS if (value := _span(name, given.get(name, ""))) > 1}
    return {name: kept[name] for name in _ORDER if name in kept}


def _span(name: str, given: str) -> int:
    return min(int(given), _SPANS[name]) if re.fullmatch(r"[0-9]{1,6}", given) else 1


# -- grammar ----------------------------------------------------------------------------------------------------------


def _grammar(node: Node) -> Node:
    """The same content under the strict grammar."""
    if node.tag in _CHILDREN:
        return Node(node.tag, node.attributes, list(_structure(node)))
    if node.tag in _LEAF:
        return Node(node.tag, node.attributes, _trim(_merge(_inline(node, ()))))
    return Node(node.tag, node.attributes, _flow(node))


def _structure(node: Node) -> "list[Node | str]":
    """Children of lists and tables; strays are put into the element that was missing."""
    allowed, found = _CHILDREN[node.tag], []
    filler = {"ul": "li", "ol": "li", "tr": "td", "table": "tbody"}.get(node.tag, "tr")
    for child in node.children:
        if isinstance(child, Node) and child.tag in allowed:
            made = _grammar(child)
        elif isinstance(child, Node) and child.tag == "tfoot":
            made = _grammar(Node("tbody", {}, child.children))
        elif isinstance(child, str) and not child.strip(_EDGE):
            continue
        else:
            made = _grammar(Node(filler, {}, [child]))
        if made.children or made.tag in {"td", "th"}:
            found.append(made)
    return _in_order(found) if node.tag == "table" else list(found)


def _in_order(parts: list[Node]) -> "list[Node | str]":
    """A table has at most one caption, then at most one head, then its bodies run together."""
    caption = [part for part in parts if part.tag == "caption"][:1]
    head = [part for part in parts if part.tag == "thead"][:1]
    rows = [row for part in parts if part.tag != "caption" and part not in head for row in part.children]
    return [*caption, *head, *([Node("tbody", {}, rows)] if rows else [])]


def _flow(node: Node) -> "list[Node | str]":
    """Blocks, with runs of inline content made paragraphs; in cells and items inline content alone stays bare."""
    blocks: list[Node | str] = []
    run: list[Node | str] = []
    _spread(node.children, blocks, run)
    if not blocks and node.tag not in _WRAP:
        return _trim(_merge(_inline(Node("", {}, run), ())))
    _close(blocks, run)
    return blocks


def _spread(children: "list[Node | str]", blocks: "list[Node | str]", run: "list[Node | str]") -> None:
    for child in children:
        if isinstance(child, str) or child.tag == "br" or (child.tag in _INLINE and not _holds_block(child)):
            run.append(child)
        elif child.tag in _BLOCKS:
            _close(blocks, run)
            made = _grammar(child)
            if made.children or made.tag == "hr":
                blocks.append(made)
        else:
            _close(blocks, run)
            _spread(child.children, blocks, run)
            _close(blocks, run)


def _close(blocks: "list[Node | str]", run: "list[Node | str]") -> None:
    paragraph = _grammar(Node("p", {}, list(run)))
    run.clear()
    if paragraph.children:
        blocks.append(paragraph)


def _holds_block(node: Node) -> bool:
    return any(
        isinstance(child, Node) and (child.tag not in _INLINE | {"br"} or _holds_block(child))
        for child in node.children
    )


# -- inline content ---------------------------------------------------------------------------------------------------


def _inline(node: Node, within: tuple[str, ...]) -> "list[Node | str]":
    """Inline children only; the same emphasis twice is once, links do not nest, blocks give up their content."""
    found: list[Node | str] = []
    for child in node.children:
        if isinstance(child, str):
            found.append(child)
        elif child.tag == "br":
            found.append(Node("br"))
        elif child.tag not in _INLINE or child.tag in within or (child.tag == "a" and not child.attributes):
            found += _inline(child, within)
        else:
            inner = _merge(_inline(child, (*within, child.tag)))
            if inner or "id" in child.attributes:
                found.append(Node(child.tag, child.attributes, inner))
    return found


def _merge(children: "list[Node | str]") -> "list[Node | str]":
    """Neighbouring text is one text, neighbouring equal emphasis one element; spaces are single."""
    found: list[Node | str] = []
    for child in children:
        last = found[-1] if found else None
        if isinstance(child, str) and isinstance(last, str):
            found[-1] = _SPACE.sub(" ", last + child)
        elif isinstance(child, Node) and isinstance(last, Node) and _same(last, child):
            last.children = _merge(last.children + child.children)
        elif child:
            found.append(child)
    return found


def _same(one: Node, other: Node) -> bool:
    return one.tag == other.tag != "br" and one.attributes == other.attributes and "id" not in one.attributes


def _trim(children: "list[Node | str]") -> "list[Node | str]":
    """No space and no line break at either end, none beside a line break, and single spaces across elements."""
    _tidy_spaces(children, True)
    _trim_end(children)
    return _without_hollow(children)


def _tidy_spaces(children: "list[Node | str]", at_start: bool) -> bool:
    """Drop a space that follows a space, a break or the start; whether what comes next is in such a place."""
    for index, child in enumerate(children):
        if isinstance(child, str):
            text = child.lstrip(_EDGE) if at_start else child
            children[index] = text
            at_start = at_start if not text else False
        elif child.tag == "br":
            at_start = True
        else:
            at_start = _tidy_spaces(child.children, at_start)
    return at_start


def _trim_end(children: "list[Node | str]") -> bool:
    """Strip from the end backwards, and before every break; whether everything was stripped."""
    at_end = True
    for index in range(len(children) - 1, -1, -1):
        child = children[index]
        if isinstance(child, str):
            children[index] = child.rstrip(_EDGE) if at_end else child
            at_end = at_end and not children[index]
        elif child.tag == "br":
            at_end = True
        else:
            at_end = _trim_inner(child, at_end)
    return at_end


def _trim_inner(node: Node, at_end: bool) -> bool:
    if at_end:
        return _trim_end(node.children)
    return False


def _without_hollow(children: "list[Node | str]") -> "list[Node | str]":
    kept: list[Node | str] = []
    for child in children:
        if isinstance(child, Node) and child.tag != "br":
            child.children = _without_hollow(child.children)
            if not child.children and "id" not in child.attributes:
                continue
        if child:
            kept.append(child)
    return _merge(_without_edge_breaks(kept))


def _without_edge_breaks(children: "list[Node | str]") -> "list[Node | str]":
    start, end = 0, len(children)
    while start < end and _is_break(children[start]):
        start += 1
    while end > start and _is_break(children[end - 1]):
        end -= 1
    return children[start:end]


def _is_break(child: "Node | str") -> bool:
    return isinstance(child, Node) and child.tag == "br"


# -- writing ----------------------------------------------------------------------------------------------------------


def _check_ids(root: Node) -> None:
    """An id stands once: on the first element that bears it."""
    seen: set[str] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        identity = node.attributes.get("id")
        if identity in seen:
            del node.attributes["id"]
        elif identity:
            seen.add(identity)
        waiting += [child for child in reversed(node.children) if isinstance(child, Node)]


def _write(child: "Node | str") -> str:
    if isinstance(child, str):
        return escape_text(child)
    if child.tag in _VOID:
        return f"<{child.tag}>"
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in child.attributes.items())
    lined = child.tag in {"table", "thead", "tbody", "ul", "ol", "blockquote", "section", "aside"}
    glue = "\n" if lined else ""
    inner = glue.join(_write(grandchild) for grandchild in child.children)
    return f"<{child.tag}{attributes}>{glue}{inner}{glue}</{child.tag}>"


def _gather(node: Node, pieces: list[str]) -> None:
    for child in node.children:
        if isinstance(child, str):
            pieces.append(child)
        elif child.tag == "br":
            pieces.append("\n")
        else:
            _gather(child, pieces)
            pieces.append("" if child.tag in _INLINE else "\t" if child.tag in {"td", "th"} else "\n")

"""文件包：text in zip packages (docx, xlsx, pptx, OFD): read, replaced across runs, looked for in every part."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from lxml import etree

from gongkai.foundation.errors import Invalid
from gongkai.foundation.files.rules import parse_xml, sniff
from gongkai.foundation.privacy.rules import HIDDEN, Passage, Place

_EPOCH = (1980, 1, 1, 0, 0, 0)
# 容器：elements whose pieces of text are read as one; 片段：the pieces.
_CONTAINERS = {"p", "si", "is", "text", "comment", "TextObject"}
_PIECES = {"t", "delText", "instrText", "TextCode"}
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n"}
_XML = (".xml", ".rels", ".vml", ".svg")
# 可能有话：two Han characters, a mailbox, or figures enough for a telephone; what is shorter names nobody.
_TELLING = re.compile(r"[㐀-鿿]{2}|@|[0-9]{7}")
# 程序自己的数：lengths, and the identifiers programs give to things.
_MEASURE = re.compile(r"-?[0-9.]{1,10}\Z|\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?\Z")
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
_LONGEST_NUMBER = 40
_KNOWN = (
    ".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".wdp",
    ".odttf", ".fntdata", ".ttf", ".otf", ".mimetype",
)  # fmt: skip


def parts_of(data: bytes) -> dict[str, bytes]:
    """部件：of a package `check` has passed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}


def local(element: etree._Element) -> str:
    """本名：an element's name without its namespace; "" for comments and instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def text_of(element: etree._Element) -> str:
    """文字：the pieces of one container, inner containers apart; tabs and breaks kept."""
    found = []
    for piece in _own(element, _PIECES | set(_BREAKS)):
        found.append(_BREAKS.get(local(piece)) or piece.text or "")
    return "".join(found)


def containers(root: etree._Element) -> Iterator[etree._Element]:
    """容器：in document order."""
    return (element for element in root.iter() if local(element) in _CONTAINERS)


def text(data: bytes, part: str) -> tuple[Passage, ...]:
    """读文件包：a passage for every container of every part, in the order of the parts' names."""
    found: list[Passage] = []
    parts = parts_of(data)
    for name in sorted(parts):
        for said in passages(parts[name], name):
            found.append(Passage(Place(part, len(found) + 1), said))
    return tuple(found)


def elsewhere(content: bytes, name: str, *, skipped: frozenset[str] = frozenset()) -> Iterator[str]:
    """别处的文字：of one part, in attributes and outside its paragraphs: alternative texts, formulas, form values,
    names of sheets, chart caches, addresses of links. `skipped` are elements whose text is read otherwise.
    """
    if not name.endswith(_XML):
        return
    said: dict[str, None] = {}
    for element in parse_xml(content, name).iter():
        kind = local(element)
        values = [str(value) for value in element.attrib.values()]
        if kind == "Relationship":
            values = [element.get("Target", "")] if element.get("TargetMode") == "External" else []
        if kind and kind not in _PIECES | skipped:
            values.append(element.text or "")
        values.append(element.tail or "")
        said |= dict.fromkeys(v for v in values if _TELLING.search(v) and not _MEASURE.match(v))
    yield from said


def opaque(data: bytes) -> tuple[str, ...]:
    """读不了的部件：names of what is neither XML, picture, font nor package: old objects, pages and texts pulled in."""
    found: list[str] = []
    for name, content in parts_of(data).items():
        if is_package(content):
            found += opaque(content)
        elif not name.lower().endswith((*_XML, *_KNOWN)):
            found.append(name.rpartition("/")[2])
    return tuple(found)


def passages(content: bytes, name: str) -> Iterator[str]:
    """各段文字：of one part; of an embedded package, of all of its parts."""
    if is_package(content):
        for inner, inside in sorted(parts_of(content).items()):
            yield from passages(inside, inner)
    elif name.endswith(".xml"):
        for container in containers(parse_xml(content, name)):
            said = text_of(container)
            if said.strip():
                yield said


def redact(data: bytes, masks: Mapping[str, str]) -> bytes:
    """替换：in every XML part and every embedded package; other parts stay as they are."""
    return rewritten(data, lambda name, content: _part(name, content, masks))


def rewritten(data: bytes, part: Callable[[str, bytes], bytes]) -> bytes:
    """重写文件包：each part as `part` answers it, given its name and bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts_of(data).items():
            package.writestr(zipfile.ZipInfo(name, _EPOCH), part(name, content), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def left(data: bytes, strings: Sequence[str]) -> bool:
    """有无遗留：whether any string is still in the bytes, unzipped, in any usual encoding, or parted among runs."""
    if is_package(data):
        return any(left(content, strings) or left(name.encode(), strings) for name, content in parts_of(data).items())
    if any(string.encode(encoding) in data for string in strings for encoding in _ENCODINGS if _says(string, encoding)):
        return True
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return False
    try:
        root = parse_xml(data, "")
    except Invalid:
        return False
    numbers = {digits for string in strings if (digits := re.sub(r"\D", "", string)) and string.isdigit()}
    said = [text_of(container) for container in containers(root)]
    said += [
        str(text or "") for element in root.iter() for text in (element.text, element.tail, *element.attrib.values())
    ]
    return any(string in text for text in said for string in strings) or any(
        number_in(text) in numbers for text in said
    )


def number_in(said: str) -> str:
    """整数：the digits of a whole number however it is written (1.39E10), or "" for anything else."""
    if not said or len(said) > _LONGEST_NUMBER or not said[0].isdigit():
        return ""
    try:
        number = Decimal(said)
    except InvalidOperation:
        return ""
    return str(int(number)) if number == number.to_integral_value() and number.adjusted() < _LONGEST_NUMBER else ""


def _part(name: str, content: bytes, masks: Mapping[str, str]) -> bytes:
    if is_package(content):
        return redact(content, masks)
    if not name.endswith(_XML):
        return content
    root = parse_xml(content, name)
    for container in containers(root):
        _across(container, masks)
    for element in root.iter():
        _whole(element, masks)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _across(container: etree._Element, masks: Mapping[str, str]) -> None:
    """Replace strings that run through several pieces: each piece keeps as many characters as it had."""
    pieces = list(_own(container, _PIECES))
    joined = "".join(piece.text or "" for piece in pieces)
    covered = replaced(joined, masks)
    if covered == joined:
        return
    start = 0
    for piece in pieces:
        length = len(piece.text or "")
        piece.text = covered[start : start + length]
        start += length


def replaced(text: str, masks: Mapping[str, str]) -> str:
    """替换后的文字：of the same length."""
    for string, covered in masks.items():
        text = text.replace(string, covered.ljust(len(string), HIDDEN)[: len(string)])
    return text


def _whole(element: etree._Element, masks: Mapping[str, str]) -> None:
    """Strings that stand in one text or attribute; a number in a cell becomes text, its formula goes."""
    for name, value in element.attrib.items():
        element.set(name, replaced(str(value), masks))
    if element.tail:
        element.tail = replaced(element.tail, masks)
    written = element.text or ""
    covered = replaced(written, masks)
    covered = masks.get(number_in(written), written) if covered == written else covered
    if covered != written:
        element.text = covered
        if local(element) == "v":
            _as_text(element, covered)
    if local(element) == "n" and (cached := element.get("v")):
        _cached_number(element, cached, masks)


def _cached_number(element: etree._Element, cached: str, masks: Mapping[str, str]) -> None:
    """A number in a pivot table's cache, covered: from now on a string."""
    covered = masks.get(number_in(cached), cached)
    if covered != cached or HIDDEN in cached:
        element.tag = str(element.tag).replace("}n", "}s")
        element.set("v", covered)


def _as_text(value: etree._Element, covered: str) -> None:
    """A cell whose value was covered: plain text, without the formula that would bring the value back."""
    cell = value.getparent()
    if cell is None or local(cell) != "c" or cell.get("t") == "s":
        return
    for formula in [child for child in cell if local(child) == "f"]:
        cell.remove(formula)
    cell.set("t", "str")
    value.text = covered


def _own(container: etree._Element, names: set[str]) -> Iterator[etree._Element]:
    """Descendants of these names that belong to no inner container."""
    waiting = list(reversed(container))
    while waiting:
        element = waiting.pop()
        name = local(element)
        if name in names:
            yield element
        elif name not in _CONTAINERS:
            waiting += reversed(element)


def _says(string: str, encoding: str) -> bool:
    """UTF-16 of two characters is four bytes: too short to mean anything among compressed ones."""
    return len(string.encode(encoding)) > 5 or encoding == "utf-8"


def is_package(content: bytes) -> bool:
    """是否文件包。"""
    return sniff(content[:512]) == "zip"

"""公开副本：a file without authors, comments, tracked changes, hidden text, local paths or where a picture was taken.

The original stays as it came. The copy of the same bytes is always the same bytes.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterable
from urllib.parse import urlsplit

import docx
from docx.opc.exceptions import OpcError
from lxml import etree

from gongkai.foundation.apart import apart
from gongkai.foundation.errors import Invalid
from gongkai.foundation.files.rules import _traces
from gongkai.foundation.files.rules._check import check
from gongkai.foundation.files.rules._kinds import DOCX, JPEG, PDF, PNG, PPTX, XLSX, sniff
from gongkai.foundation.files.rules._pictures import clean_picture
from gongkai.foundation.files.rules._xml import parse_xml

FAILED = "去除文档作者等信息后，文件无法重新打开。请用 Word 或 WPS 打开原文件，另存一份再上传。"
TYPES = "[Content_Types].xml"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OFFICE = {kind.media_type for kind in (DOCX, XLSX, PPTX)}
_PICTURES = (".jpg", ".jpeg", ".jpe", ".png", ".webp")
_CLEAN, _SECONDS = "gongkai.foundation.files.rules.pdf_copy:apart", 120
_EPOCH = (1980, 1, 1, 0, 0, 0)


def public_copy(content: bytes, media_type: str) -> bytes:
    """公开副本：an Office file, PDF or picture without what it says about its makers; others come back as they are.

    Removed: document properties, thumbnail, comments, custom XML, printer settings, editing session marks, local paths,
    embedded objects of old formats (the picture shown for one stays).
    In text documents tracked changes are accepted and hidden runs dropped, as on the printed page. A PDF is written
    anew from its pages (`pdf_copy`), apart; pictures lose EXIF, place and texts (`_pictures`), also within documents.

    :raises Invalid: when the file is broken or its copy would not open again.
    """
    if media_type == PDF.media_type:
        return apart(_CLEAN, content, {}, seconds=_SECONDS)[1]
    if media_type in {PNG.media_type, JPEG.media_type}:
        return clean_picture(content)
    if media_type not in _OFFICE:
        return content
    parts = _read(content)
    gone = _prune_relationships(parts)
    for name in [name for name in parts if name.endswith(".xml")]:
        parts[name] = _traces.clean(name, parts[name], gone)
    for name in [name for name in parts if name.lower().endswith(_PICTURES)]:
        parts[name] = _picture(parts[name])
    for name in [name for name in parts if "/embeddings/" in name and sniff(parts[name][:512]) == "zip"]:
        parts[name] = _embedded(parts[name])
    kept = _reachable(parts)
    _prune_types(parts, kept)
    copy = _write(parts, [TYPES, *(name for name in parts if name in kept and name != TYPES)])
    _reopen(copy, media_type)
    return copy


def _read(content: bytes) -> dict[str, bytes]:
    check(io.BytesIO(content), "")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {info.filename: package.read(info) for info in package.infolist() if not info.is_dir()}


def _picture(content: bytes) -> bytes:
    """What is no picture after all is left to the program that opens it."""
    try:
        return clean_picture(content, upright=False)
    except Invalid:
        return content


def _embedded(content: bytes) -> bytes:
    return public_copy(content, check(io.BytesIO(content), "").media_type)


def _owner(rels: str) -> str:
    """The part whose relationships `rels` holds: word/_rels/document.xml.rels → word/document.xml."""
    folder, name = posixpath.split(rels)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _prune_relationships(parts: dict[str, bytes]) -> dict[str, set[str]]:
    """Drop relationships to what is left out and neutralise local targets; the ids dropped, by owning part."""
    gone: dict[str, set[str]] = {}
    for name in [name for name in parts if name.endswith(".rels")]:
        root = parse_xml(parts[name], name)
        kinds = {relation.get("Type", "").rsplit("/", 1)[-1] for relation in root.iter(_REL)}
        for relation in list(root.iter(_REL)):
            if _traces.unwanted(relation.get("Type", ""), kinds) or _old_object(relation, name, parts):
                gone.setdefault(_owner(name), set()).add(relation.get("Id", ""))
                root.remove(relation)
            elif relation.get("TargetMode") == "External":
                relation.set("Target", _outward(relation.get("Target", "")))
        parts[name] = _bytes(root)
    return gone


def _old_object(relation: etree._Element, rels: str, parts: dict[str, bytes]) -> bool:
    """An embedded object of an old format, a whole workbook it may be, that cannot be cleaned: its picture stays."""
    if not relation.get("Type", "").endswith("/oleObject") or relation.get("TargetMode") == "External":
        return False
    folder = posixpath.dirname(_owner(rels))
    target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
    return sniff(parts.get(target, b"")[:512]) != "zip"


def _outward(target: str) -> str:
    """A link to the web stays; a path on somebody's computer becomes the broken link Word itself writes."""
    try:
        scheme = urlsplit(target).scheme.lower()
    except ValueError:
        return "NULL"
    return target if scheme in {"http", "https", "mailto", "tel", "ftp"} or target.startswith("#") else "NULL"


def _reachable(parts: dict[str, bytes]) -> set[str]:
    found: set[str] = {TYPES}
    waiting = [""]
    while waiting:
        part = waiting.pop()
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels in found or rels not in parts:
            continue
        found.add(rels)
        for target in _targets(parts[rels], rels, folder):
            if target in parts and target not in found:
                found.add(target)
                waiting.append(target)
    return found


def _targets(content: bytes, rels: str, folder: str) -> Iterable[str]:
    for relation in parse_xml(content, rels).iter(_REL):
        if relation.get("TargetMode") != "External":
            target = relation.get("Target", "").split("#")[0]
            yield posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _prune_types(parts: dict[str, bytes], kept: set[str]) -> None:
    root = parse_xml(parts[TYPES], TYPES)
    for element in list(root):
        name = element.get("PartName")
        if name is not None and name.lstrip("/") not in kept:
            root.remove(element)
    parts[TYPES] = _bytes(root)


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _write(parts: dict[str, bytes], names: list[str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name in names:
            package.writestr(zipfile.ZipInfo(name, _EPOCH), parts[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _reopen(copy: bytes, media_type: str) -> None:
    try:
        check(io.BytesIO(copy), "")
        if media_type == DOCX.media_type:
            docx.Document(io.BytesIO(copy))
    except (Invalid, OpcError, KeyError, ValueError, AttributeError, etree.LxmlError):
        raise Invalid(FAILED, code="broken") from None

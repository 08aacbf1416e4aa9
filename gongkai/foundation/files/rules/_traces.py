"""痕迹：what an Office file says about its makers, part by part, and how it is taken out."""

import re

from lxml import etree

from gongkai.foundation.files.rules._revisions import W, accept_revisions, drop_hidden
from gongkai.foundation.files.rules._xml import parse_xml

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships":
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}  # fmt: skip
_EMPTY = {
    "docProps/core.xml": b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    b'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"/>',
    "docProps/app.xml": b"<Properties "
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": b"<Properties "
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}
_UNWANTED = {
    "thumbnail", "comments", "commentsExtended", "commentsIds", "commentsExtensible", "people", "customXml",
    "printerSettings", "threadedComment", "person", "commentAuthors", "authors", "revisionHeaders", "usernames",
    "attachedTemplate", "mailMergeSource", "mailMergeHeaderSource", "webExtension", "keyMapCustomizations",
    "recipientData", "classificationlabels",
}  # fmt: skip
_TEXT_TRACES = [
    f"{W}{name}"
    for name in (
        "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "rsids", "rsid",
        "attachedTemplate", "docVars", "mailMerge", "trackRevisions", "saveThroughXslt", "printerSettings",
    )
]  # fmt: skip
_SHEET_TRACES = [f"{S}fileSharing", f"{S}legacyDrawing"]
_SESSION = re.compile(r"\}rsid\w*$|^rsid\w*$")


def unwanted(relation_type: str, beside: set[str]) -> bool:
    """不外传的部件：whether a relationship leads to a part left out; `beside` are the kinds its siblings have."""
    kind = relation_type.rsplit("/", 1)[-1]
    return kind in _UNWANTED or (kind == "vmlDrawing" and "comments" in beside and "/spreadsheet" not in relation_type)


def clean(name: str, content: bytes, gone: dict[str, set[str]]) -> bytes:
    """清理一个部件：its bytes without traces; `gone` are the relationship ids left out, by part."""
    if name in _EMPTY:
        return _EMPTY[name]
    if not name.startswith(("word/", "xl/", "ppt/")):
        return content
    for strict, usual in _STRICT.items() if name.startswith("word/") else ():
        content = content.replace(strict, usual) if strict in content else content
    root = parse_xml(content, name)
    if name.startswith("word/"):
        _clean_text(root)
    elif name.startswith("xl/"):
        _clean_sheet(root, drop_notes=_has_notes(root, gone.get(name, set())))
    _drop_ids(root, gone.get(name, set()))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _clean_text(root: etree._Element) -> None:
    accept_revisions(root)
    drop_hidden(root)
    for element in list(root.iter(*_TEXT_TRACES)):
        _remove(element)
    for element in root.iter("*"):
        for key in [key for key in element.attrib if _SESSION.search(str(key))]:
            del element.attrib[key]
    for element in list(root.iter("{*}docId")):
        _remove(element)


def _has_notes(root: etree._Element, gone: set[str]) -> bool:
    return any(element.get(f"{R}id") in gone for element in root.iter(f"{S}legacyDrawing"))


def _clean_sheet(root: etree._Element, *, drop_notes: bool) -> None:
    for element in list(root.iter(*_SHEET_TRACES)):
        if drop_notes or element.tag != f"{S}legacyDrawing":
            _remove(element)
    for element in list(root.iter("{*}absPath")):
        wrapper = next(element.iterancestors("{*}AlternateContent"), element)
        _remove(wrapper)


def _drop_ids(root: etree._Element, gone: set[str]) -> None:
    if not gone:
        return
    # 旧对象：without its data it is the picture beside it.
    for element in list(root.iter("{urn:schemas-microsoft-com:office:office}OLEObject")):
        if element.get(f"{R}id") in gone:
            _remove(element)
    for element in list(root.iter("*")):
        for key in [key for key in element.attrib if str(key).startswith(R) and element.get(key) in gone]:
            del element.attrib[key]


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)

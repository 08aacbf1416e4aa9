"""PDF 公开副本：a PDF written anew from its pages, so that nothing of its makers and its past goes along.

Only the parts named here, which belong to the page as one sees it, are taken over. Runs apart.
"""

import io
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    ContentStream,
    DictionaryObject,
    NameObject,
    NullObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from gongkai.foundation.errors import Invalid
from gongkai.foundation.files.rules._appearances import settle_annotations
from gongkai.foundation.files.rules._layers import hidden_layers, is_hidden, without_hidden
from gongkai.foundation.files.rules._pictures import clean_picture

LOCKED = "这个 PDF 设了打开密码，无法制作公开副本。请用原软件去掉密码，另存后再上传。"
BROKEN = "这个 PDF 已损坏或者过于复杂，无法制作公开副本。请用原软件重新导出，或者打印为新的 PDF 后再上传。"
TOO_MANY = "这个 PDF 有 {pages} 页，超过 {limit} 页，无法制作公开副本。请拆成几个文件分别上传。"
_PAGES = 5_000
_DEEPEST = 50
_PAGE = {
    "/Type", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/Annots", "/Group", "/UserUnit", "/Tabs",
    "/StructParents",
}  # fmt: skip
_ROOT = {
    "/Type", "/Pages", "/Lang", "/MarkInfo", "/StructTreeRoot", "/PageLabels", "/PageLayout", "/Outlines", "/Dests",
    "/Names",
}  # fmt: skip
_TRACES = {
    "/Metadata", "/PieceInfo", "/LastModified", "/AA", "/JS", "/OPI", "/AF", "/Alternates", "/Thumb", "/Measure",
    "/PtData", "/OC", "/EF",
}  # fmt: skip
_NAMED = {
    "/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/Properties", "/CharProcs", "/RoleMap",
    "/ClassMap", "/Dests", "/Colorants",
}  # fmt: skip
_WEB = ("http://", "https://", "mailto:", "tel:")


def apart(content: bytes) -> tuple[None, bytes]:
    """Called from a process of its own."""
    return None, clean_pdf(content)


def clean_pdf(content: bytes) -> bytes:
    """清理：the copy for the public.

    :raises Invalid: when it has a password, is broken or has too many pages.
    """
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Invalid(LOCKED, code="encrypted")
        if len(reader.pages) > _PAGES:
            raise Invalid(TOO_MANY.format(pages=len(reader.pages), limit=_PAGES), code="too-many-pages")
        return _written(PdfWriter(clone_from=reader))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, AssertionError):
        raise Invalid(BROKEN, code="broken") from None


def _written(writer: PdfWriter) -> bytes:
    root = writer.root_object
    hidden = hidden_layers(root)
    for page in writer.pages:
        settle_annotations(writer, page, hidden)
        if hidden:
            _hide(writer, page, hidden)
        for key in [key for key in page if key not in _PAGE and key != "/Parent"]:
            del page[key]
    for key in [key for key in root if key not in _ROOT]:
        del root[key]
    _names(root)
    if hidden:  # the structure repeats the words of hidden layers
        root.pop("/StructTreeRoot", None)
        root.pop("/MarkInfo", None)
    objects = [item for item in writer._objects if item is not None]
    maps: set[int] = set()
    for item in objects:
        _maps(item, maps)
    for item in objects:
        _strip(item, maps)
    writer.metadata = None
    return _bytes(PdfWriter(clone_from=PdfReader(io.BytesIO(_bytes(writer)))))


def _bytes(writer: PdfWriter) -> bytes:
    writer.metadata = None
    writer._ID = None
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _names(root: DictionaryObject) -> None:
    """Of the name trees only the places that links lead to."""
    names = root.get("/Names")
    held = names.get_object() if names is not None else None
    if isinstance(held, DictionaryObject):
        for key in [key for key in held if key != "/Dests"]:
            del held[key]
    mark = root.get("/MarkInfo")
    if isinstance(mark, DictionaryObject):
        mark.pop("/UserProperties", None)


def _maps(item: PdfObject, found: set[int], depth: int = 0) -> None:
    """Dictionaries whose keys are names somebody chose, so that a font called /AA is not taken for an action."""
    if isinstance(item, DictionaryObject):
        for key in _NAMED & item.keys():
            found.add(id(item[key].get_object()))
    if depth < _DEEPEST:
        for child in _direct(item):
            _maps(child, found, depth + 1)


def _direct(item: PdfObject) -> list[PdfObject]:
    """What stands directly in an object."""
    children: Any = ()
    if isinstance(item, DictionaryObject):
        children = item.values()
    elif isinstance(item, ArrayObject):
        children = item
    return [child for child in children if isinstance(child, DictionaryObject | ArrayObject)]


def _strip(item: PdfObject, maps: set[int], depth: int = 0) -> None:
    """Traces out of one object and what stands directly in it; actions other than going somewhere; pictures' own."""
    if isinstance(item, DictionaryObject) and id(item) not in maps:
        for key in _TRACES & item.keys():
            del item[key]
        for key in ("/A", "/Next"):
            if key in item and not _is_harmless(item[key]):
                del item[key]
        if item.get("/Type") == "/OCG":
            item[NameObject("/Name")] = TextStringObject("")
        if isinstance(item, StreamObject) and item.get("/Subtype") == "/Image":
            _picture(item)
    if depth < _DEEPEST:
        for child in _direct(item):
            _strip(child, maps, depth + 1)


def _is_harmless(value: Any) -> bool:
    """Whether it is no action, or only leads to a page or to a web address."""
    held = value.get_object()
    if not isinstance(held, DictionaryObject) or "/S" not in held:
        return True
    kind = str(held["/S"])
    if kind == "/URI":
        return str(held.get("/URI", "")).lower().startswith(_WEB)
    return kind == "/GoTo"


def _picture(item: StreamObject) -> None:
    """A JPEG inside a PDF brings its own EXIF along."""
    filters = item.get("/Filter")
    if filters in ("/DCTDecode", ["/DCTDecode"]):
        try:
            item._data = clean_picture(item._data, upright=False)
        except Invalid:
            return  # what is no proper JPEG is left to the reader, as before


def _hide(writer: PdfWriter, page: DictionaryObject, hidden: set[int]) -> None:
    resources = page.get("/Resources", DictionaryObject()).get_object()
    content = ContentStream(page.get("/Contents", NullObject()).get_object(), writer)
    if without_hidden(content, resources, hidden):
        page[NameObject("/Contents")] = writer._add_object(content)
    _hide_within(writer, resources, hidden, set())


def _hide_within(writer: PdfWriter, resources: DictionaryObject, hidden: set[int], seen: set[int]) -> None:
    """The same within forms; a hidden object goes altogether."""
    objects = resources.get("/XObject", DictionaryObject()).get_object()
    for name in list(objects):
        item = objects[name].get_object()
        if id(item) in seen or not isinstance(item, StreamObject):
            continue
        seen.add(id(item))
        if "/OC" in item and is_hidden(item.raw_get("/OC"), hidden):
            del objects[name]
        elif item.get("/Subtype") == "/Form":
            inner = item.get("/Resources", resources).get_object()
            content = ContentStream(item, writer)
            if without_hidden(content, inner, hidden):
                item.set_data(content.get_data())
            _hide_within(writer, inner, hidden, seen)

"""包检查：zip packages (docx, xlsx, pptx, OFD) opened within bounds and searched for what must not come in."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, fromstring

from gongkai.foundation.errors import Invalid
from gongkai.foundation.files.rules._kinds import DOCX, OFD, PPTX, XLSX, FileKind, sniff
from gongkai.foundation.files.rules._limits import Limits
from gongkai.foundation.files.rules._xml import refuse_doctype

BROKEN = "文件已损坏，打不开。请用 Word 或 WPS 打开原文件，确认内容完整后另存一份再上传。"
LOCKED = "文件设有密码，公众无法阅读。请取消密码、保存后再上传。"
BOMB = "文件解开后过大或条目过多，可能是恶意构造的压缩炸弹，不予接收。请用 Word 或 WPS 打开原文件，另存一份再上传。"
BAD_PATH = "文件内部有不合规的路径，可能被人改动过，不予接收。请用 Word 或 WPS 打开原文件，另存一份再上传。"
MACRO = "文件含有宏程序，不予接收。请在 Word 或 WPS 中“另存为”不含宏的 .docx、.xlsx 或 .pptx 后再上传。"
CONTROL = "文件含有 ActiveX 控件，不予接收。请在 Word 或 WPS 中删去控件，保存后再上传。"
PROGRAM = "文件中嵌有程序或程序包对象（{part}），不予接收。请删去该对象，保存后再上传。"
NESTED = "文件中层层嵌入了其他文档，无法逐一检查。请把嵌入的文档取出，作为附件分别上传。"
REMOTE = "文件引用了外部地址的内容（{target}），不予接收。请把图片等内容直接插入文档，另存一份再上传。"
NOT_OFFICE = (
    "这是压缩包，不是文档，不予接收。请解压后把里面的文件逐个上传。"
    "可以上传：.docx、.xlsx、.pptx、.pdf、.ofd、.png、.jpg、.txt、.csv。"
)
_MAIN = {
    "wordprocessingml.document.main+xml": DOCX,
    "spreadsheetml.sheet.main+xml": XLSX,
    "presentationml.presentation.main+xml": PPTX,
    "presentationml.slideshow.main+xml": PPTX,
    "wordprocessingml.template.main+xml": DOCX,
    "spreadsheetml.template.main+xml": XLSX,
    "presentationml.template.main+xml": PPTX,
}
_OLE_PACKAGE = "\x01Ole10Native\0".encode("utf-16-le")
_REMOTE = re.compile(r"(?i)^\s*(?:(?!file:)[a-z][a-z0-9+.-]+:|[\\/]{2}|file:(?!/{3}[^/\\]|[^/\\]))")
_LINK = "/hyperlink"


def check_package(file: BinaryIO, limits: Limits, depth: int = 0) -> FileKind:
    """检查包：the kind of a zip package after every entry has been looked at.

    :raises Invalid: when broken, encrypted, a bomb, no document, or holding macros, programs, DTDs or remote content.
    """
    if depth > limits.depth:
        raise Invalid(NESTED, code="nested")
    try:
        with zipfile.ZipFile(file) as package:
            _check_directory(package.infolist(), limits)
            kind = _kind(package)
            for info, content in _entries(package):
                _check_entry(info.filename, content, limits, depth)
            return kind
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
        raise Invalid(BROKEN, code="broken") from None


def _entries(package: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
    for info in package.infolist():
        if not info.is_dir():
            yield info, package.read(info)


def _check_directory(infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Bounds by the central directory: the unpacker never yields more than it declares."""
    if any(info.flag_bits & 0x1 for info in infos):
        raise Invalid(LOCKED, code="encrypted")
    expanded = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    heavy = expanded > limits.ratio_from and expanded > limits.ratio * max(packed, 1)
    if len(infos) > limits.entries or expanded > limits.expanded or heavy:
        raise Invalid(BOMB, code="bomb")
    names = [info.filename for info in infos]
    if len({name.lower() for name in names}) != len(names) or any(_astray(info) for info in infos):
        raise Invalid(BAD_PATH, code="path")


def _astray(info: zipfile.ZipInfo) -> bool:
    name = info.orig_filename
    return (
        name.startswith("/")
        or "\\" in name
        or "\0" in name
        or ":" in name
        or ".." in name.split("/")
        or (info.external_attr >> 16) & 0o170000 == 0o120000
    )


def _kind(package: zipfile.ZipFile) -> FileKind:
    names = set(package.namelist())
    if "OFD.xml" in names:
        return OFD
    if "[Content_Types].xml" not in names:
        raise Invalid(NOT_OFFICE, code="archive")
    kinds = _content_types(package.read("[Content_Types].xml"))
    joined = " ".join(kinds).lower()
    if "macroenabled" in joined or "vbaproject" in joined or "macrosheet" in joined:
        raise Invalid(MACRO, code="macro")
    if "activex" in joined:
        raise Invalid(CONTROL, code="control")
    for suffix, kind in _MAIN.items():
        if any(content_type.endswith(suffix) for content_type in kinds):
            return kind
    raise Invalid(NOT_OFFICE, code="archive")


def _content_types(content: bytes) -> list[str]:
    return [element.get("ContentType", "") for element in _tree(content, "[Content_Types].xml")]


def _tree(content: bytes, part: str) -> Element:
    refuse_doctype(content, part)
    return fromstring(content)  # noqa: S314 -- a document type was refused just before


def _check_entry(name: str, content: bytes, limits: Limits, depth: int) -> None:
    low = name.lower()
    if low.rsplit("/", 1)[-1] in {"vbaproject.bin", "vbadata.xml"} or "macrosheets/" in low:
        raise Invalid(MACRO, code="macro")
    if "/activex/" in low:
        raise Invalid(CONTROL, code="control")
    rough = sniff(content[:512])
    if rough == "executable" or (rough == "ole" and _OLE_PACKAGE in content):
        raise Invalid(PROGRAM.format(part=name.rsplit("/", 1)[-1]), code="executable")
    if rough == "zip":
        check_package(io.BytesIO(content), limits, depth + 1)
    if low.endswith((".xml", ".rels", ".vml")) or content[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\xfe\0 \r\n\t")[:1] == b"<":
        refuse_doctype(content, name)
    if low.endswith(".rels"):
        _check_relationships(content, name)


def _check_relationships(content: bytes, part: str) -> None:
    for relation in _tree(content, part):
        if relation.get("TargetMode") != "External" or relation.get("Type", "").endswith(_LINK):
            continue
        target = relation.get("Target", "")
        if _REMOTE.match(target):
            raise Invalid(REMOTE.format(target=target[:80]), code="remote")

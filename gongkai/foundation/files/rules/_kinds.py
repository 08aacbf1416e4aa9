"""文件类型：kinds of file, recognised by their bytes and never by their names."""

import codecs
from dataclasses import dataclass

OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True)
class FileKind:
    """文件类型：media type, stored extension (no dot), Chinese name, other extensions it may carry."""

    media_type: str
    extension: str
    label: str
    also: tuple[str, ...] = ()

    def carries(self, extension: str) -> bool:
        """是否相符：whether a file of this kind may be named so; no extension at all is never a contradiction."""
        return extension in {"", self.extension, *self.also}


DOCX = FileKind(f"{OFFICE}wordprocessingml.document", "docx", "Word 文档")
XLSX = FileKind(f"{OFFICE}spreadsheetml.sheet", "xlsx", "Excel 表格")
PPTX = FileKind(f"{OFFICE}presentationml.presentation", "pptx", "PPT 演示文稿")
PDF = FileKind("application/pdf", "pdf", "PDF 文件")
OFD = FileKind("application/ofd", "ofd", "OFD 版式文件")
PNG = FileKind("image/png", "png", "PNG 图片")
JPEG = FileKind("image/jpeg", "jpg", "JPEG 图片", ("jpeg", "jpe"))
TXT = FileKind("text/plain", "txt", "文本文件", ("text", "csv"))
ATTACHMENT_KINDS = (DOCX, XLSX, PPTX, PDF, OFD, PNG, JPEG, TXT)

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (OLE_MAGIC, "ole"),
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"MZ", "executable"),
    (b"\x7fELF", "executable"),
    (b"\xca\xfe\xba\xbe", "executable"),
    (b"\xcf\xfa\xed\xfe", "executable"),
    (b"\xfe\xed\xfa", "executable"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"{\\rtf", "rtf"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
)
_SCRIPTS = (b"#!", b"<?php", b"@echo", b"<script", b"<!doctype html", b"<html", b"<svg")
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def sniff(head: bytes) -> str:
    """辨认类型：a rough kind from the first bytes (512 are enough).

    One of zip, ole, pdf, png, jpeg, executable, archive, rtf, gif, bmp, script, xml, text, empty, unknown.
    """
    if not head:
        return "empty"
    for magic, kind in _MAGIC:
        if head.startswith(magic) and not (len(magic) == 2 and _looks_like_text(head)):
            return kind
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_SCRIPTS):
        return "script"
    if start.startswith(b"<?xml"):
        return "xml"
    if start.startswith(b"%pdf-"):
        return "pdf"
    return "text" if _looks_like_text(head) else "unknown"


def _looks_like_text(head: bytes) -> bool:
    if head.startswith(_BOMS):
        return True
    return not any(byte < 32 and byte not in b"\t\n\r\x0c\x1a" for byte in head)

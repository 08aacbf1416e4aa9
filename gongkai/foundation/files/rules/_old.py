"""旧格式：OLE compound files: the old binary Office formats, and encrypted new ones. All are refused."""

from typing import BinaryIO, NoReturn

from gongkai.foundation.errors import Invalid

ENCRYPTED = "文件设有打开密码，公众无法阅读。请在 Word 或 WPS 中取消密码（文件—信息—保护文档），保存后再上传。"
OLD = "这是旧版 {shown} 文件。请在 Word 或 WPS 中“另存为”{new} 后再上传。"
OTHER = "这是旧格式的复合文档，无法识别其内容。请在 Word 或 WPS 中打开，“另存为”.docx、.xlsx 或 .pptx 后再上传。"
_STREAMS = (
    ("WordDocument", ".doc", ".docx"),
    ("Workbook", ".xls", ".xlsx"),
    ("Book", ".xls", ".xlsx"),
    ("PowerPoint Document", ".ppt", ".pptx"),
)
_BY_NAME = {
    "wps": ".docx", "wpt": ".docx", "doc": ".docx", "dot": ".docx",
    "et": ".xlsx", "xls": ".xlsx", "xlt": ".xlsx",
    "dps": ".pptx", "ppt": ".pptx", "pps": ".pptx",
}  # fmt: skip
_PIECE = 1024 * 1024
_OVERLAP = 128


def refuse_old(file: BinaryIO, extension: str) -> NoReturn:
    """拒收旧格式：name the old format by its streams and say how to save it anew.

    :raises Invalid: always.
    """
    names = ["EncryptedPackage", *(stream for stream, _, _ in _STREAMS)]
    found = _streams(file, names)
    if "EncryptedPackage" in found:
        raise Invalid(ENCRYPTED, code="encrypted")
    if extension in _BY_NAME:
        raise Invalid(OLD.format(shown=f".{extension}", new=_BY_NAME[extension]), code="old-format")
    for stream, old, new in _STREAMS:
        if stream in found:
            raise Invalid(OLD.format(shown=old, new=new), code="old-format")
    raise Invalid(OTHER, code="old-format")


def _streams(file: BinaryIO, names: list[str]) -> set[str]:
    """The names of `names` that stand as UTF-16 directory entries anywhere in the file."""
    wanted = {name: (name + "\0").encode("utf-16-le") for name in names}
    found: set[str] = set()
    file.seek(0)
    tail = b""
    while piece := file.read(_PIECE):
        window = tail + piece
        found |= {name for name, mark in wanted.items() if mark in window}
        tail = window[-_OVERLAP:]
    return found

"""收件检查：whether an upload may come in; each refusal tells its sender what to do."""

import codecs
from pathlib import PurePath
from typing import BinaryIO

from gongkai.foundation.errors import Invalid
from gongkai.foundation.files.rules._kinds import ATTACHMENT_KINDS, JPEG, PDF, PNG, TXT, FileKind, sniff
from gongkai.foundation.files.rules._limits import LIMITS, Limits
from gongkai.foundation.files.rules._old import refuse_old
from gongkai.foundation.files.rules._package import check_package

ACCEPTED = "可以上传：.docx、.xlsx、.pptx、.pdf、.ofd、.png、.jpg、.txt、.csv。"
EMPTY = "这是一个空文件（0 字节）。请打开原文件确认有内容，保存后再上传。"
TOO_LARGE = "文件超过 {limit} MB。请压缩其中的图片，或者拆成几个文件分别上传。"
EXECUTABLE = "这是一个可执行程序，不是文档，不予接收。请确认选对了文件；如不是您本人改名，请报告信息安全人员。"
SCRIPT = f"这是脚本或网页代码，不予接收。请把需要公开的文字存为 .docx 或 .txt 后上传。{ACCEPTED}"
ARCHIVE = f"不接收压缩包。请解压后把里面的文件逐个上传。{ACCEPTED}"
PICTURE = "不接收 {kind} 格式的图片。请用画图等软件打开，另存为 .png 或 .jpg 后再上传。"
RTF = "这是 .rtf 文件。请在 Word 或 WPS 中“另存为”.docx 后再上传。"
UNKNOWN = f"无法识别这个文件的格式。{ACCEPTED}"
MISNAMED = "文件名以 .{extension} 结尾，内容却是{label}。请把扩展名改为 .{right}，或重新选择文件后再上传。"
NOT_TEXT = "这个文本文件的编码无法识别。请用记事本打开，“另存为”时编码选 UTF-8，再上传。"
CUT_SHORT = "这个{label}不完整，可能没有下载完。请重新取得完整的文件后再上传。"
_REFUSED = {
    "executable": (EXECUTABLE, "executable"),
    "script": (SCRIPT, "script"),
    "archive": (ARCHIVE, "archive"),
    "gif": (PICTURE.format(kind="GIF"), "kind"),
    "bmp": (PICTURE.format(kind="BMP"), "kind"),
    "rtf": (RTF, "kind"),
    "empty": (EMPTY, "empty"),
    "xml": (UNKNOWN, "kind"),
    "unknown": (UNKNOWN, "kind"),
}
_PIECE = 1024 * 1024


def extension_of(name: str) -> str:
    """扩展名：in lower case, without the dot."""
    return PurePath(name.strip()).suffix.lower().lstrip(".")


def check(file: BinaryIO, name: str, limits: Limits = LIMITS) -> FileKind:
    """检查上传文件：its kind by its bytes, after every bound has held. Leaves the file at its beginning.

    :param name: as the sender's computer calls it; only its extension matters, and only when it contradicts the bytes.
    :raises Invalid: when it may not come in; the sentence says what to do.
    """
    size = file.seek(0, 2)
    file.seek(0)
    if size > limits.size:
        raise Invalid(too_large(limits), code="too-large")
    head = file.read(512)
    file.seek(0)
    rough = sniff(head)
    if rough in _REFUSED:
        sentence, code = _REFUSED[rough]
        raise Invalid(sentence, code=code)
    if rough == "ole":
        refuse_old(file, extension_of(name))
    kind = check_package(file, limits) if rough == "zip" else _flat(rough, file, size)
    _agree(kind, extension_of(name))
    file.seek(0)
    return kind


def too_large(limits: Limits) -> str:
    """过大：the sentence for a file above the limit."""
    return TOO_LARGE.format(limit=limits.size // (1024 * 1024))


def _agree(kind: FileKind, extension: str) -> None:
    if kind.carries(extension):
        return
    if kind == TXT and not any(other.carries(extension) for other in ATTACHMENT_KINDS):
        raise Invalid(f"不接收 .{extension} 文件。{ACCEPTED}", code="kind")
    raise Invalid(MISNAMED.format(extension=extension, label=kind.label, right=kind.extension), code="misnamed")


def _flat(rough: str, file: BinaryIO, size: int) -> FileKind:
    if rough == "text":
        _check_text(file)
        return TXT
    kind, ending = {"pdf": (PDF, b"%%EOF"), "png": (PNG, b"IEND"), "jpeg": (JPEG, b"\xff\xd9")}[rough]
    file.seek(max(0, size - 65536))
    if ending not in file.read():
        raise Invalid(CUT_SHORT.format(label=kind.label), code="broken")
    return kind


def _check_text(file: BinaryIO) -> None:
    for encoding in encodings_for(file.read(4)):
        file.seek(0)
        if _decodes(file, encoding):
            return
    raise Invalid(NOT_TEXT, code="encoding")


def encodings_for(head: bytes) -> tuple[str, ...]:
    """可能的编码：in the order they are tried."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    return ("utf-8-sig", "gb18030")


def _decodes(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while piece := file.read(_PIECE):
            if "\x00" in decoder.decode(piece):
                return False
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True

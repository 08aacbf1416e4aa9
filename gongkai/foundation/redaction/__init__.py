"""遮盖文件：what a file says, for the scan; and the file with some of it gone for good, for the public.

`read` answers the texts of any file the house takes, `redact` a file of the same kind in which none of the given
strings is left anywhere: it is read again, part by part, and refused if one is. The original is never touched.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.foundation.errors import Invalid
from gongkai.foundation.files.rules import DOCX, OFD, PPTX, TXT, XLSX, FileKind, check, public_copy
from gongkai.foundation.privacy.rules import Grid, Passage
from gongkai.foundation.redaction import package, plain, sheet, word

CANNOT = "{label}不能在线遮盖。请在原文件中删去这些内容，重新导出后替换附件；或者选择“保留并说明理由”。"
LEFT = "遮盖后重新读取文件，仍找到应当遮盖的内容，没有采用。请在原文件中删去这些内容，重新上传附件。"
UNREAD = "{label}中的文字没有检查。请人工查看其中有无个人信息。"


@dataclass(frozen=True)
class Reading:
    """读取结果：texts in order; `unread` is a sentence about what could not be read, or ""."""

    texts: tuple[Passage | Grid, ...]
    unread: str = ""


def read(data: bytes, part: str) -> Reading:
    """读文件：every text in it, headers, notes, hidden sheets and drawings included; `part` names it in the places.

    :raises Invalid: when the file is broken.
    """
    kind = check(io.BytesIO(data), "")
    if kind == DOCX:
        return Reading(word.text(data, part))
    if kind == XLSX:
        return Reading(sheet.text(data, part))
    if kind == TXT:
        return Reading(plain.text(data, part))
    if kind in {PPTX, OFD}:
        return Reading(package.text(data, part))
    return Reading((), UNREAD.format(label=kind.label))


def redact(data: bytes, masks: Mapping[str, str]) -> bytes:
    """遮盖：`masks` says for each string what stands in its place; the same kind of file, re-read and found clean.

    :raises Invalid: when this kind cannot be covered, or something would be left.
    """
    kind = check(io.BytesIO(data), "")
    # 长的在先：a name inside a longer value must not break it.
    ordered = dict(sorted(masks.items(), key=lambda pair: -len(pair[0])))
    done = _redact(kind, data, ordered)
    if package.left(done, list(ordered)):
        raise Invalid(LEFT, code="left")
    return done


def _redact(kind: FileKind, data: bytes, masks: Mapping[str, str]) -> bytes:
    if kind in {DOCX, XLSX, PPTX}:
        return package.redact(public_copy(data, kind.media_type), masks)
    if kind == TXT:
        return plain.redact(data, masks)
    raise Invalid(CANNOT.format(label=kind.label), code="kind")

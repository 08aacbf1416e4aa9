"""遮盖文件：what a file says, for the scan; and the file with some of it gone for good, for the public.

`read` answers the texts of any file the house takes, `redact` a file of the same kind in which none of the given
strings is left anywhere: it is read again, part by part, and refused if one is. The original is never touched.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gongkai.foundation.errors import Invalid
from gongkai.foundation.files.rules import DOCX, JPEG, PDF, PNG, PPTX, TXT, XLSX, FileKind, check, public_copy
from gongkai.foundation.privacy.rules import Grid, Passage, Place
from gongkai.foundation.redaction import image, package, pdf, pictured, plain, sheet, word

CANNOT = "{label}不能在线遮盖。请在原文件中删去这些内容，重新导出后替换附件；或者选择“保留并说明理由”。"
LEFT = "遮盖后重新读取文件，仍找到应当遮盖的内容，没有采用。请在原文件中删去这些内容，重新上传附件。"
UNREAD = "{label}中的文字没有检查。请人工查看其中有无个人信息。"
OPAQUE = "文件里嵌有读不了的内容（{names}），没有检查。请在原文件中打开查看，有个人信息的先删去再上传。"
_NAMED = 8


@dataclass(frozen=True)
class Reading:
    """读取结果：texts in order; `unread` says in a sentence what could not be read, `unit` what its blocks are."""

    texts: tuple[Passage | Grid, ...]
    unread: str = ""
    unit: str = "段"


def read(data: bytes, part: str) -> Reading:
    """读文件：every text in it, headers, notes, hidden sheets and drawings included; `part` names it in the places.

    :raises Invalid: when the file is broken.
    """
    kind = check(io.BytesIO(data), "")
    if kind == PDF:
        return _pages(data, part)
    if kind in {PNG, JPEG}:
        return _picture(data, part, kind)
    if kind == TXT:
        return Reading(plain.text(data, part))
    read_ = {DOCX: word.text, XLSX: sheet.text}.get(kind, package.text)
    texts = read_(data, part)
    pictures = pictured.text(data)
    beside = _beside(data, part, texts)
    seen = tuple(
        Passage(Place(part, line, picture=picture.number), words.text)
        for picture in pictures
        for line, words in enumerate(picture.lines, start=1)
    )
    hidden = package.opaque(data)
    opaque = OPAQUE.format(names="、".join(hidden[:_NAMED])) if hidden else ""
    return Reading((*texts, *beside, *seen), opaque + pictured.remark(pictures))


def _beside(data: bytes, part: str, texts: Sequence[Passage | Grid]) -> tuple[Passage, ...]:
    """What a package says outside its paragraphs and cells, each once, and not what stands there as well."""
    read_before = {text.text for text in texts if isinstance(text, Passage)}
    said = dict.fromkeys(text for text in _outside(data) if text not in read_before)
    return tuple(Passage(Place(part, len(texts) + number), text) for number, text in enumerate(said, start=1))


def _outside(data: bytes) -> Iterator[str]:
    for name, content in sorted(package.parts_of(data).items()):
        if package.is_package(content):
            yield from _outside(content)
        else:
            yield from package.elsewhere(content, name, skipped=sheet.CELLS if sheet.is_sheet(name) else frozenset())


def _pages(data: bytes, part: str) -> Reading:
    """A passage for each page, counted as the pages are; then what stands elsewhere in the file."""
    said = pdf.text(data)
    texts = [Passage(Place(part, page.page), page.text) for page in said.pages]
    texts += [Passage(Place(part, len(said.pages) + 1), text) for text in said.elsewhere]
    return Reading(tuple(texts), said.remark, "页")


def _picture(data: bytes, part: str, kind: FileKind) -> Reading:
    said = image.text(data)
    texts = tuple(Passage(Place(part, number), line.text) for number, line in enumerate(said.lines, start=1))
    return Reading(texts, "" if said.checked else UNREAD.format(label=kind.label), "行")


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
        return pictured.redact(package.redact(public_copy(data, kind.media_type), masks), list(masks))
    if kind == TXT:
        return plain.redact(data, masks)
    if kind == PDF:
        return pdf.redact(data, list(masks))
    if kind in {PNG, JPEG}:
        return image.redact(data, list(masks))
    raise Invalid(CANNOT.format(label=kind.label), code="kind")

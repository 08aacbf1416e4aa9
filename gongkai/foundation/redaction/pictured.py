"""文档内的图片：what the pictures inside an Office file say, and the file with strings blackened in them.

Pictures are counted as one meets them in the document, from its first part on, those of embedded files after it.
"""

import posixpath
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from PIL import Image

from gongkai.foundation import ocr
from gongkai.foundation.apart import apart
from gongkai.foundation.errors import Invalid
from gongkai.foundation.files.rules import parse_xml
from gongkai.foundation.ocr import Words
from gongkai.foundation.redaction import image
from gongkai.foundation.redaction.package import is_package, parts_of, rewritten

UNSEEN = "文档里第 {numbers} 张图片中的文字没有检查（{why}）。请人工查看其中有无个人信息。"
NO_OCR = "没有安装图像识别"
UNREADABLE = "不是能识别的图片格式，或者一次没有识别完"
TOO_MANY = "文档里的图片太多，没有遮盖完，没有采用。请在原文件中删去这些内容，重新上传附件；或者选择“保留”并说明理由。"
STILL_THERE = (
    "文档里第 {number} 张图片遮盖以后仍能认出要遮盖的内容，没有采用。请在原文件中把图片涂掉或者删去，重新上传。"
)
_HERE = "gongkai.foundation.redaction.pictured"
_SECONDS, _PATIENCE = 300, 120
_COVERING = 280
_KINDS = (
    ".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".wdp",
)  # fmt: skip
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PREVIEW = "docProps/"  # goes with the public copy
_FIRST = ("document", "workbook", "presentation")
_NAMED = 20
Path = tuple[str, ...]  # names of parts, from the outer package inward


@dataclass(frozen=True)
class PictureText:
    """一张图片的文字：the `number`-th of the document, from 1; unchecked where nobody could read it."""

    number: int
    lines: tuple[Words, ...]
    checked: bool


def text(data: bytes) -> tuple[PictureText, ...]:
    """读文档内的图片：of a package `files.rules.check` has passed, in its order. Unchecked where no OCR is installed.

    :raises Invalid: when it takes too long.
    """
    count = len(list(pictures_of(data)))
    if not count or not ocr.available():
        return tuple(PictureText(number, (), checked=False) for number in range(1, count + 1))
    said, _ = apart(f"{_HERE}:seen", data, {}, seconds=_SECONDS)
    return tuple(
        PictureText(number, tuple(Words(**line) for line in lines or ()), checked=lines is not None)
        for number, lines in enumerate(said, start=1)
    )


def remark(pictures: Sequence[PictureText]) -> str:
    """提示：which pictures a person must look at, and why; "" for none."""
    unseen = [str(picture.number) for picture in pictures if not picture.checked]
    if not unseen:
        return ""
    numbers = "、".join(unseen[:_NAMED]) + ("等" if len(unseen) > _NAMED else "")
    return UNSEEN.format(numbers=numbers, why=UNREADABLE if ocr.available() else NO_OCR)


def redact(data: bytes, strings: Sequence[str]) -> bytes:
    """遮盖：every string under a black box, in pixels, in every picture that says it; nothing where no OCR is.

    :raises Invalid: when a string can still be read afterwards, or it takes too long.
    """
    if not ocr.available() or not list(pictures_of(data)):
        return data
    return apart(f"{_HERE}:blackened", data, {"strings": list(strings)}, seconds=_SECONDS)[1]


def pictures_of(data: bytes) -> Iterator[tuple[Path, bytes]]:
    """图片：with the path of each, in the order in which the parts of the document show them."""
    parts = parts_of(data)
    for name in _ordered(parts):
        yield (name,), parts[name]
    for name in sorted(parts, key=_natural):
        if is_package(parts[name]):
            for path, content in pictures_of(parts[name]):
                yield (name, *path), content


def _ordered(parts: dict[str, bytes]) -> list[str]:
    """Pictures as the parts show them; those nothing shows stand last."""
    shown: dict[str, None] = {}
    for name in sorted((name for name in parts if name.endswith(".xml")), key=_natural):
        folder, base = posixpath.split(name)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if rels not in parts:
            continue
        targets = {
            relation.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))[1:]
            for relation in parse_xml(parts[rels], rels)
            if isinstance(relation.tag, str)
        }
        for element in parse_xml(parts[name], name).iter():
            used = [str(value) for key, value in element.attrib.items() if str(key).startswith(_RELATION)]
            shown |= dict.fromkeys(targets[value] for value in used if value in targets)
    pictures = [name for name in parts if name.lower().endswith(_KINDS) and not name.startswith(_PREVIEW)]
    order = {name: number for number, name in enumerate(shown)}
    return sorted(pictures, key=lambda name: (order.get(name, len(order)), _natural(name)))


def _natural(name: str) -> tuple[bool, list[str]]:
    """The main part first, then slide2 before slide10."""
    main = posixpath.basename(name).partition(".")[0] in _FIRST
    return not main, [piece.zfill(8) if piece.isdigit() else piece for piece in re.split(r"(\d+)", name)]


def seen(data: bytes) -> tuple[list[list[dict[str, Any]] | None], bytes]:
    """认字：runs apart; None for what is no picture after all, has several frames, or came too late."""
    until = time.monotonic() + _PATIENCE
    found: list[list[dict[str, Any]] | None] = []
    for _, content in pictures_of(data):
        picture = _opened(content) if time.monotonic() < until else None
        found.append(None if picture is None else [asdict(line) for line in ocr.read(picture)])
    return found, b""


def _opened(content: bytes) -> Image.Image | None:
    try:
        picture = image.opened(content)
    except Invalid:
        return None
    return picture if getattr(picture, "n_frames", 1) == 1 else None


def blackened(data: bytes, strings: list[str]) -> tuple[None, bytes]:
    """涂黑：runs apart."""
    until = time.monotonic() + _COVERING
    changed: dict[Path, bytes] = {}
    for number, (path, content) in enumerate(pictures_of(data), start=1):
        if time.monotonic() > until:
            raise Invalid(TOO_MANY, code="too-many-pictures")
        picture = _opened(content)
        covered = None if picture is None else image.covered_with(picture, strings)
        if covered == b"":
            raise Invalid(STILL_THERE.format(number=number), code="left")
        if covered:
            changed[path] = covered
    return None, _replaced(data, changed) if changed else data


def _replaced(data: bytes, changed: dict[Path, bytes]) -> bytes:
    """The package with these pictures in place of the old ones, embedded packages too."""

    def part(name: str, content: bytes) -> bytes:
        if (name,) in changed:
            return changed[(name,)]
        inner = {path[1:]: picture for path, picture in changed.items() if path[0] == name and len(path) > 1}
        return _replaced(content, inner) if inner else content

    return rewritten(data, part)

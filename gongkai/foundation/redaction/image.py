"""图片遮盖：what a picture says, by OCR, and the picture with black boxes where strings stood."""

import io
import warnings
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from PIL import Image, ImageDraw, UnidentifiedImageError

from gongkai.foundation import ocr
from gongkai.foundation.apart import apart
from gongkai.foundation.errors import Invalid
from gongkai.foundation.files.rules import clean_picture
from gongkai.foundation.ocr import Words
from gongkai.foundation.redaction.matching import occurrences, says

NOT_INSTALLED = "图片里的字要由图像识别找出来，本系统没有安装。请在画图等软件中把这些内容涂掉，另存后重新上传。"
NOT_FOUND = "图片里没有找到要遮盖的内容，可能识别不清。请在画图等软件中把这些内容涂掉，另存后重新上传。"
STILL_THERE = "遮盖以后图片里仍能认出要遮盖的内容，没有采用。请在画图等软件中涂掉，另存后重新上传。"
BROKEN = "这张图片已损坏或者尺寸过大，无法读取。请用画图等软件打开，另存一份再上传。"
_HERE = "gongkai.foundation.redaction.image"
_SECONDS = 180
_PIXELS = 60_000_000
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class ImageText:
    """图片文字：lines with their places; `checked` is false where no OCR is installed and nobody has looked."""

    lines: tuple[Words, ...]
    checked: bool

    @property
    def text(self) -> str:
        """文字：a line per line."""
        return "\n".join(line.text for line in self.lines)


def text(data: bytes) -> ImageText:
    """读图片：empty and unchecked where no OCR is installed.

    :raises Invalid: when it is broken or takes too long.
    """
    if not ocr.available():
        return ImageText((), checked=False)
    said, _ = apart(f"{_HERE}:seen", data, {}, seconds=_SECONDS)
    return ImageText(tuple(Words(**line) for line in said), checked=True)


def redact(data: bytes, strings: Sequence[str]) -> bytes:
    """遮盖：every occurrence under a black box, in pixels; the same kind of picture, without traces.

    :raises Invalid: where no OCR is installed, a string is not found, or can still be read afterwards.
    """
    if not ocr.available():
        raise Invalid(NOT_INSTALLED, code="no-ocr")
    return apart(f"{_HERE}:blackened", clean_picture(data), {"strings": list(strings)}, seconds=_SECONDS)[1]


def seen(data: bytes) -> tuple[list[dict[str, Any]], bytes]:
    """认字：runs apart."""
    return [asdict(line) for line in ocr.read(opened(data))], b""


def opened(data: bytes) -> Image.Image:
    """打开：within bounds.

    :raises Invalid: when it is broken or too large.
    """
    try:
        with warnings.catch_warnings(action="ignore"):  # its size is looked at below
            picture = Image.open(io.BytesIO(data))
        if picture.width * picture.height > _PIXELS:
            raise Invalid(BROKEN, code="too-large")
        picture.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise Invalid(BROKEN, code="broken") from None
    return picture


def blackened(data: bytes, strings: list[str]) -> tuple[None, bytes]:
    """涂黑：runs apart."""
    covered = covered_with(opened(data), strings)
    if covered is None:
        raise Invalid(NOT_FOUND, code="not-found")
    if not covered:
        raise Invalid(STILL_THERE, code="left")
    return None, covered


def covered_with(picture: Image.Image, strings: Sequence[str]) -> bytes | None:
    """涂黑后的图片：None when it says none of the strings, empty when they can still be read. Only apart."""
    kind = picture.format or "PNG"
    boxes = boxes_in(ocr.read(picture), strings)
    if not boxes:
        return None
    covered = covered_picture(picture.convert("RGB"), boxes)
    if says("".join(line.text for line in ocr.read(covered)), strings):
        return b""
    out = io.BytesIO()
    covered.save(out, kind, **({"quality": 92} if kind == "JPEG" else {}))
    return out.getvalue()


def boxes_in(lines: Sequence[Words], strings: Sequence[str]) -> list[Box]:
    """遮盖框：where strings stand, one character wider on either side, since the OCR only says where a line is."""
    signs = [(sign, line, place) for line in lines for place, sign in enumerate(line.text)]
    boxes: list[Box] = []
    for start, end in occurrences([sign for sign, _, _ in signs], strings):
        held: dict[int, list[tuple[Words, int]]] = {}
        for _, line, place in signs[start:end]:
            held.setdefault(id(line), []).append((line, place))
        boxes += [_box(hit[0][0], hit[0][1], hit[-1][1]) for hit in held.values()]
    return boxes


def _box(line: Words, first: int, last: int) -> Box:
    widths = [0.55 if sign.isascii() else 1.0 for sign in line.text]
    unit = (line.right - line.left) / sum(widths)
    left = line.left + unit * (sum(widths[:first]) - 1)
    right = line.left + unit * (sum(widths[: last + 1]) + 1)
    return (max(left, line.left - unit / 2), line.top - 2, min(right, line.right + unit / 2), line.bottom + 2)


def covered_picture(picture: Image.Image, boxes: Sequence[Box]) -> Image.Image:
    """涂黑：boxes in pixels from the upper left corner."""
    pen = ImageDraw.Draw(picture)
    for box in boxes:
        pen.rectangle(box, fill="black")
    return picture

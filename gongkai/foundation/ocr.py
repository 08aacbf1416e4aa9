"""图像识别：the words in a picture, where they stand, how sure the reading is. Optional (`gongkai[ocr]`); runs apart.

The models come with the package; nothing is fetched. Where it is not installed, callers say that nobody has looked.
"""

import importlib.util
from dataclasses import dataclass
from functools import cache
from typing import Any

from PIL import Image

UNSEEN = "未检查图片文字（没有安装图像识别），请人工查看图片里有没有不应公开的内容。"
_SIDE = 4_000
# The reader blows a picture up until its shorter side has this many pixels: a strip of one line to sixteen times
# its size. A strip is doubled and set on a white sheet instead; what it says is found all the same.
_SHORT, _DOUBLED = 736, 2.0
# One thread a picture: several wait for each other by spinning, and on a busy machine that is most of their work.
_ENGINE = {
    "Global.log_level": "error",
    "Global.use_cls": False,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


@dataclass(frozen=True)
class Words:
    """一行字：pixels from the upper left corner; `score` 0 to 1."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    score: float


@cache
def available() -> bool:
    """是否安装：whether pictures can be read here."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params=_ENGINE)


def read(picture: Image.Image) -> list[Words]:
    """识别：lines from top to bottom. Only in a process of its own: the models take some hundred megabytes."""
    sheet, scale = _sheet(picture.convert("RGB"))
    found = _engine()(sheet)
    if found.boxes is None or not found.txts:
        return []
    lines = []
    for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        xs, ys = [float(point[0]) * scale for point in box], [float(point[1]) * scale for point in box]
        lines.append(Words(str(text), min(xs), min(ys), max(xs), max(ys), float(score)))
    return sorted(lines, key=lambda line: (line.top, line.left))


def _sheet(picture: Image.Image) -> tuple[Image.Image, float]:
    """What is shown to the reader, and how many pixels of the picture one of its pixels is."""
    width = picture.width
    picture.thumbnail((_SIDE, _SIDE))
    short = min(picture.size)
    if short >= _SHORT:
        return picture, width / picture.width
    larger = min(_SHORT / short, _DOUBLED, max(1.0, _SIDE / max(picture.size)))
    picture = picture.resize((round(picture.width * larger), round(picture.height * larger)))
    sheet = Image.new("RGB", (max(picture.width, _SHORT), max(picture.height, _SHORT)), "white")
    sheet.paste(picture, (0, 0))
    return sheet, width / picture.width

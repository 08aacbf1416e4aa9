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

    return RapidOCR(params={"Global.log_level": "error", "Global.use_cls": False})


def read(picture: Image.Image) -> list[Words]:
    """识别：lines from top to bottom. Only in a process of its own: the models take some hundred megabytes."""
    shrunk = picture.convert("RGB")
    shrunk.thumbnail((_SIDE, _SIDE))
    scale = picture.width / shrunk.width
    found = _engine()(shrunk)
    if found.boxes is None or not found.txts:
        return []
    lines = []
    for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        xs, ys = [float(point[0]) * scale for point in box], [float(point[1]) * scale for point in box]
        lines.append(Words(str(text), min(xs), min(ys), max(xs), max(ys), float(score)))
    return sorted(lines, key=lambda line: (line.top, line.left))

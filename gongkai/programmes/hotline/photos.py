"""诉求照片：which picture may go with a message: small, a photograph, without what it says of its taking."""

import io
from dataclasses import dataclass

from gongkai.foundation.errors import Invalid
from gongkai.foundation.files.rules import Limits, check, public_copy

# 本机关配置，法规未规定。
LARGEST = 5
MOST = 4
LIMITS = Limits(size=LARGEST * 1024 * 1024)
"""照片的上限：in bytes."""
KINDS = {"png": "image/png", "jpg": "image/jpeg"}
TOO_LARGE = f"一张照片不能超过{LARGEST}MB。请压缩或者缩小后再上传。"
NO_PICTURE = "照片请用JPG或者PNG格式。请另存后再上传。"
TOO_MANY = f"一件诉求最多上传{MOST}张照片。请先去掉不需要的。"
SENTENCES = {"too_large": TOO_LARGE, "no_picture": NO_PICTURE, "too_many": TOO_MANY}


@dataclass(frozen=True)
class Picture:
    """照片：its bytes without traces, and what they are."""

    content: bytes
    extension: str


def media_type(extension: str) -> str:
    """媒体类型：of a picture kept."""
    return KINDS[extension]


def checked(content: bytes, name: str) -> Picture:
    """检查照片：by its bytes, whatever it is called; what it says of place, time and camera is taken out.

    :raises Invalid: when it is too large, empty, damaged or no picture.
    """
    if len(content) > LIMITS.size:
        raise Invalid(TOO_LARGE, field="photo", code="too-large")
    try:
        kind = check(io.BytesIO(content), name, LIMITS)
    except Invalid as refusal:
        sentence = NO_PICTURE if refusal.code in {"kind", "archive", "script"} else refusal.sentence
        raise Invalid(sentence, field="photo", code=refusal.code) from refusal
    if kind.extension not in KINDS:
        raise Invalid(NO_PICTURE, field="photo", code="kind")
    return Picture(public_copy(content, KINDS[kind.extension]), kind.extension)

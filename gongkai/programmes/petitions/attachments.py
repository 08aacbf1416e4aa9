"""信访材料：which file may come with a petition: a small picture, without what it says of its taking, or a PDF."""

import io

from gongkai.foundation.errors import Invalid
from gongkai.foundation.files.rules import Limits, check, public_copy

# 本机关配置，法规未规定。
LARGEST, MOST = 5, 5
LIMITS = Limits(size=LARGEST * 1024 * 1024)
"""材料的上限：in bytes."""
KINDS = {"png": "image/png", "jpg": "image/jpeg", "pdf": "application/pdf"}
PICTURES = frozenset({"png", "jpg"})
NONE = "请选择要提交的文件。"
TOO_LARGE = f"一个文件不能超过{LARGEST}MB。请压缩或者拆分后再上传。"
OTHER = "材料请用PDF、JPG或者PNG格式。请另存后再上传。"
TOO_MANY = f"一件信访事项最多提交{MOST}个文件。更多的材料请交给受理机关。"
ENDED = "这件信访事项已经办结，不再收材料。"
SENTENCES = (NONE, TOO_LARGE, OTHER, TOO_MANY, ENDED)


def checked(content: bytes, name: str) -> tuple[bytes, str]:
    """检查材料：by its bytes, whatever it is called; what a picture says of place, time and camera is taken out.

    :raises Invalid: when it is too large, empty, damaged or of another kind.
    """
    if not content:
        raise Invalid(NONE, field="file", code="empty")
    if len(content) > LIMITS.size:
        raise Invalid(TOO_LARGE, field="file", code="too-large")
    try:
        kind = check(io.BytesIO(content), name, LIMITS)
    except Invalid as refusal:
        sentence = OTHER if refusal.code in {"kind", "archive", "script"} else refusal.sentence
        raise Invalid(sentence, field="file", code=refusal.code) from refusal
    if kind.extension not in KINDS:
        raise Invalid(OTHER, field="file", code="kind")
    kept = public_copy(content, KINDS[kind.extension]) if kind.extension in PICTURES else content
    return kept, kind.extension

"""证件副本：which file may prove who asks: a scan or a photograph, small, of a kind that carries no programs. Pure."""

import io
from dataclasses import dataclass

from gongkai.foundation.errors import Invalid
from gongkai.foundation.files.rules import Limits, check

# 本机关配置，法规未规定：a scan of one page is far smaller.
LARGEST = 5
LIMITS = Limits(size=LARGEST * 1024 * 1024)
"""证件副本的上限：in bytes."""
KINDS = {"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg"}
TOO_LARGE = f"证件的扫描件不能超过{LARGEST}MB。请压缩或者缩小后再上传。"
NO_SCAN = "证件的扫描件或者照片请用PDF、JPG或者PNG格式。请另存后再上传。"
SENTENCES = {"too_large": TOO_LARGE, "no_scan": NO_SCAN}


@dataclass(frozen=True)
class Copy:
    """副本文件：its bytes, and what they are."""

    content: bytes
    extension: str

    @property
    def media_type(self) -> str:
        """媒体类型：from the kind found in its bytes."""
        return KINDS[self.extension]


def checked(content: bytes, name: str) -> Copy:
    """检查证件副本：by its bytes, whatever it is called.

    :raises Invalid: when it is too large, empty, damaged, or neither a picture nor a PDF.
    """
    if len(content) > LIMITS.size:
        raise Invalid(TOO_LARGE, field="proof_copy", code="too-large")
    try:
        kind = check(io.BytesIO(content), name, LIMITS)
    except Invalid as refusal:
        sentence = NO_SCAN if refusal.code in {"kind", "archive", "script"} else refusal.sentence
        raise Invalid(sentence, field="proof_copy", code=refusal.code) from refusal
    if kind.extension not in KINDS:
        raise Invalid(NO_SCAN, field="proof_copy", code="kind")
    return Copy(content, kind.extension)

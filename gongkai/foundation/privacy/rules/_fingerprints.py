"""指纹：a name for a finding that tells nothing of it to who does not hold the key."""

import hashlib
import hmac
import re

from gongkai.foundation.privacy.rules._findings import Finding
from gongkai.foundation.text import compact

_NEAR = 6  # 字：of the neighbouring text on each side
_LOOSE = re.compile(r"[\s.\-·_]")


def fingerprint(finding: Finding, key: bytes) -> str:
    """指纹：keyed hash (64 hex digits) of value and place: its field or any file, and the words right beside it.

    The same value in the same sentence keeps its fingerprint when paragraphs before it come and go or attachments
    change their order; in another sentence, or in another column, it is another finding.
    """
    part = "file" if finding.place.part.startswith("file:") else finding.place.part
    near = (
        ("cell", finding.column)
        if finding.place.row >= 0
        else (compact(finding.before)[-_NEAR:], compact(finding.after)[:_NEAR])
    )
    told = "\x1f".join([finding.kind.code, _LOOSE.sub("", compact(finding.value)), part, *near])
    return hmac.new(key, told.encode(), hashlib.sha256).hexdigest()

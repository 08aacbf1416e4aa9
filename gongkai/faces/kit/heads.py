"""版头：the red head of a document, and which of it the text already says; the public page and the preview alike."""

import re
from dataclasses import dataclass

from gongkai.engines.publishing.models import Edition

# 这些体裁的发文机关标志不加“文件”二字（GB/T 9704—2012 第10章特定格式及公布性文种）。
PLAIN_HEAD = frozenset({"order", "letter", "minutes", "proclamation", "notice", "communique"})
_SPACE = re.compile(r"\s+")
_TAG = re.compile(r"<[^>]*>")
_SAID = re.compile(r'<p class="(letterhead|title|doc-number)">(.*?)</p>', re.DOTALL)


@dataclass(frozen=True)
class Head:
    """版头：issuer and number as printed; `repeated` names what the text says again, for the stylesheet to hide."""

    issuer: str
    number: str
    repeated: str


def head(edition: Edition) -> Head:
    """版头：only a document with a 文号 has a red one."""
    said = {"letterhead": "", "title": "", "doc-number": ""}
    for role, inner in _SAID.findall(edition.body[:4000]):
        said[role] += _SPACE.sub("", _TAG.sub("", inner))
    issuer = f"{edition.issuer}{'' if edition.genre in PLAIN_HEAD else '文件'}" if edition.document_number else ""
    shown = {
        "letterhead": {_SPACE.sub("", issuer), _SPACE.sub("", edition.issuer)} if issuer else set(),
        "title": {_SPACE.sub("", edition.title)},
        "doc-number": {_SPACE.sub("", edition.document_number)},
    }
    repeated = " ".join(f"has-{role}" for role, text in said.items() if text and text in shown[role])
    return Head(issuer, edition.document_number, repeated)

"""文件规则：what a file is, whether it may come in, and what of it may go out. Pure; no Django.

`check` decides about an upload, `sniff` names a kind from the first bytes, `public_copy` makes the copy for the public,
`accept_revisions` and `drop_hidden` are shared with the reader of papers.
"""

from gongkai.foundation.files.rules._check import check, encodings_for, too_large
from gongkai.foundation.files.rules._kinds import (
    ATTACHMENT_KINDS,
    DOCX,
    JPEG,
    OFD,
    PDF,
    PNG,
    PPTX,
    TXT,
    XLSX,
    FileKind,
    sniff,
)
from gongkai.foundation.files.rules._limits import LIMITS, Limits
from gongkai.foundation.files.rules._pictures import clean_picture
from gongkai.foundation.files.rules._public import public_copy
from gongkai.foundation.files.rules._revisions import accept_revisions, drop_hidden
from gongkai.foundation.files.rules._xml import parse_xml

__all__ = [
    "ATTACHMENT_KINDS",
    "DOCX",
    "JPEG",
    "LIMITS",
    "OFD",
    "PDF",
    "PNG",
    "PPTX",
    "TXT",
    "XLSX",
    "FileKind",
    "Limits",
    "accept_revisions",
    "check",
    "clean_picture",
    "drop_hidden",
    "encodings_for",
    "parse_xml",
    "public_copy",
    "sniff",
    "too_large",
]

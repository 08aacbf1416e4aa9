"""个人信息规则：find identity numbers, phones, cards, plates, mail, papers, addresses and names. Pure; no Django.

`scan` reads passages and grids and answers findings in place; `mask` says what stays of a value that is covered;
`fingerprint` names a finding without telling it.
"""

from gongkai.foundation.privacy.rules._findings import (
    BLOCK,
    KINDS,
    NOTE,
    Finding,
    Grid,
    Kind,
    Passage,
    Place,
)
from gongkai.foundation.privacy.rules._fingerprints import fingerprint
from gongkai.foundation.privacy.rules._masking import HIDDEN, mask
from gongkai.foundation.privacy.rules._numbers import checks
from gongkai.foundation.privacy.rules._scanning import scan
from gongkai.foundation.privacy.rules._telling import tells_of

__all__ = [
    "BLOCK",
    "HIDDEN",
    "KINDS",
    "NOTE",
    "Finding",
    "Grid",
    "Kind",
    "Passage",
    "Place",
    "checks",
    "fingerprint",
    "mask",
    "scan",
    "tells_of",
]

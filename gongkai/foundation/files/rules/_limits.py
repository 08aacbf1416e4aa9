"""上限：how large an upload may be, packed and unpacked."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """上限：the bounds of one upload; bytes, except `entries` and `depth` (counts) and `ratio` (unpacked / packed).

    The ratio is looked at only above `ratio_from` unpacked bytes: small repetitive tables compress a hundredfold.
    """

    size: int = 100 * MIB
    entries: int = 5_000
    expanded: int = 400 * MIB
    ratio: int = 200
    ratio_from: int = 50 * MIB
    depth: int = 2


LIMITS = Limits()

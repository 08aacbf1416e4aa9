"""账本切片：the tree cut into files as C2SP tlog-tiles says; pure.

A tile of level `L` and index `N` holds up to 256 hashes side by side: the roots of the perfect subtrees over `256^L`
leaves each, from number `256·N` on. A bundle holds the leaves themselves, each behind two bytes of length. What a
tile holds never changes; only the last of each level grows, and carries its width in its name.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

WIDTH = 256
HEIGHT = 8
LEVELS = 8
ENTRIES = "entries"
_PATH = re.compile(r"(entries|[0-9]|[1-5][0-9]|6[0-3])/((?:x[0-9]{3}/){0,4}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


@dataclass(frozen=True)
class Tile:
    """切片：`level` is None for a bundle of entries; `width` counts hashes or entries."""

    level: int | None
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Its address below `tile/`."""
        digits = str(self.index)
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
        number = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
        kind = ENTRIES if self.level is None else str(self.level)
        return f"{kind}/{number}" if self.is_full else f"{kind}/{number}.p/{self.width}"

    @property
    def is_full(self) -> bool:
        """满片：256 wide; then it has its last name."""
        return self.width == WIDTH

    @property
    def end(self) -> int:
        """How many leaves the log must have for this tile to exist."""
        return (self.index * WIDTH + self.width) << (HEIGHT * (self.level or 0))


def parse(path: str) -> Tile | None:
    """The tile that an address below `tile/` names; None unless it is written in the one way allowed."""
    match = _PATH.fullmatch(path)
    if match is None:
        return None
    kind, number, width = match[1], int(re.sub(r"[x/]", "", match[2])), int(match[3] or WIDTH)
    tile = Tile(None if kind == ENTRIES else int(kind), number, width)
    return tile if tile.path == path else None


def between(before: int, size: int) -> Iterator[Tile]:
    """The tiles that a log of `size` leaves has and one of `before` leaves had not, in ascending order."""
    for level in (None, *range(LEVELS)):
        shift = HEIGHT * (level or 0)
        had, has = before >> shift, size >> shift
        for index in range(had // WIDTH, -(-has // WIDTH)):
            width = min(WIDTH, has - index * WIDTH)
            if index * WIDTH + width > had:
                yield Tile(level, index, width)


def bundle(entries: Iterable[str]) -> bytes:
    """条目包：each entry behind its length in two bytes, the greater first."""
    return b"".join(len(data).to_bytes(2, "big") + data for data in map(str.encode, entries))

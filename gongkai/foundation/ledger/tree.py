"""默克尔树：the tree of RFC 6962 section 2.1, as pure functions.

A *coordinate* `(level, index)` names a perfect subtree: level 0 are the leaf hashes, the node `(l, i)` covers the
leaves from `i·2^l` up to `(i+1)·2^l`. A *range* `(start, end)` names any subtree of the RFC's recursion, perfect or
not; each is covered by at most log₂ n perfect ones. The *frontier* of a tree of n leaves are the perfect subtrees
that cover it, left to right: one per bit of n.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()

Coordinate = tuple[int, int]
Range = tuple[int, int]
Getter = Callable[[Coordinate], bytes]


def leaf_hash(data: bytes) -> bytes:
    """叶散列：SHA-256 of 0x00 and the leaf's bytes."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """节点散列：SHA-256 of 0x01 and the two children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def grow(size: int, frontier: Sequence[bytes], leaf: bytes) -> tuple[list[bytes], list[tuple[Coordinate, bytes]]]:
    """增叶：the frontier after one more leaf, and the perfect subtrees (level 1 and up) which that leaf completes."""
    stack = list(frontier)
    completed: list[tuple[Coordinate, bytes]] = []
    level, index, current = 0, size, leaf
    while index & 1:
        current = node_hash(stack.pop(), current)
        level, index = level + 1, index >> 1
        completed.append(((level, index), current))
    stack.append(current)
    return stack, completed


def root(frontier: Sequence[bytes]) -> bytes:
    """树根：the root of the tree that these perfect subtrees, left to right, cover."""
    if not frontier:
        return EMPTY_ROOT
    current = frontier[-1]
    for left in reversed(frontier[:-1]):
        current = node_hash(left, current)
    return current


def pack(frontier: Iterable[bytes]) -> bytes:
    """The frontier as one string of bytes, for a column."""
    return b"".join(frontier)


def unpack(packed: bytes, size: int) -> list[bytes]:
    """The frontier of a tree of `size` leaves out of its column.

    :raises ValueError: when there is not exactly one hash per bit of `size`.
    """
    if len(packed) != HASH_BYTES * size.bit_count():
        raise ValueError(f"{len(packed)} bytes cannot be the frontier of {size} leaves")
    return [packed[at : at + HASH_BYTES] for at in range(0, len(packed), HASH_BYTES)]


def cover(span: Range) -> list[Coordinate]:
    """The perfect subtrees, left to right, that cover one subtree of the recursion."""
    start, end = span
    pieces: list[Coordinate] = []
    while start < end:
        level = (end - start).bit_length() - 1
        pieces.append((level, start >> level))
        start += 1 << level
    return pieces


def _split(width: int) -> int:
    """The largest power of two below `width` (RFC 6962's k), for a width of at least two."""
    return 1 << ((width - 1).bit_length() - 1)


def inclusion_ranges(index: int, size: int) -> list[Range]:
    """The subtrees whose roots are PATH(index, D[size]), leaf end first.

    :raises ValueError: unless 0 ≤ index < size.
    """
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    ranges: list[Range] = []
    low, high = 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            ranges.append((middle, high))
            high = middle
        else:
            ranges.append((low, middle))
            low = middle
    return ranges[::-1]


def consistency_ranges(first: int, second: int) -> list[Range]:
    """The subtrees whose roots are PROOF(first, D[second]), in the RFC's order.

    :raises ValueError: unless 0 < first ≤ second.
    """
    if not 0 < first <= second:
        raise ValueError(f"no proof from {first} to {second}")
    ranges: list[Range] = []
    low, high, whole = 0, second, True
    while first != high:
        middle = low + _split(high - low)
        if first <= middle:
            ranges.append((middle, high))
            high = middle
        else:
            ranges.append((low, middle))
            low, whole = middle, False
    if not whole:
        ranges.append((low, high))
    return ranges[::-1]


def coordinates(ranges: Iterable[Range]) -> set[Coordinate]:
    """Every perfect subtree that must be known to hash these ranges: O(log n) for one proof."""
    return {piece for span in ranges for piece in cover(span)}


def hashes(ranges: Iterable[Range], get: Getter) -> tuple[bytes, ...]:
    """The root of each range, from a getter of perfect subtrees."""
    return tuple(root([get(piece) for piece in cover(span)]) for span in ranges)

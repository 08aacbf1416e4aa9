"""默克尔证明：RFC 6962 proofs, checked by unfolding the RFC's own recursion; nothing is ever built or stored."""

import hashlib
from collections.abc import Sequence

MAX_STEPS = 64


class BadProof(Exception):
    """The proof has the wrong shape for these sizes."""


def leaf(data: bytes) -> bytes:
    """MTH({d})."""
    return hashlib.sha256(b"\x00" + data).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _half(size: int) -> int:
    """The RFC's k: the largest power of two smaller than size."""
    k = 1
    while k * 2 < size:
        k *= 2
    return k


def root_from_inclusion(leaf_hash: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """The root that a tree of `size` leaves must have if `path` is PATH(index, D[size]).

    :raises BadProof: when index, size and the length of the path do not fit.
    """
    if not 0 <= index < size or len(path) > MAX_STEPS:
        raise BadProof
    if size == 1:
        if path:
            raise BadProof
        return leaf_hash
    if not path:
        raise BadProof
    k, sibling, rest = _half(size), path[-1], path[:-1]
    if index < k:
        return _node(root_from_inclusion(leaf_hash, index, k, rest), sibling)
    return _node(sibling, root_from_inclusion(leaf_hash, index - k, size - k, rest))


def root_after(size: int, root: bytes, leaf_hash: bytes, proof: Sequence[bytes]) -> bytes:
    """The root that a tree has when one leaf follows its `size`; `proof` is PROOF(size, D[size + 1]).

    :raises BadProof: when the proof is not about this root and this leaf.
    """
    whole = size & (size - 1) == 0  # then the tree before is one subtree, and the proof is the leaf alone
    if not proof or len(proof) > MAX_STEPS or (not whole and len(proof) < 2):
        raise BadProof
    peaks = [root] if whole else [proof[0], *proof[2:]]
    before, after = peaks[0], _node(peaks[0], leaf_hash)
    for peak in peaks[1:]:
        before, after = _node(peak, before), _node(peak, after)
    if before != root or proof[0 if whole else 1] != leaf_hash or len(peaks) != size.bit_count():
        raise BadProof
    return after


def are_consistent(first: int, first_root: bytes, second: int, second_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether `proof` is PROOF(first, D[second]) between these roots, for 0 < first ≤ second."""
    if not 0 < first <= second or len(proof) > MAX_STEPS:
        return False
    try:
        return _unfold(first, second, proof, first_root) == (first_root, second_root)
    except BadProof:
        return False


def _unfold(m: int, n: int, proof: Sequence[bytes], known: bytes | None) -> tuple[bytes, bytes]:
    """SUBPROOF(m, D[n], b) read backwards: the roots over the first m and over all n leaves of one subtree.

    `known` is the old root while this subtree is still the whole old tree (b is true), which the proof leaves out.
    """
    if m == n:
        if len(proof) != (known is None):
            raise BadProof
        whole = proof[0] if known is None else known
        return whole, whole
    if not proof:
        raise BadProof
    k, sibling, rest = _half(n), proof[-1], proof[:-1]
    if m <= k:
        old, new = _unfold(m, k, rest, known)
        return old, _node(new, sibling)
    old, new = _unfold(m - k, n - k, rest, None)
    return _node(sibling, old), _node(sibling, new)

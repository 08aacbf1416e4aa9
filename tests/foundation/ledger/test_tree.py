"""The tree against RFC 6962, the known vectors, and the verifier, which shares no code with it."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.foundation.ledger import tree
from gongkai.verifier import merkle

INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
sizes = st.integers(1, 300)


def mth(leaves: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, word for word."""
    if len(leaves) < 2:
        return hashlib.sha256(b"\x00" + leaves[0] if leaves else b"").digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


class Log:
    """All nodes of a tree of leaves 0, 1, 2 … in a dictionary."""

    def __init__(self, leaves: list[bytes]) -> None:
        self.nodes: dict[tree.Coordinate, bytes] = {}
        self.roots = [tree.EMPTY_ROOT]
        frontier: list[bytes] = []
        for index, data in enumerate(leaves):
            hashed = tree.leaf_hash(data)
            self.nodes[0, index] = hashed
            frontier, completed = tree.grow(index, frontier, hashed)
            self.nodes |= dict(completed)
            self.roots.append(tree.root(frontier))
            assert tree.unpack(tree.pack(frontier), index + 1) == frontier

    def inclusion(self, index: int, size: int) -> tuple[bytes, ...]:
        return tree.hashes(tree.inclusion_ranges(index, size), self.nodes.__getitem__)

    def consistency(self, first: int, second: int) -> tuple[bytes, ...]:
        return tree.hashes(tree.consistency_ranges(first, second), self.nodes.__getitem__)


LOG = Log([str(n).encode() for n in range(300)])


def flipped(value: bytes, bit: int) -> bytes:
    bit %= len(value) * 8
    return (int.from_bytes(value) ^ (1 << bit)).to_bytes(len(value))


def test_the_known_roots_come_out() -> None:
    log = Log([bytes.fromhex(text) for text in INPUTS])
    assert [root.hex() for root in log.roots[1:]] == ROOTS
    assert log.roots[0].hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_the_root_is_that_of_the_rfc_at_every_size() -> None:
    leaves = [str(n).encode() for n in range(130)]
    assert all(LOG.roots[size] == mth(leaves[:size]) for size in range(131))


def test_every_proof_of_every_small_tree_verifies() -> None:
    for size in range(1, 34):
        for index in range(size):
            path = LOG.inclusion(index, size)
            assert merkle.root_from_inclusion(LOG.nodes[0, index], index, size, path) == LOG.roots[size]
            first = index + 1
            proof = LOG.consistency(first, size)
            assert merkle.are_consistent(first, LOG.roots[first], size, LOG.roots[size], proof)


@given(size=sizes, data=st.data())
def test_an_inclusion_proof_verifies_and_its_tampering_does_not(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    path = list(LOG.inclusion(index, size))
    assert len(path) <= (size - 1).bit_length()

    def holds(leaf: bytes, index: int, size: int, path: list[bytes]) -> bool:
        try:
            return merkle.root_from_inclusion(leaf, index, size, path) == LOG.roots[size]
        except merkle.BadProof:
            return False

    leaf, bit = LOG.nodes[0, index], data.draw(st.integers(0, 255))
    assert holds(leaf, index, size, path)
    assert not holds(flipped(leaf, bit), index, size, path)
    assert not holds(leaf, data.draw(st.integers(0, 400).filter(lambda other: other != index)), size, path)
    assert not holds(leaf, index, size, [*path, leaf])
    if path:
        place = data.draw(st.integers(0, len(path) - 1))
        assert not holds(leaf, index, size, [*path[:place], flipped(path[place], bit), *path[place + 1 :]])
        assert not holds(leaf, index, size, path[:place] + path[place + 1 :])


@given(second=sizes, data=st.data())
def test_a_consistency_proof_verifies_and_its_tampering_does_not(second: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(1, second))
    old, new, proof = LOG.roots[first], LOG.roots[second], list(LOG.consistency(first, second))
    bit = data.draw(st.integers(0, 255))
    assert merkle.are_consistent(first, old, second, new, proof)
    assert not merkle.are_consistent(first, flipped(old, bit), second, new, proof)
    assert not merkle.are_consistent(first, old, second, flipped(new, bit), proof)
    assert not merkle.are_consistent(first, old, second, new, [*proof, old])
    if proof:
        place = data.draw(st.integers(0, len(proof) - 1))
        broken = [*proof[:place], flipped(proof[place], bit), *proof[place + 1 :]]
        assert not merkle.are_consistent(first, old, second, new, broken)
        assert not merkle.are_consistent(first, old, second, new, proof[:place] + proof[place + 1 :])


@given(size=sizes, changed=st.integers(0, 299), data=st.data())
def test_a_rewritten_past_has_no_consistency_proof(size: int, changed: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(1, size))
    changed %= first
    leaves = [str(n).encode() for n in range(size)]
    leaves[changed] = b"rewritten"
    other = Log(leaves)
    proof = other.consistency(first, size)
    assert not merkle.are_consistent(first, LOG.roots[first], size, other.roots[size], proof)


@given(index=st.integers(0, 2**50), size=st.integers(1, 2**50))
def test_a_proof_needs_few_nodes_at_any_size(index: int, size: int) -> None:
    index %= size
    assert len(tree.coordinates(tree.inclusion_ranges(index, size))) <= 2 * size.bit_length()
    assert len(tree.coordinates(tree.consistency_ranges(index + 1, size))) <= 2 * size.bit_length()


@pytest.mark.parametrize(("index", "size"), [(0, 0), (1, 1), (-1, 3), (5, 4)])
def test_there_is_no_proof_outside_the_tree(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        tree.inclusion_ranges(index, size)
    with pytest.raises(ValueError, match="no proof"):
        tree.consistency_ranges(index + 1 if index >= size else 0, size)


def test_a_damaged_frontier_is_refused() -> None:
    with pytest.raises(ValueError, match="frontier"):
        tree.unpack(bytes(32), 3)


@given(first=st.integers(-2, 2**70), second=st.integers(-2, 2**70), steps=st.integers(0, 70))
def test_the_verifier_answers_no_to_nonsense(first: int, second: int, steps: int) -> None:
    if first != second:
        assert not merkle.are_consistent(first, bytes(32), second, bytes(32), [bytes(32)] * steps)

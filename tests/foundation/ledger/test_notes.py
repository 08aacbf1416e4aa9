"""Signed notes against the vector of the format's first implementation, and against the verifier's own reading."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from gongkai.foundation.ledger import notes
from gongkai.verifier import notes as outside
from gongkai.verifier.report import Failed

NAME = "PeterNeumann"
SECRET = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
SIGNATURE = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
SIGNED = f"{TEXT}\n— PeterNeumann {SIGNATURE}\n"
PRIVATE = Ed25519PrivateKey.from_private_bytes(base64.b64decode(SECRET)[1:])
ORIGIN = "www.example.gov.cn/ledger"


def test_the_known_note_comes_out_byte_for_byte() -> None:
    assert notes.verifier_key(NAME, PRIVATE.public_key()) == PUBLIC
    assert notes.sign(TEXT, name=NAME, private=PRIVATE) == SIGNED
    assert notes.is_signed_by(SIGNED, name=NAME, public=PRIVATE.public_key())


def test_the_verifier_reads_the_known_key() -> None:
    key = outside.parse_key(PUBLIC + "\n")
    assert (key.name, key.number.hex()) == (NAME, "c74f20a3")


@given(size=st.integers(1, 10**17), root=st.binary(min_size=32, max_size=32))
def test_a_checkpoint_signed_inside_verifies_outside(size: int, root: bytes) -> None:
    note = notes.sign(notes.checkpoint_body(ORIGIN, size, root), name=ORIGIN, private=PRIVATE)
    checkpoint = outside.parse_checkpoint(note)
    outside.insist_signed(checkpoint, outside.parse_key(notes.verifier_key(ORIGIN, PRIVATE.public_key())))
    assert (checkpoint.origin, checkpoint.size, checkpoint.root) == (ORIGIN, size, root)


@given(place=st.integers(0), value=st.characters(codec="utf-8"))
def test_no_other_text_passes_as_the_same_checkpoint(place: int, value: str) -> None:
    note = notes.sign(notes.checkpoint_body(ORIGIN, 7, bytes(32)), name=ORIGIN, private=PRIVATE)
    key = outside.parse_key(notes.verifier_key(ORIGIN, PRIVATE.public_key()))
    place %= len(note)
    changed = note[:place] + value + note[place + 1 :]
    try:
        checkpoint = outside.parse_checkpoint(changed)
        outside.insist_signed(checkpoint, key)
    except Failed:
        return
    assert (checkpoint.size, checkpoint.root) == (7, bytes(32))


def test_a_witness_may_sign_beside_the_log() -> None:
    body, other = notes.checkpoint_body(ORIGIN, 7, bytes(32)), Ed25519PrivateKey.generate()
    witness = notes.sign(body, name="witness.example", private=other).rpartition("\n\n")[2]
    log = notes.sign(body, name=ORIGIN, private=PRIVATE).rpartition("\n\n")[2]
    key = outside.parse_key(notes.verifier_key(ORIGIN, PRIVATE.public_key()))
    outside.insist_signed(outside.parse_checkpoint(f"{body}\n{witness}{log}"), key)
    with pytest.raises(Failed):
        outside.insist_signed(outside.parse_checkpoint(f"{body}\n{witness}"), key)


def test_a_miscopied_key_is_noticed() -> None:
    with pytest.raises(Failed, match="抄写有误"):
        outside.parse_key(PUBLIC.replace("ARpc", "ARpd"))
    for nonsense in ("", "+", "a+b", "a+00000000+AQ==", "a b+c74f20a3+" + PUBLIC.split("+", 2)[2]):
        with pytest.raises(Failed):
            outside.parse_key(nonsense)


def test_another_key_did_not_sign_it() -> None:
    other = Ed25519PrivateKey.generate().public_key()
    assert not notes.is_signed_by(SIGNED, name=NAME, public=other)
    assert not notes.is_signed_by(SIGNED.replace("answer", "cause"), name=NAME, public=PRIVATE.public_key())
    assert not notes.is_signed_by("", name=NAME, public=other)


def test_a_body_that_is_not_lines_is_not_signed() -> None:
    for body in ("", "a", "a\n\nb\n", "\na\n"):
        with pytest.raises(ValueError, match="lines"):
            notes.sign(body, name=NAME, private=PRIVATE)

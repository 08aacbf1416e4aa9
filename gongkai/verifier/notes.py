"""签名文本：read C2SP signed checkpoints and verifier keys, and check the signature."""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from gongkai.verifier.report import Failed

_SIZE = re.compile(r"[1-9][0-9]{0,17}")
_SIGNATURE_BYTES = 4 + 64
_SIGNATURE_LINE = re.compile("— ([^ +]+) ([A-Za-z0-9+/]+={0,2})")


@dataclass(frozen=True)
class Key:
    """验证公钥：`text` is `name+id+base64`."""

    text: str
    name: str
    number: bytes
    public: Ed25519PublicKey


@dataclass(frozen=True)
class Checkpoint:
    """检查点：`text` is the whole note, `body` the signed part."""

    text: str
    body: str
    origin: str
    size: int
    root: bytes
    signatures: tuple[tuple[str, bytes], ...]


def parse_key(text: str) -> Key:
    """Read a verifier key.

    :raises Failed: when it is not an Ed25519 key in that form, or its id is not its own.
    """
    text = text.strip()
    name, _, rest = text.partition("+")
    number, _, encoded = rest.partition("+")
    typed = _base64(encoded)
    if not name or " " in name or len(typed) != 33 or typed[0] != 1:
        raise Failed("验证公钥的格式不对，应为“名称+编号+base64”。")
    if hashlib.sha256(name.encode() + b"\n" + typed).digest()[:4].hex() != number.lower():
        raise Failed("验证公钥的编号与公钥不符，可能抄写有误。")
    return Key(text, name, bytes.fromhex(number), Ed25519PublicKey.from_public_bytes(typed[1:]))


def parse_checkpoint(text: str) -> Checkpoint:
    """Read a checkpoint, without believing it yet.

    :raises Failed: when it is none.
    """
    body, gap, tail = text.rpartition("\n\n")
    lines = body.split("\n")
    if not gap or not tail.endswith("\n") or len(lines) < 3 or "" in lines or not _SIZE.fullmatch(lines[1]):
        raise Failed("检查点的格式不对。")
    root = _base64(lines[2])
    matches = [_SIGNATURE_LINE.fullmatch(line) for line in tail[:-1].split("\n")]
    if len(root) != 32 or None in matches:
        raise Failed("检查点的格式不对。")
    signatures = tuple((match[1], _base64(match[2])) for match in matches if match)
    return Checkpoint(text, body + "\n", lines[0], int(lines[1]), root, signatures)


@dataclass(frozen=True)
class Note:
    """签名文本：the signed part and its signatures, whatever it says."""

    body: str
    signatures: tuple[tuple[str, bytes], ...]


def parse_note(text: str) -> Note:
    """Read a signed note, without believing it yet.

    :raises Failed: when it is none.
    """
    body, gap, tail = text.rpartition("\n\n")
    matches = [_SIGNATURE_LINE.fullmatch(line) for line in tail[:-1].split("\n")]
    if not gap or not tail.endswith("\n") or None in matches:
        raise Failed("签名文本的格式不对。")
    return Note(body + "\n", tuple((match[1], _base64(match[2])) for match in matches if match))


def root(encoded: str) -> bytes:
    """A root as notes write it.

    :raises Failed: when it is none.
    """
    found = _base64(encoded)
    if len(found) != 32:
        raise Failed("树根的格式不对。")
    return found


def insist_under(note: Note, key: Key) -> None:
    """Check that this key signed it under its name; lines of other keys are passed over.

    :raises Failed: when it did not.
    """
    for name, signed in note.signatures:
        if name != key.name or signed[:4] != key.number or len(signed) != _SIGNATURE_BYTES:
            continue
        try:
            key.public.verify(signed[4:], note.body.encode())
        except InvalidSignature:
            break
        return
    raise Failed(f"不是由“{key.name}”的密钥签署的。")


def insist_signed(checkpoint: Checkpoint, key: Key) -> None:
    """Check the signature; lines of other keys (witnesses) are passed over.

    :raises Failed: when this key did not sign this checkpoint.
    """
    if checkpoint.origin != key.name:
        raise Failed(f"检查点属于“{checkpoint.origin}”，不属于公钥所指的“{key.name}”。")
    try:
        insist_under(Note(checkpoint.body, checkpoint.signatures), key)
    except Failed:
        raise Failed("检查点不是由所认定的公钥签署的。") from None


def _base64(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""

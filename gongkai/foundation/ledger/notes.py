r"""签名文本：C2SP signed notes and tlog checkpoints, as text; pure.

    <origin>\n<size>\n<base64 root>\n
    \n
    — <name> base64(key id ‖ Ed25519 signature of the body)\n

The key id is the first four bytes of SHA-256(name ‖ "\n" ‖ 0x01 ‖ public key); the verifier key is
`name+<key id in hex>+base64(0x01 ‖ public key)`.
"""

import base64
import hashlib
from collections.abc import Iterable

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ED25519 = b"\x01"


def _typed(public: Ed25519PublicKey) -> bytes:
    return _ED25519 + public.public_bytes_raw()


def key_id(name: str, public: Ed25519PublicKey) -> bytes:
    """密钥编号：four bytes that say which key signed."""
    return hashlib.sha256(name.encode() + b"\n" + _typed(public)).digest()[:4]


def verifier_key(name: str, public: Ed25519PublicKey) -> str:
    """验证公钥：the public key in the form in which it is printed, published and pinned."""
    return f"{name}+{key_id(name, public).hex()}+{base64.b64encode(_typed(public)).decode()}"


def sign(body: str, *, name: str, private: Ed25519PrivateKey) -> str:
    """签署：the whole note; Ed25519 is deterministic, so the same body always gives the same note.

    :raises ValueError: when the body is not lines of text.
    """
    if not body.endswith("\n") or "\n\n" in body or body.startswith("\n"):
        raise ValueError("the body of a note is non-empty lines")
    signed = key_id(name, private.public_key()) + private.sign(body.encode())
    return f"{body}\n— {name} {base64.b64encode(signed).decode()}\n"


def cosigned(note: str, lines: Iterable[str]) -> str:
    """附签：a note with further signature lines under it."""
    return note + "".join(f"{line}\n" for line in lines)


def is_signed_by(note: str, *, name: str, public: Ed25519PublicKey) -> bool:
    """Whether this key signed this note."""
    body, gap, signatures = note.rpartition("\n\n")
    opening = f"— {name} "
    for line in signatures.splitlines() if gap else ():
        signed = base64.b64decode(line.removeprefix(opening)) if line.startswith(opening) else b""
        if signed[:4] != key_id(name, public):
            continue
        try:
            public.verify(signed[4:], f"{body}\n".encode())
        except InvalidSignature:
            return False
        return True
    return False


def checkpoint_body(origin: str, size: int, root: bytes) -> str:
    """检查点正文：the three lines that are signed."""
    return f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"

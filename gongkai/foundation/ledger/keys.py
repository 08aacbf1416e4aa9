"""账本密钥：the Ed25519 key that signs checkpoints, made once, on disk beside the name it signs under.

    <GONGKAI_VAR>/ledger/signing-key.pem   0600, PKCS #8
    <GONGKAI_VAR>/ledger/origin            the origin line of every checkpoint, such as `www.example.gov.cn/ledger`

The origin is derived from `GONGKAI_ORIGIN` on first use and never again: the log keeps its name when the site moves.
Where several machines serve one PostgreSQL database, copy both files to each of them before the first checkpoint, or
let only one machine publish checkpoints; a machine with another key is refused, see `operations.publish_checkpoint`.
Back both files up apart from the database: losing the key ends the log.
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

from gongkai.foundation.errors import Conflict, NotFound
from gongkai.foundation.ledger import notes


@dataclass(frozen=True)
class SigningKey:
    """签名密钥：with the name it signs under."""

    origin: str
    private: Ed25519PrivateKey

    @property
    def verifier_key(self) -> str:
        """The public key as published at `/ledger/key`."""
        return notes.verifier_key(self.origin, self.private.public_key())

    def named(self, origin: str) -> "SigningKey":
        """The same key under another name: what a log signs with after a recovery."""
        return SigningKey(origin=origin, private=self.private)

    def checkpoint(self, size: int, root: bytes) -> str:
        """The signed note of a tree head."""
        return notes.sign(notes.checkpoint_body(self.origin, size, root), name=self.origin, private=self.private)

    def sign(self, body: str) -> str:
        """A signed note of any body."""
        return notes.sign(body, name=self.origin, private=self.private)

    def signed(self, note: str) -> bool:
        """Whether a note is this key's."""
        return notes.is_signed_by(note, name=self.origin, public=self.private.public_key())


def _folder() -> Path:
    return Path(settings.GONGKAI_VAR) / "ledger"


def _create_once(path: Path, content: bytes) -> None:
    """Write a file that did not exist, whole or not at all; whoever comes second leaves it alone."""
    aside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.link(aside, path)  # unlike a rename, fails when the name is taken
    except FileExistsError:
        return
    finally:
        aside.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def ensure() -> SigningKey:
    """备妥密钥：the log's key, made on first use; safe when several processes come at once."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    host = urlsplit(settings.GONGKAI_ORIGIN).netloc.rpartition("@")[2].lower()
    if not (folder / "origin").exists():
        _create_once(folder / "origin", f"{host}/ledger\n".encode())
    if not (folder / "signing-key.pem").exists():
        pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        _create_once(folder / "signing-key.pem", pem)
    return load()


def load() -> SigningKey:
    """取用密钥：the log's key as it is on disk.

    :raises NotFound: when it has not been made, or is not here.
    :raises Conflict: when others could read it, or it is not an Ed25519 key.
    """
    origin, pem = _folder() / "origin", _folder() / "signing-key.pem"
    if not (origin.exists() and pem.exists()):
        raise NotFound("本机没有公开账本的签名密钥。请从备份恢复 ledger 文件夹；新网站首次发布检查点时自动生成。")
    if pem.stat().st_mode & 0o077:
        raise Conflict("公开账本的签名密钥可被他人读取。请执行 chmod 600 signing-key.pem。", code="ledger-key")
    private = load_pem_private_key(pem.read_bytes(), password=None)
    if not isinstance(private, Ed25519PrivateKey):
        raise Conflict("公开账本的签名密钥不是 Ed25519 密钥。请从备份恢复 signing-key.pem。", code="ledger-key")
    return SigningKey(origin=origin.read_text().strip(), private=private)

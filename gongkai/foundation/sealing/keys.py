"""密封密钥：from the environment, or made once and kept outside the database, readable by the owner only.

    <GONGKAI_VAR>/sealing-keys    0600, one key a line, the newest first

`GONGKAI_SEALING_KEYS` (separated by commas, the newest first) takes the place of the file, for several machines. To
change the key, put a new one first and leave the old ones behind it until everything was sealed again
(`gongkai reseal`). Who loses the keys loses what was sealed; who has only the database has none of it.
"""

import base64
import binascii
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from gongkai.foundation.errors import Conflict

FILE = "sealing-keys"
_LENGTH = 32


@dataclass(frozen=True)
class Key:
    """密钥：what one line stands for: one key to seal with, another to mark with."""

    sealing: bytes
    marking: bytes


def load() -> tuple[Key, ...]:
    """取用密钥：the newest first; the first is made when there is none yet.

    :raises Conflict: when others could read the file, or a line is no key.
    """
    given = getattr(settings, "GONGKAI_SEALING_KEYS", ())
    lines = list(given) or _from_file(Path(settings.GONGKAI_VAR) / FILE)
    return tuple(_key(line.strip()) for line in lines if line.strip())


def new_line() -> str:
    """新密钥：a line for the file or the environment."""
    return Fernet.generate_key().decode()


def _from_file(path: Path) -> list[str]:
    if not path.exists():
        _create(path)
    if path.stat().st_mode & 0o077:
        raise Conflict("密封密钥可被他人读取。请执行 chmod 600 sealing-keys。", code="sealing-key")
    return path.read_text().splitlines()


def _create(path: Path) -> None:
    """Written whole beside and linked into place: whoever comes second takes the first one's key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w") as file:
            file.write(new_line() + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(aside, path)
    except FileExistsError:
        return
    finally:
        aside.unlink()


def _key(line: str) -> Key:
    try:
        raw = base64.urlsafe_b64decode(line)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != _LENGTH:
        raise Conflict("密封密钥写法不对：每行应为 44 个字符。请从备份恢复 sealing-keys。", code="sealing-key")
    derived = HKDF(algorithm=SHA256(), length=_LENGTH, salt=None, info=b"gongkai marks").derive(raw)
    return Key(sealing=line.encode(), marking=derived)

"""密封：personal data encrypted at rest, and told apart without being opened.

`seal` and `unseal` keep a text in the database so that the database alone tells nothing of it; `mark` answers the same
mark for the same text, so that two rows of one person can be found without opening either. Both follow from keys kept
outside the database, see `keys`.
"""

import hmac
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from gongkai.foundation.errors import Conflict
from gongkai.foundation.sealing import keys

__all__ = ["is_current", "mark", "marks", "seal", "seal_bytes", "unseal", "unseal_bytes"]

CANNOT_OPEN = (
    "这条密封信息用现有密钥打不开。请系统管理员从备份恢复 sealing-keys，或者补上 GONGKAI_SEALING_KEYS 中的旧密钥。"
)


def seal(text: str) -> str:
    """密封：with the newest key; an empty text stays empty."""
    return seal_bytes(text.encode()).decode() if text else ""


def unseal(sealed: str) -> str:
    """启封：with whichever of the keys it was sealed with.

    :raises Conflict: when none of them opens it.
    """
    return unseal_bytes(sealed.encode()).decode() if sealed else ""


def seal_bytes(content: bytes) -> bytes:
    """密封文件内容。"""
    return _all().encrypt(content)


def unseal_bytes(sealed: bytes) -> bytes:
    """启封文件内容。

    :raises Conflict: when no key opens it.
    """
    try:
        return _all().decrypt(sealed)
    except InvalidToken:
        raise Conflict(CANNOT_OPEN, code="sealing-key") from None


def is_current(sealed: str) -> bool:
    """是否已用新密钥：whether the newest key alone opens it; what it does not open is to be sealed again."""
    if not sealed:
        return True
    try:
        Fernet(keys.load()[0].sealing).decrypt(sealed.encode())
    except InvalidToken:
        return False
    return True


def mark(text: str, *, purpose: str) -> str:
    """标记：the keyed mark of a text under the newest key; says nothing of the text to whoever lacks the key."""
    return _mark(keys.load()[0], text, purpose)


def marks(text: str, *, purpose: str) -> tuple[str, ...]:
    """各密钥下的标记：under every key, so that rows not yet sealed again are found too."""
    return tuple(_mark(key, text, purpose) for key in keys.load())


def _mark(key: keys.Key, text: str, purpose: str) -> str:
    return hmac.new(key.marking, f"{purpose}\0{text}".encode(), sha256).hexdigest()


def _all() -> MultiFernet:
    return MultiFernet([Fernet(key.sealing) for key in keys.load()])

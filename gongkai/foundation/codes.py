"""查询码：what whoever has no account proves with that something is theirs; given once, only its digest is kept."""

import hashlib
import secrets

from gongkai.foundation.text import normalise

_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
_GROUPS, _GROUP = 4, 4


def new_code() -> str:
    """查询码：sixteen characters that cannot be misread."""
    signs = [secrets.choice(_ALPHABET) for _ in range(_GROUPS * _GROUP)]
    return "-".join("".join(signs[start : start + _GROUP]) for start in range(0, len(signs), _GROUP))


def hash_of(code: str) -> str:
    """查询码的摘要：the same however the code was typed."""
    plain = "".join(sign for sign in normalise(code).lower() if sign in _ALPHABET)
    return hashlib.sha256(plain.encode()).hexdigest()


def is_code_of(code: str, digest: str) -> bool:
    """查询码对不对：in a time that tells nothing."""
    return secrets.compare_digest(digest, hash_of(code))

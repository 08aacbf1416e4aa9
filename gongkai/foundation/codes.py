"""编号和查询码：what whoever has no account proves with that something is theirs; of a code only its digest is kept."""

import hashlib
import secrets

from gongkai.foundation.errors import Invalid
from gongkai.foundation.text import normalise

BAD_KEY = "提交的表单不完整，请重新打开这个页面填写。"
_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
_LENGTH, _GROUP = 16, 4


def new_code() -> str:
    """查询码：as it is given out, in groups that are easily read."""
    return grouped(plain_code())


def plain_code() -> str:
    """查询码：sixteen characters that cannot be misread: 78 bits, so that nobody guesses one from its digest."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def code_of_form(key: str) -> str:
    """表单的查询码：that which the form was made with, so that the same form sent twice is known; a new one without.

    :raises Invalid: for what no form of ours was made with.
    """
    if not key:
        return plain_code()
    plain = "".join(sign for sign in normalise(key).lower() if sign.isalnum())
    if len(plain) != _LENGTH or len(set(plain)) < _LENGTH // _GROUP or set(plain) - set(_ALPHABET):
        raise Invalid(BAD_KEY)
    return plain


def code_of_row(said: str) -> str:
    """表格行的查询码：the same for the same words, so that a table sent twice is known."""
    return "".join(_ALPHABET[each % len(_ALPHABET)] for each in hashlib.sha256(said.encode()).digest()[:_LENGTH])


def grouped(code: str) -> str:
    """查询码分组：in fours, with strokes between."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def hash_of(code: str) -> str:
    """查询码的摘要：the same however the code was typed."""
    return digest_of("".join(sign for sign in normalise(code).lower() if sign in _ALPHABET))


def digest_of(secret: str) -> str:
    """摘要：all that is kept of a code or a key, exactly as it is written."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_code_of(code: str, digest: str) -> bool:
    """查询码对不对：in a time that tells nothing."""
    return secrets.compare_digest(digest, hash_of(code))


def number_of(typed: str) -> str:
    """办件编号：as it is kept, however it was typed."""
    plain = "".join(normalise(typed).split()).replace("－", "-").replace("—", "-")
    organ, dash, rest = plain.partition("-")
    return organ.upper() + dash + rest.lower()

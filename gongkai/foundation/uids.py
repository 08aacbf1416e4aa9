"""永久标识：the public name of a record, a case, an organ or a person, given once and never used again."""

import secrets

_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"


def new_uid() -> str:
    """永久标识：ten letters and digits that cannot be misread."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(10))

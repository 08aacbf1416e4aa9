"""人员规则：pure facts about tokens and second factors."""

import hashlib

TOKEN_PREFIX = "gk_"


def token_digest(clear: str) -> str:
    """令牌摘要：SHA-256 of a token, 64 hexadecimal digits; a token has 256 random bits, so no salt is needed."""
    return hashlib.sha256(clear.encode()).hexdigest()

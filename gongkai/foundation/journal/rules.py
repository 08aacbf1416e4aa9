"""How one entry commits to the one before it."""

from datetime import UTC, datetime

from gongkai.foundation.canonical import Facts, canonical, sha256

GENESIS = "0" * 64


def entry_hash(
    *, number: int, at: datetime, by: str, organ: str, act: str, subject: str, facts: Facts, previous: str
) -> str:
    """条目摘要：SHA-256 over everything the entry says and the hash before it."""
    return sha256(
        canonical(
            {
                "number": number,
                "at": at.astimezone(UTC).isoformat(),
                "by": by,
                "organ": organ,
                "act": act,
                "subject": subject,
                "facts": dict(facts),
                "previous": previous,
            }
        )
    )

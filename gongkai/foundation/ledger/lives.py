r"""账本的各世：what the log is called before and after a recovery, and the statement that links the two.

A log that lost published entries must not sign another tree of the same size under the same name: that is a fork. It
takes a new name and says so. The statement is a note signed under both names:

    gongkai-recovery-1\n
    <old origin>\n<size of the last published checkpoint>\n<its root, base64>\n
    <new origin>\n<verifier key under it>\n
    <leaves kept>\n<root over them, base64>\n
    <instant, UTC>\n<reason, one line>\n

Its first line keeps it from being taken for a checkpoint. The leaf at index `leaves kept` holds its SHA-256.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from gongkai.foundation.canonical import sha256
from gongkai.foundation.ledger import keys, notes
from gongkai.foundation.ledger.keys import SigningKey
from gongkai.foundation.ledger.models import Recovery

FORMAT = "gongkai-recovery-1"


@dataclass(frozen=True)
class Lives:
    """各世：the key as it was first named, and the recoveries in their order."""

    first: SigningKey
    recoveries: tuple[Recovery, ...]

    def key_of(self, size: int) -> SigningKey:
        """The key that signed, or signs, a checkpoint of this size."""
        later = [recovery for recovery in self.recoveries if recovery.size < size]
        return self.first.named(later[-1].origin) if later else self.first

    @property
    def current(self) -> SigningKey:
        """The key that signs now."""
        return self.first.named(self.recoveries[-1].origin) if self.recoveries else self.first

    @property
    def number(self) -> int:
        """Which life this is, from 1."""
        return len(self.recoveries) + 1

    def next_origin(self) -> str:
        """The name of the next life."""
        return f"{self.first.origin}/{self.number + 1}"


def lives(first: SigningKey | None = None) -> Lives:
    """各世：one SQL.

    :raises NotFound: when the key is not on this machine.
    """
    return Lives(first or keys.load(), tuple(Recovery.objects.order_by("number")))


@dataclass(frozen=True)
class Head:
    """账本首部：a size and a root as somebody published them."""

    origin: str
    size: int
    root: bytes


def head_of(note: str) -> Head | None:
    """The head that a checkpoint states; None when it is no checkpoint."""
    lines = note.split("\n")
    if len(lines) < 4 or not lines[1].isascii() or not lines[1].isdecimal():
        return None
    try:
        root = base64.b64decode(lines[2], validate=True)
    except ValueError:
        return None
    return Head(lines[0], int(lines[1]), root) if len(root) == 32 else None


def statement(*, old: SigningKey, new: SigningKey, lost: Head, kept: Head, at: datetime, reason: str) -> str:
    """恢复声明：the note, signed under both names."""
    body = "\n".join(
        (
            FORMAT,
            old.origin,
            str(lost.size),
            base64.b64encode(lost.root).decode(),
            new.origin,
            new.verifier_key,
            str(kept.size),
            base64.b64encode(kept.root).decode(),
            at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            " ".join(reason.split()),
            "",
        )
    )
    return notes.cosigned(old.sign(body), [new.sign(body).rpartition("\n\n")[2].strip()])


def leaf(text: str, *, recovery: int, lost_until: int, at: datetime) -> dict[str, str | int]:
    """恢复条目：the payload of the leaf that binds a statement into the log."""
    return {
        "format": "gongkai-leaf-1",
        "act": "recovery",
        "at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "life": recovery,
        "lost_until": lost_until,
        "statement": sha256(text),
    }


def sound(recoveries: Sequence[Recovery], leaves: dict[int, str]) -> list[str]:
    """Sentences for the statements that the log does not bear out."""
    return [
        f"恢复声明 {each.number} 与账本条目 {each.size} 不符。"
        for each in recoveries
        if sha256(each.statement) not in leaves.get(each.size, "")
    ]

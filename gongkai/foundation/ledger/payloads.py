"""账本条目：what a leaf says, and the documents that let anybody check it; pure.

A leaf discloses an act, a time and two salted hashes, nothing else:

    {"act":"release","at":"2026-03-01T01:02:03Z","commitment":hex,"edition":1,"format":"gongkai-leaf-1","record":hex}

- `record` = SHA-256(0x03 ‖ record salt ‖ uid in UTF-8): one salt per record, kept as long as the record is, so that all
  leaves of a record carry the same value, and only who knows uid and salt can tell which record that is.
- `commitment` = SHA-256(0x02 ‖ edition salt ‖ SHA-256(canonical manifest)): one salt per edition. A withdrawal carries
  the empty string. When a withdrawal must disclose nothing (依法不宜公开), the office destroys the edition's salt: what
  stays in the log is then as good as random, and nobody who had not kept the proof can test a guess against it.

Salts are 32 bytes from `secrets.token_bytes`; the fixed lengths and the prefixes 0x00…0x03 keep leaf, node, commitment
and record hashes apart. Canonical JSON: keys sorted by code point, no spaces, characters unescaped,
UTF-8, no fractions.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from gongkai.foundation.canonical import Json, canonical

RELEASE, EDITION, WITHDRAWAL = "release", "edition", "withdrawal"
RECOVERY = "recovery"  # its leaf is made by `lives`
ACTS = frozenset({RELEASE, EDITION, WITHDRAWAL})
SALT_BYTES = 32
# The page shows the body between these two, to the byte; the manifest holds its hash as `body_sha256`.
BODY_OPENS = "<!--gongkai:body-->"
BODY_CLOSES = "<!--/gongkai:body-->"
LEAF_FORMAT = "gongkai-leaf-1"
PROOF_FORMAT = "gongkai-proof-1"
CONSISTENCY_FORMAT = "gongkai-consistency-1"
ENTRIES_FORMAT = "gongkai-entries-1"
RECOVERIES_FORMAT = "gongkai-recoveries-1"

_HEX_HASH = re.compile(r"[0-9a-f]{64}")
_LEAF_LIMIT = 2048


def leaf_data(payload: Mapping[str, Json]) -> str:
    """叶内容：the canonical text of a leaf.

    :raises ValueError: when it holds words (anything beyond ASCII) or is long.
    """
    text = canonical(payload)
    if not text.isascii() or len(text) > _LEAF_LIMIT:
        raise ValueError("a leaf holds hashes, codes and times, never titles or text")
    return text


def _salted(prefix: bytes, salt: bytes, rest: bytes) -> str:
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    return hashlib.sha256(prefix + salt + rest).hexdigest()


def commitment(salt: bytes, content_sha256: str) -> str:
    """内容承诺：binds an edition to its manifest without disclosing it.

    :raises ValueError: for a salt that is not 32 bytes or a hash that is not 64 lower-case hexadecimal digits.
    """
    if not _HEX_HASH.fullmatch(content_sha256):
        raise ValueError("not the hexadecimal of a SHA-256")
    return _salted(b"\x02", salt, bytes.fromhex(content_sha256))


def record_commitment(salt: bytes, uid: str) -> str:
    """记录承诺：stands for a record in the log; `salt` is the record's own, not an edition's.

    :raises ValueError: for a salt that is not 32 bytes.
    """
    return _salted(b"\x03", salt, uid.encode())


def entry(*, act: str, record: str, edition: int, commitment: str, at: datetime) -> dict[str, Json]:
    """条目：the payload of a leaf; `record` and `commitment` are the two hashes made above.

    `commitment` is empty for a withdrawal and only then; `edition` counts from 1 (in a withdrawal: the last shown).

    :raises ValueError: for anything else.
    """
    hashes = (record,) if act == WITHDRAWAL else (record, commitment)
    if act not in ACTS or edition < 1 or at.tzinfo is None or not all(map(_HEX_HASH.fullmatch, hashes)):
        raise ValueError("not an entry of the ledger")
    if act == WITHDRAWAL and commitment:
        raise ValueError("a withdrawal commits to no content")
    return {
        "format": LEAF_FORMAT,
        "act": act,
        "record": record,
        "edition": edition,
        "commitment": commitment,
        "at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


@dataclass(frozen=True)
class Evidence:
    """佐证：a leaf, its path to the root of a checkpoint, and that checkpoint's signed note."""

    index: int
    data: str
    inclusion: tuple[bytes, ...]
    checkpoint: str


def proof(
    *,
    record: str,
    record_salt: bytes,
    edition: int,
    evidence: Evidence,
    manifest: Mapping[str, Json] | None = None,
    salt: bytes = b"",
    base: str = "/ledger",
) -> dict[str, Json]:
    """存证证明：what `/documents/<uid>/proof.json` answers; without manifest and salt for a withdrawn record.

    `record` is the uid as it stands in the page's address, `base` the path of the ledger on the same site. `manifest`
    is the engine's, of which the verifier reads `title`, `body_sha256` (the HTML between `BODY_OPENS` and
    `BODY_CLOSES`) and `files`, a list of `{name, sha256, size, url}`; its canonical form is what `commitment` took.
    """
    shown: dict[str, Json] = {} if manifest is None else {"manifest": manifest, "salt": salt.hex()}
    return shown | {
        "format": PROOF_FORMAT,
        "record": record,
        "record_salt": record_salt.hex(),
        "edition": edition,
        "leaf": {"index": evidence.index, "data": evidence.data},
        "inclusion": [step.hex() for step in evidence.inclusion],
        "checkpoint": evidence.checkpoint,
        "checkpoint_url": f"{base}/checkpoint",
        "key_url": f"{base}/key",
        "consistency_url": f"{base}/consistency?first={{first}}&second={{second}}",
        "recoveries_url": f"{base}/recoveries",
    }


def consistency(first: int, second: int, path: Sequence[bytes]) -> dict[str, Json]:
    """一致性证明：what `/ledger/consistency` answers."""
    return {
        "format": CONSISTENCY_FORMAT,
        "first": first,
        "second": second,
        "proof": [step.hex() for step in path],
    }


def entries(start: int, leaves: Sequence[str]) -> dict[str, Json]:
    """条目清单：what `/ledger/entries` answers: the exact text of each leaf from `start` on."""
    return {"format": ENTRIES_FORMAT, "start": start, "entries": list(leaves)}


def recoveries(statements: Sequence[str]) -> dict[str, Json]:
    """恢复声明清单：what `/ledger/recoveries` answers: the signed statements, oldest first."""
    return {"format": RECOVERIES_FORMAT, "statements": list(statements)}

"""What a leaf says, and that it says no more."""

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from gongkai.foundation.ledger import payloads

SALT = bytes(range(32))
AT = datetime(2026, 3, 1, 9, 2, 3, 999, tzinfo=timezone(timedelta(hours=8)))
HASH = "ab" * 32


def entry(**changed: Any) -> dict[str, Any]:
    given: dict[str, Any] = {"act": "release", "record": HASH, "edition": 1, "commitment": HASH, "at": AT}
    return payloads.entry(**(given | changed))


def test_a_leaf_is_exactly_this_text() -> None:
    assert payloads.leaf_data(entry()) == (
        '{"act":"release","at":"2026-03-01T01:02:03Z","commitment":"' + HASH + '","edition":1,'
        '"format":"gongkai-leaf-1","record":"' + HASH + '"}'
    )


def test_the_commitments_are_the_documented_hashes() -> None:
    assert payloads.commitment(SALT, HASH) == hashlib.sha256(b"\x02" + SALT + bytes.fromhex(HASH)).hexdigest()
    assert payloads.record_commitment(SALT, "公1") == hashlib.sha256(b"\x03" + SALT + "公1".encode()).hexdigest()


def test_a_leaf_never_holds_a_title() -> None:
    with pytest.raises(ValueError, match="never titles"):
        payloads.leaf_data(entry() | {"title": "关于印发办法的通知"})
    with pytest.raises(ValueError, match="never titles"):
        payloads.leaf_data(entry() | {"text": "x" * 3000})


def test_a_leaf_has_one_spelling_only() -> None:
    with pytest.raises(TypeError):
        payloads.leaf_data(entry() | {"score": 0.1})


@pytest.mark.parametrize(
    "changed",
    [
        {"act": "delete"},
        {"edition": 0},
        {"at": datetime(2026, 3, 1)},
        {"record": "abc"},
        {"commitment": ""},
        {"commitment": HASH.upper()},
        {"act": "withdrawal"},
    ],
)
def test_what_is_no_entry_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"entry|withdrawal"):
        entry(**changed)


def test_a_withdrawal_commits_to_nothing() -> None:
    assert entry(act="withdrawal", commitment="")["commitment"] == ""


def test_a_short_salt_is_refused() -> None:
    for salt in (b"", SALT[:16], SALT + b"x"):
        with pytest.raises(ValueError, match="salt"):
            payloads.commitment(salt, HASH)
        with pytest.raises(ValueError, match="salt"):
            payloads.record_commitment(salt, "a")
    with pytest.raises(ValueError, match="SHA-256"):
        payloads.commitment(SALT, "zz")


def test_the_proof_is_the_published_json() -> None:
    evidence = payloads.Evidence(3, "{}", (bytes(32),), "note")
    proof = payloads.proof(
        record="r1", record_salt=SALT, edition=2, evidence=evidence, manifest={"title": "通知"}, salt=SALT
    )
    assert json.loads(json.dumps(proof)) == {
        "format": "gongkai-proof-1",
        "record": "r1",
        "record_salt": SALT.hex(),
        "edition": 2,
        "manifest": {"title": "通知"},
        "salt": SALT.hex(),
        "leaf": {"index": 3, "data": "{}"},
        "inclusion": ["00" * 32],
        "checkpoint": "note",
        "checkpoint_url": "/ledger/checkpoint",
        "key_url": "/ledger/key",
        "consistency_url": "/ledger/consistency?first={first}&second={second}",
        "recoveries_url": "/ledger/recoveries",
    }


def test_the_proof_of_a_withdrawal_gives_no_manifest_and_no_salt() -> None:
    evidence = payloads.Evidence(3, "{}", (), "note")
    proof = payloads.proof(record="r1", record_salt=SALT, edition=2, evidence=evidence)
    assert "manifest" not in proof
    assert "salt" not in proof


def test_the_other_two_documents_are_the_published_json() -> None:
    assert payloads.consistency(1, 2, (bytes(32),)) == {
        "format": "gongkai-consistency-1",
        "first": 1,
        "second": 2,
        "proof": ["00" * 32],
    }
    assert payloads.entries(5, ("{}",)) == {"format": "gongkai-entries-1", "start": 5, "entries": ["{}"]}


def test_times_are_in_utc() -> None:
    assert entry(at=datetime(2026, 1, 1, tzinfo=UTC))["at"] == "2026-01-01T00:00:00Z"

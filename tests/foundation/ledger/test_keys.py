"""The signing key on disk."""

import stat
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pytest_django import Settings

from gongkai.foundation.errors import Conflict, NotFound
from gongkai.foundation.ledger import keys, operations

AT = datetime(2026, 3, 1, tzinfo=UTC)


def test_the_key_is_made_once_and_for_its_owner_only(folder: Path) -> None:
    first = keys.ensure()
    assert keys.ensure().verifier_key == first.verifier_key == keys.load().verifier_key
    assert stat.S_IMODE((folder / "signing-key.pem").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert sorted(path.name for path in folder.iterdir()) == ["origin", "signing-key.pem"]


def test_the_log_keeps_its_name_when_the_site_moves(settings: Settings) -> None:
    before = keys.ensure()
    settings.GONGKAI_ORIGIN = "https://new.example.gov.cn"
    assert keys.ensure().origin == before.origin == "www.example.gov.cn/ledger"


def test_many_processes_at_once_get_one_key() -> None:
    made: list[str] = []
    threads = [threading.Thread(target=lambda: made.append(keys.ensure().verifier_key)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 8
    assert len(set(made)) == 1


def test_a_key_others_can_read_is_refused(folder: Path) -> None:
    keys.ensure()
    (folder / "signing-key.pem").chmod(0o640)
    with pytest.raises(Conflict, match="chmod 600"):
        keys.load()


def test_a_key_of_another_kind_is_refused(folder: Path) -> None:
    keys.ensure()
    pem = generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "signing-key.pem").write_bytes(pem)
    with pytest.raises(Conflict, match="Ed25519"):
        keys.load()


@pytest.mark.django_db
def test_a_lost_key_is_not_replaced_in_silence(append: Callable[..., list[int]], folder: Path) -> None:
    append()
    operations.publish_checkpoint(at=AT)
    append()
    (folder / "signing-key.pem").unlink()
    with pytest.raises(NotFound, match="备份"):
        operations.publish_checkpoint(at=AT)


@pytest.mark.django_db
def test_a_machine_with_another_key_does_not_sign(append: Callable[..., list[int]], folder: Path) -> None:
    append()
    operations.publish_checkpoint(at=AT)
    append()
    (folder / "signing-key.pem").unlink()
    keys.ensure()
    with pytest.raises(Conflict, match="不是签署上一检查点"):
        operations.publish_checkpoint(at=AT)

"""A backup holds the whole site; a restore takes nothing else, and goes on only from the last published head."""

import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as configured
from django.db import connection

from gongkai.assembly.archiving import archive, backup, heads, restore
from gongkai.foundation.errors import Conflict, Invalid
from gongkai.foundation.files.backends.bucket import Bucket
from gongkai.foundation.ledger import queries
from gongkai.foundation.now import now
from tests import buckets

from .office import Office

ROOT = Path(__file__).resolve().parents[2]
FILE = "附件的正文".encode() * 100
pytestmark = pytest.mark.django_db(transaction=True)


def silent(_said: str, _done: int, _total: int) -> None:
    """Nobody watches."""


@pytest.fixture
def site(settings: Any, tmp_path: Path, run_jobs: Any) -> Office:
    """One released paper with an attachment, its checkpoint published."""
    settings.GONGKAI_VAR = tmp_path / "var"
    settings.MEDIA_ROOT = tmp_path / "var/files"
    settings.GONGKAI_ORIGIN = "https://www.example.gov.cn"
    office = Office(now())
    office.release(FILE)
    run_jobs()
    heads.publish(at=now())
    return office


def back_up(target: Path, **said: Any) -> backup.Made:
    return backup.run(target, **{"secrets": True, "at": now(), "progress": silent, **said})


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[dict[str, str]]:
    """An empty place of the same kind: the environment of a site that was never there."""
    environment = {**os.environ, "GONGKAI_VAR": str(tmp_path / "elsewhere"), "GONGKAI_FILES_URL": ""}
    environment |= {
        "GONGKAI_ORIGIN": "https://www.example.gov.cn",
        "DJANGO_SETTINGS_MODULE": "gongkai.assembly.settings",
    }
    if connection.vendor != "postgresql":
        environment.pop("DATABASE_URL", None)
        yield environment
        return
    name, own = f"restored_{uuid4().hex[:12]}", connection.settings_dict
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    credentials = f"{own['USER']}:{own['PASSWORD']}" if own["PASSWORD"] else own["USER"]
    environment["DATABASE_URL"] = f"postgres://{credentials}@{own['HOST']}:{own['PORT']}/{name}"
    yield environment
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name}")


def gongkai(environment: dict[str, str], *arguments: object) -> tuple[int, str]:
    command = [sys.executable, "-m", "gongkai.assembly.cli", *map(str, arguments)]
    done = subprocess.run(command, env=environment, cwd=ROOT, check=False, capture_output=True, text=True, timeout=300)
    return done.returncode, done.stdout + done.stderr


def head_in(folder: Path) -> Path:
    """The checkpoint as it was published there."""
    return folder / "tiles/ledger/checkpoint"


def test_what_is_backed_up_is_restored_elsewhere_with_the_head_last_published(
    site: Office, tmp_path: Path, elsewhere: dict[str, str]
) -> None:
    made = back_up(tmp_path / "site.tar")
    assert (made.files, made.damaged) == (1, ())
    code, said = gongkai(elsewhere, "restore", tmp_path / "site.tar", "--head", head_in(tmp_path / "var"))
    assert (code, "1 个文件，账本 1 条" in said) == (0, True), said
    there = Path(elsewhere["GONGKAI_VAR"])
    assert head_in(there).read_bytes() == head_in(tmp_path / "var").read_bytes()
    assert [path.read_bytes() for path in (there / "files").rglob("*/*/*")] == [FILE]
    assert (there / "ledger/signing-key.pem").stat().st_mode & 0o777 == 0o600


def test_an_older_backup_is_refused_and_goes_on_only_with_a_public_statement(
    site: Office, tmp_path: Path, elsewhere: dict[str, str], run_jobs: Any
) -> None:
    back_up(tmp_path / "older.tar")
    site.release()
    run_jobs()
    heads.publish(at=now())
    head = head_in(tmp_path / "var")
    code, said = gongkai(elsewhere, "restore", tmp_path / "older.tar", "--head", head)
    assert (code, "缺第 1 至 1 条" in said) == (2, True), said
    assert gongkai(elsewhere, "serve")[0] == 2
    reason = "机房断电，之后的备份损坏。"
    code, said = gongkai(elsewhere, "restore", tmp_path / "older.tar", "--head", head, "--accept-loss", reason)
    assert (code, "已在账本中公开声明" in said) == (0, True), said
    assert head_in(Path(elsewhere["GONGKAI_VAR"])).read_text().startswith("www.example.gov.cn/ledger/2\n2\n")
    program = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        "print(Client().get('/ledger/recoveries', headers={'host': 'localhost'}).json()['statements'][0])"
    )
    command = [sys.executable, "-c", program]
    told = subprocess.run(command, env=elsewhere, cwd=ROOT, check=False, capture_output=True, text=True, timeout=300)
    assert f"\n{reason}\n" in told.stdout, told.stderr


def test_files_go_from_bucket_to_bucket(
    site: Office, s3: str, settings: Any, tmp_path: Path, elsewhere: dict[str, str]
) -> None:
    settings.GONGKAI_FILES_URL = buckets.new_bucket(s3)
    uid = site.draft(b"another file")
    assert uid
    for path in (tmp_path / "var/files").rglob("*/*/*"):
        Bucket.named(settings.GONGKAI_FILES_URL).put(path, path.name)
    made = back_up(tmp_path / "site.tar")
    assert made.files == 2
    elsewhere["GONGKAI_FILES_URL"] = buckets.new_bucket(s3)
    code, said = gongkai(elsewhere, "restore", tmp_path / "site.tar", "--head", head_in(tmp_path / "var"))
    assert code == 0, said
    assert len(list(Bucket.named(elsewhere["GONGKAI_FILES_URL"]).names())) == 2
    assert not (Path(elsewhere["GONGKAI_VAR"]) / "files").exists()


def test_a_backup_without_files_and_secrets_has_neither(site: Office, tmp_path: Path) -> None:
    made = back_up(tmp_path / "site.tar", files=False, secrets=False)
    assert made.files == 0
    with tarfile.open(tmp_path / "site.tar") as tar:
        names = tar.getnames()
    assert not [name for name in names if name.startswith("files/") or name.endswith((".pem", "secret-key"))]
    assert (tmp_path / "site.tar").stat().st_mode & 0o777 == 0o600


def test_a_backup_overwrites_nothing_and_names_what_is_damaged(site: Office, tmp_path: Path) -> None:
    stored = next((tmp_path / "var/files").rglob("*/*/*"))
    stored.chmod(0o600)
    stored.write_bytes(FILE[:-1] + b"x")
    assert back_up(tmp_path / "site.tar").damaged == (stored.name,)
    with pytest.raises(Conflict, match="不覆盖"):
        back_up(tmp_path / "site.tar")


@pytest.mark.parametrize("part", ["database", "files/", "ledger/origin"])
def test_a_byte_changed_anywhere_is_noticed_before_anything_is_placed(site: Office, tmp_path: Path, part: str) -> None:
    back_up(tmp_path / "site.tar")
    with tarfile.open(tmp_path / "site.tar") as tar:
        member = next(each for each in tar if each.name.startswith(part))
    with (tmp_path / "site.tar").open("r+b") as file:
        file.seek(member.offset_data + member.size // 2)
        byte = file.read(1)
        file.seek(-1, 1)
        file.write(bytes([byte[0] ^ 1]))
    with pytest.raises((Conflict, Invalid)):
        archive.unpack(tmp_path / "site.tar", tmp_path / "aside", silent)


def test_nothing_is_restored_over_something(site: Office, tmp_path: Path) -> None:
    back_up(tmp_path / "site.tar")
    with pytest.raises(Conflict, match="只能恢复到空的地方"):
        restore.place(tmp_path / "site.tar", tmp_path / "var", configured.DATABASES["default"], silent)


def test_a_head_of_another_history_or_another_log_is_refused(site: Office, tmp_path: Path) -> None:
    note = head_in(tmp_path / "var").read_text()
    with pytest.raises(Conflict, match="不是本账本的密钥"):
        heads.hold_against(note.replace("www.example", "other.example"), accept_loss="", made_at="", at=now())
    root = note.split("\n")[2]
    forged = queries.signing_key().sign("\n".join((*note.split("\n")[:2], "A" * len(root[:-1]) + "=", "")))
    with pytest.raises(Conflict, match="不是同一历史"):
        heads.hold_against(forged, accept_loss="", made_at="", at=now())

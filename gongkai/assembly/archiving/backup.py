"""备份：everything a site is, in one file, while it runs."""

import os
import tarfile
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from gongkai.assembly.archiving import databases
from gongkai.assembly.archiving.archive import Progress, Writer
from gongkai.foundation.errors import Conflict
from gongkai.foundation.files.backends import store
from gongkai.foundation.ledger import queries as ledger

SECRETS = ("ledger/signing-key.pem", "secret-key", "sealing-keys")


@dataclass(frozen=True)
class Made:
    """备份结果：`sha256` is the manifest's, to be written down; `damaged` are files that changed."""

    files: int
    bytes: int
    head: str
    sha256: str
    damaged: tuple[str, ...]


def run(target: Path, *, secrets: bool, files: bool = True, at: datetime, progress: Progress) -> Made:
    """备份：write the whole site to `target`, which must not exist; the site may go on meanwhile.

    Without `files` the stored files stay out of it: for a bucket that keeps copies of its own.

    The database is copied first: every file it names was on the disk before its row was written. What is written
    becomes `target` only when it is whole.

    :raises Conflict: when the target exists, or the database's own tools fail.
    """
    if target.exists():
        raise Conflict(f"{target} 已存在，备份不覆盖任何文件。请换一个文件名。", code="exists")
    aside = target.with_name(f".{target.name}.part")
    # The head is read before the copy is made: what it covers is in the copy.
    newest = ledger.latest_checkpoint()
    said = {
        "made_at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "database": connection.vendor,
        "migrations": sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()),
        "secrets": secrets,
        "head": newest.note if newest else "",
    }
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".gongkai-") as made:
            progress("正在复制数据库", 0, 0)
            copied = databases.copy(settings.DATABASES["default"], Path(made))
            with _private(aside) as file, tarfile.open(fileobj=file, mode="w|") as tar:
                writer = Writer(tar)
                writer.add(copied.name, copied)
                copied.unlink()
                _add_all(writer, secrets=secrets, files=files, progress=progress)
                digest = writer.close(said)
            with aside.open("rb") as file:
                os.fsync(file.fileno())
        os.link(aside, target)  # unlike a rename, fails when the name was taken meanwhile
    finally:
        aside.unlink(missing_ok=True)
    return Made(writer.files, writer.bytes, str(said["head"]), digest, tuple(writer.damaged))


def _private(path: Path) -> IO[bytes]:
    """A new file that only its owner reads; what an earlier attempt left goes."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _add_all(writer: Writer, *, secrets: bool, files: bool, progress: Progress) -> None:
    var = Path(settings.GONGKAI_VAR)
    for path in sorted([*(var / "ledger").glob("*"), var / "secret-key", var / "sealing-keys"]):
        name = path.relative_to(var).as_posix()
        if path.is_file() and not path.name.startswith(".") and (secrets or name not in SECRETS):
            writer.add(name, path)
    if not files:
        return
    held = store()
    for sha256, size in held.names():
        progress("正在备份文件", writer.files, 0)
        try:
            file = held.open(sha256)
        except FileNotFoundError:  # purged meanwhile
            continue
        with file:
            writer.add_stored(sha256, file, size)

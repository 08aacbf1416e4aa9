"""恢复：a backup into an empty place, checked whole, and held against the last head the public saw.

Placing needs no Django: settings make a key where there is none. From then until all is checked a file `restoring`
stands in `GONGKAI_VAR`, and `gongkai serve` refuses; called again, the command goes on where it stopped.
"""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from gongkai.assembly.archiving import archive, databases
from gongkai.assembly.archiving.archive import Progress
from gongkai.foundation.errors import Conflict, Invalid

MARK = "restoring"
HELD = ("files", "ledger", "tiles")


def under_way(var: Path) -> dict[str, Any] | None:
    """未完成的恢复：the manifest of a backup that has been placed but not yet checked; None when there is none.

    :raises Conflict: when placing it was cut short.
    """
    mark = var / MARK
    if not mark.exists():
        return None
    said = json.loads(mark.read_text(encoding="utf-8"))
    if said["phase"] != "placed":
        raise Conflict(
            f"上次恢复在放回数据时中断。请清空 {var}（以及 PostgreSQL 数据库）后重新恢复。", code="cut-short"
        )
    manifest: dict[str, Any] = said["manifest"]
    return manifest


def place(source: Path, var: Path, database: dict[str, Any], progress: Progress, *, bucket: str = "") -> dict[str, Any]:
    """放回：the backup's content into an empty `GONGKAI_VAR` and an empty database; answers the manifest.

    Stored files go to the `bucket` where one is named, beside what lies there already.

    :raises Conflict: when the place is not empty, or a part of the backup is not what it was.
    :raises Invalid: when it is no backup, or one of the other kind of database.
    """
    if not source.is_file():
        raise Invalid(f"找不到备份文件：{source}。请核对路径。")
    taken = [name for name in HELD if (var / name).exists() and any((var / name).iterdir())]
    if taken or not databases.is_empty(database):
        what = "、".join(taken) or "数据库"
        raise Conflict(f"{var} 里已有{what}，只能恢复到空的地方。请另指一个 GONGKAI_VAR 和空数据库。", code="not-empty")
    staging = var / f".{MARK}"
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(mode=0o700, parents=True)
    manifest = archive.unpack(source, staging, progress)
    if bucket:
        _into_bucket(bucket, staging / archive.FILES, progress)
    _mark(var, "placing", manifest)
    progress("正在放回数据库", 0, 0)
    databases.put_back(database, staging)
    (staging / databases.POSTGRESQL).unlink(missing_ok=True)
    for path in sorted(staging.iterdir()):
        shutil.rmtree(var / path.name, ignore_errors=True)  # an empty folder
        path.replace(var / path.name)
    staging.rmdir()
    _mark(var, "placed", manifest)
    return manifest


def _into_bucket(url: str, folder: Path, progress: Progress) -> None:
    from gongkai.foundation.files.backends.bucket import Bucket

    held = Bucket.named(url)
    for count, path in enumerate(sorted(folder.rglob("*/*/*")), start=1):
        progress("正在放回文件", count, 0)
        held.put(path, path.name)
    shutil.rmtree(folder, ignore_errors=True)


def _mark(var: Path, phase: str, manifest: dict[str, Any]) -> None:
    (var / MARK).write_text(json.dumps({"phase": phase, "manifest": manifest}, ensure_ascii=False), encoding="utf-8")


@dataclass(frozen=True)
class Restored:
    """恢复结果：`lost_until` is the size of the last published head where entries were lost, else 0."""

    size: int
    files: int
    lost_until: int
    problems: tuple[str, ...]


def settle(
    var: Path,
    manifest: dict[str, Any],
    *,
    head: str,
    accept_loss: str,
    at: datetime,
    migrate: Callable[[], object],
    progress: Progress,
) -> Restored:
    """核对：upgrade and check what was placed, hold it against the last published head, let the site go on.

    `head` is the text of a checkpoint, or empty when the operator says that none was ever published. Where published
    entries are missing, `accept_loss` is the public reason under which the log goes on with a recovery statement.

    :raises Conflict: when the backup is newer than this program, older than the head, or of another history.
    """
    from gongkai.assembly import checking
    from gongkai.assembly.archiving import heads

    _insist_known(manifest)
    migrate()
    problems, files = _missing_files(progress)
    for title, found in checking.examine(deploy=False, progress=lambda sentence: progress(sentence, 0, 0)):
        problems += [f"{title}：{sentence}" for sentence in found]
    lost_until = heads.hold_against(head, accept_loss=accept_loss, made_at=str(manifest["made_at"]), at=at)
    size = heads.publish(at=at)
    (var / MARK).unlink()
    return Restored(size, files, lost_until, tuple(problems))


def _insist_known(manifest: dict[str, Any]) -> None:
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    ours = {f"{app}.{name}" for app, name in loader.disk_migrations} | {f"{a}.{n}" for a, n in loader.replacements}
    unknown = sorted(set(manifest["migrations"]) - ours)
    if unknown:
        raise Conflict(
            f"备份来自更新的版本（本程序没有 {unknown[0]}）。请安装做备份时的版本，再运行同一命令继续恢复。",
            code="newer",
        )


def _missing_files(progress: Progress) -> tuple[list[str], int]:
    from gongkai.foundation.files.backends import store
    from gongkai.foundation.files.models import StoredFile

    held, problems, count = store(), [], 0
    for sha256 in StoredFile.objects.values_list("sha256", flat=True).iterator(chunk_size=2000):
        count += 1
        progress("正在核对文件", count, 0)
        if not held.holds(sha256):
            problems.append(f"文件：备份和存储中都没有 {sha256}。")
    return problems, count

"""切片文件：the tiles and the newest checkpoint as files, for a web server that asks nobody, and for mirrors.

    <GONGKAI_VAR>/tiles/ledger/checkpoint
    <GONGKAI_VAR>/tiles/ledger/tile/0/000, …/tile/entries/000, …

After a recovery the log has a new name and its files a folder of that name, `tiles/ledger/2/…`; the checkpoint above it
is always the newest. Everything here can be made again from the database. The checkpoint is written last: whoever
reads it finds its tiles.
"""

import os
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from gongkai.foundation.ledger import queries, tiles
from gongkai.foundation.ledger.models import Checkpoint

Progress = Callable[[int, int], None]


def folder() -> Path:
    """The folder that corresponds to the address `/ledger/`."""
    return Path(settings.GONGKAI_VAR) / "tiles" / "ledger"


def _folder_of_life(life: int) -> Path:
    return folder() if life == 1 else folder() / str(life)


def write(*, anew: bool = False, progress: Progress = lambda _done, _total: None) -> int:
    """写切片文件：what was added since the last time; answers how many files (个). Any number may write at once.

    `anew` writes everything again; so does a folder whose checkpoint is not one of ours.
    """
    newest = queries.latest_checkpoint()
    if newest is None:
        return 0
    note = queries.shown(newest)
    base = _folder_of_life(queries.life())
    stands = _checkpoint(base)
    if stands == note and not anew:
        return 0
    wanted = list(tiles.between(0 if anew else _size(stands), newest.size))
    for done, tile in enumerate(wanted):
        progress(done, len(wanted))
        path = base / "tile" / tile.path
        _put(path, queries.tile(tile))
        if tile.is_full:  # its narrower forerunners are not needed any more
            shutil.rmtree(path.with_name(f"{path.name}.p"), ignore_errors=True)
    for place in {base, folder()}:
        _put(place / "checkpoint", note.encode())
    return len(wanted) + 1


def _checkpoint(base: Path) -> str:
    path = base / "checkpoint"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _size(note: str) -> int:
    """How many leaves the files cover already: none, when their checkpoint is not one the database knows."""
    lines = note.split("\n")
    if len(lines) < 3 or not lines[1].isdecimal():
        return 0
    known = Checkpoint.objects.filter(size=int(lines[1])).first()
    return known.size if known is not None and known.note.split("\n")[:3] == lines[:3] else 0


def _put(path: Path, content: bytes) -> None:
    """Write a file that others may read, whole or not at all, and on the disk before anything that follows."""
    path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with aside.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.chmod(0o644)
    aside.replace(path)

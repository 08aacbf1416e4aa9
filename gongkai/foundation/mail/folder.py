"""来信文件夹：*.eml of a folder, or a Maildir; each is taken in and moved aside, none is deleted."""

import logging
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from gongkai.foundation.errors import Refusal
from gongkai.foundation.mail import operations
from gongkai.foundation.people.actors import SYSTEM

logger = logging.getLogger(__name__)
MOST = 200  # 封：at one time; the rest at the next
TAKEN, REFUSED = "taken", "refused"


def take_folder(folder: Path, *, at: datetime) -> int:
    """收取文件夹：answers how many were taken in; what is refused lies under `refused` and is told in the log."""
    taken = 0
    for file, aside in list(_waiting(folder))[:MOST]:
        try:
            operations.receive_mail(content=file.read_bytes(), by=SYSTEM, at=at)
        except Refusal as refusal:
            logger.error("mail %s not taken in: %s", file.name, refusal.sentence)
            _move(file, folder / REFUSED)
            continue
        except Exception:  # one message must never keep back those behind it; it stays and is tried again
            logger.exception("mail %s not taken in", file.name)
            continue
        _move(file, aside)
        taken += 1
    return taken


def take_configured(folder: Path | None, *, at: datetime) -> None:
    """定时收取：of the folder an operator named; without one, nothing."""
    if folder is not None and folder.is_dir():
        take_folder(folder, at=at)


def _waiting(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Each message and where it goes afterwards, the oldest first."""
    found = [(path, folder / TAKEN) for path in folder.glob("*.eml")]
    if (folder / "new").is_dir():  # a Maildir: a message appears here whole
        found += [(path, folder / "cur") for path in (folder / "new").iterdir() if path.is_file()]
    yield from sorted(found, key=lambda one: (one[0].stat().st_mtime, one[0].name))


def _move(file: Path, aside: Path) -> None:
    aside.mkdir(exist_ok=True)
    name = f"{file.name}:2,S" if aside.name == "cur" and ":2," not in file.name else file.name
    file.replace(aside / name)

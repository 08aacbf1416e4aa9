"""成批下载的存放：which files there are, whether they still hold, and how they are made."""

import calendar
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from gongkai.engines.publishing import queries
from gongkai.engines.publishing.queries import Filters
from gongkai.faces.portal.bulk.rows import FORMATS, Row, packed, rows
from gongkai.foundation.ledger import queries as ledger

_MONTH = re.compile(r"(19[5-9]\d|2[01]\d\d)-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Stored:
    """已做好的文件：`size` in bytes, `rows` in records (件); true of the ledger when it held `leaves` entries.

    `data` is the name it has on the disk: the note that names it is changed in one step.
    """

    month: str
    format: str
    data: str
    size: int
    rows: int
    sha256: str
    at: str
    leaves: int

    @property
    def name(self) -> str:
        """下载时的文件名。"""
        return f"documents-{self.month}.{self.format}.gz"

    @property
    def made_at(self) -> datetime:
        """做好的时间。"""
        return datetime.fromisoformat(self.at)


def folder() -> Path:
    """存放处。"""
    return Path(settings.GONGKAI_VAR) / "bulk"


def is_month(text: str) -> bool:
    """是不是一个月：2026-03."""
    return _MONTH.fullmatch(text) is not None


def filters_of(month: str) -> Filters:
    """一个月：what was first published in it, in China."""
    year, number = (int(part) for part in month.split("-"))
    return Filters(since=date(year, number, 1), until=date(year, number, calendar.monthrange(year, number)[1]))


def stored(month: str, format_: str) -> Stored | None:
    """一个文件；None where this machine has none."""
    try:
        return Stored(**json.loads((folder() / f"{month}.{format_}.json").read_text()))
    except (OSError, ValueError, TypeError):
        return None


def holding(month: str, format_: str) -> Stored | None:
    """还成立的文件：one in which nothing was corrected or withdrawn since. Two SQL queries where there is one."""
    found = stored(month, format_)
    if found is None or queries.is_changed(filters_of(month), leaves=found.leaves, made_at=found.made_at):
        return None
    return found


def listing() -> tuple[Stored, ...]:
    """全部文件：newest month first."""
    names = sorted((path.name for path in folder().glob("*.json")), reverse=True)
    found = (stored(*name.removesuffix(".json").split(".")) for name in names if name.count(".") == 2)
    return tuple(each for each in found if each is not None)


def build(month: str, at: datetime) -> None:
    """做好一个月的文件：each written aside, then named by its note in one step; the old one goes after."""
    folder().mkdir(parents=True, exist_ok=True)
    leaves = ledger.size()  # before the rows are read: whatever is committed later has a later leaf
    for format_ in FORMATS:
        before, aside = stored(month, format_), folder() / f".{month}.{format_}.{leaves}"
        counted = _Counted(rows(at, filters_of(month)))
        digest, size = hashlib.sha256(), 0
        with aside.open("wb") as file:
            for piece in packed(counted, format_):
                digest.update(piece)
                size += file.write(piece)
        data = f"{month}.{format_}.{digest.hexdigest()[:16]}.gz"
        aside.replace(folder() / data)
        note = Stored(month, format_, data, size, counted.count, digest.hexdigest(), at.isoformat(), leaves)
        aside.write_text(json.dumps(asdict(note)))
        aside.replace(folder() / f"{month}.{format_}.json")
        if before is not None and before.data != data:
            (folder() / before.data).unlink(missing_ok=True)


class _Counted:
    """Rows, counted as they pass."""

    def __init__(self, all_: Iterator[Row]) -> None:
        self._all, self.count = all_, 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._all:
            self.count += 1
            yield row

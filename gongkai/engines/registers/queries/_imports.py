"""成批导入的查询：a file that is tried behind: its rows, what came of them, and whose it is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from gongkai.engines.registers import exchange
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.exchange import FileRow
from gongkai.engines.registers.models import ImportFile, ImportState
from gongkai.engines.registers.queries._files import names_replaced
from gongkai.engines.registers.queries._importing import BadRow, Trial, try_rows
from gongkai.foundation.errors import NotFound
from gongkai.foundation.people.actors import Actor

SAID = 200
"""每类最多列出的行。"""


def rows_of(kept: ImportFile) -> list[FileRow]:
    """文件的各行：files that came with the table take the place of their names.

    :raises Invalid: when it is no such file.
    """
    register = register_of(kept.register)
    rows = exchange.read(register, bytes(kept.content))
    if not kept.enclosed:
        return rows
    return [replace(row, values=names_replaced(register, row.values, kept.enclosed)) for row in rows]


def try_kept(kept: ImportFile, rows: Sequence[FileRow]) -> Trial:
    """试导入保管的文件。

    :raises Invalid: for an organ abolished by that day.
    """
    if kept.organ is None or kept.since is None:
        raise NotFound
    return try_rows(register_of(kept.register), kept.organ, kept.since, rows, other=kept.other)


def said_of(trial: Trial) -> dict[str, Any]:
    """核对结果：numbers, and the first rows of each sort with their sentences, to be kept and shown."""
    return {
        "good": len(trial.good),
        "bad": len(trial.bad),
        "same": trial.same,
        "doubted": len(trial.doubted),
        "bad_first": [[one.row.number, one.said] for one in trial.bad[:SAID]],
        "doubted_first": [[one.row.number, one.said] for one in trial.doubted[:SAID]],
    }


def bad_of(trial: Trial) -> list[dict[str, Any]]:
    """有问题的行：as they are kept until they are taken away."""
    return [
        {
            "number": one.row.number,
            "manner": one.row.manner,
            "values": {key: _written(value) for key, value in one.row.values.items()},
            "said": one.said,
        }
        for one in trial.bad
    ]


def _written(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, list):
        return [_written(one) for one in value]
    return value if isinstance(value, str | int | float | bool) else "" if value is None else str(value)


def bad_rows(kept: ImportFile) -> list[BadRow]:
    """有问题的行：as they were kept."""
    return [BadRow(FileRow(one["number"], one["manner"], one["values"]), one["said"]) for one in kept.bad]


def import_of(register: str, uid: str, person: Actor) -> ImportFile:
    """一次成批导入：its sender's alone, without what is long. 1 SQL.

    :raises NotFound: for anybody else's, and for one that is kept no more.
    """
    found = _imports(register, person).filter(uid=uid).select_related("organ", "other").first()
    if found is None:
        raise NotFound
    return found


def imports(register: str, person: Actor) -> list[ImportFile]:
    """本人的成批导入：the newest first. 1 SQL."""
    return list(_imports(register, person).order_by("-sent_at"))


def _imports(register: str, person: Actor) -> QuerySet[ImportFile]:
    rows = ImportFile.objects.filter(register=register, sent_by=person.uid).exclude(state=ImportState.KEPT)
    return rows.defer("content", "bad", "enclosed")

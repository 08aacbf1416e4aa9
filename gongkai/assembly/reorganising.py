"""机构改革：an organ's records pass to its successor from the command line; tried first, done only when asked to."""

from collections.abc import Callable
from pathlib import Path

from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing import queries
from gongkai.engines.publishing.bulk import Line, lines_of_file
from gongkai.engines.publishing.bulk_tables import BulkRow
from gongkai.foundation.now import now
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people.actors import SYSTEM

Progress = Callable[[str, int, int], None]
Say = Callable[[str], None]


def run(
    *, old: str, new: str, note: str, kind: str, listed: Path | None, do: bool, progress: Progress, say: Say
) -> int:  # fmt: skip
    """移交：says of every record what would happen, or what happened; answers how many could not pass (件).

    :raises Refusal: for organs that are not there, an empty list, or without a note.
    """
    organ, at = organs.by_code(old), now()
    lines: list[Line] = (
        lines_of_file(listed.name, listed.read_bytes()) if listed else queries.records_of(organ, kind=kind)
    )
    made = ops.propose_bulk(act="transfer", organ=organ, lines=lines, to=new, note=note, by=SYSTEM, at=at)
    while left := ops.try_bulk(run=made.uid, at=now()):
        progress("正在试办", made.total - left, made.total)
    if do:
        ops.decide_bulk(run=made.uid, by=SYSTEM, at=now())
        while left := ops.do_bulk(run=made.uid, at=now()):
            progress("正在移交", made.total - left, made.total)
    else:
        ops.cancel_bulk(run=made.uid, by=SYSTEM, at=now())
    rows = queries.bulk_rows(made)
    for row in rows:
        say(f"{row.given}\t{BulkRow.State(row.state).label}\t{row.sentence}\t{row.title}")
    return sum(row.state in {BulkRow.State.REFUSED, BulkRow.State.FAILED} for row in rows)

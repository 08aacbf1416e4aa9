"""先办：what waits for the reader's own act, whatever kind of thing it is, the most pressing first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.engines.publishing.queries import Alarm, Row
from gongkai.faces.office import words

# 告警排在哪一类之前：what should have happened already stands before everything; a second look before drafts.
RANKS = {"overdue_release": -2, "review_owed": -1, "rereview_due": 4}
TONES = {"late": "urgent", "today": "warn", "returned": "warn", "soon": "warn", "review": "info", "release": "info"}


@dataclass(frozen=True)
class Todo:
    """先办的一件：the record, why it is first, its day, and for what it waits."""

    record: str
    title: str
    reason: str
    tone: str
    words: str
    on: date | None
    rank: int


def todos(rows: Sequence[Row], alarms: Sequence[Alarm]) -> list[Todo]:
    """先办清单：of the reader's queue and of the alarms that are theirs; each record once, for its first reason."""
    found = [
        Todo(one.record, one.title, words.ALARMS[one.kind], "urgent", one.sentence, one.on, RANKS[one.kind])
        for one in alarms
        if one.mine
    ]
    for row in rows:
        if row.need is not None:
            need = row.need
            found.append(
                Todo(row.record, row.title, need.name, TONES.get(need.code, "plain"), need.words, need.on, need.rank)
            )
    found.sort(key=lambda one: one.rank)  # of one rank, as in the queue
    seen: dict[str, Todo] = {}
    for one in found:
        seen.setdefault(one.record, one)
    return list(seen.values())


def left(alarms: Sequence[Alarm], first: Sequence[Todo]) -> list[Alarm]:
    """应办未办：what is owed by others."""
    mine = {one.record for one in first}
    return [alarm for alarm in alarms if alarm.record not in mine]

"""先办：what waits for the reader's own act, whatever kind of thing it is, the most pressing first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from gongkai.engines.casework.queue import QueueRow
from gongkai.engines.publishing.pressing import NAMES
from gongkai.engines.publishing.pressing import RANKS as NEED_RANKS
from gongkai.engines.publishing.queries import Alarm, Row
from gongkai.faces.office import where, words

# 告警排在哪一类之前：what should have happened already stands before everything; a second look before drafts.
RANKS = {"overdue_release": -2, "review_owed": -1, "rereview_due": 4}
WAITS = NEED_RANKS["review"]  # 办件还早的，与待我审查的同列
TONES = {"late": "urgent", "today": "warn", "returned": "warn", "soon": "warn", "review": "info", "release": "info"}


@dataclass(frozen=True)
class Todo:
    """先办的一件：the record or the case, where it is, why it is first, its day, and for what it waits."""

    record: str
    href: str
    title: str
    reason: str
    tone: str
    words: str
    on: date | None
    rank: int


def todos(rows: Sequence[Row], alarms: Sequence[Alarm], cases: Sequence[QueueRow] = ()) -> list[Todo]:
    """先办清单：of the reader's queues and of the alarms that are theirs; each thing once, for its first reason."""
    found = [
        Todo(
            one.record, _item(one.record), one.title, words.ALARMS[one.kind], "urgent", one.sentence, one.on,
            RANKS[one.kind],
        )
        for one in alarms
        if one.mine
    ]  # fmt: skip
    found += [_case(row) for row in cases if row.mine]
    for row in rows:
        if row.need is not None:
            need = row.need
            found.append(
                Todo(
                    row.record, _item(row.record), row.title, need.name, TONES.get(need.code, "plain"), need.words,
                    need.on, need.rank,
                )
            )  # fmt: skip
    found.sort(key=lambda one: one.rank)  # of one rank, as in the queue
    seen: dict[str, Todo] = {}
    for one in found:
        seen.setdefault(one.record, one)
    return list(seen.values())


def _item(record: str) -> str:
    return reverse("office:item", args=[record])


def _case(row: QueueRow) -> Todo:
    """A case that waits for the reader's post: its last day, and what its state is."""
    code = {"overdue": "late"}.get(row.standing, row.standing)
    rank = NEED_RANKS.get(code, WAITS)
    name = NAMES.get(code, row.state_name)
    return Todo(
        row.case.number, where.of_case(row.case.number), row.case.title, name, TONES.get(code, "info"),
        words.case_limit(row), row.due_on, rank,
    )  # fmt: skip


def left(alarms: Sequence[Alarm], first: Sequence[Todo]) -> list[Alarm]:
    """应办未办：what is owed by others."""
    mine = {one.record for one in first}
    return [alarm for alarm in alarms if alarm.record not in mine]

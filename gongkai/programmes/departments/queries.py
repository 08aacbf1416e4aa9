"""监管信息的提问：which items were to be renewed by a day and were not."""

from collections.abc import Collection
from datetime import date

from gongkai.engines.assessment.duties import Duty, Standing
from gongkai.engines.registers import queries as registers
from gongkai.programmes.departments.rules import OVERSIGHT, update_duty


def update_duties(on: date, codes: Collection[str] | None = None, *, seen_on: date | None = None) -> tuple[Duty, ...]:
    """更新义务：of every item in force on a day, of these organs or of all, the soonest first. One SQL query."""
    rows = registers.in_force(OVERSIGHT, on, seen_on=seen_on).select_related("organ")
    if codes is not None:
        rows = rows.filter(organ__code__in=codes)
    found = (
        update_duty(
            organ=row.organ.code,
            key=row.key,
            name=row.title,
            cycle=str(row.values["cycle"]),
            updated_on=date.fromisoformat(str(row.values["updated_on"])),
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda one: (one.due_on or on, one.subject)))


def overdue(on: date, codes: Collection[str] | None = None, *, seen_on: date | None = None) -> tuple[Duty, ...]:
    """逾期未更新的：`seen_on` the day for what the public may read; none for the office. One SQL query."""
    return tuple(one for one in update_duties(on, codes, seen_on=seen_on) if one.standing(on) is Standing.OVERDUE)

"""职责边界和监管信息的规则：what a boundary has to say; by when supervision information is to be renewed. Pure."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.engines.assessment.duties import Duty

BOUNDARIES, OVERSIGHT = "boundaries", "oversight"
UPDATE = "oversight_update"


@dataclass(frozen=True)
class Cycle:
    """更新周期：how long after an update the next is owed, in days or in months; its name is in the code list."""

    days: int = 0
    months: int = 0

    def after(self, day: date) -> date | None:
        """下次更新的最后一天：none where only a change calls for it."""
        if not (self.days or self.months):
            return None
        if self.days:
            return day + timedelta(days=self.days)
        month = day.month - 1 + self.months
        year, month = day.year + month // 12, month % 12 + 1
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


CYCLES: Mapping[str, Cycle] = {
    "change": Cycle(),
    "daily": Cycle(days=1),
    "weekly": Cycle(days=7),
    "monthly": Cycle(months=1),
    "quarterly": Cycle(months=3),
    "half_yearly": Cycle(months=6),
    "yearly": Cycle(months=12),
}


def with_due_day(values: Mapping[str, str | list[str]]) -> Mapping[str, str | list[str]]:
    """补出下次更新日：from the last update and the cycle."""
    cycle, updated = CYCLES.get(str(values.get("cycle", ""))), _day(values.get("updated_on"))
    try:
        due_on = cycle.after(updated) if cycle and updated else None
    except (OverflowError, ValueError):
        due_on = None  # 9999-12-31, as tables write "for ever": `oversight_problems` says it lies ahead
    return {**values, "due_on": due_on.isoformat()} if due_on else values


def oversight_problems(values: Mapping[str, object], on: date) -> dict[str, str]:
    """监管信息的问题：field → sentence."""
    updated = _day(values.get("updated_on"))
    if updated and updated > on:
        return {"updated_on": "最近更新日期晚于本次调整的施行日期，请核对。"}
    return {}


def boundary_problems(values: Mapping[str, object], _on: date) -> dict[str, str]:
    """职责边界的问题：field → sentence; a boundary names the others, who leads and who does what."""
    organ, lead = values.get("organ"), values.get("lead")
    said = values.get("others") or []
    others = said if isinstance(said, list) else [said]
    found = {}
    if organ in others:
        found["others"] = "“相关部门”不含本部门，请只填写其他部门。"
    if others and not lead:
        found["lead"] = "涉及其他部门的，请写明牵头部门。"
    elif lead and lead not in (organ, *others):
        found["lead"] = "牵头部门应当是本部门或者所列的相关部门之一。"
    if others and not values.get("division"):
        found["division"] = "涉及其他部门的，请写明各自负责什么。"
    return found


def update_duty(*, organ: str, key: str, name: str, cycle: str, updated_on: date) -> Duty:
    """更新义务：what an organ owes for one item of supervision information, since its last update."""
    return Duty(
        kind=UPDATE,
        organ=organ,
        subject=key,
        name=name,
        arisen_on=updated_on,
        due_on=CYCLES[cycle].after(updated_on),
        met_on=None,
        basis="本机关公布的更新周期",
    )


def _day(said: object) -> date | None:
    try:
        return date.fromisoformat(str(said or ""))
    except ValueError:
        return None  # the type of the field says what is wrong

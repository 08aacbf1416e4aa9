"""进展报告的期限：which report each task owes by its plan's cycle, and which are overdue; read by everybody."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Subquery, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.models import EntryVersion
from gongkai.programmes.execution.programme import PLANS
from gongkai.programmes.execution.queries._last import last_progress
from gongkai.programmes.execution.queries._tasks import Task, standing_of, unsettled
from gongkai.programmes.execution.rules import owed


@dataclass(frozen=True)
class Due:
    """应当公布的进展：`cycle` is the code of how often, `due_on` the last day of the next."""

    task: Task
    cycle: str
    due_on: date

    @property
    def days_late(self) -> int:
        """逾期多少天；nought in time."""
        return max((self.task.standing.day - self.due_on).days, 0)


def report_due(task: Task, plan: EntryVersion | None) -> Due | None:
    """一项任务应当公布的进展：none once it is settled, or where its plan names no cycle."""
    version, cycle = task.version, str(plan.values.get("cycle", "")) if plan else ""
    duty = owed.of_report(
        version.key, version.title, version.values, task.standing, since=version.since, cycle=cycle
    )  # fmt: skip
    return Due(task, cycle, duty.due_on) if duty and duty.due_on else None


def late_reports(on: date, *, seen_on: date | None, year: str = "", limit: int) -> list[Due]:
    """逾期没有公布进展的任务：the longest late first. 3 SQL."""
    rows = unsettled(on, seen_on=seen_on).alias(last_on=_last_day(on, seen_on=seen_on))
    over = Q(pk__in=())
    for cycle, months in owed.MONTHS.items():
        of_cycle = registers.in_force(PLANS, on, seen_on=seen_on).filter(values__cycle=cycle)
        until = owed.before(on, months)
        quiet = Q(last_on="", since__lte=until) | Q(last_on__gt="", last_on__lte=until.isoformat())
        over |= quiet & Q(references__field="plan", references__target__in=of_cycle.values("entry_id"))
    found = rows.filter(over)
    if year:
        found = found.filter(values__year=year)
    some = list(found.select_related("organ").order_by("last_on", "since", "key")[:limit])
    tasks = standing_of(some, on, seen_on=seen_on)
    plans = registers.versions(PLANS, {one.plan for one in tasks}, on, seen_on=seen_on)
    due = (report_due(one, plans.get(one.plan)) for one in tasks)
    return sorted((one for one in due if one and one.days_late), key=lambda one: (one.due_on, one.task.version.key))


def _last_day(on: date, *, seen_on: date | None) -> Coalesce:
    """截至日期：of the last report of who leads or keeps the task, as `unsettled` names its lead; "" without any."""
    last = last_progress(on, seen_on=seen_on).values(said=KT("values__on"))[:1]
    return Coalesce(Subquery(last, output_field=TextField()), Value(""), output_field=TextField())

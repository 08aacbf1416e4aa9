"""执行公开的查询：read only; `seen_on` is the day on which the public reads, none for the office."""

from gongkai.programmes.execution.queries._carrying import Carrying, carrying_out
from gongkai.programmes.execution.queries._duties import duties
from gongkai.programmes.execution.queries._events import KINDS, Event, events
from gongkai.programmes.execution.queries._findings import Finding, findings_with
from gongkai.programmes.execution.queries._plans import (
    Counted,
    cases,
    counted,
    findings,
    plan,
    plan_tasks,
    plans,
    years,
)
from gongkai.programmes.execution.queries._reports import Due, late_reports, report_due
from gongkai.programmes.execution.queries._tasks import (
    Course,
    Moved,
    Task,
    course,
    late_tasks,
    standing_of,
    tasks,
    tasks_of_plan,
    tasks_over,
)

__all__ = [
    "KINDS",
    "Carrying",
    "Counted",
    "Course",
    "Due",
    "Event",
    "Finding",
    "Moved",
    "Task",
    "carrying_out",
    "cases",
    "counted",
    "course",
    "duties",
    "events",
    "findings",
    "findings_with",
    "late_reports",
    "late_tasks",
    "plan",
    "plan_tasks",
    "plans",
    "report_due",
    "standing_of",
    "tasks",
    "tasks_of_plan",
    "tasks_over",
    "years",
]

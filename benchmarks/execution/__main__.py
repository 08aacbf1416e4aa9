"""Measure tasks with reports: what is late, a plan, a task, what is owed, a year of results; beside it plain SQL."""

import argparse
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Any

from benchmarks import shell

GOVERNMENT = "990000017"


def arguments() -> argparse.Namespace:
    parser = shell.options("execution", __doc__)
    parser.add_argument("--tasks", type=int, default=10_000, help="tasks (default %(default)s)")
    parser.add_argument("--reports", type=int, default=10, help="reports of each (default %(default)s)")
    parser.add_argument("--times", type=int, default=7, help="repetitions of each (default %(default)s)")
    return parser.parse_args()


def main() -> int:
    given = arguments()
    with shell.own_database("execution"):
        _report(given)
    return 0


def _report(given: argparse.Namespace) -> None:
    from benchmarks.execution import filling
    from gongkai.foundation.organs.models import Organ, OrganName
    from gongkai.foundation.places.models import Place

    place = Place.objects.create(code="99", name="东澜省", level=1, since=date(2000, 1, 1))
    organs = []
    for number in range(21):
        code, kind = (f"98{number:07d}", "department") if number else (GOVERNMENT, "government")
        organs.append(Organ.objects.create(uid=f"o{number}", code=code, place=place, kind=kind))
        OrganName.objects.create(organ=organs[-1], name=f"第{number}个机关", since=date(2000, 1, 1))
    filling.fill(organs, given.tasks, given.reports, shell.progress("tasks"))
    print(f"{shell.machine()}, {given.tasks:,} tasks × {given.reports} reports, medians of {given.times}\n")
    print("| what | ours, ms | SQL | plain SQL, ms | × |\n|---|--:|--:|--:|--:|", flush=True)
    for name, ours, plain in _questions(given.tasks):
        turns = shell.by_turns(ours, plain, given.times)
        other = " | " if turns.other is None else f"{turns.other:.1f} | {turns.ours / max(turns.other, 0.001):.1f}"
        print(f"| {name} | {turns.ours:.1f} | {turns.statements} | {other} |", flush=True)


def _questions(tasks: int) -> Iterator[tuple[str, Callable[[], object], Callable[[], object] | None]]:
    from benchmarks.execution.filling import A_PLAN, TODAY, key
    from gongkai.foundation.now import CHINA
    from gongkai.programmes.execution import following, jobs, queries
    from gongkai.programmes.execution.following import Watched
    from gongkai.programmes.hotline import queries as hotline
    from gongkai.programmes.results import queries as results

    seen: dict[str, Any] = {"seen_on": TODAY}
    middle, at = key(tasks // 2), datetime.combine(TODAY, time(9), tzinfo=CHINA)
    plan = f"P-{tasks // 2 // A_PLAN:04d}"
    before = datetime.combine(date(2026, 7, 1), time(9), tzinfo=CHINA)

    def year() -> object:
        found = results.year("99", 2026, TODAY, **seen)
        return queries.tasks({one.task for one in found.outcomes}, TODAY, **seen)

    yield "the late, first 200", lambda: queries.late_tasks(TODAY, **seen, limit=201), _plain(_LATE, [TODAY, TODAY])
    yield "a plan and its tasks", lambda: queries.plan_tasks(plan, TODAY, **seen), _plain(_PLAN, [TODAY, plan])
    yield "one task, all of it", lambda: queries.course(middle, TODAY, **seen), _plain(_TASK, [middle])
    yield "what was said of it", lambda: hotline.said_of(f"execution-tasks:{middle}", at), None
    yield "what one organ owes", lambda: queries.duties(TODAY, ["980000005"], seen_on=None, limit=200), None
    yield "what all owe, as told daily", lambda: queries.duties(TODAY, None, seen_on=None, limit=jobs.MOST), None
    yield "the findings, first 30", lambda: queries.findings(TODAY, **seen, limit=30), None
    yield "a year of results, 500, with their tasks", year, None
    yield "news of a plan that is followed", lambda: following.happened(Watched(plan=plan), before, at, limit=21), None


_STATE = "SELECT state FROM plain_report r WHERE r.task = t.key AND r.of_day <= %s ORDER BY of_day DESC LIMIT 1"
_LATE = (
    f"SELECT * FROM (SELECT t.*, ({_STATE}) AS state FROM plain_task t WHERE due < %s) AS s "
    "WHERE state IS NULL OR state NOT IN ('done', 'ended') ORDER BY due, key LIMIT 201"
)
_PLAN = f"SELECT t.*, ({_STATE}) AS state FROM plain_task t WHERE plan = %s ORDER BY key"
_TASK = "SELECT * FROM plain_task t JOIN plain_report r ON r.task = t.key WHERE t.key = %s ORDER BY of_day"


def _plain(statement: str, values: list[object]) -> Callable[[], object]:
    """The one statement the question comes down to, its rows fetched, without any of our code."""
    from django.db import connection

    given = [one.isoformat() if isinstance(one, date) else one for one in values]

    def ask() -> object:
        with connection.cursor() as cursor:
            cursor.execute(statement, given)
            return cursor.fetchall()

    return ask


if __name__ == "__main__":
    sys.exit(main())

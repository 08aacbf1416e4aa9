"""Measure casework: make a database, fill it with cases, measure beside plain SQL, print, drop it."""

import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import repeat
from typing import Any

from benchmarks import shell


def main() -> int:
    sizes, times = shell.sizes_and_times("casework", __doc__, sizes="2000,20000", of="cases in the tables", times=5)
    with shell.own_database("casework"):
        _report(sizes, times)
    return 0


def _report(sizes: list[int], times: int) -> None:
    from benchmarks import province
    from benchmarks.casework import filling
    from benchmarks.measuring import table

    organs, _ = province.establish()
    figures = []
    for size in sizes:
        began = time.perf_counter()
        filling.fill(organs, size, shell.progress("cases"))
        shell.say(f" after {time.perf_counter() - began:.0f} s\n")
        figures += list(_figures(organs, size, times))
    print(f"{shell.machine()}, {times} repetitions\n")
    print(table(figures, {}))


def _figures(organs: Any, size: int, times: int) -> Iterator[Any]:
    """The ORM's and our own work stands under CPU, the same statements as plain SQL under "SQL ms"."""
    from benchmarks import province
    from benchmarks.casework.filling import TODAY
    from benchmarks.measuring import measure
    from gongkai.engines.casework.queue import Narrowing, queue
    from gongkai.engines.casework.workload import workload
    from gongkai.foundation.now import CHINA
    from gongkai.programmes.reports import queries, statistics

    clerk = province.actor(organs[0], "foi_clerk")
    officer = province.actor(next(organ for organ in organs if organ.place.code == "99"), "openness_officer")
    at = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=CHINA)
    work: dict[str, Callable[[], object]] = {
        "queue of the busiest organ, first page": lambda: queue(clerk, on=TODAY),
        "overdue of the province, first page": lambda: queue(officer, on=TODAY, narrowing=Narrowing("overdue")),
        "workload of 4,000 organs": lambda: workload(officer, procedure="requests", on=TODAY),
        "table 三 of one organ, with its cases": lambda: queries.table3(organs[0], 2024),
        "table 三 of 4,000 organs": lambda: queries.tables3(2024),
        "tables 三 and 四 of 4,000 organs, each checked": lambda: _reports(organs),
        "roll-up of 4,000 organs": lambda: _roll_up(organs),
        "public statistics of a year": lambda: statistics.of_year(2024, at, as_of=TODAY),
    }
    for name, run in work.items():
        yield measure(name, size, repeat(run, times + 1))


def _filled(organs: Any) -> list[Any]:
    from gongkai.engines.assessment.rules import Filled
    from gongkai.law import ANNUAL_REPORT, year_end
    from gongkai.programmes.reports import queries

    form = ANNUAL_REPORT.at(period_ended_on=year_end(2024))
    blank = dict.fromkeys(form.cells, 0)
    third, fourth = queries.tables3(2024), queries.tables4(2024)
    return [
        Filled(form, 2024, {**blank, **third.get(organ.code, {}), **fourth.get(organ.code, {})}) for organ in organs
    ]


def _reports(organs: Any) -> None:
    from gongkai.engines.assessment.rules import check

    wrong = [filled for filled in _filled(organs) if not check(filled).passed]
    if wrong:
        raise RuntimeError(f"{len(wrong)} reports do not add up")


def _roll_up(organs: Any) -> object:
    from gongkai.engines.assessment.rules import roll_up

    return roll_up(_filled(organs))


if __name__ == "__main__":
    sys.exit(main())

"""Measure the hotline: fill a year of messages, ask as its pages do and beside it reckon anew, print, drop it."""

import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from benchmarks import shell


def main() -> int:
    sizes, times = shell.sizes_and_times("hotline", __doc__, sizes="2000,20000", of="messages of a year", times=7)
    with shell.own_database("hotline"):
        _report(sizes, times)
    return 0


def _report(sizes: list[int], times: int) -> None:
    from benchmarks.hotline import filling
    from gongkai.foundation.organs.models import Organ, OrganName
    from gongkai.foundation.places.models import Place
    from gongkai.programmes.hotline.models import HotlinePlatform

    place = Place.objects.create(code="9901", name="澜州市", level=2, since=date(2000, 1, 1))
    organs = [
        Organ.objects.create(uid=f"o{n}", code=f"0000{n:04d}X", place=place, kind="department") for n in range(31)
    ]
    for organ in organs:
        OrganName.objects.create(organ=organ, name=f"澜州市第{organ.pk}局", since=date(2000, 1, 1))
    HotlinePlatform.objects.create(organ=organs[0], profile="weifang", by="o", at=_now())
    print(f"{shell.machine()}, medians of {times}\n")
    print("| what | messages | ours, ms | SQL | anew, ms | × |\n|---|--:|--:|--:|--:|--:|", flush=True)
    for size in sizes:
        filling.fill(organs[0], organs[1:], size, shell.progress("messages"))
        for line in _lines(organs[0], size, times):
            print(line, flush=True)


def _now() -> datetime:
    from benchmarks.hotline.filling import TODAY
    from gongkai.foundation.now import day_begins

    return day_begins(TODAY) + timedelta(hours=10)


def _lines(organ: Any, size: int, times: int) -> Iterator[str]:
    from gongkai.programmes.hotline import desk, jobs, operations, queries, statistics, suggesting
    from gongkai.programmes.hotline.contents import Told
    from gongkai.programmes.hotline.models import Message

    at = _now()
    took = shell.took(lambda: jobs.learn(at=at)) + shell.took(lambda: jobs.count(at=at))
    yield f"| learned and counted, once a day and once an hour | {size:,} | {took:.0f} | | | |"
    message = Message.objects.select_related("case__organ").filter(case__open=True).first()
    assert message is not None
    on, telling = at.date(), Told("complaint", "01-02", "青禾路9号附近路灯不亮，已经三天。", place="9901")
    from_, until = statistics.last_months(on)
    questions: dict[str, tuple[Callable[[], object], Callable[[], object] | None]] = {
        "派单参考 of one message": (
            lambda: suggesting.suggestions_for(message, at=at), lambda: _learn_anew(organ, message),
        ),
        "疑似重复 of one message": (lambda: desk.repeats_of(message, at=at), lambda: _read_anew(organ, message)),
        "热点 of a week": (
            lambda: desk.asked_in([organ.code], on=on, days=7, before=28), lambda: _load_anew(organ, at),
        ),
        "承办单位排行": (lambda: queries.counted_board(at=at), lambda: statistics.board(from_=from_, until=until)),
        "来件情况": (
            lambda: queries.counted_trends(at=at), lambda: statistics.trends(from_=from_, until=until, depth=6),
        ),
        "a message comes in": (lambda: operations.lodge(organ=organ, told=telling, at=at), None),
    }  # fmt: skip
    for name, (ours, anew) in questions.items():
        yield _line(name, size, times, ours, anew)


def _learn_anew(organ: Any, message: Any) -> object:
    """As before there was a table: learn from the newest 500 that ended, and ask."""
    from gongkai.engines.casework.models import CaseAssignment
    from gongkai.programmes.dispatch.learning import Memory, Past

    rows = CaseAssignment.objects.filter(part="main", until=0, case__organ=organ, case__open=False).order_by("-case_id")
    memory = Memory()
    for number, text, label in rows.values_list("case__number", "case__message__text", "organ__code")[:500]:
        memory.learn(Past(number, text, label))
    return memory.suggest(message.text), memory.near(message.text)


def _read_anew(organ: Any, message: Any) -> object:
    """As before there were rare words: read the newest 500."""
    from gongkai.programmes.dispatch.learning import Memory, Past
    from gongkai.programmes.hotline.models import Message

    memory = Memory()
    for one in Message.objects.filter(case__organ=organ).order_by("-pk").select_related("case")[:500]:
        memory.learn(Past(one.case.number, one.text, place=one.place, at=one.at))
    return memory.near(message.text, at=message.at, place=message.place)


def _load_anew(organ: Any, at: datetime) -> object:
    """As before the database counted: load every message of five weeks."""
    from gongkai.programmes.hotline.models import Message

    rows = Message.objects.filter(case__organ=organ, at__gte=at - timedelta(days=35))
    return [(day.date(), matter, place) for day, matter, place in rows.values_list("at", "matter", "place")]


def _line(name: str, size: int, times: int, ours: Callable[[], object], anew: Callable[[], object] | None) -> str:
    turns = shell.by_turns(ours, anew, times)
    other = " | " if turns.other is None else f"{turns.other:.1f} | {turns.other / turns.ours:.1f}"
    return f"| {name} | {size:,} | {turns.ours:.1f} | {turns.statements} | {other} |"


if __name__ == "__main__":
    sys.exit(main())

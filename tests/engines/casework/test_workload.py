"""The workload: each number is the length of the list behind it, and an end is late by the day that stood then."""

import random
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.test.utils import CaptureQueriesContext

from gongkai.engines.casework import jobs
from gongkai.engines.casework.models import Case, CaseEvent
from gongkai.engines.casework.queue import Narrowing, queue
from gongkai.engines.casework.workload import Workload, workload
from gongkai.foundation.now import CHINA
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor, PostFact

ON = date(2026, 3, 30)
AUDITOR = Actor(
    uid="auditor", name="审计", posts=(PostFact("000014349", "auditor", "办公室", "99"),), second_factor=True
)
Done = Callable[..., Case]


def some_day(chance: random.Random) -> date | None:
    return chance.choice([None, ON + timedelta(days=chance.randrange(-500, 40))])


def a_case(chance: random.Random, number: int, organ: Organ) -> Case:
    """An index as acts may leave it; half of those that ended were taken up anew or not."""
    received, ended = some_day(chance), some_day(chance)
    if received and ended and ended < received:
        received, ended = ended, received
    if received is None or received > ON or (ended and ended > ON):
        received, ended = (received if received and received <= ON else None), None
    due = some_day(chance) if received else None
    return Case(
        uid=f"c{number:06d}", number=f"N{number:06d}", procedure="requests", organ=organ, state="in_hand", title="甲",
        opened_at=datetime(2024, 1, 2, tzinfo=CHINA), received_on=received, first_received_on=received, due_on=due,
        open=ended is None or chance.random() < 0.3, ended_on=ended, ended_due_on=some_day(chance) if ended else None,
        result="R-OPEN" if ended else "",
    )  # fmt: skip


@pytest.fixture(params=range(3))
def history(request: pytest.FixtureRequest, organ: Organ, foreign: Organ) -> list[Case]:
    chance = random.Random(request.param)
    cases = Case.objects.bulk_create([a_case(chance, number, chance.choice([organ, foreign])) for number in range(150)])
    at = datetime(2026, 1, 5, tzinfo=CHINA)
    events = [
        CaseEvent(case=case, number=1, act="supervise", on=day, at=at, by="x", given={})
        for case in cases
        if (day := some_day(chance))
    ]
    CaseEvent.objects.bulk_create(events)
    return cases


def walked(**narrowed: object) -> list[str]:
    def pages() -> Iterator[str]:
        after = ""
        while True:
            page = queue(AUDITOR, on=ON, narrowing=Narrowing(**narrowed), after=after, limit=7)  # type: ignore[arg-type]
            yield from (row.case.uid for row in page.rows)
            if not page.next:
                return
            after = page.next

    return list(pages())


def test_each_number_is_the_length_of_the_list_it_opens(history: list[Case]) -> None:
    found = workload(AUDITOR, procedure="requests", on=ON)
    seen = 0
    for code, load in found.items():
        for name, number in asdict(load).items():
            opened = walked(standing=name, organ=code, year=2026)
            assert (len(opened), len(set(opened))) == (number, number), (code, name)
            seen += number > 0
    assert seen >= 14
    late = {case.uid for case in history if _late(case)}
    assert set(walked(standing="late")) == late
    assert sum(load.late for load in found.values()) == len(late)


def _late(case: Case) -> bool:
    ended, due = case.ended_on, case.ended_due_on
    return bool(ended and ended.year == 2026 and due and due < ended)


def test_a_year_named_is_the_year_listed(history: list[Case]) -> None:
    received = {case.uid for case in history if case.first_received_on and case.first_received_on.year == 2025}
    assert set(walked(standing="received", year=2025)) == received


def test_all_numbers_of_all_organs_cost_one_query(
    organ: Organ, django_assert_num_queries: Callable[[int], CaptureQueriesContext]
) -> None:
    with django_assert_num_queries(1):
        workload(AUDITOR, procedure="requests", on=ON)


def replied(done: Done, day: date) -> Case:
    done("propose_reply", day, kind="R-N16-1", text="不予公开")
    done("approve_legality", day)
    done("approve_secrecy", day)
    done("sign_reply", day)
    return done("deliver_reply", day, way="post")


@pytest.mark.parametrize(("ended", "late"), [(date(2026, 3, 30), 0), (date(2026, 3, 31), 1)])
def test_an_end_is_late_by_the_day_that_stood_then_and_not_by_that_of_being_taken_up_anew(
    done: Done, who: SimpleNamespace, organ: Organ, ended: date, late: int, at: datetime
) -> None:
    done("confirm", date(2026, 3, 2))
    first = replied(done, ended)
    assert (first.ended_due_on, first.due_on) == (date(2026, 3, 30), date(2026, 3, 30))
    # The decision fixes a day long before or long after: neither says anything of the first end.
    for due, on in (("2026-04-20", date(2026, 4, 13)), ("2026-12-31", date(2026, 4, 27))):
        again = done("reopen", on, reason="复议决定撤销原答复，责令重新答复", due_on=due)
        assert (again.open, again.ended_due_on) == (True, date(2026, 3, 30))
        assert numbers(who, organ).late == late
        again = replied(done, date(2026, 4, 24) if due < "2026-05" else date(2026, 4, 28))
        assert (again.ended_on, again.ended_due_on) == (ended, date(2026, 3, 30))
        assert numbers(who, organ).late == late
    assert numbers(who, organ).ended == 1
    assert list(jobs.inconsistencies(at=at)) == []


def numbers(who: SimpleNamespace, organ: Organ) -> Workload:
    return workload(who.foi_head, procedure="requests", on=date(2026, 5, 6))[organ.code]


def test_a_last_day_stored_wrongly_is_found_and_put_right(
    done: Done, case: Case, who: SimpleNamespace, organ: Organ
) -> None:
    done("confirm", date(2026, 3, 2))
    replied(done, date(2026, 3, 31))
    Case.objects.filter(pk=case.pk).update(ended_due_on=date(2026, 4, 30))
    night = datetime(2026, 4, 1, 3, tzinfo=CHINA)
    [said] = jobs.inconsistencies(at=night)
    assert "办结时的届满日记为2026-04-30，按办理经过应为2026-03-30" in said
    assert (jobs.recompute(at=night), numbers(who, organ).late) == (1, 1)


def test_an_end_of_an_earlier_year_is_put_right_when_every_case_is_looked_at(done: Done, case: Case) -> None:
    done("confirm", date(2026, 3, 2))
    replied(done, date(2026, 3, 31))
    Case.objects.filter(pk=case.pk).update(ended_due_on=None)
    night = datetime(2027, 4, 1, 3, tzinfo=CHINA)
    assert [jobs.recompute(at=night), jobs.recompute(at=night, every=True), jobs.recompute(at=night, every=True)] == [
        0, 1, 0,
    ]  # fmt: skip

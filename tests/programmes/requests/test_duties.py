"""A request owes a reply: the duties stand as the numbers of the workload count, whatever happened in the cases."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace

from django.db import transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.engines.assessment.duties import Duty, Standing
from gongkai.engines.casework.counting import NUMBERS, counted
from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import derived_dates
from gongkai.engines.casework.rules import Done, result_of, until_end
from gongkai.foundation.now import CHINA
from gongkai.foundation.organs.models import Organ
from gongkai.law import WorkingDays
from gongkai.programmes.requests.duties import REPLY, REPLY_ANEW, duties_of
from gongkai.programmes.requests.indicators import workload_indicators
from gongkai.programmes.requests.programme import REQUESTS
from gongkai.programmes.requests.queries import most_overdue
from tests.engines.casework.test_procedure import histories

OPENED = datetime(2026, 1, 5, tzinfo=CHINA)


def keep(number: int, organ: Organ, done: list[Done]) -> Case:
    """A case as its acts leave it: the index derived as the nightly check derives it."""
    case = Case(
        uid=f"d{number:06d}", number=f"D{number:06d}", procedure=REQUESTS.key, organ=organ, state="unconfirmed",
        title="甲", opened_at=OPENED,
    )  # fmt: skip
    dates, ending = derived_dates(case, done=done), until_end(REQUESTS, done)
    for item in done:
        case.state = REQUESTS.act(item.act).to or case.state
    for name in ("received_on", "first_received_on", "due_on", "provisional", "ended_due_on"):
        setattr(case, name, getattr(dates, name))
    case.open = not REQUESTS.state(case.state).ended
    case.ended_on, case.result = (ending[-1].on if ending else None), result_of(REQUESTS, done)
    case.save()
    return case


@st.composite
def ended_late_too(draw: st.DrawFn) -> list[Done]:
    """Any history; one still open may end by withdrawal after days nobody did anything."""
    done = draw(histories())
    state = REQUESTS.initial[0]
    for item in done:
        state = REQUESTS.act(item.act).to or state
    waits = draw(st.none() | st.integers(0, 60))
    if waits is None or state not in REQUESTS.act("withdraw").from_:
        return done
    return [*done, Done(done[-1].number + 1, "withdraw", done[-1].on + timedelta(days=waits), "clerk")]


def standing(duties: list[Duty], on: date, which: Standing) -> list[str]:
    """Of this year where they were met, as the workload counts them."""
    found = (duty for duty in duties if duty.standing(on) is which)
    return sorted(duty.subject for duty in found if duty.met_on is None or duty.met_on.year == on.year)


def test_duties_overdue_and_met_late_are_those_the_workload_counts_for_any_histories(organ: Organ) -> None:
    seen: set[str] = set()

    @given(st.lists(ended_late_too(), max_size=6), st.integers(0, 90))
    @settings(max_examples=40, deadline=None)
    def holds(cases: list[list[Done]], more: int) -> None:
        on = max((done[-1].on for done in cases), default=date(2026, 3, 2)) + timedelta(days=more)
        with transaction.atomic():
            kept = [keep(number, organ, done) for number, done in enumerate(cases)]
            duties = [duty for case in kept for duty in duties_of(case)]
            for which, name in ((Standing.OVERDUE, "overdue"), (Standing.MET_LATE, "late")):
                listed = Case.objects.filter(counted(on)[name]).values_list("number", flat=True)
                assert standing(duties, on, which) == sorted(listed), name
                seen.update([name] if listed else [])
            transaction.set_rollback(True)

    holds()
    assert seen == {"overdue", "late"}


def test_a_reply_ordered_anew_is_a_duty_of_its_own() -> None:
    case = Case(
        number="D1", organ=Organ(code="000014349"), first_received_on=date(2026, 3, 2), received_on=date(2026, 4, 13),
        due_on=date(2026, 5, 15), ended_on=date(2026, 3, 31), ended_due_on=date(2026, 3, 30), open=True,
    )  # fmt: skip
    first, second = duties_of(case)
    assert (first.kind, first.standing(date(2026, 4, 20)), first.days_late(date(2026, 4, 20))) == (
        REPLY, Standing.MET_LATE, WorkingDays(1),
    )  # fmt: skip
    assert (second.kind, second.arisen_on, second.met_on) == (REPLY_ANEW, date(2026, 4, 13), None)
    assert second.standing(date(2026, 5, 15)) is Standing.OWED
    assert second.days_late(date(2026, 5, 18)) == WorkingDays(1)
    assert "第三十三条" in str(first.basis)
    assert duties_of(Case(organ=Organ(code="000014349"), open=True)) == ()


def test_the_longest_overdue_come_first_and_cost_one_query(
    organ: Organ, who: SimpleNamespace, django_assert_num_queries: Callable[[int], CaptureQueriesContext]
) -> None:
    for number, day in enumerate((9, 2, 16)):
        keep(number, organ, [Done(1, "confirm", date(2026, 3, day), "clerk")])
    with django_assert_num_queries(1):
        found = most_overdue(who.foi_head, on=date(2026, 4, 10), limit=2)
    assert [one.duty.subject for one in found] == ["D000001", "D000000"]
    assert str(found[0].judged.days_late) == "8个工作日"


def test_every_number_of_the_workload_is_an_indicator_that_opens_its_list() -> None:
    known = workload_indicators()
    assert set(known) == set(NUMBERS) - {"today"}
    for key, each in known.items():
        assert (each.query(organ="000014349"), each.unit) == (f"standing={key}&organ=000014349", "件")
        assert each.definition.endswith("。")

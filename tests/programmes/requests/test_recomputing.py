"""A calendar comes: stored dates follow it the next night, and the clerks of the organ hear of it."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from gongkai.assembly.wiring import HANDLERS, PERIODIC
from gongkai.engines.casework import jobs
from gongkai.engines.casework import operations as ops
from gongkai.engines.casework.models import Case
from gongkai.foundation.errors import NotPermitted
from gongkai.foundation.jobs.operations import work_off
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.notices.models import Notice
from gongkai.foundation.now import CHINA
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.models import Person, Post
from gongkai.law import use_overlay
from gongkai.programmes.requests.jobs import tell_clerks

RECEIVED = date(2026, 12, 14)
PROJECTED, FINAL = date(2027, 1, 12), date(2027, 1, 11)
NIGHT = datetime(2026, 12, 20, 2, tzinfo=CHINA)
NOTICE = """
year: 2027
notice: 国办发明电〔2026〕9号
attested: unverified
rest:
  - {name: 元旦, from: 2027-01-01, through: 2027-01-03}
  - {name: 春节, from: 2027-02-05, through: 2027-02-12}
work:
  - {name: 元旦, day: 2027-01-09}
"""
Act = Callable[..., Case]


@pytest.fixture
def arrives(tmp_path: Path) -> Iterator[Callable[[], None]]:
    """The holiday notice of 2027 is put into the operator's law folder."""

    def put() -> None:
        (tmp_path / "calendars").mkdir()
        (tmp_path / "calendars/2027.yaml").write_text(NOTICE, encoding="utf-8")
        use_overlay(tmp_path)

    yield put
    use_overlay(None)


@pytest.fixture
def clerk(organ: Organ) -> Person:
    person = Person.objects.create(uid="clerk0001", username="clerk", name="李明")
    Post.objects.create(person=person, organ=organ, unit="办公室", role="foi_clerk", since=date(2016, 1, 1))
    head = Person.objects.create(uid="head00001", username="head", name="王红")
    Post.objects.create(person=head, organ=organ, unit="办公室", role="foi_head", since=date(2016, 1, 1))
    return person


def recomputed(case: Case) -> list[Entry]:
    return list(Entry.objects.filter(subject=f"case:{case.uid}", act="casework.recomputed"))


def test_a_calendar_moves_stored_dates_the_next_night_once(case: Case, done: Act, arrives: Callable[[], None]) -> None:
    waiting = done("confirm", RECEIVED)
    assert (waiting.due_on, waiting.provisional) == (PROJECTED, True)
    assert jobs.recompute(at=NIGHT) == 0  # nothing came
    arrives()
    [said] = jobs.inconsistencies(at=NIGHT)
    assert "按办理经过应为2027-01-11。系统夜间重新核算时会更正" in said
    assert [jobs.recompute(at=NIGHT) for _ in range(2)] == [1, 0]
    case.refresh_from_db()
    assert (case.state, case.due_on, case.provisional) == ("in_hand", FINAL, False)
    assert list(jobs.inconsistencies(at=NIGHT)) == []
    [entry] = recomputed(case)
    assert entry.by == "system"
    assert entry.facts == {"was": "2027-01-12", "due_on": "2027-01-11", "provisional": "false"}


def test_an_ended_case_is_late_or_not_by_the_new_day(case: Case, done: Act, arrives: Callable[[], None]) -> None:
    done("confirm", RECEIVED)
    done("withdraw", date(2026, 12, 17))
    arrives()
    assert jobs.recompute(at=NIGHT) == 1
    case.refresh_from_db()
    assert (case.open, case.ended_on, case.due_on) == (False, date(2026, 12, 17), FINAL)
    assert list(jobs.inconsistencies(at=NIGHT)) == []


def test_what_no_calendar_moves_stays_and_is_said(case: Case, done: Act) -> None:
    done("confirm", RECEIVED)
    Case.objects.filter(pk=case.pk).update(result="R-OPEN")
    assert jobs.recompute(at=NIGHT) == 0
    [said] = jobs.inconsistencies(at=NIGHT)
    assert said.endswith("系统不会自动更正，请系统管理员查明原因。")


def test_one_that_cannot_be_reckoned_does_not_stop_the_others(
    case: Case, done: Act, organ: Organ, who: SimpleNamespace, at: datetime
) -> None:
    strange = ops.enter(procedure="requests", organ=organ, title="乙", by=who.foi_clerk, at=at)
    strange.events.create(number=1, act="confirm", on=date(1990, 1, 1), at=at, by="x", given={})
    done("confirm", RECEIVED)
    Case.objects.filter(pk=case.pk).update(due_on=None)
    assert jobs.recompute(at=NIGHT) == 1
    [said] = jobs.inconsistencies(at=NIGHT)
    assert strange.number in said


def test_nobody_sets_dates(case: Case, who: SimpleNamespace, at: datetime) -> None:
    with pytest.raises(NotPermitted, match="不由个人改写"):
        ops.recompute(case=case.uid, by=who.foi_head, at=at)


@pytest.mark.django_db(transaction=True)
def test_the_clerks_are_told_once_with_the_old_and_the_new_day(
    case: Case, done: Act, clerk: Person, arrives: Callable[[], None]
) -> None:
    done("confirm", RECEIVED)
    arrives()
    jobs.recompute(at=NIGHT)
    work_off()
    work_off()
    notice = Notice.objects.get(subject__contains="答复期限变了")
    assert (notice.to_uid, notice.about) == (clerk.uid, f"case:{case.number}")
    assert "由2027年1月12日改为2027年1月11日" in notice.body
    assert case.title not in notice.subject + notice.body


@pytest.mark.parametrize(
    ("changed", "was"),
    [({}, "2027-01-11"), ({"open": False}, "2027-01-12"), ({"due_on": PROJECTED}, "2027-01-12")],
    ids=["only the mark went", "it ended", "another recomputation came after"],
)
@pytest.mark.usefixtures("clerk")
def test_nobody_is_told_where_no_day_of_theirs_moved(
    case: Case, done: Act, changed: dict[str, object], was: str
) -> None:
    done("confirm", RECEIVED)
    Case.objects.filter(pk=case.pk).update(**{"due_on": FINAL, **changed})
    tell_clerks(case=case.uid, was=was, due_on="2027-01-11", entry=9, at=NIGHT)
    assert not Notice.objects.exists()


def test_no_day_known_is_said_in_words(case: Case, done: Act, clerk: Person) -> None:
    done("confirm", RECEIVED)
    Case.objects.filter(pk=case.pk).update(due_on=FINAL)
    tell_clerks(case=case.uid, was="", due_on="2027-01-11", entry=9, at=NIGHT)
    assert "由“待恢复后确定”改为2027年1月11日" in Notice.objects.get(to_uid=clerk.uid).body


def test_it_runs_every_night() -> None:
    assert PERIODIC["casework.recompute"] == (86400, jobs.recompute)
    assert HANDLERS["casework.recomputed"] == ("requests.tell_clerks",)

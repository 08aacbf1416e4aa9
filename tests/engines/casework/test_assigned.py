"""Assignments: who handles a case, from its acts; what an assigned organ sees and does."""

from datetime import date, datetime, timedelta

import pytest

from gongkai import law
from gongkai.engines.casework import jobs, ports, queries
from gongkai.engines.casework import operations as ops
from gongkai.engines.casework.models import Case, CaseAssignment
from gongkai.engines.casework.permission import visible_to
from gongkai.engines.casework.queue import Narrowing, queue
from gongkai.engines.casework.rules import (
    CaseAct,
    CaseState,
    Done,
    Effect,
    Handling,
    Kind,
    Need,
    Procedure,
    assignments,
)
from gongkai.engines.casework.workload import workload
from gongkai.foundation.errors import Invalid, NotFound, NotPermitted
from gongkai.foundation.now import CHINA
from gongkai.foundation.organs.models import Organ

from .conftest import an_actor

ORGAN = Need("organ", "承办单位", Kind.ORGAN)
B = law.REQUEST_RECORDS
FROM = ("open",)


def act(key: str, role: str, handling: Handling, to: str = "", **more: object) -> CaseAct:
    needs = (ORGAN,) if handling in {Handling.ASSIGN, Handling.JOIN} else ()
    return CaseAct(key, key, role, FROM, to, B, needs, handling=handling, **more)  # type: ignore[arg-type] # test table


TABLE = Procedure(
    key="hot",
    name="热线诉求",
    initial=("open",),
    states=(CaseState("open", "办理中", waits_for="handler"), CaseState("closed", "办结", ended=True)),
    acts=(
        CaseAct("begin", "受理", "hotline_clerk", FROM, "", B, (Need("at", "来电时间", Kind.MOMENT),), Effect.START),
        act("assign", "hotline_clerk", Handling.ASSIGN),
        act("join", "hotline_clerk", Handling.JOIN),
        act("ask_back", "handler", Handling.RETURN, by_main=True),
        act("keep", "hotline_officer", Handling.KEEP),
        act("release", "hotline_officer", Handling.RELEASE),
        act("report", "handler", Handling.DONE),
        act("again", "hotline_officer", Handling.AGAIN),
        CaseAct("extend", "延长", "hotline_officer", FROM, "", B, (Need("days", "小时数", Kind.DAYS),), Effect.EXTEND),
        CaseAct("close", "办结", "hotline_officer", FROM, "closed", B, (), Effect.STOP),
    ),
    limit=None,
    entered_by=("hotline_clerk",),
    seen_by=("hotline_clerk", "hotline_officer"),
    handled_by=("handler",),
)


@pytest.mark.parametrize(
    ("acts", "stands"),
    [
        ("assign甲", "甲main handling"),
        ("assign甲 join乙", "甲main handling, 乙co handling"),
        ("assign甲 join乙 assign丙", "甲main released, 乙co handling, 丙main handling"),
        ("assign甲 ask_back", "甲main returning"),
        ("assign甲 ask_back keep", "甲main handling"),
        ("assign甲 ask_back release", "甲main released"),
        ("assign甲 join乙 ask_back@乙 release", "甲main handling, 乙co released"),
        ("assign甲 join乙 report@乙", "甲main handling, 乙co done"),
        ("assign甲 report again", "甲main handling"),
        ("assign甲 ask_back release report", "甲main released"),
        ("assign甲 join甲", "甲main handling"),
        ("assign甲 join乙 join甲 report@甲", "甲main done, 乙co handling"),
        ("assign甲 join乙 assign乙", "甲main released, 乙co released, 乙main handling"),
    ],
)
def test_who_handles_a_case_follows_from_its_acts(acts: str, stands: str) -> None:
    done = []
    for number, word in enumerate(acts.split(), start=1):
        key = word.rstrip("甲乙丙@")
        named = word[len(key) :]
        acted = named.removeprefix("@") if named.startswith("@") else ""
        given = {"organ": named} if named and not acted else {}
        done.append(Done(number, key, date(2026, 3, 2), "x", given, organ=acted))
    found = [f"{one.organ}{one.part} {one.standing}" for one in assignments(TABLE, done)]
    assert ", ".join(found) == stands


@pytest.fixture
def hot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ports._procedures, "hot", TABLE)


@pytest.mark.usefixtures("hot")
def test_an_assigned_organ_sees_and_does_what_is_its_own_until_it_is_let_go(
    organ: Organ, foreign: Organ, at: datetime
) -> None:
    clerk, officer = an_actor(organ, "hotline_clerk"), an_actor(organ, "hotline_officer")
    handler, foi, own = an_actor(foreign, "handler"), an_actor(organ, "foi_clerk"), an_actor(organ, "handler")
    with pytest.raises(NotPermitted, match="热线受理员办理"):
        ops.enter(procedure="hot", organ=organ, title="路灯不亮", by=foi, at=at)
    case = ops.enter(procedure="hot", organ=organ, title="路灯不亮", by=clerk, at=at)

    def do(act: str, by: object, **given: str) -> Case:
        seen = case.events.count()
        return ops.do(case=case.uid, act=act, given=given, seen=seen, by=by, at=at + timedelta(minutes=seen))  # type: ignore[arg-type] # one of the actors above

    assert not visible_to(foi).exists(), "the posts of requests open nothing here"
    with pytest.raises(Invalid, match="在设机关"):
        do("assign", clerk, organ="999999999")
    with pytest.raises(NotFound):
        do("report", handler)
    do("assign", clerk, organ=foreign.code)
    assert [row.mine for row in queue(handler, on=at.date(), narrowing=Narrowing(organ=foreign.code)).rows] == [True]
    assert queue(handler, on=at.date(), narrowing=Narrowing(mine=True)).rows
    assert not visible_to(own).exists(), "the post counts in the organ it is assigned to"
    with pytest.raises(Invalid, match="不另作协办"):
        do("join", clerk, organ=foreign.code)
    do("ask_back", handler)
    assert CaseAssignment.objects.get(case=case).standing == "returning"
    assert case.events.last().organ == foreign.code  # type: ignore[union-attr] # just written
    do("release", officer)
    assert not visible_to(handler).exists()
    assert not list(jobs.inconsistencies(at=at))
    CaseAssignment.objects.update(standing="done")
    assert "交办记录与办理经过不符" in "".join(jobs.inconsistencies(at=at))
    assert queries.assignments_of(case)[0].standing == "released"


@pytest.mark.usefixtures("hot")
def test_a_limiter_gives_a_case_its_limit_and_hours_run_through_a_holiday(
    organ: Organ, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    hours = law.Value(law.Hours(24), law.REQUEST_RECORDS.at(received_on=date(2026, 3, 2)))
    monkeypatch.setitem(ports._limiters, "hot", lambda case, done: hours)
    clerk, officer = an_actor(organ, "hotline_clerk"), an_actor(organ, "hotline_officer")
    case = ops.enter(procedure="hot", organ=organ, title="路灯不亮", by=clerk, at=at)
    for wrong in ("2026-03-09", "2099-01-01T00:00"):
        with pytest.raises(Invalid, match="来电时间"):
            ops.do(case=case.uid, act="begin", given={"at": wrong}, seen=0, by=clerk, at=at)
    said = (at - timedelta(hours=30)).replace(tzinfo=None, second=0, microsecond=0)
    ops.do(case=case.uid, act="begin", given={"at": said.isoformat(timespec="minutes")}, seen=0, by=clerk, at=at)
    case.refresh_from_db()
    assert case.due_at is not None
    assert case.due_at == at.replace(second=0, microsecond=0) - timedelta(hours=6)
    (row,) = queue(clerk, on=at.date(), now=at).rows
    assert row.standing == "overdue"
    assert row.clock is not None
    assert row.clock.overdue_by == law.Hours(6)
    # To the minute: before the hour it is due today, after it overdue, and every number counts the list behind it.
    for minutes, standing in ((-1, "today"), (0, "today"), (1, "overdue")):
        then = case.due_at.astimezone(CHINA) + timedelta(minutes=minutes)
        load = workload(clerk, procedure="hot", on=then.date(), now=then)[organ.code]
        assert (load.overdue, load.soon) == ((1, 0) if standing == "overdue" else (0, 1))
        assert [one.standing for one in queue(clerk, on=then.date(), now=then).rows] == [standing]
        assert queue(clerk, on=then.date(), now=then, narrowing=Narrowing(standing=standing)).rows
    with pytest.raises(NotPermitted, match="期限已经届满"):
        ops.do(case=case.uid, act="extend", given={"days": "5"}, seen=1, by=officer, at=at)
    ops.do(case=case.uid, act="close", given={}, seen=1, by=officer, at=at)
    assert workload(clerk, procedure="hot", on=at.date(), now=at)[organ.code].late == 1, (
        "late to the hour, the same day"
    )
    assert not list(jobs.inconsistencies(at=at))

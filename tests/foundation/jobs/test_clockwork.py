"""Periodic tasks run once a slot; a silent worker or clock is noticed."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django_q.models import OrmQ

from gongkai.foundation import jobs
from gongkai.foundation.jobs import operations, queries, registry
from gongkai.foundation.jobs.models import Heartbeat, Periodic
from gongkai.foundation.now import CHINA, frozen

pytestmark = pytest.mark.django_db


def test_a_periodic_task_runs_once_in_each_slot_however_many_machines_ask(at: datetime) -> None:
    calls: list[datetime] = []
    jobs.bind({}, periodic={"p": (60, lambda *, at: calls.append(at))})
    assert operations.tick(at=at) == ["p"]
    assert operations.tick(at=at + timedelta(seconds=5)) == []
    assert operations.tick(at=at + timedelta(seconds=60)) == ["p"]
    assert calls == [at, at + timedelta(seconds=60)]
    assert Periodic.objects.count() == 1


def test_a_daily_slot_begins_at_midnight_in_china() -> None:
    daily = registry.Rhythm(86400, print)
    evening = datetime(2026, 3, 2, 23, 59, 59, tzinfo=CHINA)
    assert daily.slot(evening + timedelta(seconds=1)) == daily.slot(evening) + 1
    assert daily.slot(evening) == daily.slot(datetime(2026, 3, 2, 0, 0, tzinfo=CHINA))


def test_a_failing_periodic_task_stops_neither_the_others_nor_the_clock(at: datetime) -> None:
    def broken(**_: Any) -> None:
        raise OSError("坏了")

    calls: list[datetime] = []
    jobs.bind({}, periodic={"broken": (60, broken), "sound": (60, lambda *, at: calls.append(at))})
    operations.tick(at=at)
    assert calls == [at]
    assert "坏了" in Periodic.objects.get(name="broken").last_error
    jobs.bind({}, periodic={"broken": (60, lambda *, at: None)})
    operations.tick(at=at + timedelta(minutes=1))
    assert Periodic.objects.get(name="broken").last_error == ""


def test_a_system_nobody_serves_is_not_healthy(at: datetime) -> None:
    assert len(queries.health(at).problems) == 2


def test_a_beating_clock_and_an_answering_worker_are_healthy(at: datetime) -> None:
    jobs.bind({})
    operations.tick(at=at)
    row = OrmQ.objects.get()
    with frozen(at):
        operations.run_beat(*row.args())
    row.delete()
    health = queries.health(at + timedelta(seconds=3))
    assert health.problems == ()
    assert health.worker_age == health.clock_age == timedelta(seconds=3)
    assert len(queries.health(at + timedelta(minutes=6)).problems) == 2


def test_a_silent_worker_is_not_asked_again_and_again(at: datetime) -> None:
    assert operations.ask_worker(at=at)
    assert not operations.ask_worker(at=at + timedelta(minutes=5))
    assert operations.ask_worker(at=at + timedelta(minutes=11))


def test_an_answering_worker_is_asked_every_minute(at: datetime) -> None:
    assert operations.ask_worker(at=at)
    Heartbeat.objects.update(beat_at=at + timedelta(seconds=1))
    assert not operations.ask_worker(at=at + timedelta(seconds=30))
    assert operations.ask_worker(at=at + timedelta(seconds=61))


def test_health_asks_the_database_three_times(at: datetime, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):
        queries.health(at)

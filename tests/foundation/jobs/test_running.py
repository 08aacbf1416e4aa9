"""A job takes effect once, is tried a finite number of times, and says so when it dies."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django_q.models import OrmQ

from gongkai.foundation import jobs
from gongkai.foundation.errors import Conflict, Invalid, NotFound
from gongkai.foundation.jobs import operations, queries
from gongkai.foundation.jobs.models import JobReceipt
from gongkai.foundation.jobs.operations._running import attempts_allowed
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.now import frozen

pytestmark = pytest.mark.django_db
State = JobReceipt.State


class Work:
    """Counts its calls and fails as told."""

    def __init__(self, *problems: BaseException) -> None:
        self.problems = list(problems)
        self.calls: list[dict[str, Any]] = []

    def __call__(self, **arguments: Any) -> None:
        self.calls.append(arguments)
        if self.problems:
            raise self.problems.pop(0)


def queued(work: Work, *, outside: bool = False, key: str = "k") -> None:
    jobs.bind({"test.work": work}, outside={"test.work"} if outside else ())
    with transaction.atomic():
        jobs.enqueue("test.work", key=key, uid="r1", edition=2)


def state(key: str = "k") -> str:
    return JobReceipt.objects.get(key=key).state


@pytest.mark.parametrize("outside", [False, True])
def test_a_job_is_given_its_identifiers_and_the_instant(at_rest: datetime, outside: bool) -> None:
    work = Work()
    queued(work, outside=outside)
    assert operations.work_off() == 1
    assert work.calls == [{"at": at_rest, "uid": "r1", "edition": 2}]
    assert state() == State.DONE
    assert not OrmQ.objects.exists()


@pytest.mark.parametrize("outside", [False, True])
def test_a_job_delivered_twice_runs_once(outside: bool) -> None:
    work = Work()
    queued(work, outside=outside)
    for _ in range(3):
        operations.run("test.work", "k", {"uid": "r1", "edition": 2})
    assert len(work.calls) == 1


def test_a_key_is_enqueued_only_once() -> None:
    queued(work := Work())
    queued(work)
    assert OrmQ.objects.count() == 1


def test_a_job_rolled_back_with_its_act_never_runs() -> None:
    jobs.bind({"test.work": Work()})
    with transaction.atomic():
        jobs.enqueue("test.work", key="k")
        transaction.set_rollback(True)
    assert not OrmQ.objects.exists()
    assert not JobReceipt.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_job_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match=r"transaction\.atomic"):
        jobs.enqueue("test.work", key="k")


@pytest.mark.parametrize("value", [None, True, 1.5, object(), ["r1"]])
def test_a_job_takes_only_plain_identifiers(value: Any) -> None:
    with pytest.raises(TypeError), transaction.atomic():
        jobs.enqueue("test.work", key="k", uid=value)


def test_a_failing_job_is_tried_a_finite_number_of_times_and_then_alarms(at: datetime) -> None:
    work = Work(*[OSError("线路不通")] * 9)
    queued(work)
    for _ in range(9):
        operations.work_off()
    assert len(work.calls) == attempts_allowed()
    assert state() == State.DEAD
    assert "线路不通" in queries.dead_jobs().get().last_error
    assert queries.health(at).dead == 1
    assert not OrmQ.objects.exists()


def test_a_failure_names_no_address() -> None:
    queued(Work(OSError({"zhang@example.cn": (550, b"<zhang@example.cn> unknown")})))
    operations.work_off()
    kept = JobReceipt.objects.get(key="k").last_error
    assert "550" in kept
    assert "zhang" not in kept


def test_a_failure_leaves_nothing_of_the_attempt_behind() -> None:
    def half(**_: Any) -> None:
        JobReceipt.objects.create(key="trace", operation="x", enqueued_at="2026-01-01T00:00Z")
        raise OSError("线路不通")

    jobs.bind({"test.work": half})
    with pytest.raises(OSError, match="线路"):
        operations.run("test.work", "k", {})
    assert not JobReceipt.objects.filter(key="trace").exists()
    assert state() == State.FAILED


def test_a_refusal_is_final_but_a_conflict_is_tried_again() -> None:
    queued(Work(Invalid("不行")), key="a")
    operations.work_off()
    assert state("a") == State.DEAD
    queued(Work(Conflict("稍后")), key="b")
    operations.work_off()
    assert state("b") == State.FAILED
    operations.work_off()
    assert state("b") == State.DONE


def test_a_job_that_kills_its_worker_does_not_run_for_ever(at: datetime) -> None:
    work = Work()
    queued(work)
    JobReceipt.objects.update(state=State.RUNNING, attempts=attempts_allowed(), started_at=at - timedelta(hours=1))
    with frozen(at):
        operations.work_off()
    assert work.calls == []
    assert state() == State.DEAD


def test_two_workers_never_run_one_job_at_the_same_moment(at: datetime) -> None:
    work = Work()
    queued(work, outside=True)
    JobReceipt.objects.update(state=State.RUNNING, attempts=1, started_at=at - timedelta(seconds=10))
    with frozen(at), pytest.raises(operations.Overlap):
        operations.run("test.work", "k", {})
    with frozen(at + timedelta(minutes=2)):
        operations.run("test.work", "k", {})
    assert len(work.calls) == 1


def test_a_timeout_of_the_queue_counts_as_a_failure() -> None:
    queued(Work(SystemExit("timeout")))
    with pytest.raises(SystemExit):
        operations.run("test.work", "k", {})
    assert state() == State.FAILED


def test_an_unbound_name_is_a_failure_with_a_sentence_for_the_programmer() -> None:
    jobs.bind({})
    with pytest.raises(LookupError, match="wiring"):
        operations.run("nobody.knows", "k", {})
    assert state() == State.FAILED


def test_a_dead_job_is_revived_on_the_record(at: datetime) -> None:
    queued(work := Work(Invalid("不行")))
    operations.work_off()
    operations.revive(by="u1", at=at, key="k")
    assert Entry.objects.get().act == "revive_job"
    operations.work_off()
    assert (state(), len(work.calls)) == (State.DONE, 2)
    with pytest.raises(Conflict):
        operations.revive(by="u1", at=at, key="k")
    with pytest.raises(NotFound):
        operations.revive(by="u1", at=at, key="unknown")


def test_a_lost_delivery_is_found_again_and_a_queued_one_is_left_alone(at: datetime) -> None:
    with frozen(at):
        queued(work := Work(), key="lost")
        OrmQ.objects.all().delete()
        queued(work, key="queued")
    assert operations.sweep(at=at + timedelta(minutes=1)) == 0
    assert operations.sweep(at=at + timedelta(hours=1)) == 1
    assert operations.sweep(at=at + timedelta(hours=1)) == 0
    assert operations.work_off() == 2


def test_receipts_of_long_ago_are_forgotten(at: datetime) -> None:
    with frozen(at):
        queued(Work())
        operations.work_off()
    operations.sweep(at=at + timedelta(days=89))
    assert JobReceipt.objects.exists()
    operations.sweep(at=at + timedelta(days=91))
    assert not JobReceipt.objects.exists()


def test_outside_may_only_name_what_is_bound() -> None:
    with pytest.raises(ValueError, match="unbound"):
        jobs.bind({}, outside={"a"})
    with pytest.raises(ValueError, match="faster"):
        jobs.bind({}, periodic={"a": (0, Work())})

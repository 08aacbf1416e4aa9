"""A large adoption is done behind: whole or not at all, once, tried again when it was cut off, told when refused."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction

from gongkai.engines.registers import jobs as register_jobs
from gongkai.engines.registers import operations as ops
from gongkai.engines.registers.models import Adjustment, EntryVersion, ImportFile
from gongkai.foundation import jobs
from gongkai.foundation.errors import Invalid, NotPermitted
from gongkai.foundation.jobs.models import JobReceipt
from gongkai.foundation.jobs.operations import run
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.notices.models import Notice

from .conftest import POWERS, Propose, amend, end, keys_on, power

KEY = "registers.adopt:test"


@pytest.fixture
def ordered(propose: Propose, who: SimpleNamespace, at: datetime, no_jobs: Any) -> Adjustment:
    made = propose(power("A"), power("B"))
    ops.approve(adjustment=made.uid, sha256=made.sha256, by=who.unit_head, at=at)
    return ops.order_adoption(adjustment=made.uid, sha256=made.sha256, by=who.signer, at=at)


def bound(function: Any) -> Any:
    from gongkai.assembly import wiring

    jobs.bind({**wiring.OPERATIONS, "registers.adopt": function}, outside=wiring.OUTSIDE, periodic=wiring.PERIODIC)


def state_of(adjustment: Adjustment) -> str:
    adjustment.refresh_from_db()
    return str(adjustment.state)


def test_what_is_ordered_is_public_only_when_it_is_done_and_done_once(
    ordered: Adjustment, who: SimpleNamespace, at: datetime, no_jobs: list[Any]
) -> None:
    assert [operation for operation, _, _ in no_jobs][-1] == "registers.adopt"
    assert (state_of(ordered), keys_on("2026-03-02")) == ("adopting", [])
    for act in (ops.recall_adjustment, ops.return_adjustment):
        with pytest.raises(NotPermitted, match="正在公布，不能再办理"):
            act(adjustment=ordered.uid, remark="甲", by=who.drafter, at=at)
    assert list(register_jobs.inconsistencies(at=at)) == []
    assert len(list(register_jobs.inconsistencies(at=at + timedelta(hours=2)))) == 1
    later = at + timedelta(minutes=1)
    assert [ops.adopt_ordered(adjustment=ordered.uid, at=later) for _ in range(2)] == [True, False]
    assert (state_of(ordered), keys_on("2026-03-02")) == ("adopted", ["A", "B"])
    assert (ordered.adopted_by, ordered.adopted_at) == (who.signer.uid, later)
    acts = Entry.objects.filter(subject=f"adjustment:{ordered.uid}").order_by("number").values_list("act", "by")
    assert list(acts)[-2:] == [("registers.ordered", who.signer.uid), ("registers.adopted", who.signer.uid)]


@pytest.mark.django_db(transaction=True)
def test_cut_off_it_leaves_nothing_and_is_done_by_the_next_attempt(ordered: Adjustment) -> None:
    def cut_off(*, adjustment: str, at: datetime) -> None:
        ops.adopt_ordered(adjustment=adjustment, at=at)
        raise KeyboardInterrupt  # as a worker that is killed with everything written and nothing committed

    def attempt() -> None:
        run("registers.adopt", KEY, {"adjustment": ordered.uid})

    try:
        bound(cut_off)
        with pytest.raises(KeyboardInterrupt):
            attempt()
        assert (state_of(ordered), EntryVersion.objects.count()) == ("adopting", 0)
        bound(ops.adopt_ordered)
        attempt()
        attempt()
    finally:
        bound(ops.adopt_ordered)
    assert (state_of(ordered), keys_on("2026-03-02")) == ("adopted", ["A", "B"])
    assert JobReceipt.objects.get(key=KEY).attempts == 2


def test_what_cannot_stand_any_more_goes_back_to_the_signer_with_the_reason(
    propose: Propose, adopt: Propose, who: SimpleNamespace, at: datetime
) -> None:
    adopt(power("A"))
    made = propose(power("B"), amend("A", days="5"), since="2026-05-01")
    ops.approve(adjustment=made.uid, sha256=made.sha256, by=who.unit_head, at=at)
    adopt(end("A"), since="2026-04-01")
    with transaction.atomic():
        ops.order_adoption(adjustment=made.uid, sha256=made.sha256, by=who.signer, at=at)
    assert ops.adopt_ordered(adjustment=made.uid, at=at) is False
    assert (state_of(made), made.number, made.adopted_by) == ("proposed", None, "")
    assert made.refused == "第2行：A已于2026年4月1日终止，不能调整。"
    assert keys_on("2026-05-01", POWERS) == []
    assert [(one.to_uid, one.subject) for one in Notice.objects.all()] == [
        (who.signer.uid, "您批准的一项名录调整没有公布")
    ]
    ops.return_adjustment(adjustment=made.uid, remark="A已经终止", by=who.signer, at=at)


def test_a_file_is_kept_for_whoever_sent_it_and_for_a_day(who: SimpleNamespace, at: datetime) -> None:
    from gongkai.engines.registers import queries

    def keep(name: str, person: Any = who.drafter) -> str:
        return ops.keep_import(register=POWERS.code, name=name, content=b"1,2", by=person, at=at)

    first, kept, other = keep("一.csv"), keep("二.csv"), keep("三.csv", who.signer)
    assert queries.kept_file(kept, POWERS, who.drafter) == ("二.csv", b"1,2")
    for uid in (first, other, "no"):
        with pytest.raises(Invalid, match="已经不再保留"):
            queries.kept_file(uid, POWERS, who.drafter)
    register_jobs.forget_imports(at=at + timedelta(hours=23))
    assert ImportFile.objects.count() == 2
    register_jobs.forget_imports(at=at + timedelta(days=1))
    assert not ImportFile.objects.exists()

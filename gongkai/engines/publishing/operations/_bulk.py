"""Bulk acts: proposed over a list, tried row by row and undone, decided, then done row by row, each its own act."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from gongkai.engines.publishing import bulk
from gongkai.engines.publishing.bulk_tables import BulkRow, BulkRun
from gongkai.engines.publishing.models import Edition
from gongkai.engines.publishing.operations import _common as common
from gongkai.engines.publishing.operations._transferring import transfer
from gongkai.engines.publishing.operations._withdrawing import withdraw
from gongkai.engines.publishing.queries import meant_by
from gongkai.engines.publishing.rules import BANNER, WITHDRAWAL_REASONS
from gongkai.foundation.canonical import Facts
from gongkai.foundation.errors import Conflict, Invalid, NotFound, Refusal
from gongkai.foundation.jobs import enqueue
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.permission import insist

CHUNK = 50
Act, Run, Row = BulkRun.Act, BulkRun.State, BulkRow.State
VERBS = {Act.TRANSFER: "将移交", Act.REDIRECT: "将转向整合后的文件", Act.WITHDRAW: "将撤回发布"}


class _Undone(Exception):
    """Raised to undo a trial."""


@transaction.atomic
def propose_bulk(
    *, act: str, organ: Organ, lines: Sequence[bulk.Line], note: str, to: str = "", reason: str = "", by: Actor,
    at: datetime,
) -> BulkRun:  # fmt: skip
    """提出批量办理：one act over a list; every row is tried at once and undone, so that all see what would happen.

    `to` is the organ that takes over, or the record all of them went into; a line may name its own.

    :raises Invalid: for an empty list, no such act or reason, or without a note.
    :raises NotPermitted: as `bulk.may_propose`.
    """
    if act not in Act.values:
        raise Invalid("没有这种批量行为。请从列表中选择。", field="act")
    insist(bulk.may_propose(by, act, organ))
    if not lines:
        raise Invalid("清单是空的。请一行写一份文件：编号、索引号、文号或网址。", field="text")
    if not note.strip():
        raise Invalid("请写明依据和原因，供监督检查。", field="note")
    if act == Act.WITHDRAW and reason not in {r for r in WITHDRAWAL_REASONS if r != "consolidated"}:
        raise Invalid("请选择撤回理由；已整合的请用“整合转向”。", field="reason")
    run = BulkRun.objects.create(
        uid=common.new_uid(), organ=organ, act=act, to=to.strip(), reason=reason, note=note.strip(), total=len(lines),
        proposed_by=by.uid, proposed_by_name=by.name, proposed_at=at,
    )  # fmt: skip
    rows = (BulkRow(run=run, position=n, given=given, to=own) for n, (given, own) in enumerate(lines, start=1))
    BulkRow.objects.bulk_create(rows, batch_size=500)
    _journal("bulk_proposed", run, by=by.uid, at=at, facts={"act": act, "rows": len(lines), "to": run.to})
    enqueue("publishing.bulk_try", key=f"bulk_try:{run.uid}:0", run=run.uid)
    return run


def try_bulk(*, run: str, at: datetime) -> int:
    """试办：the next rows are done for the proposer and undone; what they say is kept. Answers how many are left.

    Runs outside a transaction, a row each; a row tried twice is tried once.
    """
    found = BulkRun.objects.select_related("organ").get(uid=run)
    by = _actor(found.proposed_by, at)
    for pk in list(found.rows.filter(state=Row.WAITING).values_list("pk", flat=True)[:CHUNK]):
        _try_row(found, pk, by=by, at=at)
    left: int = found.rows.filter(state=Row.WAITING).count()
    with transaction.atomic():
        if left:
            enqueue("publishing.bulk_try", key=f"bulk_try:{run}:{left}", run=run)
        else:
            BulkRun.objects.filter(uid=run, state=Run.TRYING).update(state=Run.TRIED)
    return left


@transaction.atomic
def decide_bulk(*, run: str, by: Actor, at: datetime) -> BulkRun:
    """批准批量办理：from here on the rows that can be done are done, each its own act.

    :raises NotFound: when it is not theirs to see.
    :raises Conflict: while it is being tried, and once it was decided.
    :raises NotPermitted: as `bulk.may_decide`: who proposed does not decide a withdrawal.
    """
    found = _locked(by, run)
    insist(bulk.may_decide(by, found))
    if found.state != Run.TRIED:
        raise Conflict(f"这次批量办理{Run(found.state).label}，现在不能批准。请刷新页面查看。")
    found.state, found.decided_by, found.decided_by_name, found.decided_at = Run.RUNNING, by.uid, by.name, at
    found.save()
    _journal("bulk_decided", found, by=by.uid, at=at, facts={"proposed_by": found.proposed_by})
    enqueue("publishing.bulk_do", key=f"bulk_do:{found.uid}:0", run=found.uid)
    return found


@transaction.atomic
def cancel_bulk(*, run: str, by: Actor, at: datetime) -> BulkRun:
    """取消批量办理：before it was decided, by whoever may propose or decide it.

    :raises NotFound: when it is not theirs to see.
    :raises Conflict: once it was decided.
    """
    found = _locked(by, run)
    if not bulk.may_propose(by, found.act, found.organ):
        insist(bulk.may_decide(by, found))
    if found.state not in {Run.TRYING, Run.TRIED}:
        raise Conflict(f"这次批量办理{Run(found.state).label}，不能取消。")
    found.state, found.ended_at = Run.CANCELLED, at
    found.save()
    _journal("bulk_cancelled", found, by=by.uid, at=at, facts={})
    return found


def do_bulk(*, run: str, at: datetime) -> int:
    """逐件办理：the next rows, each in its own transaction with its own journal entry. Answers how many are left.

    Killed in between, the next call goes on where this one stopped: a row and what it did are one transaction.
    """
    found = BulkRun.objects.select_related("organ").get(uid=run)
    by = _actor(found.proposed_by, at)
    for pk in list(found.rows.filter(state=Row.READY).values_list("pk", flat=True)[:CHUNK]):
        _do_row(found, pk, by=by, at=at)
    left: int = found.rows.filter(state=Row.READY).count()
    with transaction.atomic():
        if left:
            enqueue("publishing.bulk_do", key=f"bulk_do:{run}:{left}", run=run)
        elif BulkRun.objects.filter(uid=run, state=Run.RUNNING).update(state=Run.DONE, ended_at=at):
            counts = {state: found.rows.filter(state=state).count() for state in (Row.DONE, Row.FAILED, Row.REFUSED)}
            _journal("bulk_done", found, by="system", at=at, facts={str(k.value): n for k, n in counts.items()})
    return left


def _try_row(run: BulkRun, pk: int, *, by: Actor, at: datetime) -> None:
    with transaction.atomic():
        row = BulkRow.objects.select_for_update().get(pk=pk)
        if row.state != Row.WAITING:
            return
        try:
            row.record, row.title = meant_by(by, row.given, run.organ)
            with transaction.atomic():
                _act(run, row, by=by, at=at)
                raise _Undone
        except _Undone:
            row.state, row.sentence = Row.READY, VERBS[Act(run.act)]
        except NotFound:
            row.state, row.sentence = Row.REFUSED, "没有找到这份文件，或者它不归本机关。请核对编号、索引号或文号。"
        except Refusal as refusal:
            row.state, row.sentence = Row.REFUSED, refusal.sentence
        row.save()


def _do_row(run: BulkRun, pk: int, *, by: Actor, at: datetime) -> None:
    with transaction.atomic():
        row = BulkRow.objects.select_for_update().get(pk=pk)
        if row.state != Row.READY:
            return
        try:
            with transaction.atomic():
                _act(run, row, by=by, at=at)
            row.state, row.sentence = Row.DONE, "已办理"
        except Refusal as refusal:
            row.state, row.sentence = Row.FAILED, refusal.sentence or "文件已经不在原处。请核对。"
        row.at = at
        row.save()


def _act(run: BulkRun, row: BulkRow, *, by: Actor, at: datetime) -> None:
    """The act itself, the same that a button does."""
    to = row.to or run.to
    if run.act == Act.TRANSFER:
        transfer(record=row.record, to=to, by=by, at=at)
    elif run.act == Act.REDIRECT:
        target = meant_by(by, to, None)[0] if to else ""
        withdraw(record=row.record, reason="consolidated", note=run.note, successor=target, by=by, at=at)
    else:
        if WITHDRAWAL_REASONS[run.reason].outcome == BANNER and _is_under_banner(row.record):
            raise Conflict("这份文件已作失效废止处理，不需要再办。")
        withdraw(record=row.record, reason=run.reason, note=run.note, by=by, at=at)


def _is_under_banner(record: str) -> bool:
    return Edition.objects.filter(record__uid=record, record__withdrawn_at__isnull=False, state="released").exists()


def _actor(uid: str, at: datetime) -> Actor:
    """Who proposed, with the posts held now; the second factor was given when it was proposed."""
    return SYSTEM if uid == SYSTEM.uid else people.actor(people.by_uid(uid).pk, at, second_factor=True)


def _locked(by: Actor, run: str) -> BulkRun:
    found = bulk.visible_to(by).select_for_update(of=("self",)).select_related("organ__place").filter(uid=run).first()
    if found is None:
        raise NotFound
    return found


def _journal(act: str, run: BulkRun, *, by: str, at: datetime, facts: Facts) -> None:
    subject = f"bulk:{run.uid}"
    journal.record(act=f"publishing.{act}", by=by, at=at, organ=run.organ.code, subject=subject, facts=facts)

"""成批导入：a long file is tried and proposed behind; the act of the proposal is that of its sender."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from gongkai.engines.registers import permission, queries
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import Adjustment, ImportFile, ImportState
from gongkai.engines.registers.operations._keeping import forget_imports
from gongkai.engines.registers.operations._proposing import head_of, propose
from gongkai.engines.registers.queries import Trial
from gongkai.foundation.errors import Conflict, Invalid, NotFound, Refusal
from gongkai.foundation.jobs import enqueue
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.permission import insist
from gongkai.foundation.text import storable
from gongkai.foundation.uids import new_uid

TRY, PROPOSE = "registers.try", "registers.propose"
_OPEN = (ImportState.WAITING, ImportState.TRYING)


@transaction.atomic
def order_trial(
    *,
    register: str,
    organ: Organ,
    since: date,
    reason: str,
    basis: str,
    name: str,
    content: bytes,
    skip: bool = False,
    enclosed: dict[str, str] | None = None,
    other: Organ | None = None,
    by: Actor,
    at: datetime,
) -> ImportFile:
    """受理导入：keep a file with what its adjustment shall be, and have it tried behind. Nothing is proposed yet.

    Of a person's files for a register only the last is kept, besides one that is just being proposed.

    :raises NotFound: for a register there is not.
    :raises NotPermitted: unless by a drafter of the organ.
    :raises Invalid: without a reason or a basis.
    """
    register_of(register)
    insist(permission.may_propose(by, organ))
    reason, basis = head_of(reason, basis)
    forget_imports(sent_by=by.uid, register=register, at=at)
    kept = ImportFile(
        uid=new_uid(), register=register, organ=organ, other=other, since=since, reason=reason, basis=basis, skip=skip,
        name=storable(name)[:200], content=content, enclosed=enclosed or {}, state=ImportState.WAITING,
        sent_by=by.uid, sent_at=at,
    )  # fmt: skip
    kept.save()
    enqueue(TRY, key=f"{TRY}:{kept.uid}", file=kept.uid)
    return kept


def try_import(*, file: str, at: datetime) -> bool:  # noqa: ARG001 — the queue's signature
    """核对导入：try the rows of a file and keep what they say. Answers whether it could be read.

    Runs outside a transaction, as long as it takes; cut off, it begins anew; tried already, it does nothing.
    """
    found = _with_organs().filter(uid=file, state__in=_OPEN).first()
    if found is None:
        return False
    try:
        trial = _tried(found)
    except Invalid as refusal:
        _tell(found, state=ImportState.UNREADABLE, refused=refusal.sentence)
        return False
    _tell(found, state=ImportState.TRIED, result=queries.said_of(trial), bad=queries.bad_of(trial))
    return True


def _tell(found: ImportFile, **said: object) -> None:
    """Of a file its sender has replaced meanwhile, nothing is told."""
    ImportFile.objects.filter(pk=found.pk, state__in=_OPEN).update(**said)


def _with_organs() -> "QuerySet[ImportFile]":
    return ImportFile.objects.select_related("organ", "other")


def _tried(found: ImportFile) -> Trial:
    """How many rows there are is known as soon as they are read, so that the page can say it."""
    rows = queries.rows_of(found)
    _tell(found, state=ImportState.TRYING, size=len(rows))
    return queries.try_kept(found, rows)


@transaction.atomic
def order_proposal(*, file: str, skip: bool, by: Actor, at: datetime) -> ImportFile:
    """提出导入：have what was tried proposed behind, without the rows in question when told to leave them out.

    :raises NotFound: for a file that is not this person's.
    :raises NotPermitted: when they draft for the organ no more.
    :raises Conflict: while it is being tried, and once it was proposed.
    :raises Invalid: when no row can be proposed, or some cannot and are not left out.
    """
    found = ImportFile.objects.select_for_update(of=("self",)).select_related("organ").filter(uid=file).first()
    if found is None or found.organ is None or found.sent_by != by.uid:
        raise NotFound
    insist(permission.may_propose(by, found.organ))
    if found.state != ImportState.TRIED:
        raise Conflict(f"这个文件{ImportState(found.state).label}，现在不能提出。请刷新页面查看。")
    _insist_whole(found.result["good"], found.result["bad"], skip=skip)
    found.state, found.skip, found.refused = ImportState.PROPOSING, skip, ""
    found.save(update_fields=["state", "skip", "refused"])
    enqueue(PROPOSE, key=f"{PROPOSE}:{found.uid}:{at.timestamp()}", file=found.uid)
    return found


def _insist_whole(good: int, bad: int, *, skip: bool) -> None:
    if not good:
        raise Invalid("没有可以提出的行。请改正后重新上传。", field="file")
    if bad and not skip:
        raise Invalid(f"有{bad}行有问题。请改正后重新上传，或者勾选“有问题的行先不提出”。", field="skip")


def propose_import(*, file: str, at: datetime) -> bool:
    """办理导入：try the file anew against the register as it stands, and propose it for its sender, once.

    What cannot be proposed any more goes back to its page with the reason. Answers whether it was proposed now.
    """
    found = _with_organs().filter(uid=file, state=ImportState.PROPOSING).first()
    if found is None:
        return False
    try:
        trial = queries.try_kept(found, queries.rows_of(found))
        found.result, found.bad = queries.said_of(trial), queries.bad_of(trial)
        _insist_whole(len(trial.good), len(trial.bad), skip=found.skip)
        made = _propose(found, trial, at)
    except Refusal as refusal:
        found.state, found.refused = ImportState.TRIED, refusal.sentence or "您不能再为这个机关提出调整。"
        found.save(update_fields=["state", "refused", "result", "bad"])
        return False
    return made is not None


@transaction.atomic
def _propose(found: ImportFile, trial: Trial, at: datetime) -> Adjustment | None:
    """The proposal and the file's last state are one transaction: run twice, it proposes once."""
    proposing = ImportFile.objects.select_for_update().filter(pk=found.pk, state=ImportState.PROPOSING)
    if found.organ is None or found.since is None or not proposing.exists():
        return None
    by = people.actor(people.by_uid(found.sent_by).pk, at, second_factor=False)
    made = propose(
        register=found.register, organ=found.organ, other=found.other, since=found.since, reason=found.reason,
        basis=found.basis, wanted=trial.good, by=by, at=at,
    )  # fmt: skip
    found.state, found.adjustment, found.content, found.bad = ImportState.PROPOSED, made.uid, b"", []
    found.save(update_fields=["state", "adjustment", "content", "bad", "result"])
    return made

"""审查与发布：submission, opinions, release and withdrawal by program, with a token that has the post for it."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from gongkai.engines.publishing import operations as ops
from gongkai.faces.api.asking import DONE, NOTHING, moment, person
from gongkai.faces.api.auth import Token
from gongkai.faces.api.schemas import texts
from gongkai.faces.api.schemas.office import DoneOut
from gongkai.faces.api.schemas.writing import NoteIn, OpinionIn, ReturnIn, ScheduleIn, WithdrawIn
from gongkai.foundation.errors import Invalid
from gongkai.programmes.policies import operations as policies

router = Router(tags=["审查与发布"], auth=Token())


@router.post("/records/{uid}/submit", response=DONE, summary="送审")
def submit(request: HttpRequest, uid: texts.Uid) -> Any:
    """Hand the draft to its first reviewer."""
    return DoneOut.of(ops.submit(record=uid, by=person(request), at=moment(request)))


@router.post("/records/{uid}/recall", response=DONE, summary="撤回送审")
def recall(request: HttpRequest, uid: texts.Uid) -> Any:
    """Take a submission back."""
    return DoneOut.of(ops.recall(record=uid, by=person(request), at=moment(request)))


@router.post("/records/{uid}/undo", response=DONE, summary="撤销最近一次办理")
def undo(request: HttpRequest, uid: texts.Uid) -> Any:
    """Take one's own last act on a record back, while nothing else has happened to it; see `undo` of the item."""
    return DoneOut.of(ops.undo(record=uid, by=person(request), at=moment(request)))


@router.post("/records/{uid}/approve", response=DONE, summary="同意")
def approve(request: HttpRequest, uid: texts.Uid, data: OpinionIn) -> Any:
    """Approve exactly the content with this hash at the pending step."""
    edition = ops.approve(record=uid, sha256=data.sha256, remark=data.remark, by=person(request), at=moment(request))
    return DoneOut.of(edition)


@router.post("/records/{uid}/return", response=DONE, summary="退回")
def return_(request: HttpRequest, uid: texts.Uid, data: ReturnIn) -> Any:
    """Send the draft back with a reason."""
    edition = ops.return_(record=uid, sha256=data.sha256, reason=data.reason, by=person(request), at=moment(request))
    return DoneOut.of(edition)


@router.post("/records/{uid}/schedule", response=DONE, summary="定时发布")
def schedule(request: HttpRequest, uid: texts.Uid, data: ScheduleIn) -> Any:
    """Release the approved edition at a minute."""
    if data.release_at.tzinfo is None:
        raise Invalid("发布时间须带时区，例如 2026-03-02T09:00:00+08:00。", field="release_at")
    edition = ops.schedule(record=uid, release_at=data.release_at, by=person(request), at=moment(request))
    return DoneOut.of(edition)


@router.post("/records/{uid}/unschedule", response=DONE, summary="取消定时")
def unschedule(request: HttpRequest, uid: texts.Uid) -> Any:
    """Take the schedule off; the edition stays approved."""
    return DoneOut.of(ops.unschedule(record=uid, by=person(request), at=moment(request)))


@router.post("/records/{uid}/release", response=DONE, summary="立即发布")
def release(request: HttpRequest, uid: texts.Uid) -> Any:
    """Make the approved edition public now."""
    return DoneOut.of(ops.release(record=uid, by=person(request), at=moment(request)))


@router.post("/records/{uid}/file", response=DONE, summary="归档（不主动公开）")
def file_(request: HttpRequest, uid: texts.Uid) -> Any:
    """Close a reviewed record that is not proactively disclosed."""
    return DoneOut.of(ops.file(record=uid, by=person(request), at=moment(request)))


@router.post("/records/{uid}/withdraw", response=DONE, summary="撤回发布")
def withdraw(request: HttpRequest, uid: texts.Uid, data: WithdrawIn) -> Any:
    """Take a released record back for one named reason."""
    withdrawal = ops.withdraw(
        record=uid,
        reason=data.reason,
        note=data.note,
        successor=data.successor,
        by=person(request),
        at=moment(request),
    )
    withdrawal.edition.refresh_from_db(fields=["state"])
    return DoneOut.of(withdrawal.edition)


@router.post("/records/{uid}/exempt-interpretation", response=NOTHING, summary="不作解读")
def exempt(request: HttpRequest, uid: texts.Uid, data: NoteIn) -> Any:
    """Put on record why a normative document needs no interpretation."""
    policies.exempt(record=uid, reason=data.reason, by=person(request), at=moment(request))
    return Status(204, None)


@router.post("/records/{uid}/promise-interpretation", response=NOTHING, summary="承诺随后解读")
def promise(request: HttpRequest, uid: texts.Uid, data: NoteIn) -> Any:
    """Put on record that the interpretation follows within the local limit."""
    policies.promise(record=uid, reason=data.reason, by=person(request), at=moment(request))
    return Status(204, None)

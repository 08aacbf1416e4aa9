"""办理：drafting, submission, review and release by program, with a token; the same operations as the screens."""

from typing import Any

from django.http import HttpRequest
from ninja import File, Form, Router
from ninja.files import UploadedFile

from gongkai.engines.publishing import intake, permission, queries
from gongkai.engines.publishing import operations as ops
from gongkai.faces.api.auth import Token
from gongkai.faces.api.public import moment
from gongkai.faces.api.schemas.office import (
    DoneOut,
    DraftIn,
    NoteIn,
    OpinionIn,
    QueueRow,
    ReturnIn,
    SaveIn,
    ScheduleIn,
    WithdrawIn,
    WorkOut,
)
from gongkai.faces.api.schemas.public import Refused
from gongkai.foundation.errors import Invalid, NotFound
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor
from gongkai.programmes.policies import operations as policies

router = Router(tags=["办理"], auth=Token())
Errors = frozenset({400, 403, 404, 409})
WORK = {200: WorkOut, Errors: Refused}
DONE = {200: DoneOut, Errors: Refused}


def person(request: HttpRequest) -> Actor:
    """办理人：whose token it is."""
    actor: Actor = request.auth  # type: ignore[attr-defined]
    return actor


def _organ(request: HttpRequest, code: str) -> Organ:
    if code not in person(request).organs():
        raise NotFound
    return organs.by_code(code)


def _work(request: HttpRequest, uid: str) -> WorkOut:
    return WorkOut.of(queries.work(person(request), uid, at=moment(request)))


@router.get("/queue", response=list[QueueRow], summary="待办")
def queue(request: HttpRequest) -> list[QueueRow]:
    """What this person may see and what waits for them, most urgent first."""
    return [
        QueueRow(
            record=row.record,
            edition=row.number,
            kind=row.kind.code,
            title=row.title,
            state=row.state,
            organ=row.organ,
            waits_for=row.waits_for,
            mine=row.mine,
            late=row.late,
        )
        for row in queries.queue(person(request), moment(request))
    ]


@router.get("/records/{uid}", response=WORK, summary="办件")
def work(request: HttpRequest, uid: str) -> Any:
    """One edition with its content, its lawful deadline and what may be done with it."""
    return _work(request, uid)


@router.post("/records", response={201: WorkOut, Errors: Refused}, summary="拟稿")
def draft(request: HttpRequest, data: DraftIn) -> Any:
    """Open a draft from content given as JSON."""
    edition = ops.draft(
        organ=_organ(request, data.organ),
        kind=data.kind,
        content=_content(data),
        by=person(request),
        at=moment(request),
    )
    return 201, _work(request, edition.record.uid)


@router.post("/uploads", response={201: WorkOut, Errors: Refused}, summary="上传 Word 或文本文件拟稿")
def upload(request: HttpRequest, organ: Form[str], kind: Form[str], file: File[UploadedFile]) -> Any:
    """Open a draft from a docx or text file: the text is read, its fields are proposed, the file is kept as issued."""
    target = _organ(request, organ)
    permission.insist_may_draft(person(request), target)
    taken = intake.read_upload(content=file.read(), name=file.name or "", by=person(request), at=moment(request))
    edition = ops.draft(
        organ=target,
        kind=kind,
        content=taken.content,
        original=taken.original,
        original_name=taken.name,
        by=person(request),
        at=moment(request),
    )
    return 201, _work(request, edition.record.uid)


@router.put("/records/{uid}", response=WORK, summary="保存修改")
def save(request: HttpRequest, uid: str, data: SaveIn) -> Any:
    """Save over the version last read; 409 when somebody else saved in between, with both texts kept."""
    ops.save(
        record=uid,
        content=_content(data),
        lock_version=data.lock_version,
        by=person(request),
        at=moment(request),
    )
    return _work(request, uid)


@router.post("/records/{uid}/files", response={201: WorkOut, Errors: Refused}, summary="添加附件")
def attach(request: HttpRequest, uid: str, title: Form[str], file: File[UploadedFile]) -> Any:
    """Add an attachment at the end of the list."""
    queries.work(person(request), uid, at=moment(request)).choice("save").insist()
    original, public = intake.keep_attachment(
        content=file.read(), name=file.name or "", by=person(request), at=moment(request)
    )
    ops.attach(
        record=uid,
        title=title,
        file_name=file.name or title,
        original=original,
        public=public,
        by=person(request),
        at=moment(request),
    )
    return 201, _work(request, uid)


@router.delete("/records/{uid}/files/{position}", response=WORK, summary="移除附件")
def detach(request: HttpRequest, uid: str, position: int) -> Any:
    """Take an attachment off the draft."""
    ops.detach(record=uid, position=position, by=person(request), at=moment(request))
    return _work(request, uid)


@router.post("/records/{uid}/submit", response=DONE, summary="送审")
def submit(request: HttpRequest, uid: str) -> Any:
    """Hand the draft to its first reviewer."""
    return DoneOut.of(ops.submit(record=uid, by=person(request), at=moment(request)))


@router.post("/records/{uid}/recall", response=DONE, summary="撤回送审")
def recall(request: HttpRequest, uid: str) -> Any:
    """Take a submission back."""
    return DoneOut.of(ops.recall(record=uid, by=person(request), at=moment(request)))


@router.post("/records/{uid}/approve", response=DONE, summary="同意")
def approve(request: HttpRequest, uid: str, data: OpinionIn) -> Any:
    """Approve exactly the content with this hash at the pending step."""
    edition = ops.approve(record=uid, sha256=data.sha256, remark=data.remark, by=person(request), at=moment(request))
    return DoneOut.of(edition)


@router.post("/records/{uid}/return", response=DONE, summary="退回")
def return_(request: HttpRequest, uid: str, data: ReturnIn) -> Any:
    """Send the draft back with a reason."""
    edition = ops.return_(record=uid, sha256=data.sha256, reason=data.reason, by=person(request), at=moment(request))
    return DoneOut.of(edition)


@router.post("/records/{uid}/schedule", response=DONE, summary="定时发布")
def schedule(request: HttpRequest, uid: str, data: ScheduleIn) -> Any:
    """Release the approved edition at a minute."""
    if data.release_at.tzinfo is None:
        raise Invalid("发布时间须带时区，例如 2026-03-02T09:00:00+08:00。", field="release_at")
    edition = ops.schedule(record=uid, release_at=data.release_at, by=person(request), at=moment(request))
    return DoneOut.of(edition)


@router.post("/records/{uid}/unschedule", response=DONE, summary="取消定时")
def unschedule(request: HttpRequest, uid: str) -> Any:
    """Take the schedule off; the edition stays approved."""
    return DoneOut.of(ops.unschedule(record=uid, by=person(request), at=moment(request)))


@router.post("/records/{uid}/release", response=DONE, summary="立即发布")
def release(request: HttpRequest, uid: str) -> Any:
    """Make the approved edition public now."""
    return DoneOut.of(ops.release(record=uid, by=person(request), at=moment(request)))


@router.post("/records/{uid}/file", response=DONE, summary="归档（不主动公开）")
def file_(request: HttpRequest, uid: str) -> Any:
    """Close a reviewed record that is not proactively disclosed."""
    return DoneOut.of(ops.file(record=uid, by=person(request), at=moment(request)))


@router.post("/records/{uid}/revise", response=DONE, summary="更正（拟新版本）")
def revise(request: HttpRequest, uid: str) -> Any:
    """Open a new edition from the released one."""
    return DoneOut.of(ops.revise(record=uid, by=person(request), at=moment(request)))


@router.post("/records/{uid}/discard", response={204: None, Errors: Refused}, summary="作废本稿")
def discard(request: HttpRequest, uid: str) -> Any:
    """Give the draft up."""
    ops.discard(record=uid, by=person(request), at=moment(request))
    return 204, None


@router.post("/records/{uid}/withdraw", response=DONE, summary="撤回发布")
def withdraw(request: HttpRequest, uid: str, data: WithdrawIn) -> Any:
    """Take a released record back for one named reason."""
    withdrawal = ops.withdraw(
        record=uid,
        reason=data.reason,
        note=data.note,
        successor=data.successor,
        by=person(request),
        at=moment(request),
    )
    return DoneOut.of(withdrawal.edition)


@router.post("/records/{uid}/exempt-interpretation", response={204: None, Errors: Refused}, summary="不作解读")
def exempt(request: HttpRequest, uid: str, data: NoteIn) -> Any:
    """Put on record why a normative document needs no interpretation."""
    policies.exempt(record=uid, reason=data.reason, by=person(request), at=moment(request))
    return 204, None


@router.post("/records/{uid}/promise-interpretation", response={204: None, Errors: Refused}, summary="承诺随后解读")
def promise(request: HttpRequest, uid: str, data: NoteIn) -> Any:
    """Put on record that the interpretation follows within the local limit."""
    policies.promise(record=uid, reason=data.reason, by=person(request), at=moment(request))
    return 204, None


def _content(data: DraftIn | SaveIn) -> Any:
    return data.content()

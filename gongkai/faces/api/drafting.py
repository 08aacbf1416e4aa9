"""拟稿：the queue, one item, drafts, saves and files by program, with a token; the same operations as the screens."""

from typing import Any

from django.http import FileResponse, HttpRequest
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from gongkai.engines.publishing import intake, permission, queries
from gongkai.engines.publishing import operations as ops
from gongkai.faces.api.asking import DONE, NOTHING, OPENED, WORK, Errors, moment, own_organ, person
from gongkai.faces.api.auth import Token
from gongkai.faces.api.schemas import texts
from gongkai.faces.api.schemas.office import DoneOut, QueueRow, WorkOut
from gongkai.faces.api.schemas.public import Refused
from gongkai.faces.api.schemas.uploaded import UploadedOut
from gongkai.faces.api.schemas.writing import DraftIn, OrderIn, SaveIn
from gongkai.foundation.errors import NotFound
from gongkai.foundation.files import queries as stored_files
from gongkai.foundation.files.models import StoredFile

router = Router(tags=["拟稿"], auth=Token())
UPLOADED = {201: UploadedOut, Errors: Refused}
BYTES = {"description": "OK", "content": {"application/octet-stream": {"schema": {"type": "string"}}}}


def _work(request: HttpRequest, uid: str) -> WorkOut:
    at, by = moment(request), person(request)
    found = queries.work(by, uid, at=at)
    return WorkOut.of(found, queries.undo(by, found.edition, at), queries.editing(by, uid, at))


@router.get("/queue", response={200: list[QueueRow], frozenset({401, 403}): Refused}, summary="待办")
def queue(request: HttpRequest) -> list[QueueRow]:
    """List what this person may see and what waits for them, most urgent first; at most 100 rows."""
    return [QueueRow.of(row) for row in queries.queue(person(request), moment(request))]


@router.get("/records/{uid}", response=WORK, summary="办件")
def work(request: HttpRequest, uid: texts.Uid) -> Any:
    """One edition with its content, its lawful deadline, its reviews and what may be done with it."""
    return _work(request, uid)


@router.post("/records", response=OPENED, summary="拟稿")
def draft(request: HttpRequest, data: DraftIn) -> Any:
    """Open a draft from content given as JSON."""
    edition = ops.draft(
        organ=own_organ(request, data.organ),
        kind=data.kind,
        content=data.content(),
        by=person(request),
        at=moment(request),
    )
    return Status(201, _work(request, edition.record.uid))


@router.post("/uploads", response=UPLOADED, summary="上传 Word、PDF 或文本文件拟稿")
def upload(request: HttpRequest, organ: Form[texts.Short], kind: Form[texts.Short], file: File[UploadedFile]) -> Any:
    """Open a draft from a docx, PDF or text file: its text is read, its fields are proposed, it is kept as issued.

    `reading` says of a PDF how sure each page is, `remarks` what to check by eye.
    """
    target = own_organ(request, organ)
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
    return Status(201, UploadedOut.told(_work(request, edition.record.uid), taken))


@router.put("/records/{uid}", response=WORK, summary="保存修改")
def save(request: HttpRequest, uid: texts.Uid, data: SaveIn) -> Any:
    """Save over the version last read; 409 when somebody else saved in between, with both texts kept."""
    ops.save(
        record=uid,
        content=data.content(),
        lock_version=data.lock_version,
        by=person(request),
        at=moment(request),
    )
    return _work(request, uid)


@router.post("/records/{uid}/files", response=OPENED, summary="添加附件")
def attach(request: HttpRequest, uid: texts.Uid, title: Form[texts.Name], file: File[UploadedFile]) -> Any:
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
    return Status(201, _work(request, uid))


@router.put("/records/{uid}/files", response=WORK, summary="调整附件顺序")
def reorder(request: HttpRequest, uid: texts.Uid, data: OrderIn) -> Any:
    """Put the attachments in another order."""
    ops.reorder(record=uid, positions=data.positions, by=person(request), at=moment(request))
    return _work(request, uid)


@router.get(
    "/records/{uid}/files/{position}",
    response={Errors: Refused},
    summary="附件内容",
    openapi_extra={"responses": {200: BYTES}},
)
def read_file(request: HttpRequest, uid: texts.Uid, position: texts.Position) -> Any:
    """The bytes of an attachment, as the public will get them."""
    item = queries.work(person(request), uid, at=moment(request))
    found = next((a for a in item.attachments if a.position == position), None)
    if found is None:
        raise NotFound
    return _bytes(found.public, found.file_name)


@router.get(
    "/records/{uid}/original",
    response={Errors: Refused},
    summary="来稿原件",
    openapi_extra={"responses": {200: BYTES}},
)
def read_original(request: HttpRequest, uid: texts.Uid) -> Any:
    """The uploaded paper, byte for byte as issued."""
    edition = queries.work(person(request), uid, at=moment(request)).edition
    if edition.original is None:
        raise NotFound
    return _bytes(edition.original, edition.original_name)


@router.delete("/records/{uid}/files/{position}", response=WORK, summary="移除附件")
def detach(request: HttpRequest, uid: texts.Uid, position: texts.Position) -> Any:
    """Take an attachment off the draft."""
    ops.detach(record=uid, position=position, by=person(request), at=moment(request))
    return _work(request, uid)


@router.post("/records/{uid}/revise", response=DONE, summary="更正（拟新版本）")
def revise(request: HttpRequest, uid: texts.Uid) -> Any:
    """Open a new edition from the released one."""
    return DoneOut.of(ops.revise(record=uid, by=person(request), at=moment(request)))


@router.post("/records/{uid}/reconsider", response=DONE, summary="再次审查")
def reconsider(request: HttpRequest, uid: texts.Uid) -> Any:
    """Open a new edition of a withheld record, to release it or to withhold it on."""
    return DoneOut.of(ops.reconsider(record=uid, by=person(request), at=moment(request)))


@router.post("/records/{uid}/discard", response=NOTHING, summary="作废本稿")
def discard(request: HttpRequest, uid: texts.Uid) -> Any:
    """Give the draft up."""
    ops.discard(record=uid, by=person(request), at=moment(request))
    return Status(204, None)


@router.post("/records/{uid}/purge", response=NOTHING, summary="清除涉密稿件")
def purge(request: HttpRequest, uid: texts.Uid) -> Any:
    """Erase an unreleased edition that turned out to hold a state secret: text, files and remarks."""
    ops.purge(record=uid, by=person(request), at=moment(request))
    return Status(204, None)


def _bytes(stored: StoredFile, name: str) -> FileResponse:
    return FileResponse(
        stored_files.open_file(stored), as_attachment=True, filename=name, content_type="application/octet-stream"
    )

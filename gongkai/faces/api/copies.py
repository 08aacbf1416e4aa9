"""提供的副本：list, add, blacken and take away the copies given with an answer, by program with a token."""

from typing import Any

from django.http import FileResponse, HttpRequest
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import case_of
from gongkai.faces.api.asking import Errors, moment, person
from gongkai.faces.api.auth import Token
from gongkai.faces.api.casework import Number
from gongkai.faces.api.drafting import BYTES
from gongkai.faces.api.schemas import texts
from gongkai.faces.api.schemas.copies import BlackenIn, CopiesOut, CopyOut
from gongkai.faces.api.schemas.public import Refused
from gongkai.foundation.errors import NotFound
from gongkai.foundation.files import queries as stored_files
from gongkai.programmes.requests import operations, queries
from gongkai.programmes.requests.programme import REQUESTS

router = Router(tags=["办件"], auth=Token())
COPIES = {200: CopiesOut, Errors: Refused}


@router.get("/cases/{case}/copies", response=COPIES, summary="提供的副本")
def copies(request: HttpRequest, case: Number) -> Any:
    """The copies given with the answer of a case or being prepared for it, in the order they came."""
    return _all(_request(request, case))


@router.post("/cases/{case}/copies", response={201: CopiesOut, Errors: Refused}, summary="附上副本")
def attach_copy(request: HttpRequest, case: Number, file: File[UploadedFile], title: Form[texts.Name] = "") -> Any:
    """Attach a file to be given with the answer, whole so far; before the reply is proposed."""
    found = _request(request, case)
    operations.attach_copy(
        case=found.uid,
        content=file.read(),
        name=(file.name or "副本")[:255],
        title=title,
        by=person(request),
        at=moment(request),
    )
    return Status(201, _all(found))


@router.post("/cases/{case}/copies/{copy_uid}/blacken", response=COPIES, summary="遮盖副本")
def blacken_copy(request: HttpRequest, case: Number, copy_uid: texts.Uid, data: BlackenIn) -> Any:
    """Make a copy anew from its original with these strings gone for good; the file is read again afterwards."""
    found = _request(request, case)
    operations.blacken_copy(case=found.uid, copy=copy_uid, **data.model_dump(), by=person(request), at=moment(request))
    return _all(found)


@router.get(
    "/cases/{case}/copies/{copy_uid}",
    response={Errors: Refused},
    summary="副本的内容",
    openapi_extra={"responses": {200: BYTES}},
)
def read_copy(request: HttpRequest, case: Number, copy_uid: texts.Uid) -> Any:
    """The bytes of a copy as the applicant gets them."""
    kept = queries.answer_copy_of(_request(request, case), copy_uid)
    name, stored = f"{kept.title}.{kept.given.extension}", kept.given
    return FileResponse(
        stored_files.open_file(stored), as_attachment=True, filename=name, content_type="application/octet-stream"
    )


@router.delete("/cases/{case}/copies/{copy_uid}", response=COPIES, summary="移除副本")
def detach_copy(request: HttpRequest, case: Number, copy_uid: texts.Uid) -> Any:
    """Take away a copy that was not given yet."""
    found = _request(request, case)
    operations.detach_copy(case=found.uid, copy=copy_uid, by=person(request), at=moment(request))
    return _all(found)


def _request(request: HttpRequest, number: str) -> Case:
    found = case_of(person(request), number)
    if found.procedure != REQUESTS.key:
        raise NotFound
    return found


def _all(case: Case) -> CopiesOut:
    return CopiesOut(items=[CopyOut.of(one) for one in queries.copies_of(case)])

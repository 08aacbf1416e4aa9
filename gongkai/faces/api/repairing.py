"""信用修复：a party asks that the publicity of a penalty end and follows it; the office proposes and decides."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router, Status
from ninja.decorators import decorate_view
from ninja.files import UploadedFile

from gongkai.faces.api.asking import Errors, limit, moment, person
from gongkai.faces.api.auth import Token
from gongkai.faces.api.schemas import texts
from gongkai.faces.api.schemas.public import Refused
from gongkai.faces.api.schemas.repairs import (
    RepairAskIn,
    RepairDecisionIn,
    RepairFollowedOut,
    RepairGrantIn,
    RepairOut,
    RepairReceiptOut,
    RepairRefusalIn,
    RepairReturnIn,
    RepairWholeOut,
)
from gongkai.faces.api.schemas.requests import ProofIn
from gongkai.faces.kit.scans import only_in_memory, scan_of
from gongkai.programmes.enforcement import operations, permission, repairing

public = Router(tags=["信用修复"])
router = Router(tags=["信用修复"], auth=Token())
MADE: Any = {201: RepairReceiptOut, frozenset({400, 403, 404, 409}): Refused}
SEEN: Any = {200: RepairFollowedOut, frozenset({400, 403, 404, 409}): Refused}
WHOLE: Any = {200: RepairWholeOut, Errors: Refused}
NEWEST = 100


@public.post("/enforcement/repairs", response=MADE, summary="申请信用修复")
@decorate_view(only_in_memory)
def ask_for_repair(
    request: HttpRequest,
    data: Form[RepairAskIn],
    evidence: File[UploadedFile] | None = None,  # noqa: ARG001 — read below: one too large was let go by as it came
) -> Any:
    """Ask that the publicity of a penalty end; answers number and code, the code only this once."""
    limit(request, "apply")
    said = data.model_dump()
    made = operations.ask_for_repair(
        key=said.pop("decision"), **said, evidence=scan_of(request, "evidence"), at=moment(request)
    )
    return Status(201, RepairReceiptOut.of(made))


@public.post("/enforcement/repairs/status", response=SEEN, summary="查询信用修复申请")
def follow_repair(request: HttpRequest, data: ProofIn) -> Any:
    """How far an application is, for whoever has number and code; 404 for a wrong number and a wrong code alike."""
    limit(request, "follow")
    found = repairing.proven(number=data.number, code=data.code)
    ended = repairing.granted(found.change) if found.change else None
    return RepairFollowedOut.of(found, repairing.progress_of([found])[found.uid], ended)


@router.get("/enforcement/repairs", response={200: list[RepairOut], Errors: Refused}, summary="信用修复申请清单")
def repairs(request: HttpRequest) -> Any:
    """Applications as far as this person sees them, those that wait first, then the newest; 100 rows."""
    return [RepairOut.of(row, progress) for row, progress in repairing.listed(person(request), limit=NEWEST)]


@router.get("/enforcement/repairs/{uid}", response=WHOLE, summary="一件信用修复申请")
def repair(request: HttpRequest, uid: texts.Uid) -> Any:
    """One application; what was written is null for who only supervises it, and once it is erased."""
    return _whole(request, uid)


@router.post("/enforcement/repairs/{uid}/propose", response=WHOLE, summary="同意修复")
def propose_repair(request: HttpRequest, uid: texts.Uid, data: RepairGrantIn) -> Any:
    """Propose the adjustment of the register that ends the publicity; it is reviewed and adopted like any other."""
    operations.propose_repair(repair=uid, reason=data.reason, basis=data.basis, by=person(request), at=moment(request))
    return _whole(request, uid)


@router.post("/enforcement/repairs/{uid}/refuse", response=WHOLE, summary="拟不予修复")
def propose_refusal(request: HttpRequest, uid: texts.Uid, data: RepairRefusalIn) -> Any:
    """Propose to refuse, on a ground and with the words its party will read; another decides."""
    operations.propose_refusal(
        repair=uid, ground=data.ground, answer=data.answer, by=person(request), at=moment(request)
    )
    return _whole(request, uid)


@router.post("/enforcement/repairs/{uid}/confirm", response=WHOLE, summary="决定不予修复")
def confirm_refusal(request: HttpRequest, uid: texts.Uid, data: RepairDecisionIn) -> Any:
    """Refuse as it was proposed; never by who proposed it."""
    operations.confirm_refusal(repair=uid, seen=data.proposal, by=person(request), at=moment(request))
    return _whole(request, uid)


@router.post("/enforcement/repairs/{uid}/return", response=WHOLE, summary="退回不予修复的意见")
def return_refusal(request: HttpRequest, uid: texts.Uid, data: RepairReturnIn) -> Any:
    """Send the proposal to refuse back with what is to be looked into."""
    operations.return_refusal(
        repair=uid, seen=data.proposal, opinion=data.opinion, by=person(request), at=moment(request)
    )
    return _whole(request, uid)


@router.post("/enforcement/repairs/{uid}/evidence", response={Errors: Refused}, summary="查看证明材料")
def open_evidence(request: HttpRequest, uid: texts.Uid) -> HttpResponse:
    """The file that came with it; the journal keeps who looked."""
    opened = operations.open_evidence(repair=uid, by=person(request), at=moment(request))
    response = HttpResponse(opened.content, content_type=opened.media_type)
    response["Content-Disposition"] = f'attachment; filename="evidence.{opened.extension}"'
    response["Cache-Control"] = "no-store"
    return response


def _whole(request: HttpRequest, uid: str) -> RepairWholeOut:
    found = repairing.of_uid(person(request), uid)
    written = repairing.written(found) if permission.may_read_words(person(request), found) else None
    return RepairWholeOut.whole(found, repairing.progress_of([found])[found.uid], written)

"""依申请公开：applying and following for programs; number and code go in the body, never in an address."""

from dataclasses import replace
from typing import Annotated

from django.http import HttpRequest
from ninja import File, Form, Header, Query, Router, Status
from ninja.decorators import decorate_view
from ninja.files import UploadedFile

from gongkai.engines.publishing import queries as publishing
from gongkai.faces.api.asking import limit, moment
from gongkai.faces.api.schemas import texts
from gongkai.faces.api.schemas.casework import ReceiptOut
from gongkai.faces.api.schemas.public import ItemOut, Refused
from gongkai.faces.api.schemas.requests import (
    AnswersIn,
    FollowedOut,
    OnlineApplicationIn,
    PaymentIn,
    PaymentOut,
    ProofIn,
    PublishedAnswerOut,
    PublishedAnswersOut,
    RatingIn,
    SaidIn,
)
from gongkai.faces.kit.scans import only_in_memory
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.programmes.requests import operations, paying, queries
from gongkai.programmes.requests.permission import proven
from gongkai.programmes.requests.published import ANSWER

router = Router(tags=["依申请公开"])
SEEN = {200: FollowedOut, frozenset({400, 403, 404, 409}): Refused}


@router.post("/requests", response={201: ReceiptOut, frozenset({400, 403, 404, 409}): Refused}, summary="提出申请")
def apply_for_information(request: HttpRequest, data: OnlineApplicationIn) -> Status[ReceiptOut]:
    """Ask an organ for information; the answer tells number and code, the code only this once."""
    limit(request, "apply")
    organ = organs.by_code(data.organ)
    if organ.until is not None and organ.until <= china_date(moment(request)):
        raise NotFound
    receipt = operations.apply(
        organ=organ,
        applicant=data.applicant.applicant(),
        wanted=data.wanted.wanted(),
        language=data.language,
        at=moment(request),
    )
    return Status(201, ReceiptOut.of(receipt))


@router.post("/requests/status", response=SEEN, summary="查询办理进度")
def follow_request(request: HttpRequest, data: ProofIn) -> FollowedOut:
    """Tell how a request stands, to whoever has number and code; 404 for a wrong number and a wrong code alike."""
    limit(request, "follow")
    return _seen(request, data)


@router.post("/requests/correction", response=SEEN, summary="提交补正")
def answer_correction(request: HttpRequest, data: SaidIn) -> FollowedOut:
    """Answer a correction notice; the limit runs afresh (Article 30)."""
    limit(request, "follow")
    operations.answer_correction(number=data.number, code=data.code, text=data.text, at=moment(request))
    return _seen(request, data)


@router.post("/requests/reasons", response=SEEN, summary="说明理由")
def give_reasons(request: HttpRequest, data: SaidIn) -> FollowedOut:
    """Say why so many applications are made, when that was asked (Article 35)."""
    limit(request, "follow")
    operations.give_reasons(number=data.number, code=data.code, text=data.text, at=moment(request))
    return _seen(request, data)


@router.post("/requests/withdrawal", response=SEEN, summary="撤回申请")
def give_up_request(request: HttpRequest, data: ProofIn) -> FollowedOut:
    """Withdraw a request that was not answered yet."""
    limit(request, "follow")
    operations.give_up(number=data.number, code=data.code, at=moment(request))
    return _seen(request, data)


@router.post("/requests/rating", response=SEEN, summary="评价")
def rate_request(request: HttpRequest, data: RatingIn) -> FollowedOut:
    """Say once, after the end, how the request was handled: one to five."""
    limit(request, "follow")
    operations.rate(number=data.number, code=data.code, score=data.score, words=data.text, at=moment(request))
    return _seen(request, data)


@router.post("/requests/complaint", response=SEEN, summary="投诉")
def complain_of_request(request: HttpRequest, data: SaidIn) -> FollowedOut:
    """Bring the handling before the openness office above (Article 51); at most once a day."""
    limit(request, "follow")
    operations.complain(number=data.number, code=data.code, text=data.text, at=moment(request))
    return _seen(request, data)


@router.post("/requests/proof", response=SEEN, summary="补交身份证明的扫描件")
@decorate_view(only_in_memory)
def add_proof(
    request: HttpRequest, number: Form[texts.Number], code: Form[texts.Short], file: File[UploadedFile]
) -> FollowedOut:
    """Bring a scan of the proof of identity, PDF, JPEG or PNG up to 5 MB; sealed, in place of one brought before."""
    limit(request, "follow")
    operations.add_copy(number=number, code=code, content=file.read() or b"", name=file.name or "", at=moment(request))
    return _seen(request, ProofIn(number=number, code=code))


@router.post(
    "/requests/payments", response={200: PaymentOut, frozenset({400, 403, 404, 409}): Refused}, summary="缴费通知"
)
def take_payment(
    request: HttpRequest,
    data: PaymentIn,
    signature: Annotated[str, Header(alias="X-Gongkai-Signature")] = "",
    stamped: Annotated[str, Header(alias="X-Gongkai-Timestamp")] = "",
) -> PaymentOut:
    """Tell of a payment, by the system that took it: HMAC-SHA256 over timestamp, a dot and the body; repeat freely."""
    at = moment(request)
    paying.channel().verify(body=request.body, stamped=stamped, signature=signature, at=at)
    operations.take_payment(bill=data.bill, amount=data.amount, reference=data.reference, at=at)
    return PaymentOut(bill=data.bill, reference=data.reference)


@router.get("/requests/answers", response={200: PublishedAnswersOut, 400: Refused}, summary="已公开的申请答复")
def published_answers(request: HttpRequest, asked: Query[AnswersIn]) -> PublishedAnswersOut:
    """Answers to requests that were made public, newest first, or what matches `q`; each with whom it helped."""
    at, filters = moment(request), replace(asked.filters(), kinds=(ANSWER.code,))
    if asked.q.strip():
        found = publishing.search(asked.q, at, filters, limit=asked.limit)
        items, following = tuple(match.item for match in found.matches), ""
    else:
        page = publishing.listing(at, filters, after=asked.after, limit=asked.limit)
        items, following = page.items, page.next
    helped = queries.times_found([item.record for item in items])
    rows = [PublishedAnswerOut(**dict(ItemOut.of(item)), helped=helped.get(item.record, 0)) for item in items]
    return PublishedAnswersOut(items=rows, next=following)


def _seen(request: HttpRequest, data: ProofIn) -> FollowedOut:
    found = proven(number=data.number, code=data.code)
    return FollowedOut.of(queries.followed(found, at=moment(request)))

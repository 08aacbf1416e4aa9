"""信访：bringing a petition and following it for programs; number and code go in the body, never in an address."""

from django.http import HttpRequest
from ninja import File, Form, Router, Status
from ninja.decorators import decorate_view
from ninja.files import UploadedFile

from gongkai.faces.api.asking import limit, moment
from gongkai.faces.api.schemas import texts
from gongkai.faces.api.schemas.petitions import (
    PetitionFollowedOut,
    PetitionIn,
    PetitionLodgedOut,
    PetitionRatingIn,
    PetitionReviewIn,
)
from gongkai.faces.api.schemas.public import Refused
from gongkai.faces.api.schemas.requests import ProofIn
from gongkai.faces.kit.scans import only_in_memory
from gongkai.foundation.errors import Invalid
from gongkai.foundation.now import china_date
from gongkai.programmes.petitions import lettering, operations, queries
from gongkai.programmes.petitions.permission import proven

router = Router(tags=["信访"])
NO_OFFICE = "这个机关没有开通信访受理。请填写受理信访的机关代码。"
SEEN = {200: PetitionFollowedOut, frozenset({400, 403, 404, 409}): Refused}


@router.post(
    "/petitions", response={201: PetitionLodgedOut, frozenset({400, 403, 404, 409}): Refused}, summary="提出信访事项"
)
def lodge_petition(request: HttpRequest, data: PetitionIn) -> Status[PetitionLodgedOut]:
    """Bring a suggestion, an accusation or an appeal; answers number and code, the code only this once."""
    limit(request, "lodge")
    at = moment(request)
    organ = next((one for one in queries.offices(china_date(at)) if one.code == data.organ), None)
    if organ is None:
        raise Invalid(NO_OFFICE, field="organ")
    lodged = operations.lodge_petition(
        organ=organ, told=data.told(), petitioner=data.petitioner(), language=data.language, at=at
    )
    return Status(201, PetitionLodgedOut(number=lodged.case.number, code=lodged.code))


@router.post("/petitions/status", response=SEEN, summary="查询信访办理进度")
def follow_petition(request: HttpRequest, data: ProofIn) -> PetitionFollowedOut:
    """Tell how a petition stands, to whoever has number and code; 404 for a wrong number and a wrong code alike."""
    limit(request, "follow")
    return _seen(request, data)


@router.post("/petitions/files", response=SEEN, summary="提交信访材料")
@decorate_view(only_in_memory)
def attach_file(
    request: HttpRequest, number: Form[texts.Number], code: Form[texts.Short], file: File[UploadedFile]
) -> PetitionFollowedOut:
    """Add a file to a petition in hand: PDF, JPEG or PNG up to 5 MB, at most five."""
    limit(request, "follow")
    operations.attach_petition_file(
        number=number, code=code, content=file.read(), name=file.name or "", at=moment(request)
    )
    return _seen(request, ProofIn(number=number, code=code))


@router.post("/petitions/review", response=SEEN, summary="请求复查、复核")
def request_review(request: HttpRequest, data: PetitionReviewIn) -> PetitionFollowedOut:
    """Ask that the organ above reviews the last answer, within thirty days of receiving it."""
    limit(request, "follow")
    operations.request_review(number=data.number, code=data.code, text=data.text, at=moment(request))
    return _seen(request, data)


@router.post("/petitions/withdrawal", response=SEEN, summary="撤回信访事项")
def withdraw_petition(request: HttpRequest, data: ProofIn) -> PetitionFollowedOut:
    """Withdraw a petition that has not ended."""
    limit(request, "follow")
    operations.withdraw_petition(number=data.number, code=data.code, at=moment(request))
    return _seen(request, data)


@router.post("/petitions/rating", response=SEEN, summary="评价信访办理")
def rate_petition(request: HttpRequest, data: PetitionRatingIn) -> PetitionFollowedOut:
    """Say whether the handling satisfies: yes, mostly or no."""
    limit(request, "follow")
    operations.rate_petition(number=data.number, code=data.code, satisfied=data.satisfied, at=moment(request))
    return _seen(request, data)


def _seen(request: HttpRequest, data: ProofIn) -> PetitionFollowedOut:
    found = proven(number=data.number, code=data.code)
    return PetitionFollowedOut.of(queries.followed(found, at=moment(request)), lettering.letters_in(found.case))

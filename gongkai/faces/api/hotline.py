"""12345热线：lodging a message and following it for programs; number and code go in the body, never in an address."""

from typing import Annotated

from django.http import HttpRequest
from ninja import File, Form, Query, Router, Status
from ninja.decorators import decorate_view
from ninja.files import UploadedFile

from gongkai.faces.api.asking import limit, moment
from gongkai.faces.api.schemas import texts
from gongkai.faces.api.schemas.hotline import (
    CasesIn,
    LodgedOut,
    MessageFollowedOut,
    MessageIn,
    MessageRatingIn,
    MessageSaidIn,
    PublicCaseOut,
    PublicCasesOut,
)
from gongkai.faces.api.schemas.public import Refused
from gongkai.faces.api.schemas.requests import ProofIn
from gongkai.faces.kit.scans import only_in_memory
from gongkai.foundation.errors import Conflict
from gongkai.foundation.now import china_date
from gongkai.programmes.hotline import operations, queries
from gongkai.programmes.hotline.queries import PublicAsked

router = Router(tags=["12345热线"])
NO_PLATFORM = "网上还没有开通热线受理。请拨打12345。"
SEEN = {200: MessageFollowedOut, frozenset({400, 403, 404, 409}): Refused}
MOST_CURSOR = 2**60


@router.post("/hotline", response={201: LodgedOut, frozenset({400, 403, 404, 409}): Refused}, summary="提交诉求")
def lodge_message(request: HttpRequest, data: MessageIn) -> Status[LodgedOut]:
    """Ask, seek help, complain, report, suggest or praise; answers number and code, the code only this once."""
    limit(request, "lodge")
    at = moment(request)
    platform = queries.platform_for(data.place, on=china_date(at))
    if platform is None:
        raise Conflict(NO_PLATFORM)
    lodged = operations.lodge(
        organ=platform.organ, told=data.told(), person=data.person(), language=data.language, at=at
    )
    return Status(201, LodgedOut.of(lodged))


@router.post("/hotline/status", response=SEEN, summary="查询诉求办理进度")
def follow_message(request: HttpRequest, data: ProofIn) -> MessageFollowedOut:
    """Tell how a message stands, to whoever has number and code; 404 for a wrong number and a wrong code alike."""
    limit(request, "follow")
    return _seen(request, data)


@router.post("/hotline/words", response=SEEN, summary="补充说明")
def add_to_message(request: HttpRequest, data: MessageSaidIn) -> MessageFollowedOut:
    """Add words to a message in hand."""
    limit(request, "follow")
    operations.add_words(number=data.number, code=data.code, text=data.text, at=moment(request))
    return _seen(request, data)


@router.post("/hotline/photos", response=SEEN, summary="补交照片")
@decorate_view(only_in_memory)
def bring_photo(
    request: HttpRequest, number: Form[texts.Number], code: Form[texts.Short], file: File[UploadedFile]
) -> MessageFollowedOut:
    """Bring a picture for a message in hand: JPEG or PNG up to 5 MB, at most four; where it was taken is removed."""
    limit(request, "follow")
    operations.bring_photo(number=number, code=code, content=file.read(), name=file.name or "", at=moment(request))
    return _seen(request, ProofIn(number=number, code=code))


@router.post("/hotline/withdrawal", response=SEEN, summary="撤回诉求")
def withdraw_message(request: HttpRequest, data: ProofIn) -> MessageFollowedOut:
    """Withdraw a message that was not answered yet."""
    limit(request, "follow")
    operations.give_up_message(number=data.number, code=data.code, at=moment(request))
    return _seen(request, data)


@router.post("/hotline/rating", response=SEEN, summary="评价诉求办理结果")
def rate_message(request: HttpRequest, data: MessageRatingIn) -> MessageFollowedOut:
    """Say whether the answer satisfies: yes, mostly or no."""
    limit(request, "follow")
    operations.rate_message(
        number=data.number, code=data.code, satisfied=data.satisfied, text=data.text, at=moment(request)
    )
    return _seen(request, data)


@router.post("/hotline/redoing", response=SEEN, summary="退回重办")
def ask_again(request: HttpRequest, data: MessageSaidIn) -> MessageFollowedOut:
    """Send an answer back to be done again, once, with the reason."""
    limit(request, "follow")
    operations.ask_again(number=data.number, code=data.code, text=data.text, at=moment(request))
    return _seen(request, data)


@router.get("/hotline/cases", response={200: PublicCasesOut, 400: Refused}, summary="热线诉求选登")
def published_cases(request: HttpRequest, asked: Annotated[CasesIn, Query()]) -> PublicCasesOut:
    """Cases made public, newest first, or those that match."""
    wanted = PublicAsked(
        words=asked.q.strip(),
        matter=asked.matter,
        handler=asked.handler,
        place=asked.place,
        after=max(0, min(asked.after, MOST_CURSOR)),
    )
    found = queries.public_cases(wanted, moment(request))
    return PublicCasesOut(items=[PublicCaseOut.of(one) for one in found.rows], total=found.total, next=found.next)


def _seen(request: HttpRequest, data: ProofIn) -> MessageFollowedOut:
    found = queries.proven(number=data.number, code=data.code)
    return MessageFollowedOut.of(queries.followed(found, at=moment(request)))

"""重大行政决策：what is to be decided and was, for programs; proposing a matter. Acts on it are those of 办件."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from gongkai.faces.api.asking import Errors, limit, moment, own_organ, person
from gongkai.faces.api.auth import Token
from gongkai.faces.api.schemas.decisions import (
    EnrolIn,
    EnrolledOut,
    EnrolmentOut,
    MatterRowOut,
    MattersIn,
    MattersOut,
    MatterWholeOut,
    ProposedIn,
    ProposedOut,
)
from gongkai.faces.api.schemas.public import Refused
from gongkai.faces.api.schemas.requests import ProofIn
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.text import storable
from gongkai.programmes.decisions import hearings, operations, queries

public = Router(tags=["重大行政决策"])
router = Router(tags=["重大行政决策"], auth=Token())


@public.get("/decisions", response={200: MattersOut, 400: Refused}, summary="决策事项清单")
def list_decisions(request: HttpRequest, asked: Annotated[MattersIn, Query()]) -> MattersOut:
    """Matters that are public, the one last acted on first; one the law keeps undisclosed is nowhere."""
    found = queries.public_matters(
        moment(request),
        organ=asked.organ,
        place=asked.place,
        year=asked.year or 0,
        state=asked.state,
        words=asked.q.strip(),
        after=asked.after,
        limit=asked.limit,
    )
    return MattersOut(items=[MatterRowOut.of(one) for one in found.lines], next=found.next)


@public.get("/decisions/{matter}", response={200: MatterWholeOut, 404: Refused}, summary="一件决策事项")
def show_decision(request: HttpRequest, matter: str) -> MatterWholeOut:
    """Its facts, the steps they require and how far each is, the timeline, hearings, papers and what is owed."""
    at = moment(request)
    found = queries.public_matter(storable(matter), at)
    if found is None:
        raise NotFound
    return MatterWholeOut.whole(found, china_date(at))


@public.post(
    "/hearings/{hearing}/enrolments",
    response={201: EnrolledOut, frozenset({400, 403, 404, 409}): Refused},
    summary="报名参加听证会",
)
def enrol_for_hearing(request: HttpRequest, hearing: str, data: EnrolIn) -> Status[EnrolledOut]:
    """Enrol for a hearing while enrolment is open; name and telephone are sealed, and the name public once chosen."""
    limit(request, "apply")
    made = operations.enrol_for_hearing(hearing=storable(hearing), **data.model_dump(), at=moment(request))
    return Status(201, EnrolledOut(number=made.enrolment.number, code=made.code))


@public.post(
    "/hearings/{hearing}/enrolments/status",
    response={200: EnrolmentOut, frozenset({400, 403, 404, 409}): Refused},
    summary="查询听证报名",
)
def follow_enrolment(request: HttpRequest, hearing: str, data: ProofIn) -> EnrolmentOut:
    """Tell whether one was chosen, to whoever has number and code; 404 for a wrong number and a wrong code alike."""
    limit(request, "follow")
    held = queries.hearing_of(storable(hearing))
    if held is None or not hearings.is_public(held, moment(request)):
        raise NotFound
    return EnrolmentOut.of(hearings.proven(held, number=data.number, code=data.code))


@router.post("/decisions", response={201: ProposedOut, Errors: Refused}, summary="提出决策事项")
def propose_decision(request: HttpRequest, data: ProposedIn) -> Any:
    """Enter a matter before the organ that decides; start and all that follows are acts of the case."""
    organ = own_organ(request, data.organ)
    case = operations.propose_matter(organ=organ, title=data.title, by=person(request), at=moment(request))
    return Status(201, ProposedOut(case=case.number, state=case.state))

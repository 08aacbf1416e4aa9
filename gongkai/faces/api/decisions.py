"""重大行政决策：what is to be decided and was, for programs; proposing a matter. Acts on it are those of 办件."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from gongkai.faces.api.asking import Errors, moment, own_organ, person
from gongkai.faces.api.auth import Token
from gongkai.faces.api.schemas.decisions import (
    MatterRowOut,
    MattersIn,
    MattersOut,
    MatterWholeOut,
    ProposedIn,
    ProposedOut,
)
from gongkai.faces.api.schemas.public import Refused
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.text import storable
from gongkai.programmes.decisions import operations, queries

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


@router.post("/decisions", response={201: ProposedOut, Errors: Refused}, summary="提出决策事项")
def propose_decision(request: HttpRequest, data: ProposedIn) -> Any:
    """Enter a matter before the organ that decides; start and all that follows are acts of the case."""
    organ = own_organ(request, data.organ)
    case = operations.propose_matter(organ=organ, title=data.title, by=person(request), at=moment(request))
    return Status(201, ProposedOut(case=case.number, state=case.state))

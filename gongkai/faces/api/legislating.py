"""法规变动：versions and repeals proposed and decided by program, with a token; the same operations as the screens."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from gongkai.faces.api.asking import Errors, moment, own_organ, person
from gongkai.faces.api.auth import Token
from gongkai.faces.api.schemas import texts
from gongkai.faces.api.schemas.public import Refused
from gongkai.faces.api.schemas.statutes import (
    AdoptIn,
    ProposalOut,
    ProposalWholeOut,
    RepealIn,
    Slug,
    VersionIn,
    WhyIn,
)
from gongkai.foundation.errors import Invalid
from gongkai.programmes.statutes import operations, queries
from gongkai.programmes.statutes.rules import Unreadable, entered

router = Router(tags=["法规库"], auth=Token())
NEWEST = 100
WHOLE: Any = {200: ProposalWholeOut, Errors: Refused}
MADE: Any = {201: ProposalWholeOut, Errors: Refused}


@router.get("/statutes/proposals", response={200: list[ProposalOut], Errors: Refused}, summary="法规变动清单")
def statute_proposals(request: HttpRequest) -> Any:
    """Proposals for the statute library this person sees, those that wait first, then the newest; 100 rows."""
    return [ProposalOut.of(one) for one in queries.proposals(person(request))[:NEWEST]]


@router.post("/statutes/proposals", response=MADE, summary="提出法规版本")
def propose_version(request: HttpRequest, data: VersionIn) -> Any:
    """Propose a new statute, or with `statute` the next version of one."""
    organ = own_organ(request, data.organ)
    said = data.model_dump(exclude={"organ", "statute", "reason", "adopted_on", "since"})
    days = {"version_date": data.adopted_on and data.adopted_on.isoformat(), "since": data.since.isoformat()}
    try:
        wanted = entered({**said, **days})
    except Unreadable as error:
        raise Invalid(str(error)) from error
    made = operations.propose_version(
        organ=organ, wanted=wanted, reason=data.reason, statute=data.statute, by=person(request), at=moment(request)
    )
    return Status(201, ProposalWholeOut.whole(made))


@router.post("/statutes/{slug}/repeal", response=MADE, summary="提出废止法规")
def propose_repeal(request: HttpRequest, slug: Slug, data: RepealIn) -> Any:
    """Propose that a statute holds no longer from a day on."""
    organ = own_organ(request, data.organ)
    made = operations.propose_repeal(
        organ=organ, statute=slug, on=data.on, reason=data.reason, by=person(request), at=moment(request)
    )
    return Status(201, ProposalWholeOut.whole(made))


@router.get("/statutes/proposals/{uid}", response=WHOLE, summary="一件法规变动")
def statute_proposal(request: HttpRequest, uid: texts.Uid) -> Any:
    """One proposal with its text."""
    return ProposalWholeOut.whole(queries.proposal_of(uid, person(request)))


@router.post("/statutes/proposals/{uid}/adopt", response=WHOLE, summary="批准法规变动")
def adopt_statute(request: HttpRequest, uid: texts.Uid, data: AdoptIn) -> Any:
    """Take into the library what was read, named by its digest; public from this moment."""
    found = operations.adopt_statute(proposal=uid, sha256=data.sha256, by=person(request), at=moment(request))
    return ProposalWholeOut.whole(found)


@router.post("/statutes/proposals/{uid}/return", response=WHOLE, summary="退回法规变动")
def return_statute(request: HttpRequest, uid: texts.Uid, data: WhyIn) -> Any:
    """Send it back with what is to be put right."""
    found = operations.return_statute(proposal=uid, remark=data.remark, by=person(request), at=moment(request))
    return ProposalWholeOut.whole(found)


@router.post("/statutes/proposals/{uid}/recall", response=WHOLE, summary="撤回法规变动")
def recall_statute(request: HttpRequest, uid: texts.Uid, data: WhyIn) -> Any:
    """Take back what one has proposed."""
    found = operations.recall_statute(proposal=uid, remark=data.remark, by=person(request), at=moment(request))
    return ProposalWholeOut.whole(found)

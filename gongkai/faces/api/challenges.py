"""复议诉讼登记：the register 表四 of the annual report is made from, kept by program as in the office."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from gongkai.engines.casework import permission as casework
from gongkai.faces.api.asking import Errors, moment, own_organ, person
from gongkai.faces.api.auth import Token
from gongkai.faces.api.schemas import texts
from gongkai.faces.api.schemas.challenges import (
    ChallengeIn,
    ChallengeOut,
    ChallengeOutcomeIn,
    ChallengeRegisterIn,
    ChallengesOut,
)
from gongkai.faces.api.schemas.public import Refused
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.programmes.reports import operations as ops
from gongkai.programmes.reports.models import Challenge
from gongkai.programmes.reports.register import PAGE, Narrowing, challenge_of, page_of

router = Router(tags=["复议诉讼登记"], auth=Token())
CHALLENGE = {200: ChallengeOut, Errors: Refused}


class ChallengesIn(Schema):
    """筛选：which, and how many at once."""

    outcome: texts.Short = ""
    organ: texts.Short = ""
    year: texts.Year | None = None
    after: texts.Short = ""
    limit: Annotated[int, Field(ge=1, le=200)] = PAGE


@router.get("/challenges", response={200: ChallengesOut, Errors: Refused}, summary="复议诉讼登记")
def challenges(request: HttpRequest, asked: Query[ChallengesIn]) -> Any:
    """Reviews and suits of your organs and of the places you supervise, the newest first."""
    narrowing = Narrowing(asked.outcome, asked.organ, asked.year or 0)
    rows, after = page_of(person(request), narrowing, after=asked.after, limit=asked.limit)
    return ChallengesOut(items=_out(request, rows), next=after)


@router.post("/challenges", response={201: ChallengeOut, Errors: Refused}, summary="登记复议诉讼案件")
def register_challenge(request: HttpRequest, data: ChallengeRegisterIn) -> Any:
    """Enter one against your organ; 409 when this authority has one of this number already."""
    by, at = person(request), moment(request)
    said = data.dict()
    row = ops.register_challenge(organ=own_organ(request, said.pop("organ")), **said, by=by, at=at)
    return Status(201, _one(request, row.uid))


@router.get("/challenges/{challenge}", response=CHALLENGE, summary="一件复议诉讼案件")
def challenge(request: HttpRequest, challenge: texts.Uid) -> Any:
    """One review or suit, with the request it is about as far as you may see it."""
    return _one(request, challenge)


@router.put("/challenges/{challenge}", response=CHALLENGE, summary="更正复议诉讼案件")
def correct_challenge(request: HttpRequest, challenge: texts.Uid, data: ChallengeIn) -> Any:
    """Put right what was registered wrongly, all of it at once; the outcome stays."""
    ops.correct_challenge(challenge=challenge, **data.dict(), by=person(request), at=moment(request))
    return _one(request, challenge)


@router.post("/challenges/{challenge}/outcome", response=CHALLENGE, summary="登记审理结果")
def decide_challenge(request: HttpRequest, challenge: texts.Uid, data: ChallengeOutcomeIn) -> Any:
    """Enter how it was decided and on which day; both empty makes it open again."""
    ops.decide_challenge(challenge=challenge, **data.dict(), by=person(request), at=moment(request))
    return _one(request, challenge)


def _one(request: HttpRequest, uid: str) -> ChallengeOut:
    return _out(request, [challenge_of(person(request), uid)])[0]


def _out(request: HttpRequest, rows: list[Challenge]) -> list[ChallengeOut]:
    names = organs.names_on({row.organ.code for row in rows}, china_date(moment(request)))
    seen = casework.visible_to(person(request)).filter(uid__in=[row.case for row in rows if row.case])
    cases = dict(seen.values_list("uid", "number"))
    return [ChallengeOut.of(row, names, cases) for row in rows]

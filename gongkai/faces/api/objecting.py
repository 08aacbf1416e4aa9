"""资金异议：what people say is wrong with public money, followed with number and code; answered by the office."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from gongkai.faces.api.asking import Errors, limit, moment, person
from gongkai.faces.api.auth import Token
from gongkai.faces.api.schemas import texts
from gongkai.faces.api.schemas.objections import (
    ObjectionAnswerIn,
    ObjectionFollowedOut,
    ObjectionIn,
    ObjectionOut,
    ObjectionReceiptOut,
    ObjectionWholeOut,
)
from gongkai.faces.api.schemas.public import Refused
from gongkai.faces.api.schemas.requests import ProofIn
from gongkai.programmes.funds import objecting, operations, permission

public = Router(tags=["资金异议"])
router = Router(tags=["资金异议"], auth=Token())
MADE: Any = {201: ObjectionReceiptOut, frozenset({400, 403, 404, 409}): Refused}
SEEN: Any = {200: ObjectionFollowedOut, frozenset({400, 403, 404, 409}): Refused}
WHOLE: Any = {200: ObjectionWholeOut, Errors: Refused}
MOST = 100


@public.post("/funds/objections", response=MADE, summary="提出资金异议")
def object_to_fund(request: HttpRequest, data: ObjectionIn) -> Any:
    """Say what is wrong with money of an entry or a place; answers number and code, the code only this once."""
    limit(request, "apply")
    made = operations.object_to_fund(**data.model_dump(), at=moment(request))
    return Status(201, ObjectionReceiptOut.of(made))


@public.post("/funds/objections/status", response=SEEN, summary="查询资金异议")
def follow_objection(request: HttpRequest, data: ProofIn) -> Any:
    """The answer, for whoever has number and code; 404 for a wrong number and a wrong code alike."""
    limit(request, "follow")
    return ObjectionFollowedOut.of(permission.proven(number=data.number, code=data.code))


@router.get("/funds/objections", response={200: list[ObjectionOut], Errors: Refused}, summary="资金异议清单")
def objections(request: HttpRequest, answered: Annotated[bool, Query()] = False) -> Any:
    """Those that wait, by their last day, or those answered, the newest first; 100 rows."""
    return [ObjectionOut.of(row) for row in objecting.waiting(person(request), answered=answered, limit=MOST)]


@router.get("/funds/objections/{uid}", response=WHOLE, summary="一件资金异议")
def objection(request: HttpRequest, uid: texts.Uid) -> Any:
    """One objection; what was written is null for who only supervises it, and once it is erased."""
    return _whole(request, uid)


@router.post("/funds/objections/{uid}/answer", response=WHOLE, summary="答复资金异议")
def answer_objection(request: HttpRequest, uid: texts.Uid, data: ObjectionAnswerIn) -> Any:
    """Answer an objection, once; who objected reads it with number and code."""
    operations.answer_objection(
        objection=uid, finding=data.finding, answer=data.answer, by=person(request), at=moment(request)
    )
    return _whole(request, uid)


def _whole(request: HttpRequest, uid: str) -> ObjectionWholeOut:
    found = objecting.of_uid(person(request), uid)
    written = objecting.written(found) if permission.may_read_words(person(request), found) else None
    return ObjectionWholeOut.whole(found, written)

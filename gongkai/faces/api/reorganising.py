"""突发事件与批量办理：by program, with a token that has the post for it; the same operations as the screens."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing import queries
from gongkai.faces.api.asking import DONE, Errors, moment, own_organ, person
from gongkai.faces.api.auth import Token
from gongkai.faces.api.schemas import texts
from gongkai.faces.api.schemas.office import DoneOut
from gongkai.faces.api.schemas.overtime import (
    AfterIn,
    BulkIn,
    BulkOut,
    EmergencyIn,
    OpenEmergencyOut,
    OwedOut,
    UrgentIn,
)
from gongkai.faces.api.schemas.public import Refused
from gongkai.foundation.errors import NotFound
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import OPENNESS_OFFICER
from gongkai.foundation.places.rules import stem, subtree

router = Router(tags=["突发事件与批量办理"], auth=Token())
RUN = {200: BulkOut, Errors: Refused}


@router.post("/records/{uid}/release-urgently", response=DONE, summary="紧急发布")
def release_urgently(request: HttpRequest, uid: texts.Uid, data: UrgentIn) -> Any:
    """Release information on an emergency at once; the other reviews are owed."""
    urgent = ops.release_urgently(
        record=uid,
        sha256=data.sha256,
        emergency=data.emergency,
        reason=data.reason,
        by=person(request),
        at=moment(request),
    )
    return DoneOut.of(urgent.edition)


@router.post("/records/{uid}/review-after", response=DONE, summary="补审")
def review_after(request: HttpRequest, uid: texts.Uid, data: AfterIn) -> Any:
    """Give the opinion owed since an urgent release."""
    urgent = ops.review_after(
        record=uid, approved=data.approved, remark=data.remark, by=person(request), at=moment(request)
    )
    return DoneOut.of(urgent.edition)


@router.get("/reviews-owed", response={200: list[OwedOut], frozenset({401, 403}): Refused}, summary="补审清单")
def reviews_owed(request: HttpRequest) -> list[OwedOut]:
    """What is owed since urgent releases, the earliest due first."""
    return [OwedOut.of(owed) for owed in queries.reviews_owed(person(request), moment(request))]


@router.get(
    "/emergencies", response={200: list[OpenEmergencyOut], frozenset({401, 403}): Refused}, summary="进行中的突发事件"
)
def open_emergencies(request: HttpRequest) -> list[OpenEmergencyOut]:
    """The open emergencies this person may release under."""
    return [OpenEmergencyOut.of(one) for one in queries.open_emergencies(person(request))]


@router.post("/emergencies", response={201: OpenEmergencyOut, Errors: Refused}, summary="登记突发事件")
def open_emergency(request: HttpRequest, data: EmergencyIn) -> Any:
    """Give an emergency the name under which its releases stand."""
    organ = own_organ(request, data.organ)
    made = ops.open_emergency(
        organ=organ, name=data.name, began_at=data.began_at, by=person(request), at=moment(request)
    )
    return Status(201, OpenEmergencyOut.of(made))


@router.post(
    "/emergencies/{emergency}/close", response={200: OpenEmergencyOut, Errors: Refused}, summary="结束突发事件"
)
def close_emergency(request: HttpRequest, emergency: texts.Uid) -> Any:
    """Nothing further is released under it."""
    return OpenEmergencyOut.of(ops.close_emergency(emergency=emergency, by=person(request), at=moment(request)))


@router.post("/bulk", response={201: BulkOut, Errors: Refused}, summary="提出批量办理")
def propose_bulk(request: HttpRequest, data: BulkIn) -> Any:
    """Propose one act over a list of records; every row is tried and undone first."""
    run = ops.propose_bulk(
        act=data.act,
        organ=_organ(request, data.organ),
        lines=[(line.record, line.to) for line in data.lines],
        to=data.to,
        reason=data.reason,
        note=data.note,
        by=person(request),
        at=moment(request),
    )
    return Status(201, _run(request, run.uid))


@router.get("/bulk/{run}", response=RUN, summary="批量办理进度")
def bulk_run(request: HttpRequest, run: texts.Uid) -> Any:
    """How far a run is, row by row."""
    return _run(request, run)


@router.post("/bulk/{run}/decide", response=RUN, summary="批准批量办理")
def decide_bulk(request: HttpRequest, run: texts.Uid) -> Any:
    """Let the rows that can be done be done."""
    ops.decide_bulk(run=run, by=person(request), at=moment(request))
    return _run(request, run)


@router.post("/bulk/{run}/cancel", response=RUN, summary="取消批量办理")
def cancel_bulk(request: HttpRequest, run: texts.Uid) -> Any:
    """Give a run up before it was decided."""
    ops.cancel_bulk(run=run, by=person(request), at=moment(request))
    return _run(request, run)


def _run(request: HttpRequest, run: str) -> BulkOut:
    progress = queries.bulk_progress(person(request), run)
    return BulkOut.of(progress, queries.bulk_rows(progress.run))


def _organ(request: HttpRequest, code: str) -> Organ:
    """One's own organ, or one of the place overseen; a foreign one is not there."""
    if code in person(request).organs():
        return organs.by_code(code)
    organ = organs.by_code(code)
    spans = (subtree(stem(place)) for place in person(request).places(OPENNESS_OFFICER))
    if not any(first <= organ.place.code <= last for first, last in spans):
        raise NotFound
    return organ

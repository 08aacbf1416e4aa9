"""办件：the queue, one case with its clock step by step, acts, and registering, by program with a token."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field, StringConstraints

from gongkai.engines.casework import operations as ops
from gongkai.engines.casework.queries import acts_for, case_of
from gongkai.engines.casework.queue import PAGE, Narrowing, queue, row_of
from gongkai.faces.api.asking import Errors, moment, own_organ, person
from gongkai.faces.api.auth import Token
from gongkai.faces.api.schemas import texts
from gongkai.faces.api.schemas.casework import (
    ActIn,
    ApplicationIn,
    CaseClockOut,
    CaseOut,
    CaseRowOut,
    CasesOut,
    OfferOut,
    ReceiptOut,
    course_of,
)
from gongkai.faces.api.schemas.public import Refused
from gongkai.foundation.now import china_date
from gongkai.law import OutsideCoverage
from gongkai.programmes.requests import operations as requests

router = Router(tags=["办件"], auth=Token())
CASE = {200: CaseOut, Errors: Refused}
Number = Annotated[str, StringConstraints(max_length=60, pattern=r"^[0-9A-Za-z-]+$")]


class NarrowIn(Schema):
    """筛选：which cases, and how many at once."""

    standing: texts.Short = ""
    year: texts.Year | None = None
    procedure: texts.Short = ""
    state: texts.Short = ""
    organ: texts.Short = ""
    q: texts.Line = ""
    mine: bool = False
    after: texts.Short = ""
    limit: Annotated[int, Field(ge=1, le=200)] = PAGE


@router.get("/cases", response={200: CasesOut, Errors: Refused}, summary="办件队列")
def cases(request: HttpRequest, asked: Query[NarrowIn]) -> Any:
    """Open cases this person may see, the most pressing first; of an ended state the newest first."""
    narrowing = Narrowing(
        standing=asked.standing,
        year=asked.year or 0,
        procedure=asked.procedure,
        state=asked.state,
        organ=asked.organ,
        words=asked.q.strip(),
        mine=asked.mine,
    )
    today = china_date(moment(request))
    page = queue(
        person(request), on=today, now=moment(request), narrowing=narrowing, after=asked.after, limit=asked.limit
    )
    return CasesOut(items=[CaseRowOut.of(row) for row in page.rows], next=page.next)


@router.get("/cases/{case}", response=CASE, summary="办件")
def case(request: HttpRequest, case: Number) -> Any:
    """One case: its last day and every step to it, what you may do and what that needs, what was done."""
    return _case(request, case)


@router.post("/cases/{case}/acts/{act}", response=CASE, summary="办理一项")
def do(request: HttpRequest, case: Number, act: texts.Short, data: ActIn) -> Any:
    """Do one act of the procedure; 409 when something was done since `seen`."""
    by, at = person(request), moment(request)
    ops.do(case=case_of(by, case).uid, act=act, given=data.given, seen=data.seen, by=by, at=at)
    return _case(request, case)


@router.post("/applications", response={201: ReceiptOut, Errors: Refused}, summary="登记申请")
def register(request: HttpRequest, data: ApplicationIn) -> Any:
    """Enter an application that came over the counter, by post or by fax; the code is told once."""
    receipt = requests.enter_application(
        organ=own_organ(request, data.organ),
        channel=data.channel,
        applicant=data.applicant.applicant(),
        wanted=data.wanted.wanted(),
        came=data.came,
        confirmed=data.confirmed,
        oral=data.oral,
        by=person(request),
        at=moment(request),
    )
    return Status(201, ReceiptOut.of(receipt))


def _case(request: HttpRequest, number: str) -> CaseOut:
    by, today = person(request), china_date(moment(request))
    row = row_of(by, case_of(by, number), on=today, now=moment(request))
    try:
        offers = acts_for(by, row.case, on=today, done=row.done, now=moment(request))
    except OutsideCoverage:  # no clock can be reckoned, so nothing is offered
        offers = ()
    return CaseOut(
        **CaseRowOut.of(row).model_dump(),
        seen=len(row.done),
        clock=CaseClockOut.of(row.clock) if row.clock else None,
        acts=[OfferOut.of(offer) for offer in offers],
        course=course_of(row),
    )

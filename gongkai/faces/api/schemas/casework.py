"""办件的数据结构：cases as a clerk's program reads them, and what it sends to do an act or register an application."""

from datetime import date, datetime
from typing import Annotated

from ninja import Field, Schema
from pydantic import StringConstraints

from gongkai.engines.casework.queries import Offer
from gongkai.engines.casework.queue import QueueRow
from gongkai.engines.casework.rules import CaseAct, Clock, Done, Need
from gongkai.faces.api.schemas import texts
from gongkai.law import CalendarDays, Hours, WorkingDays
from gongkai.programmes.requests.contents import Applicant, Wanted
from gongkai.programmes.requests.operations import Receipt

UNIT_NAMES = {WorkingDays: "working_days", CalendarDays: "calendar_days", Hours: "hours"}


class CaseClockOut(Schema):
    """期限：where the clock stands today; each step a sentence with its article."""

    state: str
    due_on: date | None
    due_at: datetime | None
    unit: str
    provisional: bool
    used: int
    allowed: int
    remaining: int
    overdue_by: int
    on_time: bool | None
    steps: list["ClockStepOut"]

    @classmethod
    def of(cls, clock: Clock) -> "CaseClockOut":
        """From the engine's reckoning."""
        return cls(
            state=clock.state,
            due_on=clock.due_on,
            due_at=clock.due_at,
            unit=UNIT_NAMES[type(clock.allowed)],
            provisional=clock.provisional,
            used=clock.used.number,
            allowed=clock.allowed.number,
            remaining=clock.remaining.number,
            overdue_by=clock.overdue_by.number,
            on_time=clock.on_time,
            steps=[ClockStepOut(sentence=s.sentence, basis=str(s.citation or "")) for s in clock.steps],
        )


class ClockStepOut(Schema):
    """计算步骤。"""

    sentence: str
    basis: str


class CaseRowOut(Schema):
    """办件一行。"""

    case: str
    title: str
    procedure: str
    organ: str
    state: str
    standing: str
    received_on: date | None
    due_on: date | None
    provisional: bool
    remaining: int | None
    overdue_by: int | None
    mine: bool

    @classmethod
    def of(cls, row: QueueRow) -> "CaseRowOut":
        """From a row of the queue."""
        clock = row.clock
        return cls(
            case=row.case.number,
            title=row.case.title,
            procedure=row.case.procedure,
            organ=row.case.organ.code,
            state=row.case.state,
            standing=row.standing,
            received_on=row.case.first_received_on,
            due_on=row.due_on,
            provisional=clock.provisional if clock else False,
            remaining=clock.remaining.number if clock else None,
            overdue_by=clock.overdue_by.number if clock else None,
            mine=row.mine,
        )


class CasesOut(Schema):
    """办件一页。"""

    items: list[CaseRowOut]
    next: str


class CaseChoiceOut(Schema):
    """选项：a code and what it means."""

    code: str
    name: str


class NeedOut(Schema):
    """填写项：`columns` of one that is filled in with rows."""

    key: str
    name: str
    kind: str
    optional: bool
    choices: list[CaseChoiceOut]
    columns: list["NeedOut"]

    @classmethod
    def of(cls, need: Need) -> "NeedOut":
        """From the procedure's table."""
        choices = [CaseChoiceOut(code=code, name=name) for code, name in need.choices()]
        columns = [cls.of(one) for one in need.columns]
        return cls(
            key=need.key, name=need.name, kind=need.kind, optional=need.optional, choices=choices, columns=columns
        )


class OfferOut(Schema):
    """可办事项。"""

    act: str
    name: str
    allowed: bool
    reason: str
    needs: list[NeedOut]

    @classmethod
    def of(cls, offer: Offer) -> "OfferOut":
        """From what the engine offers."""
        act: CaseAct = offer.act
        needs = [NeedOut.of(need) for need in act.needs]
        return cls(act=act.key, name=act.name, allowed=offer.allowed, reason=offer.reason, needs=needs)


class DoneActOut(Schema):
    """已办行为。"""

    number: int
    act: str
    on: date
    at: datetime
    given: dict[str, str]


class CaseOut(CaseRowOut):
    """办件：with its clock, what may be done, and what was done; `seen` is quoted with an act."""

    seen: int
    clock: CaseClockOut | None
    acts: list[OfferOut]
    course: list[DoneActOut]


def course_of(row: QueueRow) -> list[DoneActOut]:
    """经过：the acts done."""
    times = {event.number: event.at for event in row.case.events.all()}
    return [_done(item, times[item.number]) for item in row.done]


def _done(item: Done, at: datetime) -> DoneActOut:
    return DoneActOut(number=item.number, act=item.act, on=item.on, at=at, given=dict(item.given))


Key = Annotated[str, StringConstraints(max_length=40, pattern=r"^[a-z_]+$")]


class ActIn(Schema):
    """办理一项：what the act needs, key to text, days written 2026-03-09, rows as a JSON list of objects."""

    given: dict[Key, texts.Given] = Field({}, max_length=20)
    seen: Annotated[int, Field(ge=0, le=1_000_000)]


class ApplicantIn(Schema):
    """申请人：依据《政府信息公开条例》第二十九条第二款第（一）项。"""

    kind: texts.Short
    name: texts.Line
    proof_kind: texts.Short
    proof_number: texts.Short
    phone: texts.Short = ""
    mail: texts.Line = ""
    address: texts.Line = ""
    contact: texts.Number = ""

    def applicant(self) -> Applicant:
        """As the programme takes it."""
        return Applicant(**self.model_dump())


class WantedIn(Schema):
    """所申请的政府信息：第二十九条第二款第（二）、（三）项。"""

    title: texts.Line = ""
    number: texts.Number = ""
    features: texts.Remark = ""
    form: texts.Short = "paper"
    way: texts.Short = "pick_up"

    def wanted(self) -> Wanted:
        """As the programme takes it."""
        return Wanted(**self.model_dump())


class ApplicationIn(Schema):
    """登记申请：what came over the counter, by post or by fax."""

    organ: texts.Short
    channel: texts.Short
    came: texts.Day
    confirmed: texts.Day | None = None
    oral: bool = False
    applicant: ApplicantIn
    wanted: WantedIn


class ReceiptOut(Schema):
    """登记结果：the code is told once; only its hash is kept."""

    case: str
    code: str
    state: str
    received_on: date | None
    due_on: date | None

    @classmethod
    def of(cls, receipt: Receipt) -> "ReceiptOut":
        """From the operation's answer."""
        case = receipt.case
        return cls(
            case=case.number,
            code=receipt.code,
            state=case.state,
            received_on=case.first_received_on,
            due_on=case.due_on,
        )

"""重大行政决策的数据结构：what is to be decided and was, as the public reads it; nothing of it is anybody's contact."""

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field, StringConstraints

from gongkai.engines.assessment.duties import Duty
from gongkai.faces.api.schemas import texts
from gongkai.programmes.decisions import needs, rules
from gongkai.programmes.decisions.happened import Expert, Happened
from gongkai.programmes.decisions.models import HearingEnrolment
from gongkai.programmes.decisions.ports import Consultation
from gongkai.programmes.decisions.queries import SHOWN, Hearing, Line, PublicMatter

Cursor = Annotated[str, StringConstraints(max_length=18, pattern=r"^[0-9]*$")]
PlaceCode = Annotated[str, StringConstraints(max_length=12, pattern=r"^[0-9]*$")]


class MattersIn(Schema):
    """决策事项的条件：empty means all."""

    q: texts.Line = ""
    organ: texts.Short = ""
    place: PlaceCode = ""
    year: texts.Year | None = None
    state: texts.Short = ""
    after: Cursor = ""
    limit: Annotated[int, Field(ge=1, le=100)] = SHOWN


class MatterRowOut(Schema):
    """一件决策事项：where it stands and what comes next."""

    id: str
    title: str
    organ: str
    year: int
    entry: str
    state: str
    state_name: str
    note: str
    coming: str
    running_until: date | None
    changed_at: datetime

    @classmethod
    def of(cls, one: Line) -> "MatterRowOut":
        """From the programme's answer."""
        return cls(
            id=one.uid, title=one.title, organ=one.organ, year=one.year, entry=one.entry, state=one.state_code,
            state_name=one.state, note=one.note, coming=one.next, running_until=one.running_until,
            changed_at=one.changed_at,
        )  # fmt: skip


class MattersOut(Schema):
    """一页决策事项：`next` is passed as `after`; empty at the end."""

    items: list[MatterRowOut]
    next: str


class FactOut(Schema):
    """一项事项情况：as the organ that decides judged it."""

    key: str
    name: str
    holds: bool


class StepReasonOut(Schema):
    """程序的理由。"""

    sentence: str
    basis: str
    instrument: str
    caution: str

    @classmethod
    def of(cls, one: rules.Reason) -> "StepReasonOut":
        """From the rule's answer."""
        return cls(sentence=one.sentence, basis=one.cited, instrument=one.of, caution=one.basis.caution)


class MatterStepOut(Schema):
    """一个程序：whether it is required and why, by whom, how long, which papers, and how far it is."""

    key: str
    name: str
    required: bool
    reasons: list[StepReasonOut]
    responsible: str
    period: str
    papers: list[str]
    done: bool
    done_on: date | None
    running_until: date | None
    missing: str

    @classmethod
    def of(cls, one: rules.Standing) -> "MatterStepOut":
        """From the rule's answer."""
        step = one.step
        return cls(
            key=step.key, name=step.name, required=step.required,
            reasons=[StepReasonOut.of(each) for each in step.reasons], responsible=step.whose, period=step.period,
            papers=list(step.papers), done=one.done, done_on=one.on,
            running_until=one.running_until, missing=one.missing,
        )  # fmt: skip


class MatterSaidOut(Schema):
    """经过中公开的一项内容。"""

    name: str
    text: str


class ExpertOut(Schema):
    """一位专家的论证意见。"""

    name: str
    institution: str
    conflict: str
    opinion: str
    dissents: bool
    text: str

    @classmethod
    def of(cls, one: Expert) -> "ExpertOut":
        """From the programme's answer."""
        return cls(
            name=one.name, institution=one.institution, conflict=one.conflict, opinion=one.stance,
            dissents=one.dissents, text=one.text,
        )  # fmt: skip


class HappenedOut(Schema):
    """经过的一项。"""

    number: int
    act: str
    name: str
    on: date
    entered_on: date
    said: list[MatterSaidOut]
    record: str
    url: str
    experts: list[ExpertOut]

    @classmethod
    def of(cls, one: Happened) -> "HappenedOut":
        """From the programme's answer."""
        return cls(
            number=one.number, act=one.act, name=one.name, on=one.on, entered_on=one.entered_on,
            said=[MatterSaidOut(name=name, text=text) for name, text in one.said], record=one.record, url=one.url,
            experts=[ExpertOut.of(each) for each in one.experts],
        )  # fmt: skip


class ParticipantOut(Schema):
    """一位听证参加人：as the list was made public."""

    name: str
    stake: str


class HearingOut(Schema):
    """一场听证会。"""

    id: str
    title: str
    held_on: date
    time: str
    venue: str
    seats: int
    enrol_until: date
    open: bool
    called_off: bool
    method: str
    chosen_how: str
    participants: list[ParticipantOut]
    record: str

    @classmethod
    def of(cls, one: Hearing) -> "HearingOut":
        """From the programme's answer."""
        return cls(
            id=one.uid, title=one.title, held_on=one.held_on, time=one.time, venue=one.place, seats=one.seats,
            enrol_until=one.enrol_until, open=one.open, called_off=one.called_off, method=one.method,
            chosen_how=one.chosen_how,
            participants=[ParticipantOut(name=name, stake=stake) for name, stake in one.chosen], record=one.record,
        )  # fmt: skip


class CitedOut(Schema):
    """公开征求意见：the consultation this round of the procedure cites."""

    id: str
    title: str
    opened_on: date
    until: date
    shortened_reason: str
    unanswered: int
    report_published: bool

    @classmethod
    def of(cls, cited: tuple[str, Consultation] | None) -> "CitedOut | None":
        """From the programme's answer."""
        if cited is None:
            return None
        uid, one = cited
        return cls(
            id=uid, title=one.title, opened_on=one.opened_on, until=one.until, shortened_reason=one.shortened_reason,
            unanswered=one.unanswered, report_published=one.report_published,
        )  # fmt: skip


class DecisionPaperOut(Schema):
    """公布的文件：a record of this platform."""

    kind: str
    record: str
    title: str


class MatterDutyOut(Schema):
    """这件决策的一项义务。"""

    kind: str
    organ: str
    name: str
    arisen_on: date
    due_on: date | None
    met_on: date | None
    standing: str
    basis: str

    @classmethod
    def of(cls, one: Duty, today: date) -> "MatterDutyOut":
        """As it stands today."""
        return cls(
            kind=one.kind, organ=one.organ, name=one.name, arisen_on=one.arisen_on, due_on=one.due_on,
            met_on=one.met_on, standing=one.standing(today), basis=str(one.basis),
        )  # fmt: skip


class MatterWholeOut(MatterRowOut):
    """一件决策事项的全部：its facts, steps, course, hearings, papers and duties."""

    number: str
    organ_name: str
    open: bool
    reference: str
    facts: list[FactOut]
    steps: list[MatterStepOut]
    course: list[HappenedOut]
    hearings: list[HearingOut]
    consultation: CitedOut | None
    papers: list[DecisionPaperOut]
    duties: list[MatterDutyOut]

    @classmethod
    def whole(cls, one: PublicMatter, today: date) -> "MatterWholeOut":
        """From the programme's answer."""
        return cls(
            id=one.uid, number=one.number, title=one.title, organ=one.organ, organ_name=one.organ_name, year=one.year,
            entry=one.entry, state=one.state, state_name=one.state_name, open=one.open, note=one.note,
            reference=str(one.reference or ""), coming=one.next.step.name if one.next else "",
            running_until=one.next.running_until if one.next else None,
            changed_at=one.changed_at,
            facts=[
                FactOut(key=each.key, name=each.name, holds=bool(getattr(one.facts, each.key)))
                for each in needs.FACTS
            ],
            steps=[MatterStepOut.of(each) for each in one.standing],
            course=[HappenedOut.of(each) for each in one.course],
            hearings=[HearingOut.of(each) for each in one.hearings],
            consultation=CitedOut.of(one.consultation),
            papers=[DecisionPaperOut(kind=kind, record=record, title=title) for kind, record, title in one.documents],
            duties=[MatterDutyOut.of(each, today) for each in one.owed],
        )  # fmt: skip


class EnrolIn(Schema):
    """报名参加听证会：`agreed`: the name may be made public when one is chosen."""

    stake: texts.Short
    name: texts.Name
    contact: texts.Number
    words: texts.Remark = ""
    agreed: bool = False
    key: texts.Short = ""


class EnrolledOut(Schema):
    """报名回执：number and code."""

    number: int
    code: str


class EnrolmentOut(Schema):
    """一次报名的结果：for whoever has number and code; `chosen` is null until the list is public."""

    number: int
    stake: str
    chosen: bool | None
    called_off: bool
    held_on: date
    time: str
    venue: str

    @classmethod
    def of(cls, one: HearingEnrolment) -> "EnrolmentOut":
        """From the programme's answer."""
        hearing = one.hearing
        return cls(
            number=one.number, stake=one.get_stake_display(), chosen=one.chosen if hearing.chosen_at else None,
            called_off=hearing.called_off_at is not None, held_on=hearing.held_on, time=hearing.time,
            venue=hearing.place,
        )  # fmt: skip


class ProposedIn(Schema):
    """提出决策事项：before the organ that decides."""

    organ: texts.Short
    title: texts.Line


class ProposedOut(Schema):
    """提出的决策事项：go on with it as a case."""

    case: str
    state: str

"""热线一方的数据结构：lodging a message, and following it with number and code."""

from datetime import date, datetime

from ninja import Schema

from gongkai.faces.api.schemas import texts
from gongkai.faces.api.schemas.casework import CaseClockOut
from gongkai.faces.api.schemas.requests import ProofIn, ToldOut
from gongkai.programmes.hotline.contents import Person, Told
from gongkai.programmes.hotline.operations import Lodged
from gongkai.programmes.hotline.queries import Followed, PublicCase


class MessageIn(Schema):
    """诉求：what somebody asks, complains of, reports, suggests or praises; anonymous without name and contact."""

    kind: texts.Short
    matter: texts.Short
    text: texts.Remark
    place: texts.Short = ""
    address: texts.Line = ""
    name: texts.Number = ""
    contact: texts.Number = ""
    confidential: bool = False
    language: texts.Short = "zh"

    def told(self) -> Told:
        """所说的事。"""
        return Told(self.kind, self.matter, self.text, self.place, self.address, self.confidential)

    def person(self) -> Person | None:
        """诉求人。"""
        return Person(self.name, self.contact) if self.name or self.contact else None


class MessageSaidIn(ProofIn):
    """补充说明，或者要求重办的理由。"""

    text: texts.Remark


class MessageRatingIn(ProofIn):
    """评价：`satisfied` is yes, mostly or no."""

    satisfied: texts.Short
    text: texts.Remark = ""


class LodgedOut(Schema):
    """诉求回执：number and code, the code only this once."""

    number: str
    code: str

    @classmethod
    def of(cls, lodged: Lodged) -> "LodgedOut":
        """From the programme's answer."""
        return cls(number=lodged.case.number, code=lodged.code)


class HandlerOut(Schema):
    """承办单位。"""

    name: str
    main: bool


class MessageAnswerOut(Schema):
    """诉求的答复：once it went out."""

    outcome: str
    text: str
    on: date
    organ: str


class MessageFollowedOut(Schema):
    """诉求办理进度：what who sent it may know; nothing said between offices."""

    number: str
    state: str
    ended: bool
    received_on: date | None
    clock: CaseClockOut | None
    handlers: list[HandlerOut]
    history: list[ToldOut]
    answer: MessageAnswerOut | None
    merged: bool
    withheld: bool
    refused: str
    door: str
    rated: str
    photos: int
    may: list[str]

    @classmethod
    def of(cls, seen: Followed) -> "MessageFollowedOut":
        """From the programme's answer."""
        answer = seen.answer
        return cls(
            number=seen.case.number,
            state=seen.state,
            ended=not seen.case.open,
            received_on=seen.case.first_received_on,
            clock=CaseClockOut.of(seen.clock) if seen.clock else None,
            handlers=[HandlerOut(name=name, main=main) for name, main in seen.handlers],
            history=[ToldOut(act=told.name, on=told.on, said=dict(told.said)) for told in seen.history],
            answer=MessageAnswerOut(outcome=answer.outcome, text=answer.text, on=answer.on, organ=answer.organ)
            if answer
            else None,
            merged=seen.merged,
            withheld=seen.withheld,
            refused=seen.refused,
            door=seen.door,
            rated=seen.rated,
            photos=seen.photos,
            may=sorted(seen.may),
        )


class CasesIn(Schema):
    """选登的诉求的条件。"""

    q: texts.Line = ""
    matter: texts.Short = ""
    handler: texts.Short = ""
    place: texts.Short = ""
    after: int = 0


class PublicCaseOut(Schema):
    """选登的诉求：its record, and what it is about."""

    record: str
    title: str
    published_at: datetime
    kind: str
    matter: str
    place: str
    handler: str

    @classmethod
    def of(cls, one: PublicCase) -> "PublicCaseOut":
        """From the programme's answer."""
        return cls(
            record=one.item.record,
            title=one.item.title,
            published_at=one.item.published_at,
            kind=one.kind,
            matter=one.matter,
            place=one.place,
            handler=one.handler,
        )


class PublicCasesOut(Schema):
    """一页选登的诉求：`next` is passed as `after`; 0 at the end."""

    items: list[PublicCaseOut]
    total: int
    next: int

"""资金异议的数据结构：saying what is wrong with public money, following it, and the office's answer."""

from datetime import date, datetime

from ninja import Schema

from gongkai.faces.api.schemas import texts
from gongkai.programmes.funds.models import FundObjection
from gongkai.programmes.funds.objecting import Written
from gongkai.programmes.funds.operations import Receipt


class ObjectionIn(Schema):
    """资金异议：of an entry (`about`) or a place; anonymous without name and contact."""

    place: texts.Short = ""
    about: texts.Number = ""
    text: texts.Remark
    name: texts.Number = ""
    contact: texts.Number = ""


class ObjectionReceiptOut(Schema):
    """资金异议回执：number and code, the code only this once."""

    number: str
    code: str
    due_on: date | None

    @classmethod
    def of(cls, made: Receipt) -> "ObjectionReceiptOut":
        """From the programme's answer."""
        return cls(number=made.objection.number, code=made.code, due_on=made.objection.due_on)


class ObjectionFollowedOut(Schema):
    """资金异议的进度：what who objected may know."""

    number: str
    title: str
    received_at: datetime
    due_on: date | None
    finding: str
    answer: str
    answered_at: datetime | None

    @classmethod
    def of(cls, row: FundObjection) -> "ObjectionFollowedOut":
        """From the table."""
        return cls(
            number=row.number, title=row.title, received_at=row.received_at, due_on=row.due_on,
            finding=row.get_finding_display(), answer=row.answer, answered_at=row.answered_at,
        )  # fmt: skip


class ObjectionOut(Schema):
    """资金异议：as a list of the office names it."""

    uid: str
    number: str
    organ: str
    place: str
    about: str
    title: str
    anonymous: bool
    received_at: datetime
    due_on: date | None
    finding: str
    answered_at: datetime | None

    @classmethod
    def of(cls, row: FundObjection) -> "ObjectionOut":
        """From the table."""
        return cls(
            uid=row.uid, number=row.number, organ=row.organ.code, place=row.place, about=row.about, title=row.title,
            anonymous=row.anonymous, received_at=row.received_at, due_on=row.due_on, finding=row.finding,
            answered_at=row.answered_at,
        )  # fmt: skip


class ObjectionWordsOut(Schema):
    """异议的内容：as it was written."""

    name: str
    contact: str
    text: str


class ObjectionWholeOut(ObjectionOut):
    """一件资金异议：with what was written, where this person may read it and it is not erased yet."""

    written: ObjectionWordsOut | None
    answer: str

    @classmethod
    def whole(cls, row: FundObjection, written: Written | None) -> "ObjectionWholeOut":
        """From the table, and what may be read of the words."""
        said = ObjectionWordsOut(name=written.name, contact=written.contact, text=written.text) if written else None
        return cls(**ObjectionOut.of(row).model_dump(), written=said, answer=row.answer)


class ObjectionAnswerIn(Schema):
    """答复资金异议：what was found, in plain words."""

    finding: texts.Short
    answer: texts.Remark

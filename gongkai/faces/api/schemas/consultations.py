"""意见征集的数据结构：what lies open, what was said and what became of it; persons are masked."""

from datetime import date, datetime
from typing import Any

from ninja import Schema

from gongkai.faces.api.schemas import texts
from gongkai.programmes.consultations.contents import Passage, Speaker
from gongkai.programmes.consultations.operations import Receipt
from gongkai.programmes.consultations.queries import Followed, QuestionCount, Seen, Shown, Totals


class ConsultationsIn(Schema):
    """意见征集的条件：`phase` is open, closing, closed, overdue or reported."""

    q: texts.Line = ""
    phase: texts.Short = ""
    organ: texts.Short = ""
    theme: texts.Short = ""
    matter: texts.Short = ""
    page: int = 1


class ConsultationOut(Schema):
    """一件意见征集：`report_due_on` is the office's own limit; `report` the record of its result."""

    id: str
    title: str
    name: str
    matter: str
    organ: str
    theme: str
    record: str
    version: int
    phase: str
    opened_on: date
    until: date
    shortened_reason: str
    report_due_on: date | None
    reported_on: date | None
    report: str

    @classmethod
    def of(cls, one: Seen) -> "ConsultationOut":
        """From the programme's answer."""
        return cls(**cls.said(one))

    @staticmethod
    def said(one: Seen) -> dict[str, Any]:
        """Its fields by name."""
        return {
            "id": one.uid,
            "title": one.title,
            "name": one.name,
            "matter": one.matter,
            "organ": one.organ,
            "theme": one.theme,
            "record": one.record,
            "version": one.edition,
            "phase": one.phase.value,
            "opened_on": one.opened_on,
            "until": one.until,
            "shortened_reason": one.shortened_reason,
            "report_due_on": one.duty.due_on,
            "reported_on": one.reported_on,
            "report": one.report,
        }


class ConsultationsOut(Schema):
    """一页意见征集。"""

    items: list[ConsultationOut]
    total: int
    pages: int


class DraftPassageOut(Schema):
    """草案的一段：`comments` counts those who spoke of it in this version, waiting ones included."""

    number: int
    text: str
    heading: bool
    comments: int

    @classmethod
    def of(cls, one: Passage, comments: int) -> "DraftPassageOut":
        """From the programme's answer."""
        return cls(number=one.number, text=one.text, heading=one.heading, comments=comments)


class SurveyChoiceOut(Schema):
    """调查的一个选项，选择的人数。"""

    text: str
    chosen: int


class SurveyRemarkOut(Schema):
    """填写的内容，写的人数。"""

    text: str
    copies: int
    hidden_for: str


class QuestionOut(Schema):
    """调查的一题：counted once it is closed; `remarks` are those written most beside 其他, once looked at."""

    text: str
    many: bool
    replies: int
    answered: int
    choices: list[SurveyChoiceOut]
    remarks: list[SurveyRemarkOut]

    @classmethod
    def of(cls, one: QuestionCount) -> "QuestionOut":
        """From the programme's answer."""
        choices = [SurveyChoiceOut(text=name, chosen=count) for name, count in one.counts]
        remarks = [
            SurveyRemarkOut(text=each.text, copies=each.copies, hidden_for=each.hidden_for) for each in one.remarks
        ]
        return cls(
            text=one.question.text,
            many=one.question.many,
            replies=one.replies,
            answered=one.answered,
            choices=choices,
            remarks=remarks,
        )


class TotalsOut(Schema):
    """意见统计：`received` in copies (份), `distinct` in texts (条); the mappings by code, in copies."""

    received: int
    distinct: int
    waiting: int
    shown: int
    hidden: int
    by_channel: dict[str, int]
    by_outcome: dict[str, int]

    @classmethod
    def of(cls, one: Totals, *, reported: bool) -> "TotalsOut":
        """From the programme's answer; outcomes once they are public."""
        return cls(
            received=one.received,
            distinct=one.distinct,
            waiting=one.waiting,
            shown=one.shown,
            hidden=one.hidden,
            by_channel=dict(one.by_channel),
            by_outcome={code: copies for code, (_, copies) in one.by_outcome.items()} if reported else {},
        )


class ConsultationWholeOut(ConsultationOut):
    """一件意见征集的全部：the draft passage by passage, and the numbers."""

    passages: list[DraftPassageOut]
    explanation: str
    basis: str
    totals: TotalsOut
    survey: list[QuestionOut]


class CommentsIn(Schema):
    """意见的条件：`passage` 0 is the draft as a whole; `outcome` is adopted, partly or not."""

    version: int = 0
    passage: int | None = None
    outcome: texts.Short = ""
    after: texts.Short = ""


class CommentAnswerOut(Schema):
    """意见的答复：`group` is the same for those answered together."""

    outcome: str
    reason: str
    group: str


class CommentOut(Schema):
    """一条公开的意见：one text with how many said it; hidden ones without words, with the reason."""

    id: str
    version: int
    passage: int
    text: str
    copies: int
    names: list[str]
    names_hidden_for: list[str]
    received_on: date
    hidden_for: str
    answer: CommentAnswerOut | None

    @classmethod
    def of(cls, one: Shown) -> "CommentOut":
        """From the programme's answer."""
        answer = one.answer
        return cls(
            id=one.uid,
            version=one.version,
            passage=one.passage,
            text=one.text,
            copies=one.copies,
            names=list(one.names),
            names_hidden_for=list(one.unnamed),
            received_on=one.on,
            hidden_for=one.hidden_for,
            answer=CommentAnswerOut(outcome=answer.outcome, reason=answer.reason, group=answer.group)
            if answer
            else None,
        )


class CommentsOut(Schema):
    """一页意见：`next` is passed as `after`; empty at the end."""

    items: list[CommentOut]
    next: str


class CommentIn(Schema):
    """提出意见：`version` as it was read; `passage` 0 for the whole; `key` makes a request sent twice one comment."""

    text: texts.Remark
    version: int = 0
    passage: int = 0
    kind: texts.Short = "anonymous"
    name: texts.Number = ""
    contact: texts.Number = ""
    key: texts.Short = ""

    def who(self) -> Speaker:
        """提出意见的人。"""
        return Speaker(self.kind, self.name, self.contact)


class CommentReceiptOut(Schema):
    """意见回执：number and code."""

    number: str
    code: str

    @classmethod
    def of(cls, made: Receipt) -> "CommentReceiptOut":
        """From the programme's answer."""
        return cls(number=made.comment.number, code=made.code)


class CommentFollowedOut(Schema):
    """一条意见的去向：for whoever has number and code."""

    number: str
    consultation: str
    received_at: datetime
    text: str
    standing: str
    hidden_for: str
    copies: int
    name_hidden_for: str
    erased_on: date | None
    answer: CommentAnswerOut | None

    @classmethod
    def of(cls, number: str, consultation: str, at: datetime, one: Followed) -> "CommentFollowedOut":
        """From the programme's answer."""
        answer = one.answer
        return cls(
            number=number,
            consultation=consultation,
            received_at=at,
            text=one.text,
            standing=one.standing,
            hidden_for=one.hidden_for,
            copies=one.copies,
            name_hidden_for=one.name_hidden_for,
            erased_on=one.erased_on,
            answer=CommentAnswerOut(outcome=answer.outcome, reason=answer.reason, group=answer.group)
            if answer
            else None,
        )

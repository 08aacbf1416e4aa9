"""申请人一方的数据结构：applying, and following with number and code."""

from datetime import date
from decimal import Decimal

from ninja import Schema

from gongkai.faces.api.schemas import texts
from gongkai.faces.api.schemas.casework import ApplicantIn, CaseClockOut, WantedIn
from gongkai.faces.api.schemas.public import ItemOut, ListIn
from gongkai.programmes.requests import paying
from gongkai.programmes.requests.queries import Followed


class OnlineApplicationIn(Schema):
    """提出申请：依据《政府信息公开条例》第二十九条。"""

    organ: texts.Short
    applicant: ApplicantIn
    wanted: WantedIn
    language: texts.Short = "zh"


class ProofIn(Schema):
    """编号和查询码：as the receipt told them."""

    number: texts.Number
    code: texts.Short


class SaidIn(ProofIn):
    """补正或者说明理由。"""

    text: texts.Remark


class RatingIn(ProofIn):
    """评价：`score` from 1 (很不满意) to 5 (很满意)."""

    score: int
    text: texts.Remark = ""


class PaymentIn(Schema):
    """缴费通知：`bill` is the 缴款码, `amount` in yuan, `reference` the payment's own number."""

    bill: texts.Short
    amount: Decimal
    reference: texts.Line


class PaymentOut(Schema):
    """已登记的缴费。"""

    bill: str
    reference: str


class BillOut(Schema):
    """待缴的缴费单：`code` is the 缴款码, `amount` in yuan, `address` the page where it is paid."""

    code: str
    amount: str
    until_on: date | None
    address: str


class AnswersIn(ListIn):
    """已公开的申请答复的条件：`q` in words, empty for all; `after` goes on where a list without words ended."""

    q: texts.Line = ""


class PublishedAnswerOut(ItemOut):
    """已公开的申请答复：a row of the list, and how many people found what they wanted there."""

    helped: int


class PublishedAnswersOut(Schema):
    """一页已公开的申请答复：`next` is the cursor to pass as `after`; empty at the end."""

    items: list[PublishedAnswerOut]
    next: str


class ToldOut(Schema):
    """告知申请人的一步。"""

    act: str
    on: date
    said: dict[str, str]


class AnswerOut(Schema):
    """答复：once it went out, with the remedies right for it."""

    kinds: list[str]
    text: str
    on: date
    remedies: list[str]


class FollowedOut(Schema):
    """办理进度：what the applicant may know; the office's deliberations are not in it."""

    number: str
    title: str
    state: str
    ended: bool
    received_on: date | None
    clock: CaseClockOut | None
    history: list[ToldOut]
    answer: AnswerOut | None
    may: list[str]
    published: str
    bill: BillOut | None

    @classmethod
    def of(cls, seen: Followed) -> "FollowedOut":
        """From the programme's answer."""
        answer = seen.answer
        return cls(
            number=seen.case.number,
            title=seen.case.title,
            state=seen.state,
            ended=seen.ended,
            received_on=seen.case.first_received_on,
            clock=CaseClockOut.of(seen.clock) if seen.clock else None,
            history=[ToldOut(act=told.act.name, on=told.on, said=dict(told.said)) for told in seen.history],
            answer=AnswerOut(
                kinds=list(answer.kinds), text=answer.text, on=answer.on, remedies=[one.text for one in answer.remedies]
            )
            if answer
            else None,
            may=sorted(seen.may),
            bill=_bill(seen),
            published=f"/documents/{seen.published}/" if seen.published else "",
        )


def _bill(seen: Followed) -> BillOut | None:
    if seen.bill is None:
        return None
    address = paying.channel().address_of(seen.bill, back="")
    return BillOut(code=seen.bill.code, amount=seen.bill.yuan, until_on=seen.bill.until_on, address=address)

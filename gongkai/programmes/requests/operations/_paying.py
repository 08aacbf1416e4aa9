"""Paying online: a bill for each fee notice, and the payment, told by the system that took the money."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import done_in
from gongkai.engines.casework.rules import Done
from gongkai.foundation.errors import Conflict, Invalid, NotFound
from gongkai.foundation.events import emit
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.now import china_date
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.text import storable
from gongkai.programmes.requests import fees
from gongkai.programmes.requests.models import FeeBill
from gongkai.programmes.requests.permission import proven

DIGITS = 20
LONGEST = 64


@transaction.atomic
def bill(*, case: Case, done: Sequence[Done], by: Actor, at: datetime) -> FeeBill:
    """开具缴费单：what the last fee notice asks for, under a 缴款码 of its own; done again it answers the same.

    :raises Conflict: unless the case waits for payment.
    """
    if case.state != "paying":
        raise Conflict("这件申请现在不需要缴费。")
    notice = next(item for item in reversed(done) if item.act == "notify_fee")
    fee = fees.noticed(notice.given, received=case.first_received_on or notice.on)
    made, fresh = FeeBill.objects.get_or_create(
        case=case,
        notice=notice.number,
        defaults={"code": _code(), "amount": fee.amount.amount, "at": at},
    )
    if fresh:
        _note("billed", made, by=by, at=at)
    return made


@transaction.atomic
def ask_for_bill(*, number: str, code: str, by: Actor = SYSTEM, at: datetime) -> FeeBill:
    """申请缴款码：an applicant asks how to pay online what a notice of before asked for.

    :raises NotFound: unless number and code are right.
    :raises Conflict: when nothing is to be paid.
    """
    case = proven(number=number, code=code).case
    return bill(case=case, done=done_in(case), by=by, at=at)


@transaction.atomic
def take_payment(*, bill: str, amount: Decimal, reference: str, by: Actor = SYSTEM, at: datetime) -> Case:
    """收到网上缴费：enter the payment of a bill with its reference; told again of the same payment, nothing changes.

    The limit to answer runs afresh, as when a clerk enters it. Money for which the case waits no more, or under a bill
    that a later notice replaced, was paid all the same: it is kept with its reference and the office told to return it.
    依据：《政府信息公开信息处理费管理办法》。

    :raises NotFound: for a bill there is not.
    :raises Invalid: without a reference, or for another amount.
    :raises Conflict: when it was paid by another payment, or the reference is another bill's.
    """
    reference = storable(reference).strip()
    if not reference or len(reference) > LONGEST:
        raise Invalid(f"请写明缴费凭证号，最多{LONGEST}个字。", field="reference")
    found = FeeBill.objects.select_for_update(of=("self",)).select_related("case__organ").filter(code=bill).first()
    if found is None:
        raise NotFound
    if found.reference == reference and found.amount == amount:
        return found.case
    if found.paid_at is not None:
        raise Conflict("这张缴费单已经缴过。多缴的请按缴费渠道的规定退还。", code="paid-already")
    if found.amount != amount:
        raise Invalid(f"应缴{found.amount:.2f}元，不是{amount:.2f}元，没有登记。", field="amount", code="wrong-amount")
    if FeeBill.objects.filter(reference=reference).exists():
        raise Conflict("这个缴费凭证号已经用于另一张缴费单，没有登记。请核对。", code="reference-used")
    FeeBill.objects.filter(pk=found.pk).update(reference=reference, paid_at=at)
    if found.case.state != "paying" or _is_replaced(found):
        _note("overpaid", found, by=by, at=at)
        emit("requests.overpaid", key=str(found.pk), case=found.case.uid, bill=found.pk)
        return found.case
    _note("paid", found, by=by, at=at)
    given = {"on": china_date(at).isoformat(), "reference": reference}
    seen = found.case.events.count()
    return casework.do(case=found.case.uid, act="enter_payment", given=given, seen=seen, by=by, at=at)


def _is_replaced(found: FeeBill) -> bool:
    """A case taken up anew may have been asked for another fee; the bill of before pays nothing of it."""
    notices = found.case.events.filter(act="notify_fee").order_by("-number")
    return notices.values_list("number", flat=True).first() != found.notice


def _code() -> str:
    """Digits nobody guesses: whoever has them may pay, and learns the amount."""
    return f"{secrets.randbelow(9) + 1}" + "".join(str(secrets.randbelow(10)) for _ in range(DIGITS - 1))


def _note(act: str, made: FeeBill, *, by: Actor, at: datetime) -> None:
    case = made.case
    facts = {"notice": made.notice}
    subject = f"case:{case.uid}"
    journal.record(act=f"requests.{act}", by=by.uid, at=at, organ=case.organ.code, subject=subject, facts=facts)

"""Paying online: a bill with its code, a notice only its sender can have signed, entered once, for the right amount."""

import hmac
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted
from gongkai.foundation.journal.models import Entry
from gongkai.programmes.requests import operations as ops
from gongkai.programmes.requests import paying, queries
from gongkai.programmes.requests.models import FeeBill
from gongkai.programmes.requests.operations import Receipt
from gongkai.programmes.requests.paying import SignedPayments, SimulatedPayments, configured
from gongkai.programmes.requests.permission import proven

KEY = "一把共同的钥匙"
SIGNED = SignedPayments(address="https://pay.example.cn/in", key=KEY)


@pytest.fixture
def online() -> Iterator[None]:
    before = paying.payments()
    paying.bind(SIGNED)
    yield
    paying.bind(before)


@pytest.fixture
def noticed(applied: Receipt, who: SimpleNamespace, at: datetime) -> Callable[[], FeeBill]:
    """A fee notice has gone out; answers its bill."""

    def run() -> FeeBill:
        acts: list[tuple[str, dict[str, str]]] = [
            ("confirm", {}), ("notify_fee", {"basis": "page", "count": "40", "pay_by": "网上缴纳"}),
        ]  # fmt: skip
        for seen, (act, given) in enumerate(acts):
            said = {"on": at.date().isoformat(), **given}
            casework.do(case=applied.case.uid, act=act, given=said, seen=seen, by=who.foi_clerk, at=at)
        return FeeBill.objects.get()

    return run


def test_a_payment_is_entered_once_with_its_reference_by_the_system(
    online: None, noticed: Callable[[], FeeBill], applied: Receipt, at: datetime
) -> None:
    bill = noticed()
    assert (len(bill.code), bill.code.isdecimal(), bill.amount) == (20, True, Decimal("100.00"))
    paid: dict[str, Any] = {"bill": bill.code, "amount": Decimal("100"), "reference": "QT2026-1"}
    with pytest.raises(Invalid, match=r"应缴100\.00元，不是99\.00元"):
        ops.take_payment(**{**paid, "amount": Decimal("99")}, at=at)
    with pytest.raises(NotFound):
        ops.take_payment(**{**paid, "bill": "1" * 20}, at=at)
    with pytest.raises(Invalid, match="缴费凭证号"):
        ops.take_payment(**{**paid, "reference": " "}, at=at)
    assert Case.objects.get().state == "paying"
    later = at + timedelta(days=1)
    for _ in range(2):
        assert ops.take_payment(**paid, at=later).state == "in_hand"
    last = Case.objects.get().events.last()
    assert (last.act, last.by, last.given["reference"], last.on) == (
        "enter_payment",
        "system",
        "QT2026-1",
        later.date(),
    )
    assert Case.objects.get().events.count() == 3
    assert Entry.objects.filter(act="requests.paid").count() == 1
    with pytest.raises(Conflict, match="已经缴过"):
        ops.take_payment(**{**paid, "reference": "QT2026-2"}, at=later)
    seen = queries.followed(proven(number=applied.number, code=applied.code), at=later)
    assert (seen.bill, ("缴费凭证号", "QT2026-1") in seen.history[-1].said) == (None, True)


def test_money_owed_no_more_is_kept_and_the_office_told_to_return_it(
    online: None,
    noticed: Callable[[], FeeBill],
    who: SimpleNamespace,
    at: datetime,
    no_jobs: list[tuple[str, str, Any]],
) -> None:
    bill = noticed()
    given = {"on": at.date().isoformat()}
    case = Case.objects.get()
    casework.do(case=case.uid, act="enter_payment", given=given, seen=2, by=who.foi_clerk, at=at)
    for _ in range(2):
        ops.take_payment(bill=bill.code, amount=bill.amount, reference="QT2026-3", at=at)
    assert FeeBill.objects.get().reference == "QT2026-3"
    assert (case.events.count(), Entry.objects.filter(act="requests.overpaid").count()) == (3, 1)
    assert [operation for operation, *_ in no_jobs].count("requests.tell_overpaid") == 1


def test_a_bill_of_before_the_case_was_taken_up_anew_does_not_pay_the_notice_after_it(
    online: None, noticed: Callable[[], FeeBill], who: SimpleNamespace, at: datetime
) -> None:
    old = noticed()
    case, later = Case.objects.get(), at + timedelta(days=60)
    acts: list[tuple[Any, str, dict[str, str]]] = [
        (who.foi_clerk, "note_fee_delivered", {"received_on": at.date().isoformat()}),
        (who.foi_clerk, "abandon_unpaid", {}),
        (who.foi_head, "reopen", {"reason": "复议决定责令重新办理"}),
        (who.foi_clerk, "notify_fee", {"basis": "page", "count": "250", "pay_by": "网上缴纳"}),
    ]
    for seen, (by, act, given) in enumerate(acts, start=2):
        said = {"on": later.date().isoformat(), **given}
        casework.do(case=case.uid, act=act, given=said, seen=seen, by=by, at=later)
    ops.take_payment(bill=old.code, amount=old.amount, reference="QT2026-4", at=later)
    assert Case.objects.get().state == "paying"
    new = FeeBill.objects.exclude(pk=old.pk).get()
    with pytest.raises(Conflict, match="已经用于另一张缴费单"):
        ops.take_payment(bill=new.code, amount=new.amount, reference="QT2026-4", at=later)
    assert ops.take_payment(bill=new.code, amount=new.amount, reference="QT2026-5", at=later).state == "in_hand"


def test_a_notice_from_before_gets_its_code_when_asked_for_and_only_one(
    noticed: Callable[[], FeeBill], applied: Receipt, at: datetime
) -> None:
    with pytest.raises(FeeBill.DoesNotExist):
        noticed()
    paying.bind(SIGNED)
    mine = {"number": applied.number, "code": applied.code, "at": at}
    try:
        assert ops.ask_for_bill(**mine) == ops.ask_for_bill(**mine)
        followed = queries.followed(proven(number=applied.number, code=applied.code), at=at)
        assert followed.bill is not None
        assert followed.bill.yuan == "100.00"
    finally:
        paying.bind(None)
    ops.give_up(**mine)
    with pytest.raises(Conflict, match="不需要缴费"):
        ops.ask_for_bill(**mine)


def signature(body: bytes, stamped: str, key: str = KEY) -> str:
    return hmac.new(key.encode(), stamped.encode() + b"." + body, sha256).hexdigest()


def test_only_a_fresh_notice_under_the_shared_key_is_taken(at: datetime) -> None:
    now, body = str(int(at.timestamp())), b'{"bill":"1"}'
    SIGNED.verify(body=body, stamped=now, signature=signature(body, now), at=at)
    old = str(int(at.timestamp()) - 301)
    refused = [
        (body, now, signature(body, now, "别的钥匙")), (body + b" ", now, signature(body, now)),
        (body, old, signature(body, old)), (body, "", signature(body, "")), (body, "²", signature(body, "²")),
        (body, now, ""), (body, now, "é"),
    ]  # fmt: skip
    for said, stamped, signed in refused:
        with pytest.raises(NotPermitted):
            SIGNED.verify(body=said, stamped=stamped, signature=signed, at=at)
    with pytest.raises(NotPermitted):
        SimulatedPayments().verify(body=body, stamped=now, signature=signature(body, now), at=at)


def test_the_address_tells_bill_and_amount_signed_and_nothing_of_the_applicant() -> None:
    bill = paying.Bill("12345678901234567890", Decimal("100"), None)
    address = SIGNED.address_of(bill, back="https://gongkai.example.cn/requests/follow/")
    said = parse_qs(urlsplit(address).query)
    assert (said["bill"], said["amount"]) == ([bill.code], ["100.00"])
    query, _, signed = urlsplit(address).query.partition("&signature=")
    assert signed == hmac.new(KEY.encode(), query.encode(), sha256).hexdigest()


def test_it_is_as_before_where_nothing_is_configured() -> None:
    nothing = {"url": "", "key": ""}
    assert configured(nothing, demo=False) is None
    assert configured({"url": "https://pay.example.cn/", "key": ""}, demo=False) is None, "unsigned is not taken"
    simulated = configured(nothing, demo=True)
    assert simulated is not None
    assert simulated.simulated
    with pytest.raises(NotFound):
        paying.channel()

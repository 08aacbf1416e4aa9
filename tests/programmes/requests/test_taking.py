"""An application is taken whole, with its receipt day by Article 31, and what tells who asks is sealed."""

import os
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection

from gongkai.engines.casework.queries import acts_for
from gongkai.foundation.errors import Invalid, NotFound, NotPermitted
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.models import Organ
from gongkai.programmes.requests import operations as ops
from gongkai.programmes.requests import permission, queries
from gongkai.programmes.requests.contents import Applicant, Wanted
from gongkai.programmes.requests.models import Application
from gongkai.programmes.requests.operations import Receipt
from tests.engines.casework.conftest import an_actor
from tests.programmes.requests.conftest import COMPANY, PLAN, ZHANG

Ask = Callable[..., Receipt]


def test_an_application_online_waits_for_both_sides_to_confirm(
    applied: Receipt, who: SimpleNamespace, at: datetime
) -> None:
    case = applied.case
    assert (case.state, case.received_on, case.due_on) == ("unconfirmed", None, None)
    assert case.title == "某村征地补偿安置方案"
    assert len(applied.code) == 19
    # What the channel never allows is offered nowhere, on the page and over the API alike.
    offered = {offer.act.key for offer in acts_for(who.foi_clerk, case, on=china_date(at)) if offer.allowed}
    assert offered == {"confirm", "withdraw"}


@pytest.mark.parametrize(
    ("channel", "confirmed", "received"),
    [
        ("counter", None, date(2026, 2, 27)),
        ("signed_mail", None, date(2026, 2, 27)),
        ("ordinary_mail", None, None),
        ("ordinary_mail", date(2026, 3, 2), date(2026, 3, 2)),
        ("fax", None, None),
        ("fax", date(2026, 2, 28), date(2026, 2, 28)),
    ],
)
def test_the_day_of_receipt_follows_the_channel(
    organ: Organ, who: SimpleNamespace, at: datetime, channel: str, confirmed: date | None, received: date | None
) -> None:
    receipt = ops.enter_application(
        organ=organ,
        channel=channel,
        applicant=COMPANY,
        wanted=PLAN,
        came=date(2026, 2, 27),
        confirmed=confirmed,
        by=who.foi_clerk,
        at=at,
    )
    assert receipt.case.received_on == received
    assert receipt.case.state == ("in_hand" if received else "unconfirmed")


@pytest.mark.parametrize("came", [date(2018, 3, 1), date(2019, 5, 14)])
def test_an_application_under_the_regulation_of_2008_is_refused_with_why_and_what_to_do(
    organ: Organ, who: SimpleNamespace, at: datetime, came: date
) -> None:
    with pytest.raises(Invalid, match=r"只收录了它的答复期限和延长期限.*请按原来的办法办结") as told:
        ops.enter_application(
            organ=organ, channel="counter", applicant=ZHANG, wanted=PLAN, came=came, by=who.foi_clerk, at=at
        )
    assert told.value.field == "came"
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    ("who", "what", "says", "field"),
    [
        (replace(ZHANG, name=" "), PLAN, "第（一）项", "name"),
        (replace(ZHANG, kind="king"), PLAN, "请选择申请人是公民", "kind"),
        (replace(ZHANG, proof_number=""), PLAN, "请填写身份证明的号码", "proof_number"),
        (replace(ZHANG, proof_number="339999199002308510"), PLAN, "与校验码相符", "proof_number"),
        (replace(COMPANY, proof_number="9133"), PLAN, "统一社会信用代码应为18位", "proof_number"),
        (replace(COMPANY, proof_kind="resident_id"), PLAN, "与申请人类别相符", "proof_kind"),
        (replace(ZHANG, phone="", mail=""), PLAN, "至少填写一种联系方式", "phone"),
        (replace(ZHANG, mail="zhang"), PLAN, "邮箱写法不对", "mail"),
        (ZHANG, Wanted(), "第（二）项", "title"),
        (ZHANG, replace(PLAN, form="stone"), "第（三）项", "form"),
        (ZHANG, replace(PLAN, way="pigeon"), "第（三）项", "way"),
        (ZHANG, replace(PLAN, way="post"), "请填写通信地址", "address"),
        (ZHANG, replace(PLAN, features="字" * 4001), "太长了", "features"),
    ],
)
def test_what_article_29_asks_for_is_refused_when_missing(
    organ: Organ, at: datetime, who: Applicant, what: Wanted, says: str, field: str
) -> None:
    with pytest.raises(Invalid, match=says) as refused:
        ops.apply(organ=organ, applicant=who, wanted=what, at=at)
    assert refused.value.field == field
    assert not Application.objects.exists()


def test_everything_missing_is_said_at_once(organ: Organ, at: datetime) -> None:
    with pytest.raises(Invalid) as refused:
        ops.apply(organ=organ, applicant=Applicant("", "", "", ""), wanted=Wanted(), at=at)
    assert all(part in refused.value.sentence for part in ("第（一）项", "第（二）项", "联系方式"))


def test_one_spelling_of_a_number_whatever_was_typed(ask: Ask) -> None:
    first = ask()
    again = ask(who=replace(ZHANG, proof_number="３３９９９９ 19900230-8516"))
    marks = {Application.objects.get(case=case).person for case in (first.case, again.case)}
    assert len(marks) == 1


def test_only_a_clerk_of_the_organ_takes_in(organ: Organ, foreign: Organ, who: SimpleNamespace, at: datetime) -> None:
    for person in (who.foi_head, who.signer, who.drafter, an_actor(foreign, "foi_clerk")):
        with pytest.raises(NotPermitted, match="经办人"):
            ops.enter_application(
                organ=organ, channel="counter", applicant=ZHANG, wanted=PLAN, came=at.date(), by=person, at=at
            )


@pytest.mark.parametrize(
    ("channel", "came", "confirmed", "field"),
    [
        ("online", 0, None, "channel"),
        ("counter", 1, None, "came"),
        ("fax", 0, 1, "confirmed"),
        ("fax", 0, -1, "confirmed"),
    ],
)
def test_days_that_cannot_be_are_refused(
    organ: Organ, who: SimpleNamespace, at: datetime, channel: str, came: int, confirmed: int | None, field: str
) -> None:
    today = at.date()
    with pytest.raises(Invalid) as refused:
        ops.enter_application(
            organ=organ,
            channel=channel,
            applicant=ZHANG,
            wanted=PLAN,
            came=today + timedelta(came),
            confirmed=None if confirmed is None else today + timedelta(confirmed),
            by=who.foi_clerk,
            at=at,
        )
    assert refused.value.field == field


def test_what_tells_who_asks_is_not_in_the_rows_nor_in_the_journal(applied: Receipt) -> None:
    row = Application.objects.get(case=applied.case)
    kept = str({field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields})
    for told in (ZHANG.proof_number, ZHANG.phone, ZHANG.mail, applied.code, applied.code.replace("-", "")):
        assert told not in kept
    journal = str([(entry.subject, entry.facts) for entry in Entry.objects.all()])
    for told in (ZHANG.proof_number, ZHANG.name, PLAN.title):
        assert told not in journal
    assert queries.applicant_of(row) == ZHANG


@pytest.mark.skipif(os.environ.get("DATABASE_URL", "") != "", reason="reads the file of SQLite")
@pytest.mark.django_db(transaction=True)
def test_no_identity_number_stands_in_the_database_file(applied: Receipt) -> None:
    dump = "\n".join(line for line in connection.connection.iterdump())
    assert isinstance(connection.connection, sqlite3.Connection)
    assert PLAN.title in dump
    for told in (ZHANG.proof_number, ZHANG.phone, ZHANG.mail):
        assert told not in dump


def test_number_and_code_open_it_and_nothing_else_does(applied: Receipt, ask: Ask) -> None:
    other = ask()
    number = applied.case.number
    for typed in (applied.code, applied.code.replace("-", ""), applied.code.upper(), f" {applied.code} "):
        assert permission.proven(number=number.upper(), code=typed).case == applied.case
    sentences = set()
    for number_, code in ((number, other.code), (number, ""), ("000014349-requests-2026-99999", applied.code)):
        with pytest.raises(NotFound) as refused:
            permission.proven(number=number_, code=code)
        sentences.add(refused.value.sentence)
    assert len(sentences) == 1


def test_who_sees_the_case_sees_the_application(
    applied: Receipt, foreign: Organ, who: SimpleNamespace, django_assert_num_queries: Callable[..., object]
) -> None:
    with django_assert_num_queries(1):
        assert queries.of_case(who.foi_clerk, applied.case.uid).name == "张文"
    for person in (who.drafter, who.publisher, an_actor(foreign, "foi_clerk")):
        with pytest.raises(NotFound):
            queries.of_case(person, applied.case.uid)


def test_a_title_reads_as_it_is_written(ask: Ask) -> None:
    """Signs that turn the direction of writing are taken out: 反转 stays 反转 for everybody who reads the queue."""
    assert ask(title="补偿方案\u202e反转\u2066").case.title == "补偿方案反转"

"""What the office asks: the same applicant, similar applications, counts a month, splitting, facts for the report."""

import argparse
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from gongkai.assembly import sealing_commands
from gongkai.engines.casework import jobs
from gongkai.engines.casework import operations as casework
from gongkai.foundation.codes import digest_of
from gongkai.foundation.errors import Invalid, NotFound, NotPermitted
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import SYSTEM
from gongkai.foundation.sealing import keys
from gongkai.programmes.requests import operations as ops
from gongkai.programmes.requests import queries
from gongkai.programmes.requests.models import Application
from gongkai.programmes.requests.operations import Receipt
from gongkai.programmes.requests.outcomes import Withheld, withheld_text
from tests.engines.casework.conftest import an_actor
from tests.programmes.requests.conftest import COMPANY, PLAN, ZHANG

Ask = Callable[..., Receipt]
Count = Callable[..., Any]


def of(receipt: Receipt) -> Application:
    return Application.objects.select_related("case__organ").get(case=receipt.case)


@pytest.fixture
def run(who: SimpleNamespace, at: datetime) -> Callable[..., None]:
    """Do acts one after another on one day, as whoever the table names."""

    def go(receipt: Receipt, *acts: tuple[str, dict[str, str]], on: datetime = at) -> None:
        from gongkai.engines.casework.ports import procedure_of

        case = receipt.case
        for act, given in acts:
            by = getattr(who, procedure_of("requests").act(act).role)
            filled = {"on": on.date().isoformat(), **given}
            casework.do(case=case.uid, act=act, given=filled, seen=case.events.count(), by=by, at=on)

    return go


def test_the_same_applicant_is_found_without_opening_the_others(
    ask: Ask, who: SimpleNamespace, django_assert_num_queries: Count
) -> None:
    first, _, third = ask(), ask(who=COMPANY), ask(title="殡葬服务收费标准")
    found = of(third)
    with django_assert_num_queries(1):
        earlier = queries.earlier_by_same(who.foi_clerk, found)
    assert [row.case for row in earlier] == [first.case.uid]
    assert queries.earlier_by_same(who.drafter, found) == ()


def test_similar_ones_share_words_and_the_likest_comes_first(
    ask: Ask, who: SimpleNamespace, django_assert_num_queries: Count
) -> None:
    mine = ask()
    like = ask(who=COMPANY, features="某村三组土地征收补偿标准")
    ask(who=COMPANY, title="殡葬服务收费标准", features="殡仪馆价格目录")
    found = of(mine)
    with django_assert_num_queries(2):
        rows = queries.similar(who.foi_clerk, found)
    assert [row.asked.case for row in rows] == [like.case.uid]


def test_several_who_ask_the_same_are_counted_once_each(ask: Ask) -> None:
    ask(), ask(), ask(who=COMPANY)
    assert queries.others_asking_alike(of(ask())) == 2


def test_applications_are_counted_by_the_month_of_receipt(ask: Ask, run: Callable[..., None], at: datetime) -> None:
    first, second, _ = ask(), ask(), ask()
    run(first, ("confirm", {}), ("withdraw", {}))
    run(second, ("confirm", {}), on=at + timedelta(days=30))
    assert queries.asked_in_month(of(first), date(2026, 3, 31)) == 1
    assert queries.asked_in_month(of(first), date(2026, 4, 1)) == 1
    assert queries.asked_in_month(of(first), date(2025, 12, 1)) == 0


def test_split_into_cases_received_on_the_same_day(
    ask: Ask, run: Callable[..., None], who: SimpleNamespace, at: datetime
) -> None:
    whole = ask()
    run(whole, ("confirm", {}))
    later = at + timedelta(days=2)
    cases = ops.split(case=whole.case.uid, parts=["补偿标准", "安置名单", " "], seen=1, by=who.foi_clerk, at=later)
    assert [case.received_on for case in cases] == [at.date()] * 2
    parts = [Application.objects.get(case=case) for case in cases]
    assert [part.part for part in parts] == ["补偿标准", "安置名单"]
    assert parts[1].split_from == parts[0]
    assert queries.applicant_of(parts[1]) == ZHANG
    assert ops.give_up(number=cases[1].number, code=whole.code, at=later).state == "withdrawn"
    with pytest.raises(NotPermitted, match="可以拆分"):
        ops.split(case=whole.case.uid, parts=["甲", "乙"], seen=1, by=who.foi_clerk, at=later)
    assert list(jobs.inconsistencies(at=later)) == []


def test_splitting_is_refused_where_it_cannot_be(
    ask: Ask, run: Callable[..., None], who: SimpleNamespace, foreign: Organ, at: datetime
) -> None:
    whole = ask()
    with pytest.raises(NotPermitted, match="刚收到"):
        ops.split(case=whole.case.uid, parts=["甲", "乙"], seen=0, by=who.foi_clerk, at=at)
    run(whole, ("confirm", {}))
    with pytest.raises(Invalid, match="至少两件"):
        ops.split(case=whole.case.uid, parts=["甲"], seen=1, by=who.foi_clerk, at=at)
    with pytest.raises(NotPermitted, match="没有这个岗位"):
        ops.split(case=whole.case.uid, parts=["甲", "乙"], seen=1, by=who.foi_head, at=at)
    with pytest.raises(NotFound):
        ops.split(case=whole.case.uid, parts=["甲", "乙"], seen=1, by=an_actor(foreign, "foi_clerk"), at=at)


def test_the_facts_of_a_year_say_how_each_ended(
    ask: Ask, run: Callable[..., None], organ: Organ, at: datetime, django_assert_num_queries: Count
) -> None:
    open_, given_up, part, corrected, unconfirmed = (ask(), ask(), ask(who=COMPANY), ask(), ask())
    run(open_, ("confirm", {}))
    run(given_up, ("confirm", {}), ("propose_reply", {"kind": "R-OPEN", "text": "公开"}), ("withdraw", {}))
    run(
        part,
        ("confirm", {}),
        ("propose_reply", {"kind": "R-OPEN", "text": "公开"}),
        ("return_reply", {"reason": "有隐私"}),
        (
            "propose_reply",
            {"kind": "R-PART", "withheld": withheld_text([Withheld("名单", "R-N15", "个人隐私")]), "text": "部分公开"},
        ),
    )
    run(
        part,
        ("approve_legality", {}),
        ("approve_secrecy", {}),
        ("sign_reply", {}),
        ("deliver_reply", {"way": "network"}),
    )
    run(corrected, ("confirm", {}), ("ask_to_correct", {"items": "年份", "until_on": "2026-03-10"}))
    run(corrected, ("abandon_uncorrected", {}), on=at + timedelta(days=10))
    with django_assert_num_queries(1):
        rows = {row.case: row for row in queries.request_facts([organ.code], 2026)}
    assert {row.result for row in rows.values()} == {None, "R-OTHER", "R-PART", "R-ABANDON-CORR"}
    assert rows[part.case.uid].applicant == "business"
    assert unconfirmed.case.uid not in rows
    assert [row.result for row in queries.request_facts([organ.code], 2027)] == [None]


def test_sealed_again_with_a_new_key_the_old_one_can_go(settings: Any, ask: Ask, at: datetime) -> None:
    old, new = keys.new_line(), keys.new_line()
    settings.GONGKAI_SEALING_KEYS = [old]
    first, second = ask(), ask()
    settings.GONGKAI_SEALING_KEYS = [new, old]
    third = ask()
    assert len(queries.earlier_by_same(SYSTEM, of(third))) == 2
    after = 0
    while (last := ops.reseal(after=after, limit=2, by=SYSTEM, at=at)) is not None:
        after = last
    settings.GONGKAI_SEALING_KEYS = [new]
    assert all(queries.applicant_of(of(receipt)) == ZHANG for receipt in (first, second, third))
    assert len(queries.earlier_by_same(SYSTEM, of(third))) == 2


@pytest.mark.django_db
def test_a_draft_is_sealed_again_too_by_the_command(settings: Any, at: datetime) -> None:
    old, new = keys.new_line(), keys.new_line()
    settings.GONGKAI_SEALING_KEYS = [old]
    key = ops.keep_draft(content={"title": "补偿方案"}, at=at)
    settings.GONGKAI_SEALING_KEYS = [new, old]
    assert sealing_commands.reseal(argparse.Namespace()) == 0
    settings.GONGKAI_SEALING_KEYS = [new]
    assert queries.draft_of(digest_of(key)) == {"title": "补偿方案"}


def test_only_the_system_seals_again(who: SimpleNamespace, at: datetime) -> None:
    for operation in (ops.reseal, ops.reseal_drafts):
        with pytest.raises(NotPermitted):
            operation(by=who.administrator, at=at)


def test_the_form_and_the_way_are_kept(ask: Ask) -> None:
    found = of(ask(who=replace(ZHANG, address="澜州市"), form="paper", way="post"))
    assert (found.form, found.way, found.alike == of(ask()).alike) == ("paper", "post", True)
    assert PLAN.title == found.title

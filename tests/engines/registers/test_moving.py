"""An entry goes from one organ to another: both agree, its key and its history stay, and every day knows its keeper."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from gongkai.engines.registers import declared, exchange, jobs, permission, queries
from gongkai.engines.registers import operations as ops
from gongkai.engines.registers.models import Adjustment, EntryVersion
from gongkai.engines.registers.queries import Wanted
from gongkai.engines.registers.rules import MOVE, Register
from gongkai.foundation.errors import Invalid, NotFound, NotPermitted
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.notices.models import Notice
from gongkai.foundation.organs.models import Organ, OrganSuccession
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.people.models import Person, Post

from .conftest import DUTIES, POWERS, Propose, amend, an_organ, duty, end, listed_by, people_of, power

APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)
# 实施机关 is the keeper itself: it goes with the entry.
OWN = replace(POWERS, fields=tuple(replace(one, own=True) if one.key == "body" else one for one in POWERS.fields))


@pytest.fixture(autouse=True)
def registers(registers: None) -> None:
    declared.bind([OWN, DUTIES])


def move(key: str, **values: object) -> Wanted:
    return Wanted("划转", key, values)


def a_holder(organ: Organ, role: str) -> str:
    uid = f"{role[:3]}-{organ.code}"
    person = Person.objects.create(uid=uid, username=uid, name="甲")
    Post.objects.create(person=person, organ=organ, unit="办公室", role=role, since=date(2016, 1, 1))
    return uid


def moved(*wanted: Wanted, by: Organ, other: Organ | None, at: datetime, since: date = APRIL) -> Adjustment:
    return ops.propose(register="test-powers", organ=by, other=other, since=since, reason="机构改革", basis="编办文件",
                       wanted=wanted, by=people_of(by).drafter, at=at)  # fmt: skip


def adopted(made: Adjustment, at: datetime) -> Adjustment:
    """Through every step, by whoever's it is."""
    sides = people_of(made.organ), people_of(made.other) if made.other else None
    ops.approve(adjustment=made.uid, sha256=made.sha256, by=sides[0].unit_head, at=at)
    if sides[1] and permission.CONSENT in permission.steps_of(made):
        ops.approve(adjustment=made.uid, sha256=made.sha256, by=sides[1].signer, at=at)
    return ops.adopt(adjustment=made.uid, sha256=made.sha256, by=sides[0].signer, at=at)


def keeper(key: str, day: date) -> str:
    found = queries.entry_on("test-powers", key, day, seen_on=None)
    return found.organ.code if found else ""


@pytest.mark.parametrize("receiver_proposes", [True, False])
def test_it_moves_with_its_key_its_history_and_what_refers_to_it(
    adopt: Propose, organ: Organ, foreign: Organ, at: datetime, receiver_proposes: bool
) -> None:
    adopt(power("A", days="20", body=organ.code, note="内部"), power("B"))
    adopt(duty("D", "A"), register="test-duties")
    by, other = (foreign, organ) if receiver_proposes else (organ, foreign)
    made = adopted(moved(move("A"), by=by, other=other, at=at), at)
    assert [keeper("A", day) for day in (APRIL - timedelta(1), APRIL)] == [organ.code, foreign.code]
    last, first = queries.history("test-powers", "A", seen_on=None)
    assert (last.values, last.number) == ({**first.values, "body": foreign.code}, 2)  # it says what it said
    assert (first.organ, first.until, last.organ) == (organ, APRIL, foreign)
    assert [one.key for one in queries.referring_to(last, APRIL, seen_on=None)[0]] == ["D"]
    assert [one.key for one in queries.listing(OWN, APRIL, seen_on=None, organ=foreign.code, limit=9).versions] == ["A"]
    assert [one.key for one in queries.listing(OWN, APRIL, seen_on=None, organ=organ.code, limit=9).versions] == ["B"]
    [change] = queries.compare(OWN, date(2026, 3, 31), APRIL, seen_on=APRIL, limit=9).changes
    assert (change.moved, change.change.value) == ((organ, foreign), "amended")
    facts = Entry.objects.get(act="registers.adopted", subject=f"adjustment:{made.uid}").facts
    assert facts["other"] == other.code
    # From now on it is the receiving organ's to change, and the other's no more.
    assert queries.examine(OWN, foreign, MAY, [amend("A", body=foreign.code)])[0].problems == {}
    said = queries.examine(OWN, organ, MAY, [amend("A")])[0].problems["code"]
    assert said == "A是其他机关的条目，请由该机关办理。要由本机关承接的，请提出划转。"
    ops.undo_adoption(adjustment=made.uid, remark="依据尚未公布", by=people_of(by).signer, at=at)
    assert keeper("A", MAY) == organ.code


def test_a_register_whose_entries_say_no_organ_shows_the_move_in_the_comparison(
    adopt: Propose, organ: Organ, foreign: Organ, at: datetime
) -> None:
    adopt(power("A"))
    adopted(moved(move("A"), by=organ, other=foreign, at=at), at)
    [change] = queries.compare(OWN, date(2026, 3, 31), APRIL, seen_on=APRIL, limit=9).changes
    assert (change.moved, change.fields) == ((organ, foreign), ())


def test_who_may_do_what(adopt: Propose, organ: Organ, foreign: Organ, who: SimpleNamespace, at: datetime) -> None:
    third = people_of(an_organ("014416330", "东澜省体育局", organ.place))
    adopt(power("A"))
    made, others = moved(move("A"), by=organ, other=foreign, at=at), people_of(foreign)
    known: dict[str, Any] = {"adjustment": made.uid, "sha256": made.sha256, "at": at}

    def refused(act: Any, by: Actor, sentence: str) -> None:
        with pytest.raises(NotPermitted, match=sentence):
            act(**known, by=by)

    refused(ops.approve, others.signer, "“处室审查”由本机关处室负责人办理")
    ops.approve(**known, by=who.unit_head)
    refused(ops.adopt, who.signer, "“划转另一方同意”尚未完成")
    refused(ops.approve, who.signer, "由划转的另一方机关签发人办理")
    refused(ops.approve, others.unit_head, "由划转的另一方机关签发人办理")
    refused(ops.approve, people_of(foreign, second_factor=False).signer, "两步验证")
    both = replace(others.signer, uid=who.drafter.uid)
    refused(ops.approve, both, "不能由提出调整的人自己办理")
    with pytest.raises(NotFound):
        ops.approve(**known, by=third.signer)
    Notice.objects.all().delete()
    assert set(queries.proposals("test-powers", others.drafter)) == {made}
    ops.approve(**known, by=others.signer)
    refused(ops.adopt, others.signer, "“批准”由本机关签发人办理")
    assert ops.adopt(**known, by=who.signer).state == "adopted"


def test_the_other_organ_may_send_it_back_and_is_told_when_it_is_asked(
    adopt: Propose, organ: Organ, foreign: Organ, who: SimpleNamespace, at: datetime
) -> None:
    adopt(power("A"))
    signers = [a_holder(one, "signer") for one in (organ, foreign)]
    made, others = moved(move("A"), by=organ, other=foreign, at=at), people_of(foreign)
    ops.approve(adjustment=made.uid, sha256=made.sha256, by=who.unit_head, at=at)
    jobs.tell_reviewers(adjustment=made.uid, at=at)
    told = [(one.to_uid, one.subject) for one in Notice.objects.all()]
    assert told == [(signers[1], "有一项名录调整等待您划转另一方同意")]
    ops.return_adjustment(adjustment=made.uid, remark="职责没有划转", by=others.signer, at=at)
    assert keeper("A", MAY) == organ.code


def test_each_line_that_cannot_move_gets_its_sentence(
    adopt: Propose, organ: Organ, foreign: Organ, at: datetime
) -> None:
    third = an_organ("014416330", "东澜省体育局", organ.place)
    gone = an_organ("MB0X12345", "东澜省老龄办", organ.place, until=APRIL)
    listed_by(third, power("T"), at=at)
    adopt(power("A", body=organ.code), power("B"), power("E"))
    adopt(end("E"), since="2026-03-15")
    rows: list[tuple[Wanted, Organ | None, str]] = [
        (move("A"), foreign, ""),
        (move("A", name="事项A", kind="行政许可", body=third.code), foreign,
         f"“实施机关”{third.code}不是接收的机关（{foreign.code}），请改正，或者留空由系统填写。"),
        (move("A"), None, "请写明划转的另一方机关。"),
        (move("T"), foreign, "T不由划转的双方机关维护，请核对编码和另一方机关。"),
        (move("E"), foreign, "E已于2026年3月15日终止，不能调整。"),
        (move("no"), foreign, "no不在测试权力清单中，不能调整。"),
        (move("B"), gone, f"另一方机关{gone.code}已于2026年4月1日撤销，不能接收。"),
    ]  # fmt: skip
    for wanted, other, sentence in rows:
        line = queries.examine(OWN, organ, APRIL, [wanted], other=other)[0]
        assert "".join(line.problems.values()) == sentence
    mixed = queries.examine(OWN, organ, APRIL, [move("A"), amend("B", days="5")], other=foreign)
    assert [list(one.problems.values()) for one in mixed] == [[], ["划转须单独成一次调整，请把这一行另行提出。"]]
    with pytest.raises(Invalid, match="不能是提出调整的机关自己"):
        moved(move("A"), by=organ, other=organ, at=at)
    kept_apart: Register = replace(OWN, manners=tuple(one for one in OWN.manners if one != MOVE))
    said = queries.examine(kept_apart, organ, APRIL, [move("A")], other=foreign)[0].problems["manner"]
    assert said == "没有“划转”这种调整方式，可选：新增、修改、取消。"


def test_what_an_abolished_organ_kept_goes_to_its_successor_who_asks_nobody(
    organ: Organ, foreign: Organ, at: datetime
) -> None:
    gone = an_organ("MB0X12345", "东澜省老龄办", organ.place)
    listed_by(gone, power("A"), at=at)
    Organ.objects.filter(pk=gone.pk).update(until=APRIL)
    gone.refresh_from_db()
    said = queries.examine(OWN, foreign, APRIL, [move("A")], other=gone)[0].problems["code"]
    assert said.endswith("已于2026年4月1日撤销，它的条目请由承继其职责的机关提出承接。")
    OrganSuccession.objects.create(predecessor=gone, successor=organ, on=APRIL, basis="改革方案")
    assert (
        "请由东澜省民政厅提出承接" in queries.examine(OWN, foreign, APRIL, [move("A")], other=gone)[0].problems["code"]
    )
    made = adopted(moved(move("A"), by=organ, other=gone, at=at), at)
    assert permission.CONSENT not in permission.steps_of(made)
    assert keeper("A", MAY) == organ.code


def test_a_file_moves_entries_by_key_alone_or_with_what_they_shall_say(
    adopt: Propose, organ: Organ, foreign: Organ, at: datetime
) -> None:
    adopt(power("A", body=organ.code, note="内部"), power("B", days="20", body=organ.code), power("C"))
    content = "调整方式,编码,期限\n划转,A,\n划转,B,15\n修改,C,5\n".encode()
    trial = queries.try_rows(OWN, organ, APRIL, exchange.read(OWN, content), other=foreign)
    assert [(one.row.number, one.said) for one in trial.bad] == [(4, "划转须单独成一次调整，请把这一行另行提出。")]
    adopted(moved(*trial.good, by=organ, other=foreign, at=at), at)
    a, b = (queries.entry_on("test-powers", key, APRIL, seen_on=None) for key in "AB")
    assert a is not None
    assert b is not None
    assert (a.values["note"], a.values["body"], b.values["days"]) == ("内部", foreign.code, "15")


class AnyKeeping(TestCase):
    """However often an entry moves: one keeper a day, the one of the last move before it; the key is the same."""

    @settings(max_examples=12, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 15), st.sampled_from(["划转", "修改", "取消", "新增"]), st.booleans()),
                    max_size=6))  # fmt: skip
    def test_keeping(self, steps: list[tuple[int, str, bool]]) -> None:
        from gongkai.foundation.places.models import Place

        place = Place.objects.create(code="99", name="东澜省", level=1, since=date(2016, 1, 1))
        pair = an_organ("000014349", "东澜省民政厅", place), an_organ("002489401", "东澜省体育局", place)
        at, start = datetime.fromisoformat("2026-03-02T09:00:00+08:00"), date(2026, 1, 1)
        listed_by(pair[0], power("A"), at=at, since="2026-01-01")
        expected: dict[date, str] = {start: pair[0].code}
        for number, (offset, manner, swapped) in enumerate(steps):
            by, other = pair[::-1] if swapped else pair
            wanted = Wanted(manner, "A", {"name": f"第{number}次"} if manner in ("修改", "新增") else {})
            before = keeper("A", start + timedelta(offset))
            try:
                made = moved(wanted, by=by, other=other, at=at, since=start + timedelta(offset))
            except Invalid:
                continue
            adopted(made, at)
            receiving = next(one.code for one in pair if one.code != before) if manner == "划转" else by.code
            expected[start + timedelta(offset)] = "" if manner == "取消" else receiving
        versions = list(EntryVersion.objects.order_by("number"))
        assert {one.key for one in versions} == {"A"}
        assert len({one.entry_id for one in versions}) == 1
        for offset in range(17):
            day = start + timedelta(offset)
            assert keeper("A", day) == expected[max(one for one in expected if one <= day)]

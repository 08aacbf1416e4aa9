"""Proposal, review, adoption and its undoing; what a register says on any day and between two."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from gongkai.engines.registers import operations as ops
from gongkai.engines.registers import queries
from gongkai.engines.registers.models import Adjustment, EntryReference, EntryVersion, RegisterEntry
from gongkai.engines.registers.queries import Wanted
from gongkai.engines.registers.rules import Span, overlapping
from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted, Refusal
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.organs.models import Organ

from .conftest import DUTIES, POWERS, Propose, amend, an_organ, duty, end, keys_on, listed_by, people_of, power


def on(day: str) -> date:
    return date.fromisoformat(day)


def said(refused: Any) -> str:
    return str(refused.value.sentence)


def test_an_adjustment_goes_from_proposal_to_the_register_and_every_act_is_journalled(
    propose: Propose, who: SimpleNamespace, at: datetime
) -> None:
    made = propose(power("A"), power("B", days="20"))
    assert keys_on("2026-03-02") == []
    ops.approve(adjustment=made.uid, sha256=made.sha256, by=who.unit_head, at=at)
    ops.adopt(adjustment=made.uid, sha256=made.sha256, by=who.signer, at=at)
    assert keys_on("2026-03-02") == ["A", "B"]
    assert keys_on("2026-03-01") == []
    noted = Entry.objects.filter(subject=f"adjustment:{made.uid}").order_by("number")
    assert list(noted.values_list("act", flat=True)) == [
        f"registers.{act}" for act in ("proposed", "approved", "adopted")
    ]
    assert "事项" not in str(list(noted.values_list("facts", flat=True)))


def test_who_may_do_what(propose: Propose, organ: Organ, foreign: Organ, who: SimpleNamespace, at: datetime) -> None:
    made = propose(power("A"))
    known = {"adjustment": made.uid, "sha256": made.sha256, "at": at}
    strangers = people_of(foreign)
    drafter_as_head = people_of(organ).unit_head.__class__(
        uid=who.drafter.uid,
        name="",
        posts=(*who.drafter.posts, *who.unit_head.posts, *who.signer.posts),
        second_factor=True,
    )
    with pytest.raises(NotFound):
        ops.approve(**known, by=strangers.unit_head)
    with pytest.raises(NotPermitted, match="由本机关处室负责人办理"):
        ops.approve(**known, by=who.publisher)
    with pytest.raises(NotPermitted, match="不能由提出调整的人自己办理"):
        ops.approve(**known, by=drafter_as_head)
    with pytest.raises(NotPermitted, match="两步验证"):
        ops.approve(**known, by=people_of(organ, second_factor=False).unit_head)
    with pytest.raises(NotPermitted, match="“处室审查”尚未完成"):
        ops.adopt(**known, by=who.signer)
    with pytest.raises(Conflict, match="与您看到的不同"):
        ops.approve(adjustment=made.uid, sha256="0" * 64, by=who.unit_head, at=at)
    ops.approve(**known, by=who.unit_head)
    with pytest.raises(NotPermitted, match="不能由提出调整的人自己办理"):
        ops.adopt(**known, by=drafter_as_head)
    with pytest.raises(NotPermitted, match="只有提出的人"):
        ops.recall_adjustment(adjustment=made.uid, remark="不提了", by=who.signer, at=at)
    ops.return_adjustment(adjustment=made.uid, remark="依据不准确", by=who.signer, at=at)
    with pytest.raises(NotPermitted, match="已退回，不能再办理"):
        ops.adopt(**known, by=who.signer)
    with pytest.raises(NotPermitted, match="由本机关拟稿人办理"):
        ops.propose(register="test-powers", organ=organ, since=on("2026-03-02"), reason="甲", basis="乙",
                    wanted=[power("B")], by=strangers.drafter, at=at)  # fmt: skip
    assert not RegisterEntry.objects.exists()


def test_a_reason_a_basis_and_something_to_change_are_needed(organ: Organ, who: SimpleNamespace, at: datetime) -> None:
    whole: dict[str, Any] = {"reason": "甲", "basis": "乙", "wanted": [power("A")]}
    for key, empty in (("reason", " "), ("basis", ""), ("wanted", [])):
        given_ = {**whole, key: empty}
        with pytest.raises(Invalid):
            ops.propose(register="test-powers", organ=organ, since=on("2026-03-02"), **given_, by=who.drafter, at=at)
    with pytest.raises(NotFound):
        ops.propose(register="no", organ=organ, since=on("2026-03-02"), **whole, by=who.drafter, at=at)


def test_each_line_gets_its_sentence(adopt: Propose, organ: Organ, foreign: Organ, at: datetime) -> None:
    an_organ("014416330", "已撤销的局", organ.place, until=date(2025, 1, 1))
    adopt(power("A"), power("B"), power("C"))
    adopt(end("C"), since="2026-03-10")
    adopt(duty("D", "A"), register="test-duties")
    listed_by(foreign, power("F"), at=at)
    rows: list[tuple[Wanted, str]] = [
        (power("A"), "A已在测试权力清单中，请改用“修改”。"),
        (amend("X"), "X不在测试权力清单中，不能调整。"),
        (amend("B"), "B的内容与现行的相同，没有要调整的。"),
        (amend("C", days="5"), "C已于2026年3月10日终止，不能调整。"),
        (power("Y", days="五"), "“期限”请填写整数，现为“五”。"),
        (power("Z", body="014416330"), "“实施机关”014416330已于2025年1月1日撤销，请改为承继其职责的机关。"),
        (power("W", body="999999999"), "“实施机关”999999999不是本平台登记的机关，请核对组织机构代码。"),
        (power("F"), "F是其他机关的条目，请由该机关办理。要由本机关承接的，请提出划转。"),
        (power("好 吗"), "“编码”最多80字，不能含有空格和 / ? # % \\，也不能只有圆点，请改正。"),
        (power(".."), "“编码”最多80字，不能含有空格和 / ? # % \\，也不能只有圆点，请改正。"),
        (power("H", kind=["行政许可"]), "“类别”应当是一个文字或者数字。"),
        (power("I", basis=[{"第": 1}]), "“依据”的每一项都应当是文字或者数字。"),
        (power("X"), "“编码”X与第2行重复，一次调整中每个条目只能出现一行。"),
        (Wanted("改名", "V", {"name": "甲"}), "没有“改名”这种调整方式，可选：新增、修改、取消、划转。"),
        (power("OK"), ""),
    ]
    found = queries.examine(POWERS, organ, on("2026-04-01"), [wanted for wanted, _ in rows])
    assert [next(iter(line.problems.values()), "") for line in found] == [sentence for _, sentence in rows]
    ended = queries.examine(POWERS, organ, on("2026-04-01"), [end("A")])[0]
    assert list(ended.problems.values()) == ["A仍被责任D（D）引用，请先调整引用它的条目，再取消它。"]
    early = queries.examine(POWERS, organ, on("2026-03-02"), [amend("B", days="5")])[0]
    assert list(early.problems.values()) == ["B的现行内容自2026年3月2日起施行，施行日期须晚于这一天。"]
    # What went out and comes in unchanged on the very day of its adoption is told to be the same.
    back = queries.examine(POWERS, organ, on("2026-03-02"), [amend("B")])[0]
    assert (back.same, list(back.problems.values())) == (True, ["B的内容与现行的相同，没有要调整的。"])
    again = queries.examine(POWERS, organ, on("2026-03-09"), [power("C")])[0]
    assert list(again.problems.values()) == ["C在2026年3月10日以前仍然有效，施行日期不能早于这一天。"]


def test_a_reference_must_stand_from_its_day_on(adopt: Propose, organ: Organ) -> None:
    adopt(power("A"), power("B"))
    adopt(end("B"), since="2026-05-01")
    adopt(power("L"), since="2026-06-01")
    for key, sentence in (
        ("no", "“对应权力”所引的no不存在，请先把它列入名录，或者核对编码。"),
        ("B", "“对应权力”所引的B自2026年5月1日起不再有效，请改引现行的条目。"),
        ("L", "“对应权力”所引的L在2026年4月1日尚未施行，请推迟施行日期。"),
        ("A", ""),
    ):
        line = queries.examine(DUTIES, organ, on("2026-04-01"), [duty("D", key)])[0]
        assert next(iter(line.problems.values()), "") == sentence


def test_adoption_asks_again_what_has_changed_since_the_proposal(
    propose: Propose, adopt: Propose, who: SimpleNamespace, at: datetime
) -> None:
    adopt(power("A"), power("B"))
    stale = propose(amend("A", days="5"), amend("B", days="5"), since="2026-05-01")
    ops.approve(adjustment=stale.uid, sha256=stale.sha256, by=who.unit_head, at=at)
    adopt(amend("B", days="7"), since="2026-04-01")
    with pytest.raises(Invalid) as refused:
        ops.adopt(adjustment=stale.uid, sha256=stale.sha256, by=who.signer, at=at)
    assert said(refused) == "第2行：B在提出以后已由另一项调整改变，请按最新内容重新提出。"
    entry = queries.entry_on("test-powers", "A", on("2026-06-01"), seen_on=None)
    assert entry is not None
    assert "days" not in entry.values  # not half adopted


def test_merging_ends_two_and_begins_one_in_a_single_act(adopt: Propose) -> None:
    adopt(power("A"), power("B"))
    adopt(duty("D", "A"), register="test-duties")
    adopt(Wanted("修改", "D", {"name": "责任D"}), register="test-duties", since="2026-04-01")
    adopt(end("A"), end("B"), power("C"), since="2026-04-01")
    assert keys_on("2026-03-31") == ["A", "B"]
    assert keys_on("2026-04-01") == ["C"]


def test_an_adoption_not_yet_in_force_is_undone_without_a_trace_in_the_register(
    adopt: Propose, who: SimpleNamespace, at: datetime
) -> None:
    adopt(power("A"), power("B"))
    before = list(EntryVersion.objects.order_by("pk").values())
    later = adopt(amend("A", days="5"), end("B"), power("C"), since="2026-04-01")
    assert keys_on("2026-04-01") == ["A", "C"]
    ops.undo_adoption(adjustment=later.uid, remark="依据尚未公布", by=who.signer, at=at)
    assert list(EntryVersion.objects.order_by("pk").values()) == before
    assert not RegisterEntry.objects.filter(key="C").exists()
    assert queries.adjustments("test-powers", limit=9)[0] != later
    known = queries.announced(later.uid)
    assert known is not None
    assert known.remark == "依据尚未公布"
    lines, hidden = queries.public_lines(known, seen_on=on("2026-03-02"), limit=9)
    assert (lines[2], hidden) == (queries.PublicLine("add", "C", "事项C"), 0)
    assert Entry.objects.filter(act="registers.undone").count() == 1


def test_what_is_in_force_or_built_upon_is_not_undone(adopt: Propose, who: SimpleNamespace, at: datetime) -> None:
    def undo(adjustment: Adjustment) -> str:
        with pytest.raises(Refusal) as refused:
            ops.undo_adoption(adjustment=adjustment.uid, remark="理由", by=who.signer, at=at)
        return said(refused)

    standing = adopt(power("A"))
    assert undo(standing) == "这项调整已经施行，不能撤销。需要改变的，请另行提出调整。"
    first = adopt(amend("A", days="5"), power("B"), since="2026-04-01")
    second = adopt(amend("A", days="7"), since="2026-05-01")
    assert undo(first) == "A已有另一项调整在此之后批准，请先撤销那一项。"
    ops.undo_adoption(adjustment=second.uid, remark="理由", by=who.signer, at=at)
    refers = adopt(duty("D", "B"), register="test-duties", since="2026-04-01")
    assert undo(first) == "责任D（D）引用了这项调整列入的条目，请先调整引用它的条目。"
    ops.undo_adoption(adjustment=refers.uid, remark="理由", by=who.signer, at=at)
    ops.undo_adoption(adjustment=first.uid, remark="理由", by=who.signer, at=at)
    assert keys_on("2026-06-01") == ["A"]
    assert not EntryReference.objects.exists()


def test_a_target_ended_meanwhile_keeps_what_referred_to_it_from_coming_back(
    adopt: Propose, who: SimpleNamespace, at: datetime
) -> None:
    adopt(power("A"))
    adopt(duty("D", "A"), register="test-duties")
    freed = adopt(Wanted("修改", "D", {"name": "责任D"}), register="test-duties", since="2026-04-01")
    adopt(end("A"), since="2026-04-01")
    with pytest.raises(Conflict, match="恢复后所引的A已经终止"):
        ops.undo_adoption(adjustment=freed.uid, remark="理由", by=who.signer, at=at)


def test_an_ended_entry_may_be_listed_again(adopt: Propose) -> None:
    adopt(power("A"))
    adopt(end("A"), since="2026-04-01")
    adopt(power("A", days="5"), since="2026-06-01")
    assert [keys_on(day) for day in ("2026-03-31", "2026-05-01", "2026-06-01")] == [["A"], [], ["A"]]
    assert [one.number for one in queries.history("test-powers", "A", seen_on=None)] == [2, 1]


def test_two_days_are_compared_entry_by_entry_and_field_by_field(
    adopt: Propose, django_assert_num_queries: Any
) -> None:
    adopt(power("A"), power("B", days="5"), power("C"), power("E", note="甲"))
    adopt(amend("B", days="7", basis="条例第三条"), end("C"), power("D"), amend("E", note="乙"), since="2026-04-01")
    adopt(amend("A", days="9"), since="2026-04-01")
    adopt(amend("A"), since="2026-05-01")
    with django_assert_num_queries(4):
        found = queries.compare(POWERS, on("2026-03-31"), on("2026-05-01"), seen_on=None, limit=50)
    # A changed and changed back; of E only what is internal changed.
    assert [(one.key, one.change.value) for one in found.changes] == [("B", "amended"), ("C", "ended"), ("D", "added")]
    assert [(one.field.key, one.before, one.after) for one in found.changes[0].fields] == [
        ("basis", None, ["条例第三条"]),
        ("days", "5", "7"),
    ]
    pages, after = [], ""
    while True:
        page = queries.compare(POWERS, on("2026-03-31"), on("2026-05-01"), seen_on=None, after=after, limit=2)
        pages += [one.key for one in page.changes]
        if not page.next:
            break
        after = page.next
    assert pages == ["B", "C", "D"]


def test_a_list_is_narrowed_by_words_facets_and_organ(
    adopt: Propose, organ: Organ, django_assert_num_queries: Any
) -> None:
    adopt(
        power("A1", name="养老机构备案"),
        power("A2", name="养老机构处罚", kind="行政处罚"),
        power("A3", name="社会团体登记"),
    )
    day = on("2026-03-02")

    def keys(**asked: Any) -> list[str]:
        with django_assert_num_queries(1):
            return [one.key for one in queries.listing(POWERS, day, seen_on=None, **asked, limit=50).versions]

    assert keys(words="养老") == ["A1", "A2"]
    assert keys(words="养老机构", chosen={"kind": "2"}) == ["A2"]
    assert keys(words="a3") == ["A3"]
    assert keys(organ=organ.code) == ["A1", "A2", "A3"]
    assert keys(organ="none") == []
    assert queries.listing(POWERS, day, seen_on=None, limit=2).next == "A2"
    assert keys(after="A2") == ["A3"]
    assert queries.facets(POWERS, day, seen_on=None, words="养老") == {"kind": {"1": 1, "2": 1}}
    assert queries.total(POWERS, day, seen_on=None, words="养老") == 2
    assert queries.total(POWERS, on("2026-03-01"), seen_on=None) == 0


def test_a_list_of_a_day_long_past_reads_what_had_begun_by_then_and_not_the_register(
    adopt: Propose, organ: Organ, monkeypatch: pytest.MonkeyPatch
) -> None:
    adopt(power("B9", name="早"), since="1990-01-01")
    adopt(*(power(f"A{n}") for n in range(5)), since="2020-01-01")

    def asked(day: str) -> tuple[list[str], list[str]]:
        with CaptureQueriesContext(connection) as caught:
            page = queries.listing(POWERS, on(day), seen_on=on("2026-03-02"), limit=3)
        return [one.key for one in page.versions], [one["sql"] for one in caught]

    for day, found in (("1989-12-31", []), ("1990-05-01", ["B9"]), ("2021-01-01", ["A0", "A1", "A2"])):
        keys, sql = asked(day)
        assert (keys, "2001" in sql[0]) == (found, True)
        assert len(sql) == (2 if found else 1)  # where nothing had begun, nothing more is asked
    monkeypatch.setattr("gongkai.engines.registers.queries._reading.MOST_COUNTED", 3)
    keys, sql = asked("2021-01-01")
    assert (keys, " IN (" in sql[1]) == (["A0", "A1", "A2"], False)  # more had begun: in the order of keys
    with CaptureQueriesContext(connection) as caught:
        assert queries.listing(POWERS, on("2026-03-02"), seen_on=on("2026-03-02"), limit=3).next == "A2"
    assert len(caught) == 1  # today asks but once


def test_proposals_are_seen_by_the_organ_and_changes_by_everybody(
    propose: Propose, adopt: Propose, foreign: Organ, who: SimpleNamespace
) -> None:
    proposed, adopted = propose(power("A")), adopt(power("B"))
    mine = set(queries.proposals("test-powers", who.publisher))
    assert mine == {proposed, adopted}
    assert not queries.proposals("test-powers", people_of(foreign).signer).exists()
    assert [one.uid for one in queries.adjustments("test-powers", limit=9)] == [adopted.uid]
    assert queries.announced(proposed.uid) is None


class AnyHistory(TestCase):
    """However an entry is changed, its versions share no day, and each day says what the last change before it said."""

    @settings(max_examples=15)
    @given(st.lists(st.tuples(st.integers(0, 20), st.sampled_from(["新增", "修改", "取消"])), max_size=7))
    def test_history(self, steps: list[tuple[int, str]]) -> None:
        from gongkai.foundation.places.models import Place

        place = Place.objects.create(code="99", name="东澜省", level=1, since=date(2016, 1, 1))
        organ = an_organ("000014349", "东澜省民政厅", place)
        who, at = people_of(organ), datetime.fromisoformat("2026-03-02T09:00:00+08:00")
        start, expected = on("2026-01-01"), {}
        for number, (offset, manner) in enumerate(steps):
            day = start + timedelta(offset)
            wanted = Wanted(manner, "A", {"name": f"第{number}次"})
            try:
                made = ops.propose(register="test-powers", organ=organ, since=day, reason="甲", basis="乙",
                                   wanted=[wanted], by=who.drafter, at=at)  # fmt: skip
            except Invalid:
                continue
            ops.approve(adjustment=made.uid, sha256=made.sha256, by=who.unit_head, at=at)
            ops.adopt(adjustment=made.uid, sha256=made.sha256, by=who.signer, at=at)
            expected[day] = None if manner == "取消" else f"第{number}次"
        spans = [Span(one.since, one.until) for one in EntryVersion.objects.all()]
        assert overlapping(spans) == []
        for offset in range(22):
            day = start + timedelta(offset)
            standing = queries.entry_on("test-powers", "A", day, seen_on=None)
            last = max((one for one in expected if one <= day), default=None)
            assert (standing.title if standing else None) == (expected[last] if last else None)

"""Decisions, cases, changes to publicity and the year's report over one organ's registers."""

from datetime import date, timedelta

import pytest

from gongkai.engines.assessment.duties import Standing
from gongkai.engines.registers import ports
from gongkai.engines.registers import queries as entries
from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.organs.models import Organ
from gongkai.programmes.enforcement import after, doubting, queries, rules
from gongkai.programmes.enforcement import operations as ops
from gongkai.programmes.enforcement.models import EnforcementCase, EnforcementReport

from .conftest import CODE, at
from .test_rules import COMPANY, PENALTY

PUBLISHED = date(2026, 4, 8)
LICENCE = {
    **COMPANY,
    "number": "东环许〔2026〕1号",
    "name": "危险废物经营许可",
    "kind": "1",
    "content": "准予经营",
    "decided_on": "2026-04-01",
}
INSPECTION = {
    "number": "东环检〔2026〕1号",
    "name": "危险废物贮存检查",
    "kind": "06",
    "party_kind": "2",
    "party_name": "王小明",
    "conclusion": "符合要求",
    "decided_on": "2026-03-02",
    **{key: COMPANY[key] for key in ("authority", "authority_code")},
}
WARNED = {**PENALTY, "number": "东环罚〔2026〕9号", "kinds": ["11"], "fine": "", "content": "警告"}


@pytest.fixture
def decisions(publish):
    publish(after.LICENCES, PUBLISHED, [LICENCE])
    publish(after.PENALTIES, PUBLISHED, [{**PENALTY, "market": "1"}, WARNED])
    publish(after.RESULTS, PUBLISHED, [INSPECTION])


def owed(on):
    found = queries.survey({CODE}, on).duties
    return {(duty.kind.rpartition(".")[2], duty.subject): duty.standing(on) for duty in found}


def seen(register, key, on):
    return entries.entry_on(register, key, on, seen_on=on)


def test_decisions_are_found_counted_and_judged(decisions, organ, django_assert_num_queries):
    found, totals = queries.search(PUBLISHED, words="绿源", limit=10)
    assert {one.version.key for one in found} == {LICENCE["number"], PENALTY["number"]}
    assert totals == {"licences": 1, "penalties": 1, "enforcement_results": 0}
    by_name, _ = queries.search(PUBLISHED, words="王小明", limit=10)
    assert by_name == []
    person, _ = queries.search(PUBLISHED, kinds={after.RESULTS: "06"}, limit=10)
    assert [one.party for one in person] == ["王**"]

    with django_assert_num_queries(5):
        figures = queries.figures(CODE, 2026)
    assert figures == {
        "licences": 1, "penalties": 2, "enforcement_results": 1, "enforcement_results:06": 1,
        "penalties:11": 1, "penalties:21": 1, "fine": "12.5", "confiscated": "0",
    }  # fmt: skip
    assert queries.table2(CODE, 2026) == {
        "licences": ("licences:东环许〔2026〕1号",),
        "penalties": ("penalties:东环罚〔2026〕3号", "penalties:东环罚〔2026〕9号"),
        "coercion": (),
    }
    assert queries.table2("000014349", 2026) == {}

    # 3月31日 + 7 working days (清明 4 to 6 April) = 10 April; the inspection had until 30 March.
    with django_assert_num_queries(7):
        standings = owed(date(2026, 4, 20))
    assert standings == {
        ("market", "penalties:东环罚〔2026〕3号"): Standing.OWED,
        ("publish", "enforcement_results:东环检〔2026〕1号"): Standing.MET_LATE,
    }
    assert queries.survey({CODE}, date(2026, 4, 20)).met == 2
    assert owed(date(2026, 5, 20))["market", "penalties:东环罚〔2026〕3号"] is Standing.OVERDUE


def test_a_warning_is_kept_and_never_shown(decisions):
    assert seen(after.PENALTIES, PENALTY["number"], PUBLISHED) is not None
    assert seen(after.PENALTIES, WARNED["number"], PUBLISHED) is None
    assert entries.entry_on(after.PENALTIES, WARNED["number"], PUBLISHED, seen_on=None) is not None
    assert seen(after.PENALTIES, PENALTY["number"], date(2029, 3, 31)) is not None
    assert seen(after.PENALTIES, PENALTY["number"], date(2029, 4, 1)) is None


def enter(organ, people, kind, day, **more):
    given = {"register": after.PENALTIES, "key": PENALTY["number"], "reason": "已缴清罚款并整改。"} | more
    return ops.enter_change(organ=organ, kind=kind, arisen_on=day, by=people.drafter, at=at(day), **given)


def test_credit_repair_ends_publicity_after_the_minimum_and_is_refused_before(decisions, organ, people, adopt):
    early, late = date(2026, 6, 1), date(2026, 7, 1)
    change = enter(organ, people, "repair", early)
    said = {"reason": "经信用修复，停止公示。", "basis": "信用修复规定", "by": people.drafter}
    with pytest.raises(Invalid, match="最短公示期到2026年6月30日届满"):
        ops.propose_change(change=change.uid, at=at(early), **said)
    ops.refuse_change(change=change.uid, answer="最短公示期未满。", by=people.drafter, at=at(early))
    with pytest.raises(Conflict, match="已经不予修复"):
        ops.propose_change(change=change.uid, at=at(late), **said)

    again = enter(organ, people, "repair", late)
    proposed = ops.propose_change(change=again.uid, at=at(late), **said)
    with pytest.raises(Conflict, match="已经提出"):
        ops.propose_change(change=again.uid, at=at(late), **said)
    adopt(proposed.adjustment, late)
    assert seen(after.PENALTIES, PENALTY["number"], late) is not None
    assert seen(after.PENALTIES, PENALTY["number"], late + timedelta(1)) is None
    assert not [row for row in Entry.objects.values_list("facts", flat=True) if "绿源" in str(row)]


def test_a_decision_that_fell_is_withdrawn_with_its_explanation(decisions, organ, people, adopt):
    day = date(2026, 5, 11)
    change = enter(organ, people, "withdrawal", day, reason="行政复议决定撤销。")
    with pytest.raises(Invalid, match="应当撤回公示"):
        ops.refuse_change(change=change.uid, answer="不", by=people.drafter, at=at(day))
    subject = ("withdraw", f"penalties:{PENALTY['number']}")
    assert owed(date(2026, 5, 14))[subject] is Standing.OWED
    assert owed(date(2026, 5, 15))[subject] is Standing.OVERDUE
    made = ops.propose_change(
        change=change.uid, reason="经行政复议撤销。", basis="行政处罚法第四十八条", by=people.drafter, at=at(day)
    )
    adopt(made.adjustment, date(2026, 5, 12))
    assert owed(date(2026, 5, 15))[subject] is Standing.MET
    assert seen(after.PENALTIES, PENALTY["number"], date(2026, 5, 12)) is None
    told = entries.withdrawal(after.PENALTIES, PENALTY["number"], seen_on=date(2026, 5, 12))
    assert told.reason == "经行政复议撤销。"
    assert queries.figures(CODE, 2026)["penalties"] == 1


def test_a_decision_published_and_withdrawn_on_one_day_is_gone_at_once(decisions, organ, people, adopt):
    change = enter(organ, people, "withdrawal", PUBLISHED)
    made = ops.propose_change(
        change=change.uid, reason="误发。", basis="第四十八条", by=people.drafter, at=at(PUBLISHED)
    )
    adopt(made.adjustment, PUBLISHED)
    assert seen(after.PENALTIES, PENALTY["number"], PUBLISHED) is None
    assert entries.withdrawal(after.PENALTIES, PENALTY["number"], seen_on=PUBLISHED).reason == "误发。"
    assert PENALTY["number"] not in {one.version.key for one in queries.search(PUBLISHED, limit=10)[0]}


def test_what_cannot_be_entered_is_refused(decisions, organ, people):
    for kind, more, said in (
        ("repair", {"register": after.LICENCES}, "只适用于行政处罚"),
        ("repair", {"key": "没有的文书"}, "没有公示"),
        ("repair", {"reason": " "}, "请填写"),
        ("none", {}, "请选择"),
    ):
        with pytest.raises(Invalid, match=said):
            enter(organ, people, kind, date(2026, 7, 1), **more)
    with pytest.raises(NotPermitted):
        ops.count_year(organ=organ, year=2025, by=people.signer, at=at(PUBLISHED))


def test_a_case_goes_from_filing_to_execution_and_is_traced_once_its_decision_is_public(decisions, organ, people):
    def reach(stage, day, **more):
        return ops.reach_stage(case=case.uid, stage=stage, reached_on=day, by=people.drafter, at=at(PUBLISHED), **more)

    filed = date(2026, 1, 5)
    given = {"number": "东环立〔2026〕1号", "name": "王小明等人涉嫌违法", "filed_on": filed}
    case = ops.file_case(organ=organ, **given, by=people.drafter, at=at(PUBLISHED))
    with pytest.raises(Conflict, match="已有这个立案号"):
        ops.file_case(organ=organ, **given, by=people.drafter, at=at(PUBLISHED))
    with pytest.raises(Invalid, match="顺序"):
        reach("decided", date(2026, 3, 31))
    reach("investigated", date(2026, 2, 2))
    with pytest.raises(Invalid, match="早于上一环节"):
        reach("reviewed", date(2026, 2, 1))
    with pytest.raises(Invalid, match="文号"):
        reach("decided", date(2026, 3, 31))
    assert queries.traced(case.uid, PUBLISHED) is None
    subject = f"enforcement:{case.uid}"
    # The ninetieth day is 5 April, a holiday: 7 April is the last.
    assert owed(date(2026, 4, 7))["decide", subject] is Standing.OWED
    assert owed(date(2026, 4, 8))["decide", subject] is Standing.OVERDUE
    reach("decided", date(2026, 3, 31), decision=PENALTY["number"])
    assert owed(date(2026, 4, 20))["decide", subject] is Standing.MET
    assert owed(date(2026, 4, 20))["serve", subject] is Standing.OVERDUE
    traced = queries.traced(case.uid, PUBLISHED)
    assert [name for name, on in traced.stages if on] == ["立案", "调查终结", "作出决定"]
    assert queries.traced(case.uid, date(2029, 4, 1)) is None
    other = Organ.objects.create(uid="other", code="002577015", place=organ.place, kind="department")
    EnforcementCase.objects.create(
        uid="another", organ=other, number="1", filed_on=filed, decision=PENALTY["number"], saved_at=at(PUBLISHED)
    )
    assert queries.traced_cases([seen(after.PENALTIES, PENALTY["number"], PUBLISHED)]) == {PENALTY["number"]: case.uid}
    with pytest.raises(Invalid, match="已经作出决定"):
        ops.drop_case(case=case.uid, dropped_on=PUBLISHED, remark="不", by=people.drafter, at=at(PUBLISHED))
    with pytest.raises(NotFound):
        ops.drop_case(case="nosuch", dropped_on=PUBLISHED, remark="不", by=people.drafter, at=at(PUBLISHED))


def test_a_case_without_a_penalty_ends_and_owes_no_decision(organ, people):
    day = date(2026, 2, 2)
    case = ops.file_case(organ=organ, number="1", name="线索", filed_on=day, by=people.drafter, at=at(day))
    ops.drop_case(case=case.uid, dropped_on=day, remark="违法事实不能成立。", by=people.drafter, at=at(day))
    assert owed(date(2026, 9, 1)) == {("decide", f"enforcement:{case.uid}"): Standing.MET}


def test_the_year_is_counted_and_published_by_another(decisions, organ, people):
    day = date(2027, 1, 20)
    with pytest.raises(Invalid, match="还没有结束"):
        ops.count_year(organ=organ, year=2026, by=people.drafter, at=at(PUBLISHED))
    ops.count_year(organ=organ, year=2026, by=people.drafter, at=at(day))
    assert queries.report_of(CODE, 2026, at(day)) is None
    report = f"enforcement-report:{CODE}:2026"
    assert owed(date(2027, 2, 1))["report", report] is Standing.OVERDUE
    read = EnforcementReport.objects.get(year=2026).reading
    ops.count_year(organ=organ, year=2026, by=people.drafter, at=at(day) + timedelta(minutes=1))
    with pytest.raises(Conflict, match="重新计算过"):
        ops.publish_year(organ=CODE, year=2026, seen=read, by=people.signer, at=at(day))
    now = EnforcementReport.objects.get(year=2026).reading
    ops.publish_year(organ=CODE, year=2026, seen=now, by=people.signer, at=at(day))
    assert queries.report_of(CODE, 2026, at(day)).figures["penalties"] == 2
    assert owed(date(2027, 2, 1))["report", report] is Standing.MET
    with pytest.raises(Conflict, match="已经公布"):
        ops.count_year(organ=organ, year=2026, by=people.drafter, at=at(day))
    assert [one.year for one in queries.published_reports(at(day))] == [2026]


def test_a_dry_run_tells_of_doubles_of_another_party_and_of_what_comes_late(decisions):
    base = rules.complete_penalty({**PENALTY, "decided_on": "2026-04-07"})
    lines = {
        PENALTY["number"]: {**base, "party_name": "另一公司"},
        "东环罚〔2026〕20号": rules.complete_penalty(PENALTY),
        "东环罚〔2026〕21号": {**base, "party_name": "第三公司"},
        "东环罚〔2026〕22号": {**base, "party_name": "第三公司"},
    }
    found = doubting.of_decisions(after.PENALTIES, lines, date(2026, 4, 14))
    assert "另一个相对人" in found[PENALTY["number"]]["number"]
    assert "已逾期2个工作日" in found["东环罚〔2026〕20号"]["decided_on"]
    alone = doubting.of_decisions(
        after.PENALTIES, {"东环罚〔2026〕20号": lines["东环罚〔2026〕20号"]}, date(2026, 4, 9)
    )
    assert "与东环罚〔2026〕3号的相对人" in alone["东环罚〔2026〕20号"]["number"]
    assert "decided_on" not in alone["东环罚〔2026〕20号"]
    assert "东环罚〔2026〕21号" not in found
    assert "与东环罚〔2026〕21号" in found["东环罚〔2026〕22号"]["number"]


class Library:
    """《旧法》 was repealed on 1 January 2026, 《没有的办法》 is not held."""

    def problems(self, texts, on):
        return {text: f"{text}已废止。" for text in texts if "旧法" in text and on >= date(2026, 1, 1)}

    def unknown(self, texts):
        return [text for text in texts if "没有" in text]

    def links(self, texts):
        return {}


@pytest.mark.parametrize(
    ("cited", "decided", "told"),
    [
        ("《旧法》第一条", "2025-12-31", ""),
        ("《旧法》第一条", "2026-01-02", "《旧法》第一条已废止。"),
        ("《没有的办法》第二条", "2026-01-02", "法规库没有收录“《没有的办法》第二条”"),
    ],
)
def test_the_basis_of_a_decision_is_judged_on_its_own_day_and_told(organ, cited, decided, told):
    ports.bind(Library())
    try:
        values = {**PENALTY, "basis": [cited], "decided_on": decided}
        [line] = entries.examine(after.penalties(), organ, PUBLISHED, [entries.Wanted("add", "1", values)])
    finally:
        ports.bind(None)
    assert line.problems == {}
    assert line.warnings.get("basis", "").partition("，请核对")[0] == told


def test_a_code_that_stands_in_no_list_of_the_organ_is_told(decisions):
    values = rules.complete_penalty({**PENALTY, "power": "没有的编码", "discretion": "CL-1"})
    told = doubting.of_decisions(after.PENALTIES, {"东环罚〔2026〕30号": values}, PUBLISHED)["东环罚〔2026〕30号"]
    assert told["power"] == "权力清单中没有编码没有的编码，请核对。"
    assert told["discretion"] == "裁量基准中没有编码CL-1，请核对。"

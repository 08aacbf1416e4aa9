"""Each constraint, broken alone, is found, with the cells, the numbers and the basis; a whole form has no finding."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.engines.assessment.rules import Filled, Misfit, check, plain, suspects
from gongkai.law import ANNUAL_REPORT, year_end

from .conftest import filled as make


def changed(report: Filled, **cells) -> Filled:
    """The report with cells overwritten; None leaves one blank."""
    numbers = {**report.cells, **{name.replace("__", "."): number for name, number in cells.items()}}
    return replace(report, cells={key: number for key, number in numbers.items() if number is not None})


def found(report: Filled, **facts) -> list[tuple[str, bool]]:
    return [(finding.constraint.id, finding.hard) for finding in check(report, **facts).findings]


def test_a_whole_form_has_no_finding(report):
    checked = check(report)
    assert checked.findings == ()
    assert checked.passed
    assert {skip.constraint.id for skip in checked.skipped} == {"AR-C5", "AR-C6", "AR-C7", "AR-C11"}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"T3__r01__c1": 40, "T3__r01__c7": 47}, [("AR-C1", True), ("AR-C1", True)]),
        ({"T3__r24__c3": 1, "T3__r24__c7": 35, "T3__r02__c3": 1, "T3__r02__c7": 3}, [("AR-C2", True)] * 2),
        ({"T3__r17__c7": 1}, [("AR-C2", True), ("AR-C3", True)]),
        ({"T4__cases__after_total": 1}, [("AR-C4", True)]),
        ({"T3__r25__c6": -1, "T3__r01__c6": -1}, [("AR-C3", True)] * 2 + [("AR-C8", True)] * 2),
        ({"T2__licences__decisions": Decimal("1.5")}, [("AR-C8", True)]),
        ({"T2__charges__amount": Decimal("-0.5")}, [("AR-C8", True)]),
        ({"T3__r17__c2": None, "T3__r18__c2": None}, [("AR-NIL", False)]),
    ],
)
def test_what_does_not_hold_is_found(report, cells, expected):
    assert found(changed(report, **cells)) == expected


def test_the_sentence_names_the_cells_the_numbers_and_the_basis(report):
    finding = check(changed(report, T3__r01__c1=40, T3__r01__c7=47)).findings[0]
    assert finding.sentence == (
        "表三“自然人”栏：“一、本年新收”40加“二、上年结转”2，合计42；"
        "“三（七）总计”29加“四、结转下年度”12，合计41；相差1。"
    )
    assert finding.cells == ("T3.r01.c1", "T3.r02.c1", "T3.r24.c1", "T3.r25.c1")
    assert finding.basis == "《政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）：表三表头所印勾稽关系"


def test_a_total_left_blank_is_called_blank(report):
    sentences = [finding.sentence for finding in check(changed(report, T3__r03__c7=None)).findings]
    assert any("“总计”未填" in sentence for sentence in sentences)


def test_what_is_carried_in_must_be_what_was_carried_out(filled):
    last = filled(2024, T3_r01_c1=5, T3_r03_c1=3)
    this = filled(2025, T3_r02_c1=3, T3_r03_c1=3)
    assert found(this, last=last) == [("AR-C5", True)] * 2
    assert found(filled(2025, T3_r02_c1=2, T3_r03_c1=2), last=last) == []
    explained = check(this, last=last, explained={"AR-C5": "某局并入。", "AR-C1": "不能说明的不看。"})
    assert explained.passed
    assert all("已说明：某局并入。" in finding.sentence for finding in explained.findings)


def test_what_is_carried_is_held_over_a_change_of_form(filled):
    last, this = filled(2020, T3_r01_c2=4), filled(2021, T3_r02_c2=4, T3_r23_c2=4)
    assert (last.form.key, this.form.key) == ("AR-2019", "AR-2021")
    assert found(this, last=last) == []
    assert found(filled(2021, T3_r02_c2=5), last=last) == [("AR-C5", True)] * 2


def test_a_report_of_another_year_is_no_last_year(filled, report):
    with pytest.raises(Misfit, match="需要2024年度的报告，给出的是2023年度的"):
        check(report, last=filled(2023))


def test_what_is_in_force_follows_from_last_year_or_somebody_looks(filled):
    last = filled(2024, T2_normative_in_force=30)
    this = filled(2025, T2_normative_issued=6, T2_normative_repealed=2, T2_normative_in_force=31)
    assert found(this, last=last) == [("AR-C6", False)]
    assert "按上年30加本年制发6减本年废止2应为34" in check(this, last=last).findings[0].sentence
    assert found(changed(this, T2__normative__in_force=34), last=last) == []


@pytest.mark.parametrize(
    ("level", "expected"), [("town", 1), ("county", 1), ("department", 1), ("city", 0), ("province", 0), ("", 0)]
)
def test_only_who_makes_rules_reports_rules(filled, level, expected):
    findings = check(filled(2025, T2_rules_issued=6), level=level).findings
    assert [(finding.constraint.id, finding.hard) for finding in findings] == [("AR-C7", False)] * expected


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("本年新收政府信息公开申请46件，上年结转2件；全年办结34件，结转下年度14件。", []),
        ("本年新收政府信息公开申请４６件", []),
        ("2025年，本机关共新收申请 45 件。", ["新收申请45件"]),
        ("2024年新收申请45件。", []),
        ("比去年新收申请多，去年新收申请45件。", []),
        ("办结申请中，予以公开22件，部分公开4件。", ["予以公开22件"]),
        ("制发行政规范性文件7件。", ["制发行政规范性文件7件"]),
        ("新收申请1,046件。", ["新收申请1,046件"]),
    ],
)
def test_numbers_in_the_text_are_held_against_the_cells(report, prose, expected):
    findings = check(replace(report, prose=prose)).findings
    assert [finding.sentence.split("“")[1].split("”")[0] for finding in findings] == expected
    assert not any(finding.hard for finding in findings)


def test_the_form_must_be_that_of_the_year(filled):
    late = replace(filled(2020), year=2021)
    assert found(late) == [("AR-FORM", True)]
    assert "应当使用" in check(late).findings[0].sentence
    assert found(replace(filled(2021), year=2018)) == [("AR-FORM", True)]


CELLS = [key for key in ANNUAL_REPORT.at(period_ended_on=year_end(2025)).cells if key[:2] in {"T3", "T4"}]


@given(key=st.sampled_from(CELLS), change=st.integers(-3, 3).filter(bool))
def test_any_single_wrong_number_is_found_and_the_right_one_is_among_the_suspects(key, change):
    right = make(T3_r01_c1=9, T3_r01_c5=9, T3_r02_c1=5, T3_r03_c1=7, T3_r20_c5=4, T4_cases_after_open=3)
    wrong = replace(right, cells={**right.cells, key: right[key] + change})
    assert not check(wrong).passed
    assert (key, right[key]) in [(cell.key, number) for cell, number in suspects(wrong)]
    inside = key.startswith("T3") and not key.startswith(("T3.r01", "T3.r02", "T3.r25"))
    if inside and change > 0:
        assert len(suspects(wrong)) == 1


@pytest.mark.parametrize(("number", "text"), [(0, "0"), (Decimal("100"), "100"), (Decimal("1E+3"), "1000")])
def test_numbers_are_written_plainly(number, text):
    assert plain(number) == text
    assert plain(Decimal("12.50")) == "12.5"

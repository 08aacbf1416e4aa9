"""The forms fixed by law: whole tables, the cells the rulebook counts, and constraints on what is there."""

from datetime import date
from pathlib import Path

import pytest

from gongkai.law import (
    ANNUAL_REPORT,
    DEPARTMENT_REPORT_BY,
    GOVERNMENT_REPORT_BY,
    LawFileError,
    MonthDay,
    OutsideCoverage,
    codes,
    current,
    load,
    use_overlay,
    year_end,
)
from gongkai.law.form import Label

SHIPPED = Path(__file__).parents[2] / "gongkai" / "law" / "forms" / "ar-2021.yaml"


@pytest.mark.parametrize(
    ("year", "key", "cells"),
    [
        (2019, "AR-2019", {"T2": 22, "T3": 161, "T4": 15}),
        (2020, "AR-2019", {"T2": 22, "T3": 161, "T4": 15}),
        (2021, "AR-2021", {"T2": 10, "T3": 175, "T4": 15}),
        (2026, "AR-2021", {"T2": 10, "T3": 175, "T4": 15}),
    ],
)
def test_the_report_year_picks_the_form(year, key, cells):
    form = ANNUAL_REPORT.at(period_ended_on=year_end(year))
    assert form.key == key
    assert {table.id: len(list(table.cells())) for table in form.tables} == cells
    assert len(form.cells) == sum(cells.values())
    assert form.note


def test_a_year_without_a_form_is_refused_with_a_sentence():
    with pytest.raises(OutsideCoverage, match="没有收录表样"):
        ANNUAL_REPORT.at(period_ended_on=date(2018, 12, 31))


def test_the_newest_form_comes_first():
    assert [form.key for form in ANNUAL_REPORT.editions] == ["AR-2021", "AR-2019"]


def test_the_printed_geometry_is_that_of_published_reports():
    form = ANNUAL_REPORT.at(period_ended_on=year_end(2025))
    labels = [label for row in form.table("T3").blocks[0].rows for label in row.labels]
    assert {label.text[:4]: label.rowspan for label in labels if label.rowspan > 1} == {
        "三、本年": 22, "（三）不": 8, "（四）无": 3, "（五）不": 5, "（六）其": 3,
    }  # fmt: skip
    wide = {label.text[:3]: label.colspan for label in labels if label.colspan > 1}
    assert wide == {"一、本": 3, "二、上": 3, "四、结": 3, "（一）": 2, "（二）": 2, "（七）": 2}
    first = next(form.table("T4").lines())
    assert [(label.text, label.colspan) for label in first if isinstance(label, Label)] == [
        ("行政复议", 5),
        ("行政诉讼", 10),
    ]


def test_each_constraint_of_the_rulebook_is_there_once():
    form = ANNUAL_REPORT.at(period_ended_on=year_end(2025))
    ids = [item.id for item in form.constraints]
    assert ids == [*(f"AR-C{n}" for n in range(1, 13)), "AR-NIL", "AR-FORM"]
    soft = {item.id for item in form.constraints if not item.hard}
    assert soft == {"AR-C6", "AR-C7", "AR-C11", "AR-NIL"}
    assert "不是条文" in form.basis(form.constraints[4])
    assert form.basis(form.constraints[0]).endswith("表三表头所印勾稽关系")


def test_every_way_to_answer_has_a_row_in_every_edition_and_every_result_row_an_answer():
    for form in ANNUAL_REPORT.editions:
        rows = {row.id for row in form.table("T3").blocks[0].rows}
        fed = {kind.rows[form.key] for kind in codes.reply_kinds}
        assert fed == rows - {"r01", "r02", "r24", "r25"}
        assert {kind.column for kind in codes.applicant_kinds} == {f"c{n}" for n in range(1, 7)}
        for kind in codes.applicant_kinds:
            heading = next(c.heading for c in form.table("T3").blocks[0].columns if c.id == kind.column)
            assert kind.short == heading


def test_partly_granted_is_counted_in_its_own_row_and_the_two_ways_to_hold_nothing_in_one():
    rows = {kind.code: kind.rows["AR-2021"] for kind in codes.reply_kinds}
    assert rows["R-PART"] == "r04"
    assert rows["R-NOTHELD"] == rows["R-NOTOURS"] == "r13"
    assert {kind.code for kind in codes.reply_kinds if kind.citation.caution} == {
        "R-CONFIRM", "R-ABANDON-FEE", "R-OTHER",
    }  # fmt: skip


def test_reports_are_due_on_the_days_of_article_49():
    period = year_end(2025)
    assert DEPARTMENT_REPORT_BY.at(period_ended_on=period).value == MonthDay(1, 31)
    assert DEPARTMENT_REPORT_BY.at(period_ended_on=period).value.in_year(2026) == date(2026, 1, 31)
    assert str(GOVERNMENT_REPORT_BY.at(period_ended_on=period).value) == "3月31日"
    assert DEPARTMENT_REPORT_BY.at(period_ended_on=date(2018, 12, 31)).citation.caution


@pytest.mark.parametrize("wrong", [(2, 29), (0, 1), (13, 1), (4, 31)])
def test_a_day_that_does_not_come_every_year_is_refused(wrong):
    with pytest.raises(ValueError, match=r".+"):
        MonthDay(*wrong)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("form: FOI-2019", "form: AR-2031", "no instrument has the edition"),
        ("form: FOI-2019", "form: FOI-2019\nkind: x", "unknown key"),
        ("colspan: 3, rowspan: 3", "colspan: 3, rowspan: 4", "does not fit"),
        ("rowspan: 22", "rowspan: 21", "tables[1]"),
        ("width: 15", "width: 16", "do not fill 16 columns"),
        ("left: [r01, r02]", "left: [r01, r99]", "one of"),
        ("cell: T3.r01.c7", "cell: T3.r01.c9", "no cell 'T3.r01.c9'"),
        ("kind: types", "kind: sums", "one of"),
        ("id: c2,", "id: c1,", "a cell stands twice"),
    ],
)
def test_a_mistake_in_a_form_is_refused_with_its_place(tmp_path, old, new, problem):
    text = SHIPPED.read_text(encoding="utf-8").replace("form: AR-2021", "form: FOI-2019", 1)
    assert old in text
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "local.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LawFileError) as error:
        load(tmp_path)
    assert error.value.file.endswith("local.yaml")
    assert problem in str(error.value)


def test_a_form_fixed_by_the_state_cannot_be_replaced(tmp_path):
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "local.yaml").write_text(SHIPPED.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(LawFileError, match="cannot be replaced"):
        load(tmp_path)


def test_an_operator_may_add_the_form_of_a_new_edition(tmp_path):
    for folder in ("forms", "instruments"):
        (tmp_path / folder).mkdir()
    (tmp_path / "instruments" / "new.yaml").write_text(
        "key: LOCAL-AR\ntitle: 某格式\neditions:\n"
        "  - {key: AR-2031, number: 某函1号, from: 2031-01-01, attested: unverified}\n",
        encoding="utf-8",
    )
    text = SHIPPED.read_text(encoding="utf-8").replace("form: AR-2021", "form: AR-2031", 1)
    (tmp_path / "forms" / "new.yaml").write_text(text, encoding="utf-8")
    before = current().version
    try:
        book = use_overlay(tmp_path)
        assert book.forms["AR-2031"].edition.title == "某格式"
        assert book.version != before
    finally:
        use_overlay(None)

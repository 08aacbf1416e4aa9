"""Values, spans, differences and declarations: what registers decide without a database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.engines.registers.rules import (
    Change,
    Choice,
    Field,
    Openness,
    Span,
    Type,
    change,
    covers,
    difference,
    ends_on,
    faults,
    in_words,
    marks,
    masked,
    overlapping,
    read,
    shown,
    under_headings,
)

from .conftest import DUTIES, POWERS

KIND = Field("f", "类别", Type.CODE, choices=(Choice("1", "行政许可"),))
ONE = Field("f", "项")


@pytest.mark.parametrize(
    ("field", "given_", "kept"),
    [
        (ONE, "  养老\0 ", "养老"),
        (ONE, None, None),
        (ONE, 20.0, "20"),
        (Field("f", "项", many=True), "甲\n\n乙\r\n甲", ["甲", "乙"]),
        (Field("f", "项", many=True), ["甲", ""], ["甲"]),
        (Field("f", "项", Type.NUMBER, unit="日"), "1,020日", "1020"),
        (Field("f", "项", Type.NUMBER), 7, "7"),
        (Field("f", "项", Type.AMOUNT, unit="元"), "12.50元", "12.5"),
        (Field("f", "项", Type.AMOUNT), "-0.00", "0"),
        (Field("f", "项", Type.AMOUNT), "100", "100"),
        (Field("f", "项", Type.DATE), "2026年3月9日", "2026-03-09"),
        (Field("f", "项", Type.DATE), "2026/3/9", "2026-03-09"),
        (Field("f", "项", Type.DATE), date(2026, 3, 9), "2026-03-09"),
        (Field("f", "项", Type.YES_NO), "是", "1"),
        (Field("f", "项", Type.YES_NO), False, "0"),
        (Field("f", "项", Type.ORGAN), "00001434x", "00001434X"),
        (KIND, "行政许可", "1"),
        (KIND, "1", "1"),
    ],
)
def test_a_value_is_read_however_it_is_written(field: Field, given_: object, kept: object) -> None:
    values, problems = read(replace(POWERS, fields=(field,)), {"f": given_}, DAY)
    assert (values.get("f"), problems) == (kept, {})


@pytest.mark.parametrize(
    ("field", "given_", "said"),
    [
        (replace(ONE, required=True), " ", "请填写“项”。"),
        (replace(ONE, longest=2), "三个字", "“项”最多2字，现有3字。"),
        (Field("f", "项", Type.NUMBER), "7.5", "“项”请填写整数，现为“7.5”。"),
        (Field("f", "项", Type.NUMBER), "七", "“项”请填写整数，现为“七”。"),
        (Field("f", "项", Type.AMOUNT), "NaN", "“项”请填写数字，现为“NaN”。"),
        (Field("f", "项", Type.AMOUNT), "1E+99", "“项”请填写数字，现为“1E+99”。"),
        (Field("f", "项", Type.DATE), "2026-02-30", "“项”请写成2026-03-09这样的日期，现为“2026-02-30”。"),
        (Field("f", "项", Type.DATE), "9999-12-31", "“项”最晚写到2999年，现为“9999-12-31”。"),
        (Field("f", "项", Type.YES_NO), "也许", "“项”请填写“是”或者“否”，现为“也许”。"),
        (KIND, "许可", "“类别”没有“许可”这个选项，可选：行政许可。"),
    ],
)
def test_what_cannot_be_taken_gets_a_sentence(field: Field, given_: object, said: str) -> None:
    assert read(replace(POWERS, fields=(field,)), {"f": given_}, DAY) == ({}, {"f": said})


def test_a_column_the_register_does_not_know_is_named() -> None:
    _, problems = read(POWERS, {"code": "1", "name": "甲", "nmae": "乙"}, DAY)
    assert problems == {"nmae": "测试权力清单没有“nmae”这一项，请核对列名。"}


@pytest.mark.parametrize(("text", "covered"), [("张三丰", "张**"), ("13800001234", "138****34"), ("李", "李**")])
def test_a_masked_value_does_not_tell_its_length(text: str, covered: str) -> None:
    assert masked(text) == covered


def test_the_public_reads_masked_fields_covered_and_internal_ones_not_at_all() -> None:
    assert shown(POWERS, {"name": "甲", "person": "张三丰", "note": "密"}) == {"name": "甲", "person": "张**"}


def test_words_stand_for_codes() -> None:
    assert in_words(POWERS.field("kind"), "2") == "行政处罚"
    assert in_words(POWERS.field("days"), "20") == "20个工作日"
    assert in_words(POWERS.field("basis"), ["甲", "乙"]) == "甲\n乙"
    assert in_words(POWERS.field("body"), "000014349", {"000014349": "民政厅"}) == "民政厅"


def test_an_entry_is_found_by_facet_word_and_key() -> None:
    found = marks(POWERS, {"code": "A-1", "name": "养老机构备案", "kind": "1"})
    assert {"kind=1", "~养老", "~备案", "~a-1"} <= set(found)


def test_a_field_differs_where_its_value_does() -> None:
    found = difference(POWERS, {"name": "甲", "days": "5"}, {"name": "甲", "days": "7", "basis": ["乙"]})
    assert [(one.field.key, one.before, one.after) for one in found] == [("basis", None, ["乙"]), ("days", "5", "7")]


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (None, None, None),
        (None, {}, Change.ADDED),
        ({}, None, Change.ENDED),
        ({"a": "1"}, {"a": "1"}, None),
        ({"a": "1"}, {}, Change.AMENDED),
    ],
)
def test_what_became_of_an_entry(before: dict[str, str] | None, after: dict[str, str] | None, kind: object) -> None:
    assert change(before, after) is kind


DAY = date(2026, 1, 1)
DAYS = st.integers(0, 40).map(lambda n: DAY + timedelta(n))
SPANS = st.builds(
    lambda since, length: Span(since, None if length is None else since + timedelta(length)),
    DAYS,
    st.none() | st.integers(1, 15),
)
ALL = [DAY + timedelta(n) for n in range(-1, 80)]


def days_of(span: Span) -> set[date]:
    return {day for day in ALL if span.holds(day)}


@given(st.lists(SPANS, max_size=6))
def test_spans_overlap_when_some_day_is_in_two(spans: list[Span]) -> None:
    twice = any(sum(span.holds(day) for span in spans) > 1 for day in ALL)
    assert bool(overlapping(spans)) == twice


@given(SPANS, SPANS)
def test_two_spans_meet_when_they_share_a_day(one: Span, other: Span) -> None:
    assert one.meets(other) == bool(days_of(one) & days_of(other)) == other.meets(one)


@given(st.lists(SPANS, max_size=6), SPANS)
def test_a_span_is_covered_when_each_of_its_days_is(spans: list[Span], wanted: Span) -> None:
    together = set().union(*map(days_of, spans)) if spans else set()
    assert covers(spans, wanted) == (days_of(wanted) <= together)


@given(st.lists(SPANS, max_size=6), DAYS)
def test_what_holds_ends_on_the_first_day_nothing_holds(spans: list[Span], since: date) -> None:
    together = set().union(*map(days_of, spans)) if spans else set()
    missing = [day for day in ALL if day >= since and day not in together]
    assert ends_on(spans, since) == (missing[0] if missing else None)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"key": "none"}, "主键“none”不是字段"),
        ({"title": "basis"}, "标题“basis”应当是必填、单值、公开的字段"),
        ({"fields": (*POWERS.fields, Field("x", "丙", Type.REFERENCE, of="no"))}, "“丙”引用的名录“no”不存在"),
        (
            {
                "fields": (
                    *POWERS.fields,
                    Field("x", "丁", Type.REFERENCE, of="a", openness=Openness.INTERNAL),
                )
            },
            "“丁”引用其他条目，应当是公开的字段",
        ),
        ({"fields": (*POWERS.fields, Field("x", "丙", Type.CODE))}, "“丙”没有代码表"),
        ({"fields": (*POWERS.fields, Field("name", "丙"))}, "字段“name”重复"),
        (
            {"fields": (*POWERS.fields, Field("x", "丙", openness=Openness.MASKED, facet=True))},
            "不公开，不能用来筛选或者检索",
        ),
        ({"manners": ()}, "调整方式应当包括新增、修改和取消"),
    ],
)
def test_a_declaration_that_makes_no_sense_is_named(changed: dict[str, object], said: str) -> None:
    assert any(said in fault for fault in faults([replace(POWERS, **changed)]))  # type: ignore[arg-type]
    assert faults([POWERS, DUTIES]) == []


def test_a_field_without_a_heading_stands_under_none() -> None:
    declared = [("a", ""), ("b", "流程"), ("c", ""), ("d", "依据"), ("e", "流程")]
    fields = [Field(key, key, section=section) for key, section in declared]
    found = [(name, "".join(one.key for one in some)) for name, some in under_headings(fields)]
    assert found == [("", "ac"), ("流程", "be"), ("依据", "d")]

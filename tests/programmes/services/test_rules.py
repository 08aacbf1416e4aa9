"""What a guide must say, what contradicts itself, and what a situation calls for: tables, without a database."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.programmes.services import rules, situations

DAY = date(2026, 3, 1)
CODE = "11990000990000025P1990108012003"
WHOLE = {
    "code": CODE, "name": "食品经营许可", "kind": "01", "guide": "1", "basis": ["《食品安全法》第三十五条"],
    "conditions": ["有固定场所"], "materials": ["M1"], "steps": ["申请"], "statutory": "20", "promised": "5",
    "charged": "0", "result": ["食品经营许可证"], "annual_check": "无", "cautions": ["无"], "places": ["一楼"],
    "hours": ["工作日"], "phone": ["0990-1"], "complaint": ["12345"],
}  # fmt: skip


def without(*fields, **said):
    return {**{field: value for field, value in WHOLE.items() if field not in fields}, **said}


def test_a_whole_guide_stands():
    assert rules.missing(WHOLE) == ()
    assert rules.refusals(WHOLE, DAY) == {}
    assert rules.doubts(WHOLE, DAY) == {}


@pytest.mark.parametrize(
    ("values", "field", "says"),
    [
        (without("basis"), "basis", "缺少“设定依据”"),
        (without("conditions"), "conditions", "缺少“申请条件”"),
        (without("materials"), "materials", "不需要材料的"),
        (without("steps"), "steps", "缺少“办理流程”"),
        (without("statutory", "promised"), "statutory", "法律没有规定时限的"),
        (without("charged"), "charged", "缺少“收费依据及标准”"),
        (without("result"), "result", "缺少“审批决定证件”"),
        (without("annual_check"), "annual_check", "写“无”"),
        (without("cautions"), "cautions", "缺少“注意事项”"),
        (without("complaint"), "complaint", "缺少“投诉渠道”"),
        (without("places"), "places", "缺少“办理地点”"),
        (without("hours"), "hours", "缺少“办理时间”"),
        (without("phone"), "phone", "缺少“联系电话”"),
        (without(promised="21"), "promised", "长于法定时限20个工作日"),
        (without(charged="1"), "fee_standard", "收费标准和收费依据"),
        (without(fee="10"), "fee", "不能有收费金额"),
        (without(no_materials="1"), "no_materials", "请留空"),
    ],
)  # fmt: skip
def test_what_cannot_stand_has_its_sentence(values, field, says):
    found = rules.refusals(values, DAY)
    assert list(found) == [field]
    assert says in found[field]


MADE = {"name": "申请书", "source": "applicant"}


@pytest.mark.parametrize(
    ("said", "material", "lacks"),
    [
        ({}, MADE, (("申请书",), ("申请书",))),
        ({}, {**MADE, "blank": ["a/表.docx"]}, ((), ("申请书",))),
        ({}, {**MADE, "blank": ["a/表.docx"], "sample": ["a/例.docx"]}, ((), ())),
        ({"forms": ["a/表.docx"]}, MADE, ((), ("申请书",))),
        ({"samples": ["a/例.docx"]}, MADE, (("申请书",), ())),
        ({}, {"name": "身份证", "source": "government"}, ((), ())),
        ({"materials": ["M2"]}, MADE, ((), ())),
    ],
)  # fmt: skip
def test_what_applicants_make_themselves_has_a_form_and_a_sample_or_is_told(said, material, lacks):
    found = rules.without_forms({**WHOLE, **said}, {"M1": material})
    assert (found.blanks, found.samples) == lacks
    assert bool(found.sentence) == any(lacks)


@pytest.mark.parametrize(
    "values",
    [
        without("materials", no_materials="1"),
        without("statutory", "promised", limit_note="法律没有规定时限"),
        without("statutory"),
        without(charged="1", fee="10.5", fee_standard="每证10.5元", fee_basis=["《某规定》第一条"]),
        {"code": CODE, "name": "还没有指南的事项", "kind": "01"},
    ],
)
def test_what_may_stand_stands(values):
    assert rules.refusals(values, DAY) == {}


@pytest.mark.parametrize(
    ("values", "field", "says"),
    [
        (without(code="11990000990000025A1990108012003"), "code", "的校验码应为“P”"),
        (without(code="旧编码-12"), "code", "不是12位基本编码"),
        (without(kind="20"), "kind", "编码表示的事项类型是行政许可，填写的是公共服务"),
        (without("guide", "hours", "phone"), "guide", "还缺：办理时间、联系电话"),
    ],
)
def test_what_is_doubtful_is_told_and_not_refused(values, field, says):
    assert says in rules.doubts(values, DAY)[field]
    assert rules.refusals(values, DAY) == {}


def test_the_code_and_the_gaps_are_filled_in():
    known = rules.complete(without("phone", base="乱写", lacking=["name"]))
    assert (known["base"], known["nature"], known["lacking"]) == ("990108012003", "1", ["phone"])
    assert "lacking" not in rules.complete(WHOLE)
    assert rules.complete(rules.complete(WHOLE)) == rules.complete(WHOLE)


@pytest.mark.parametrize(
    ("items", "wanting", "fails"),
    [
        ([], 0, True),
        ([WHOLE], 0, False),
        ([without("basis", "steps", "phone")], 0, False),
        ([without("basis", "steps", "phone", "hours")], 1, True),
        ([without("complaint", "cautions", "result", "annual_check")], 0, False),
        ([WHOLE, without("basis", "steps", "phone", "hours")], 1, False),
        ([{"name": "甲"}] * 4 + [WHOLE] * 9, 4, False),
        ([{"name": "甲"}] * 5 + [WHOLE] * 9, 5, True),
    ],
)
def test_the_inspection_counts_guides_that_lack_four_of_eight_kinds(items, wanting, fails):
    found = rules.inspect([(str(place), values) for place, values in enumerate(items)], day=DAY)
    assert (len(found.wanting), found.fails, found.total) == (wanting, fails, len(items))


RESTAURANT = {
    "questions": ["面积｜多大？｜50平方米以下｜50平方米以上", "招牌 | 挂招牌吗？ | 挂 | 不挂"],
    "steps": [
        "1｜A",
        "2｜B｜面积＝50平方米以上",
        "2|C|招牌=挂",
        "3｜B｜招牌＝挂",
        "3｜D｜面积＝50平方米以下｜招牌＝挂",
    ],
}


@pytest.mark.parametrize(
    ("answers", "stages"),
    [
        ({}, [("A",)]),
        ({"面积": "50平方米以上", "招牌": "不挂"}, [("A",), ("B",)]),
        ({"面积": "50平方米以上", "招牌": "挂"}, [("A",), ("B", "C")]),
        ({"面积": "50平方米以下", "招牌": "挂"}, [("A",), ("C",), ("B", "D")]),
        ({"面积": "别的", "不是问题": "挂"}, [("A",)]),
    ],
)
def test_answers_call_for_items_stage_by_stage(answers, stages):
    assert situations.refusals(RESTAURANT, DAY) == {}
    found = situations.situation_of(RESTAURANT)
    assert found.stages(found.answered(answers)) == stages
    assert situations.complete(RESTAURANT)["items"] == ["A", "B", "C", "D"]


@pytest.mark.parametrize(
    ("values", "field", "says"),
    [
        ({"questions": ["面积｜多大？｜大"]}, "questions", "至少两个答案"),
        ({"questions": ["面积｜多大？｜大｜大"]}, "questions", "答案重复"),
        ({"questions": ["面积｜多大？｜大｜小"] * 2}, "questions", "问题“面积”重复"),
        ({"steps": ["A"]}, "steps", "应写成"),
        ({"steps": ["0｜A"]}, "steps", "阶段从1起"),
        ({"steps": ["1｜A｜面积＝大"]}, "steps", "不是任何问题的答案"),
        ({"questions": ["面积｜多大？｜大｜小"], "steps": ["1｜A｜面积＝中"]}, "steps", "条件“面积＝中”"),
        ({"questions": ["面积｜多大？｜大｜小"], "steps": ["1｜A｜面积"]}, "steps", "条件“面积”"),
    ],
)
def test_a_line_that_cannot_be_read_has_its_sentence(values, field, says):
    assert says in situations.refusals(values, DAY)[field]


@given(st.lists(st.text(max_size=30), max_size=4), st.lists(st.text(max_size=30), max_size=4))
def test_whatever_a_clerk_writes_is_read_or_refused(questions, steps):
    values = {"questions": questions, "steps": steps}
    found = situations.situation_of(values)
    if not situations.refusals(values, DAY):
        assert len(found.questions) == len(questions)
        assert len(found.steps) == len(steps)
    found.stages(found.answered({question.name: question.answers[0] for question in found.questions}))


def test_a_material_is_asked_for_once():
    known = {"ID": {"form": "shown"}, "LEASE": {"form": "copy", "copies": "2"}, "MAP": {"form": "kept"}}
    items = [
        ("A", {"materials": ["ID", "LEASE"], "later": ["MAP"]}),
        ("B", {"materials": ["ID"], "conditional": ["LEASE"]}),
        ("C", {"conditional": ["NEW"]}),
    ]
    found = {one.key: one for one in situations.materials(items, known)}
    assert list(found) == ["ID", "LEASE", "MAP", "NEW"]
    assert [one.copies for one in found.values()] == [1, 4, 1, 1]
    assert found["ID"].items == ("A", "B")
    assert (found["LEASE"].conditional, found["MAP"].later, found["NEW"].conditional) == (False, True, True)


def test_the_slowest_of_a_stage_counts_and_fees_are_added():
    items = {
        "A": {"promised": "3", "statutory": "20", "charged": "1", "fee": "10"},
        "B": {"statutory": "7", "charged": "1"},
        "C": {"charged": "0"},
    }
    found = situations.total([("A", "B"), ("C",), ("A",)], items)
    assert (found.days, found.yuan, found.untimed, found.unpriced) == (10, Decimal(20), ("C",), ("B",))

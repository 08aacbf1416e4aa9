"""A clerk pastes a text; the system proposes tasks; nothing of the text is lost."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.programmes.execution.rules.answering import answering
from gongkai.programmes.execution.rules.breaking import broken_down, due_of, quantities

TEXT = """一、加快交通建设
1．新建改建农村公路1000公里，改造危桥120座。（责任单位：省交通运输厅）
2. 新增护理型床位2000张、居家养老服务中心300个（省民政厅牵头，省卫生健康委、省财政厅配合）
（二）改善空气质量
3、6月底前完成钢铁企业超低排放改造12家（牵头单位：省生态环境厅；配合单位：省经信厅、各市政府）。4、新增城镇就业1.2万人。
推动“最多跑一次”改革，一季度末前事项网上可办率达到95%以上；深入推进法治政府建设。
"""


def said(proposal):
    return [(one.name, one.said) for one in proposal.targets]


def test_numbered_lines_and_sentences_become_tasks_under_their_headings():
    found = broken_down(TEXT, 2026)
    assert found.headings == ("加快交通建设", "改善空气质量")
    roads, beds, steel, jobs, online, law = found.proposals
    assert (roads.heading, roads.name) == ("加快交通建设", "新建改建农村公路1000公里，改造危桥120座")
    assert said(roads) == [("新建改建农村公路", "1,000公里"), ("改造危桥", "120座")]
    assert (roads.lead, roads.assisting, roads.due_on) == ("省交通运输厅", (), date(2026, 12, 31))
    assert said(beds) == [
        ("新增护理型床位", "2,000张"),
        ("居家养老服务中心", "300个"),
    ]
    assert (beds.lead, beds.assisting) == ("省民政厅", ("省卫生健康委", "省财政厅"))
    assert (steel.lead, steel.assisting) == ("省生态环境厅", ("省经信厅", "各市政府"))
    assert steel.due_on == date(2026, 6, 30)
    assert said(jobs) == [("新增城镇就业", "1.2万人")]
    assert said(online) == [("事项网上可办率", "95%")]
    assert (online.due_on, law.name, law.targets) == (date(2026, 3, 31), "深入推进法治政府建设", ())


@pytest.mark.parametrize(
    "text",
    ["项目甲（省发展改革委）" * 60, "达到" * 40 + "甲5个", "约" * 59_000 + "甲5个", "（甲局）" + " " * 59_000 + "乙"],
    ids=["brackets without a stop", "a word read two ways", "one word for ever", "blanks"],
)
def test_whatever_is_pasted_is_read_in_one_pass(text):
    """Read two ways at each sign, any of these would not end within this test's life."""
    assert len(broken_down(text, 2026).proposals) == 1


@pytest.mark.parametrize(
    ("said", "lead", "assisting"),
    [
        ("建公园（市城管局）", "市城管局", ()),
        ("建公园（市城管局、市财政局）", "市城管局", ("市财政局",)),
        ("建公园（市城管局、市财政局负责）", "市城管局", ("市财政局",)),
        ("建公园。责任单位：市城管局、市文化和旅游局。", "市城管局", ("市文化和旅游局",)),
        ("建公园（配合单位：市财政局；牵头单位：市城管局）", "市城管局", ("市财政局",)),
        ("建公园（含绿道）", "", ()),
        ("建公园（共12个）", "", ()),
        ("建公园", "", ()),
    ],
)
def test_who_answers_is_read_from_the_end_of_a_line(said, lead, assisting):
    found = answering(said)
    assert (found.lead, found.assisting) == (lead, assisting)


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("9月底前建成", "2026-09-30"),
        ("2月底前建成", "2026-02-28"),
        ("2027年5月1日前建成", "2027-05-01"),
        ("6月31日前建成", "2026-06-30"),
        ("13月底前建成", "2026-12-31"),
        ("上半年建成", "2026-06-30"),
        ("三季度末前建成", "2026-09-30"),
        ("年底前建成", "2026-12-31"),
        ("建成", "2026-12-31"),
    ],
)
def test_the_last_day_is_read_or_is_the_end_of_the_year(said, due):
    assert due_of(said, 2026) == date.fromisoformat(due)


@pytest.mark.parametrize("mark", ["2．", "2.", "2、", "（2）", "2）", "二、", "②"])
def test_a_number_before_a_date_is_the_number_of_the_line(mark):
    (found,) = broken_down(f"{mark}9月底前改造公厕800座。", 2026).proposals
    assert (found.name, said(found)) == ("9月底前改造公厕800座", [("改造公厕", "800座")])


def test_years_ordinals_and_numbers_without_a_unit_are_no_targets():
    assert quantities("2026年建成第3个中心，5G覆盖，15分钟到达") == ()


@given(st.text(alphabet=st.sampled_from("一二三、.．（）(；;。，12第0年月底前公里个人%厅局牵头配合单位：:\n \x00是")))
def test_no_text_is_refused_and_none_of_it_is_lost(text):
    found = broken_down(text, 2026)
    kept = "".join([*(one.text for one in found.proposals), *found.headings])
    lost = {char for char in text if char.isalnum()} - set(kept)
    assert not lost - set("一二三12第0是")  # 标题不带编号
    for one in found.proposals:
        assert one.name
        assert len(one.name) <= 60
        assert all(target.name for target in one.targets)


HAN = st.text(alphabet=st.sampled_from("新建改造农村公路危桥养老床位学位公园绿道"), min_size=2, max_size=10)
NUMBERS = st.sampled_from(["1000", "1,000", "12", "1.2", "0.35"])
ITEMS = st.lists(
    st.tuples(
        st.lists(st.tuples(HAN, NUMBERS, st.sampled_from(["公里", "座", "万户", "张", "%"])), min_size=1, max_size=3,
                 unique_by=lambda one: one[0]),
        st.lists(st.sampled_from(["省民政厅", "市城管局", "省发展改革委", "各市政府"]), max_size=3, unique=True),
    ),
    min_size=1,
    max_size=6,
)  # fmt: skip


@given(ITEMS, st.sampled_from(["{}．", "{}.", "{}、", "（{}）"]))
def test_what_was_written_in_order_is_read_again(items, mark):
    lines = []
    for place, (targets, organs) in enumerate(items, start=1):
        said = "，".join(f"{name}{amount}{unit}" for name, amount, unit in targets)
        lead, *others = [*organs] or [""]
        who = f"（牵头单位：{lead}" + (f"；配合单位：{'、'.join(others)}" if others else "") + "）" if lead else ""
        lines.append(f"{mark.format(place)}{said}{who}。")
    found = broken_down("\n".join(lines), 2026).proposals
    assert len(found) == len(items)
    for one, (targets, organs) in zip(found, items, strict=True):
        assert [target.name for target in one.targets] == [name for name, _, _ in targets]
        assert [target.unit for target in one.targets] == [unit for _, _, unit in targets]
        assert [lead for lead in (one.lead, *one.assisting) if lead] == list(organs)

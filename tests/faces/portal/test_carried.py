"""What became of a decision is told on its own page: its plans, their tasks, and the results."""

from datetime import date, timedelta

import pytest
from django.test import Client

from gongkai.engines.casework import operations as casework
from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.queries import Wanted
from gongkai.foundation.errors import Invalid
from gongkai.programmes.decisions import operations as decisions
from gongkai.programmes.decisions import rules
from gongkai.programmes.hotline.matter_words import own_words
from tests.faces.portal.test_execution import AUDIT, GOVERNMENT, PLAN, ROADS, TASK, office, read

__all__ = ["office"]


def decided(office):
    """A matter that is public."""
    case = decisions.propose_matter(
        organ=office.organs[GOVERNMENT], title="农村公路规划", by=office.who(GOVERNMENT, "drafter"), at=office.at
    )
    given = {**dict.fromkeys(rules.KEYS, "no"), "judged": "面广", "organ": ROADS}
    by, seen = office.who(GOVERNMENT, "unit_head"), case.events.count()
    casework.do(case=case.uid, act="start", given=given, seen=seen, by=by, at=office.at + timedelta(minutes=1))
    return case.uid


def test_the_page_of_a_decision_tells_its_plans_tasks_and_results(office, at_rest, django_assert_max_num_queries):
    uid = decided(office)
    assert "执行和结果" not in read(f"/decisions/{uid}/")
    office.say(GOVERNMENT, "execution-plans", "P-9", {**PLAN, "name": "规划实施计划", "decision": uid})
    office.say(GOVERNMENT, "execution-tasks", "T-9", {**TASK, "plan": "P-9", "name": "修规划的公路"})
    office.say(GOVERNMENT, "result-outcomes", "J-9", {
        "organ": GOVERNMENT, "place": "990000", "year": "2026", "name": "规划的公路", "kind": "政府工作报告",
        "task": "T-9", "account": "修了", "state": "部分实现", "reason": "雨雪",
    })  # fmt: skip
    with django_assert_max_num_queries(15):
        page = read(f"/decisions/{uid}/")
    for said in (
        "规划实施计划",
        "修规划的公路",
        "逾期10天",
        "/execution/tasks/T-9/",
        "/results/items/J-9/",
        "部分实现",
    ):
        assert said in page, said
    assert "修农村公路" not in page
    (plan,) = Client().get(f"/decisions/{uid}/matter.json").json()["execution"]
    assert (plan["tasks"][0]["days_late"], plan["tasks"][0]["outcomes"][0]["state"]) == (10, "部分实现")
    assert "Result (self-report)" in read(f"/decisions/{uid}/?lang=en")


def test_a_plan_that_names_a_decision_there_is_not_is_looked_at(office, at_rest):
    uid = decided(office)
    wanted = [
        Wanted("add", key, {"code": key, **PLAN, "decision": said})
        for key, said in (("P-3", uid), ("P-4", "农村公路规划"), ("P-5", ""))
    ]
    lines = registers.examine(register_of("execution-plans"), office.organs[GOVERNMENT], date(2026, 3, 2), wanted)
    assert [set(line.warnings) for line in lines] == [set(), {"decision"}, set()]


def test_a_report_that_is_overdue_is_seen_by_everybody(office, at_rest, django_assert_max_num_queries):
    plan = {**PLAN, "name": "每月计划", "cycle": "每月"}
    office.say(GOVERNMENT, "execution-plans", "P-7", plan, since="2026-01-05")
    task = {**TASK, "plan": "P-7", "due_on": "2026-12-31"}
    for key, name in (("T-7", "没有动静的任务"), ("T-8", "报告过的任务")):
        office.say(GOVERNMENT, "execution-tasks", key, {**task, "name": name}, since="2026-01-05")
    told = {"name": "进展", "task": "T-8", "on": "2026-02-20", "state": "正在推进", "effects": "过半"}
    office.say(ROADS, "execution-progress", "R-8", told)
    page = read("/execution/tasks/T-7/")
    assert "应当在 2026年2月5日 以前公布，现在还没有公布，已经逾期 25 天" in page
    assert "下一次在 2026年3月20日 以前" in read("/execution/tasks/T-8/")
    with django_assert_max_num_queries(14):
        late = read("/execution/late/").partition('id="reports"')[2]
    assert ("没有动静的任务" in late, "报告过的任务" in late, "修农村公路" in late) == (True, False, False)
    assert "没有动静的任务" not in read("/execution/late/?year=2025")
    assert Client().get("/execution/tasks/T-7/task.json").json()["report"] == {
        "cycle": "monthly", "due_on": "2026-02-05", "days_late": 25,
    }  # fmt: skip
    told = {**told, "task": "T-7", "on": "2026-03-01", "state": "已完成", "done_on": "2026-03-01"}
    office.say(ROADS, "execution-progress", "R-7", told)
    assert "没有动静的任务" not in read("/execution/late/")
    assert Client().get("/execution/tasks/T-7/task.json").json()["report"] is None


def test_no_organ_judges_itself_or_tells_the_result_of_anothers_task(office, at_rest):
    where = {"place": "990000", "year": "2026"}
    outcome = {**where, "name": "公路", "kind": "政府工作报告", "task": "T-1", "account": "修了", "state": "部分实现"}
    outcome |= {"reason": "雨雪"}
    with pytest.raises(Invalid, match="没有写明由本机关承担"):
        office.say(AUDIT, "result-outcomes", "J-1", {**outcome, "organ": AUDIT})
    office.say(ROADS, "result-outcomes", "J-1", {**outcome, "organ": ROADS})
    rating = {
        **where, "name": "评价", "outcomes": ["J-1"], "way": "第三方评估", "independence": "本厅", "method": "打分",
        "on": "2026-02-01", "result": "优", "organ": GOVERNMENT,
    }  # fmt: skip
    for evaluator, said in (("省交通厅", "不能评价自己"), ("省政府", "不是第三方")):
        with pytest.raises(Invalid, match=said):
            office.say(GOVERNMENT, "result-ratings", "J-2", {**rating, "evaluator": evaluator})
    office.say(GOVERNMENT, "result-ratings", "J-2", {**rating, "evaluator": "某大学"})


def test_milestones_stand_under_their_measure_and_say_how_late_they_were_told(office, at_rest):
    step = {"task": "T-1", "kind": "措施"}
    office.say(GOVERNMENT, "execution-steps", "S-A", {**step, "name": "定方案"}, since="2026-02-02")
    for key, under in (("S-A1", "S-A"), ("S-B", "")):
        said = {**step, "name": f"节点{key}", "kind": "节点", "measure": under, "due_on": "2026-02-18"}
        office.say(GOVERNMENT, "execution-steps", key, said, since="2026-02-03")
    told = {"name": "三月进展", "task": "T-1", "on": "2026-03-01", "state": "正在推进", "effects": "过半"}
    office.say(ROADS, "execution-progress", "R-9", {**told, "reached": ["S-A1"]})
    steps = read("/execution/tasks/T-1/").partition('id="steps"')[2].partition("<h2")[0]
    assert (
        steps.index("定方案") < steps.index("节点S-A1") < steps.index("时限过后11天报告到达") < steps.index("节点S-B")
    )
    assert "到期未报告到达" in steps.partition("节点S-B")[2]
    assert steps.count('<ul class="bullets">') == 2


def test_a_class_is_guessed_from_a_persons_own_words():
    said = "对执行任务“钢铁企业改造”（编号T，牵头机关：甲）的意见：\n公厕没有开工"
    assert own_words({"text": said, "about": "execution-tasks:T"}) == "公厕没有开工"
    assert own_words({"text": said}) == said

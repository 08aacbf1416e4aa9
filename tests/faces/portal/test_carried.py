"""What became of a decision is told on its own page: its plans, their tasks, and the results."""

from datetime import date, timedelta

from django.test import Client

from gongkai.engines.casework import operations as casework
from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.queries import Wanted
from gongkai.programmes.decisions import operations as decisions
from gongkai.programmes.decisions import rules
from tests.faces.portal.test_execution import GOVERNMENT, PLAN, ROADS, TASK, office, read

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
    for said in ("规划实施计划", "修规划的公路", "逾期10天", "/execution/tasks/T-9/", "/results/items/J-9/", "部分实现"):
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

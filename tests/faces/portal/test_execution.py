"""Plans, tasks and what went wrong, as everybody reads them: from the plan to the proof."""

import io
import re
from datetime import date

import docx
import pytest
from django.test import Client

from gongkai.engines.casework.models import Case
from gongkai.engines.registers import operations as ops
from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.queries import Wanted
from gongkai.faces.portal.hotline.forms import told_of
from gongkai.foundation.errors import Invalid
from gongkai.foundation.organs.models import Organ, OrganName, OrganSuccession
from gongkai.foundation.people.actors import ROLES, Actor, PostFact
from gongkai.foundation.places.models import Place
from gongkai.programmes.decisions.models import DecisionMatter
from gongkai.programmes.execution import queries
from gongkai.programmes.hotline.operations import lodge
from gongkai.programmes.hotline.queries import draft_of

GOVERNMENT, ROADS, AUDIT = "990000017", "990000025", "990000033"
PLAN = {
    "name": "2026年重点任务", "organ": GOVERNMENT, "year": "2026", "kind": "政府工作报告", "origin": "政府工作报告",
    "supervision": "按季度督查", "cycle": "每季度",
}  # fmt: skip
TASK = {"name": "修农村公路", "plan": "P-1", "lead": ROADS, "targets": ["农村公路｜100｜公里"], "due_on": "2026-02-20"}


def evidence():
    made, kept = docx.Document(), io.BytesIO()
    made.add_paragraph("验收清单")
    made.save(kept)
    return kept.getvalue()


class Office:
    """Proposes, reviews and adopts for one organ after another."""

    def __init__(self, at):
        self.at = at
        place = Place.objects.create(code="99", name="东澜省", level=1, since=date(2016, 1, 1))
        self.organs = {}
        names = {GOVERNMENT: "省政府", ROADS: "省交通厅", AUDIT: "省审计厅"}
        for code, name in names.items():
            kind = "government" if code == GOVERNMENT else "department"
            self.organs[code] = Organ.objects.create(uid=code, code=code, place=place, kind=kind)
            OrganName.objects.create(organ=self.organs[code], name=name, short_name=name, since=date(2016, 1, 1))

    def who(self, organ, role):
        return Actor(f"{role}-{organ}", ROLES[role], (PostFact(organ, role, "处", "99"),), second_factor=True)

    def say(self, organ, register, key, values, *, since="2026-03-01", manner="add"):
        made = ops.propose(
            register=register, organ=self.organs[organ], since=date.fromisoformat(since), reason="按计划", basis="通知",
            wanted=[Wanted(manner, key, {"code": key, **values})], by=self.who(organ, "drafter"), at=self.at,
        )  # fmt: skip
        for step in register_of(register).steps:
            ops.approve(adjustment=made.uid, sha256=made.sha256, by=self.who(organ, step.role), at=self.at)
        ops.adopt(adjustment=made.uid, sha256=made.sha256, by=self.who(organ, "signer"), at=self.at)

    def file(self, organ):
        by = self.who(organ, "drafter")
        return ops.keep_file(
            organ=self.organs[organ], content=evidence(), name="验收清单.docx", by=by, at=self.at
        )  # fmt: skip


@pytest.fixture
def office(db, at):
    made = Office(at)
    made.say(GOVERNMENT, "execution-plans", "P-1", PLAN, since="2026-01-05")
    made.say(GOVERNMENT, "execution-tasks", "T-1", {**TASK, "due_on": "2026-02-10"}, since="2026-01-05")
    made.say(GOVERNMENT, "execution-tasks", "T-1", TASK, since="2026-02-01", manner="amend")
    report = {
        "name": "二月进展",
        "task": "T-1",
        "on": "2026-02-28",
        "state": "进展缓慢",
        "reason": "雨雪",
        "effects": "过半",
    }
    made.say(ROADS, "execution-progress", "R-1", {
        **report, "achieved": ["农村公路｜62.5"], "evidence": [made.file(ROADS)],
    })  # fmt: skip
    made.say(AUDIT, "execution-findings", "F-1", {
        "name": "资料不全", "source": "审计", "organ": AUDIT, "report": "审计公告", "found_on": "2026-02-01",
        "task": "T-1", "content": "缺检测记录", "answering": ROADS, "demand": "补齐", "due_on": "2026-02-25",
    })  # fmt: skip
    return made


def read(path, status=200):
    answer = Client().get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def test_everybody_sees_who_does_what_how_far_it_is_and_what_is_late(office, at_rest, django_assert_max_num_queries):
    with django_assert_max_num_queries(17):
        page = read("/execution/tasks/T-1/")
    for said in (
        "逾期 10 天",
        "62.5公里",
        "100公里",
        "原定 2026年2月10日",
        "按计划",
        "资料不全",
        "验收清单.docx",
        "省交通厅",
    ):
        assert said in page, said
    for href in re.findall(r'href="(/(?:execution|registers/execution)[^"#]*)"', page):
        assert Client().get(href.replace("&amp;", "&")).status_code == 200, href
    with django_assert_max_num_queries(7):
        plan = read("/execution/plans/P-1/")
    assert "修农村公路" in read("/execution/plans/P-1/?show=late")
    assert "修农村公路" not in read("/execution/plans/P-1/?show=done")
    assert "1项任务的进展" in plan
    assert "修农村公路" in read("/execution/late/?year=2026")
    assert "修农村公路" not in read("/execution/late/?year=2025")
    assert "Overdue tasks" in read("/execution/late/?lang=en")
    assert "2026年重点任务" in read(f"/execution/?year=2026&organ={GOVERNMENT}&kind=work_report")
    assert "2026年重点任务" not in read("/execution/?year=2025")
    for address in ("", "late/"):
        assert re.findall(r"[?]year=(20\d\d)", read(f"/execution/{address}")) == ["2026"], (
            "a year with nothing is no tab"
        )
    assert "缺检测记录" in read("/execution/findings/?source=audit")
    said = Client().get("/execution/tasks/T-1/task.json").json()
    assert (said["late"], said["days_late"], said["targets"][0]["amount"]) == (True, 10, "62.5")
    assert said["events"][0]["kind"] == "execution-progress"
    for address in ("plans/X/", "tasks/X/", "tasks/X/feed.atom", "tasks/X/task.json"):
        read(f"/execution/{address}", 404)


def test_a_comment_on_a_task_goes_to_the_hotline_with_the_task_named(office, at_rest):
    reader = Client()
    address = "/execution/tasks/T-1/comment/"
    assert "还没有收到意见" in read("/execution/tasks/T-1/")
    assert reader.post(address, {"text": " "}).status_code == 400
    begun = reader.post(address, {"text": "路面有坑"})
    assert begun.status_code == 302
    words = reader.get(begun["Location"].replace("/matter/", "/words/")).content.decode()
    assert "对执行任务“修农村公路”（编号T-1，牵头机关：省交通厅）的意见：\n路面有坑" in words
    read("/execution/tasks/X/comment/", 404)
    said = draft_of(begun["Location"].split("/")[3])
    told = told_of({**said, "matter": "03-02-02"})
    lodge(organ=office.organs[GOVERNMENT], told=told, profile="zhoushan", at=office.at)
    assert "收到 1 条，已答复 0 条，公开 0 条" in read("/execution/tasks/T-1/")
    assert Client().get("/execution/tasks/T-1/task.json").json()["comments"]["received"] == 1


def test_who_leads_reports_and_a_stranger_does_not(office, at_rest):
    done = {
        "name": "完工",
        "task": "T-1",
        "on": "2026-03-01",
        "state": "已完成",
        "done_on": "2026-03-01",
        "effects": "完工",
    }
    with pytest.raises(Invalid, match="没有写明由本机关承担"):
        office.say(AUDIT, "execution-progress", "R-2", done)
    office.say(ROADS, "execution-progress", "R-2", done)
    assert not queries.late_tasks(date(2026, 3, 2), seen_on=date(2026, 3, 2), limit=9)
    assert [one.version.key for one in queries.late_tasks(date(2026, 2, 25), seen_on=None, limit=9)] == ["T-1"]
    assert "逾期 9 天" in read("/execution/tasks/T-1/")
    with pytest.raises(Invalid, match="证明材料"):
        office.say(ROADS, "execution-rectifications", "Z-1", {
            "name": "补齐", "finding": "F-1", "on": "2026-03-01", "measures": "补测", "done_on": "2026-03-01",
        })  # fmt: skip
    office.say(ROADS, "execution-rectifications", "Z-1", {
        "name": "补齐", "finding": "F-1", "on": "2026-03-01", "measures": "补测", "done_on": "2026-03-01",
        "proof": [office.file(ROADS)],
    })  # fmt: skip
    page = read("/execution/findings/")
    assert "整改完成" in page
    assert "逾期" in page
    assert "2026年3月1日" in page
    asked = lambda: {one.subject for one in queries.duties(date(2026, 3, 2), None, seen_on=None, limit=9)}  # noqa: E731
    assert "F-1" not in asked()
    again = {"name": "复查", "finding": "F-1", "on": "2026-03-01", "measures": "抽查两处仍缺", "next": "三月底前补齐"}
    with pytest.raises(Invalid, match="早于问题的发现日期"):
        office.say(AUDIT, "execution-rectifications", "A-1", {**again, "on": "2026-01-31"})
    office.say(AUDIT, "execution-rectifications", "A-1", again)
    page = read("/execution/findings/")
    assert "正在整改" in page
    assert "曾报整改完成，后来的报告说没有" in page
    assert "F-1" in asked(), "the key of what takes it back stands before that of what it takes back"


def test_who_takes_over_next_month_does_not_answer_for_a_task_today(office, at_rest):
    later = {**TASK, "lead": AUDIT, "due_on": "2026-02-20"}
    office.say(GOVERNMENT, "execution-tasks", "T-1", later, since="2026-04-01", manner="amend")
    report = {"name": "三月", "task": "T-1", "on": "2026-03-01", "state": "正在推进", "effects": "过半"}
    with pytest.raises(Invalid, match="没有写明由本机关承担"):
        office.say(AUDIT, "execution-progress", "R-2", report)
    office.say(ROADS, "execution-progress", "R-3", report)


def test_a_plan_links_to_the_decision_and_the_document_it_comes_from_where_they_are_public(office, at_rest):
    office.say(GOVERNMENT, "execution-plans", "P-2", {**PLAN, "decision": "matter1", "record": "nothing"})
    page = read("/execution/plans/P-2/")
    assert "matter1" in page
    assert "/decisions/matter1/" not in page
    assert "/documents/nothing" not in page
    organ = office.organs[GOVERNMENT]
    case = Case.objects.create(
        uid="matter1", number="1", procedure="decisions", organ=organ, state="preparing", title="加装电梯补助办法",
        opened_at=office.at,
    )  # fmt: skip
    matter = {"case": case, "organ": organ, "year": 2026, "started_at": office.at, "changed_at": office.at}
    found = DecisionMatter.objects.create(**matter, secret=True)
    assert "加装电梯" not in read("/execution/plans/P-2/")
    DecisionMatter.objects.filter(pk=found.pk).update(secret=False)
    assert '<a href="/decisions/matter1/">加装电梯补助办法</a>' in read("/execution/plans/P-2/")


def test_who_assists_tells_of_its_part_and_the_task_stands_as_its_lead_says(office, at_rest):
    shared = {**TASK, "due_on": "2026-02-10", "assisting": [AUDIT]}
    office.say(GOVERNMENT, "execution-tasks", "T-1", shared, since="2026-02-20", manner="amend")
    part = {
        "name": "本单位已完成", "task": "T-1", "on": "2026-03-01", "state": "已完成", "done_on": "2026-03-01",
        "effects": "查完",
    }  # fmt: skip
    office.say(AUDIT, "execution-progress", "R-2", part)
    assert [one.version.key for one in queries.late_tasks(date(2026, 3, 2), seen_on=None, limit=9)] == ["T-1"]
    assert "本单位已完成" in read("/execution/tasks/T-1/")
    assert "逾期" in read("/execution/late/")


def test_the_number_of_a_document_where_its_address_belongs_is_refused(office, at_rest):
    with pytest.raises(Invalid, match="永久标识"):
        office.say(GOVERNMENT, "execution-plans", "P-2", {**PLAN, "record": "东政发〔2026〕1号"})


def test_a_number_once_given_is_not_given_again(office, at_rest):
    office.say(GOVERNMENT, "execution-tasks", "P-1-09", {**TASK, "due_on": "2026-12-31"})
    office.say(GOVERNMENT, "execution-tasks", "P-1-09", {}, manner="end", since="2026-03-02")
    assert registers.last_suffix("execution-tasks", "P-1-") == 9
    assert registers.last_suffix("execution-tasks", "P-2-") == 0


def test_a_government_answers_for_its_year_and_the_file_behind_a_result_is_one_step_away(office, at_rest):
    where = {"organ": GOVERNMENT, "place": "990000", "year": "2025"}
    outcome = {
        **where, "name": "修农村公路", "kind": "十件实事", "task": "T-1", "account": "修了一百公里",
        "promised": ["农村公路｜100｜90｜公里"], "papers": "验收报告（东交〔2025〕9号）",
    }  # fmt: skip
    with pytest.raises(Invalid, match="没有达到目标值"):
        office.say(GOVERNMENT, "result-outcomes", "J-1", {**outcome, "state": "已实现"})
    office.say(GOVERNMENT, "result-outcomes", "J-1", {**outcome, "state": "部分实现", "reason": "雨雪"})
    office.say(GOVERNMENT, "result-ratings", "J-2", {
        **where, "name": "第三方评估", "outcomes": ["J-1"], "way": "第三方评估", "evaluator": "某大学", "grade": "中",
        "independence": "公开招标选定", "method": "走访", "on": "2026-02-01", "result": "质量一般",
    })  # fmt: skip
    office.say(GOVERNMENT, "result-polls", "J-3", {
        **where, "name": "满意度", "outcomes": ["J-1"], "conductor": "调查中心", "population": "居民", "method": "电话",
        "began_on": "2026-01-05", "ended_on": "2026-01-09", "asked": "200", "valid": "100", "margin": "9.8",
        "question": "满意吗？", "answers": ["满意｜60", "不满意｜40"],
    })  # fmt: skip
    page = read("/results/99/2025/")
    own, others, polls = (page.index(f'id="{part}"') for part in ("self", "others", "polls"))
    assert own < page.index("部分实现") < others < page.index("质量一般") < polls < page.index("60（60.0%）")
    for said in ("任务记录：逾期10天", "独立评价：中", "误差±9.8个百分点", "公开招标选定"):
        assert said in page, said
    assert "Independent evaluations" in read("/results/990000/2025/?lang=en")
    for address in ("98/2025/", "99/2024/", "99/0/", "items/X/"):
        read(f"/results/{address}", 404)
    item = read("/results/items/J-1/")
    assert "90公里" in item
    door = Client()
    asked = door.get("/requests/apply/?about=result-outcomes:J-1").content.decode()
    assert asked.count('name="organ"') == 1
    begun = door.post("/requests/apply/begin/", {"organ": GOVERNMENT, "about": "result-outcomes:J-1"})
    wanted = door.get(begun["Location"]).content.decode()
    assert "（编号J-1）的依据材料：验收报告（东交〔2025〕9号）。" in wanted
    for nothing in ("result-outcomes:X", "nothing:J-1", "\x00", "result-outcomes"):
        assert Client().get("/requests/apply/", {"about": nothing}).status_code == 200
        assert Client().post("/requests/apply/begin/", {"organ": GOVERNMENT, "about": nothing}).status_code == 302
    gone = office.organs[GOVERNMENT]
    heir = office.organs[AUDIT]
    OrganSuccession.objects.create(predecessor=gone, successor=heir, on=at_rest.date(), basis="三定规定")
    Organ.objects.filter(pk=gone.pk).update(until=at_rest.date())
    asked = door.get("/requests/apply/?about=result-outcomes:J-1").content.decode()
    assert re.findall(r'name="organ"[^>]*value="(\w+)"', asked) == [AUDIT], "who took over answers for it now"
    OrganSuccession.objects.all().delete()
    asked = door.get("/requests/apply/?about=result-outcomes:J-1").content.decode()
    assert asked.count('name="organ"') == 2, "where nobody took over, any organ can be found"

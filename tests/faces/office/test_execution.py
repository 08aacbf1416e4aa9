"""A clerk pastes a text, corrects what was read, proposes it; the desk says what is owed and what is missing."""

from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from gongkai.engines.registers import operations as ops
from gongkai.engines.registers.models import Adjustment
from gongkai.engines.registers.queries import Wanted
from gongkai.foundation.notices.models import Notice
from gongkai.foundation.organs.models import Organ
from gongkai.programmes.execution import jobs

SignIn = Callable[..., Client]
BREAKDOWN = "/office/execution/breakdown/"
TEXT = """一、交通
1．新建改建农村公路1000公里（省民政厅负责）。
2．6月底前改造危桥120座（牵头单位：省交通厅）。
"""
HEAD = {"since": "2026-03-02", "reason": "分解", "basis": "通知"}


@pytest.fixture
def say(organ: Organ, who: SimpleNamespace, at: Any) -> Callable[..., None]:
    def run(register: str, key: str, values: dict[str, Any]) -> None:
        made = ops.propose(
            register=register, organ=organ, since=date(2026, 1, 5), reason="公开", basis="通知",
            wanted=[Wanted("add", key, {"code": key, **values})], by=who.drafter, at=at,
        )  # fmt: skip
        ops.approve(adjustment=made.uid, sha256=made.sha256, by=who.unit_head, at=at)
        ops.adopt(adjustment=made.uid, sha256=made.sha256, by=who.signer, at=at)

    return run


def test_a_text_becomes_tasks_and_the_desk_says_what_is_owed(
    organ: Organ, who: SimpleNamespace, sign_in: SignIn, say: Callable[..., None], at: datetime
) -> None:
    drafter = sign_in(who.drafter)
    assert "还没有公布的计划" in drafter.get(BREAKDOWN).content.decode()
    say("execution-plans", "P-1", {
        "name": "年度计划", "organ": organ.code, "year": "2026", "kind": "政府工作报告", "origin": "工作报告",
        "supervision": "督查", "cycle": "每月",
    })  # fmt: skip
    assert drafter.post(BREAKDOWN, {"plan": "P-1", "text": ""}).status_code == 400
    assert drafter.post(BREAKDOWN, {"plan": "X", "text": TEXT}).status_code == 400
    assert "没有读出任务" in drafter.post(BREAKDOWN, {"plan": "P-1", "text": "。。。"}).content.decode()
    page = drafter.post(BREAKDOWN, {"plan": "P-1", "text": TEXT}).content.decode()
    for said in ("新建改建农村公路｜1000｜公里", "改造危桥｜120｜座", "2026-06-30", "省交通厅"):
        assert said in page, said
    rows = {
        "act": "propose", "plan": "P-1", **HEAD, "task-TOTAL_FORMS": "2", "task-INITIAL_FORMS": "2",
        "task-0-keep": "on", "task-0-name": "农村公路", "task-0-targets": "新建改建农村公路｜1000｜公里",
        "task-0-lead": "省民政厅", "task-0-due_on": "2026-02-20",
        "task-1-keep": "on", "task-1-name": "危桥", "task-1-lead": "省交通厅", "task-1-due_on": "2026-06-30",
    }  # fmt: skip
    wrong = drafter.post(BREAKDOWN, rows)
    assert wrong.status_code == 400
    assert "没有名称中含“省交通厅”的机关" in wrong.content.decode()
    del rows["task-1-keep"]
    made = drafter.post(BREAKDOWN, rows)
    adjustment = Adjustment.objects.get(register="execution-tasks")
    assert made.status_code == 302
    assert [line.key for line in adjustment.lines.all()] == ["P-1-01"]
    foreign = sign_in(who.auditor)
    assert foreign.get(BREAKDOWN).status_code == 403
    say("execution-tasks", "P-1-09", {"name": "公园", "plan": "P-1", "lead": organ.code, "due_on": "2026-02-20"})
    desk = drafter.get("/office/execution/").content.decode()
    assert "2项没有履行，其中2项已经逾期" in desk
    assert "按周期公布进展" in desk
    assert jobs.tell(at=at) == jobs.tell(at=at) == 4
    assert Notice.objects.filter(to_uid=who.drafter.uid).count() == 2
    assert "公园" in drafter.get("/office/results/").content.decode()
    assert drafter.get("/office/execution/?xlsx=duties").status_code == 200

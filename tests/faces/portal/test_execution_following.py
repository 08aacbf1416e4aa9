"""A reader follows a task or a plan by mail: told of what is new of it, once, until they have enough."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.core import mail
from django.test import Client

from gongkai.foundation.now import frozen
from gongkai.programmes.finding import jobs
from gongkai.programmes.finding.models import SavedSearch
from tests.faces.portal.test_execution import GOVERNMENT, PLAN, ROADS, TASK, Office

Work = Callable[[], int]
KINDS = f"organ={GOVERNMENT}&kind=work_report"


@pytest.fixture
def office(db, at):
    made = Office(at)
    made.say(GOVERNMENT, "execution-plans", "P-1", PLAN, since="2026-01-05")
    made.say(GOVERNMENT, "execution-tasks", "T-1", {**TASK, "due_on": "2026-03-06"}, since="2026-01-05")
    return made


def follow(what: str, at: datetime, run_jobs: Work, email: str) -> None:
    with frozen(at):
        answer = Client().post(f"/execution/follow/?{what}", {"email": email, "rhythm": "daily"})
        assert answer.status_code == 302
        run_jobs()
        address = re.search(r"/search/saved/\w+/", mail.outbox[-1].body)[0]
        assert "确认关注" in Client().get(address).content.decode()
        assert "已经生效" in Client().post(address, {"act": "confirm"}).content.decode()


def told(when: str, run_jobs: Work) -> list[str]:
    mail.outbox.clear()
    at = datetime.fromisoformat(f"{when}T07:00+08:00")
    with frozen(at):
        jobs.tell_all(at=at)
        run_jobs()
    return [one.body for one in sorted(mail.outbox, key=lambda letter: letter.to)]


def report(office: Office, key: str, on: str, state: str, **more: object) -> None:
    office.at = datetime.fromisoformat(f"{on}T10:00+08:00")
    said = {"name": f"进展{key}", "task": "T-1", "on": on, "state": state, "effects": "过半", **more}
    office.say(ROADS, "execution-progress", key, said, since=on)


def test_what_happens_to_a_task_is_told_once_and_that_it_is_late_by_the_day_alone(office, at, run_jobs):
    for what, email in (("task=T-1", "a@example.cn"), ("plan=P-1", "b@example.cn"), (KINDS, "c@example.cn")):
        follow(what, at, run_jobs, email)
    assert SavedSearch.objects.filter(query=KINDS).exists()
    assert told("2026-03-03", run_jobs) == []
    report(office, "R-1", "2026-03-03", "正在推进")
    found = told("2026-03-04", run_jobs)
    assert len(found) == 3
    assert all("进展报告（正在推进）：修农村公路\n" in one and "/execution/tasks/T-1/" in one for one in found)
    late = told("2026-03-08", run_jobs)
    assert len(late) == 3
    assert "2026-03-07 逾期未完成：修农村公路" in late[0]
    assert "进展报告" not in late[0]
    report(office, "R-2", "2026-03-08", "已完成", done_on="2026-03-08", evidence=[office.file(ROADS)])
    bridge = {**TASK, "name": "修桥", "due_on": "2026-12-31"}
    office.say(GOVERNMENT, "execution-tasks", "T-2", bridge, since="2026-03-09")
    one, plan, kind = told("2026-03-09", run_jobs)
    assert "进展报告（已完成）" in one
    assert "列入计划" not in one
    assert "列入计划：修桥" in plan
    assert "列入计划：修桥" in kind
    assert told("2026-03-10", run_jobs) == []
    office.at = datetime.fromisoformat("2026-03-10T10:00+08:00")
    office.say(
        GOVERNMENT, "execution-tasks", "T-2", {**bridge, "due_on": "2026-10-31"}, since="2026-03-10", manner="amend"
    )
    plan, kind = told("2026-03-11", run_jobs)
    assert "完成时限由2026年12月31日调整为2026年10月31日：修桥" in plan


@pytest.mark.parametrize("what", ["", "task=X", "plan=X", f"organ={GOVERNMENT}", "kind=reform", "organ=%00&kind=x"])
def test_what_is_not_there_is_not_followed(office, what):
    assert Client().get(f"/execution/follow/?{what}").status_code == 404

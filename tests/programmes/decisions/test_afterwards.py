"""After a decision: carried out, evaluated by someone else, adjusted, suspended, ended; each on the public's page."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from gongkai.engines.casework.models import Case
from gongkai.foundation.errors import NotPermitted, Refusal
from gongkai.foundation.organs.models import Organ

from .conftest import AT, CONSULTED, MEETING, decide, publish, release, start, submit

RISK = {
    "form": "own", "assessor": "东澜评估有限公司", "outcome": "controlled", "text": "风险可控",
    "points": '[{"point": "施工扰民", "measure": "限时", "plan": "协调"}]',
}  # fmt: skip
EVALUATION = {"cause": "many", "evaluator": "东澜大学", "text": "三个月内完成"}
REPORT = {"title": "加装电梯补助办法实施效果评估报告", "text": "已装一百台", "listened": "听取住户意见", "theme": "22"}


@pytest.fixture
def standing(matter: Case, do: Callable[..., Case], foreign: Organ) -> Case:
    """A decision that was published and is carried out; its risk was assessed by an institution before."""
    start(do, matter, foreign)
    do(matter, "assess_risk", "handler", days=2, **RISK)
    decide(do, matter)
    publish(do, matter)
    matter.refresh_from_db()
    return matter


def seen(client: Client, case: Case) -> tuple[dict[str, Any], str]:
    """What the public reads: as JSON and as a page."""
    said = client.get(f"/decisions/{case.uid}/matter.json").json()
    return said, client.get(f"/decisions/{case.uid}/").content.decode()


def test_a_decision_is_evaluated_by_someone_else_and_the_report_is_public(
    standing: Case, do: Callable[..., Case], client: Client
) -> None:
    do(standing, "name_executor", "unit_head", days=20, whom="市住房和城乡建设局", text="每季度报告")
    with pytest.raises(NotPermitted, match="承担过主要论证评估工作"):
        do(standing, "order_evaluation", "unit_head", days=30, **{**EVALUATION, "evaluator": RISK["assessor"]})
    with pytest.raises(Refusal):  # nobody was asked for it
        do(standing, "draft_evaluation", "drafter", days=31, **REPORT)
    do(standing, "order_evaluation", "unit_head", days=30, **EVALUATION)
    do(standing, "draft_evaluation", "drafter", days=60, **REPORT)
    said, page = seen(client, standing)
    assert said["course"][-1]["said"]["承担评估的单位"] == "东澜大学"
    assert ("市住房和城乡建设局" in page, "已装一百台" in page, "评估报告" in page) == (True, False, False)
    record = release(standing, 61)
    said, page = seen(client, standing)
    last = said["course"][-1]
    assert (last["act"], last["name"], record in last["document"]) == ("publish_evaluation", "公布决策后评估报告", True)
    assert {"kind": "决策后评估报告", "title": REPORT["title"]}.items() <= said["documents"][-1].items()
    assert (REPORT["title"] in page, f"/documents/{record}/" in page) == (True, True)
    document = client.get(f"/documents/{record}/").content.decode()
    assert all(words in document for words in ("已装一百台", "听取住户意见", f"/decisions/{standing.uid}/"))
    do(standing, "archive", "unit_head", days=400, text="已全部兑付")
    said, page = seen(client, standing)
    assert (said["state"]["name"], said["state"]["open"], said["next"]) == ("已归档", False, "")
    assert "已全部兑付" in page


def test_a_decision_adjusted_goes_through_its_procedure_again(
    standing: Case, do: Callable[..., Case], client: Client
) -> None:
    do(standing, "adjust", "unit_head", days=100, cause="problem", reason="补助标准偏低")
    said, page = seen(client, standing)
    assert (said["state"]["name"], said["next"]) == ("草案形成中", "consultation")
    assert [one["done_on"] for one in said["steps"]] == [""] * len(said["steps"]), "every step is owed anew"
    assert all(words in page for words in ("调整决策，重新履行程序", "补助标准偏低", "下一步"))
    note = "原决策继续有效，正在履行调整程序"
    assert (said["state"]["note"], note in page) == (note, True)
    assert note in client.get("/decisions/").content.decode()
    assert client.get("/decisions/list.json").json()["matters"][0]["note"] == note
    with pytest.raises(NotPermitted, match="调整"):  # what was consulted before does not count
        do(standing, "note_consultation", "handler", days=101, **CONSULTED)
    again = {"opened_on": "2026-06-11", "until": "2026-07-12"}
    decide(do, standing, days=140, **again)
    record = publish(do, standing, days=158, title="加装电梯补助办法（修订）", text="每台补助提高")
    said, page = seen(client, standing)
    assert (said["state"]["name"], said["next"]) == ("已公布，执行中", "")
    assert [one["title"] for one in said["documents"]] == ["加装电梯补助办法", "加装电梯补助办法（修订）"]
    assert (f"/documents/{record}/" in page, said["state"]["note"]) == (True, "")


def test_while_a_decision_is_adjusted_it_is_evaluated_suspended_and_kept(
    standing: Case, do: Callable[..., Case], client: Client
) -> None:
    do(standing, "order_evaluation", "unit_head", days=90, **EVALUATION)
    do(standing, "adjust", "unit_head", days=100, cause="problem", reason="补助标准偏低")
    do(standing, "draft_evaluation", "drafter", days=101, **REPORT)
    release(standing, 102)
    why = {"cause": "force", "head": "甲", "reason": "汛期停工"}
    with pytest.raises(NotPermitted, match="没有中止执行"):
        do(standing, "resume_meanwhile", "unit_head", days=103, reason="再来")
    do(standing, "suspend_meanwhile", "unit_head", days=103, **why)
    said, _ = seen(client, standing)
    assert (said["state"]["code"], said["state"]["note"][:7]) == ("preparing", "原决策中止执行")
    decide_again = {"opened_on": "2026-06-12", "until": "2026-07-13"}
    do(standing, "resume_meanwhile", "unit_head", days=104, reason="汛期已过")
    submit(do, standing, days=140, **decide_again)
    meeting = {**MEETING, "held_on": (AT + timedelta(days=158)).date().isoformat()}
    with pytest.raises(NotPermitted, match="维持原决策"):
        do(standing, "reject", "unit_head", days=158, **meeting, reason="多数人同意，但资金没有落实")
    do(standing, "keep_unchanged", "unit_head", days=158, **meeting, reason="多数人同意，但资金没有落实")
    said, _ = seen(client, standing)
    assert (said["state"]["name"], said["state"]["note"], said["next"]) == ("已公布，执行中", "", "")
    assert said["course"][-1]["name"] == "调整未通过，维持原决策"


def test_a_decision_is_suspended_resumed_and_ended_in_public(
    standing: Case, do: Callable[..., Case], client: Client
) -> None:
    why = {"cause": "force", "head": "甲", "reason": "汛期停工"}
    do(standing, "suspend", "unit_head", days=50, **why)
    said, page = seen(client, standing)
    assert (said["state"]["name"], "汛期停工" in page, "发生不可抗力等" in page) == ("中止执行", True, True)
    do(standing, "resume", "unit_head", days=60, reason="汛期已过")
    said, page = seen(client, standing)
    assert (said["state"]["name"], "汛期已过" in page) == ("已公布，执行中", True)
    held_on = (AT + timedelta(days=70)).date().isoformat()
    with pytest.raises(Refusal, match="行政首长最后发表意见"):  # ended as it was decided: deliberated
        do(standing, "stop", "unit_head", days=71, **{**MEETING, "held_on": held_on, "head": "乙"})
    ended = {**MEETING, "held_on": held_on, "session": "第9次常务会议", "result": "停止新受理，已受理的继续兑付"}
    do(standing, "stop", "unit_head", days=71, **ended)
    said, page = seen(client, standing)
    assert (said["state"]["name"], said["state"]["open"], said["next"]) == ("终止执行", False, "")
    assert all(words in page for words in ("第9次常务会议", "已受理的继续兑付"))
    assert "钱不够" not in page, "what members said is recorded, not published"
    assert [one["act"] for one in said["course"]][-4:] == ["publish", "suspend", "resume", "stop"]
    with pytest.raises(Refusal):
        do(standing, "resume", "unit_head", days=72, reason="再来")

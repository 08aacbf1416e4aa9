"""Major decisions by program: a matter is taken through its procedure with tokens; anybody reads what is public."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from gongkai.engines.casework.models import Case
from gongkai.foundation.now import frozen
from gongkai.foundation.organs.models import Organ
from gongkai.programmes.decisions import jobs, rules
from tests.programmes.decisions.conftest import NOTICE, release

from .conftest import OFFICE, Program

MATTERS = "/api/v1/decisions"
CONSULTED = {
    "title": "征求意见", "url": "https://x.example/a", "opened_on": "2026-01-20", "until": "2026-02-27",
    "report": "https://x.example/b", "backfilled": "征求意见在提出事项以前开展",
}  # fmt: skip
MEETING = {
    "meeting": "executive", "session": "第1次常务会议", "held_on": "2026-03-02", "head": "甲", "result": "同意",
    "opinions": json.dumps([{"speaker": "乙", "stance": "agree"}, {"speaker": "甲", "stance": "agree"}]),
}  # fmt: skip
PAPER = {"title": "加装电梯补助办法", "text": "每台补助。" * 1200, "explanation": "采纳先试点的意见", "theme": "22"}
Do = Callable[..., Any]


@pytest.fixture
def number(who: SimpleNamespace, organ: Organ) -> str:
    answer = who.drafter.post(f"{OFFICE}/decisions", {"organ": organ.code, "title": "加装电梯补助办法"})
    assert (answer.status_code, answer.json()["state"]) == (201, "proposed")
    return str(answer.json()["case"])


@pytest.fixture
def do(who: SimpleNamespace, number: str) -> Do:
    """Do one act by program; answers the case, or status and sentence of the refusal."""

    def act(role: str, key: str, *, refused: int = 0, **given: str) -> Any:
        seen = Case.objects.get(number=number).events.count()
        answer = getattr(who, role).post(f"{OFFICE}/cases/{number}/acts/{key}", {"given": given, "seen": seen})
        assert answer.status_code == (refused or 200), answer.content.decode()
        return answer.json()["error"]["sentence"] if refused else answer.json()

    return act


def start(do: Do, organ: Organ, **facts: str) -> Any:
    return do("unit_head", "start", **dict.fromkeys(rules.KEYS, "no") | facts, judged="利益不同", organ=organ.code)


def uid() -> str:
    return Case.objects.get().uid


def test_a_matter_is_decided_by_program_and_no_step_is_skipped(
    who: SimpleNamespace, organ: Organ, number: str, do: Do, anybody: Program, at: datetime
) -> None:
    assert "负责人" in do("drafter", "start", refused=403)
    begun = start(do, organ, market="yes", concern="yes")
    assert begun["state"] == "preparing"
    [collate] = [one for one in who.handler.get(f"{OFFICE}/cases/{number}").json()["acts"] if one["act"] == "collate"]
    [rows] = collate["needs"]
    assert (rows["kind"], [one["key"] for one in rows["columns"]]) == ("rows", ["opinion", "taken", "why"])
    assert {"code": "partly", "name": "部分采纳"} in rows["columns"][1]["choices"]
    draft = {"wanted_on": "2026-03-16", "materials": "草案"}
    missing = do("handler", "submit_for_legality", refused=403, **draft)
    assert all(step in missing for step in ("预公开和公开征求意见", "研究采纳社会意见", "公平竞争审查")), missing
    do("handler", "note_consultation", **CONSULTED)
    assert "第1项" in do(
        "handler", "collate", refused=400, opinions='[{"opinion": "先试点", "taken": "x", "why": "好"}]'
    )
    do("handler", "collate", opinions=json.dumps([{"opinion": "先试点", "taken": "adopted", "why": "可行"}]))
    assert "公平竞争审查" in do("handler", "submit_for_legality", refused=403, **draft)
    do("handler", "review_competition", outcome="none", text="适用同一标准")
    do("handler", "submit_for_legality", **draft)
    do("legality_reviewer", "review_legality", outcome="lawful", text="合法")
    do("handler", "submit_for_deliberation", text="材料")
    do("unit_head", "decide", **MEETING)
    do("unit_head", "report_up", reported_on="2026-03-02")
    do("drafter", "draft_decision", **PAPER)
    assert "不能手工登记" in do("unit_head", "publish", refused=403, record="abc")
    [record] = [row["record"] for row in who.secrecy_reviewer.get(f"{OFFICE}/queue").json()]
    for role in ("secrecy_reviewer", "signer"):
        reviewer = getattr(who, role)
        sha256 = reviewer.get(f"{OFFICE}/records/{record}").json()["sha256"]
        assert reviewer.post(f"{OFFICE}/records/{record}/approve", {"sha256": sha256}).status_code == 200
    assert who.publisher.post(f"{OFFICE}/records/{record}/release").status_code == 200
    later = at + timedelta(minutes=1)
    assert jobs.note_papers(at=later) == 1
    with frozen(later):
        said = anybody.get(f"{MATTERS}/{uid()}").json()
    assert (said["number"], said["state"], said["coming"]) == (number, "in_force", "")
    assert [one["key"] for one in said["facts"] if one["holds"]] == ["concern", "market"]
    assert [one["key"] for one in said["steps"] if one["required"] and not one["done"]] == []
    [legality] = [one for one in said["steps"] if one["key"] == "legality"]
    assert "第二十五条第一款" in legality["reasons"][0]["basis"]
    assert [one["act"] for one in said["course"]][-2:] == ["decide", "publish"]
    assert [(one["record"], one["title"]) for one in said["papers"]] == [(record, PAPER["title"])]
    owed = [("decision-publication", "met"), ("decision-executor", "owed"), ("decision-explained", "owed")]
    assert [(one["kind"], one["standing"]) for one in said["duties"]] == owed

    def duties() -> list[str]:
        return [one["kind"] for one in who.handler.get(f"{OFFICE}/duties").json() if one["subject"] == uid()]

    assert duties() == ["decision-executor", "decision-explained"]
    do("unit_head", "name_executor", whom="住房和城乡建设厅", text="按月报告")
    do("unit_head", "explain_publicly", way="press", held_on="2026-03-02", text="介绍补助办法")
    assert duties() == []
    assert "甲" not in json.dumps(said, ensure_ascii=False), "who spoke at the meeting is recorded, not published"


def test_matters_are_listed_by_place_organ_year_and_state(organ: Organ, do: Do, anybody: Program) -> None:
    def found(**narrowed: Any) -> list[str]:
        return [one["id"] for one in anybody.get(MATTERS, **narrowed).json()["items"]]

    assert found() == []
    start(do, organ)
    this = [uid()]
    for narrowed in (
        {},
        {"organ": organ.code},
        {"place": "990000"},
        {"year": 2026},
        {"state": "preparing"},
        {"q": "电梯"},
    ):
        assert found(**narrowed) == this, narrowed
    for narrowed in ({"organ": "000000000"}, {"place": "98"}, {"year": 2025}, {"state": "decided"}, {"q": "公路"}):
        assert found(**narrowed) == [], narrowed
    assert "行政区划代码" in anybody.get(MATTERS, place="9").json()["error"]["sentence"]
    [row] = anybody.get(MATTERS).json()["items"]
    assert (row["state_name"], row["coming"]) == ("草案形成中", "预公开和公开征求意见")
    judged = {"judged": "涉密", "ground": "N14-1"}
    do("signer", "judge_again", **dict.fromkeys(rules.KEYS, "no") | {"secret": "yes"}, **judged)
    assert found() == []
    assert anybody.get(f"{MATTERS}/{this[0]}").status_code == 404


def test_anybody_enrols_for_a_hearing_and_asks_whether_they_were_chosen(
    who: SimpleNamespace, organ: Organ, do: Do, anybody: Program, at: datetime
) -> None:
    start(do, organ, hearing="yes")
    do("handler", "announce_hearing", **NOTICE)
    [paper] = Case.objects.get().decision_papers.all()
    enrolments = f"/api/v1/hearings/{paper.hearing.uid}/enrolments"
    said = {"stake": "affected", "name": "周问渠", "contact": "13800138000", "agreed": True}
    assert anybody.post(enrolments, said).status_code == 404, "the notice is not out"
    release(paper.case, 0)
    with frozen(at + timedelta(hours=3)):
        refused = anybody.post(enrolments, {**said, "agreed": False})
        assert (refused.status_code, refused.json()["error"]["field"]) == (400, "agreed")
        receipt = anybody.post(enrolments, said).json()
        [hearing] = anybody.get(f"{MATTERS}/{uid()}").json()["hearings"]
        assert (hearing["open"], hearing["participants"]) == (True, [])
        found = anybody.post(f"{enrolments}/status", {"number": "1", "code": receipt["code"]}).json()
        assert (found["number"], found["chosen"], found["venue"]) == (receipt["number"], None, "会议室")
        assert anybody.post(f"{enrolments}/status", {"number": "1", "code": "x"}).status_code == 404

"""A matter before one organ, undertaken by another; acts by whoever holds the post."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.engines.publishing import operations as publishing
from gongkai.engines.publishing.models import Edition
from gongkai.engines.registers import operations as registers
from gongkai.engines.registers.queries import Wanted
from gongkai.foundation.now import CHINA
from gongkai.foundation.organs.models import Organ
from gongkai.programmes.decisions import jobs, rules
from gongkai.programmes.decisions import operations as ops
from tests.engines.casework.conftest import an_actor, foreign, organ

__all__ = ["foreign", "organ"]

AT = datetime(2026, 3, 2, 9, tzinfo=CHINA)
NOTICE = {
    "title": "加装电梯听证会", "held_on": "2026-05-20", "time": "上午九时", "place": "会议室", "about": "补偿标准",
    "seats": "2", "enrol_until": "2026-05-06", "method": "当众抽签",
    "materials": "https://x.example/caoan",
}  # fmt: skip
MEETING = {
    "meeting": "executive", "session": "第1次常务会议", "held_on": "2026-03-20", "head": "甲", "result": "同意",
    "opinions": json.dumps(
        [{"speaker": "乙", "stance": "disagree", "words": "钱不够"}, {"speaker": "丙", "stance": "agree"},
         {"speaker": "甲", "stance": "agree"}],
        ensure_ascii=False,
    ),
}  # fmt: skip


@pytest.fixture
def do(organ: Organ, foreign: Organ) -> Callable[..., Case]:
    """Do one act, by whoever holds the post; so many days after the beginning."""

    def run(case: Case, act: str, who: str, days: int = 0, **given: str) -> Case:
        by = an_actor(foreign if who.startswith("handler") else organ, who)
        seen = case.events.count()
        return casework.do(
            case=case.uid, act=act, given=given, seen=seen, by=by, at=AT + timedelta(days=days, minutes=seen)
        )

    return run


@pytest.fixture
def matter(organ: Organ) -> Case:
    return ops.propose_matter(organ=organ, title="加装电梯补助办法", by=an_actor(organ, "drafter"), at=AT)


def start(do: Callable[..., Case], case: Case, organ: Organ, **facts: str) -> None:
    facts = {**dict.fromkeys(rules.KEYS, "no"), **facts, "ground": "N14-1" if facts.get("secret") == "yes" else ""}
    do(case, "start", "unit_head", **facts, judged="利益不同", organ=organ.code)


def release(case: Case, days: int) -> str:
    record, at = case.decision_papers.order_by("-pk")[0].record, AT + timedelta(days=days, hours=2)
    edition = Edition.objects.select_related("organ").get(record__uid=record)
    for role in ("secrecy_reviewer", "signer"):
        publishing.approve(record=record, sha256=edition.sha256, by=an_actor(edition.organ, role), at=at)
    publishing.release(record=record, by=an_actor(edition.organ, "publisher"), at=at)
    assert (jobs.note_papers(at=at), jobs.note_papers(at=at)) == (1, 0)
    return record


CONSULTED = {
    "title": "征求意见", "url": "https://x.example/a", "opened_on": "2026-02-01", "until": "2026-03-04",
    "report": "https://x.example/b", "backfilled": "征求意见在提出事项以前开展",
}  # fmt: skip
PAPER = {"title": "加装电梯补助办法", "text": "每台补助", "explanation": "采纳先试点的意见", "theme": "22"}


def submit(do: Callable[..., Case], case: Case, *, days: int = 0, **consulted: str) -> None:
    """From the consultation to the meeting, in as many acts as a plain matter owes."""
    do(case, "note_consultation", "handler", days=days + 3, **{**CONSULTED, **consulted})
    rows = json.dumps([{"opinion": "先试点", "taken": "adopted", "why": "可行"}], ensure_ascii=False)
    do(case, "collate", "handler", days=days + 4, opinions=rows)
    wanted_on = (AT + timedelta(days=days + 15)).date().isoformat()
    do(case, "submit_for_legality", "handler", days=days + 4, wanted_on=wanted_on, materials="草案")
    do(case, "review_legality", "legality_reviewer", days=days + 10, outcome="lawful", text="合法")
    do(case, "submit_for_deliberation", "handler", days=days + 11, text="材料")


def decide(do: Callable[..., Case], case: Case, *, days: int = 0, **consulted: str) -> None:
    """From the consultation to the decision."""
    submit(do, case, days=days, **consulted)
    held_on = (AT + timedelta(days=days + 18)).date().isoformat()
    do(case, "decide", "unit_head", days=days + 18, **{**MEETING, "held_on": held_on})


def publish(do: Callable[..., Case], case: Case, *, days: int = 18, **paper: str) -> str:
    """Reported, drafted, reviewed, released and noted."""
    do(case, "report_up", "unit_head", days=days, reported_on=(AT + timedelta(days=days)).date().isoformat())
    do(case, "draft_decision", "drafter", days=days, **{**PAPER, **paper})
    return release(case, days + 1)


def entered(register: str, organ: Organ, key: str, **said: str) -> None:
    """One entry of the catalogue or of the pool of experts, as it is adopted."""
    made = registers.propose(
        register=register, organ=organ, since=AT.date(), reason="公开", basis="通知",
        wanted=[Wanted("add", key, {"code": key, "organ": organ.code, **said})], by=an_actor(organ, "drafter"), at=AT,
    )  # fmt: skip
    registers.approve(adjustment=made.uid, sha256=made.sha256, by=an_actor(organ, "unit_head"), at=AT)
    registers.adopt(adjustment=made.uid, sha256=made.sha256, by=an_actor(organ, "signer"), at=AT)

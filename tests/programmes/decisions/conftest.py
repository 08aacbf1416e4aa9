"""A matter before one organ, undertaken by another; acts by whoever holds the post."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.engines.publishing import operations as publishing
from gongkai.engines.publishing.models import Edition
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
    do(case, "start", "unit_head", **{**dict.fromkeys(rules.KEYS, "no"), **facts}, judged="利益不同", organ=organ.code)


def release(case: Case, days: int) -> str:
    record, at = case.decision_papers.order_by("-pk")[0].record, AT + timedelta(days=days, hours=2)
    edition = Edition.objects.select_related("organ").get(record__uid=record)
    for role in ("secrecy_reviewer", "signer"):
        publishing.approve(record=record, sha256=edition.sha256, by=an_actor(edition.organ, role), at=at)
    publishing.release(record=record, by=an_actor(edition.organ, "publisher"), at=at)
    assert (jobs.note_papers(at=at), jobs.note_papers(at=at)) == (1, 0)
    return record

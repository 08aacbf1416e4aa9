"""Situations done in the office: the real acts, as people do them, from the application to its end.

Everything a clerk meets is asked: the table, the posts, what must be filled in, the conditions, the clock, the letters.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import acts_for, clock_of, done_in
from gongkai.engines.casework.rules import CaseAct, Need, write_rows
from gongkai.engines.publishing.models import Edition
from gongkai.foundation.errors import Invalid, NotPermitted
from gongkai.foundation.now import CHINA
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import ROLES, Actor, PostFact
from gongkai.foundation.places.models import Place
from gongkai.law import codes
from gongkai.programmes.requests import choices, lettering, queries
from gongkai.programmes.requests import operations as ops
from gongkai.programmes.requests.models import AnswerPublication, Application
from gongkai.programmes.requests.programme import REQUESTS
from tests.engines.casework.conftest import an_organ

from .from_words import PLAN, ZHANG, applicant, coded, wanted

ACTS = {act.name: act for act in REQUESTS.acts}
STEP = {"办", "依次", "日", "填", "谁", "人", "登记日", "拒绝"}


class Office:
    """One organ and whoever holds a post in it."""

    def __init__(self) -> None:
        place = Place.objects.create(code="99", name="东澜省", level=1, since=date(2008, 1, 1))
        self.organ: Organ = an_organ("000014349", "东澜省民政厅", place)

    def somebody(self, role: str, name: str = "") -> Actor:
        """Whoever holds the post; a name makes two posts one person."""
        post = PostFact(self.organ.code, role, "办公室", self.organ.place.code)
        return Actor(name or role, name or ROLES[role], (post,), second_factor=True)

    def everybody(self) -> Iterator[Actor]:
        """One person a post."""
        return (self.somebody(role) for role in ROLES)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=CHINA)


def _text(need: Need, said: Any) -> str:
    """As a form sends it: a code for the name of a choice, a day as it is written, rows by their columns' names."""
    if isinstance(said, date):
        return said.isoformat()
    if isinstance(said, list):
        return write_rows(
            {one.key: _text(one, row[one.name]) for one in need.columns if one.name in row} for row in said
        )
    return coded(dict(need.choices()), str(said))


def _given(act: CaseAct, step: Mapping[str, Any]) -> dict[str, str]:
    """What was filled in, by the names on the form; what a form says in brackets may be left out."""
    names = {need.name.split("（")[0]: need for need in act.needs}
    filled = {names[name].key: _text(names[name], said) for name, said in step.get("填", {}).items()}
    return {"on": step["日"].isoformat(), **filled}


def _do(office: Office, case: Case, step: Mapping[str, Any]) -> None:
    assert set(step) <= STEP, step
    act = ACTS[step["办"]]
    role = next((key for key, name in ROLES.items() if name == step.get("谁")), act.role)
    casework.do(
        case=case.uid,
        act=act.key,
        given=_given(act, step),
        seen=case.events.count(),
        by=office.somebody(role, step.get("人", "")),
        at=_morning(step.get("登记日", step["日"])),
    )


def _step(office: Office, case: Case, step: Mapping[str, Any]) -> None:
    """Do it; or see it refused in the words the scenario expects, and nothing done."""
    if "拒绝" not in step:
        _do(office, case, step)
        return
    before = case.events.count()
    with pytest.raises((NotPermitted, Invalid)) as refused:
        _do(office, case, step)
    assert step["拒绝"] in refused.value.sentence
    assert case.events.count() == before


def a_whole_case(said: dict[str, Any], _: Any) -> None:
    """办理：the acts of a case in their order; then what stands."""
    office = Office()
    steps = said["办理"]
    clerk, morning = office.somebody("foi_clerk"), _morning(steps[0]["日"])
    case = casework.enter(procedure="requests", organ=office.organ, title=PLAN.title, by=clerk, at=morning)
    for step in steps:
        for name in step.get("依次", (step.get("办"),)):
            _step(office, case, {**step, "办": name})
    _stands(office, Case.objects.select_related("organ__place").get(pk=case.pk), said)


def _stands(office: Office, case: Case, said: dict[str, Any]) -> None:
    """What is written down holds of the case; what is not is not asked."""
    day = said.get("截至", said.get("办理", [{}])[-1].get("日"))
    kind = codes.reply_kinds.get(case.result)
    answers: Mapping[str, Callable[[], Any]] = {
        "状态": lambda: REQUESTS.state(case.state).name,
        "收到日": lambda: case.first_received_on,
        "届满日": lambda: case.due_on,
        "暂定": lambda: case.provisional,
        "结果": lambda: case.result,
        "表三": lambda: kind and kind.rows["AR-2021"],
        "按期": lambda: _clock(case, day).on_time,
        "逾期": lambda: _clock(case, day).overdue_by.days,
        "可办": lambda: _open(office, case, day),
        "转为公开": lambda: _published(case),
    }
    asked = {key: ask() for key, ask in answers.items() if key in said}
    assert asked == {key: said[key] for key in asked}
    _written(case, said.get("文书", {}))


def _clock(case: Case, day: date) -> Any:
    return clock_of(case, on=day)


def _open(office: Office, case: Case, day: date) -> list[str]:
    """Every act somebody of the organ may do now, in the order of the table."""
    done = done_in(case)
    offers = [offer for one in office.everybody() for offer in acts_for(one, case, on=day, done=done)]
    allowed = {offer.act.key for offer in offers if offer.allowed}
    return [act.name for act in REQUESTS.acts if act.key in allowed]


def _published(case: Case) -> str:
    """The title of the record the answer became, in review and not yet public; empty where it became none."""
    made = AnswerPublication.objects.filter(case=case).first()
    edition = Edition.objects.get(record__uid=made.record) if made else None
    assert edition is None or edition.released_at is None
    return edition.title if edition else ""


def _written(case: Case, expected: dict[str, list[str]]) -> None:
    """文书：the newest letter of each title says what the scenario names."""
    letters = {held.letter.sheet["title"]: held.letter.sheet for held in lettering.letters_in(case)}
    for title, words in expected.items():
        sheet = letters[title]
        text = "".join((sheet["addressee"], *sheet["paragraphs"]))
        missing = [one for one in words if one not in text]
        assert not missing, (missing, text)


def an_arrival(said: dict[str, Any], _: Any) -> None:
    """来件：how an application came, on which day it counts as received, and until when it is to be answered."""
    office, came = Office(), said["来件"]
    channel = coded(choices.CHANNELS, came["渠道"])
    clerk, confirmed = office.somebody("foi_clerk"), came.get("双方确认")
    today = _morning(said.get("截至", confirmed or came["到达"]))
    who, what = applicant(came.get("申请人", {})), wanted(came.get("内容", {}))
    if channel == choices.ONLINE:
        receipt = ops.apply(organ=office.organ, applicant=who, wanted=what, at=_morning(came["到达"]))
        if confirmed:
            step = {"办": "双方确认收到申请", "日": confirmed, "登记日": today.date()}
            _step(office, receipt.case, step)
    else:
        receipt = ops.enter_application(
            organ=office.organ,
            channel=channel,
            applicant=who,
            wanted=what,
            came=came["到达"],
            confirmed=confirmed,
            oral=came.get("口头", False),
            by=clerk,
            at=today,
        )
    case = Case.objects.select_related("organ__place").get(pk=receipt.case.pk)
    if "代为填写" in said:
        assert Application.objects.get(case=case).oral is said["代为填写"]
    _stands(office, case, said)


def many_ask(said: dict[str, Any], _: Any) -> None:
    """多人：several applicants ask one organ; how many ask for the very same, and what one of them asked this month."""
    office = Office()
    for number, one in enumerate(said["多人"], start=1):
        who = replace(ZHANG, name=one["申请人"], proof_kind="passport", proof_number=f"E{one['申请人']}")
        at = _morning(one["日"])
        what = wanted(one.get("内容", {}))
        receipt = ops.enter_application(
            organ=office.organ,
            channel="counter",
            applicant=who,
            wanted=what,
            came=one["日"],
            by=office.somebody("foi_clerk"),
            at=at,
        )
        assert receipt.number.endswith(f"-{number:05d}")
    last = Application.objects.select_related("case__organ").get(case=receipt.case)
    answers: Mapping[str, Callable[[], int]] = {
        "申请相同信息的人数": lambda: queries.others_asking_alike(last),
        "本月已收": lambda: queries.asked_in_month(last, last.arrived_on),
    }
    asked = {key: answers[key]() for key in answers if key in said}
    assert asked
    assert asked == {key: said[key] for key in asked}


STANDS = {"截至", "状态", "收到日", "届满日", "暂定", "结果", "表三", "按期", "逾期", "可办", "转为公开", "文书"}
RUNS: Mapping[str, tuple[Callable[[dict[str, Any], Any], None], set[str]]] = {
    "办理": (a_whole_case, {"办理", *STANDS}),
    "来件": (an_arrival, {"来件", "代为填写", *STANDS}),
    "多人": (many_ask, {"多人", "申请相同信息的人数", "本月已收"}),
}

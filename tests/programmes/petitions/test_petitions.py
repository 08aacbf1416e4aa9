"""Petitions: who may do what, what follows a message to the hotline and the other way, and who it is from."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from gongkai.engines.casework import jobs, permission
from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case, CaseEvent
from gongkai.engines.casework.queue import queue
from gongkai.engines.casework.rules import Done
from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.letters.models import Letter
from gongkai.foundation.notices.models import Notice
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import ROLES, SYSTEM, Actor, PostFact
from gongkai.foundation.people.models import Person as Member
from gongkai.foundation.people.models import Post
from gongkai.foundation.places.models import Place
from gongkai.programmes.hotline import operations as hotline
from gongkai.programmes.hotline.contents import Person, Told
from gongkai.programmes.hotline.models import Message
from gongkai.programmes.petitions import operations as ops
from gongkai.programmes.petitions import queries, telling
from gongkai.programmes.petitions.contents import Matter, Petitioner
from gongkai.programmes.petitions.models import Petition
from gongkai.programmes.petitions.permission import proven
from gongkai.programmes.petitions.programme import PETITIONS
from tests.engines.casework.conftest import an_actor, foreign, organ

__all__ = ["foreign", "organ"]

TABLE: dict[str, dict[str, str]] = yaml.safe_load(Path(__file__).with_name("permitted.yaml").read_text("utf-8"))
DAY = date(2026, 3, 2)
WANG = Petitioner("王小明", "澜州市示范路1号", "13900000000")
APPEAL = Matter("appeal", "01-01", "要求补发安置补助")
# Assigned to the handler, with a draft, a 督办 and a hearing begun or not.
ASSIGNED = (Done(1, "forward", DAY, "x", {"organ": "002489401"}),)
BEGUN = (
    *ASSIGNED,
    Done(2, "propose_opinion", DAY, "x"),
    Done(3, "supervise", DAY, "x"),
    Done(4, "hold_hearing", DAY, "x", {"whom": "补偿"}),
)


def permitted(role: str, state: str, organ: str) -> set[str]:
    case = Case(procedure="petitions", organ=Organ(code="000014349", place=Place(code="99")), state=state)
    person = Actor(role, ROLES[role], (PostFact(organ, role, "办公室", "99"),), second_factor=True)
    acts = PETITIONS.open_acts(state)
    histories = ((),) if state in {"received", "registered"} else ((), ASSIGNED, BEGUN)
    return {act.key for done in histories for act in acts if permission.may(person, act.key, case, done=done)}


def test_a_role_may_do_exactly_what_the_table_says() -> None:
    assert list(TABLE) == [state.key for state in PETITIONS.states]
    for state, roles in TABLE.items():
        for role in ROLES:
            own = "002489401" if role in PETITIONS.handled_by else "000014349"
            assert permitted(role, state, own) == set(roles.get(role, "").split()), (state, role)
            assert permitted(role, state, "014416330") == set(), "the same post elsewhere"


@pytest.fixture
def act(at: datetime) -> Callable[..., Case]:
    def run(case: Case, key: str, by: Actor, **given: str) -> Case:
        seen = case.events.count()
        moment = at + timedelta(minutes=seen)
        said = {"on": at.date().isoformat(), **given}
        return casework.do(case=case.uid, act=key, given=said, seen=seen, by=by, at=moment)

    return run


def test_who_petitions_is_sealed_told_to_the_handler_of_an_appeal_alone_and_every_look_is_journalled(
    organ: Organ, foreign: Organ, at: datetime, act: Callable[..., Case]
) -> None:
    clerk, handler, head = (
        an_actor(organ, "hotline_clerk"),
        *(an_actor(foreign, r) for r in ("handler", "handler_head")),
    )
    with pytest.raises(Invalid, match=r"类别.*领域.*姓名.*住址.*联系方式"):
        ops.lodge_petition(organ=organ, told=Matter("", "", "事"), petitioner=Petitioner(), at=at)
    with pytest.raises(NotPermitted):
        ops.lodge_petition(organ=organ, told=APPEAL, petitioner=WANG, by=handler, at=at)
    lodged = ops.lodge_petition(organ=organ, told=APPEAL, petitioner=WANG, at=at)
    case = lodged.case
    assert (case.title, Case.objects.get().state) == ("申诉求决：" + case.title.split("：")[1], "registered")
    with pytest.raises(NotFound):
        ops.reveal_petitioner(case=case.uid, by=handler, at=at)
    act(case, "forward", clerk, organ=foreign.code)
    assert ops.reveal_petitioner(case=case.uid, by=handler, at=at) == (WANG, APPEAL.text)
    assert Entry.objects.filter(act="petitions.revealed", by=handler.uid).count() == 1
    act(case, "accept", handler)
    act(case, "propose_opinion", handler, outcome="supported", text="补发")
    act(case, "answer", head)
    act(case, "deliver", clerk)
    with pytest.raises(Conflict):
        ops.withdraw_petition(number=case.number, code=lodged.code, at=at)
    ops.rate_petition(number=case.number, code=lodged.code, satisfied="yes", at=at + timedelta(hours=1))
    with pytest.raises(NotFound):
        proven(number=case.number, code="x")
    found = queries.followed(proven(number=case.number, code=lodged.code.upper()), at=at)
    (answer,) = found.answers
    assert (answer.organ, answer.text, answer.next) == ("西岭省民政厅", "补发", "请求复查")
    assert answer.until == at.date() + timedelta(days=30)
    assert proven(number=f" {case.number.upper().replace('-', '－')} ", code=f"“{lodged.code}”").case == case, (
        "as typed"
    )
    auditor = an_actor(organ, "auditor")
    both = Actor(auditor.uid, "甲", (*auditor.posts, *an_actor(organ, "handler").posts), second_factor=True)
    with pytest.raises(NotPermitted, match="现在承办的机关"):
        ops.reveal_petitioner(case=case.uid, by=both, at=at)
    kept = [*Case.objects.values(), *CaseEvent.objects.values(), *Petition.objects.values(), *Entry.objects.values()]
    assert not [said for said in ("王小明", WANG.contact, lodged.code) if said in str(kept)]
    assert not list(jobs.inconsistencies(at=at))
    assert ops.reseal_petitions(by=SYSTEM, at=at) is not None


def test_whose_answer_is_reviewed_reads_on_and_does_nothing_more(
    organ: Organ, foreign: Organ, at: datetime, act: Callable[..., Case]
) -> None:
    clerk, (handler, head) = an_actor(organ, "hotline_clerk"), (an_actor(organ, r) for r in ("handler", "handler_head"))
    lodged = ops.lodge_petition(organ=organ, told=APPEAL, petitioner=WANG, at=at)
    case = lodged.case
    government = Organ.objects.create(uid="gov1", code="GOV000001", place=organ.place, kind="government")
    act(case, "forward", clerk, organ=organ.code)
    act(case, "accept", handler)
    act(case, "propose_opinion", handler, outcome="rejected", text="不予支持")
    act(case, "answer", head)
    act(case, "deliver", clerk)
    with pytest.raises(Invalid, match="上一级机关"):
        act(case, "ask_review", clerk, organ=foreign.code, reason="不服")
    with pytest.raises(NotPermitted, match="凭编号和查询码"):
        act(case, "request_review", clerk, reason="不服")
    ops.request_review(number=case.number, code=lodged.code, text="不服", at=at + timedelta(minutes=9))
    with pytest.raises(NotPermitted, match="期限自这一天起算"):
        _tomorrow(case, clerk, at, organ=government.code)
    act(case, "ask_review", clerk, organ=government.code, reason="不服")
    assert queries.petition_of(handler, case.uid).case.state == "reviewing"
    with pytest.raises(NotPermitted, match="现在承办的机关"):
        ops.reveal_petitioner(case=case.uid, by=handler, at=at)
    with pytest.raises(NotPermitted):
        act(case, "propose_opinion", handler, outcome="upheld", text="维持")
    assert ops.reveal_petitioner(case=case.uid, by=an_actor(government, "handler"), at=at)[0] == WANG
    assert not list(jobs.inconsistencies(at=at))


def _tomorrow(case: Case, clerk: Actor, at: datetime, *, organ: str) -> None:
    """What was asked online is handed on a day late, as though asked then."""
    moment = at + timedelta(days=1)
    given = {"on": moment.date().isoformat(), "organ": organ, "reason": "不服"}
    casework.do(case=case.uid, act="ask_review", given=given, seen=case.events.count(), by=clerk, at=moment)


def test_what_is_kept_confidential_is_not_told_in_the_reasons_for_a_review(
    organ: Organ, foreign: Organ, at: datetime, act: Callable[..., Case]
) -> None:
    clerk, handler, head = (
        an_actor(organ, "hotline_clerk"),
        *(an_actor(foreign, r) for r in ("handler", "handler_head")),
    )
    told = Matter("appeal", "01-01", "要求补发安置补助", confidential=True)
    lodged = ops.lodge_petition(organ=organ, told=told, petitioner=WANG, at=at)
    case = lodged.case
    ops.hand_petition(case=case.uid, text="反映安置补助", by=clerk, at=at)
    act(case, "forward", clerk, organ=foreign.code)
    act(case, "accept", handler)
    act(case, "propose_opinion", handler, outcome="rejected", text="不予支持")
    act(case, "answer", head)
    later = at + timedelta(hours=1)
    with pytest.raises(Invalid, match="身份保密"):
        ops.request_review(number=case.number, code=lodged.code, text="王先生不服", at=later)
    assert ops.request_review(number=case.number, code=lodged.code, text="丈量不实", at=later).state == "review_asked"
    kept = list(Letter.objects.values_list("kind", "organ__code", "number", "sheet"))
    assert [row[:2] for row in kept] == [("petition_taken", foreign.code), ("petition_answer", foreign.code)]
    assert [row[2][-8:] for row in kept] == ["〔2026〕1号", "〔2026〕1号"]
    assert "王小明" not in str(kept)


def test_what_an_accuser_says_is_sealed_and_a_case_without_a_limit_is_late_for_nobody(
    organ: Organ, foreign: Organ, at: datetime, act: Callable[..., Case]
) -> None:
    clerk, handler = an_actor(organ, "hotline_clerk"), an_actor(foreign, "handler")
    case = ops.lodge_petition(
        organ=organ, told=Matter("accusation", "01-01", "甲侵占公款"), petitioner=WANG, at=at
    ).case
    assert Petition.objects.get().text == ""
    ops.hand_petition(case=case.uid, text="反映经费使用", by=clerk, at=at)
    act(case, "forward", clerk, organ=foreign.code)
    with pytest.raises(NotPermitted):
        ops.hand_petition(case=case.uid, text="反映经费使用", by=handler, at=at)
    act(case, "receive", handler)
    year = at.date() + timedelta(days=365)
    assert [row.standing for row in queue(clerk, on=year).rows] == ["unlimited"]
    assert queries.petition_of(handler, case.uid).told == "反映经费使用"


def test_a_message_becomes_a_petition_and_a_petition_a_message_and_nothing_is_typed_twice(
    organ: Organ, at: datetime, act: Callable[..., Case]
) -> None:
    clerk = an_actor(organ, "hotline_clerk")
    hotline.set_profile(organ=organ, profile="zhoushan", by=an_actor(organ, "hotline_officer"), at=at)
    told = Told("complaint", "01-01-01", "要求落实安置政策")
    anonymous = hotline.lodge(organ=organ, told=told, at=at).case
    with pytest.raises(Invalid, match="匿名"):
        ops.turn_into_petition(message=anonymous.uid, sort="appeal", by=clerk, at=at)
    lodged = hotline.lodge(organ=organ, told=told, person=Person("王小明", "139"), at=at)
    case = ops.turn_into_petition(message=lodged.case.uid, sort="appeal", by=clerk, at=at)
    lodged.case.refresh_from_db()
    assert (lodged.case.state, lodged.case.result) == ("refused", "petition")
    assert proven(number=case.number, code=lodged.code).message == lodged.case.number
    assert ops.reveal_petitioner(case=case.uid, by=clerk, at=at)[1] == told.text
    with pytest.raises(NotPermitted):
        ops.turn_into_petition(message=lodged.case.uid, sort="appeal", by=clerk, at=at)
    assert Petition.objects.count() == 1, "refused, it leaves nothing behind"
    accepted = hotline.lodge(organ=organ, told=told, person=Person("王小明", "139"), at=at)
    act(accepted.case, "accept", clerk)
    with pytest.raises(NotPermitted, match="信访事项"):
        act(accepted.case, "turn", clerk, reason="信访")
    later = ops.turn_into_petition(message=accepted.case.uid, sort="appeal", by=clerk, at=at + timedelta(hours=1))
    accepted.case.refresh_from_db()
    assert (accepted.case.state, accepted.case.result, accepted.case.open) == ("turned", "petition", False)
    assert proven(number=later.number, code=accepted.code).message == accepted.case.number
    act(case, "turn", clerk, kind="help")
    turned = Petition.objects.get(case=case)
    back = Message.objects.get(case__number=turned.message)
    assert (back.kind, back.text, back.code_hash) == ("help", told.text, turned.code_hash)
    assert {"petitions.turned_in", "petitions.turned_out"} <= set(Entry.objects.values_list("act", flat=True))


def test_who_handles_a_petition_is_told_of_it_by_its_number(
    organ: Organ, foreign: Organ, at: datetime, act: Callable[..., Case]
) -> None:
    clerk = an_actor(organ, "hotline_clerk")
    for where, role in ((organ, "hotline_clerk"), (foreign, "handler"), (foreign, "handler_head")):
        member = Member.objects.create(username=f"{role}-{where.code}", uid=f"m{role[-4:]}{where.code[-3:]}", name="甲")
        Post.objects.create(person=member, organ=where, role=role, unit="办公室", since=date(2020, 1, 1))
    case = ops.lodge_petition(organ=organ, told=APPEAL, petitioner=WANG, at=at).case
    act(case, "forward", clerk, organ=foreign.code)
    telling.tell(case=case.uid, number=1, at=at)
    telling.tell(case=case.uid, number=2, at=at)
    assert sorted(Notice.objects.values_list("to_uid", "subject")) == [
        ("mdler401", "转来一件信访事项"),
        ("mlerk349", "收到一件新的信访事项"),
    ]

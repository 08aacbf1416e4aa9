"""Matters of major decisions: what the public reads of them, hearings, what is kept of people, and the archive."""

import io
import json
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import done_in
from gongkai.engines.publishing import operations as publishing
from gongkai.engines.publishing.models import Edition, State
from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted, Refusal
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import SYSTEM
from gongkai.programmes.decisions import duties, hearings, jobs, package, ports, queries, rules
from gongkai.programmes.decisions import operations as ops
from gongkai.programmes.decisions.models import DecisionMatter, HearingEnrolment
from gongkai.programmes.decisions.register import CATALOGUE

from .conftest import AT, CONSULTED, MEETING, NOTICE, an_actor, entered, release, start


def test_a_hearing_is_enrolled_for_sealed_and_its_chosen_are_public(
    matter: Case, do: Callable[..., Case], organ: Organ, foreign: Organ, client: Client, django_assert_num_queries: Any
) -> None:
    start(do, matter, foreign, hearing="yes")
    do(matter, "announce_hearing", "handler", days=40, **NOTICE)
    (hearing,) = matter.hearings.all()
    who = {"stake": "affected", "name": "周问渠", "contact": "13800138000", "words": "住六楼"}
    at = AT + timedelta(days=45)
    with pytest.raises(NotFound):  # the notice is not out
        ops.enrol_for_hearing(hearing=hearing.uid, **who, agreed=True, at=at)
    assert client.get(f"/decisions/hearings/{hearing.uid}/enrol/").status_code == 404
    release(matter, 41)
    with pytest.raises(Invalid, match=r"哪一方面.*姓名.*联系电话.*确认同意"):
        ops.enrol_for_hearing(hearing=hearing.uid, stake="x", name=" ", contact="", agreed=False, at=at)
    receipt = ops.enrol_for_hearing(hearing=hearing.uid, **who, agreed=True, at=at)
    other = ops.enrol_for_hearing(hearing=hearing.uid, **{**who, "name": "吴一楼"}, agreed=True, at=at)
    hearing.refresh_from_db()
    assert hearings.proven(hearing, number="1", code=receipt.code) == receipt.enrolment
    for number, code in (("2", receipt.code), ("x", receipt.code), ("9", other.code)):
        with pytest.raises(NotFound, match="没有查到"):
            hearings.proven(hearing, number=number, code=code)
    do(matter, "choose_participants", "handler", days=66, chosen="1", text="当众抽签")
    with pytest.raises(Invalid, match="截止"):
        ops.enrol_for_hearing(hearing=hearing.uid, **who, agreed=True, at=AT + timedelta(days=67))
    with django_assert_num_queries(7):
        found = queries.public_matter(matter.uid, AT + timedelta(days=67))
    assert found is not None
    (shown,) = found.hearings
    assert shown.chosen == (("周问渠", "受影响的群众"),)
    page = client.get(f"/decisions/{matter.uid}/").content.decode()
    assert ("周问渠" in page, "13800138000" in page, "吴一楼" in page, "住六楼" in page) == (True, False, False, False)
    assert "周问渠" not in str(list(Entry.objects.values()))
    assert "周问渠" not in str(list(HearingEnrolment.objects.values("sealed", "code_hash")))
    do(matter, "call_off_hearing", "handler", days=67, reason="暴雨")
    page = client.post(f"/decisions/hearings/{hearing.uid}/follow/", {"number": "1", "code": receipt.code})
    assert ("已经取消" in page.content.decode(), "请按时参加" in page.content.decode()) == (True, False)
    page = client.get(f"/decisions/hearings/{hearing.uid}/enrol/")
    assert ("已经取消" in page.content.decode(), "可以旁听" in page.content.decode()) == (True, False)
    with pytest.raises(NotPermitted):
        ops.erase_enrolments(held_before=AT, by=an_actor(organ, "administrator"), at=AT)
    assert jobs.erase_enrolments(at=AT + timedelta(days=900)) == 2
    assert jobs.erase_enrolments(at=AT + timedelta(days=900)) == 0
    assert list(HearingEnrolment.objects.values_list("sealed", "public_name")) == [("", "周问渠"), ("", "")]


def test_the_notice_of_a_hearing_called_off_is_never_released(
    matter: Case, do: Callable[..., Case], organ: Organ, foreign: Organ, client: Client
) -> None:
    start(do, matter, foreign, hearing="yes")
    do(matter, "announce_hearing", "handler", days=40, **NOTICE)
    (first,) = matter.hearings.all()
    do(matter, "call_off_hearing", "handler", days=40, reason="改期")
    assert Edition.objects.get(record__uid=first.paper.record).state == State.DISCARDED
    do(matter, "announce_hearing", "handler", days=40, **NOTICE)
    record, at = matter.hearings.latest("pk").paper.record, AT + timedelta(days=40, hours=2)
    edition = Edition.objects.get(record__uid=record)
    for role in ("secrecy_reviewer", "signer"):
        publishing.approve(record=record, sha256=edition.sha256, by=an_actor(foreign, role), at=at)
    do(matter, "call_off_hearing", "handler", days=40, reason="停车场地未定")
    with pytest.raises(NotPermitted, match="这场听证会已经取消"):
        publishing.release(record=record, by=an_actor(foreign, "publisher"), at=at)
    page = client.get(f"/decisions/{matter.uid}/").content.decode()
    assert ("取消听证会" in page, "停车场地未定" in page) == (False, False), "nobody was told of it"


def test_of_a_matter_the_law_keeps_undisclosed_nothing_is_public(
    matter: Case, do: Callable[..., Case], foreign: Organ, client: Client
) -> None:
    assert "加装电梯" not in client.get("/decisions/").content.decode()
    start(do, matter, foreign)
    assert "加装电梯" in client.get("/decisions/").content.decode()
    facts = {**dict.fromkeys(rules.KEYS, "no"), "secret": "yes", "judged": "涉及国家秘密"}
    with pytest.raises(NotPermitted, match="请选择法定情形"):
        do(matter, "judge_again", "signer", **facts)
    with pytest.raises(NotPermitted, match="不能由作出上一次认定的人自己改变"):
        do(matter, "judge_again", "unit_head", **facts, ground="N14-1")
    do(matter, "judge_again", "signer", **facts, ground="N14-1")
    for address in ("", f"{matter.uid}/", f"{matter.uid}/matter.json", "feed.atom", "feed.json", "list.json"):
        answer = client.get(f"/decisions/{address}")
        assert answer.status_code == (404 if matter.uid in address else 200)
        assert "加装电梯" not in answer.content.decode()
    assert duties.duties_of(done_in(matter), organ="", matter="") == ()


def test_of_a_matter_no_longer_secret_what_was_written_in_secret_stays_so(
    matter: Case, do: Callable[..., Case], foreign: Organ, client: Client
) -> None:
    start(do, matter, foreign, secret="yes")
    do(matter, "study_experts", "handler", days=1, text="涉密的论证")
    do(matter, "judge_again", "signer", days=2, **dict.fromkeys(rules.KEYS, "no"), judged="已经解密")
    do(matter, "study_experts", "handler", days=3, text="公开的论证")
    said = client.get(f"/decisions/{matter.uid}/matter.json").content.decode()
    assert [words in said for words in ("利益不同", "涉密的论证", "已经解密", "公开的论证")] == [
        False,
        False,
        True,
        True,
    ]


def test_what_was_held_elsewhere_or_before_is_entered_with_an_address_and_a_reason(
    matter: Case, do: Callable[..., Case], foreign: Organ
) -> None:
    start(do, matter, foreign)
    for key in ("url", "report"):
        with pytest.raises(Refusal, match="以 https:// 或者 http:// 开头"):
            do(matter, "note_consultation", "handler", days=3, **{**CONSULTED, key: "javascript:alert(1)"})
    with pytest.raises(Invalid, match="在提出本事项以前"):
        do(matter, "note_consultation", "handler", days=3, **{**CONSULTED, "backfilled": ""})
    heard = {"way": "meeting", "held_on": "2020-01-01", "whom": "住户", "text": "意见"}
    with pytest.raises(Invalid, match="在提出本事项以前"):
        do(matter, "hear_people", "handler", days=3, **heard)
    do(matter, "hear_people", "handler", days=3, **heard, backfilled="试点时开过座谈会")
    found = queries.public_matter(matter.uid, AT + timedelta(days=4))
    assert found is not None
    [one] = [one for one in found.course if one.act == "hear_people"]
    assert one.said[-1] == ("早于提出本事项之日的，补录的理由", "试点时开过座谈会")


def test_an_entry_of_the_catalogue_has_begun_though_its_matter_is_secret(
    matter: Case, do: Callable[..., Case], foreign: Organ
) -> None:
    start(do, matter, foreign, secret="yes")
    DecisionMatter.objects.update(entry="JC-1")
    assert queries.begun(["JC-1", "JC-2"]) == {"JC-1"}


def test_an_entry_of_the_catalogue_is_its_own_organs_and_of_one_matter(
    matter: Case, do: Callable[..., Case], organ: Organ, foreign: Organ
) -> None:
    for key, owner in (("JC-1", organ), ("JC-2", organ), ("WB-1", foreign)):
        said = {"name": key, "year": "2026", "scope": "policy", "undertaker": foreign.code, "planned": "年底"}
        entered(CATALOGUE, owner, key, **said)
    with pytest.raises(Refusal, match="目录里没有编号为“JC-9”"):
        start(do, matter, foreign, entry="JC-9")
    with pytest.raises(Invalid, match="WB-1是其他决策机关的事项"):
        start(do, matter, foreign, entry="WB-1")
    start(do, matter, foreign, entry="JC-1")
    other = ops.propose_matter(organ=organ, title="停车收费管理办法", by=an_actor(organ, "drafter"), at=AT)
    with pytest.raises(Invalid, match=f"JC-1已用于“加装电梯补助办法”（{matter.number}）"):
        start(do, other, foreign, entry="JC-1")
    start(do, other, foreign, entry="JC-2")
    judged = {**dict.fromkeys(rules.KEYS, "no"), "judged": "更正目录编号"}
    with pytest.raises(Invalid, match="JC-1已用于"):
        do(other, "judge_again", "unit_head", **judged, entry="JC-1")
    do(matter, "judge_again", "unit_head", **judged)
    do(other, "judge_again", "unit_head", **judged, entry="JC-1")
    assert dict(DecisionMatter.objects.values_list("case__uid", "entry")) == {matter.uid: "", other.uid: "JC-1"}


def test_a_draft_waits_for_its_hearing_and_a_meeting_for_its_draft(
    matter: Case, do: Callable[..., Case], foreign: Organ
) -> None:
    start(do, matter, foreign, secret="yes")
    do(matter, "announce_hearing", "handler", days=1, **NOTICE)
    draft = {"wanted_on": "2026-03-31", "materials": "草案"}
    with pytest.raises(Refusal, match="请先举行，或者取消"):
        do(matter, "submit_for_legality", "handler", days=2, **draft)
    do(matter, "call_off_hearing", "handler", days=2, reason="改为座谈")
    do(matter, "submit_for_legality", "handler", days=2, **draft)
    do(matter, "review_legality", "legality_reviewer", days=10, outcome="lawful", text="合法")
    do(matter, "submit_for_deliberation", "handler", days=11, text="材料")
    for act in ("decide", "send_back"):
        with pytest.raises(Refusal, match="不能早于提交集体讨论"):
            do(matter, act, "unit_head", days=18, **{**MEETING, "held_on": "2016-03-20"})


def test_a_decision_is_published_with_its_explanation_and_archived_whole(
    matter: Case, do: Callable[..., Case], organ: Organ, foreign: Organ, client: Client
) -> None:
    start(do, matter, foreign)
    with pytest.raises(Conflict, match="还没有归档卷"):
        package.package(matter, at=AT)
    ahead = {**CONSULTED, "opened_on": "2026-03-06", "until": "2026-04-08"}
    with pytest.raises(Refusal, match="不能晚于今天"):
        do(matter, "note_consultation", "handler", days=3, **ahead)
    for first, last in (("0001-01-01", "9999-12-31"), ("1066-10-14", "1066-12-25")):
        with pytest.raises(Refusal):
            early = {**CONSULTED, "opened_on": first, "until": last}
            do(matter, "note_consultation", "handler", days=3, **early)
    do(matter, "note_consultation", "handler", days=3, **CONSULTED)
    rows = [{"opinion": "先试点", "taken": "adopted", "why": "可行"}]
    do(matter, "collate", "handler", days=4, opinions=json.dumps(rows))
    do(matter, "submit_for_legality", "handler", days=4, wanted_on="2026-03-17", materials="草案")
    do(matter, "review_legality", "legality_reviewer", days=10, outcome="lawful", text="合法")
    do(matter, "submit_for_deliberation", "handler", days=11, text="材料")
    do(matter, "decide", "unit_head", days=18, **MEETING)
    owed, *_ = duties.duties_of(done_in(matter), organ=organ.code, matter=matter.uid)
    assert (owed.arisen_on, owed.due_on, owed.met_on) == (date(2026, 3, 20), date(2026, 4, 20), None)
    do(matter, "report_up", "unit_head", days=18, reported_on="2026-03-20")
    paper = {"title": "加装电梯补助办法", "text": "每台补助", "explanation": "采纳先试点的意见", "theme": "22"}
    do(matter, "draft_decision", "drafter", days=18, **paper)
    with pytest.raises(NotPermitted, match="不能手工登记"):
        do(matter, "publish", "unit_head", days=18, record="abc")
    assert "每台补助" not in client.get(f"/decisions/{matter.uid}/").content.decode()
    record = release(matter, 19)
    matter.refresh_from_db()
    assert matter.state == "in_force"
    at = AT + timedelta(days=20)
    said = client.get(f"/decisions/{matter.uid}/matter.json").json()
    assert [one["act"] for one in said["course"]][-2:] == ["decide", "publish"]
    assert [one["key"] for one in said["steps"] if one["required"] and not one["done_on"]] == []
    assert (said["next"], said["duties"][0]["met_on"]) == ("", "2026-03-21")
    page = client.get(f"/decisions/{matter.uid}/").content.decode()
    assert "参照《重大行政决策程序暂行条例》" in page, "a department follows the regulation by reference"
    assert "钱不够" not in page, "what members said is recorded, not published"
    assert "决定的内容" not in page, "the decision is read in the paper that was reviewed"
    document = client.get(f"/documents/{record}/").content.decode()
    assert all(words in document for words in ("采纳先试点的意见", f"/decisions/{matter.uid}/"))
    first = package.package(matter, at=at)
    assert first == package.package(matter, at=at)
    kept = zipfile.ZipFile(io.BytesIO(first))
    listed = json.loads(kept.read("目录.json"))
    assert [one["名称"] for one in listed["文件"]] == [name for name in kept.namelist() if name != "目录.json"]
    assert "钱不够" in kept.read("办理经过.txt").decode(), "dissent stands in the record"
    assert any("每台补助" in kept.read(name).decode() for name in kept.namelist() if name.endswith(".html"))


def test_enrolments_are_sealed_again_by_the_system_alone(organ: Organ) -> None:
    with pytest.raises(NotPermitted):
        ops.reseal_enrolments(by=an_actor(organ, "administrator"), at=AT)
    assert ops.reseal_enrolments(by=SYSTEM, at=AT) is None


def test_a_consultation_is_cited_by_one_matter_until_that_cites_another(
    matter: Case, do: Callable[..., Case], organ: Organ, foreign: Organ, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = ports.Consultation("征求意见", AT.date(), date(2026, 4, 5), "", False, 0, organ=foreign.code)

    class Kept:
        def consultations(self, uids: Iterable[str], *, on: date) -> dict[str, ports.Consultation]:
            return dict.fromkeys(uids, known)

    monkeypatch.setattr(ports, "_bound", [Kept()])
    other = ops.propose_matter(organ=organ, title="另一件", by=an_actor(organ, "drafter"), at=AT)
    for one in (matter, other):
        start(do, one, foreign)
    do(matter, "cite_consultation", "handler", consultation="aaa")
    with pytest.raises(Invalid, match="已经由另一件决策事项登记") as refused:
        do(other, "cite_consultation", "handler", consultation="aaa")
    assert refused.value.field == "consultation"
    do(matter, "cite_consultation", "handler", consultation="aaa")
    do(matter, "cite_consultation", "handler", consultation="bbb")
    do(other, "cite_consultation", "handler", consultation="aaa")
    *before, last = done_in(other)
    at_once = [*before, replace(last, given={"consultation": "bbb"})]
    with pytest.raises(Conflict, match="刚刚由另一件决策事项登记"):
        ops.keep_listed(case=other, done=at_once, by=SYSTEM, at=AT)

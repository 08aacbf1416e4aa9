"""A party asks online that the publicity of a penalty end; one proposes, another decides; later the words go."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.engines.registers import operations as registers
from gongkai.engines.registers import queries as entries
from gongkai.engines.registers.models import Adjustment, AdjustmentState
from gongkai.foundation import now
from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.people.actors import SYSTEM
from gongkai.programmes.enforcement import after, jobs, permission, repairing
from gongkai.programmes.enforcement import operations as ops
from gongkai.programmes.enforcement.models import RepairApplication
from gongkai.programmes.enforcement.repairing import Progress
from tests.faces.api.conftest import OFFICE, Program, a_person, a_token

from .conftest import at
from .test_rules import PENALTY

PUBLISHED, EARLY, DAY = date(2026, 4, 8), date(2026, 6, 1), date(2026, 7, 1)
KEY = PENALTY["number"]
SAID = {"name": PENALTY["party_name"], "contact": "贺女士 0000-5551234", "text": "贺女士已缴清罚款。", "promised": True}
JSON = "application/json"
SCAN = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


@pytest.fixture
def decisions(publish):
    publish(
        after.PENALTIES, PUBLISHED, [PENALTY, {**PENALTY, "number": "东环罚〔2026〕9号", "kinds": ["11"], "fine": ""}]
    )


def progress(repair):
    row = RepairApplication.objects.get(pk=repair.pk)
    return repairing.progress_of([row])[row.uid]


def test_what_may_not_be_repaired_is_said_at_the_door(decisions):
    for key, day, given, error, said in (
        (KEY, EARLY, {}, Invalid, "最短公示期到2026年6月30日届满"),
        ("东环罚〔2026〕9号", DAY, {}, NotFound, "没有查到正在公示的这个文号"),
        ("没有", DAY, {}, NotFound, "没有查到"),
        (KEY, DAY, {"name": " "}, Invalid, "申请人的名称"),
        (KEY, DAY, {"text": "\0"}, Invalid, "怎样改正"),
        (KEY, DAY, {"promised": False}, Invalid, "承诺"),
        (KEY, DAY, {"text": "长" * 3001}, Invalid, "3000"),
        (KEY, DAY, {"evidence": (b"<html>", "a.html")}, Invalid, "PDF、JPG或者PNG"),
        (KEY, DAY, {"evidence": (b"\0" * (6 * 1024 * 1024), "")}, Invalid, "5MB"),
    ):
        with pytest.raises(error, match=said):
            ops.ask_for_repair(key=key, **{**SAID, **given}, at=at(day))
    assert not RepairApplication.objects.exists()


def test_a_clerk_proposes_and_another_refuses_and_what_was_granted_ends_the_publicity(
    decisions, people, adopt, organ, settings
):
    made = ops.ask_for_repair(key=KEY, **SAID, evidence=(SCAN, "缴款凭证.pdf"), at=at(DAY))
    row = made.repair
    assert "贺女士" not in row.sealed + row.title
    assert b"%PDF" not in row.file
    for role, may in (("drafter", True), ("signer", True), ("auditor", False), ("foi_clerk", False)):
        assert bool(permission.may_read_words(getattr(people, role), row)) is may, role
    assert ops.open_evidence(repair=row.uid, by=people.drafter, at=at(DAY)).content == SCAN
    with pytest.raises(NotFound):
        ops.open_evidence(repair=row.uid, by=people.foi_clerk, at=at(DAY))

    refusal = {"repair": row.uid, "by": people.drafter, "at": at(DAY)}
    for ground, said in (("", "请选择"), ("ended", "仍在公示中"), ("barred", "现在可以停止")):
        with pytest.raises(Invalid, match=said):
            ops.propose_refusal(ground=ground, answer="不", **refusal)
    seen = ops.propose_refusal(ground="unproven", answer="没有收到验收意见。", **refusal).reading
    assert progress(row) is Progress.DECIDING
    with pytest.raises(Conflict, match="等待决定"):
        ops.propose_refusal(ground="harm", answer="又", **refusal)
    decide = {"repair": row.uid, "seen": seen, "by": people.unit_head, "at": at(DAY)}
    with pytest.raises(NotPermitted):
        ops.confirm_refusal(**{**decide, "by": people.drafter})
    ops.return_refusal(opinion="请先电话联系。", **decide)
    with pytest.raises(Conflict, match="没有等待决定"):
        ops.confirm_refusal(**decide)

    said = {"reason": "经信用修复，停止公示。", "basis": "信用修复规定"}
    granted = ops.propose_repair(repair=row.uid, **said, by=people.drafter, at=at(DAY))
    assert progress(row) is Progress.DECIDING
    registers.return_adjustment(adjustment=granted.change.adjustment, remark="请改", by=people.unit_head, at=at(DAY))
    with pytest.raises(Conflict, match="网上申请"):
        ops.refuse_change(change=granted.change.uid, answer="不", by=people.drafter, at=at(DAY))
    granted = ops.propose_repair(repair=row.uid, **said, by=people.drafter, at=at(DAY))
    adopt(granted.change.adjustment, DAY)
    assert progress(row) is Progress.GRANTED
    tomorrow = DAY + timedelta(1)
    assert entries.entry_on(after.PENALTIES, KEY, tomorrow, seen_on=tomorrow) is None
    assert repairing.proven(number=row.number.lower(), code=made.code.upper()) == row
    with pytest.raises(NotFound, match="没有查到这件申请"):
        repairing.proven(number=row.number, code="2222-2222-2222-2222")
    assert "贺女士" not in str(list(Entry.objects.values_list("facts", flat=True)))

    settings.GONGKAI_REPAIR_DAYS = 30
    assert jobs.erase_repairs(at=at(DAY) + timedelta(days=29)) == 0
    assert ops.reseal_repairs(by=SYSTEM, at=at(DAY)) == row.pk
    assert [jobs.erase_repairs(at=at(DAY) + timedelta(days=31)) for _ in range(2)] == [1, 0]
    row.refresh_from_db()
    assert (row.sealed, row.file, repairing.written(row)) == ("", None, None)


def test_the_page_takes_an_application_and_tells_its_party_why_it_was_refused(decisions, people):
    with now.frozen(at(DAY)):
        _asked_and_refused(people)


def _asked_and_refused(people):
    address = f"/enforcement/repair/?number={KEY}"
    assert "由谁办理" in Client().get(address).content.decode()
    answer = Client().post(address, {**SAID, "promised": ""})
    assert (answer.status_code, "请先作出承诺" in answer.content.decode()) == (400, True)
    page = Client().post(address, SAID).content.decode()
    row = RepairApplication.objects.get()
    code = page.partition("查询码</dt>")[2].partition("<dd>")[2].partition("</dd>")[0].strip()
    proof = {"number": row.number, "code": code}
    assert "正在核查" in Client().post("/enforcement/repair/follow/", proof).content.decode()
    ops.propose_refusal(repair=row.uid, ground="harm", answer="污泥没有清走。", by=people.drafter, at=at(DAY))
    seen = permission.repairs_of(people.unit_head).get().reading
    with pytest.raises(Conflict, match="刚刚改过"):
        ops.confirm_refusal(repair=row.uid, seen="", by=people.unit_head, at=at(DAY))
    ops.confirm_refusal(repair=row.uid, seen=seen, by=people.unit_head, at=at(DAY))
    told = Client().post("/enforcement/repair/follow/", proof).content.decode()
    assert all(one in told for one in ("不予修复", "没有消除危害后果或者不良影响", "污泥没有清走。"))
    assert Client().post("/enforcement/repair/follow/", {**proof, "code": "2"}).status_code == 404


def test_a_refusal_and_an_adjustment_never_run_side_by_side_and_both_take_a_second_factor(decisions, people):
    row = ops.ask_for_repair(key=KEY, **SAID, at=at(DAY)).repair
    said = {"reason": "经信用修复，停止公示。", "basis": "信用修复规定", "by": people.drafter, "at": at(DAY)}
    later = ops.ask_for_repair(key=KEY, **SAID, at=at(DAY, 12)).repair
    refused = {"ground": "harm", "answer": "没有清走。", "proposed_at": at(DAY, 13), "refused_at": at(DAY, 14)}
    RepairApplication.objects.filter(pk=later.pk).update(**refused)
    assert [one for one, _ in repairing.listed(people.drafter, limit=9)] == [row, later], "who waits comes first"
    change = ops.propose_repair(repair=row.uid, **said).change
    registers.return_adjustment(adjustment=change.adjustment, remark="请改", by=people.unit_head, at=at(DAY))
    seen = ops.propose_refusal(
        repair=row.uid, ground="harm", answer="污泥没有清走。", by=people.drafter, at=at(DAY)
    ).reading
    with pytest.raises(Conflict, match="请决定的人先退回"):  # the change has a page of its own
        ops.propose_change(change=change.uid, **said)
    by_password = replace(people.unit_head, second_factor=False)
    with pytest.raises(NotPermitted, match="两步验证"):
        ops.confirm_refusal(repair=row.uid, seen=seen, by=by_password, at=at(DAY))
    Adjustment.objects.filter(uid=change.adjustment).update(state=AdjustmentState.PROPOSED)  # as if at the same time
    with pytest.raises(Conflict, match="不能同时"):
        ops.confirm_refusal(repair=row.uid, seen=seen, by=people.unit_head, at=at(DAY))


def test_a_program_asks_follows_and_decides_as_the_screens_do(decisions, organ, people):
    cache.clear()
    with now.frozen(at(DAY)):
        asked, posts = {**SAID, "decision": KEY}, ("drafter", "legality_reviewer", "signer", "unit_head")
        who = SimpleNamespace(**{role: Program(a_token(a_person(organ, role, at(DAY)), at(DAY))) for role in posts})
        public = "/api/v1/enforcement/repairs"
        assert Client().post(public, {**asked, "promised": "false"}).json()["error"]["field"] == "promised"
        made = Client().post(public, {**asked, "evidence": SimpleUploadedFile("a.pdf", SCAN)})
        assert made.status_code == 201, made.content.decode()
        told = lambda **more: Client().post(f"{public}/status", {**made.json(), **more}, content_type=JSON)  # noqa: E731
        assert (told().json()["state"], told(code="2222").status_code) == ("received", 404)
        case = {"number": "立〔2026〕1号", "name": "某人排污", "filed_on": date(2026, 1, 1)}
        ops.file_case(organ=organ, **case, by=people.drafter, at=at(DAY))
        (owed,) = who.drafter.get(f"{OFFICE}/duties").json()
        assert (owed["standing"], owed["due_on"], "某人" in str(owed)) == ("overdue", "2026-04-01", False)
        (listed,) = who.drafter.get(f"{OFFICE}/enforcement/repairs").json()
        one = f"{OFFICE}/enforcement/repairs/{listed['uid']}"
        assert who.drafter.get(one).json()["written"]["name"] == SAID["name"]
        assert who.legality_reviewer.get(one).status_code == 404
        assert who.signer.post(f"{one}/evidence").content == SCAN
        refusal = {"ground": "harm", "answer": "污泥没有清走。"}
        proposal = who.drafter.post(f"{one}/refuse", refusal).json()["proposal"]
        assert told().json()["answer"] == "", "not decided yet"
        assert who.drafter.post(f"{one}/confirm", {"proposal": proposal}).status_code == 403
        assert (
            who.unit_head.post(f"{one}/return", {"proposal": proposal, "opinion": "再查"}).json()["state"] == "received"
        )
        proposal = who.drafter.post(f"{one}/refuse", refusal).json()["proposal"]
        assert who.unit_head.post(f"{one}/confirm", {"proposal": proposal}).json()["state"] == "refused"
        assert told().json()["answer"] == "污泥没有清走。"
        assert who.drafter.post(f"{one}/propose", {"reason": "修复", "basis": "规定"}).status_code == 409

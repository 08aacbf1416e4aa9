"""Registers over the API: as of a day, page by page, compared, and adjustment by adjustment."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.engines.registers import declared
from gongkai.engines.registers import operations as ops
from gongkai.engines.registers.models import Adjustment, RegisterFile
from gongkai.engines.registers.queries import Wanted
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import ROLES, Actor, PostFact
from tests.faces.office.test_register_files import FORMS, upload

from .conftest import OFFICE, Program

POWERS = "/api/v1/registers/powers"


@pytest.fixture
def listed(organ: Organ, at: datetime) -> None:
    def who(role: str) -> Actor:
        post = PostFact(organ.code, role, "办公室", organ.place.code)
        return Actor(uid=role, name=ROLES[role], posts=(post,), second_factor=True)

    def adopt(since: str, *lines: tuple[str, str, dict[str, Any]]) -> None:
        common = {"kind": "01", "level": ["2"], "organ": organ.code, "basis": ["甲"], "remark": "内部的话"}
        wanted = [Wanted(manner, key, {**common, **values}) for manner, key, values in lines]
        made = ops.propose(register="powers", organ=organ, since=date.fromisoformat(since), reason="机构改革",
                           basis="乙", wanted=wanted, by=who("drafter"), at=at)  # fmt: skip
        for role in ("unit_head", "legality_reviewer"):
            ops.approve(adjustment=made.uid, sha256=made.sha256, by=who(role), at=at)
        ops.adopt(adjustment=made.uid, sha256=made.sha256, by=who("signer"), at=at)

    adopt("2026-01-01", *(("add", f"A-{n}", {"name": f"事项{n}", "limit": 20}) for n in (1, 2, 3)))
    adopt("2026-02-01", ("amend", "A-1", {"name": "事项1", "limit": 15}), ("end", "A-3", {}))


def test_a_register_is_read_over_the_api(listed: None, anybody: Program) -> None:
    def get(path: str, **asked: Any) -> Any:
        answer = anybody.get(f"{POWERS}/{path}", **asked)
        assert answer.status_code == 200, answer.content
        assert "内部" not in answer.content.decode()
        return answer.json()

    assert [one["code"] for one in anybody.get("/api/v1/registers").json()][:2] == ["powers", "duties"]
    first = get("entries", on="2026-01-15", limit=2)
    assert [one["key"] for one in first["entries"]] == ["A-1", "A-2"]
    assert [one["key"] for one in get("entries", on="2026-01-15", after=first["next"])["entries"]] == ["A-3"]
    assert [one["key"] for one in get("entries")["entries"]] == ["A-1", "A-2"]
    assert get("entries/A-1")["said"]["limit"] == "15"
    assert get("entries/A-1", on="2026-01-31")["said"]["limit"] == "20"
    assert [one["number"] for one in get("entries/A-1/history")] == [2, 1]
    changes = get("comparison", first="2026-01-15", second="2026-03-01")["changes"]
    assert [(one["key"], one["change"]) for one in changes] == [("A-1", "amended"), ("A-3", "ended")]
    assert changes[0]["differences"] == [{"key": "limit", "before": "20", "after": "15"}]
    adjusted = get("adjustments")
    assert [(one["size"], one["entered_late"]) for one in adjusted] == [(2, True), (3, True)]
    assert [one["size"] for one in get("adjustments", before=adjusted[0]["serial"])] == [3]
    for path in ("entries/A-3", "entries/no/history"):
        assert anybody.get(f"{POWERS}/{path}").status_code == 404


def test_a_table_of_changes_is_tried_and_proposed_by_program_a_long_one_behind(
    organ: Organ, who: SimpleNamespace, run_jobs: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = {"organ": organ.code, "since": "2026-03-02", "reason": "机构改革", "basis": "乙"}
    lines = ["职权编码,职权名称,职权类型,实施主体,行使层级,设定依据,法定办结时限"]
    lines += [
        f"{key},事项,行政许可,{organ.code},省级,条例第一条,{limit}" for key, limit in (("A-1", "20"), ("A-2", "很快"))
    ]

    def send(program: Program, *lines: str) -> Any:
        file = SimpleUploadedFile("表.csv", "\n".join(lines).encode())
        return program.send(f"{OFFICE}/registers/powers/imports", **head, file=file)

    assert send(who.signer, *lines).status_code == 403
    unreadable = send(who.drafter, "甲,乙", "1,2")
    assert (unreadable.status_code, "读不出这个文件" in unreadable.content.decode()) == (400, True)
    tried = send(who.drafter, *lines)
    said = tried.json()
    assert (tried.status_code, said["state"], said["proposable"], said["refused_rows"]) == (200, "tried", 1, 1)
    assert said["in_question"] == [{"row": 3, "said": "“法定办结时限”请填写整数，现为“很快”。"}]
    assert who.signer.get(said["address"]).status_code == 404  # its sender's alone
    assert who.drafter.post(said["address"] + "/propose", {}).status_code == 400  # not without leaving rows out
    monkeypatch.setattr("gongkai.engines.registers.exchange.AT_ONCE", 1)
    waits = send(who.drafter, *lines)
    assert (waits.status_code, waits.json()["state"]) == (202, "waiting")
    address = waits.json()["address"]
    run_jobs()
    assert who.drafter.get(address).json()["state"] == "tried"
    assert who.drafter.post(address + "/propose", {"skip": True}).status_code == 202
    run_jobs()
    done = who.drafter.get(address).json()
    assert (done["state"], bool(done["adjustment"])) == ("proposed", True)


def test_files_that_rows_name_come_with_the_table(organ: Organ, who: SimpleNamespace) -> None:
    before = declared.all_registers()
    declared.bind([*before, FORMS])
    try:
        head = {"organ": organ.code, "since": "2026-03-02", "reason": "公布表格", "basis": "乙"}

        def send(*enclosed: SimpleUploadedFile) -> Any:
            file = SimpleUploadedFile("表.csv", "编号,名称,样例\nF-1,申请表,样.docx".encode())
            return who.drafter.send(f"{OFFICE}/registers/forms/imports", **head, file=file, enclosed=list(enclosed))

        assert "请填写文件的网址" in send().json()["in_question"][0]["said"]
        assert "“样.exe”" in send(SimpleUploadedFile("样.exe", b"MZ")).json()["error"]["sentence"]
        tried = send(upload("样.docx")).json()
        done = who.drafter.post(tried["address"] + "/propose", {}).json()
        line = Adjustment.objects.get(uid=done["adjustment"]).lines.get()
        assert line.values["sample"] == f"{RegisterFile.objects.get().public.sha256}/样.docx"
    finally:
        declared.bind(before)

"""Registers in the office: an entry proposed, reviewed and adopted; a file tried, put right and proposed; four eyes."""

import io
import json
import re
from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.engines.registers import queries
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import Adjustment, EntryVersion, RegisterEntry
from gongkai.engines.registers.rules import Action
from gongkai.faces.office.forms.registers import LineForm
from gongkai.foundation.organs.models import Organ

SignIn = Callable[..., Client]
REGISTER = "/office/registers/powers/"
HEAD = {"since": "2026-03-02", "reason": "机构改革", "basis": "东政发〔2026〕1号"}
ENTRY = {
    "f-code": "A-1", "f-name": "社会团体登记", "f-kind": "01", "f-level": ["2"], "f-basis": "条例第九条\n条例第十二条",
    "f-limit": "20", "f-remark": "内部的话",
}  # fmt: skip


@pytest.fixture
def drafter(sign_in: SignIn, who: SimpleNamespace) -> Client:
    return sign_in(who.drafter)


@pytest.fixture
def adopt(sign_in: SignIn, who: SimpleNamespace) -> Callable[[str], None]:
    """Through every review, by the buttons."""

    def run(uid: str) -> None:
        address, made = f"/office/registers/adjustments/{uid}/", Adjustment.objects.get(uid=uid)
        for role, does in (("unit_head", "approve"), ("legality_reviewer", "approve"), ("signer", "adopt")):
            page = sign_in(getattr(who, role))
            assert f'value="{does}"' in page.get(address).content.decode()
            assert page.post(address, {"do": does, "sha256": made.sha256}).status_code == 302

    return run


def uid_of(answer: Any) -> str:
    assert answer.status_code == 302, re.findall(r"error[^<]*<[^>]*>([^<]+)", answer.content.decode())
    return str(answer.url.rstrip("/").rsplit("/", 1)[1])


def filled(organ: Organ, **more: Any) -> dict[str, Any]:
    return {**HEAD, "organ": organ.code, "manner": "add", **ENTRY, "f-organ": organ.code, **more}


def test_an_entry_is_proposed_from_a_form_reviewed_adopted_and_amended(
    drafter: Client, sign_in: SignIn, who: SimpleNamespace, organ: Organ, adopt: Callable[[str], None]
) -> None:
    wrong = drafter.post(REGISTER + "propose/", filled(organ, **{"f-limit": "二十"}))
    assert wrong.status_code == 400
    assert "“法定办结时限”请填写整数，现为“二十”。" in wrong.content.decode()
    assert 'value="社会团体登记"' in wrong.content.decode()
    uid = uid_of(drafter.post(REGISTER + "propose/", filled(organ)))
    own = drafter.get(f"/office/registers/adjustments/{uid}/").content.decode()
    assert "撤回" in own
    assert 'value="approve"' not in own
    adopt(uid)
    page = drafter.get(REGISTER + "propose/?key=A-1").content.decode()
    assert "条例第九条\n条例第十二条" in page
    assert "内部的话" in page
    changed = filled(organ, manner="amend", since="2026-05-01", **{"f-limit": "15"})
    uid = uid_of(drafter.post(REGISTER + "propose/?key=A-1", changed))
    seen = sign_in(who.unit_head).get(f"/office/registers/adjustments/{uid}/").content.decode()
    assert "<del>20个工作日</del>" in seen
    adopt(uid)
    assert EntryVersion.objects.count() == 2
    signer = sign_in(who.signer)
    address = f"/office/registers/adjustments/{uid}/"
    assert signer.post(address, {"do": "undo", "remark": ""}).status_code == 400
    assert signer.post(address, {"do": "undo", "remark": "依据尚未公布"}).status_code == 302
    assert EntryVersion.objects.get().until is None


def test_a_large_adoption_is_done_behind_and_its_page_says_how_far_it_is(
    drafter: Client, sign_in: SignIn, who: SimpleNamespace, organ: Organ, run_jobs: Callable[[], int]
) -> None:
    uid = uid_of(drafter.post(REGISTER + "propose/", filled(organ)))
    address, made = f"/office/registers/adjustments/{uid}/", Adjustment.objects.get(uid=uid)
    for role, does in (("unit_head", "approve"), ("legality_reviewer", "approve"), ("signer", "order")):
        page = sign_in(getattr(who, role))
        assert page.post(address, {"do": does, "sha256": made.sha256}).status_code == 302
    assert all(said in page.get(address).content.decode() for said in ("正在公布", "正在排队", "刷新进度"))
    assert not EntryVersion.objects.exists()
    run_jobs()
    assert "看公开的页面" in page.get(address).content.decode()


def test_the_reviewer_is_told_and_led_there(
    drafter: Client, sign_in: SignIn, who: SimpleNamespace, organ: Organ, run_jobs: Callable[[], int]
) -> None:
    uid = uid_of(drafter.post(REGISTER + "propose/", filled(organ)))
    run_jobs()
    head = sign_in(who.unit_head)
    page = head.get("/office/notices/").content.decode()
    assert "有一项名录调整等待您处室审核" in page
    assert f'value="adjustment:{uid}"' in page or f"/office/registers/adjustments/{uid}/" in page


def test_others_see_nothing_of_it(drafter: Client, sign_in: SignIn, foreigner: SimpleNamespace, organ: Organ) -> None:
    uid = uid_of(drafter.post(REGISTER + "propose/", filled(organ)))
    stranger = sign_in(foreigner.unit_head)
    assert stranger.get(f"/office/registers/adjustments/{uid}/").status_code == 404
    assert "机构改革" not in stranger.get(REGISTER).content.decode()
    assert stranger.get(REGISTER + "propose/").status_code == 403


def book(*rows: list[Any], merge: str = "") -> SimpleUploadedFile:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    kept = io.BytesIO()
    made.save(kept)
    return SimpleUploadedFile("清单.xlsx", kept.getvalue())


COLUMNS = ["职权编码", "职权名称", "职权类型", "实施主体", "行使层级", "设定依据", "法定办结时限"]


def test_a_file_is_tried_row_by_row_and_its_good_rows_are_not_lost(
    drafter: Client, organ: Organ, adopt: Callable[[str], None]
) -> None:
    def row(key: str, limit: Any = 20, kind: str = "行政许可") -> list[Any]:
        return [key, f"事项{key}", kind, organ.code, "省级\n市级", "条例第一条", limit]

    head = {**HEAD, "organ": organ.code}

    def send(does: str, file: SimpleUploadedFile, **more: str) -> Any:
        return drafter.post(REGISTER + "import/", {**head, "do": does, "file": file, **more})

    rows = [COLUMNS, row("A-1"), row("A-2", "很快"), row("A-3", kind="行政许"), row("A-1"), row("B-1"), row("B-2")]
    tried = send("try", book(*rows, merge="C6:C7")).content.decode()
    assert "共6行：可以提出1行，有问题5行，与现行相同0行" in tried
    for said in (
        "“法定办结时限”请填写整数，现为“很快”。",
        "“职权类型”没有“行政许”这个选项",
        "“职权编码”A-1与第2行重复",
        "第6至7行有合并单元格，请取消合并后逐行填写。",
    ):
        assert said in tried, said
    assert not Adjustment.objects.exists()
    assert send("propose", book(*rows)).status_code == 200  # not without being told to leave the others out
    assert not Adjustment.objects.exists()
    bad = openpyxl.load_workbook(io.BytesIO(send("bad", book(*rows)).content)).active
    assert bad is not None
    assert [line[-2] for line in bad.iter_rows(min_row=2, values_only=True)] == [3, 4, 5]
    kept = re.findall(r'name="kept" value="(\w+)"', tried)
    refused = drafter.post(REGISTER + "import/", {**head, "reason": "", "do": "propose", "kept": kept[0]})
    assert refused.status_code == 400
    assert kept[0] not in refused.content.decode()  # another file was sent since: of a person's only the last is kept
    again = re.findall(r'name="kept" value="(\w+)"', send("try", book(*rows)).content.decode())
    refused = drafter.post(REGISTER + "import/", {**head, "reason": "", "do": "propose", "kept": again[0]})
    assert f'name="kept" value="{again[0]}"' in refused.content.decode()
    uid = uid_of(drafter.post(REGISTER + "import/", {**head, "do": "propose", "skip": "on", "kept": again[0]}))
    assert Adjustment.objects.get().size == 3
    gone = drafter.post(REGISTER + "import/", {**head, "do": "try", "kept": again[0]})
    assert "先前上传的文件已经不再保留" in gone.content.decode()
    adopt(uid)
    head["since"] = "2026-04-01"
    again = send("try", book(COLUMNS, row("A-1"), row("B-1", 10))).content.decode()
    assert "可以提出1行，有问题0行，与现行相同1行" in again


def test_what_is_exported_is_brought_in_again_without_a_change_and_a_missing_column_changes_nothing(
    drafter: Client, organ: Organ, adopt: Callable[[str], None]
) -> None:
    adopt(uid_of(drafter.post(REGISTER + "propose/", filled(organ))))
    head = {**HEAD, "organ": organ.code, "since": "2026-04-01"}

    def trial(content: bytes, name: str) -> str:
        file = SimpleUploadedFile(name, content)
        return str(drafter.post(REGISTER + "import/", {**head, "do": "try", "file": file}).content.decode())

    out = drafter.get(REGISTER + "export.xlsx").content
    assert "与现行相同1行" in trial(out, "a.xlsx")
    public = b"".join(Client().get("/registers/powers/list.csv").streaming_content)  # type: ignore[arg-type]
    assert "与现行相同1行" in trial(public, "a.csv")
    published = b"".join(Client().get("/registers/powers/list.json").streaming_content)  # type: ignore[arg-type]
    assert "与现行相同1行" in trial(published, "a.json")
    listed = json.dumps([{"职权编码": "A-1", "法定办结时限": 10}]).encode()
    assert "可以提出1行" in trial(listed, "b.json")
    for content, name in ((b"{}", "c.json"), ("甲,乙\n1,2\n".encode(), "c.csv")):
        assert "读不出这个文件" in trial(content, name)
    file = SimpleUploadedFile("b.json", listed)
    adopt(uid_of(drafter.post(REGISTER + "import/", {**head, "do": "propose", "file": file})))
    version = queries.history("powers", "A-1", seen_on=None)[0]
    assert (version.values["limit"], version.values["remark"]) == ("10", "内部的话")


def test_whoever_reviews_can_read_every_line(
    drafter: Client, sign_in: SignIn, who: SimpleNamespace, organ: Organ
) -> None:
    rows = [[f"A-{one:04}", f"事项{one}", "行政许可", organ.code, "省级", "条例第一条", 20] for one in range(201)]
    sent = {**HEAD, "organ": organ.code, "do": "propose", "file": book(COLUMNS, *rows)}
    uid = uid_of(drafter.post(REGISTER + "import/", sent))
    address, head = f"/office/registers/adjustments/{uid}/", sign_in(who.unit_head)
    page = head.get(address).content.decode()
    assert "A-0199" in page
    assert "A-0200" not in page
    assert "?after=201" in page  # lines keep the number of their row
    last = head.get(f"{address}?after=201").content.decode()
    assert "A-0200" in last
    assert "A-0199" not in last


def test_an_entry_is_taken_over_from_another_organ_with_its_consent(
    drafter: Client, sign_in: SignIn, who: SimpleNamespace, organ: Organ, foreign: Organ, foreigner: SimpleNamespace,
    adopt: Callable[[str], None],
) -> None:  # fmt: skip
    adopt(uid_of(drafter.post(REGISTER + "propose/", filled(organ))))
    taking = sign_in(foreigner.drafter)
    assert taking.get(REGISTER + "propose/?key=A-1").status_code == 404  # not theirs to amend
    mistyped = taking.get(REGISTER + "propose/?key=A-l&move=1")
    assert (mistyped.status_code, taking.get(REGISTER + "propose/?key=A-l").status_code) == (404, 404)
    assert "没有编码为“A-l”的条目可以承接" in mistyped.content.decode()
    assert 'value="A-l"' in mistyped.content.decode()
    asked = taking.get(REGISTER + "propose/?key=A-1&move=1").content.decode()
    assert "提出划转：社会团体登记" in asked
    assert "内部的话" not in asked
    form = {**HEAD, "since": "2026-04-01", "organ": foreign.code, "manner": "move", "f-code": "A-1"}
    unknown = taking.post(REGISTER + "propose/?key=A-1&move=1", {**form, "other": "没有的厅"})
    assert "没有名称中含“没有的厅”的机关" in unknown.content.decode()
    uid = uid_of(taking.post(REGISTER + "propose/?key=A-1&move=1", {**form, "other": "东澜省民政厅"}))
    address, made = f"/office/registers/adjustments/{uid}/", Adjustment.objects.get(uid=uid)
    read = taking.get(address).content.decode()
    assert "东澜省民政厅 → 西岭省民政厅" in read
    assert "内部的话" not in read
    for role in ("unit_head", "legality_reviewer"):
        sign_in(getattr(foreigner, role)).post(address, {"do": "approve", "sha256": made.sha256})
    giving = sign_in(who.signer)
    assert "同意（划转另一方同意）" in giving.get(address).content.decode()
    assert giving.post(address, {"do": "approve", "sha256": made.sha256}).status_code == 302
    assert sign_in(foreigner.signer).post(address, {"do": "adopt", "sha256": made.sha256}).status_code == 302
    page = Client().get("/registers/powers/entries/A-1/?on=2026-04-01").content.decode()
    assert "<del>东澜省民政厅</del> <ins>西岭省民政厅</ins>" in page
    assert "划转的双方" in Client().get(f"/registers/powers/changes/{uid}/").content.decode()
    table = Client().get("/registers/powers/compare/?from=2026-03-31&to=2026-04-01").content.decode()
    assert "维护机关" in table


def sent_behind(drafter: Client, organ: Organ, monkeypatch: pytest.MonkeyPatch, *rows: list[Any]) -> str:
    """The page of a file that is too long to be tried at once."""
    monkeypatch.setattr("gongkai.engines.registers.exchange.AT_ONCE", 1)
    sent = {**HEAD, "organ": organ.code, "do": "propose", "file": book(COLUMNS, *rows)}
    answer = drafter.post(REGISTER + "import/", sent)
    assert answer.status_code == 302
    return str(answer.url)


def test_a_long_file_is_tried_and_proposed_behind_and_its_page_says_how_far_it_is(
    drafter: Client, sign_in: SignIn, who: SimpleNamespace, organ: Organ, run_jobs: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    good = [f"A-{one}" for one in range(2)]
    rows = [[key, f"事项{key}", "行政许可", organ.code, "省级", "条例第一条", 20] for key in (*good, "A-0")]
    page = sent_behind(drafter, organ, monkeypatch, *rows)
    assert all(said in drafter.get(page).content.decode() for said in ("等待核对", "正在排队", "刷新进度"))
    assert page in drafter.get(REGISTER).content.decode()
    assert drafter.post(page, {"do": "propose"}).status_code == 409  # not before it was tried
    assert sign_in(who.unit_head).get(page).status_code == 404  # its sender's alone
    run_jobs()
    tried = drafter.get(page).content.decode()
    assert "共3行：可以提出2行，有问题1行，与现行相同0行" in tried
    assert "“职权编码”A-0与第2行重复" in tried
    assert not Adjustment.objects.exists()
    bad = openpyxl.load_workbook(io.BytesIO(drafter.post(page, {"do": "bad"}).content)).active
    assert bad is not None
    assert [line[0:2] for line in bad.iter_rows(min_row=2, values_only=True)] == [(None, "A-0")]
    refused = drafter.post(page, {"do": "propose"})
    assert (refused.status_code, "勾选“有问题的行先不提出”" in refused.content.decode()) == (400, True)
    for _ in range(2):  # pressed twice, proposed once
        drafter.post(page, {"do": "propose", "skip": "on"})
    assert "正在提出" in drafter.get(page).content.decode()
    run_jobs()
    made = Adjustment.objects.get()
    assert made.size == 2
    assert f"/office/registers/adjustments/{made.uid}/" in drafter.get(page).content.decode()


def test_a_long_file_that_cannot_be_read_or_proposed_any_more_says_why(
    drafter: Client, organ: Organ, run_jobs: Callable[[], int], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("gongkai.engines.registers.exchange._BYTES_AT_ONCE", 1)
    sent = {**HEAD, "organ": organ.code, "do": "try", "file": SimpleUploadedFile("a.csv", "甲,乙\n1,2\n".encode())}
    unreadable = str(drafter.post(REGISTER + "import/", sent).url)
    run_jobs()
    assert "读不出这个文件" in drafter.get(unreadable).content.decode()
    rows = [[key, f"事项{key}", "行政许可", organ.code, "省级", "条例第一条", 20] for key in ("A-0", "A-1")]
    page = sent_behind(drafter, organ, monkeypatch, *rows)
    assert drafter.get(unreadable).status_code == 404  # only the last is kept
    run_jobs()
    assert drafter.post(page, {"do": "propose"}).status_code == 302
    organ.until = date(2026, 1, 1)
    organ.save()
    run_jobs()
    said = drafter.get(page).content.decode()
    assert "核对完成" in said
    assert "这个机关已于2026年1月1日撤销" in said
    assert not Adjustment.objects.exists()


def test_contracts_that_wait_for_their_announcement_are_listed_by_their_last_day(
    drafter: Client, organ: Organ, foreign: Organ, sign_in: SignIn, foreigner: SimpleNamespace, at: datetime
) -> None:
    common = {"register": "service-projects", "organ": organ, "since": date(2026, 1, 1)}
    made = Adjustment.objects.create(
        **common,
        uid="a",
        reason="甲",
        basis="乙",
        sha256="",
        size=4,
        proposed_by="",
        proposed_by_name="",
        proposed_at=at,
    )
    contracts = {
        "S1": {"signed_on": "2026-02-27", "announce_by": "2026-03-03"},
        "S2": {"signed_on": "2026-01-12", "announce_by": "2026-01-14"},
        "S3": {"signed_on": "2026-01-12", "announce_by": "2026-01-14", "announced_on": "2026-01-13"},
        "S4": {"signed_on": "2026-01-12"},
    }
    for key, values in contracts.items():
        entry = RegisterEntry.objects.create(register="service-projects", key=key)
        said = {"values": values, "title": f"项目{key}", "key": key, "number": 1, "adopted": made}
        EntryVersion.objects.create(entry=entry, **common, **said)
    page = drafter.get("/office/contracts/").content.decode()
    assert re.findall(r"项目(S\d)", page) == ["S2", "S1"]
    assert "2份还没有公告，其中1份已经逾期" in page
    assert "没有待公告的合同" in sign_in(foreigner.drafter).get("/office/contracts/").content.decode()


def test_a_long_form_folds_by_section_and_opens_where_something_is_wanting() -> None:
    services = register_of("services")
    named = {"f-name": "食品经营许可", "f-code": "1", "f-organ": "000014349"}

    def parts(**more: Any) -> dict[str, Any]:
        form = LineForm(organs=[], register=services, action=Action.AMEND, on=date(2026, 3, 2), **more)
        return {one.name: one for one in form.entry}

    standing = {f"f-{one.key}": "说明" for one in services.typed_on(date(2026, 3, 2))}
    assert not any(one.is_open for one in parts(initial=standing).values())
    fresh = parts(initial=named)
    assert any(one.is_open for one in fresh.values())
    assert all(one.folds for name, one in fresh.items() if name)
    [short] = LineForm(
        organs=[], register=register_of("service-payments"), action=Action.ADD, on=date(2026, 3, 2)
    ).entry
    assert not short.folds

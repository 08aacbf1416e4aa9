"""Every list of the office can be taken away: with the page's filters, the page's permission, and typed cells."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from html import unescape
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing.bulk_tables import BulkRun
from gongkai.engines.publishing.content import Content
from gongkai.engines.publishing.models import Edition
from gongkai.faces.kit.tables import XLSX, xlsx_file
from gongkai.faces.office.urls import urlpatterns
from gongkai.foundation.jobs.models import JobReceipt
from gongkai.foundation.notices import operations as notices
from gongkai.foundation.now import CHINA, frozen
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.people.models import Person, Post

SignIn = Callable[..., Client]
LISTS = re.compile(r'<table|<ul class="doc-list"')
WAYS = re.compile(r'<a class="take-away" href="([^"]+)"')


def sheet_of(content: bytes) -> Worksheet:
    found = load_workbook(BytesIO(content)).active
    assert isinstance(found, Worksheet)
    return found


@pytest.fixture
def everything(
    organ: Organ,
    who: SimpleNamespace,
    content: Content,
    released: str,
    at: datetime,
    sign_in: SignIn,
    no_jobs: object,
) -> tuple[Client, str, str]:
    """Somebody in every post, before an office in which every list has something; with a record and a bulk run."""
    person = Person.objects.get(uid=who.drafter.uid)
    for role in (
        "administrator", "openness_officer", "auditor", "publisher", "signer", "secrecy_reviewer", "foi_clerk",
    ):  # fmt: skip
        Post.objects.create(person=person, organ=organ, unit="办公室", role=role, since=date(2016, 1, 1))
    late = replace(content, title="迟了的通知", document_number="")
    ops.draft(organ=organ, kind="document", content=late, by=who.drafter, at=at)
    run = ops.propose_bulk(
        act="withdraw", organ=organ, lines=[(released, "")], to="", reason="repealed", note="清理", by=who.publisher,
        at=at,
    )  # fmt: skip
    ops.tally_secret(organ=organ, year=2026, by=who.drafter, at=at)
    ops.open_emergency(organ=organ, name="东澜江洪水", began_at=at, by=who.signer, at=at)
    case = casework.enter(procedure="requests", organ=organ, title="某村征地补偿方案", by=who.foi_clerk, at=at)
    casework.do(case=case.uid, act="confirm", given={"on": "2026-03-02"}, seen=0, by=who.foi_clerk, at=at)
    notices.post(to=who.drafter.uid, subject="稿件被退回", body="请看。", about=f"record:{released}", key="k", at=at)
    for state in ("dead", "waiting"):
        JobReceipt.objects.create(key=state, operation="ledger.checkpoint", state=state, enqueued_at=at)
    client = sign_in(who.drafter)
    client.post("/office/tokens/", {"name": "公文系统", "until": "2099-01-01"})
    client.post("/office/mourning/", {"from_on": "2099-04-04", "until_on": "2099-04-05", "notice": "国务院公告"})
    client.post(
        "/office/wording/", {"do": "add", "wrong": "截止目前", "right": "截至目前", "group": "用词", "note": ""}
    )
    client.post("/office/finding/", {"words": "养老", "record": f"[{released}]", "reason": "常问", "until": ""})
    return client, released, run.uid


def pages(record: str, run: str) -> Iterator[str]:
    """Every page of the office that is named by an address alone, an item, and a run."""
    for pattern in urlpatterns:
        for given in ({}, {"run": run}):
            try:
                yield reverse(f"office:{pattern.name}", kwargs=given)
                break
            except NoReverseMatch:
                continue
    yield "/office/?q=养老"
    yield "/office/?state=released"
    yield f"/office/records/{record}/"
    yield f"/office/cases/{Case.objects.get().number}/"


def test_every_list_of_every_page_is_offered_as_a_file_and_the_file_opens(
    everything: tuple[Client, str, str], at: datetime
) -> None:
    client, record, run = everything
    seen = 0
    with frozen(at + timedelta(days=60)):
        for page in pages(record, run):
            answer = client.get(page)
            if "/keys/" in page or answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
                continue
            html = answer.content.decode().split('<main id="main"', 1)[1].split("</main>")[0]
            ways = [unescape(way) for way in WAYS.findall(html)]
            assert len(ways) >= len(LISTS.findall(html)), f"{page} has a list without its file: use take_away"
            for way in ways:
                file = client.get(f"{page.partition('?')[0]}{way}")
                assert (file.status_code, file["Content-Type"]) == (200, XLSX), f"{page} {way}"
                sheet = sheet_of(file.content)
                assert sheet.freeze_panes == "A2"
                assert sheet.max_row > 1, f"{page} {way} is empty"
                seen += 1
    assert seen >= 19


def test_a_file_has_the_filters_of_its_page(everything: tuple[Client, str, str]) -> None:
    client, _, _ = everything
    shown = {
        "released": {"关于推进养老服务高质量发展的通知"},
        "draft": {"迟了的通知"},
        "in_review": set(),
    }
    for state, expected in shown.items():
        sheet = sheet_of(client.get("/office/", {"state": state, "xlsx": "rows"}).content)
        assert {row[0] for row in sheet.iter_rows(min_row=2, values_only=True)} == expected


def test_a_file_asks_for_the_permission_of_its_page(clerk: Client) -> None:
    assert clerk.get("/office/journal/?xlsx=entries").status_code == 403
    assert clerk.get("/office/jobs/?xlsx=dead").status_code == 403
    assert clerk.get("/office/finding/?xlsx=bets").status_code == 403


def test_a_list_the_page_does_not_have_does_not_exist(clerk: Client, drafted: Edition) -> None:
    for address in ("/office/?xlsx=nothing", "/office/records/new/?xlsx=rows", "/office/?xlsx="):
        assert clerk.get(address).status_code == 404, address


def test_another_s_run_is_not_taken_away(
    everything: tuple[Client, str, str], foreigner: SimpleNamespace, sign_in: SignIn
) -> None:
    _, _, run = everything
    stranger: Actor = foreigner.publisher
    assert sign_in(stranger).get(f"/office/bulk/{run}/?xlsx=rows").status_code == 404
    assert BulkRun.objects.filter(uid=run).exists()


def test_cells_have_types_and_nothing_is_a_formula(at: datetime) -> None:
    rows = [
        ("=1+1", "12345678901234567890", at.date(), at, 7, None, "第一行\n第二行", "a\x00b"),
        ("-3",) * 2 + (None,) * 6,
    ]
    answer = xlsx_file("单-2026", ("甲", "文号", "日", "时", "件", "空", "长", "怪"), rows)
    sheet = sheet_of(answer.content)
    formula, number, day, instant, count, nothing, long, odd = sheet[2]
    assert (formula.value, formula.data_type, formula.quotePrefix) == ("=1+1", "s", True)
    assert (number.value, number.number_format) == ("12345678901234567890", "@")
    assert day.value.date() == at.date()
    assert day.number_format == "yyyy-mm-dd"
    assert instant.value == at.astimezone(CHINA).replace(tzinfo=None)
    assert (count.value, nothing.value, odd.value) == (7, None, "ab")
    assert long.alignment.wrap_text
    assert sheet["A1"].font.bold
    assert sheet.auto_filter.ref == "A1:H3"
    assert sheet.column_dimensions["B"].width > sheet.column_dimensions["E"].width
    assert "%E5%8D%95-2026.xlsx" in answer["Content-Disposition"]

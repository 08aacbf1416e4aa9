"""The annual report in the office: begun, filled in, checked, reviewed; the register; supervision."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.engines.assessment.report_reading import read
from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.faces.office.views import report_parts
from gongkai.foundation.organs.models import Organ
from gongkai.law import codes
from gongkai.programmes.reports import operations as ops
from gongkai.programmes.reports import queries
from gongkai.programmes.reports.indicators import OVERTURNED, PUBLICATION
from gongkai.programmes.reports.models import AnnualReport, Challenge
from gongkai.programmes.requests.indicators import workload_indicators

SignIn = Callable[..., Client]
YEAR = 2025


@pytest.fixture
def clerk(sign_in: SignIn, who: SimpleNamespace) -> Client:
    return sign_in(who.foi_clerk)


@pytest.fixture
def address(organ: Organ) -> str:
    return f"/office/reports/{organ.code}/{YEAR}/"


def fill(client: Client, address: str) -> None:
    """Everything a clerk types, through the pages."""
    client.post(address + "begin/")
    for table in ("T2", "T3", "T4"):
        page = client.get(f"{address}tables/{table}/").content.decode()
        numbers = dict.fromkeys(re.findall(r'name="(T\d[^"]+)"', page), "")
        seen = re.search(r'name="seen" value="(\d+)"', page)
        assert seen
        client.post(f"{address}tables/{table}/", {**numbers, "seen": seen[1], "zeros": "yes"})
    for section in ("overview", "problems", "other"):
        page = client.get(f"{address}sections/{section}/").content.decode()
        seen = re.search(r'name="seen" value="(\d+)"', page)
        assert seen
        client.post(f"{address}sections/{section}/", {"seen": seen[1], "html": "<p>如实报告。</p>"})


def test_a_report_is_begun_filled_in_reviewed_and_handed_over(
    clerk: Client, sign_in: SignIn, who: SimpleNamespace, address: str
) -> None:
    assert "编制" in clerk.get(f"/office/reports/?year={YEAR}").content.decode()
    assert "开始编制" in clerk.get(address).content.decode()
    fill(clerk, address)
    page = clerk.get(address).content.decode()
    assert "所有勾稽关系都成立" in page or "必须成立的勾稽关系都成立" in page
    assert clerk.post(address + "submit/").status_code == 302
    head = sign_in(who.foi_head)
    sha256 = AnnualReport.objects.get().sha256
    assert head.post(address + "return/", {"reason": ""}).status_code == 400
    assert head.post(address + "approve/", {"sha256": sha256}).status_code == 302
    drafter = sign_in(who.drafter)
    assert drafter.post(address + "hand_over/").status_code == 302
    report = AnnualReport.objects.get()
    assert report.state == "handed_over"
    assert f"/office/records/{report.record}/" in drafter.get(address).content.decode()
    assert "政府信息公开工作年度报告" in drafter.get(f"/office/records/{report.record}/").content.decode()


def test_what_does_not_add_up_is_said_beside_the_cell_and_keeps_it_from_review(clerk: Client, address: str) -> None:
    fill(clerk, address)
    seen = str(AnnualReport.objects.get().lock_version)
    clerk.post(f"{address}tables/T3/", {"T3.r01.c1": "3", "seen": seen})
    page = clerk.get(address).content.decode()
    assert "必须改正" in page
    assert 'href="#f1" aria-label="看第1条核对结果"' in page
    refused = clerk.post(address + "submit/")
    assert refused.status_code == 400
    assert "没有办成" in refused.content.decode()


def test_a_number_that_cannot_stand_is_refused_and_nothing_typed_is_lost(clerk: Client, address: str) -> None:
    clerk.post(address + "begin/")
    answer = clerk.post(f"{address}tables/T2/", {"T2.charges.amount": "一万", "seen": "2"})
    assert answer.status_code == 400
    assert 'value="一万"' in answer.content.decode()
    assert 'href="#id_T2.charges.amount"' in answer.content.decode()


@pytest.mark.parametrize("form", ["html", "xlsx", "docx", "pdf"])
def test_a_report_is_taken_away_and_read_back(clerk: Client, address: str, form: str) -> None:
    fill(clerk, address)
    answer = clerk.get(f"{address}report.{form}")
    assert answer.status_code == 200
    if form in {"html", "xlsx"}:
        assert read(answer.content, f"a.{form}").cells == queries.filled(AnnualReport.objects.get()).cells
    else:
        assert answer.content[:2] == (b"PK" if form == "docx" else b"%P")
    assert clerk.get(f"{address}report.exe").status_code == 404


def test_the_numbers_above_the_list_of_reports_open_their_organs(
    sign_in: SignIn, who: SimpleNamespace, organ: Organ
) -> None:
    officer = sign_in(who.openness_officer)
    page = officer.get(f"/office/reports/?year={YEAR - 1}").content.decode()
    links = re.findall(rf'<a href="(/office/reports/\?year={YEAR - 1}[^"]*)">(\d+)</a>', page)
    assert links
    for address, number in links:
        listed = officer.get(address.replace("&amp;", "&")).content.decode()
        assert len(re.findall(rf'href="/office/reports/\w+/{YEAR - 1}/"', listed)) == int(number), address
    assert "show=owed" in page
    assert re.search(r"已逾期\d+天", page)
    assert "show=owed" in officer.get("/office/supervision/").content.decode()


def test_every_number_of_supervision_is_named_and_defined_and_the_longest_overdue_is_shown(
    sign_in: SignIn, who: SimpleNamespace, organ: Organ, at: datetime
) -> None:
    day = at.date()
    for number in range(3):
        Case.objects.create(
            uid=f"s{number:06d}", number=f"S-{number}", procedure="requests", organ=organ, state="in_hand", title="甲",
            opened_at=at, received_on=day - timedelta(days=60), first_received_on=day - timedelta(days=60),
            due_on=day + timedelta(days=number - 1),
        )  # fmt: skip
    officer = sign_in(who.openness_officer)
    page = officer.get("/office/supervision/").content.decode()
    for each in (*workload_indicators().values(), OVERTURNED, *PUBLICATION.values()):
        assert each.heading in page
        assert each.definition in page
    links = dict(re.findall(r'<a href="(/office/cases/\?[^"]*)">(\d+)</a>', page))
    assert links[f"/office/cases/?standing=overdue&amp;organ={organ.code}"] == "1"
    assert re.search(r"答复政府信息公开申请.*?\d个工作日", page, re.DOTALL)


def test_the_form_of_2019_is_filled_in_taken_away_and_taken_in(clerk: Client, organ: Organ) -> None:
    address = f"/office/reports/{organ.code}/2020/"
    fill(clerk, address)
    table = clerk.get(address + "tables/T2/").content.decode()
    assert "本年新制作数量" in table
    seen = re.search(r'name="seen" value="(\d+)"', table)
    assert seen
    changed = {"T2.normative.made": "3", "T2.licences.change": "-2", "seen": seen[1]}
    assert clerk.post(f"{address}tables/T2/", changed).status_code == 302
    report = AnnualReport.objects.get(year=2020)
    assert report.form == "AR-2019"
    assert len(report.cells) == 198
    page = clerk.get(address).content.decode()
    assert "2019年格式" in page
    assert "必须成立的勾稽关系都成立" in page or "所有勾稽关系都成立" in page
    for form in ("html", "xlsx"):
        content = clerk.get(f"{address}report.{form}").content
        assert read(content, f"r.{form}", assumed=2020).cells == queries.filled(report).cells
    for form in ("docx", "pdf"):
        assert clerk.get(f"{address}report.{form}").status_code in {200, 409}
    taken = SimpleUploadedFile("年报.xlsx", clerk.get(f"{address}report.xlsx").content)
    assert clerk.post(f"{address}take_in/", {"file": taken}).status_code == 302
    again = AnnualReport.objects.get(year=2020)
    assert {cell["origin"] for cell in again.cells.values()} == {"imported"}
    assert queries.filled(again).cells == queries.filled(report).cells
    assert clerk.get("/office/reports/?year=2020").status_code == 200


def test_a_computed_number_opens_what_it_counts(
    clerk: Client, organ: Organ, who: SimpleNamespace, address: str, at: datetime
) -> None:
    row = ops.register_challenge(
        organ=organ, route="review", authority="省政府", filed_on=datetime(2025, 3, 4).date(), by=who.foi_clerk, at=at
    )
    clerk.post(address + "begin/")
    key = "T4.cases.review_open"
    assert f"{address}cells/{key}/" in clerk.get(address).content.decode()
    assert f"/office/challenges/{row.uid}/" in clerk.get(f"{address}cells/{key}/").content.decode()
    assert clerk.get(f"{address}cells/T9.no.cell/").status_code == 404


def test_the_register_takes_decides_and_corrects(clerk: Client, organ: Organ) -> None:
    given = {"organ": organ.code, "route": "review", "authority": "东澜省人民政府", "filed_on": "2026-02-03"}
    assert clerk.post("/office/challenges/", {**given, "route": ""}).status_code == 400
    assert clerk.post("/office/challenges/", {**given, "number": "东政复1号"}).status_code == 302
    row = Challenge.objects.get()
    page = f"/office/challenges/{row.uid}/"
    answer = clerk.post(page, {"do": "decide", "outcome": "corrected", "decided_on": ""})
    assert answer.status_code == 400
    assert clerk.post(page, {"do": "decide", "outcome": "corrected", "decided_on": "2026-03-01"}).status_code == 302
    assert clerk.post(page, {"do": "correct", **given, "authority": "司法厅"}).status_code == 302
    again = clerk.get("/office/challenges/?outcome=corrected").content.decode()
    assert "司法厅" in again
    assert clerk.get("/office/challenges/?xlsx=challenges").status_code == 200


def test_a_supervisor_sees_what_is_overdue_and_overturned(
    sign_in: SignIn, organ: Organ, who: SimpleNamespace, at: datetime
) -> None:
    case = casework.enter(procedure="requests", organ=organ, title="甲", by=who.foi_clerk, at=at)
    casework.do(case=case.uid, act="receive", given={"on": "2026-01-05"}, seen=0, by=who.foi_clerk, at=at)
    officer = sign_in(who.openness_officer)
    page = officer.get("/office/supervision/").content.decode()
    assert "东澜省民政厅" in page
    assert officer.get("/office/supervision/?xlsx=organs").status_code == 200


def test_whoever_has_no_post_in_it_sees_none(
    sign_in: SignIn, foreigner: SimpleNamespace, who: SimpleNamespace, clerk: Client, address: str
) -> None:
    clerk.post(address + "begin/")
    foreign = sign_in(foreigner.foi_clerk)
    assert foreign.get(address).status_code == 404
    assert foreign.post(address + "submit/").status_code == 404
    assert sign_in(who.administrator).get("/office/reports/").status_code == 403
    assert sign_in(who.drafter).get("/office/challenges/").status_code == 403
    assert sign_in(who.foi_clerk).get("/office/supervision/").status_code == 403


def test_the_openness_office_sets_the_day_of_its_place(sign_in: SignIn, who: SimpleNamespace, organ: Organ) -> None:
    officer = sign_in(who.openness_officer)
    assert officer.post(f"/office/reports/due/{YEAR}/", {"place": "99", "due_on": "2026-01-20"}).status_code == 302
    assert officer.post(f"/office/reports/due/{YEAR}/", {"place": "xx", "due_on": "2026-01-20"}).status_code == 404
    assert "2026-01-20" in officer.get(f"/office/reports/?year={YEAR}").content.decode()
    assert officer.get(f"/office/reports/?year={YEAR}&xlsx=reports").status_code == 200


def test_each_number_of_the_supervision_opens_exactly_its_cases(
    sign_in: SignIn, organ: Organ, who: SimpleNamespace, at: datetime
) -> None:
    days = {"overdue": ("2025-11-03", None, None), "late": ("2025-12-01", "2026-01-09", "2026-01-04")}
    days |= {"in_time": ("2025-12-08", "2026-01-05", "2026-01-06"), "received": ("2026-01-05", None, None)}
    for received, ended, due in days.values():
        case = casework.enter(procedure="requests", organ=organ, title="某村方案", by=who.foi_clerk, at=at)
        Case.objects.filter(pk=case.pk).update(
            received_on=received, first_received_on=received, due_on=due or "2026-01-02", open=ended is None,
            state="replied" if ended else "in_hand", ended_on=ended, ended_due_on=due, result="R-OPEN" if ended else "",
        )  # fmt: skip
    officer = sign_in(who.openness_officer)
    page = officer.get("/office/supervision/").content.decode()
    links = re.findall(r'<a href="(/office/cases/\?[^"]*)">(\d+)</a>', page)
    found = {}
    for address, number in links:
        listed = officer.get(address.replace("&amp;", "&")).content.decode().split("<main", 1)[1]
        numbers = set(re.findall(r'href="/office/cases/([^"/]+requests[^"/]+)/', listed))
        assert len(numbers) == int(number), address
        found[re.search(r"standing=(\w+)", address)[1]] = int(number)  # type: ignore[index]
    assert found == {"open": 2, "overdue": 2, "received": 1, "ended": 2, "late": 1}
    assert "办结时的届满日" in officer.get("/office/cases/?standing=late&year=2026").content.decode()
    assert (
        "000014349-requests" not in officer.get("/office/cases/?organ=000000000").content.decode().split("<main", 1)[1]
    )


def test_the_cases_behind_a_number_are_taken_away_with_results_in_words(
    clerk: Client, organ: Organ, who: SimpleNamespace, address: str, at: datetime
) -> None:
    case = casework.enter(procedure="requests", organ=organ, title="甲", by=who.foi_clerk, at=at)
    Case.objects.filter(pk=case.pk).update(first_received_on="2025-03-03", ended_on="2025-03-20", result="R-OPEN")
    clerk.post(address + "begin/")
    row = report_parts._case_row(Case.objects.get(pk=case.pk))
    assert row[-1] == codes.reply_kinds["R-OPEN"].name

"""Annual reports by program: made, reviewed and published as on the screens; read by anybody once they are public."""

import csv
import io
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from gongkai.foundation.now import frozen
from gongkai.foundation.organs.models import Organ

from .conftest import OFFICE, Program, an_organ, approve

YEAR = 2025


@pytest.fixture
def address(organ: Organ) -> str:
    return f"{OFFICE}/reports/{organ.code}/{YEAR}"


def filled(who: SimpleNamespace, organ: Organ, address: str) -> dict[str, Any]:
    begun = who.foi_clerk.post(f"{OFFICE}/reports", {"organ": organ.code, "year": YEAR})
    assert begun.status_code == 201, begun.content.decode()
    blank = {cell["cell"]: "0" for cell in begun.json()["cells"] if not cell["number"] and not cell["total"]}
    now = who.foi_clerk.post(f"{address}/cells", {"numbers": blank, "seen": begun.json()["seen"]}).json()
    for section in now["sections"]:
        said = {"html": "<p>如实报告。</p>", "seen": now["seen"]}
        now = who.foi_clerk.post(f"{address}/sections/{section['section']}", said).json()
    return now


def published(who: SimpleNamespace, organ: Organ, address: str) -> str:
    filled(who, organ, address)
    now = who.foi_clerk.post(f"{address}/submit").json()
    assert now["state"] == "in_review", now
    assert who.foi_head.post(f"{address}/approve", {"sha256": now["sha256"]}).json()["state"] == "approved"
    record = str(who.drafter.post(f"{address}/hand-over").json()["record"])
    answer = who.publisher.post(f"{OFFICE}/records/{approve(who, record)}/release")
    assert answer.status_code == 200, answer.content.decode()
    return record


def test_a_report_is_made_reviewed_and_published_by_program_and_read_by_anybody(
    who: SimpleNamespace, organ: Organ, address: str, anybody: Program, at: datetime
) -> None:
    day = at.date()
    assert anybody.get(f"/api/v1/annual-reports/{organ.code}/{YEAR}").status_code == 404
    record = published(who, organ, address)
    later = at + timedelta(minutes=1)
    with frozen(later):
        [row] = anybody.get("/api/v1/annual-reports", year=YEAR).json()
        found = anybody.get(f"/api/v1/annual-reports/{organ.code}/{YEAR}").json()
        table = anybody.get(f"/api/v1/annual-reports/{organ.code}/{YEAR}/tables.csv")
        [counted] = anybody.get("/api/v1/statistics/requests", year=YEAR).json()
    late = (day - date(2026, 1, 31)).days
    assert (row["record"], row["published_on"], row["due_on"]) == (record, day.isoformat(), "2026-01-31")
    assert row["days_late"] == late > 0
    assert "第四十九条" in row["basis"]
    assert {key: found[key] for key in row} == row
    assert [(one["table"], len(one["cells"])) for one in found["tables"]] == [("T2", 10), ("T3", 175), ("T4", 15)]
    assert {one["number"] for one in found["tables"][1]["cells"]} == {0}
    assert [file["name"].rsplit(".", 1)[1] for file in found["files"]][:2] == ["xlsx", "docx"]
    lines = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert (len(lines), lines[1][2], lines[1][-1]) == (201, organ.code, "0")
    assert (counted["record"], counted["received"]) == (record, 0)


def test_a_report_owed_is_told_with_the_days_it_is_late(anybody: Program, organ: Organ, at: datetime) -> None:
    [row] = anybody.get("/api/v1/annual-reports", year=YEAR, organ=organ.code).json()
    assert (row["record"], row["published_on"]) == ("", None)
    assert row["days_late"] == (at.date() - date(2026, 1, 31)).days
    assert anybody.get("/api/v1/annual-reports", year=YEAR, organ="000000000").json() == []
    [this] = anybody.get("/api/v1/annual-reports", year=2026).json()
    assert (this["due_on"], this["days_late"]) == ("2027-01-31", 0)


def test_a_number_opens_its_cases_and_what_was_entered_says_so(
    who: SimpleNamespace, organ: Organ, address: str, at: datetime, somebody: Any
) -> None:
    now = filled(who, organ, address)
    cell = next(one for one in now["cells"] if one["cell"] == "T2.licences.decisions")
    assert (cell["number"], cell["origin"]) == ("0", "entered")
    behind = who.foi_clerk.get(f"{address}/cells/T3.r03.c1").json()
    assert (behind["number"], behind["origin"], behind["count"], behind["cases"]) == ("0", "computed", 0, [])
    assert who.foi_clerk.get(f"{address}/cells/T3.r99.c1").status_code == 404


def test_refusals_are_those_of_the_screens(who: SimpleNamespace, organ: Organ, address: str) -> None:
    assert who.drafter.post(f"{OFFICE}/reports", {"organ": organ.code, "year": YEAR}).status_code == 403
    now = filled(who, organ, address)
    assert who.foi_clerk.post(f"{address}/cells", {"numbers": {"T3.r01.c1": "1"}, "seen": 1}).status_code == 409
    wrong = who.foi_clerk.post(f"{address}/cells", {"numbers": {"T3.r01.c1": "x"}, "seen": now["seen"]})
    assert (wrong.status_code, wrong.json()["error"]["field"]) == (400, "T3.r01.c1")
    total = who.foi_clerk.post(f"{address}/cells", {"numbers": {"T3.r01.c7": "1"}, "seen": now["seen"]})
    assert "总计由各项相加得出" in total.json()["error"]["sentence"]
    now = who.foi_clerk.post(f"{address}/cells", {"numbers": {"T3.r01.c1": "1"}, "seen": now["seen"]}).json()
    assert {one["constraint"] for one in now["findings"] if one["hard"]} >= {"AR-C1"}
    assert who.foi_clerk.post(f"{address}/submit").status_code == 400
    now = who.foi_clerk.post(f"{address}/compute", {"replace": True}).json()
    assert [one for one in now["findings"] if one["hard"]] == []
    assert who.foi_clerk.post(f"{address}/submit").json()["state"] == "in_review"
    assert who.foi_head.post(f"{address}/approve", {"sha256": "0" * 64}).status_code == 409
    assert who.foi_clerk.post(f"{address}/approve", {"sha256": "0" * 64}).status_code == 403
    assert who.foi_clerk.post(f"{address}/recall").json()["state"] == "draft"
    assert who.foi_clerk.post(f"{address}/submit").json()["state"] == "in_review"
    back = who.foi_head.post(f"{address}/return", {"reason": "请补充说明。"}).json()
    assert (back["state"], back["returned_reason"]) == ("draft", "请补充说明。")
    assert "submit" in {act["act"] for act in back["acts"]}
    assert who.foi_clerk.post(f"{address}/explanations/AR-C1", {"reason": "无"}).status_code == 400
    assert who.foi_clerk.post(f"{address}/explanations/AR-C6", {"reason": "机构改革"}).json()["explained"]


def test_a_foreign_report_is_not_there(who: SimpleNamespace, organ: Organ, address: str) -> None:
    foreign = an_organ("002489401", "西岭省人民政府办公厅", "98")
    assert who.foi_clerk.post(f"{OFFICE}/reports", {"organ": foreign.code, "year": YEAR}).status_code == 404
    assert who.foi_clerk.get(f"{OFFICE}/reports/{foreign.code}/{YEAR}").status_code == 404
    assert [row["organ"] for row in who.foi_clerk.get(f"{OFFICE}/reports", year=YEAR).json()] == [organ.code]


def test_the_register_of_challenges_is_kept_by_program_and_feeds_table_four(who: SimpleNamespace, organ: Organ) -> None:
    address = f"{OFFICE}/challenges"
    said = {"organ": organ.code, "route": "review", "authority": "东澜省人民政府", "filed_on": "2025-03-04"}
    made = [who.foi_clerk.post(address, {**said, "number": f"东政复〔2025〕{number}号"}).json() for number in (1, 2, 3)]
    assert {one["organ_name"] for one in made} == {"东澜省人民政府办公厅"}
    again = who.foi_clerk.post(address, {**said, "number": "东政复〔2025〕1号"})
    assert again.status_code == 409
    assert "已登记过" in again.content.decode()
    refused = who.foi_clerk.post(address, {**said, "case": "不存在"})
    assert refused.status_code == 400
    assert "没有找到本机关的这件申请" in refused.content.decode()
    first = f"{address}/{made[0]['challenge']}"
    amended = {**said, "route": "direct", "authority": "澜州市中级人民法院", "number": "（2025）东01行初8号"}
    del amended["organ"]
    assert who.foi_clerk.put(first, amended).json()["route"] == "direct"
    decided = who.foi_clerk.post(f"{first}/outcome", {"outcome": "corrected", "decided_on": "2025-06-05"})
    assert (decided.json()["outcome"], decided.json()["number"]) == ("corrected", amended["number"])
    assert who.foi_clerk.post(f"{first}/outcome", {"outcome": "upheld"}).status_code == 400
    assert who.foi_head.put(first, amended).status_code == 403
    page = who.foi_head.get(address, limit=2).json()
    rest = who.foi_head.get(address, limit=2, after=page["next"]).json()
    listed = [one["challenge"] for one in (*page["items"], *rest["items"])]
    assert listed == [one["challenge"] for one in reversed(made)]
    assert rest["next"] == ""
    assert who.foi_head.get(address, after="x~").status_code == 400
    corrected = who.foi_head.get(address, outcome="corrected", year=2025).json()["items"]
    assert [one["challenge"] for one in corrected] == [made[0]["challenge"]]
    report = f"{OFFICE}/reports/{organ.code}/{YEAR}"
    who.foi_clerk.post(f"{OFFICE}/reports", {"organ": organ.code, "year": YEAR})
    assert who.foi_clerk.get(f"{report}/cells/T4.cases.direct_corrected").json()["challenges"] == listed[-1:]

"""What the public meets of registers: lists as of a day, entries with their history, comparison, files and feeds."""

import io
import json
import zipfile
from datetime import date

import feedparser
import openpyxl
import pytest

from gongkai.engines.registers import operations as ops
from gongkai.engines.registers.queries import Wanted

SECRET = "内部才看的备注"
POWER = {"kind": "行政许可", "level": ["省级"], "basis": ["条例第九条"], "limit": "20", "remark": SECRET}


@pytest.fixture
def adopt(press, organ, at):
    def run(since, *lines, register="powers", adopted=True):
        wanted = [
            Wanted(manner, key, {"organ": organ.code, **values} if values else {}) for manner, key, values in lines
        ]
        made = ops.propose(register=register, organ=organ, since=date.fromisoformat(since), reason="机构改革",
                           basis="东政发〔2026〕1号", wanted=wanted, by=press.who("drafter"), at=at)  # fmt: skip
        if adopted:
            for role in ("unit_head", "legality_reviewer"):
                ops.approve(adjustment=made.uid, sha256=made.sha256, by=press.who(role), at=at)
            ops.adopt(adjustment=made.uid, sha256=made.sha256, by=press.who("signer"), at=at)
        return made

    return run


@pytest.fixture
def listed(adopt):
    adopt(
        "2026-01-01",
        ("新增", "A-1", {**POWER, "name": "社会团体登记"}),
        ("新增", "A-2", {**POWER, "name": "养老机构检查", "kind": "行政检查"}),
        ("新增", "A-3", {**POWER, "name": "募捐资格"}),
    )
    adopt(
        "2026-01-01",
        ("新增", "D-1", {"name": "登记责任", "powers": ["A-1"], "content": ["按期办结"]}),
        register="duties",
    )
    adopt("2026-02-01", ("修改", "A-1", {**POWER, "name": "社会团体登记", "limit": "15"}), ("取消", "A-3", {}))
    return adopt


def read(site, address, status=200):
    answer = site.get(address)
    assert answer.status_code == status, address
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def test_a_list_says_what_stood_on_any_day_and_is_narrowed(site, listed, at_rest):
    today, before = read(site, "/registers/powers/"), read(site, "/registers/powers/?on=2026-01-31")
    assert "社会团体登记" in today
    assert "募捐资格" not in today
    assert "募捐资格" in before
    assert "这是 2026-01-31 的内容" in before
    assert "共 <strong>0</strong> 条" in read(site, "/registers/powers/?on=2025-12-31")
    narrowed = read(site, "/registers/powers/?kind=06")
    assert "养老机构检查" in narrowed
    assert "社会团体登记" not in narrowed
    assert "养老机构检查" in read(site, "/registers/powers/?q=养老")
    assert "权力清单" in read(site, "/registers/")


def test_an_entry_shows_its_fields_its_history_and_who_refers_to_it(site, listed, at_rest):
    page = read(site, "/registers/powers/entries/A-1/")
    assert "15个工作日" in page
    assert "<del>20个工作日</del>" in page
    assert page.count("补录") == 2  # what is entered after its day says so, with the day it was adopted
    assert "2026-03-02 批准公布" in page
    assert "补录" in read(site, "/registers/powers/changes/")
    duties = page[page.index('id="duties"') :]  # whole beside the power, and not once more among what refers to it
    assert "按期办结" in duties
    assert duties.count('href="/registers/duties/entries/D-1/"') == 1
    assert 'href="/registers/powers/entries/A-1/"' in read(site, "/registers/duties/entries/D-1/")
    assert "自 2026-02-01 起不再有效" in read(site, "/registers/powers/entries/A-3/")
    assert "20个工作日" in read(site, "/registers/powers/entries/A-1/?on=2026-01-15")
    for address in ("/registers/powers/entries/no/", "/registers/no/", "/registers/powers/entries/%00/"):
        read(site, address, 404)


def test_two_days_are_laid_side_by_side(site, listed, at_rest):
    page = read(site, "/registers/powers/compare/?from=2026-01-15&to=2026-02-15")
    assert page.count("A-1") == 2  # the code and the address
    assert all(said in page for said in ("20个工作日", "15个工作日", "募捐资格", "终止"))
    assert "养老机构检查" not in page
    assert "没有变化" in read(site, "/registers/powers/compare/?from=2026-02-15&to=2026-02-16")


def test_what_is_proposed_or_internal_is_nowhere(site, listed, at_rest):
    proposed = listed("2026-05-01", ("新增", "Z-9", {**POWER, "name": "未经批准的事项"}), adopted=False)
    addresses = [
        "/registers/", "/registers/powers/", "/registers/powers/?on=2026-06-01", "/registers/powers/?q=未经批准",
        "/registers/powers/entries/A-1/", "/registers/powers/changes/", "/registers/powers/list.csv",
        "/registers/powers/list.json", "/registers/powers/feed.atom",
        "/registers/powers/compare/?from=2026-01-01&to=2026-06-01",
    ]  # fmt: skip
    for address in addresses:
        page = read(site, address)
        assert "未经批准的事项" not in page, address
        assert SECRET not in page, address
    read(site, "/registers/powers/entries/Z-9/", 404)
    read(site, f"/registers/powers/changes/{proposed.uid}/", 404)


def test_an_adjustment_to_come_is_announced_with_its_day(site, listed, at_rest):
    made = listed("2026-05-01", ("承接", "A-4", {**POWER, "name": "信托备案"}))
    page = read(site, f"/registers/powers/changes/{made.uid}/")
    assert all(said in page for said in ("承接", "信托备案", "自 2026-05-01 起施行", "尚未施行", "东政发〔2026〕1号"))
    assert "这一天它还没有施行" in read(site, "/registers/powers/entries/A-4/")
    assert "信托备案" in read(site, "/registers/powers/?on=2026-05-01")


def test_the_register_is_taken_away_as_csv_xlsx_and_json(site, listed, organ, at_rest):
    table = read(site, "/registers/powers/list.csv?on=2026-01-15").splitlines()
    assert table[0].lstrip("\ufeff").startswith("职权编码,职权名称,职权类型,实施主体,行使层级,设定依据")
    assert [line.split(",")[0] for line in table[1:]] == ["A-1", "A-2", "A-3"]
    said = json.loads(read(site, "/registers/powers/list.json"))
    assert (said["format"], said["on"]) == ("gongkai-register-1", "2026-03-02")
    assert [(one["key"], one["since"], one["until"]) for one in said["entries"]] == [
        ("A-1", "2026-02-01", None),
        ("A-2", "2026-01-01", None),
    ]
    assert said["entries"][0]["values"]["limit"] == "15"
    book = site.get("/registers/powers/list.xlsx").content
    sheet = openpyxl.load_workbook(io.BytesIO(book)).worksheets[0]
    assert [row[0].value for row in sheet.iter_rows()] == ["职权编码", "A-1", "A-2"]
    assert b"created" not in zipfile.ZipFile(io.BytesIO(book)).read("docProps/core.xml")


def test_the_feed_follows_adjustments_newest_first(site, listed, at_rest):
    read_ = feedparser.parse(read(site, "/registers/powers/feed.atom"))
    assert [entry.title for entry in read_.entries] == [
        "权力清单修改1项、取消1项，2026-02-01起施行（补录）",
        "权力清单新增3项，2026-01-01起施行（补录）",
    ]
    assert json.loads(read(site, "/registers/powers/feed.json"))["items"][0]["tags"] == ["修改", "取消"]


def test_an_adoption_taken_back_stays_known_with_its_reason(site, listed, press, at, at_rest):
    made = listed("2026-05-01", ("承接", "A-4", {**POWER, "name": "信托备案"}))
    ops.undo_adoption(adjustment=made.uid, remark="依据尚未公布", by=press.who("signer"), at=at)
    page = read(site, f"/registers/powers/changes/{made.uid}/")
    assert all(said in page for said in ("批准已撤销", "依据尚未公布", "信托备案"))
    assert "起施行" not in page
    assert "批准已撤销" in read(site, "/registers/powers/changes/")
    assert "批准已撤销：依据尚未公布" in read(site, "/registers/powers/feed.atom")
    read(site, "/registers/powers/entries/A-4/", 404)

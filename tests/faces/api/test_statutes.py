"""The statute library over the API: lists, texts and articles as of a day, what cites them, what a text cites."""

from datetime import datetime
from types import SimpleNamespace

import pytest

from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import SYSTEM
from gongkai.programmes.statutes import operations
from gongkai.programmes.statutes.rules import entered

from .conftest import OFFICE, Program


@pytest.fixture
def slugs(db: None, at: datetime) -> list[str]:
    def take(title: str, body: str, day: str) -> str:
        said = {"title": title, "category": "地方性法规", "body": body, "version_date": day, "region": "东澜"}
        return str(operations.enter_version(wanted=entered(said), by=SYSTEM, at=at)[0].statute.slug)

    take("停车条例", "第一条 甲\n第二条 旧的", "2020-01-01")
    return [
        take("停车条例", "第一条 甲\n第二条 新的", "2024-01-01"),
        take("停车条例细则", "第一条 依照《停车条例》第二条。", "2025-01-01"),
    ]


def test_the_statute_library_is_read_over_the_api(slugs: list[str], anybody: Program) -> None:
    parking, rules = slugs
    listed = anybody.get("/api/v1/statutes", words="停车", category="local_regulation").json()
    assert (listed["total"], {one["title"] for one in listed["statutes"]}) == (2, {"停车条例", "停车条例细则"})
    within = anybody.get("/api/v1/statutes", words="新的").json()  # found by the text of an article
    assert [(one["slug"], [each["address"] for each in one["passages"]]) for one in within["statutes"]] == [
        (parking, ["2"]),
    ]  # fmt: skip
    assert anybody.get("/api/v1/statutes", words="新的", category="law").json()["total"] == 0
    whole = anybody.get(f"/api/v1/statutes/{parking}").json()
    assert (whole["since"], whole["versions"], whole["articles"][1]["text"]) == (
        "2024-01-01", ["2024-01-01", "2020-01-01"], "新的",
    )  # fmt: skip
    before = anybody.get(f"/api/v1/statutes/{parking}/articles/2", on="2023-12-31").json()
    assert (before["text"], before["cited_by"]) == (
        "旧的", [{"slug": rules, "record": "", "title": "停车条例细则", "addresses": ["1"]}],
    )  # fmt: skip
    cited = anybody.get("/api/v1/citations", text="见《停车条例》第二条、《没有的法》第三条之一。").json()
    assert [(one["slug"], one["addresses"]) for one in cited] == [(parking, ["2"]), ("", ["3-1"])]
    for path in ("statutes/nothing", f"statutes/{parking}/articles/9", f"statutes/{parking}/articles/x"):
        assert anybody.get(f"/api/v1/{path}").status_code == 404
    assert anybody.get(f"/api/v1/statutes/{parking}", on="2019-01-01").status_code == 404


def test_a_version_is_proposed_and_decided_by_program(slugs: list[str], organ: Organ, who: SimpleNamespace) -> None:
    said = {
        "organ": organ.code, "statute": slugs[0], "title": "停车条例", "category": "地方性法规", "region": "东澜",
        "since": "2026-05-01", "reason": "修改决定", "body": "第一条 甲\n第二条 更新的",
    }  # fmt: skip
    assert who.drafter.post(f"{OFFICE}/statutes/proposals", said).status_code == 403  # another made it
    answer = who.openness_officer.post(f"{OFFICE}/statutes/proposals", said)
    made = answer.json()
    assert (answer.status_code, made["state"], made["statute"]) == (201, "proposed", slugs[0])
    wrong = who.openness_officer.post(f"{OFFICE}/statutes/proposals", {**said, "category": "没有的"})
    assert (wrong.status_code, "效力位阶“没有的”不认识" in wrong.content.decode()) == (400, True)
    at = f"{OFFICE}/statutes/proposals/{made['uid']}"
    assert who.openness_officer.post(f"{at}/adopt", {"sha256": made["sha256"]}).status_code == 403
    done = who.legality_reviewer.post(f"{at}/adopt", {"sha256": made["sha256"]})
    assert (done.status_code, done.json()["state"]) == (200, "adopted")
    repeal = {"organ": organ.code, "on": "2026-08-01", "reason": "废止决定"}
    gone = who.openness_officer.post(f"{OFFICE}/statutes/{slugs[0]}/repeal", repeal).json()
    back = f"{OFFICE}/statutes/proposals/{gone['uid']}"
    assert who.legality_reviewer.post(f"{back}/return", {"remark": "缺依据"}).json()["state"] == "returned"
    assert [one["kind"] for one in who.openness_officer.get(f"{OFFICE}/statutes/proposals").json()] == [
        "repeal", "version",
    ]  # fmt: skip

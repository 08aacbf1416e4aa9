"""The statute library over the API: lists, texts and articles as of a day, what cites them, what a text cites."""

from datetime import datetime

import pytest

from gongkai.foundation.people.actors import SYSTEM
from gongkai.programmes.statutes import operations
from gongkai.programmes.statutes.rules import entered

from .conftest import Program


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
    assert (listed["total"], listed["statutes"][0]["title"]) == (2, "停车条例细则")
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

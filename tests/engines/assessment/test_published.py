"""Annual reports really published, where the shared data is at hand; their tables lost their lines.

What is expected of each was read off by eye.
"""

import json
import lzma
import os
from pathlib import Path

import pytest

from gongkai.engines.assessment.report_reading import Unreadable, read
from gongkai.engines.assessment.rules import Filled, check

SHARED = Path(os.environ.get("GONGKAI_SHARED") or Path(__file__).resolve().parents[3] / ".." / "shared")
SOURCE = SHARED / "data" / "hebei_gov_disclosure.jsonl.xz"
pytestmark = pytest.mark.skipif(not SOURCE.is_file(), reason="the shared data is not here")


@pytest.fixture(scope="module")
def published() -> dict[str, str]:
    found = {}
    with lzma.open(SOURCE, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if "政府信息公开工作年度报" in (record["title"] or ""):
                found[record["title"]] = f"{record['title']}\n{record['body'] or ''}"
    return found


def report(published: dict[str, str], organ: str, year: int) -> Filled:
    title = next(title for title in published if title.startswith(f"河北省{organ}{year}年"))
    return read(published[title].encode(), "年报.txt")


def test_two_years_in_a_row_hold(published: dict[str, str]) -> None:
    last, this = report(published, "教育厅", 2022), report(published, "教育厅", 2023)
    assert (last.year, this.year, len(last.cells), len(this.cells)) == (2022, 2023, 200, 200)
    assert (last["T3.r01.c7"], this["T3.r01.c7"], this["T4.cases.review_upheld"]) == (44, 19, 6)
    assert str(this["T2.charges.amount"]) == "397.619"
    checked = check(this, last=last, level="department")
    assert checked.passed
    assert [(finding.constraint.id, finding.cells[0]) for finding in checked.findings] == [
        ("AR-C6", "T2.normative.in_force")
    ]
    assert "应为157" in checked.findings[0].sentence
    assert check(last).findings == ()


@pytest.mark.parametrize(
    ("organ", "year", "sentence"),
    [
        ("教育厅", 2021, "表三“二、上年结转政府信息公开申请数量”一行应有7个数，读到6个"),
        ("教育厅", 2019, "没有找到表四"),
        ("科学技术厅", 2021, "没有找到表三"),
    ],
)
def test_what_was_lost_is_named_not_guessed(published: dict[str, str], organ: str, year: int, sentence: str) -> None:
    with pytest.raises(Unreadable) as error:
        report(published, organ, year)
    assert sentence in error.value.sentence

"""The two small corpora of our own, indexed: documents written for judging, and the demonstration's."""

from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.foundation.search import operations
from gongkai.foundation.search.rules import SearchDocument
from gongkai.foundation.text.html import plain_text

HERE = Path(__file__).parent
JUDGED: dict[str, Any] = yaml.safe_load((HERE / "judged.yaml").read_text(encoding="utf-8"))
DEMO = files("gongkai.assembly.demo") / "data"
LOADED_ON = date(2026, 11, 20)


def document(given: dict[str, Any]) -> SearchDocument:
    return SearchDocument(
        key=given["key"],
        title=given["title"],
        body=given["body"],
        numbers=tuple(given["numbers"]),
        filters=tuple(given["filters"]),
        published_at=datetime.combine(given["day"], datetime.min.time(), tzinfo=UTC),
    )


def demonstrated() -> list[SearchDocument]:
    records = yaml.safe_load((DEMO / "records.yaml").read_text(encoding="utf-8"))["records"]
    return [_record(one) for one in records if one.get("text")]


def _record(one: dict[str, Any]) -> SearchDocument:
    text = (DEMO / "texts" / one["text"]).read_text(encoding="utf-8")
    day = one["released"] if isinstance(one.get("released"), date) else LOADED_ON
    return SearchDocument(
        key=one["id"],
        title=one["title"].replace("{year}", str(LOADED_ON.year)),
        body=plain_text(f"{one.get('summary', '')} {text}"),
        numbers=tuple(one[name].replace("{year}", str(LOADED_ON.year)) for name in ("document_number",) if name in one),
        filters=(f"organ:{one['organ']}", f"kind:{one['kind']}", f"theme:{one['theme']}"),
        published_at=datetime.combine(day, datetime.min.time(), tzinfo=UTC),
    )


def _indexed(documents: list[SearchDocument]) -> list[SearchDocument]:
    for one in documents:
        operations.put(one)
    return documents


@pytest.fixture
def corpus(db: None) -> list[SearchDocument]:
    return _indexed([document(given) for given in JUDGED["documents"]])


@pytest.fixture
def demo(db: None) -> list[SearchDocument]:
    return _indexed(demonstrated())

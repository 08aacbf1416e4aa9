"""The small corpus of our own, indexed."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.foundation.search import operations
from gongkai.foundation.search.rules import SearchDocument

JUDGED: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("judged.yaml").read_text(encoding="utf-8"))


def document(given: dict[str, Any]) -> SearchDocument:
    return SearchDocument(
        key=given["key"],
        title=given["title"],
        body=given["body"],
        numbers=tuple(given["numbers"]),
        filters=tuple(given["filters"]),
        published_at=datetime.combine(given["day"], datetime.min.time(), tzinfo=UTC),
    )


@pytest.fixture
def corpus(db: None) -> list[SearchDocument]:
    documents = [document(given) for given in JUDGED["documents"]]
    for one in documents:
        operations.put(one)
    return documents

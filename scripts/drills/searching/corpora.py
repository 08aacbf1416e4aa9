"""真实语料：what lies beside the checkout, as the search would hold it."""

import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gongkai.foundation.search import SearchDocument

LAWS, TITLES, NUMBERS, PROVINCE = (
    "laws_regulations_lawrefbook",
    "policy_titles_dates_7govs",
    "policy_doc_numbers_11govs",
    "hebei_gov_disclosure",
)
FILES = (LAWS, TITLES, NUMBERS, PROVINCE)
_UNDATED = "2000-01-01"


@dataclass(frozen=True)
class Corpus:
    """语料：documents of one origin."""

    name: str
    documents: tuple[SearchDocument, ...]


def missing(folder: Path) -> list[str]:
    """缺少的文件。"""
    return [str(_path(folder, name)) for name in FILES if not _path(folder, name).exists()]


def read(folder: Path) -> list[Corpus]:
    """读取：in place; nothing is copied but into the database of the drill."""
    numbers = {row["url"]: row["doc_number"] for row in _rows(folder, NUMBERS) if row["doc_number"]}
    return [
        Corpus("七地政策标题", tuple(_policies(folder, numbers))),
        Corpus("法律法规", tuple(_laws(folder))),
        Corpus("河北省公开栏目", tuple(_province(folder))),
    ]


def _policies(folder: Path, numbers: dict[str, str]) -> Iterator[SearchDocument]:
    seen = set()
    for place, row in enumerate(_rows(folder, TITLES)):
        if row["title"] and row["url"] not in seen:
            seen.add(row["url"])
            number = numbers.get(row["url"])
            yield _document(f"policy:{place}", row["title"], "", row["published"], (number,) if number else ())


def _laws(folder: Path) -> Iterator[SearchDocument]:
    for place, row in enumerate(_rows(folder, LAWS)):
        yield _document(f"law:{place}", row["title"], row["body"] or "", row["version_date"])


def _province(folder: Path) -> Iterator[SearchDocument]:
    for place, row in enumerate(_rows(folder, PROVINCE)):
        if row["title"]:
            yield _document(f"province:{place}", row["title"], row["body"] or "", row["date"])


def _document(key: str, title: str, body: str, day: str | None, numbers: tuple[str, ...] = ()) -> SearchDocument:
    try:
        at = datetime.fromisoformat((day or _UNDATED)[:10]).replace(tzinfo=UTC)
    except ValueError:
        at = datetime.fromisoformat(_UNDATED).replace(tzinfo=UTC)
    return SearchDocument(key, title.strip(), body, numbers, (), at)


def _rows(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    with lzma.open(_path(folder, name), "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _path(folder: Path, name: str) -> Path:
    return folder / f"{name}.jsonl.xz"

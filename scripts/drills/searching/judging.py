"""评判：queries somebody judged, over the small corpora of our own; nDCG@10 and the reciprocal rank of the best."""

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from gongkai.foundation.search import SearchDocument
from gongkai.foundation.search.queries import find
from gongkai.foundation.text.html import plain_text

JUDGED = Path(__file__).resolve().parents[3] / "tests" / "foundation" / "search"
FILES = {"corpus": "judged", "demo": "judged_demo"}
LOADED_ON = date(2026, 11, 20)


@dataclass(frozen=True)
class Judgement:
    """一条评判。"""

    query: str
    ndcg: float
    reciprocal_rank: float


@dataclass(frozen=True)
class Figures:
    """评判结果：means over all queries, and each, the worst first."""

    ndcg: float
    mrr: float
    each: tuple[Judgement, ...]


def queries(corpus: str) -> list[dict[str, Any]]:
    """评判文件里的查询。"""
    given = yaml.safe_load((JUDGED / f"{FILES[corpus]}.yaml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = given["queries"]
    return found


def documents(corpus: str) -> list[SearchDocument]:
    """语料：what the queries of this name are judged over."""
    return written() if corpus == "corpus" else demonstrated()


def judged(asked: list[dict[str, Any]]) -> Figures:
    """评判：each query against what is indexed."""
    each = sorted((_one(one) for one in asked), key=lambda one: one.ndcg)
    many = len(each)
    return Figures(sum(one.ndcg for one in each) / many, sum(one.reciprocal_rank for one in each) / many, tuple(each))


def _one(judged: dict[str, Any]) -> Judgement:
    found = find(judged["q"])
    keys = [hit.key for hit in found.hits]
    grades = dict.fromkeys(judged.get("best", []), 2) | dict.fromkeys(judged.get("good", []), 1)
    if "suggests" in judged:
        right = float(found.suggestion == judged["suggests"])
        return Judgement(judged["q"], right, right)
    if not grades:
        right = float(not keys)
        return Judgement(judged["q"], right, right)
    got = [grades.get(key, 0) for key in keys[:10]]
    first = next((place for place, grade in enumerate(got, start=1) if grade == max(grades.values())), 0)
    ndcg = _gain(got) / _gain(sorted(grades.values(), reverse=True)[:10])
    return Judgement(judged["q"], ndcg, 1 / first if first else 0.0)


def _gain(grades: list[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def written() -> list[SearchDocument]:
    """自编语料：written for judging."""
    given = yaml.safe_load((JUDGED / "judged.yaml").read_text(encoding="utf-8"))["documents"]
    return [
        SearchDocument(
            key=one["key"],
            title=one["title"],
            body=one["body"],
            numbers=tuple(one["numbers"]),
            filters=tuple(one["filters"]),
            published_at=datetime.combine(one["day"], datetime.min.time(), tzinfo=UTC),
        )
        for one in given
    ]


def demonstrated() -> list[SearchDocument]:
    """演示语料：the texts of the demonstration, released or not: only the order is tried."""
    data = files("gongkai.assembly.demo") / "data"
    records = yaml.safe_load((data / "records.yaml").read_text(encoding="utf-8"))["records"]
    written = [one for one in records if str(one.get("text", "")).endswith((".txt", ".html"))]
    return [_record(one, (data / "texts" / one["text"]).read_text(encoding="utf-8")) for one in written]


def _record(one: dict[str, Any], text: str) -> SearchDocument:
    day = one["released"] if isinstance(one.get("released"), date) else LOADED_ON
    number = one.get("document_number", "").replace("{year}", str(LOADED_ON.year))
    return SearchDocument(
        key=one["id"],
        title=one["title"].replace("{year}", str(LOADED_ON.year)),
        body=plain_text(f"{one.get('summary', '')} {text}"),
        numbers=(number,) if number else (),
        filters=(f"organ:{one['organ']}", f"kind:{one['kind']}", f"theme:{one['theme']}"),
        published_at=datetime.combine(day, datetime.min.time(), tzinfo=UTC),
    )

"""Judged queries over our own documents and the demonstration's, the same on every database; figures with `-s`."""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.foundation.search.queries import find

HERE = Path(__file__).parent
QUERIES: dict[str, list[dict[str, Any]]] = {
    name: yaml.safe_load((HERE / f"{file}.yaml").read_text(encoding="utf-8"))["queries"]
    for name, file in {"corpus": "judged", "demo": "judged_demo"}.items()
}


@dataclass(frozen=True)
class Judgement:
    query: str
    ndcg: float
    reciprocal_rank: float


def _gain(grades: list[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def _judged(judged: dict[str, Any]) -> Judgement:
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
    return Judgement(
        judged["q"], _gain(got) / _gain(sorted(grades.values(), reverse=True)[:10]), 1 / first if first else 0.0
    )


@pytest.fixture(params=["corpus", "demo"])
def queries(request: pytest.FixtureRequest, db: None) -> list[dict[str, Any]]:
    request.getfixturevalue(request.param)
    return QUERIES[request.param]


def test_there_are_150_queries_and_more() -> None:
    assert sum(map(len, QUERIES.values())) >= 150


def test_what_must_never_answer_does_not(queries: list[dict[str, Any]]) -> None:
    for judged in queries:
        keys = {hit.key for hit in find(judged["q"], limit=100).hits}
        assert keys.isdisjoint(judged.get("never", [])), judged["q"]


def test_the_judged_answers_come_first(queries: list[dict[str, Any]]) -> None:
    judged = sorted((_judged(one) for one in queries), key=lambda each: each.ndcg)
    mean = sum(one.ndcg for one in judged) / len(judged)
    mrr = sum(one.reciprocal_rank for one in judged) / len(judged)
    print(f"\nnDCG@10 {mean:.4f}, MRR {mrr:.4f} over {len(judged)} queries")
    for one in judged[:12]:
        print(f"  {one.ndcg:.3f} {one.query}")
    assert mean >= 0.94, judged[:8]
    assert mrr >= 0.92, judged[:8]
    assert judged[0].ndcg >= 0.4, judged[:8]

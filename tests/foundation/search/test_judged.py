"""Judged queries over our own documents and the demonstration's, the same on every database; figures with `-s`."""

from typing import Any

import pytest

from gongkai.foundation.search.queries import find
from scripts.drills.searching import judging

QUERIES = {name: judging.queries(name) for name in judging.FILES}


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
    judged = judging.judged(queries)
    print(f"\nnDCG@10 {judged.ndcg:.4f}, MRR {judged.mrr:.4f} over {len(queries)} queries")
    for one in judged.each[:12]:
        print(f"  {one.ndcg:.3f} {one.query}")
    assert judged.ndcg >= 0.94, judged.each[:8]
    assert judged.mrr >= 0.92, judged.each[:8]
    assert judged.each[0].ndcg >= 0.4, judged.each[:8]

"""Forty and more queries with judged answers, the same on every database."""

import math
from pathlib import Path
from typing import Any

import yaml

from gongkai.foundation.search.queries import find

JUDGED: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("judged.yaml").read_text(encoding="utf-8"))


def _gain(grades: list[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def _ndcg(judged: dict[str, Any], keys: list[str]) -> float:
    grades = dict.fromkeys(judged.get("best", []), 2) | dict.fromkeys(judged.get("good", []), 1)
    if not grades:
        return float(not keys)
    return _gain([grades.get(key, 0) for key in keys[:10]]) / _gain(sorted(grades.values(), reverse=True)[:10])


def test_what_must_never_answer_does_not(corpus: object) -> None:
    for judged in JUDGED["queries"]:
        keys = {hit.key for hit in find(judged["q"], limit=100).hits}
        assert keys.isdisjoint(judged.get("never", [])), judged["q"]


def test_the_judged_answers_come_first(corpus: object) -> None:
    scores = {judged["q"]: _ndcg(judged, [hit.key for hit in find(judged["q"]).hits]) for judged in JUDGED["queries"]}
    mean = sum(scores.values()) / len(scores)
    worst = sorted(scores.items(), key=lambda each: each[1])[:8]
    print(f"nDCG@10 {mean:.4f} over {len(scores)} queries; worst {worst}")
    assert mean >= 0.95, worst
    assert worst[0][1] >= 0.5, worst

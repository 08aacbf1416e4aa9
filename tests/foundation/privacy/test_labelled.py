"""Recall and precision on a labelled set: printed, and held to floors."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from gongkai.foundation.privacy.rules import Finding, Grid, Passage, Place, scan

TODAY = date(2026, 11, 25)
SET = yaml.safe_load(Path(__file__).with_name("labelled.yaml").read_text(encoding="utf-8"))
LABEL = re.compile(r"\{(\w+):([^}]*)\}")
RECALL, PRECISION = 0.97, 0.97


def read(snippet: str) -> Passage | Grid:
    """A snippet without its labels, as a passage or a table."""
    plain = LABEL.sub(r"\2", snippet)
    if "|" not in plain:
        return Passage(Place("body"), plain)
    return Grid(Place("body"), tuple(tuple(row.split("|")) for row in plain.split("//")))


def found(snippet: str) -> list[Finding]:
    return [finding for finding in scan([read(snippet)], today=TODAY) if finding.blocks]


def outcomes() -> Iterator[tuple[str, str, str]]:
    """(hit, miss or false; kind; snippet) for every label and every finding."""
    for snippet in [*SET["positive"], *SET["negative"]]:
        wanted = Counter((kind, value.strip()) for kind, value in LABEL.findall(snippet))
        got = Counter((finding.kind.code, finding.value.strip()) for finding in found(snippet))
        yield from (("hit", kind, snippet) for kind, _ in (wanted & got).elements())
        yield from (("miss", kind, snippet) for kind, _ in (wanted - got).elements())
        yield from (("false", kind, snippet) for kind, _ in (got - wanted).elements())


def test_the_set_is_large_enough() -> None:
    assert min(len(SET["positive"]), len(SET["negative"])) >= 150


def test_recall_and_precision(capsys: pytest.CaptureFixture[str]) -> None:
    counts = Counter((outcome, kind) for outcome, kind, _ in outcomes())
    totals = Counter(outcome for outcome, _, _ in outcomes())
    recall = totals["hit"] / (totals["hit"] + totals["miss"])
    precision = totals["hit"] / (totals["hit"] + totals["false"])
    with capsys.disabled():
        print(f"\n个人信息标注集：{len(SET['positive'])} 正、{len(SET['negative'])} 反；", end="")
        print(f"召回 {recall:.3f}，精确 {precision:.3f}")
        for kind in sorted({kind for _, kind in counts}):
            hit, miss, false = (counts[outcome, kind] for outcome in ("hit", "miss", "false"))
            print(f"  {kind:16} 命中 {hit:3}  漏 {miss:2}  误 {false:2}")
    assert recall >= RECALL
    assert precision >= PRECISION


def test_nothing_that_only_looks_personal_asks_for_a_decision() -> None:
    wrong = [snippet for snippet in SET["negative"] if found(snippet)]
    assert len(wrong) <= 3, wrong

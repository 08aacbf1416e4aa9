"""情形：one file per article; each situation is fact → last lawful day and the steps, in Chinese."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai import law

FILES = sorted(Path(__file__).parent.glob("*.yaml"))
TOP = {"条文", "参数", "期限", "提示", "情形"}
EACH = {"情形", "事实", "届满日", "暂定", "步骤", "拒绝"}


def _situations() -> list[Any]:
    found = []
    for file in FILES:
        article = yaml.safe_load(file.read_text(encoding="utf-8"))
        assert set(article) <= TOP, file.name
        for situation in article["情形"]:
            assert set(situation) <= EACH, file.name
            found.append(pytest.param(article, situation, id=f"{file.stem}-{situation['情形']}"))
    return found


def _count(parameter: law.Parameter[Any], facts: dict[str, date]) -> tuple[law.Value[Any], law.Count]:
    given = parameter.at(**facts)
    day = next(iter(facts.values()))
    if isinstance(given.value, law.WorkingDays):
        return given, law.count_working_days(day, given.value)
    return given, law.count_calendar_days(day, given.value)


@pytest.mark.parametrize(("article", "situation"), _situations())
def test_the_situation_ends_as_the_article_says(article: dict[str, Any], situation: dict[str, Any]) -> None:
    """Value, citation, caution, last day and steps all stand as written in the scenario."""
    parameter = getattr(law, article["参数"])
    if "拒绝" in situation:
        with pytest.raises(law.OutsideCoverage) as refused:
            _count(parameter, situation["事实"])
        assert situation["拒绝"] in refused.value.sentence
        return
    given, count = _count(parameter, situation["事实"])
    assert str(given.citation) == article["条文"]
    assert str(given.value) == article["期限"]
    assert given.citation.caution == article.get("提示", "")
    assert (count.due_on, count.provisional) == (situation["届满日"], situation["暂定"])
    if "步骤" in situation:
        assert [step.sentence for step in count.steps] == situation["步骤"]


def test_there_are_situations() -> None:
    """An empty folder would pass silently."""
    assert len(FILES) >= 5

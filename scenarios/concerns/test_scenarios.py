"""Public concern in situations written in Chinese: by when something must be said, and by whom."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.law import OutsideCoverage
from gongkai.law.chinese import CHINA
from gongkai.programmes.concerns import routing, rules
from gongkai.programmes.concerns.routing import Body, Facts

FILE = yaml.safe_load((Path(__file__).parent / "政务舆情回应.yaml").read_text("utf-8"))
LEVELS = {name: code for code, name in rules.LEVELS}
SCOPES = {name: code for code, name in routing.SCOPES}


def _written(found: Any) -> datetime:
    return datetime.fromisoformat(str(found)).replace(tzinfo=CHINA)


@pytest.mark.parametrize("about", FILE["时限"], ids=lambda about: about["情形"])
def test_by_when(about: dict[str, Any]) -> None:
    found, level = _written(about["发现"]), LEVELS[about["级别"]]
    if "拒绝" in about:
        with pytest.raises(OutsideCoverage, match=about["拒绝"]):
            rules.limit_for(level=level, found_on=found.date())
        return
    first = rules.limit_for(level=level, found_on=found.date())
    assert rules.due_at(found, first) == _written(about["首次回应"])
    conference = rules.conference_limit(level=level, found_on=found.date())
    due = rules.due_at(found, conference) if conference else None
    assert due == (_written(about["新闻发布会"]) if "新闻发布会" in about else None)


@pytest.mark.parametrize("about", FILE["责任主体"], ids=lambda about: about["情形"])
def test_by_whom(about: dict[str, Any]) -> None:
    bodies = {"department": Body("1", "市局"), "upper": Body("2", "省厅"), "office": Body("3", "市府办")}
    facts = Facts(SCOPES[about["涉及范围"]], LEVELS[about["级别"]], date(2026, 3, 2), **bodies)
    said = routing.responsible(facts)
    assert (said.who, said.coordinator) == (about["责任主体"], about["协调"])
    assert said.directed is about.get("主要负责人指挥", False)


def test_every_scope_and_level_has_its_situation() -> None:
    assert {about["涉及范围"] for about in FILE["责任主体"]} == set(SCOPES)
    assert {about["级别"] for about in FILE["时限"]} == set(LEVELS)

"""情形：for how long a draft lies open, and by when its result is owed, in Chinese."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.foundation.permission import Decision, Refused
from gongkai.programmes.consultations import rules

SAID = yaml.safe_load(Path(__file__).with_name("征求意见期限.yaml").read_text("utf-8"))


def agrees(found: Decision, expected: str) -> bool:
    return expected in found.reason if isinstance(found, Refused) else expected == "可以"


@pytest.mark.parametrize("said", SAID["情形"], ids=lambda said: said["情形"])
def test_a_period_is_lawful_or_gives_its_reason(said: dict[str, Any]) -> None:
    assert agrees(rules.may_last(said["事项"], said["公布"], said["截止"], said.get("理由", "")), said["结果"])


@pytest.mark.parametrize("said", SAID["提意见"], ids=lambda said: said["情形"])
def test_comments_are_taken_from_the_first_day_to_the_last(said: dict[str, Any]) -> None:
    assert agrees(rules.may_comment(said["公布"], said["截止"], said["日"]), said["结果"])


@pytest.mark.parametrize("said", SAID["结果公布"], ids=lambda said: said["情形"])
def test_a_result_is_owed_by_its_day(said: dict[str, Any]) -> None:
    duty = rules.report_duty("990000105", "consultation:x", said["截止"], said.get("公布"))
    assert duty.due_on == said["届满日"]
    assert rules.phase(said["截止"], duty.due_on, said.get("公布"), said["日"]) == said["阶段"]

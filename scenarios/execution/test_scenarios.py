"""情形：how tasks stand, in Chinese, as the public sees them on a day."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.law import codes
from gongkai.programmes.execution.rules.progress import standing

SITUATIONS = yaml.safe_load(Path(__file__).with_name("实施意见二（二）.yaml").read_text("utf-8"))["情形"]
STATES = {one.name: one.code for one in codes.progress_states}


def report(said: dict[str, Any]) -> dict[str, str]:
    found = {"on": str(said["截至"]), "state": STATES[said["进展"]]}
    return found | ({"done_on": str(said["完成"])} if "完成" in said else {})


@pytest.mark.parametrize("situation", SITUATIONS, ids=[one["情形"] for one in SITUATIONS])
def test_what_the_public_sees(situation: dict[str, Any]) -> None:
    task, day = {"due_on": str(situation["时限"])}, date.fromisoformat(str(situation["看的日期"]))
    found = standing(task, [report(one) for one in situation["报告"]], day)
    names = {code: name for name, code in STATES.items()}
    expected = situation["公众看到"]
    assert (names.get(found.state, ""), found.days_late) == (expected["进展"], expected["逾期"])

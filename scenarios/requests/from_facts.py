"""经过：what happened to the clock → last lawful day, days used and the steps. Asks the engine's clock alone."""

from collections.abc import Callable
from datetime import date
from typing import Any

from gongkai import law
from gongkai.engines.casework import rules

KEYS = {"经过", "截至", "届满日", "暂定", "已用", "剩余", "逾期", "状态", "按期", "步骤"}
STATES = {"计时": "running", "暂停": "suspended", "终止": "stopped"}
Made = list[rules.Happened]


def _started(on: date, _: dict[str, Any]) -> Made:
    return [rules.Started(on, law.REPLY_LIMIT.at(received_on=on), "收到申请")]


def _corrected(on: date, _: dict[str, Any]) -> Made:
    return [
        rules.Resumed(on, "correction", "收到补正"),
        rules.Restarted(on, "收到补正的申请", law.CORRECTION_RESTARTS.at(received_on=on)),
    ]


def _ask_to_correct(on: date, _: dict[str, Any]) -> Made:
    return [rules.Suspended(on, "correction", "告知申请人补正", law.CORRECTION.at(received_on=on))]


LIMITS = {"第三方": law.THIRD_PARTY_LIMIT, "共同制作机关": law.CO_MAKER_LIMIT}


def _consult(on: date, facts: dict[str, Any]) -> Made:
    whom, received = facts["对象"], facts.get("收到")
    limit = next((limit for kind, limit in LIMITS.items() if whom.startswith(kind)), None)
    latest = None
    if received and limit:
        latest = law.count_working_days(received, limit.at(letter_received_on=received).value).due_on
    basis = law.CONSULTATION_EXCLUDED.at(received_on=on)
    return [rules.Suspended(on, whom, f"征求{whom}意见", basis, latest)]


def _answered(on: date, facts: dict[str, Any]) -> Made:
    return [rules.Resumed(on, facts["对象"], f"收到{facts['对象']}意见")]


def _extended(on: date, facts: dict[str, Any]) -> Made:
    basis = law.EXTENSION_LIMIT.at(received_on=on).citation
    return [rules.Extended(on, law.WorkingDays(facts["天数"]), "经负责人同意延长答复期限并告知申请人", basis)]


def _delayed(on: date, facts: dict[str, Any]) -> Made:
    basis = law.REPLY_DELAYED.at(received_on=on)
    return [rules.Replaced(on, facts["至"], "确定延迟答复的合理期限并告知申请人", basis)]


def _replied(on: date, _: dict[str, Any]) -> Made:
    return [rules.Stopped(on, "作出答复并送达")]


ACTS: dict[str, Callable[[date, dict[str, Any]], Made]] = {
    "收到申请": _started,
    "告知补正": _ask_to_correct,
    "收到补正": _corrected,
    "征求意见": _consult,
    "收到意见": _answered,
    "延长": _extended,
    "延迟答复": _delayed,
    "答复": _replied,
}


def _said(clock: rules.Clock) -> dict[str, Any]:
    return {
        "届满日": clock.due_on,
        "暂定": clock.provisional,
        "已用": clock.used.days,
        "剩余": clock.remaining.days,
        "逾期": clock.overdue_by.days,
        "状态": next(name for name, state in STATES.items() if state == clock.state),
        "按期": clock.on_time,
        "步骤": [step.sentence for step in clock.steps],
    }


def run(case: dict[str, Any], _: Any) -> None:
    """Every expectation written down in the scenario holds; what is not written down is not asked."""
    events: Made = []
    for step in case["经过"]:
        events += ACTS[step["事"]](step["日"], step)
    said = _said(rules.clock(events, as_of=case["截至"]))
    expected = {key: case[key] for key in case if key in said}
    assert "届满日" in expected
    assert {key: said[key] for key in expected} == expected

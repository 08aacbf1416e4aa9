"""查询：what the requests programme answers to the engine."""

from collections.abc import Mapping
from datetime import date

from gongkai.engines.casework.ports import Standing
from gongkai.engines.casework.rules import CaseAct, Done
from gongkai.foundation.permission import ALLOWED, Decision
from gongkai.programmes.requests import fees, rules


def condition(*, act: CaseAct, on: date, given: Mapping[str, str], standing: Standing) -> Decision:
    """办理条件：what the articles ask beyond the table, before an act of a request."""
    clock, done = standing.clock, tuple(standing.done)
    if clock is None:
        return ALLOWED
    if act.key == "extend":
        return rules.extension_problem(
            on=on, days=int(given["days"]), received=_received(done, clock.started_on), due_on=clock.due_on
        )
    if act.key == "ask_to_correct":
        until = date.fromisoformat(given["until_on"])
        return rules.correction_problem(on=on, until=until, received=clock.started_on)
    if act.key == "abandon_uncorrected":
        until = date.fromisoformat(rules.last_given(done, "ask_to_correct", "until_on"))
        return rules.abandonment_problem(on=on, until=until)
    if act.key == "notify_fee":
        return fees.notice_problem(given=given, done=done, received=_received(done, clock.started_on))
    return ALLOWED


def _received(done: tuple[Done, ...], otherwise: date) -> date:
    """The day of the first receipt, which picks the edition of the law."""
    return next((item.on for item in done if item.act in {"confirm", "receive"}), otherwise)

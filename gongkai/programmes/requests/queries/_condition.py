"""What the requests programme answers to the engine."""

from collections.abc import Mapping
from datetime import date

from gongkai.engines.casework.ports import Standing
from gongkai.engines.casework.rules import CaseAct, Clock, Done
from gongkai.foundation.permission import ALLOWED, Decision
from gongkai.programmes.requests import fees, rules


def condition(*, act: CaseAct, on: date, given: Mapping[str, str], standing: Standing) -> Decision:
    """办理条件：what the articles ask beyond the table, before an act of a request."""
    clock, done = standing.clock, tuple(standing.done)
    return ALLOWED if clock is None else _within_time(act.key, on, given, done, clock)


def _within_time(act: str, on: date, given: Mapping[str, str], done: tuple[Done, ...], clock: Clock) -> Decision:
    received = _received(done, clock.started_on)
    if act == "extend":
        return rules.extension_problem(on=on, days=int(given["days"]), received=received, due_on=clock.due_on)
    if act == "ask_to_correct":
        until = date.fromisoformat(given["until_on"])
        return rules.correction_problem(on=on, until=until, received=clock.started_on)
    if act == "abandon_uncorrected":
        until = date.fromisoformat(rules.last_given(done, "ask_to_correct", "until_on"))
        return rules.abandonment_problem(on=on, until=until)
    if act == "abandon_unpaid":
        noticed = next(item.on for item in reversed(done) if item.act == "notify_fee")
        return rules.payment_problem(on=on, noticed=noticed)
    if act == "notify_fee":
        return fees.notice_problem(given=given, done=done, received=received)
    return ALLOWED


def _received(done: tuple[Done, ...], otherwise: date) -> date:
    """The day of the first receipt, which picks the edition of the law."""
    return next((item.on for item in done if item.act in {"confirm", "receive"}), otherwise)

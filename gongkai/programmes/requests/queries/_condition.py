"""What the requests programme answers to the engine."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.engines.casework.ports import Standing
from gongkai.engines.casework.rules import CaseAct, Clock, Done, Effect
from gongkai.engines.casework.rules import letters as sent_letters
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.programmes.requests import fees, letters, outcomes, published, rules
from gongkai.programmes.requests.delivery import NETWORK
from gongkai.programmes.requests.programme import REQUESTS


@dataclass(frozen=True)
class _Asked:
    """What is asked: an act of this day with what was filled in, in a case as it stands."""

    on: date
    given: Mapping[str, str]
    done: tuple[Done, ...]
    clock: Clock
    received: date
    today: date

    def day(self, key: str) -> date | None:
        text = self.given.get(key, "")
        return date.fromisoformat(text) if text else None

    def has(self, act: str) -> bool:
        return any(item.act == act for item in self.done)


def condition(*, act: CaseAct, on: date, given: Mapping[str, str], standing: Standing) -> Decision:
    """办理条件：what the articles ask beyond the table, before an act of a request."""
    if _sent(act.key, given):
        sending = rules.sending_problem(on=on, today=standing.today)
        if not sending:
            return sending
    clock, done, rule = standing.clock, tuple(standing.done), _RULES.get(act.key)
    if clock is None or rule is None:
        return ALLOWED
    return rule(_Asked(on, given, done, clock, _received(done, clock.started_on), standing.today))


def _sent(act: str, given: Mapping[str, str]) -> bool:
    """Whether the act itself sends something from here; a receipt tells of a day that was."""
    if act == "deliver_reply":
        return given["way"] == NETWORK
    kind = letters.kind_of(act)
    return kind is not None and kind.key != "receipt"


def _extend(asked: _Asked) -> Decision:
    return rules.extension_problem(
        on=asked.on,
        days=int(asked.given["days"]),
        received=asked.received,
        due_on=asked.clock.due_on,
        fixed=_fixed(asked.done),
    )


def _delay(asked: _Asked) -> Decision:
    waited = _waited(asked)
    if not waited:
        return waited
    return rules.delay_problem(
        on=asked.on,
        until=date.fromisoformat(asked.given["due_on"]),
        due_on=asked.clock.due_on,
        asked=asked.has("ask_reasons"),
    )


def _ask_reasons(asked: _Asked) -> Decision:
    return rules.asking_problem(on=asked.on, until=date.fromisoformat(asked.given["until_on"]))


def _waited(asked: _Asked) -> Decision:
    """Whether the applicant's reasons came, were never asked for, or are no longer waited for."""
    if asked.has("enter_reasons"):
        return ALLOWED
    return rules.silence_problem(on=asked.on, until=rules.last_given(asked.done, "ask_reasons", "until_on"))


def _ask_to_correct(asked: _Asked) -> Decision:
    # From the first receipt: a payment starts the time to reply afresh, not the days to ask for a correction.
    until = date.fromisoformat(asked.given["until_on"])
    return rules.correction_problem(on=asked.on, until=until, received=asked.received)


def _abandon_uncorrected(asked: _Asked) -> Decision:
    until = date.fromisoformat(rules.last_given(asked.done, "ask_to_correct", "until_on"))
    return rules.abandonment_problem(on=asked.on, until=until)


def _abandon_unpaid(asked: _Asked) -> Decision:
    # Since the last notice: one of before the case was reopened says nothing of this one.
    since = asked.done[max(place for place, item in enumerate(asked.done) if item.act == "notify_fee") :]
    told = rules.last_given(since, "note_fee_delivered", "received_on")
    return rules.payment_problem(on=asked.on, received=date.fromisoformat(told) if told else None)


def _note_fee_delivered(asked: _Asked) -> Decision:
    sent = next(item.on for item in reversed(asked.done) if item.act == "notify_fee")
    return rules.arrival_problem(sent=sent, received=date.fromisoformat(asked.given["received_on"]), today=asked.today)


def _enter_opinion(asked: _Asked) -> Decision:
    letter = next(item for item in asked.done if str(item.number) == asked.given["letter"])
    return rules.opinion_problem(act=letter.act, stance=asked.given.get("stance", ""))


def _sign_reply(asked: _Asked) -> Decision:
    proposed = _proposed(asked.done)
    if proposed.get("kind") not in outcomes.GIVING:
        return ALLOWED
    heard = rules.hearing_problem(
        awaited=_awaited(asked.done, asked.today),
        objecting=len(_objecting(asked.done, _told(asked.done))),
        kept=_kept_for_others(proposed),
    )
    return heard and _objection(asked.done, proposed)


def _deliver_reply(asked: _Asked) -> Decision:
    proposed = _proposed(asked.done)
    publishing = published.publishing_problem(kind=proposed.get("kind", ""), given=asked.given)
    if not publishing or proposed.get("kind") not in outcomes.GIVING:
        return publishing
    return _objection(asked.done, proposed)


def _proposed(done: tuple[Done, ...]) -> Mapping[str, str]:
    return next((item.given for item in reversed(done) if item.act == "propose_reply"), {})


def _told(done: tuple[Done, ...]) -> set[str]:
    return {item.given["letter"] for item in done if item.act == "notify_third_party"}


def _kept_for_others(proposed: Mapping[str, str]) -> int:
    return sum(one.ground == outcomes.THIRD_PARTY for one in outcomes.withheld_in(proposed))


def _objection(done: tuple[Done, ...], proposed: Mapping[str, str]) -> Decision:
    return rules.objection_problem(objecting=_objecting(done, _told(done)), kept=_kept_for_others(proposed))


def _awaited(done: tuple[Done, ...], today: date) -> list[str]:
    """Third parties who may still speak: not answered yet, and the time the law gives them has not passed."""
    return [
        one.whom
        for one in sent_letters(REQUESTS, done)
        if one.act == "consult_third_party"
        and one.answered_on is None
        and one.dropped_on is None
        and rules.may_still_speak(received=one.received_on, today=today)
    ]


def _objecting(done: tuple[Done, ...], told: Collection[str]) -> list[str]:
    """Third parties who did not agree, by what they said last, and were told nothing."""
    stances = {item.given["letter"]: item.given.get("stance", "") for item in done if item.act == "enter_opinion"}
    return [
        item.given["whom"]
        for item in done
        if item.act == "consult_third_party"
        and stances.get(str(item.number)) in {"partly", "object"}
        and str(item.number) not in told
    ]


def _notify_fee(asked: _Asked) -> Decision:
    acts = [item.act for item in asked.done]
    if "notify_fee" in acts and "reopen" not in acts[acts.index("notify_fee") :]:
        return Refused("本件已经通知过缴费，不能再次通知。请直接办理答复。")
    return fees.notice_problem(
        on=asked.on, given=asked.given, done=asked.done, received=asked.received, due_on=asked.clock.due_on
    )


def _note_delivered(asked: _Asked) -> Decision:
    sent = next(item.on for item in asked.done if str(item.number) == asked.given["letter"])
    received = date.fromisoformat(asked.given["received_on"])
    return rules.arrival_problem(sent=sent, received=received, today=asked.today)


def _drop_consultation(asked: _Asked) -> Decision:
    letter = next(one for one in sent_letters(REQUESTS, asked.done) if str(one.number) == asked.given["letter"])
    return rules.dropping_problem(received=letter.received_on, today=asked.today)


def _propose_reply(asked: _Asked) -> Decision:
    waited = _waited(asked)
    return waited and rules.reply_problem(given=asked.given, acts={item.act for item in asked.done})


def _withdraw(asked: _Asked) -> Decision:
    return rules.withdrawal_problem(on=asked.on, today=asked.today, due_on=asked.clock.due_on)


def _reopen(asked: _Asked) -> Decision:
    return rules.reopening_problem(on=asked.on, until=asked.day("due_on"))


_RULES: Mapping[str, Callable[[_Asked], Decision]] = {
    "extend": _extend,
    "ask_reasons": _ask_reasons,
    "delay": _delay,
    "note_delivered": _note_delivered,
    "drop_consultation": _drop_consultation,
    "propose_reply": _propose_reply,
    "ask_to_correct": _ask_to_correct,
    "abandon_uncorrected": _abandon_uncorrected,
    "abandon_unpaid": _abandon_unpaid,
    "notify_fee": _notify_fee,
    "note_fee_delivered": _note_fee_delivered,
    "enter_opinion": _enter_opinion,
    "sign_reply": _sign_reply,
    "deliver_reply": _deliver_reply,
    "withdraw": _withdraw,
    "reopen": _reopen,
}


def _received(done: tuple[Done, ...], otherwise: date) -> date:
    """The day of the first receipt, which picks the edition of the law."""
    return next((item.on for item in done if item.act in {"confirm", "receive"}), otherwise)


def _fixed(done: tuple[Done, ...]) -> bool:
    """Whether another last day stands in place of the one counted: fixed since the limit last began."""
    for item in reversed(done):
        effect = REQUESTS.act(item.act).effect
        if effect is Effect.REPLACE:
            return True
        if effect in {Effect.START, Effect.RESTART, Effect.REOPEN}:
            return bool(item.given.get("due_on"))
    return False

"""去函：the letters sent in a case, and how far the other side has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.engines.casework.rules._history import Done
from gongkai.engines.casework.rules._procedure import CaseAct, Effect, Procedure


@dataclass(frozen=True)
class SentLetter:
    """征求意见书：one letter to others: the number of its act, to whom, and when it arrived and was answered."""

    number: int
    name: str
    whom: str
    sent_on: date
    received_on: date | None
    answered_on: date | None
    act: str
    dropped_on: date | None = None
    """终止征求之日：when the wait for it was ended without an answer."""


def letters(procedure: Procedure, done: Iterable[Done]) -> tuple[SentLetter, ...]:
    """征求意见书：those to others, in the order they went out; what the applicant is asked for is none."""
    items = tuple(done)
    arrived = {item.given["letter"]: item.day("received_on") for item in _with(procedure, items, Effect.RECEIVED)}
    answers: dict[str, date] = {}
    dropped: dict[str, date] = {}
    for item in _with(procedure, items, Effect.RESUME):
        (dropped if procedure.act(item.act).drops else answers).setdefault(item.given["letter"], item.on)
    return tuple(
        SentLetter(
            item.number,
            procedure.act(item.act).name,
            item.given.get("whom", ""),
            item.on,
            arrived.get(str(item.number)),
            answers.get(str(item.number)),
            item.act,
            dropped.get(str(item.number)),
        )
        for item in _with(procedure, items, Effect.SUSPEND)
        if not procedure.act(item.act).to
    )


def letters_for(procedure: Procedure, act: CaseAct, done: Iterable[Done]) -> tuple[SentLetter, ...]:
    """所指的函：those an act may speak of: of which the day of arrival, or the answer, has not been entered yet.

    An act about the letters of another one speaks of those answered, each once; one that drops, of those not answered.
    """
    items = tuple(done)
    sent = letters(procedure, items)
    waited_for = tuple(one for one in sent if one.answered_on is None and one.dropped_on is None)
    if act.drops:
        return tuple(one for one in waited_for if one.act == act.about)
    if act.about:
        said = {item.given.get("letter") for item in items if item.act == act.key}
        return tuple(one for one in sent if one.act == act.about and one.answered_on and str(one.number) not in said)
    if act.effect is Effect.RECEIVED:
        return tuple(one for one in sent if one.received_on is None and one.dropped_on is None)
    return waited_for


def _with(procedure: Procedure, done: tuple[Done, ...], effect: Effect) -> Iterable[Done]:
    return (item for item in done if procedure.act(item.act).effect is effect)

"""事项情况：what a matter is, as far as its steps hang on it; as judged when the procedure was started, or since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from gongkai.engines.casework.rules import Done

YES, NO = "yes", "no"
JUDGING = frozenset({"start", "judge_again"})
ADJUST, KEEP = "adjust", "keep_unchanged"
IN_FORCE, SUSPENDED = "in_force", "suspended"
STANDS_AFTER: Mapping[str, str] = {
    "publish": IN_FORCE,
    "keep_secret": IN_FORCE,
    "resume": IN_FORCE,
    "resume_meanwhile": IN_FORCE,
    "suspend": SUSPENDED,
    "suspend_meanwhile": SUSPENDED,
    "stop": "",
}
"""行为 → 其后决策的效力。"""
NOTES: Mapping[str, str] = {
    IN_FORCE: "原决策继续有效，正在履行调整程序",
    SUSPENDED: "原决策中止执行，正在履行调整程序",
}
"""调整中的决策：what is said of it; a decision is not changed nor ended by its adjustment being begun (第三十七条)."""
ROUNDS = frozenset({"start", ADJUST})
"""从头履行程序的行为：steps done before them no longer count."""
CITED = frozenset({"cite_consultation", "note_consultation"})
"""登记公开征求意见的行为。"""


@dataclass(frozen=True)
class MatterFacts:
    """决策事项情况：each true or false, judged with reasons by the organ that decides.

    `secret`: by law not disclosed. `concern`: touches the interests of people directly, or is of general concern.
    `groups`: touches those of particular groups. `hearing`: great disagreement or a great shift of interests that
    needs a hearing. `technical`: specialised. `harm`: its effects on stability or safety may be adverse. `sensitive`:
    touches public safety, stability or the environment; `divided`: opinions differ widely. `market`: touches what
    market entities do.
    """

    secret: bool = False
    concern: bool = False
    groups: bool = False
    hearing: bool = False
    technical: bool = False
    harm: bool = False
    sensitive: bool = False
    divided: bool = False
    market: bool = False


KEYS = tuple(one.name for one in fields(MatterFacts))


def facts_of(done: Sequence[Done]) -> MatterFacts | None:
    """事项情况：as last judged; None before the procedure was started."""
    judged = next((one.given for one in reversed(done) if one.act in JUDGING), None)
    return read_facts(judged) if judged is not None else None


def entry_of(done: Sequence[Done]) -> str:
    """决策事项目录编号：as it was given when last judged; empty for a matter that is in no catalogue."""
    return next((one.given.get("entry", "") for one in reversed(done) if one.act in JUDGING), "")


def ground_of(done: Sequence[Done]) -> str:
    """依法不予公开的法定情形：as it was given when last judged."""
    return next((one.given.get("ground", "") for one in reversed(done) if one.act in JUDGING), "")


def read_facts(given: Mapping[str, str]) -> MatterFacts:
    """读出情况：from what was filled in."""
    return MatterFacts(**{key: given.get(key) == YES for key in KEYS})


def this_round(done: Sequence[Done]) -> tuple[Done, ...]:
    """本轮程序：the acts since the procedure was started, or taken up again for an adjustment.

    An adjustment that was rejected leaves the round before it as it was.
    """
    kept, before = list[Done](), list[list[Done]]()
    for one in done:
        if one.act in ROUNDS:
            before.append(kept)
            kept = []
        kept.append(one)
        if one.act == KEEP and before:
            kept = before.pop()
    return tuple(kept)


def decision_stands(done: Sequence[Done]) -> str:
    """决策的效力：in force, suspended, or "" where none was made yet or it was ended; an adjustment changes nothing."""
    return next((STANDS_AFTER[one.act] for one in reversed(done) if one.act in STANDS_AFTER), "")


def is_adjusting(done: Sequence[Done]) -> bool:
    """是否正在调整：the procedure was taken up again for a decision that stands, and did not come to an end yet."""
    turns = {ADJUST, KEEP, "publish", "keep_secret", "stop"}
    return next((one.act for one in reversed(done) if one.act in turns), "") == ADJUST


def adjusting_note(done: Sequence[Done]) -> str:
    """调整中的说明：that the decision goes on, or is suspended, meanwhile; "" while none is adjusted."""
    return NOTES.get(decision_stands(done), "") if is_adjusting(done) else ""


def adjusted_on(done: Sequence[Done]) -> date | None:
    """本轮调整的日期：the day the decision was adjusted for this round; None in the first round."""
    first = next(iter(this_round(done)), None)
    return first.on if first and first.act == ADJUST else None


def kept_secret(done: Sequence[Done]) -> frozenset[int]:
    """认定为依法不予公开期间办理的行为：their numbers; what was written then stays undisclosed when judged anew."""
    found, secret = set[int](), False
    for one in done:
        secret = read_facts(one.given).secret if one.act in JUDGING else secret
        if secret:
            found.add(one.number)
    return frozenset(found)

"""事项情况：what a matter is, as far as its steps hang on it; as judged when the procedure was started, or since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from gongkai.engines.casework.rules import Done

YES, NO = "yes", "no"
JUDGING = frozenset({"start", "judge_again"})
ADJUST = "adjust"
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


def read_facts(given: Mapping[str, str]) -> MatterFacts:
    """读出情况：from what was filled in."""
    return MatterFacts(**{key: given.get(key) == YES for key in KEYS})


def this_round(done: Sequence[Done]) -> tuple[Done, ...]:
    """本轮程序：the acts since the procedure was started, or taken up again for an adjustment."""
    first = max((place for place, one in enumerate(done) if one.act in ROUNDS), default=0)
    return tuple(done[first:])


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

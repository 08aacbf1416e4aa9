"""决策的义务：what a decision owes once it is made: to be published in time, and explained; pure.

依据：《重大行政决策程序暂行条例》第三十二条；期限依《政府信息公开条例》第二十六条。
"""

from collections.abc import Iterator, Sequence
from datetime import date

from gongkai import law
from gongkai.engines.assessment.duties import Duty
from gongkai.engines.casework.rules import Done
from gongkai.law import deciding
from gongkai.programmes.decisions import rules

PUBLISH = "decision-publication"
NAME = "公布重大行政决策和说明"


def duties_of(done: Sequence[Done], *, organ: str, matter: str) -> tuple[Duty, ...]:
    """一件决策事项的义务：of each round that was decided, unless it is by law not disclosed."""
    facts = rules.facts_of(done)
    return () if facts is None or facts.secret else tuple(_publication(done, organ, matter))


def _publication(done: Sequence[Done], organ: str, matter: str) -> Iterator[Duty]:
    for place, one in enumerate(done):
        if one.act != "decide":
            continue
        decided_on = one.day("held_on")
        met = next((later.on for later in done[place:] if later.act == "publish"), None)
        due, limit = _due(decided_on)
        yield Duty(PUBLISH, organ, matter, NAME, decided_on, due, met, _basis(decided_on, one.on), limit=limit)


def _basis(decided_on: date, entered_on: date) -> law.Citation:
    """As it stood on the day of the meeting; of a mistyped day before there was any, as on the day of entry."""
    try:
        return deciding.DECISION_PUBLISHED.at(decided_on=decided_on)
    except law.OutsideCoverage:
        return deciding.DECISION_PUBLISHED.at(decided_on=entered_on)


def _due(decided_on: date) -> tuple[date | None, law.WorkingDays | None]:
    """No day where no calendar reaches."""
    try:
        limit = law.PROACTIVE_LIMIT.at(formed_on=decided_on)
        return law.count_working_days(decided_on, limit.value).due_on, limit.value
    except law.OutsideCoverage:
        return None, None

"""决策的义务：what a decision owes by a day the law sets, or once it is made and no day is set; pure.

What must be done *before* something else is no duty but a gate (`rules`): it cannot be skipped, so it is never late.
依据：《重大行政决策程序暂行条例》第十六条第三款、第三十二条、第三十四条；公布的期限依《政府信息公开条例》第二十六条。
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from gongkai import law
from gongkai.engines.assessment.duties import Duty
from gongkai.engines.casework.rules import Done
from gongkai.law import deciding
from gongkai.programmes.decisions import rules

PUBLISH = "decision-publication"
MATERIALS = "decision-hearing-materials"
EXECUTOR = "decision-executor"
EXPLAIN = "decision-explained"
NAMES = {
    PUBLISH: "公布重大行政决策和说明",
    MATERIALS: "向听证参加人送达听证会材料",
    EXECUTOR: "明确决策执行单位",
    EXPLAIN: "宣传解读重大行政决策",
}
"""义务 → 名称。"""
ENDS = frozenset({"stop", "archive"})


def duties_of(done: Sequence[Done], *, organ: str, matter: str) -> tuple[Duty, ...]:
    """一件决策事项的义务：of each round, unless it is by law not disclosed; `organ` decides."""
    facts = rules.facts_of(done)
    if facts is None or facts.secret:
        return ()
    owed = _Owed(done, organ, matter)
    return (*owed.materials(), *owed.publication(), *owed.after(explained=facts.concern or facts.technical))


class _Owed:
    """Gathers what one matter owes."""

    def __init__(self, done: Sequence[Done], organ: str, matter: str) -> None:
        self.done, self.organ, self.matter = done, organ, matter

    def materials(self) -> Iterator[Duty]:
        """Of every hearing announced; it falls away when the hearing is called off."""
        for place, one in enumerate(self.done):
            if one.act != "publish_notice":
                continue
            first = max(at for at, each in enumerate(self.done[:place]) if each.act == "announce_hearing")
            notice = self.done[first]
            held_on = notice.day("held_on")
            limit = deciding.HEARING_MATERIALS.at(held_on=held_on)
            met = self._first(first, "serve_materials", "call_off_hearing")
            yield self._duty(
                MATERIALS, one.on, limit.citation, due_on=held_on - timedelta(days=limit.value.days),
                met_on=_served_on(met), limit=limit.value, organ=notice.organ,
            )  # fmt: skip

    def publication(self) -> Iterator[Duty]:
        """Of every meeting that decided."""
        for place, one in enumerate(self.done):
            if one.act == "decide":
                decided_on = one.day("held_on")
                due, limit = _due(decided_on)
                yield self._duty(
                    PUBLISH, decided_on, _basis(decided_on, one.on), due_on=due, limit=limit,
                    met_on=_on(self._first(place, "publish")),
                )  # fmt: skip

    def after(self, *, explained: bool) -> Iterator[Duty]:
        """Of the decision as last published: who carries it out, and that it is explained. The law sets no day."""
        place = max((at for at, one in enumerate(self.done) if one.act == "publish"), default=-1)
        if place < 0:
            return
        on, ended = self.done[place].on, self._first(place, *ENDS)
        named = next((one for one in self.done if one.act == "name_executor"), ended)
        basis = deciding.DECISION_EXECUTED.at(published_on=on)
        yield self._duty(EXECUTOR, on, basis, met_on=max(named.on, on) if named else None)
        if explained:
            basis = deciding.DECISION_EXPLAINED.at(published_on=on)
            yield self._duty(EXPLAIN, on, basis, met_on=_on(self._first(place, "explain_publicly", *ENDS)))

    def _first(self, place: int, *acts: str) -> Done | None:
        return next((one for one in self.done[place:] if one.act in acts), None)

    def _duty(
        self, kind: str, arisen_on: date, basis: law.Citation, *, met_on: date | None, due_on: date | None = None,
        limit: law.Quantity | None = None, organ: str = "",
    ) -> Duty:  # fmt: skip
        return Duty(kind, organ or self.organ, self.matter, NAMES[kind], arisen_on, due_on, met_on, basis, limit=limit)


def _on(one: Done | None) -> date | None:
    return one.on if one else None


def _served_on(one: Done | None) -> date | None:
    return one.day("served_on") if one and one.act == "serve_materials" else _on(one)


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

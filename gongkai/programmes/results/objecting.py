"""不能成立的：a judgement by who is judged; asked of the names of organs, as a dry run and a proposal tell it."""

from collections.abc import Mapping
from datetime import date

from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.models import EntryVersion
from gongkai.engines.registers.ports import Objecting
from gongkai.engines.registers.rules import Values, every
from gongkai.foundation.organs import queries as organs
from gongkai.programmes.results.programme import OUTCOMES, RATINGS, TASKS
from gongkai.programmes.results.rules import problem_with_evaluator


def of_ratings(lines: Mapping[str, Values], on: date) -> Mapping[str, Mapping[str, str]]:
    """独立评价不能成立的：its evaluator is who is judged, or, of a third party, who commissions it. At most 3 SQL."""
    keys = {key for one in lines.values() for key in every(one.get("outcomes"))}
    outcomes = registers.versions(OUTCOMES, keys, on, seen_on=None)
    tasks = registers.versions(TASKS, {_said(one, "task") for one in outcomes.values()} - {""}, on, seen_on=None)
    judged = {key: _answering(one, tasks.get(_said(one, "task"))) for key, one in outcomes.items()}
    asking = {str(one.get("organ", "")) for one in lines.values()}
    names = organs.ever_named(asking.union(*judged.values()))
    found = {}
    for key, values in lines.items():
        codes = {code for one in every(values.get("outcomes")) for code in judged.get(one, ())}
        own = {name for code in codes for name in names.get(code, ())}
        commissioning = names.get(str(values.get("organ", "")), frozenset())
        if said := problem_with_evaluator(values, judged=own, commissioning=commissioning):
            found[key] = {"evaluator": said}
    return found


def _answering(outcome: EntryVersion, task: EntryVersion | None) -> frozenset[str]:
    """Who answers for an outcome: its organ, and who leads, assists with and keeps its task."""
    of_task = (_said(task, "lead"), *every(task.values.get("assisting"))) if task else ()
    return frozenset({_said(outcome, "organ"), *of_task} - {""})


def _said(version: EntryVersion, field: str) -> str:
    return str(version.values.get(field, ""))


OBJECTING: Mapping[str, Objecting] = {RATINGS: of_ratings}
"""register → what refuses its lines beside others."""

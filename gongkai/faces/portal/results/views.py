"""结果：what became of what was promised, by government and year; self-report and others' judgement stand apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _

from gongkai.engines.registers.rules import every, parts_of
from gongkai.faces.kit.charts import Bar
from gongkai.faces.kit.http import Request
from gongkai.faces.kit.languages import term
from gongkai.faces.kit.register_files import path_of
from gongkai.faces.portal.http import page, public
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.places import queries as places
from gongkai.foundation.text import storable
from gongkai.law import codes
from gongkai.programmes.execution import queries as execution
from gongkai.programmes.execution.queries import Task
from gongkai.programmes.execution.rules.amounts import plain
from gongkai.programmes.results import queries
from gongkai.programmes.results.programme import OUTCOMES, POLLS, RATINGS
from gongkai.programmes.results.queries import Outcome, Poll, Year
from gongkai.programmes.results.rules import Promised

MOST_YEARS = 200
FIRST, LAST = 1949, 2199
TONES = {"reached": "good", "partly": "warn", "not_reached": "warn", "continuing": "info"}


@dataclass(frozen=True)
class Asked:
    """一次调查，供页面显示：with a bar for each answer."""

    poll: Poll
    bars: tuple[Bar, ...]
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Line:
    """一项结果，供页面显示；`task` is how the task stands by its own reports."""

    outcome: Outcome
    organ: str
    task: Task | None

    @property
    def tone(self) -> str:
        """标签的样子。"""
        return TONES.get(self.outcome.state, "plain")


@public
def index(request: Request) -> HttpResponse:
    """结果公开：the governments and years of which results were published. Two SQL queries."""
    today = china_date(request.at)
    found = queries.years(today, limit=MOST_YEARS)
    paths = places.paths({place for place, _, _ in found}, on=today)
    facts = {"years": [(place, (paths.get(place) or (place,))[-1], year, many) for place, year, many in found]}
    return page(request, "results/index", facts)


@public
def year(request: Request, place: str, year: int) -> HttpResponse:
    """一级政府一年的结果。Nine SQL queries.

    :raises NotFound: for a place there is not, or a year of which nothing was published.
    """
    today = china_date(request.at)
    here = places.by_code(storable(place), on=today)
    if not FIRST <= year <= LAST:
        raise NotFound
    found = queries.year(here.code, year, today, seen_on=today)
    if not (found.outcomes or found.ratings or found.polls):
        raise NotFound
    lines = _lines(found.outcomes, today)
    facts = {
        "place": here,
        "year": year,
        "found": found,
        "states": _states(found),
        "groups": _groups(lines),
        "ratings": [(one, _files(RATINGS, one.version.values.get("report"))) for one in found.ratings],
        "polls": [_asked(one) for one in found.polls],
    }
    return page(request, "results/year", facts)


@public
def outcome(request: Request, key: str) -> HttpResponse:
    """一项结果。Seven SQL queries.

    :raises NotFound: for a result there is not.
    """
    today = china_date(request.at)
    found = queries.outcome(storable(key), today, seen_on=today)
    if found is None:
        raise NotFound
    values = found.version.values
    facts = {
        "line": _lines([found], today)[0],
        "found": found,
        "values": values,
        "bars": bars_of(found.promised),
        "evidence": _files(OUTCOMES, values.get("evidence")),
        "ratings": [(one, _files(RATINGS, one.version.values.get("report"))) for one in found.ratings],
        "polls": [_asked(one) for one in found.polls],
    }
    return page(request, "results/outcome", facts)


def bars_of(found: Iterable[Promised]) -> list[Bar]:
    """目标和完成：a bar for each indicator."""
    return [
        Bar(
            one.name,
            one.amount or 0,
            f"{plain(one.amount)}{one.unit}" if one.amount is not None else _("没有报告"),
            target=one.target,
            target_said=f"{'≤' if one.most else ''}{plain(one.target)}{one.unit}",
            chinese=True,
            said_chinese=one.amount is not None,
        )
        for one in found
    ]


def _states(found: Year) -> list[Bar]:
    return [Bar(term(state.name), found.count(state.code)) for state in codes.outcome_states]


def _lines(outcomes: Sequence[Outcome], today: date) -> list[Line]:
    """With the names of the organs, and how the tasks stand by their own reports. Three SQL queries."""
    names = organs.names_on({str(one.version.values.get("organ", "")) for one in outcomes}, today)
    wanted = {one.task for one in outcomes if one.task}
    tasks = {one.version.key: one for one in execution.tasks(wanted, today, seen_on=today)} if wanted else {}
    return [
        Line(one, names.get(str(one.version.values.get("organ", "")), ""), tasks.get(one.task)) for one in outcomes
    ]  # fmt: skip


def _groups(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    """By kind, in the order of the list of kinds."""
    found = ((kind.name, [one for one in lines if one.outcome.kind == kind.code]) for kind in codes.plan_kinds)
    return [(name, some) for name, some in found if some]


def _asked(poll: Poll) -> Asked:
    bars = tuple(
        Bar(one.name, one.people, f"{one.people:,}（{share}）", chinese=True) for one, share in poll.answers
    )  # fmt: skip
    return Asked(poll, bars, _files(POLLS, poll.version.values.get("report")))


def _files(register: str, value: str | list[str] | None) -> tuple[tuple[str, str], ...]:
    return tuple((parts_of(one)[1], path_of(register, one)) for one in every(value))

"""结果查询：the results of a government's year: what organs say of themselves, and apart from it what others found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import EntryVersion
from gongkai.engines.registers.rules import every
from gongkai.programmes.results import rules
from gongkai.programmes.results.programme import OUTCOMES, POLLS, RATINGS, TASKS
from gongkai.programmes.results.rules import Answer, Promised

MOST = 500
"""一年的上限：so many outcomes of a government's year are shown and counted."""
MOST_JUDGED = 200


@dataclass(frozen=True)
class Rating:
    """一项独立评价。"""

    version: EntryVersion

    @property
    def way(self) -> str:
        """评价方式的名称。"""
        return register_of(RATINGS).field("way").name_of(str(self.version.values.get("way", "")))

    @property
    def grade(self) -> str:
        """评价等次的名称；empty where none was given."""
        code = str(self.version.values.get("grade", ""))
        return register_of(RATINGS).field("grade").name_of(code) if code else ""


@dataclass(frozen=True)
class Poll:
    """一次调查：with its answers and their shares."""

    version: EntryVersion

    @property
    def valid(self) -> int:
        """有效样本。"""
        return int(str(self.version.values.get("valid", "0")))

    @property
    def answers(self) -> tuple[tuple[Answer, str], ...]:
        """回答和百分比。"""
        return rules.shares(rules.answers(self.version.values), self.valid)


@dataclass(frozen=True)
class Outcome:
    """一项结果：the organ's own account; ratings and polls that name it stand beside it."""

    version: EntryVersion
    ratings: tuple[Rating, ...] = ()
    polls: tuple[Poll, ...] = ()

    @property
    def state(self) -> str:
        """自评结论的代码。"""
        return str(self.version.values.get("state", ""))

    @property
    def state_name(self) -> str:
        """自评结论的名称。"""
        return register_of(OUTCOMES).field("state").name_of(self.state)

    @property
    def kind(self) -> str:
        """种类的代码。"""
        return str(self.version.values.get("kind", ""))

    @property
    def promised(self) -> tuple[Promised, ...]:
        """目标和完成。"""
        return rules.promised(self.version.values)

    @property
    def task(self) -> str:
        """执行任务的编号；empty where there is none."""
        return str(self.version.values.get("task", ""))


@dataclass(frozen=True)
class Year:
    """一级政府一年的结果。"""

    outcomes: tuple[Outcome, ...]
    ratings: tuple[Rating, ...]
    polls: tuple[Poll, ...]
    cut: bool

    def count(self, state: str) -> int:
        """自评为某一结论的件数。"""
        return sum(one.state == state for one in self.outcomes)


def years(on: date, *, limit: int) -> list[tuple[str, str, int]]:
    """有结果的年度：(place, year, how many outcomes), the newest first. 1 SQL."""
    rows = registers.in_force(OUTCOMES, on, seen_on=on).values_list("values__area", "values__year")
    counted = rows.annotate(many=Count("pk")).order_by("-values__year", "values__area")
    return [(str(place), str(year), many) for place, year, many in counted[:limit]]


def year(place: str, asked: int, on: date, *, seen_on: date | None) -> Year:
    """一级政府一年的结果：none of it where nothing was published. 3 SQL."""
    chosen = {"area": place, "year": f"{asked:04d}"}
    outcomes, ratings, polls = (
        registers.listing(register_of(code), on, seen_on=seen_on, chosen=chosen, limit=limit)
        for code, limit in ((OUTCOMES, MOST), (RATINGS, MOST_JUDGED), (POLLS, MOST_JUDGED))
    )
    rated = tuple(map(Rating, ratings.versions))
    polled = tuple(map(Poll, polls.versions))
    return Year(
        tuple(_beside(one, rated, polled) for one in outcomes.versions), rated, polled, bool(outcomes.next)
    )  # fmt: skip


def outcome(key: str, on: date, *, seen_on: date | None) -> Outcome | None:
    """一项结果：with the ratings and polls that name it. At most 3 SQL."""
    version = registers.entry_on(OUTCOMES, key, on, seen_on=seen_on)
    if version is None:
        return None
    ratings, polls = (
        registers.naming(code, "outcomes", [key], on, of=OUTCOMES, seen_on=seen_on, limit=MOST_JUDGED)
        for code in (RATINGS, POLLS)
    )
    return Outcome(version, tuple(map(Rating, ratings)), tuple(map(Poll, polls)))


def outcomes_of_tasks(tasks: Sequence[str], on: date, *, seen_on: date | None) -> dict[str, EntryVersion]:
    """任务的结果：task → the outcome that names it. 1 SQL for every 500."""
    return {str(one.values.get("task", "")): one for one in outcomes_on(tasks, on, seen_on=seen_on)}


def outcomes_on(tasks: Sequence[str], on: date, *, seen_on: date | None) -> list[EntryVersion]:
    """任务的各项结果：all that name any of them. 1 SQL for every 500."""
    return registers.naming(OUTCOMES, "task", tasks, on, of=TASKS, seen_on=seen_on, limit=MOST)


def _beside(version: EntryVersion, ratings: Sequence[Rating], polls: Sequence[Poll]) -> Outcome:
    return Outcome(
        version,
        tuple(one for one in ratings if version.key in every(one.version.values.get("outcomes"))),
        tuple(one for one in polls if version.key in every(one.version.values.get("outcomes"))),
    )

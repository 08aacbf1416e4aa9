"""年度工作日历：one year of rest days and make-up days as a holiday notice fixes them, read from YAML."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import cast

from .chinese import day_in_chinese
from .errors import LawFileError
from .instruments import Attested, Citation
from .reading import Node

DECEMBER = 12
SATURDAY = 5


@dataclass(frozen=True)
class CalendarYear:
    """年度放假安排：rest days and make-up working days of one year, by one notice.

    `rest` and `work` map a day to the holiday it belongs to. `provisional` marks our own projection before
    the notice is published. `local` names a local arrangement laid over the national one.
    """

    year: int
    notice: str
    attested: Attested
    provisional: bool
    rest: dict[date, str]
    work: dict[date, str]
    local: str
    supersedes: bool
    file: str

    @property
    def citation(self) -> Citation:
        """The notice as a citation."""
        title = self.local or f"国务院办公厅关于{self.year}年部分节假日安排的通知"
        note = "国务院办公厅尚未公布该年放假安排，按现行规定推算。" if self.provisional else ""
        return Citation(title, self.notice, "", "", self.attested, str(self.year), note=note)


def read_calendar(node: Node) -> CalendarYear:
    """Read one calendar file.

    :raises LawFileError: on unknown keys, days outside the year, days both rest and work, weekday make-up days.
    """
    node.keys(
        required=("year", "notice", "attested", "rest", "work"),
        optional=("issued_on", "provisional", "local", "supersedes", "note"),
    )
    node.optional_day("issued_on")
    node.optional_text("note")
    year, provisional, local = node["year"].number(), node.flag("provisional"), node.optional_text("local")
    notice = node["notice"].text()
    if provisional != (notice == "none"):
        raise node["notice"].fail("a provisional year has `notice: none`, any other year a number or `unverified`")
    rest: dict[date, str] = {}
    for item in node["rest"].items():
        _add_rest(item.keys(required=("name", "from", "through")), year, rest)
    work: dict[date, str] = {}
    for item in node["work"].items(empty=True):
        _add_work(item.keys(required=("name", "day")), year, rest, work)
    return CalendarYear(
        year=year,
        notice="" if notice in ("none", "unverified") else notice,
        attested=cast(Attested, node["attested"].one_of("verbatim", "excerpt", "unverified")),
        provisional=provisional,
        rest=rest,
        work=work,
        local=local,
        supersedes=node.flag("supersedes"),
        file=node.file,
    )


def _add_rest(item: Node, year: int, rest: dict[date, str]) -> None:
    first, last = item["from"].day(), item["through"].day()
    if last < first:
        raise item.fail("through lies before from (through is the last rest day itself)")
    day = first
    while day <= last:
        _within(item, day, year)
        if day in rest:
            raise item.fail(f"{day_in_chinese(day)} is already a rest day")
        rest[day] = item["name"].text()
        day += timedelta(days=1)


def _add_work(item: Node, year: int, rest: dict[date, str], work: dict[date, str]) -> None:
    day = _within(item["day"], item["day"].day(), year)
    if day.weekday() < SATURDAY:
        raise item["day"].fail("a make-up working day falls on a Saturday or Sunday")
    if day in rest or day in work:
        raise item["day"].fail(f"{day} is already listed")
    work[day] = item["name"].text()


def _within(node: Node, day: date, year: int) -> date:
    """A notice covers its year and the last December days before it."""
    if day.year != year and (day.year, day.month) != (year - 1, DECEMBER):
        raise node.fail(f"{day} is outside {year} (and the December before it)")
    return day


def lay_over(shipped: list[CalendarYear], added: list[CalendarYear]) -> list[CalendarYear]:
    """Lay an operator's calendars over the shipped ones; a notice may replace only a provisional year.

    :raises LawFileError: when a published year would be replaced without `supersedes: true`.
    """
    years = {item.year: item for item in shipped if not item.local}
    locals_ = [item for item in shipped + added if item.local]
    for item in added:
        before = years.get(item.year)
        if item.local:
            continue
        if before is not None and not before.provisional and not item.supersedes:
            raise LawFileError(
                item.file, "year", f"{item.year} is published already; say `supersedes: true` to replace it"
            )
        years[item.year] = item
    ordered = [years[year] for year in sorted(years)]
    for one, two in pairwise(ordered):
        if two.year != one.year + 1:
            raise LawFileError(two.file, "year", f"the calendar of {one.year + 1} is missing before {two.year}")
    return ordered + sorted(locals_, key=lambda item: (item.year, item.local))

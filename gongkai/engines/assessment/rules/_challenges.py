"""表四的来历：the cells of table T4 that follow from the register of reviews and suits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.law import ANNUAL_REPORT, cell_key, year_end

from ._cases import Tally

ROUTES = ("review", "direct", "after")
"""行政复议、未经复议直接起诉、复议后起诉。"""
OUTCOMES = ("upheld", "corrected", "other")
"""结果维持、结果纠正、其他结果。"""
OPEN, TOTAL = "open", "total"


@dataclass(frozen=True)
class ChallengeFact:
    """复议诉讼事实：one review or suit; `outcome` comes with `decided_on`, neither while it is open."""

    id: str
    route: str
    filed_on: date
    outcome: str = ""
    decided_on: date | None = None


def table4_of(challenges: Iterable[ChallengeFact], *, year: int) -> Tally:
    """表四：those decided in the year by their outcome, and those open at its end; the total is the sum of both.

    The form does not say by which day a matter is counted; this is our reading, the same as for requests in 表三.

    :raises OutsideCoverage: for a year without a form.
    """
    form = ANNUAL_REPORT.at(period_ended_on=year_end(year))
    found: dict[str, list[str]] = {cell.key: [] for cell in form.table("T4").cells()}
    for each in challenges:
        place = _place(each, year)
        if place:
            found[cell_key("T4", "cases", f"{each.route}_{place}")].append(each.id)
            found[cell_key("T4", "cases", f"{each.route}_{TOTAL}")].append(each.id)
    evidence = {key: tuple(ids) for key, ids in found.items()}
    return Tally(form, year, {key: len(ids) for key, ids in evidence.items()}, evidence)


def _place(each: ChallengeFact, year: int) -> str:
    """Where it is counted in a year; empty where it is not."""
    first, last = date(year, 1, 1), year_end(year)
    if each.filed_on > last or (each.decided_on is not None and each.decided_on < first):
        return ""
    return OPEN if each.decided_on is None or each.decided_on > last else each.outcome

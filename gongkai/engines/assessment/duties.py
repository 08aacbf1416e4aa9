"""义务：what is owed, by whom, from which fact, by when, and when it was met; facts in, standing out, pure.

A programme makes duties from what it keeps; none is stored. They say the same for any past day: what was
done after it has not happened yet.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from gongkai.law import CalendarDays, Citation, OutsideCoverage, Quantity, WorkingCalendar, WorkingDays, current

Late: TypeAlias = WorkingDays | CalendarDays
"""逾期天数：in working days where the limit runs in them, else in calendar days; `str` says which."""


class Standing(StrEnum):
    """履行情况：how a duty stands on a day."""

    OWED = "owed"
    MET = "met"
    MET_LATE = "met_late"
    OVERDUE = "overdue"

    @property
    def late(self) -> bool:
        """Whether the last day passed before it was met."""
        return self in {Standing.MET_LATE, Standing.OVERDUE}

    @property
    def met(self) -> bool:
        """Whether it is done with, in time or not."""
        return self in {Standing.MET, Standing.MET_LATE}


STANDINGS: Mapping[Standing, str] = {
    Standing.OWED: "未到期",
    Standing.MET: "按期履行",
    Standing.MET_LATE: "逾期履行",
    Standing.OVERDUE: "逾期未履行",
}
"""履行情况的名称。"""


@dataclass(frozen=True)
class Judged:
    """对一项义务的判定：how it stood, and the day that was judged by: nothing later is known to it."""

    standing: Standing
    on: date
    days_late: Late


@dataclass(frozen=True)
class Duty:
    """一项义务：`organ` owes `kind` for `subject`, from `arisen_on`, by `due_on`, on a `basis`; `met_on` once done.

    `subject` is a public identifier, never personal. `due_on` is the last day in time; None while it is not known, as
    in a suspension, and where the law names none. `met_on` is also the day on which the duty fell away. `limit` is
    what `due_on` was counted with: it decides the unit of the days late. `basis`: a citation of the law books, or the
    words of a basis they do not hold.
    """

    kind: str
    organ: str
    subject: str
    name: str
    arisen_on: date
    due_on: date | None
    met_on: date | None
    basis: Citation | str
    limit: Quantity | None = None

    def known(self, on: date) -> bool:
        """Whether it had arisen by a day."""
        return self.arisen_on <= on

    def met_by(self, on: date) -> bool:
        """Whether it was met by a day, that day included."""
        return self.met_on is not None and self.met_on <= on

    def standing(self, on: date) -> Standing:
        """履行情况：as it stood at the end of a day; the last day itself is still in time.

        Without a last day nothing is late. A duty that had not arisen yet stands as owed; `tally` leaves it out.
        """
        past_due = self.due_on is not None and self._until(on) > self.due_on
        if self.met_by(on):
            return Standing.MET_LATE if past_due else Standing.MET
        return Standing.OVERDUE if past_due else Standing.OWED

    def days_late(self, on: date, *, calendar: WorkingCalendar | None = None) -> Late:
        """逾期天数：from the day after the last one to the day it was met, or to the day judged; none in time.

        Working days where `limit` is in working days and the calendars cover the span, else calendar days. What was
        late on rest days only is late by 0 working days.
        """
        until = self._until(on)
        late = max((until - self.due_on).days, 0) if self.due_on else 0
        if isinstance(self.limit, WorkingDays):
            if not late or self.due_on is None:
                return self.limit - self.limit
            try:
                return (calendar or current().calendar).between(self.due_on, until)
            except OutsideCoverage:
                # A year without a calendar does not take the page down; the unit says what was counted.
                pass
        return CalendarDays(late)

    def judged(self, on: date) -> Judged:
        """判定：standing and days late, with the day they hold for."""
        return Judged(self.standing(on), on, self.days_late(on))

    def _until(self, on: date) -> date:
        return min(self.met_on, on) if self.met_on is not None else on


def tally(duties: Iterable[Duty], on: date) -> dict[Standing, int]:
    """履行情况统计：how many stand how, of those that had arisen by the day; every standing is there."""
    counted = Counter(duty.standing(on) for duty in duties if duty.known(on))
    return {standing: counted[standing] for standing in Standing}

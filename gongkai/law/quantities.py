"""法定数量：statutory quantities with their units, so that working days never meet calendar days."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias


def _whole(value: object, unit: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{unit} takes a whole number, not {value!r}")
    if value < 0:
        raise ValueError(f"{unit} cannot be negative: {value}")


@dataclass(frozen=True, order=True)
class WorkingDays:
    """工作日：a number of working days of the State Council calendar (day 1 is the next working day)."""

    days: int

    def __post_init__(self) -> None:
        _whole(self.days, "WorkingDays")

    def __str__(self) -> str:
        return f"{self.days}个工作日"

    def __add__(self, other: "WorkingDays") -> "WorkingDays":
        return WorkingDays(self.days + other.days) if isinstance(other, WorkingDays) else NotImplemented

    def __sub__(self, other: "WorkingDays") -> "WorkingDays":
        return WorkingDays(self.days - other.days) if isinstance(other, WorkingDays) else NotImplemented


NO_WORKING_DAYS = WorkingDays(0)


@dataclass(frozen=True, order=True)
class CalendarDays:
    """日：a number of calendar days (自然日)."""

    days: int

    def __post_init__(self) -> None:
        _whole(self.days, "CalendarDays")

    def __str__(self) -> str:
        return f"{self.days}日"

    def __add__(self, other: "CalendarDays") -> "CalendarDays":
        return CalendarDays(self.days + other.days) if isinstance(other, CalendarDays) else NotImplemented


@dataclass(frozen=True, order=True)
class Hours:
    """小时：clock hours, running through nights and holidays."""

    hours: int

    def __post_init__(self) -> None:
        _whole(self.hours, "Hours")

    def __str__(self) -> str:
        return f"{self.hours}小时"

    def __add__(self, other: "Hours") -> "Hours":
        return Hours(self.hours + other.hours) if isinstance(other, Hours) else NotImplemented


@dataclass(frozen=True, order=True)
class Yuan:
    """元：an amount of renminbi, exact to the fen."""

    amount: Decimal

    def __post_init__(self) -> None:
        amount: object = self.amount
        if isinstance(amount, bool) or not isinstance(amount, int | Decimal):
            raise TypeError(f"Yuan takes a whole number or a Decimal, not {amount!r}")
        exact = Decimal(amount)
        if not exact.is_finite() or exact < 0 or exact != exact.quantize(Decimal("0.01")):
            raise ValueError(f"Yuan takes a finite amount from zero up, exact to the fen: {amount}")
        object.__setattr__(self, "amount", exact)

    def __str__(self) -> str:
        return f"{self.amount.normalize():f}元"

    def __add__(self, other: "Yuan") -> "Yuan":
        return Yuan(self.amount + other.amount) if isinstance(other, Yuan) else NotImplemented


@dataclass(frozen=True, order=True)
class MonthDay:
    """每年某月某日：a day that comes every year; the day itself is the last one (民法典第一千二百五十九条)."""

    month: int
    day: int

    def __post_init__(self) -> None:
        _whole(self.month, "MonthDay")
        _whole(self.day, "MonthDay")
        # A year without 29 February, so that the day exists in every year.
        date(2023, self.month, self.day)

    def __str__(self) -> str:
        return f"{self.month}月{self.day}日"

    def in_year(self, year: int) -> date:
        """Give the day in a year."""
        return date(year, self.month, self.day)


Quantity: TypeAlias = WorkingDays | CalendarDays | Hours | Yuan | MonthDay

UNITS: dict[str, type[WorkingDays] | type[CalendarDays] | type[Hours] | type[Yuan] | type[MonthDay]] = {
    "working_days": WorkingDays,
    "calendar_days": CalendarDays,
    "hours": Hours,
    "yuan": Yuan,
    "month_day": MonthDay,
}

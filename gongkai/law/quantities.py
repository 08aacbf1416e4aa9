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

    @property
    def number(self) -> int:
        """How many, whatever the unit."""
        return self.days


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

    def __sub__(self, other: "CalendarDays") -> "CalendarDays":
        return CalendarDays(self.days - other.days) if isinstance(other, CalendarDays) else NotImplemented

    @property
    def number(self) -> int:
        """How many, whatever the unit."""
        return self.days


NO_CALENDAR_DAYS = CalendarDays(0)


@dataclass(frozen=True, order=True)
class Months:
    """月：calendar months (自然月); the last day is the corresponding one (民法典第二百零二条)."""

    months: int

    def __post_init__(self) -> None:
        _whole(self.months, "Months")

    def __str__(self) -> str:
        return f"{self.months}个月"


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

    @property
    def number(self) -> int:
        """How many, whatever the unit."""
        return self.hours


@dataclass(frozen=True, order=True)
class Count:
    """个数：how many of something: kinds, items, accesses."""

    number: int

    def __post_init__(self) -> None:
        _whole(self.number, "Count")

    def __str__(self) -> str:
        return str(self.number)


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


NO_YUAN = Yuan(0)  # type: ignore[arg-type] # made a Decimal when it is made


@dataclass(frozen=True, order=True)
class Tier:
    """档次：what each unit costs above `over`; with `every`, the price rises by `more` after each so many units."""

    over: int
    each: Yuan
    every: int = 0
    more: Yuan = NO_YUAN

    def __post_init__(self) -> None:
        _whole(self.over, "Tier")
        _whole(self.every, "Tier")
        if bool(self.every) != (self.more > NO_YUAN):
            raise ValueError("a tier that rises says after how many units and by how much")

    def price(self, number: int) -> Yuan:
        """Give the price of one unit, counted from 1 over all tiers."""
        risen = (number - self.over - 1) // self.every if self.every else 0
        return Yuan(self.each.amount + risen * self.more.amount)


@dataclass(frozen=True, order=True)
class Tiers:
    """超额累进：a price for each unit that depends on its place in the count, never a price for the whole."""

    steps: tuple[Tier, ...]

    def __post_init__(self) -> None:
        over = [tier.over for tier in self.steps]
        if not over or over[0] != 0 or sorted(set(over)) != over:
            raise ValueError("tiers begin above 0 and rise")

    def __str__(self) -> str:
        return "；".join(
            f"超过{tier.over}的部分每份{tier.each}" + (f"，每{tier.every}份再加{tier.more}" if tier.every else "")
            for tier in self.steps
        )

    def price(self, number: int) -> Yuan:
        """Give the price of one unit, counted from 1."""
        if number < 1:
            raise ValueError(f"units are counted from 1, not {number}")
        return next(tier for tier in reversed(self.steps) if tier.over < number).price(number)


Limit: TypeAlias = WorkingDays | CalendarDays | Hours
"""期限：what a clock of a case counts in."""
Quantity: TypeAlias = WorkingDays | CalendarDays | Months | Hours | Count | Yuan | MonthDay | Tiers

_Kind: TypeAlias = (
    type[WorkingDays]
    | type[CalendarDays]
    | type[Months]
    | type[Hours]
    | type[Count]
    | type[Yuan]
    | type[MonthDay]
    | type[Tiers]
)

UNITS: dict[str, _Kind] = {
    "working_days": WorkingDays,
    "calendar_days": CalendarDays,
    "months": Months,
    "hours": Hours,
    "count": Count,
    "yuan": Yuan,
    "month_day": MonthDay,
    "tiers": Tiers,
}

"""期限事实：what may happen to a clock. Each fact carries its day, its words and its legal basis."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from gongkai.law import CalendarDays, Citation, Hours, Limit, Value, WorkingDays


@dataclass(frozen=True)
class Started:
    """起算：the clock starts; `on` is not counted. `limit` says how long, in which unit, and where that stands.

    Hours run from the instant `at`.
    """

    on: date
    limit: Value[WorkingDays] | Value[CalendarDays] | Value[Hours]
    what: str
    at: datetime | None = None


@dataclass(frozen=True)
class Restarted:
    """重新起算：the whole limit runs afresh from `on`; what was used or excluded before counts no more.

    `limit` is another that runs from here on, in the unit of the first; None where the same does.
    """

    on: date
    what: str
    basis: Citation
    at: datetime | None = None
    limit: Value[WorkingDays] | Value[CalendarDays] | Value[Hours] | None = None


@dataclass(frozen=True)
class Suspended:
    """暂停：days after `on` are not counted until the suspension named `key` ends.

    `until_at_latest` is the last day the other side has by law; without one the end is open and there is no due date.
    """

    on: date
    key: str
    what: str
    basis: Citation
    until_at_latest: date | None = None


@dataclass(frozen=True)
class Resumed:
    """恢复：the suspension named `key` ends; `on` is the last day not counted."""

    on: date
    key: str
    what: str


@dataclass(frozen=True)
class Extended:
    """延长：`by`, in the unit of the limit, is added to it, counted on from the original last day."""

    on: date
    by: Limit
    what: str
    basis: Citation
    at: datetime | None = None


@dataclass(frozen=True)
class Replaced:
    """另定期限：the organ fixes another last day, which stands in place of the one counted."""

    on: date
    due_on: date
    what: str
    basis: Citation


@dataclass(frozen=True)
class Stopped:
    """终止：the clock ends on the day the answer went out, or the matter ended otherwise."""

    on: date
    what: str
    at: datetime | None = None


Happened: TypeAlias = Started | Restarted | Suspended | Resumed | Extended | Replaced | Stopped

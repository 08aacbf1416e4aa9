"""公示期：until when a penalty may be read, and from when on it may end earlier.

依据：市场监管总局令第45号、国家发展改革委令第58号。
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.law import Citation, Months, OutsideCoverage, Parameter, enforcing

WARNING, CRITICISM, FINE = "11", "12", "21"
CONFISCATIONS = frozenset({"22", "23"})
ON_LICENCES = frozenset({"31", "32", "33"})
GRAVE = frozenset({"32", "33", "41", "42", "44"})
"""较重的处罚：for which market regulation ends no publicity early. 依据：市场监管总局令第45号第十四条第三款。"""


@dataclass(frozen=True)
class Penalty:
    """处罚决定的要点：what decides how long it is shown. `restricted_until`: the end of a restriction.

    `shown_on`: the day from which market regulation shows it; it counts from that day (总局令第45号第十三条).
    """

    kinds: frozenset[str]
    decided_on: date
    small_fine: bool = False
    safety: bool = False
    market: bool = False
    shown_on: date | None = None
    restricted_until: date | None = None


@dataclass(frozen=True)
class Publicity:
    """公示期：`until` is the last day; none where it is not shown at all. `minimum`: before it, no early end."""

    until: date | None
    minimum: date | None
    sentence: str
    bases: tuple[Citation, ...]


def months_after(day: date, months: Months) -> date:
    """若干月后的对应日：the last day of the month where it has no such day. 依据：民法典第二百零二条。"""
    year, month = divmod(day.year * 12 + day.month - 1 + months.months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def publicity(penalty: Penalty) -> Publicity:
    """公示期：the longest of its kinds; a warning alone is not shown.

    Of market regulation counted from the day it is shown, once that is known; else from the day of the decision.

    :raises OutsideCoverage: for a decision of before the rules known here.
    """
    decided = penalty.decided_on
    if penalty.kinds == {WARNING}:
        basis = enforcing.WARNING_NOT_PUBLISHED.at(decided_on=decided)
        return Publicity(None, None, "仅受到警告，不予公示。", (basis,))
    short = enforcing.MARKET_SHORT_PUBLICITY.at(decided_on=decided)
    long = enforcing.MARKET_PUBLICITY.at(decided_on=decided)
    weighing = penalty.kinds - {WARNING}
    light = all(kind == CRITICISM or (kind == FINE and penalty.small_fine) for kind in weighing)
    chosen = short if light else long
    begins = penalty.shown_on if penalty.market and penalty.shown_on else decided
    until, bases = months_after(begins, chosen.value), [chosen.citation]
    said = "仅受到通报批评或者较低数额罚款" if light else "所受处罚中最长的一种"
    minimum = _minimum(penalty)
    if minimum is not None and minimum > until:
        until, said = minimum, "特种设备、安全生产、消防领域的最短公示期"
        bases.append(enforcing.PUBLICITY_MIN_SAFETY.at(decided_on=decided).citation)
    if penalty.restricted_until and penalty.restricted_until > until:
        until, said = penalty.restricted_until, "实际限制期限"
        bases.append(enforcing.RESTRICTION_PROLONGS.at(decided_on=decided))
    return Publicity(until, minimum, f"公示至{_said(until)}（按{said}）。", tuple(bases))


def _minimum(penalty: Penalty) -> date | None:
    """The day before which publicity does not end; none for a decision of before the rules on repair."""
    rule: Parameter[Months] = enforcing.PUBLICITY_MIN_SAFETY if penalty.safety else enforcing.PUBLICITY_MIN
    try:
        return months_after(penalty.decided_on, rule.at(decided_on=penalty.decided_on).value)
    except OutsideCoverage:
        return None


def why_not_ended(penalty: Penalty, on: date) -> str:
    """不得提前停止公示的理由：why publicity may not end on a day; empty where it may. 依据：第45号令第十四条。"""
    found = publicity(penalty)
    if found.until is None:
        return "这项决定没有公示，不需要修复。"
    if found.minimum is None:
        return "这项决定作出时尚无信用修复的规定，请按当时的规定办理。"
    if on < found.minimum:
        return f"最短公示期到{_said(found.minimum)}届满，此前不能停止公示。"
    if on >= found.until:
        return f"公示期到{_said(found.until)}届满，不需要提前停止。"
    if penalty.market and penalty.kinds & GRAVE:
        said = enforcing.NO_EARLY_END.at(decided_on=penalty.decided_on)
        return f"责令停产停业、限制从业、吊销许可证件等较重的处罚不得提前停止公示（{said}）。"
    return ""


def shown_until(penalty: Penalty, ended_on: date | None) -> date:
    """公示截止日：the last day it may be read; the day before the decision where it is not shown at all."""
    until = publicity(penalty).until
    if until is None:
        return penalty.decided_on - timedelta(1)
    return min(until, ended_on) if ended_on else until


def _said(day: date) -> str:
    return f"{day:%Y年%-m月%-d日}"

"""发现问题和整改的规则：what each must say, whether a finding was put right in time; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.engines.registers.rules import Values
from gongkai.programmes.execution.rules.days import day, out_of_order


def problems_with_finding(values: Values, on: date) -> Mapping[str, str]:
    """问题的问题：to be put right before it was found."""
    del on
    return out_of_order(values, "found_on", "due_on", "整改期限早于发现日期，请核对。")


def problems_with_rectification(values: Values, on: date) -> Mapping[str, str]:
    """整改的问题：done without proof, not done without what follows, a day to come."""
    found = out_of_order(values, "done_on", "on", "截至日期早于整改完成日期，请核对。")
    until = day(values, "on")
    if until and until > on:
        found["on"] = "“截至日期”晚于本次调整的施行日期，还没有发生的不能报告。"
    if values.get("done_on") and not values.get("proof"):
        found["proof"] = "整改完成的，请附上证明材料。"
    if not values.get("done_on") and not values.get("next"):
        found["next"] = "没有整改完成的，请写明后续安排和预计时间。"
    return found


def problems_beside_finding(values: Values, finding: Values) -> Mapping[str, str]:
    """整改与问题不合：of a day before it was found."""
    found, said = day(finding, "found_on"), {}
    for field, name in (("on", "截至日期"), ("done_on", "整改完成日期")):
        its = day(values, field)
        if found and its and its < found:
            said[field] = f"{name}早于问题的发现日期（{found:%Y年%-m月%-d日}），请核对。"
    return said


@dataclass(frozen=True)
class Rectified:
    """整改状况：on a day: when it was put right, if it was, and whether that was or is too late."""

    due_on: date | None
    done_on: date | None
    reported_on: date | None
    day: date

    @property
    def late(self) -> bool:
        """是否逾期。"""
        return self.due_on is not None and (self.done_on or self.day) > self.due_on


def rectified(finding: Values, reports: Iterable[Values], on: date) -> Rectified:
    """整改状况：as the last report up to a day says; where several bear one day, the last given.

    So a 整改完成 that a later report takes back, of who found it or of who puts it right, counts no more.
    """
    said, reported = None, None
    for one in reports:
        until = day(one, "on")
        if until and until <= on and (reported is None or until >= reported):
            said, reported = one, until
    return Rectified(day(finding, "due_on"), day(said, "done_on") if said else None, reported, on)


def taken_back(reports: Sequence[Values]) -> frozenset[int]:
    """被后来的报告推翻的整改完成：their places, in the order of the reports; said to be done, then said not to be."""
    done = [bool(day(one, "done_on")) for one in reports]
    return frozenset(place for place, said in enumerate(done) if said and not all(done[place:]))

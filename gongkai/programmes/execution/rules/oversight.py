"""发现问题和整改的规则：what each must say, whether a finding was put right in time; pure."""

from collections.abc import Iterable, Mapping
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
    """整改状况：done once any report up to a day says so."""
    known = [one for one in reports if (until := day(one, "on")) is not None and until <= on]
    done = [at for one in known if (at := day(one, "done_on")) is not None]
    reported = [at for one in known if (at := day(one, "on")) is not None]
    return Rectified(day(finding, "due_on"), min(done, default=None), max(reported, default=None), on)

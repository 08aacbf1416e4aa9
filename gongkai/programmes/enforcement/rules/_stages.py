"""办案环节：in which order a penalty case goes, and what the next stage may be. Pure."""

from collections.abc import Mapping
from datetime import date

FILED, INVESTIGATED, REVIEWED, DECIDED, SERVED, EXECUTED = (
    "filed", "investigated", "reviewed", "decided", "served", "executed",
)  # fmt: skip
STAGES: Mapping[str, str] = {
    FILED: "立案",
    INVESTIGATED: "调查终结",
    REVIEWED: "法制审核",
    DECIDED: "作出决定",
    SERVED: "送达",
    EXECUTED: "执行完毕",
}
"""环节：in their order. 依据：行政处罚法第五十四条至第七十三条（章节顺序）；第五十八条不要求法制审核的，可以略过。"""
OPTIONAL = frozenset({REVIEWED})


def open_to(reached: Mapping[str, date], *, dropped: bool) -> tuple[str, ...]:
    """可登记的环节：the next one, and the one after an optional one."""
    if dropped:
        return ()
    found: list[str] = []
    for stage in STAGES:
        if stage in reached:
            found.clear()
            continue
        found.append(stage)
        if stage not in OPTIONAL:
            break
    return tuple(found)


def why_not_reached(stage: str, on: date, reached: Mapping[str, date], *, dropped: bool, today: date) -> str:
    """不能登记的理由：empty where it can."""
    if stage not in open_to(reached, dropped=dropped):
        return "现在不能登记这个环节。请按立案、调查终结、法制审核、作出决定、送达、执行的顺序登记。"
    if on > today:
        return f"日期{on}在今天以后，请核对。"
    last = max(reached.values(), default=on)
    if on < last:
        return f"日期{on}早于上一环节的{last}，请核对。"
    return ""

"""待办页的列表文件：the queue, what was found, what is owed, and an item's course, as rows of a file."""

from collections.abc import Iterable, Sequence
from typing import Any

from gongkai.engines.casework.queue import Narrowing
from gongkai.engines.casework.queue import queue as case_queue
from gongkai.engines.publishing import queries
from gongkai.engines.publishing.queries import Alarm, Row
from gongkai.engines.publishing.rules import Deadline
from gongkai.faces.kit.tables import Cell
from gongkai.faces.office import words
from gongkai.faces.office.first import todos
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import MOST, Listing
from gongkai.faces.office.where import TODO
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.programmes.policies.queries import MissingInterpretation

ROWS = (
    "标题", "编号", "版本", "种类", "机关", "状态", "等待", "待我办理", "最后法定公开日", "是否逾期", "最近保存",
)  # fmt: skip
ALARMS = ("文件", "编号", "事项", "说明")
COURSE = ("序号", "时间", "行为", "人员", "事实")


def queue(request: StaffRequest, states: Sequence[str], name: str) -> Listing:
    """文件列表：those of the page, as many as a file holds."""
    return Listing(
        name, ROWS, lambda: _rows(request, queries.queue(request.actor, request.at, states=states, limit=MOST))
    )


def _rows(request: StaffRequest, rows: Iterable[Row]) -> list[tuple[Cell, ...]]:
    rows = list(rows)[:MOST]
    names = organs.names_on({row.organ for row in rows}, china_date(request.at))
    return [
        (
            row.title, row.record, row.number, row.kind.name, names.get(row.organ, row.organ), row.state_name,
            row.waits_for, "是" if row.mine else "",
            row.deadline.due_on if isinstance(row.deadline, Deadline) and row.number == 1 else None,
            "是" if row.late else "", row.saved_at,
        )
        for row in rows
    ]  # fmt: skip


def first(request: StaffRequest, alarms: Sequence[Alarm]) -> Listing:
    """需要我办理：of as many items as a file holds, not only of those the page looks at."""
    head = ("标题", "编号", "理由", "日期", "说明")

    def rows() -> list[tuple[Cell, ...]]:
        queue = queries.queue(request.actor, request.at, limit=MOST)
        mine = case_queue(
            request.actor,
            on=china_date(request.at),
            now=request.at,
            narrowing=Narrowing(mine=True, procedures=TODO),
            limit=MOST,
        ).rows
        return [(one.title, one.record, one.reason, one.on, one.words) for one in todos(queue, alarms, mine)]

    return Listing("需要我办理", head, rows)


def owed(alarms: Sequence[Alarm], missing: Sequence[MissingInterpretation]) -> Listing:
    """应办未办：what stands on the page."""
    rows: list[tuple[Cell, ...]] = [(one.title, one.record, words.ALARMS[one.kind], one.sentence) for one in alarms]
    rows += [
        (one.title, one.record, "解读逾期" if one.late else "待发布解读", words.interpretation_owed(one))
        for one in missing
    ]
    return Listing("应办未办", ALARMS, lambda: rows)


def found(rows: Sequence[Any]) -> Listing:
    """查找结果：what stands on the page."""
    head = ("标题", "编号", "文号", "状态")
    return Listing("查找结果", head, lambda: [(one.title, one.record, one.number, one.state_name) for one in rows])


def course(title: str, lines: Sequence[Any]) -> Listing:
    """经过：the journal of one record."""
    rows = [(line.entry.number, line.entry.at, line.act, line.by, line.facts) for line in lines]
    return Listing(f"经过-{title[:40]}", COURSE, lambda: rows)

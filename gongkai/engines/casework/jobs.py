"""What time does to casework."""

from collections.abc import Iterator
from datetime import datetime

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.ports import procedure_of
from gongkai.engines.casework.queries import clock_of, done_in
from gongkai.engines.casework.rules import Done, Procedure, first_received, result_of
from gongkai.law import OutsideCoverage


def inconsistencies(*, at: datetime) -> Iterator[str]:  # noqa: ARG001 — every check is asked the same way
    """核对期限：cases whose stored state or dates differ from what their acts say; one sentence each."""
    for case in Case.objects.select_related("organ").prefetch_related("events").iterator(chunk_size=500):
        try:
            yield from _differences(case)
        except OutsideCoverage as error:
            yield f"办件{case.number}的期限无法计算：{error.sentence}"


def _differences(case: Case) -> Iterator[str]:
    done = done_in(case)
    table = procedure_of(case.procedure)
    state = table.initial[0]
    for item in done:
        state = table.act(item.act).to or state
    if state != case.state:
        yield f"办件{case.number}的状态记为“{case.state}”，按办理经过应为“{state}”。请重新核算。"
    if case.open == table.state(state).ended:
        yield f"办件{case.number}的在办标记与状态“{case.state}”不符。请重新核算。"
    last = done[-1].on if done else None
    now = clock_of(case, on=last, done=done) if last else None
    derived = now.due_on if now else None
    if derived != case.due_on:
        yield f"办件{case.number}的届满日记为{case.due_on}，按办理经过应为{derived}。请重新核算。"
    yield from _miscounted(case, table, done)


def _miscounted(case: Case, table: Procedure, done: tuple[Done, ...]) -> Iterator[str]:
    """What statistics are made of."""
    received, result = first_received(table, done), result_of(table, done)
    if received != case.first_received_on:
        yield f"办件{case.number}的首次收到之日记为{case.first_received_on}，按办理经过应为{received}。请重新核算。"
    if result != case.result:
        yield f"办件{case.number}的办理结果记为“{case.result}”，按办理经过应为“{result}”。请重新核算。"
    ended = next((item.on for item in done if (to := table.act(item.act).to) and table.state(to).ended), None)
    if ended != case.ended_on:
        yield f"办件{case.number}的办结日期记为{case.ended_on}，按办理经过应为{ended}。请重新核算。"

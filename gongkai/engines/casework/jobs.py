"""What time does to casework."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet

from gongkai.engines.casework import operations
from gongkai.engines.casework.models import Case
from gongkai.engines.casework.ports import procedure_of
from gongkai.engines.casework.queries import assignments_of, derived_dates, done_in, recountable, stored_dates
from gongkai.engines.casework.rules import Done, Procedure, result_of, until_end
from gongkai.foundation.now import china_date
from gongkai.foundation.people.actors import SYSTEM
from gongkai.law import OutsideCoverage

CHUNK = 500
TONIGHT = "系统夜间重新核算时会更正，并通知本机关经办人。"
BY_HAND = "系统不会自动更正，请系统管理员查明原因。"


def recompute(*, at: datetime, every: bool = False) -> int:
    """重新核算期限：every night, the dates that a calendar come since has moved; answers how many cases (件).

    With `every`, all cases are looked at, also those no calendar moves, after an upgrade or a repair. Each case is a
    transaction of its own: a night cut short goes on the next night. What no calendar covers is left for the check to
    say.
    """
    cases = Case.objects.all() if every else recountable(china_date(at))
    moved = [case.uid for case in _read(cases) if _moved(case)]
    return sum(operations.recompute(case=uid, by=SYSTEM, at=at) for uid in moved)


def _moved(case: Case) -> bool:
    try:
        return derived_dates(case) != stored_dates(case)
    except OutsideCoverage:
        return False


def _read(cases: QuerySet[Case]) -> Iterator[Case]:
    return (
        cases.select_related("organ")
        .prefetch_related("events", "assignments__organ")
        .order_by("pk")
        .iterator(chunk_size=CHUNK)
    )


def inconsistencies(*, at: datetime) -> Iterator[str]:
    """核对期限：cases whose stored state or dates differ from what their acts say; one sentence each."""
    tonight = recountable(china_date(at))
    for case in _read(Case.objects.all()):
        try:
            for sentence in _misdated(case):
                yield sentence + (TONIGHT if tonight.filter(pk=case.pk).exists() else BY_HAND)
            for sentence in _differences(case):
                yield sentence + BY_HAND
        except OutsideCoverage as error:
            yield f"办件{case.number}的期限无法计算：{error.sentence}"


def _misdated(case: Case) -> Iterator[str]:
    """What `recompute` puts right."""
    stored, derived = stored_dates(case), derived_dates(case)
    pairs = (
        ("最近一次起算之日", stored.received_on, derived.received_on),
        ("首次收到之日", stored.first_received_on, derived.first_received_on),
        ("届满日", stored.due_on, derived.due_on),
        ("届满时刻", stored.due_at, derived.due_at),
        ("办结时的届满日", stored.ended_due_on, derived.ended_due_on),
        ("办结时刻", stored.ended_at, derived.ended_at),
        ("办结时的届满时刻", stored.ended_due_at, derived.ended_due_at),
    )
    for what, kept, right in pairs:
        if kept != right:
            yield f"办件{case.number}的{what}记为{kept or '空'}，按办理经过应为{right or '空'}。"
    if stored.due_on == derived.due_on and stored.provisional != derived.provisional:
        mark = "暂定" if derived.provisional else "确定"
        yield f"办件{case.number}的届满日{derived.due_on or '空'}应为{mark}，标记不符。"


def _differences(case: Case) -> Iterator[str]:
    """What no calendar moves: somebody has to find out why."""
    done = done_in(case)
    table = procedure_of(case.procedure)
    state = table.initial[0]
    for item in done:
        state = table.act(item.act).to or state
    if state != case.state:
        yield f"办件{case.number}的状态记为“{case.state}”，按办理经过应为“{state}”。"
    if case.open == table.state(state).ended:
        yield f"办件{case.number}的在办标记与状态“{case.state}”不符。"
    if {(o.organ, o.part, o.since, o.until, o.standing) for o in assignments_of(case, done=done)} != _assigned(case):
        yield f"办件{case.number}的交办记录与办理经过不符。"
    yield from _miscounted(case, table, done)


def _assigned(case: Case) -> set[tuple[str, str, int, int, str]]:
    return {(one.organ.code, one.part, one.since, one.until, one.standing) for one in case.assignments.all()}


def _miscounted(case: Case, table: Procedure, done: tuple[Done, ...]) -> Iterator[str]:
    """What statistics are made of."""
    result = result_of(table, done)
    if result != case.result:
        yield f"办件{case.number}的办理结果记为“{case.result}”，按办理经过应为“{result}”。"
    ending = until_end(table, done)
    ended = ending[-1].on if ending else None
    if ended != case.ended_on:
        yield f"办件{case.number}的办结日期记为{case.ended_on or '空'}，按办理经过应为{ended or '空'}。"

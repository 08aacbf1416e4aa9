"""办件队列：the cases a person sees, the most pressing first, narrowed and read page by page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from gongkai.engines.casework import permission
from gongkai.engines.casework.counting import YEARLY, counted, soon_days
from gongkai.engines.casework.models import Case
from gongkai.engines.casework.ports import found_by, procedure_of, procedures
from gongkai.engines.casework.queries import clock_of, done_in
from gongkai.engines.casework.rules import LIVE, Clock, ClockState, Done, Procedure, assignments
from gongkai.foundation.errors import Invalid
from gongkai.foundation.people.actors import Actor
from gongkai.law import OutsideCoverage

PAGE = 50

STANDINGS: Mapping[str, str] = {
    "overdue": "已逾期",
    "today": "今天到期",
    "soon": "即将到期",
    "running": "期限内",
    "suspended": "暂停计时",
    "unreceived": "待确认收到",
    "unlimited": "没有法定期限",
    "ended": "已办结",
}


@dataclass(frozen=True)
class Narrowing:
    """筛选：`standing` a name of `counting`; `state` of the procedure; `mine` my turn.

    `year` is of received, ended and late, this one unless named. `words` stand in the number, the title, or where the
    programme looks. `procedure` one, `procedures` several. Nothing narrowed shows every open case.
    """

    standing: str = ""
    year: int = 0
    state: str = ""
    procedure: str = ""
    procedures: tuple[str, ...] = ()
    organ: str = ""
    words: str = ""
    mine: bool = False


@dataclass(frozen=True)
class QueueRow:
    """队列一行：a case, its clock on the day asked, whose turn it is; `trouble` says why no clock could be reckoned."""

    case: Case
    procedure: Procedure
    done: tuple[Done, ...]
    clock: Clock | None
    standing: str
    mine: bool
    trouble: str = ""

    @property
    def state_name(self) -> str:
        """The state in words."""
        return self.procedure.state(self.case.state).name

    @property
    def due_on(self) -> date | None:
        """The last day, as the clock says; none once the limit was kept and the case goes on."""
        return self.clock.due_on if self.clock and self.standing != "unlimited" else None


@dataclass(frozen=True)
class QueuePage:
    """队列一页：rows, and the cursor of the page after; empty at the end."""

    rows: tuple[QueueRow, ...]
    next: str


def queue(
    person: Actor,
    *,
    on: date,
    now: datetime | None = None,
    narrowing: Narrowing | None = None,
    after: str = "",
    limit: int = PAGE,
) -> QueuePage:
    """办件队列：open cases by their last day, those without one last; ended ones newest first. Two SQL queries.

    `now` is the instant limits in hours are held to; without it they are held to the end of the day.
    Never counts: one row more than asked tells whether there is a next page.

    :raises Invalid: for a cursor that is none of ours.
    """
    asked = narrowing or Narrowing()
    cases = _narrowed(permission.visible_to(person), person, asked, on=on, now=now)
    ended = _is_ended(asked)
    ordered = cases.order_by("-id") if ended else cases.order_by(F("due_on").asc(nulls_last=True), "id")
    if after:
        ordered = ordered.filter(_beyond(after, ended=ended))
    found = list(ordered.select_related("organ__place").prefetch_related("events")[: limit + 1])
    rows = tuple(row_of(person, case, on=on, now=now) for case in found[:limit])
    return QueuePage(rows, _cursor(found[limit - 1], ended=ended) if len(found) > limit else "")


def row_of(person: Actor, case: Case, *, on: date, now: datetime | None = None) -> QueueRow:
    """队列一行：of a case whose acts are fetched."""
    procedure, done = procedure_of(case.procedure), done_in(case)
    clock, trouble = None, ""
    try:
        clock = clock_of(case, on=on, done=done, now=now)
    except OutsideCoverage as error:
        trouble = error.sentence
    role = procedure.state(case.state).waits_for
    mine = _is_turn(person, procedure, role, case, done)
    ended = procedure.state(case.state).ended
    return QueueRow(case, procedure, done, clock, _standing(case, clock, on, ended=ended), mine, trouble)


def _is_turn(person: Actor, procedure: Procedure, role: str, case: Case, done: tuple[Done, ...]) -> bool:
    if role not in procedure.handled_by:
        return bool(role) and person.holds(role, case.organ.code)
    handling = [one.organ for one in assignments(procedure, done) if not one.until and one.standing in LIVE]
    return any(person.holds(role, organ) for organ in handling)


def _standing(case: Case, clock: Clock | None, on: date, *, ended: bool) -> str:
    if ended:
        return "ended"
    if clock is None or clock.state is ClockState.STOPPED:
        # A clock that was stopped while the case goes on: the limit was kept, and none runs from here on.
        unlimited = clock or (procedure_of(case.procedure).limit is None and case.first_received_on is not None)
        return "unlimited" if unlimited else "unreceived"
    if clock.due_on is None or (clock.state is ClockState.SUSPENDED and clock.due_on >= on):
        return "suspended"
    if clock.due_at is not None and clock.overdue_by.number:
        return "overdue"
    left = (clock.due_on - on).days
    if left <= 0:
        return "overdue" if left else "today"
    return "soon" if left <= soon_days() else "running"


def _narrowed(
    cases: QuerySet[Case], person: Actor, asked: Narrowing, *, on: date, now: datetime | None
) -> QuerySet[Case]:
    plain = {"procedure": asked.procedure, "procedure__in": asked.procedures, "state": asked.state}
    cases = cases.filter(**{name: value for name, value in plain.items() if value})
    if asked.organ:
        cases = cases.filter(_of_organ(asked))
    if not asked.state and not asked.words and asked.standing not in YEARLY:
        cases = cases.filter(open=True)
    if asked.words:
        cases = cases.filter(found_by(asked.words))
    if asked.standing:
        cases = cases.filter(_standing_filter(asked, on, now))
    return cases.filter(_turn(person)) if asked.mine else cases


def _of_organ(asked: Narrowing) -> Q:
    """Before the organ, or assigned to it."""
    handled = [one.key for one in procedures() if one.handled_by and asked.procedure in {"", one.key}]
    of = Q(organ__code=asked.organ)
    return of | Q(procedure__in=handled, pk__in=permission.assigned_to([asked.organ])) if handled else of


def _standing_filter(asked: Narrowing, on: date, now: datetime | None) -> Q:
    """By the stored index of dates, which follows from the acts."""
    known = counted(on, year=asked.year, now=now)
    if asked.standing not in known:
        raise Invalid(f"没有“{asked.standing}”这种筛选。请从列表上方选择。", field="standing")
    return known[asked.standing]


def _turn(person: Actor) -> Q:
    """Cases in a state that waits for a role this person holds there."""
    turn = Q(pk__in=())
    for procedure, role, state in _turns():
        if organs := person.organs(role):
            theirs = Q(organ__code__in=organs)
            if role in procedure.handled_by:
                theirs = Q(pk__in=permission.assigned_to(organs, standing=LIVE))
            turn |= Q(procedure=procedure.key, state=state) & theirs
    return turn


def _turns() -> Iterator[tuple[Procedure, str, str]]:
    for procedure in procedures():
        for state in procedure.states:
            if state.waits_for:
                yield procedure, state.waits_for, state.key


def _is_ended(asked: Narrowing) -> bool:
    if asked.words or asked.standing in YEARLY:
        return True
    return any(state.ended and state.key == asked.state for one in procedures() for state in one.states)


def _cursor(case: Case, *, ended: bool) -> str:
    return str(case.pk) if ended else f"{case.due_on.isoformat() if case.due_on else ''}~{case.pk}"


def _beyond(cursor: str, *, ended: bool) -> Q:
    day, _, number = cursor.rpartition("~")
    try:
        pk, due = int(number), date.fromisoformat(day) if day else None
    except ValueError as error:
        raise Invalid("翻页位置无法识别。请回到列表第一页。", field="after") from error
    if ended:
        return Q(pk__lt=pk)
    if due is None:
        return Q(due_on=None, pk__gt=pk)
    return Q(due_on__gt=due) | Q(due_on=due, pk__gt=pk) | Q(due_on=None)

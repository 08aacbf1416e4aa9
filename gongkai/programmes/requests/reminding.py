"""每日提醒：what the days bring in open requests, told once each to the clerk in charge and the head."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.engines.casework.counting import soon_days
from gongkai.engines.casework.models import Case, CaseEvent
from gongkai.engines.casework.ports import Standing
from gongkai.engines.casework.queries import clock_of, done_in
from gongkai.engines.casework.rules import Done, Resumed, Suspended, happened
from gongkai.foundation.notices import queries as notices
from gongkai.foundation.notices.rules import Telling
from gongkai.foundation.now import china_date
from gongkai.foundation.people.actors import FOI_HEAD
from gongkai.law import OutsideCoverage
from gongkai.programmes.requests.programme import REQUESTS
from gongkai.programmes.requests.queries import condition
from gongkai.programmes.requests.states import WAITING
from gongkai.programmes.requests.telling import IN_CHARGE, addressees, send

CHUNK = 500
BOTH = (IN_CHARGE, FOI_HEAD)
REMINDERS: Mapping[str, Telling] = {
    "soon": Telling(BOTH, "有一件申请即将到期", "申请{number}的答复期限即将届满，请抓紧办理。"),
    "today": Telling(BOTH, "有一件申请今天到期", "申请{number}的答复期限今天届满，请当天答复。", at_once=True),
    "overdue": Telling(BOTH, "有一件申请已经逾期", "申请{number}已超过答复期限，请立即办理。", at_once=True),
    "unanswered": Telling(
        (IN_CHARGE,), "征求意见期满", "申请{number}征求意见的期限已满，对方没有答复，请按规定继续办理。"
    ),
    "uncorrected": Telling((IN_CHARGE,), "补正期限已满", "申请{number}的补正期限已满，申请人没有补正，请按规定办理。"),
    "unpaid": Telling((IN_CHARGE,), "缴费期限已满", "申请{number}的缴费期限已满，申请人没有缴费，请按规定办理。"),
    "unexplained": Telling((IN_CHARGE,), "说明理由的期限已满", "申请{number}的申请人没有按期说明理由，请继续办理。"),
    "supervised": Telling(BOTH, "督办反馈期限到了", "申请{number}的督办应当反馈而尚未反馈，请立即办理。", at_once=True),
}
"""提醒：what a day brings → who is told and how."""
_ENDS = {"abandon_uncorrected": "uncorrected", "abandon_unpaid": "unpaid"}


@dataclass(frozen=True)
class Brought:
    """到来的事：the key of the reminder, and what makes it one of its own, so that each is told once."""

    key: str
    of: str


def remind(*, at: datetime) -> int:
    """提醒：every day, what has come to pass since; told once each, however often it runs; answers how many (条)."""
    told = 0
    for case in _concerned(china_date(at)).iterator(chunk_size=CHUNK):
        told += _tell(case, at=at)
    return told


def brought(case: Case, done: Sequence[Done], *, on: date) -> Iterator[Brought]:
    """到来的事：of one open case on a day.

    :raises OutsideCoverage: when a day is needed that no calendar covers.
    """
    yield from _due(case, on=on)
    yield from _unanswered(done, on=on)
    yield from _silent(case, done, on=on)
    supervised = next((item for item in reversed(done) if item.act == "supervise"), None)
    if supervised and REQUESTS.opened("supervise", [item.act for item in done]) and supervised.day("answer_by") <= on:
        yield Brought("supervised", str(supervised.number))


def _due(case: Case, *, on: date) -> Iterator[Brought]:
    left = (case.due_on - on).days if case.due_on is not None else None
    if left is not None and left <= soon_days():
        yield Brought("overdue" if left < 0 else "soon" if left else "today", str(case.due_on))


def _unanswered(done: Sequence[Done], *, on: date) -> Iterator[Brought]:
    """Letters to others whose last day by law has passed."""
    facts = happened(REQUESTS, done)
    answered = {fact.key for fact in facts if isinstance(fact, Resumed)}
    for fact in facts:
        last = fact.until_at_latest if isinstance(fact, Suspended) and fact.key not in answered else None
        if isinstance(fact, Suspended) and last is not None and last < on:
            yield Brought("unanswered", fact.key)


def _silent(case: Case, done: Sequence[Done], *, on: date) -> Iterator[Brought]:
    """An applicant who did not do in time what the case waits for."""
    for act in REQUESTS.open_acts(case.state):
        if act.key in _ENDS:
            standing = Standing(tuple(done), clock_of(case, on=on, done=done), on)
            if condition(act=act, on=on, given={"on": on.isoformat()}, standing=standing):
                yield Brought(_ENDS[act.key], str(done[-1].number))
    if case.state == "explaining":
        asked = next(item for item in reversed(done) if item.act == "ask_reasons")
        if asked.day("until_on") < on:
            yield Brought("unexplained", str(asked.number))


def _tell(case: Case, *, at: datetime) -> int:
    done = done_in(case)
    try:
        found = list(brought(case, done, on=china_date(at)))
    except OutsideCoverage:
        return 0  # the nightly check says it
    wanted = {
        f"remind:{case.uid}:{one.key}:{one.of}:{uid}": (REMINDERS[one.key], uid)
        for one in found
        for uid in addressees(case, REMINDERS[one.key].to, done, day=china_date(at))
    }
    new = {key: wanted[key] for key in sorted(set(wanted) - notices.posted(wanted))} if wanted else {}
    with transaction.atomic():
        for key, (telling, uid) in new.items():
            send(case, telling, key=key, to=uid, at=at)
    return len(new)


def _concerned(today: date) -> QuerySet[Case]:
    """Open ones that are nearly due, wait for somebody, or are supervised."""
    supervised = Exists(CaseEvent.objects.filter(case=OuterRef("pk"), act="supervise"))
    waits = Q(state__in=WAITING) | Q(due_on=None, received_on__isnull=False) | Q(provisional=True)
    cases = Case.objects.filter(procedure=REQUESTS.key, open=True)
    cases = cases.filter(Q(due_on__lte=today + timedelta(days=soon_days())) | waits | supervised)
    return cases.select_related("organ__place").prefetch_related("events").order_by("pk")

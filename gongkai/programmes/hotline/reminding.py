"""每日提醒：what the days bring in open messages, told once each to the main handler, and late ones to the office."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from gongkai.engines.casework.counting import soon_days
from gongkai.engines.casework.models import Case, CaseEvent
from gongkai.engines.casework.queries import done_in
from gongkai.engines.casework.rules import Done
from gongkai.foundation.notices import queries as notices
from gongkai.foundation.notices.rules import Telling
from gongkai.foundation.now import china_date
from gongkai.foundation.people.actors import HOTLINE_CLERK, HOTLINE_OFFICER
from gongkai.programmes.hotline.programme import HOTLINE
from gongkai.programmes.hotline.rules import PROFILES, accept_by
from gongkai.programmes.hotline.telling import HOTLINE_SUPERVISORS, MAIN, MAIN_HEAD, addressees, send

CHUNK = 500
REMINDERS: Mapping[str, Telling] = {
    "hotline_unaccepted": Telling(
        (HOTLINE_CLERK, HOTLINE_OFFICER), "有一件诉求应当决定是否受理", "诉求{number}的受理期限到了，请决定是否受理。",
        at_once=True,
    ),
    "hotline_soon": Telling((MAIN,), "有一件诉求即将到期", "诉求{number}的办理期限即将届满，请抓紧办理。"),
    "hotline_today": Telling(
        (MAIN, MAIN_HEAD), "有一件诉求今天到期", "诉求{number}的办理期限今天届满，请当天答复。", at_once=True
    ),
    "hotline_overdue": Telling(
        (MAIN, MAIN_HEAD, HOTLINE_OFFICER), "有一件诉求已经逾期", "诉求{number}已超过办理期限，请立即办理。",
        at_once=True,
    ),
    "hotline_supervised": Telling(
        (MAIN, MAIN_HEAD, HOTLINE_SUPERVISORS), "督办反馈期限到了", "诉求{number}的督办应当反馈而尚未反馈。",
        at_once=True,
    ),
}  # fmt: skip
"""提醒：what a day brings → who is told and how."""


def remind(*, at: datetime) -> int:
    """提醒：every day, what has come to pass since; told once each, however often it runs; answers how many (条)."""
    today, told = china_date(at), 0
    supervised = Exists(CaseEvent.objects.filter(case=OuterRef("pk"), act="supervise"))
    cases = Case.objects.filter(procedure=HOTLINE.key, open=True)
    cases = cases.filter(Q(due_on__lte=today + timedelta(days=soon_days())) | supervised)
    for case in cases.select_related("organ").prefetch_related("events").order_by("pk").iterator(chunk_size=CHUNK):
        told += _tell(case, dict(brought(case, done_in(case), on=today)), at=at)
    for case in unaccepted(today):
        told += _tell(case, {"hotline_unaccepted": "came"}, at=at)
    return told


def unaccepted(on: date) -> Iterator[Case]:
    """受理期限已到的：open messages nobody has decided on, under a profile that fixes a time. 1 SQL, each chunk 2."""
    timed = [profile.key for profile in PROFILES.values() if profile.accept]
    cases = Case.objects.filter(procedure=HOTLINE.key, open=True, state="received", message__profile__in=timed)
    found = cases.select_related("organ", "message").prefetch_related("events").order_by("pk")
    for case in found.iterator(chunk_size=CHUNK):
        fixed = accept_by(profile=case.message.profile, came_on=china_date(case.opened_at))
        if fixed and fixed.on <= on:
            yield case


def brought(case: Case, done: Sequence[Done], *, on: date) -> Iterator[tuple[str, str]]:
    """到来的事：(key of the reminder, what makes it one of its own) of an open message on a day."""
    left = (case.due_on - on).days if case.due_on is not None else None
    if left is not None and left <= soon_days():
        yield "hotline_overdue" if left < 0 else "hotline_soon" if left else "hotline_today", str(case.due_on)
    asked = next((item for item in reversed(done) if item.act == "supervise"), None)
    if asked and HOTLINE.opened("supervise", [item.act for item in done]) and asked.day("answer_by") <= on:
        yield "hotline_supervised", str(asked.number)


def _tell(case: Case, came: Mapping[str, str], *, at: datetime) -> int:
    done, today = done_in(case), china_date(at)
    wanted = {
        f"remind:{case.uid}:{key}:{of}:{uid}": (REMINDERS[key], uid)
        for key, of in came.items()
        for uid in addressees(case, REMINDERS[key].to, done, day=today)
    }
    new = {key: wanted[key] for key in sorted(set(wanted) - notices.posted(wanted))} if wanted else {}
    with transaction.atomic():
        for key, (telling, uid) in new.items():
            send(case, telling, key=key, to=uid, at=at)
    return len(new)

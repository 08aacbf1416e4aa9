"""What time does to consultations: those who work on them are told when comments end and when the result is due; those
who watch them are told what is new.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Min

from gongkai.foundation import jobs
from gongkai.foundation.notices import operations as notices
from gongkai.foundation.now import china_date
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.actors import SYSTEM
from gongkai.law.chinese import day_in_chinese
from gongkai.programmes.consultations import operations, permission, queries
from gongkai.programmes.consultations.models import ConsultationAlert
from gongkai.programmes.consultations.rules import Phase

TELL = "consultations.tell_alerts"
CHUNK = 500
COMPARE_EVERY, MOST_COMPARED = 300, 20_000


def remind(*, at: datetime) -> int:
    """提醒：every day, of consultations that closed and owe their result; answers how many (件)."""
    told = 0
    for one in queries.owing(at):
        due_on = one.duty.due_on
        late = one.phase is Phase.OVERDUE
        when = f"最迟{day_in_chinese(due_on)}公布" if due_on else "请及时公布"
        subject = "意见征集结果逾期未公布" if late else "意见征集已经截止，等待公布结果"
        body = f"{one.title}已于{day_in_chinese(one.until)}截止，结果{when}。请登录系统，在“意见征集”中办理。"
        about = f"consultation:{one.uid}"
        key = f"{about}:{'late' if late else 'closed'}"
        with transaction.atomic():
            for role in permission.WORKERS:
                for uid in people.holders(organ_code=one.organ, role=role, day=china_date(at)):
                    notices.post(to=uid, subject=subject, body=body, about=about, key=f"{key}:{uid}", at=at)
        told += 1
    return told


def tell_watchers(*, at: datetime) -> int:
    """告知关注的人：every day, enqueue each address that confirmed an alert; answers how many. Twice a day is once.

    The queue knows an address by the lowest of its alerts, never by itself.
    """
    rows = ConsultationAlert.objects.filter(confirmed_at__isnull=False, ended_at=None)
    asked, after = 0, 0
    while True:
        addresses = rows.order_by().values("email").annotate(first=Min("pk")).filter(first__gt=after)
        chunk = list(addresses.order_by("first").values_list("first", flat=True)[:CHUNK])
        with transaction.atomic():
            for one in chunk:
                jobs.enqueue(TELL, key=f"consultation-alert:{one}:{china_date(at)}", alert=one)
        asked += len(chunk)
        if len(chunk) < CHUNK:
            return asked
        after = chunk[-1]


def forget_alerts(*, at: datetime) -> int:
    """清除提醒：not confirmed in time, or with nothing more to tell."""
    return operations.forget_alerts(at=at)


def compare(*, at: datetime) -> int:
    """比对：what came since the last time, a batch a transaction; answers how many (条)."""
    done = 0
    while done < MOST_COMPARED and (many := operations.compare_comments(by=SYSTEM, at=at)):
        done += many
    return done


def sweep(*, sweep: str, at: datetime) -> None:
    """接续批量办理：the next thousand of what a clerk asked for; queued again until all are done."""
    operations.continue_sweep(sweep=sweep, by=SYSTEM, at=at)


def erase_comments(*, at: datetime) -> int:
    """清除意见人信息：every day, of consultations reported so many days ago as the office keeps it; 0 days keeps it."""
    days = int(settings.GONGKAI_COMMENT_DAYS)
    if not days:
        return 0
    before, erased = at - timedelta(days=days), 0
    while some := operations.erase_comments(reported_before=before, by=SYSTEM, at=at):
        erased += some
    return erased

"""What time does to consultations: those who work on them are told when comments end and when the result is due."""

from datetime import datetime

from django.db import transaction

from gongkai.foundation.notices import operations as notices
from gongkai.foundation.now import china_date
from gongkai.foundation.people import queries as people
from gongkai.law.chinese import day_in_chinese
from gongkai.programmes.consultations import permission, queries
from gongkai.programmes.consultations.rules import Phase


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

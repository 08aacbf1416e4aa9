"""热线的定时任务：tell the hotline office which knowledge is to be checked again; let go of drafts nobody went on with;
learn and count, so that no page does.
"""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction

from gongkai.engines.registers import queries
from gongkai.engines.registers.ports import basis
from gongkai.engines.registers.rules import every
from gongkai.foundation.notices import operations as notices
from gongkai.foundation.now import china_date
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.actors import DRAFTER, HOTLINE_OFFICER, SYSTEM
from gongkai.programmes.hotline import operations, platforms
from gongkai.programmes.hotline.knowledge import KNOWLEDGE

COUNT_EVERY = 3600
"""秒：public numbers are counted anew."""


def tell_knowledge(*, at: datetime) -> int:
    """告知重新核对：entries past their day, and those whose basis no longer holds; once each; answers how many (条)."""
    today, told = china_date(at), 0
    for organ, key, why, of in to_check(today):
        holders = [people.holders(organ_code=organ, role=role, day=today) for role in (HOTLINE_OFFICER, DRAFTER)]
        with transaction.atomic():
            for uid in sorted({one for found in holders for one in found}):
                notices.post(
                    to=uid,
                    subject="有一条热线知识要重新核对",
                    body=f"热线知识{key}{why}请核对答复，在名录“热线知识库”中提出修改或者取消。",
                    about=f"register:{KNOWLEDGE}",
                    key=f"knowledge:{key}:{of}:{uid}",
                    digest=True,
                    at=at,
                )
                told += 1
    return told


def to_check(today: date) -> Iterator[tuple[str, str, str, str]]:
    """要重新核对的知识：organ, key, why in a sentence, what makes the reason one of its own. 1 SQL, and the bases'."""
    standing = list(queries.in_force(KNOWLEDGE, today, seen_on=None).select_related("organ").order_by("key"))
    cited = {text for one in standing for text in every(one.values.get("basis"))}
    wrong = basis().problems(cited, today) if cited else {}
    for one in standing:
        until = str(one.values.get("until", ""))
        if until and until < today.isoformat():
            yield one.organ.code, one.key, f"核对有效期已于{until}届满，", until
        for text in every(one.values.get("basis")):
            if text in wrong:
                yield one.organ.code, one.key, f"的依据有变化：{wrong[text]}", f"{one.pk}:{text}"[:80]


def forget_drafts(*, at: datetime) -> None:
    """清除诉求草稿：those nobody went on with in time."""
    operations.forget_message_drafts(at=at)


def learn(*, at: datetime) -> None:
    """学习用词：of every hotline, each in a transaction of its own; and let go of words too old to find repeats by."""
    for organ in platforms.running(china_date(at)):
        operations.learn_words(organ=organ, by=SYSTEM, at=at)
    operations.forget_words(by=SYSTEM, at=at)


def count(*, at: datetime) -> None:
    """统计热线诉求：the numbers of the public pages."""
    operations.count_hotline(by=SYSTEM, at=at)

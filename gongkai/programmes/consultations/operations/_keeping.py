"""What is sealed: sealed again with a new key, and erased once it has served."""

from datetime import datetime

from django.db import transaction

from gongkai.foundation.errors import NotPermitted
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.sealing.operations import reseal_rows
from gongkai.programmes.consultations import queries
from gongkai.programmes.consultations.models import Comment

AT_ONCE = 1_000
"""一次清除的份数。"""


@transaction.atomic
def erase_comments(*, reported_before: datetime, by: Actor, at: datetime) -> int:
    """清除意见人信息：name, contact and the words as they came, of consultations reported before; how many (份), so
    many at once.

    What is public stays: the covered words, the name as it is shown, the counts. Nothing goes while the result is
    owed: not before the report is out, nor while it is withdrawn.

    依据：《个人信息保护法》第十九条（保存期限应当为实现处理目的所必要的最短时间）。

    :raises NotPermitted: unless by the system.
    """
    if by != SYSTEM:
        raise NotPermitted("意见人的信息由系统在结果公布后满保存期限时清除，不由个人删除。")
    over = Comment.objects.select_for_update().filter(consultation__in=queries.erasable(reported_before, at))
    rows = list(over.exclude(sealed="").order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    if rows:
        Comment.objects.filter(pk__in=rows).update(sealed="", erased_at=at)
        facts = {"rows": len(rows)}
        journal.record(act="consultations.speakers_erased", by=by.uid, at=at, organ="", subject="comments", facts=facts)
    return len(rows)


def reseal_comments(*, after: int = 0, limit: int = 500, by: Actor, at: datetime) -> int | None:
    """重新密封意见：the next rows after a number; answers the last of them, None when there are no more.

    :raises NotPermitted: unless by the system.
    :raises Conflict: when a row opens with none of the keys.
    """
    return reseal_rows(
        rows=Comment.objects.all(), act="consultations.resealed", subject="comments",
        after=after, limit=limit, by=by, at=at,
    )  # fmt: skip

"""What time and events do to registers: tell whoever an adjustment waits for, and compare the tables at night."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import F, OuterRef, Q, Subquery

from gongkai.engines.registers import operations, permission, queries
from gongkai.engines.registers.declared import all_registers
from gongkai.engines.registers.models import Adjustment, AdjustmentState, EntryReference, EntryVersion
from gongkai.foundation.notices import operations as notices
from gongkai.foundation.now import china_date
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.actors import SIGNER

LONGEST = timedelta(hours=1)
MOST = 100
"""每类最多列出的条数。"""


def tell_reviewers(*, adjustment: str, at: datetime) -> None:
    """通知审查人：whoever holds the post of the review that is due, or signs when all are through.

    The consent to what moves is asked of the other organ.
    """
    found = _proposed(adjustment)
    if found is None:
        return
    step = permission.pending(found, queries.verdicts_on(found))
    role, what = (step.role, step.name) if step else (SIGNER, "批准")
    organ = permission.deciding(found, step)
    for uid in people.holders(organ_code=organ.code, role=role, day=china_date(at)):
        if uid != found.proposed_by:
            notices.post(
                to=uid,
                subject=f"有一项名录调整等待您{what}",
                body="有一项名录调整等待您办理，请登录系统，在“名录”中查看。",
                about=queries.subject(found.uid),
                key=f"{what}:{found.uid}:{uid}",
                at=at,
            )


def tell_drafters(*, adjustment: str, at: datetime) -> None:
    """通知拟稿人：the adjustment came back, with a reason to read in the office."""
    found = Adjustment.objects.filter(uid=adjustment, state=AdjustmentState.RETURNED).first()
    if found is not None:
        notices.post(
            to=found.proposed_by,
            subject="您提出的名录调整被退回",
            body="您提出的一项名录调整被退回，理由请登录系统，在“名录”中查看。",
            about=queries.subject(found.uid),
            key=f"returned:{found.uid}",
            at=at,
        )


def _proposed(uid: str) -> Adjustment | None:
    rows = Adjustment.objects.filter(uid=uid, state=AdjustmentState.PROPOSED)
    return rows.select_related("organ", "other").first()


def forget_imports(*, at: datetime) -> None:
    """清除导入文件：those nobody came back for within a day."""
    operations.forget_imports(at=at)


def hide_late(*, at: datetime) -> None:
    """补算公开期限：of what was adopted before its register declared one, 500 entries a transaction."""
    for register in all_registers():
        while operations.hide_late(register=register.code, at=at):
            pass


def inconsistencies(*, at: datetime) -> Iterator[str]:
    """检查：versions of one entry that share a day, references to what does not stand, and adoptions left undone."""
    today = china_date(at)
    names = {register.code: register.name for register in all_registers()}
    yield from _overlaps(names)
    yield from _dangling(names, today)
    left = Adjustment.objects.filter(state=AdjustmentState.ADOPTING, adopted_at__lt=at - LONGEST)
    for uid, register in left.order_by("pk").values_list("uid", "register")[:MOST]:
        yield f"{names.get(register, register)}的调整{uid}批准后一个多小时还没有公布，请在“后台任务”中重新执行。"


def _overlaps(names: dict[str, str]) -> Iterator[str]:
    """Each version against the next of its entry."""
    later = EntryVersion.objects.filter(entry=OuterRef("entry"), since__gt=OuterRef("since")).order_by("since")
    rows = EntryVersion.objects.annotate(following=Subquery(later.values("since")[:1])).filter(following__isnull=False)
    wrong = rows.filter(Q(until__isnull=True) | Q(until__gt=F("following"))).order_by("register", "key")
    for register, key, number in wrong.values_list("register", "key", "number")[:MOST]:
        yield f"{names.get(register, register)}{key}的第{number}版与下一版的有效期重叠。"


def _dangling(names: dict[str, str], day: date) -> Iterator[str]:
    """What holds today and names an entry that does not."""
    stands = Q(until__isnull=True) | Q(until__gt=day)
    targets = EntryVersion.objects.filter(stands, since__lte=day, entry=OuterRef("target"))
    rows = EntryReference.objects.filter(
        Q(version__until__isnull=True) | Q(version__until__gt=day), version__since__lte=day
    ).annotate(standing=Subquery(targets.values("pk")[:1]))
    wrong = rows.filter(standing__isnull=True).order_by("version__register", "version__key")
    for register, key, target in wrong.values_list("version__register", "version__key", "target__key")[:MOST]:
        yield f"{names.get(register, register)}{key}引用的{target}现在无效。"

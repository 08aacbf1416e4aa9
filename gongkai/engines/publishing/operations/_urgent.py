"""Emergencies: released first on the duty head's sign-off, reviewed after, owed until done."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from gongkai.engines.publishing import emergencies, permission, ports
from gongkai.engines.publishing.content import manifest_sha256
from gongkai.engines.publishing.emergency_tables import Emergency, UrgentRelease
from gongkai.engines.publishing.kinds import kind_of
from gongkai.engines.publishing.models import Edition, State
from gongkai.engines.publishing.operations import _common as common
from gongkai.engines.publishing.operations._releasing import put_out
from gongkai.engines.publishing.rules import secrecy_problems, unfinished_problems
from gongkai.foundation.errors import Conflict, Invalid, NotFound
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.permission import insist
from gongkai.foundation.review import operations as review
from gongkai.foundation.review import queries as reviews

LONGEST_NAME = 120


@transaction.atomic
def open_emergency(*, organ: Organ, name: str, began_at: datetime, by: Actor, at: datetime) -> Emergency:
    """登记突发事件：give an emergency a name, under which its releases stand in the order of their minutes.

    :raises Invalid: without a name, or one that begins in the future.
    :raises NotPermitted: unless `by` drafts, signs or publishes for the organ.
    """
    insist(emergencies.may_open(by, organ))
    name = name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise Invalid(f"请填写事件名称，不超过{LONGEST_NAME}个字。首次发布后公众会看到它。", field="name")
    common.refuse_problems(secrecy_problems(emergencies.as_content(name)))
    if began_at > at:
        raise Invalid("事件发生时间晚于现在。请核对。", field="began_at")
    made = Emergency.objects.create(
        uid=common.new_uid(), organ=organ, name=name, began_at=began_at, opened_by=by.uid, opened_at=at
    )
    _journal("emergency_opened", made, by=by, at=at)
    return made


@transaction.atomic
def close_emergency(*, emergency: str, by: Actor, at: datetime) -> Emergency:
    """结束突发事件：nothing further is released under it; its page stays.

    :raises NotFound: when it is not theirs to see.
    :raises Conflict: when it is closed already.
    """
    found = _emergency(emergency, by)
    insist(emergencies.may_open(by, found.organ))
    if found.closed_at is not None:
        raise Conflict("这个突发事件已经结束。请刷新页面查看。")
    found.closed_at = at
    found.save(update_fields=["closed_at"])
    _journal("emergency_closed", found, by=by, at=at)
    return found


@transaction.atomic
def release_urgently(
    *, record: str, sha256: str, emergency: str, reason: str, by: Actor, at: datetime
) -> UrgentRelease:
    """紧急发布：the duty head signs off information on an emergency and releases it before the other reviews.

    They are owed within the hours this office has set, and listed until done. What was submitted passed the checks of
    a submission; marks of secrecy are looked for again, the programme's gate is asked. The law as we hold it names
    emergencies among what must be disclosed but fixes neither this order nor a time: both are configuration.

    依据：《政府信息公开条例》第二十条第（十二）项。

    :raises Invalid: without a reason or an emergency, or for what is not information on an emergency.
    :raises Conflict: when the content is no longer what the head has seen.
    :raises NotPermitted: when it is not in review, not proactive, or `by` does not sign for the organ or wrote it.
    """
    edition = common.locked(by, record)
    common.insist_may(by, "release_urgently", edition)
    if not reason.strip():
        raise Invalid("请写明为什么来不及先审查。理由记入日志，供补审和监督。", field="reason")
    if edition.art20 != emergencies.ARTICLE:
        raise Invalid("只有“法定主动公开内容”选为突发公共事件信息的稿件可以紧急发布。其他稿件请按审查步骤办理。")
    found = _open_emergency(emergency, by)
    common.refuse_problems([*secrecy_problems(common.content_of(edition)), *unfinished_problems(edition.body)])
    reviewed = common.manifest_of(edition)
    if sha256 != edition.sha256 or manifest_sha256(reviewed) != sha256:
        raise Conflict("稿件内容与您看到的不一致，可能刚刚被修改。请刷新后重新审阅。", code="content-changed")
    _sign_off(edition, reason, by=by, at=at)
    first = edition.record.published_at is None
    insist(ports.release_gate(kind=edition.kind, record=record, at=at, first=first))
    put_out(edition, reviewed, by=by, at=at)
    common.notice_urgent(edition)
    urgent = UrgentRelease.objects.create(
        edition=edition,
        emergency=found,
        reason=reason.strip(),
        head=by.uid,
        head_name=by.name,
        at=at,
        due_at=at + timedelta(hours=settings.GONGKAI_URGENT_REVIEW_HOURS),
    )
    facts = {"emergency": found.uid, "due_at": urgent.due_at.isoformat()}
    common.note("released_urgently", edition, by=by, at=at, facts=facts)
    return urgent


@transaction.atomic
def review_after(*, record: str, approved: bool, remark: str, by: Actor, at: datetime) -> UrgentRelease:
    """补审：the pending step's opinion on what was released urgently; a no stays listed until it is acted upon.

    依据：《政府信息公开条例》第十七条（公开前审查；紧急发布的在发布后补审）。

    :raises Invalid: a no without a reason.
    :raises NotPermitted: when nothing is owed, the step is another's, or the reviewer wrote it.
    """
    edition = _released(by, record)
    common.insist_may(by, "review_after", edition)
    urgent = UrgentRelease.objects.select_for_update().filter(edition=edition).first()
    if urgent is None or urgent.state != UrgentRelease.State.OWED:
        raise Conflict("这份文件没有待补的审查。请刷新页面查看。")
    if not approved and not remark.strip():
        raise Invalid("请写明不同意的理由，以便更正或者撤回。", field="remark")
    subject = permission.subject(edition)
    step = permission.pending(edition, reviews.verdicts(subject))
    if step is None:
        raise Conflict("这份文件的审查已全部完成。请刷新页面查看。")
    review.give(
        subject=subject, round_=edition.round, step=step, approved=approved, sha256=edition.sha256,
        remark=remark.strip(), by=by, at=at,
    )  # fmt: skip
    left = permission.pending(edition, reviews.verdicts(subject)) if approved else None
    if not approved:
        urgent.state, urgent.remark = UrgentRelease.State.REFUSED, remark.strip()
    elif left is None:
        urgent.state, urgent.settled_at = UrgentRelease.State.PASSED, at
    urgent.save(update_fields=["state", "remark", "settled_at"])
    common.note("reviewed_after", edition, by=by, at=at, facts={"step": step.code, "approved": approved})
    return urgent


def _released(by: Actor, record: str) -> Edition:
    """The edition that is public, locked; a correction may be in the making beside it."""
    shown = permission.visible_to(by).filter(record__uid=record, state=State.RELEASED).values_list("number", flat=True)
    return common.locked(by, record, shown[0] if shown else None)


def _sign_off(edition: Edition, reason: str, *, by: Actor, at: datetime) -> None:
    """The head's own step among the kind's; those given already stand."""
    step = next((one for one in kind_of(edition.kind).steps if one.role == emergencies.HEAD), None)
    if step is not None:
        review.give(
            subject=permission.subject(edition), round_=edition.round, step=step, approved=True, sha256=edition.sha256,
            remark=reason.strip(), by=by, at=at,
        )  # fmt: skip


def _emergency(uid: str, by: Actor) -> Emergency:
    found = emergencies.visible_to(by).select_for_update(of=("self",)).filter(uid=uid).select_related("organ").first()
    if found is None:
        raise NotFound
    return found


def _open_emergency(uid: str, by: Actor) -> Emergency:
    found = emergencies.visible_to(by).filter(uid=uid, closed_at__isnull=True).first()
    if found is None:
        raise Invalid("请选择所属的突发事件；还没有登记的，先在“突发事件”页登记。", field="emergency")
    return found


def _journal(act: str, emergency: Emergency, *, by: Actor, at: datetime) -> None:
    journal.record(
        act=f"publishing.{act}",
        by=by.uid,
        at=at,
        organ=emergency.organ.code,
        subject=f"emergency:{emergency.uid}",
        facts={"began_at": emergency.began_at.isoformat()},
    )

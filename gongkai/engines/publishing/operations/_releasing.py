"""Releasing: at once or at a minute, and taking back with a reason."""

from datetime import datetime

from django.db import transaction

from gongkai import law
from gongkai.engines.publishing import ports
from gongkai.engines.publishing.content import manifest_sha256, public_manifest
from gongkai.engines.publishing.models import Edition, Record, SecretTally, State, Withdrawal
from gongkai.engines.publishing.operations import _common as common
from gongkai.engines.publishing.rules import BANNER, REDIRECT, WITHDRAWAL_REASONS, WithdrawalReason
from gongkai.foundation.canonical import Json, canonical, sha256
from gongkai.foundation.errors import Conflict, Invalid, NotFound
from gongkai.foundation.events import emit
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.ledger import operations as ledger
from gongkai.foundation.ledger import payloads
from gongkai.foundation.now import china_date
from gongkai.foundation.numbering import operations as numbering
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.permission import insist
from gongkai.foundation.search import operations as search


@transaction.atomic
def schedule(*, record: str, release_at: datetime, by: Actor, at: datetime) -> Edition:
    """定时发布：fix the minute; the schedule belongs to this approved edition and dies with any edit.

    :raises Invalid: for a minute that has passed.
    :raises NotPermitted: when reviews are not complete for exactly this content.
    """
    edition = common.locked(by, record)
    _insist_releasable(edition, "schedule", by=by, at=at)
    if release_at <= at:
        raise Invalid("定时发布的时间须晚于现在。要马上发布，请选择“立即发布”。", field="release_at")
    edition.state = State.SCHEDULED
    edition.release_at = release_at.replace(second=0, microsecond=0)
    edition.save(update_fields=["state", "release_at"])
    common.note("scheduled", edition, by=by, at=at, facts={"release_at": edition.release_at.isoformat()})
    return edition


@transaction.atomic
def unschedule(*, record: str, by: Actor, at: datetime) -> Edition:
    """取消定时：the edition waits, approved, for somebody to release it.

    :raises NotPermitted: when it is not scheduled, or not theirs.
    """
    edition = common.locked(by, record)
    common.insist_may(by, "unschedule", edition)
    edition.state = State.APPROVED
    edition.release_at = None
    edition.save(update_fields=["state", "release_at"])
    common.note("unscheduled", edition, by=by, at=at)
    return edition


@transaction.atomic
def release(*, record: str, by: Actor, at: datetime) -> Edition:
    """发布：make an approved edition public: number it, enter it in the ledger, supersede the one before.

    All in one transaction: killed at any instruction, it happened whole or not at all.
    依据：《政府信息公开条例》第十七条、第二十六条；索引号依《政府信息公开目录系统实施指引（试行）》。

    :raises NotPermitted: reviews incomplete or void, a programme's gate closed, or not their post.
    """
    edition = common.locked(by, record)
    return _release(edition, _insist_releasable(edition, "release", by=by, at=at), by=by, at=at)


@transaction.atomic
def release_due(*, record: str, edition: int, at: datetime) -> str:
    """到时发布：release a scheduled edition whose minute has come; what has been released stays as it is.

    Returns the state afterwards. A schedule whose reviews lapsed is refused and stays an alarm.

    :raises NotPermitted: with the reason, for the alarm.
    """
    due = common.locked(SYSTEM, record, edition)
    if due.state != State.SCHEDULED or due.release_at is None or due.release_at > at:
        return due.state
    return _release(due, _insist_releasable(due, "release", by=SYSTEM, at=at), by=SYSTEM, at=at).state


@transaction.atomic
def file(*, record: str, by: Actor, at: datetime) -> Edition:
    """归档：close a reviewed record that is not proactively disclosed; it is looked at again on its date.

    依据：《政府信息公开条例》第十八条（定期评估审查）。

    :raises NotPermitted: when reviews are incomplete, or it must be published.
    """
    edition = common.locked(by, record)
    common.insist_may(by, "file", edition)
    edition.state = State.FILED
    edition.save(update_fields=["state"])
    common.note("filed", edition, by=by, at=at, facts={"attribute": edition.attribute, "ground": edition.ground})
    return edition


@transaction.atomic
def withdraw(*, record: str, reason: str, note: str, successor: str = "", by: Actor, at: datetime) -> Withdrawal:
    """撤回发布：take a released record back for one named reason; it asks nothing of the record's own validity.

    误发 410；已整合 转到新文件；失效废止 仍可阅读并加横幅；依法不宜公开 410 且不显示标题。

    :raises Invalid: no such reason, no note, or 已整合 without the record it went into.
    :raises NotPermitted: when it is not released, or not theirs.
    """
    edition = _locked_released(by, record)
    common.insist_may(by, "withdraw", edition)
    why = _reason(reason, note)
    target = _successor(successor, edition) if why.outcome == REDIRECT else None
    leaf = _enter(edition, payloads.WITHDRAWAL, at=at)
    withdrawal = Withdrawal.objects.create(
        record=edition.record,
        edition=edition,
        reason=reason,
        note=note.strip(),
        successor=target,
        by=by.uid,
        at=at,
        leaf=leaf,
    )
    Record.objects.filter(pk=edition.record.pk).update(withdrawn_at=at)
    if why.outcome != BANNER:
        Edition.objects.filter(pk=edition.pk).update(state=State.WITHDRAWN)
        search.remove(f"record:{record}")
    if not why.shows_title:
        # 依法不宜公开：without its salt, no guess of the content can be tested against the leaf.
        Edition.objects.filter(record=edition.record).update(salt="")
    common.note("withdrawn", edition, by=by, at=at, facts={"reason": reason, "leaf": leaf})
    emit("publishing.withdrawn", key=record, record=record, edition=edition.number)
    return withdrawal


@transaction.atomic
def tally_secret(*, organ: Organ, year: int, by: Actor, at: datetime) -> int:
    """登记涉密件数：one more state secret held back; only the fact and the count enter the system.

    依据：《政府信息公开条例》第十四条；涉密不上网。 Returns the year's count (件).

    :raises NotPermitted: when `by` does not draft or review secrecy for the organ.
    """
    if not (by.holds("drafter", organ.code) or by.holds("secrecy_reviewer", organ.code)):
        raise NotFound
    tally, _ = SecretTally.objects.select_for_update().get_or_create(organ=organ, year=year)
    tally.count += 1
    tally.save(update_fields=["count"])
    journal.record(
        act="publishing.secret_tallied",
        by=by.uid,
        at=at,
        organ=organ.code,
        subject=f"organ:{organ.code}",
        facts={"year": year, "count": tally.count},
    )
    return tally.count


def _insist_releasable(edition: Edition, act: str, *, by: Actor, at: datetime) -> dict[str, Json]:
    """Refuse unless everything is in order; answers the reviewed manifest, recomputed from the tables."""
    common.insist_may(by, act, edition)
    if edition.record.withdrawn_at is not None:
        raise Conflict("这份文件已撤回发布，不能在原记录上再发布。请作为新文件拟稿。")
    reviewed = common.manifest_of(edition)
    if manifest_sha256(reviewed) != edition.sha256:
        raise Conflict("审查之后内容有改动，原审查意见失效。请将当前内容重新送审。", code="review-lapsed")
    if edition.number == 1:
        insist(ports.release_gate(kind=edition.kind, record=edition.record.uid, at=at))
    return reviewed


def _release(edition: Edition, reviewed: dict[str, Json], *, by: Actor, at: datetime) -> Edition:
    record = edition.record
    replaced = edition.number > 1 and _supersede(record)
    if record.index_number is None:
        year = china_date(at).year
        serial = numbering.take(f"index:{edition.organ.code}:{year}")
        record.index_number = law.format_index_number(edition.organ.code, year, serial)
        record.published_at = at
        record.save(update_fields=["index_number", "published_at"])
    edition.state = State.RELEASED
    edition.released_at = at
    edition.published_at = record.published_at
    edition.release_at = None
    edition.salt = common.new_salt()
    edition.manifest = canonical(public_manifest(reviewed, index_number=record.index_number))
    edition.leaf = _enter(edition, payloads.EDITION if replaced else payloads.RELEASE, at=at)
    edition.save(
        update_fields=["state", "released_at", "published_at", "release_at", "manifest", "salt", "leaf"],
    )
    facts = {"sha256": edition.sha256, "leaf": edition.leaf, "index_number": record.index_number}
    common.note("released", edition, by=by, at=at, facts=facts)
    emit("publishing.released", key=f"{record.uid}:{edition.number}", record=record.uid, edition=edition.number)
    return edition


def _supersede(record: Record) -> bool:
    """Take the place of the released edition, if there is one."""
    return bool(Edition.objects.filter(record=record, state=State.RELEASED).update(state=State.SUPERSEDED))


def _enter(edition: Edition, act: str, *, at: datetime) -> int:
    """One leaf of the ledger for what happens to this edition; answers its index."""
    committed = ""
    if act != payloads.WITHDRAWAL:
        committed = payloads.commitment(bytes.fromhex(edition.salt), sha256(edition.manifest))
    entry = payloads.entry(
        act=act,
        record=payloads.record_commitment(bytes.fromhex(edition.record.salt), edition.record.uid),
        edition=edition.number,
        commitment=committed,
        at=at,
    )
    return ledger.append(payload=entry, at=at)


def _locked_released(by: Actor, record: str) -> Edition:
    newest = common.locked(by, record)
    if newest.state == State.RELEASED or newest.number == 1:
        return newest
    released = Edition.objects.filter(record=newest.record, state=State.RELEASED).values_list("number", flat=True)
    return common.locked(by, record, released[0]) if released else newest


def _reason(reason: str, note: str) -> WithdrawalReason:
    if reason not in WITHDRAWAL_REASONS:
        names = "、".join(r.name for r in WITHDRAWAL_REASONS.values())
        raise Invalid(f"请选择撤回理由：{names}。", field="reason")
    if not note.strip():
        raise Invalid("请写明撤回的具体情况，供监督检查。", field="note")
    return WITHDRAWAL_REASONS[reason]


def _successor(successor: str, edition: Edition) -> Record:
    target = Record.objects.filter(uid=successor, withdrawn_at__isnull=True, published_at__isnull=False).first()
    if target is None or target.pk == edition.record.pk:
        raise Invalid("“已整合”须指明整合到哪份已发布的文件。请选择目标文件。", field="successor")
    return target

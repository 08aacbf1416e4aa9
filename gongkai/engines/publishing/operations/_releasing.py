"""Releasing: at once or at a minute, and taking back with a reason."""

from datetime import datetime

from django.db import transaction

from gongkai import law
from gongkai.engines.publishing import ports
from gongkai.engines.publishing.content import Relation, manifest_sha256, public_manifest
from gongkai.engines.publishing.models import Edition, Record, State
from gongkai.engines.publishing.operations import _common as common
from gongkai.engines.publishing.operations._drafting import claim_number
from gongkai.engines.publishing.rules import WITHHELD, unfinished_problems
from gongkai.foundation.canonical import Json, canonical
from gongkai.foundation.errors import Conflict, Invalid
from gongkai.foundation.events import emit
from gongkai.foundation.ledger import payloads
from gongkai.foundation.now import china_date
from gongkai.foundation.numbering import operations as numbering
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.permission import insist
from gongkai.foundation.text.document_number import normalise


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
    minute = release_at.replace(second=0, microsecond=0)
    before = {**common.standing(edition), "made_for": minute.isoformat()}
    edition.state, edition.release_at = State.SCHEDULED, minute
    edition.save(update_fields=["state", "release_at"])
    common.note_reversible("scheduled", edition, before, by=by, at=at, facts={"release_at": minute.isoformat()})
    return edition


@transaction.atomic
def unschedule(*, record: str, by: Actor, at: datetime) -> Edition:
    """取消定时：the edition waits, approved, for somebody to release it.

    :raises NotPermitted: when it is not scheduled, or not theirs.
    """
    edition = common.locked(by, record)
    common.insist_may(by, "unschedule", edition)
    before = common.standing(edition)
    edition.state = State.APPROVED
    edition.release_at = None
    edition.save(update_fields=["state", "release_at"])
    common.note_reversible("unscheduled", edition, before, by=by, at=at)
    return edition


@transaction.atomic
def release(*, record: str, by: Actor, at: datetime) -> Edition:
    """发布：make an approved edition public: number it, enter it in the ledger, supersede the one before.

    All in one transaction: killed at any instruction, it happened whole or not at all.
    依据：《政府信息公开条例》第十七条、第二十六条；索引号依《政府信息公开目录系统实施指引（试行）》。

    :raises NotPermitted: reviews incomplete or void, a programme's gate closed, or not their post.
    """
    edition = common.locked(by, record)
    return put_out(edition, _insist_releasable(edition, "release", by=by, at=at), by=by, at=at)


@transaction.atomic
def release_due(*, record: str, edition: int, at: datetime) -> str:
    """到时发布：release a scheduled edition whose minute has come; what has been released stays as it is.

    Returns the state afterwards. A schedule whose reviews lapsed is refused and stays an alarm.

    :raises NotPermitted: with the reason, for the alarm.
    """
    due = common.locked(SYSTEM, record, edition)
    if due.state != State.SCHEDULED or due.release_at is None or due.release_at > at:
        return due.state
    return put_out(due, _insist_releasable(due, "release", by=SYSTEM, at=at), by=SYSTEM, at=at).state


@transaction.atomic
def file(*, record: str, by: Actor, at: datetime) -> Edition:
    """归档：close a reviewed record that is not proactively disclosed; it is looked at again on its date.

    依据：《政府信息公开条例》第十八条（定期评估审查）。

    :raises NotPermitted: when reviews are incomplete, it must be published, or the list of what is not published has no
        entry in force for it.
    """
    edition = common.locked(by, record)
    common.insist_may(by, "file", edition)
    if edition.attribute == WITHHELD:
        insist(ports.withhold_gate(organ=edition.organ.code, ground=edition.ground, entry=edition.listed_under, at=at))
    _settle_filed(edition.record)
    edition.state, edition.filed_at = State.FILED, at
    edition.save(update_fields=["state", "filed_at"])
    common.note("filed", edition, by=by, at=at, facts={"attribute": edition.attribute, "ground": edition.ground})
    return edition


def _insist_releasable(edition: Edition, act: str, *, by: Actor, at: datetime) -> dict[str, Json]:
    """Refuse unless everything is in order; answers the reviewed manifest, recomputed from the tables."""
    common.insist_may(by, act, edition)
    if edition.record.withdrawn_at is not None:
        raise Conflict("这份文件已撤回发布，不能在原记录上再发布。请作废本稿，作为新文件拟稿（原文号可以再用）。")
    reviewed = common.manifest_of(edition)
    if manifest_sha256(reviewed) != edition.sha256:
        raise Conflict("审查之后内容有改动，原审查意见失效。请将当前内容重新送审。", code="review-lapsed")
    common.refuse_problems(unfinished_problems(edition.body))
    first = edition.record.published_at is None
    insist(ports.release_gate(kind=edition.kind, record=edition.record.uid, at=at, first=first))
    return reviewed


def put_out(edition: Edition, reviewed: dict[str, Json], *, by: Actor, at: datetime) -> Edition:
    """公之于众：number it, enter it in the ledger, supersede the one before; the steps of every release."""
    record = edition.record
    replaced = edition.number > 1 and _supersede(record)
    if record.index_number is None:
        year = china_date(at).year
        serial = numbering.take(f"index:{edition.organ.code}:{year}")
        record.index_number = law.format_index_number(edition.organ.code, year, serial)
        record.published_at = at
    record.changed_at, record.theme = at, edition.theme
    record.save(update_fields=["index_number", "published_at", "changed_at", "theme"])
    if edition.number > 1 and normalise(edition.document_number) != record.document_key:
        claim_number(record, edition.document_number, final=True)
    edition.state = State.RELEASED
    edition.released_at = at
    edition.published_at = record.published_at
    edition.release_at = None
    edition.salt = common.new_salt()
    edition.manifest = canonical(public_manifest(reviewed, index_number=record.index_number))
    related = [Relation(type_, target, citation) for type_, target, citation in reviewed["relations"]]
    edition.leaf = common.into_ledger(edition, payloads.EDITION if replaced else payloads.RELEASE, at=at)
    # After the leaf, whose lock lets one release at a time go on: two that point at each other cannot both pass.
    common.refuse_loop(edition, related, by=None)
    edition.save(
        update_fields=["state", "released_at", "published_at", "release_at", "manifest", "salt", "leaf"],
    )
    facts = {"sha256": edition.sha256, "leaf": edition.leaf, "index_number": record.index_number}
    common.note("released", edition, by=by, at=at, facts=facts)
    emit("publishing.released", key=f"{record.uid}:{edition.number}", record=record.uid, edition=edition.number)
    return edition


def _supersede(record: Record) -> bool:
    """Take the place of the released edition, if there is one; else of what was withheld until now."""
    if Edition.objects.filter(record=record, state=State.RELEASED).update(state=State.SUPERSEDED):
        return True
    _settle_filed(record)
    return False


def _settle_filed(record: Record) -> None:
    """What was withheld and looked at again is settled by what follows it."""
    Edition.objects.filter(record=record, state=State.FILED).update(state=State.RECONSIDERED)

"""The only code that writes the policies programme's own table."""

from datetime import datetime

from django.db import transaction

from gongkai.engines.publishing import permission
from gongkai.engines.publishing.models import Edition
from gongkai.foundation.errors import Invalid
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.permission import ALLOWED, Decision, Refused, insist
from gongkai.foundation.review.rules import four_eyes
from gongkai.programmes.policies.models import InterpretationNote
from gongkai.programmes.policies.programme import NORMATIVE


@transaction.atomic
def exempt(*, record: str, reason: str, by: Actor, at: datetime) -> InterpretationNote:
    """不作解读：put on record why a normative document needs no interpretation.

    依据：《关于全面推进政务公开工作的实施意见》三（一）。

    :raises Invalid: without a reason, or for a record that is not a normative document.
    :raises NotPermitted: unless `by` signs or publishes for its organ.
    """
    return _note(record, InterpretationNote.EXEMPTION, reason, by=by, at=at)


@transaction.atomic
def promise(*, record: str, reason: str, by: Actor, at: datetime) -> InterpretationNote:
    """承诺随后解读：put on record that the interpretation follows within the local limit after release.

    :raises Invalid: without a reason, or for a record that is not a normative document.
    :raises NotPermitted: unless `by` signs or publishes for its organ.
    """
    return _note(record, InterpretationNote.PROMISE, reason, by=by, at=at)


def _note(record: str, type_: str, reason: str, *, by: Actor, at: datetime) -> InterpretationNote:
    edition = permission.find(by, record)
    if edition.kind != NORMATIVE.code:
        raise Invalid("只有行政规范性文件需要登记解读安排。", field="record")
    if not reason.strip():
        raise Invalid("请写明理由。", field="reason")
    organ = edition.organ.code
    insist(_may_note(edition, by))
    note = InterpretationNote.objects.create(
        record=record, type=type_, reason=reason.strip(), by=by.uid, by_name=by.name, at=at
    )
    facts = {"type": type_}
    journal.record(
        act="policies.interpretation_noted", by=by.uid, at=at, organ=organ, subject=f"record:{record}", facts=facts
    )
    return note


def _may_note(edition: Edition, by: Actor) -> Decision:
    """Who may excuse or promise an interpretation: the signer or publisher, not the author, before the release."""
    if edition.record.published_at is not None:
        return Refused("这份文件已经发布，不能再登记解读安排。请尽快发布解读。")
    if by == SYSTEM:
        return ALLOWED
    organ = edition.organ.code
    if not (by.holds("signer", organ) or by.holds("publisher", organ)):
        return Refused("解读安排由本机关签发人或发布员登记，您没有这个岗位。")
    if not by.second_factor:
        return Refused("这一步须用两步验证登录后办理。请退出后使用动态口令重新登录。")
    return four_eyes(by.uid, edition.authors)

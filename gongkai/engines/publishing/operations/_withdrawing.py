"""Taking back what is public, and keeping out what must never have come in."""

from datetime import datetime

from django.db import transaction

from gongkai.engines.publishing import personal
from gongkai.engines.publishing.desk_tables import UndoPoint
from gongkai.engines.publishing.models import (
    OPEN_STATES,
    Edition,
    Record,
    SecretTally,
    State,
    Withdrawal,
)
from gongkai.engines.publishing.operations import _common as common
from gongkai.engines.publishing.rules import BANNER, REDIRECT, WITHDRAWAL_REASONS, WithdrawalReason
from gongkai.foundation.errors import Invalid, NotPermitted
from gongkai.foundation.events import emit
from gongkai.foundation.files import operations as files
from gongkai.foundation.files.models import StoredFile
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.ledger import payloads
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.privacy import operations as privacy
from gongkai.foundation.review import operations as review
from gongkai.foundation.search import operations as search


@transaction.atomic
def withdraw(*, record: str, reason: str, note: str, successor: str = "", by: Actor, at: datetime) -> Withdrawal:
    """撤回发布：take a released record back for one named reason; it asks nothing of the record's own validity.

    误发 410；已整合 转到新文件；失效废止 仍可阅读并加横幅；依法不宜公开 410 且不显示标题。 A record under a banner can
    still be taken down for another reason. `note` stays in the office; the public reads the named reason only.

    :raises Invalid: no such reason, no note, or 已整合 without the record it went into.
    :raises NotPermitted: when it is not released, or not theirs.
    """
    edition = _locked_released(by, record)
    common.insist_may(by, "withdraw", edition)
    why = _reason(reason, note)
    target = _successor(successor, edition) if why.outcome == REDIRECT else None
    leaf = common.into_ledger(edition, payloads.WITHDRAWAL, at=at)
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
    closed = _close(edition, why, at=at)
    common.note("withdrawn", edition, by=by, at=at, facts={"reason": reason, "leaf": leaf, "closed": closed})
    emit("publishing.withdrawn", key=f"{record}:{leaf}", record=record, edition=edition.number)
    return withdrawal


def _close(edition: Edition, why: WithdrawalReason, *, at: datetime) -> int:
    """What the withdrawal does to the record besides its leaf; answers how many open editions it closed."""
    record = edition.record
    Record.objects.filter(pk=record.pk).update(withdrawn_at=at, changed_at=at)
    if why.outcome != BANNER:
        Edition.objects.filter(pk=edition.pk).update(state=State.WITHDRAWN)
        Record.objects.filter(pk=record.pk).update(document_key="")  # the right text may be issued under it
        search.remove(f"record:{record.uid}")
    if not why.shows_title:
        # 依法不宜公开：without its salt, no guess of the content can be tested against the leaf.
        Edition.objects.filter(record=record).update(salt="")
    open_ = Edition.objects.filter(record=record, state__in=OPEN_STATES)
    return open_.update(state=State.DISCARDED, release_at=None)


@transaction.atomic
def tally_secret(*, organ: Organ, year: int, by: Actor, at: datetime) -> int:
    """登记涉密件数：one more state secret held back; only the fact and the count enter the system.

    依据：《政府信息公开条例》第十四条；涉密不上网。 Returns the year's count (件).

    :raises NotPermitted: when `by` does not draft, or review secrecy with a second factor, for the organ.
    """
    reviewer = by.holds("secrecy_reviewer", organ.code) and by.second_factor
    if not (by.holds("drafter", organ.code) or reviewer):
        raise NotPermitted("涉密件数由本机关拟稿人或保密审查员登记，您没有这个岗位，或者没有用动态口令登录。")
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


@transaction.atomic
def purge(*, record: str, by: Actor, at: datetime) -> None:
    """清除涉密稿件：erase a draft that turned out to hold a state secret: text, files, remarks; its count is kept.

    Nothing of it stays but that it happened. 依据：《政府信息公开条例》第十四条；涉密不上网。

    :raises NotPermitted: when it is not an open draft, or `by` neither drafts nor reviews secrecy for its organ.
    """
    edition = common.locked(by, record)
    common.insist_may(by, "purge", edition)
    stored = _files_of(edition)
    for rows in (edition.attachments, edition.relations, edition.displaced, edition.editing):
        rows.all().delete()
    UndoPoint.objects.filter(edition=edition).delete()
    names = ("document_number", "issuer", "addressees", "summary", "body", "ground_note", "listed_under", "public_note")
    for name in names:
        setattr(edition, name, "")
    edition.title, edition.identifiers, edition.returned_reason = "（已清除）", [], ""
    edition.original, edition.original_name = None, ""
    edition.state, edition.release_at, edition.sha256, edition.formed_on = State.DISCARDED, None, "", None
    edition.save()
    if edition.record.published_at is None:
        Record.objects.filter(pk=edition.record.pk).update(document_key="")
    review.forget(subject=f"edition:{edition.pk}")
    privacy.forget(subject=personal.subject(record))
    common.note("purged", edition, by=by, at=at)
    tally_secret(organ=edition.organ, year=china_date(at).year, by=by, at=at)
    for file in stored:
        files.forget(stored=file)


def _files_of(edition: Edition) -> list[StoredFile]:
    """Every file of this edition, unless another edition has it too."""
    rows = edition.attachments.values_list("original", "public")
    wanted = {pk for row in rows for pk in row} | ({edition.original.pk} if edition.original else set())
    others = Edition.objects.exclude(pk=edition.pk)
    shared = set(others.filter(original__in=wanted).values_list("original", flat=True))
    for column in ("original", "public"):
        shared |= set(
            others.filter(**{f"attachments__{column}__in": wanted}).values_list(f"attachments__{column}", flat=True)
        )
    return list(StoredFile.objects.filter(pk__in=wanted - shared))


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
    """The record it went into. Both are locked, in one order, so that two never go into each other."""
    both = Record.objects.select_for_update().filter(uid__in=[successor, edition.record.uid]).order_by("pk")
    target = next((r for r in both if r.uid == successor and r.pk != edition.record.pk), None)
    if target is None or target.withdrawn_at is not None or target.published_at is None:
        raise Invalid("“已整合”须指明整合到哪份已发布的文件。请选择目标文件。", field="successor")
    return target

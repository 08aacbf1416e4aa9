"""Taking back the last act, while nothing has come of it."""

from datetime import datetime

from django.db import IntegrityError, transaction

from gongkai.engines.publishing import permission, undoing
from gongkai.engines.publishing.desk_tables import UndoPoint
from gongkai.engines.publishing.models import Edition
from gongkai.engines.publishing.operations import _common as common
from gongkai.engines.publishing.operations._drafting import claim_number
from gongkai.foundation.errors import Conflict, NotPermitted
from gongkai.foundation.journal import queries as journal
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.permission import insist
from gongkai.foundation.review import operations as review

RESTORED = ("state", "sha256", "returned_reason", "release_at", "submitted_at")


@transaction.atomic
def undo(*, record: str, by: Actor, at: datetime) -> Edition:
    """撤销：take back one's own last act on a record, while nothing else has happened to it.

    The record stands again as before; the journal keeps both. What is in the public ledger cannot be taken back.

    :raises NotFound: when the record is not theirs to see.
    :raises NotPermitted: when the act was another's, is too long ago, or something came after it; says what to do.
    :raises Conflict: when the 文号 was taken meanwhile, or the content is not what it was.
    """
    point = _point(by, record)
    edition = Edition.objects.select_for_update(of=("self",)).select_related("record", "organ").get(pk=point.edition_id)
    newest = journal.last(f"record:{record}")
    insist(undoing.may_undo(by, edition, point, newest=newest.number if newest else 0, at=at))
    _restore(edition, point)
    if point.act in {"approved", "returned"}:
        review.retract(
            subject=permission.subject(edition), round_=edition.round, step=str(point.before["step"]), by=by, at=at
        )
    point.delete()
    common.note("undone", edition, by=by, at=at, facts={"undone": point.act, "entry": point.entry})
    return edition


def _point(by: Actor, record: str) -> UndoPoint:
    """The point of the latest reversible act; the edition may have been discarded by it."""
    seen = permission.visible_to(by).filter(record__uid=record)
    point = UndoPoint.objects.filter(edition__in=seen.values("pk")).order_by("-entry").first()
    if point is None:
        permission.find(by, record)
        raise NotPermitted("这份文件没有可以撤销的办理。已发布的，用“更正”或者“撤回发布”；草稿可以直接修改。")
    return point


def _restore(edition: Edition, point: UndoPoint) -> None:
    before = point.before
    edition.state = before["state"]
    edition.sha256, edition.returned_reason = before["sha256"], before["returned_reason"]
    for name in ("release_at", "submitted_at"):
        setattr(edition, name, datetime.fromisoformat(before[name]) if before[name] else None)
    if edition.sha256 and common.sha256_of(edition) != edition.sha256:
        raise Conflict("稿件内容已经不是审查时的内容，不能撤销。请将当前内容重新送审。", code="content-changed")
    try:
        with transaction.atomic():
            edition.save(update_fields=[*RESTORED])
    except IntegrityError as error:
        raise Conflict("这份文件已另有一稿在办，不能恢复作废的一稿。请在那一稿上继续修改。") from error
    if point.act == "discarded" and edition.number == 1:
        claim_number(edition.record, edition.document_number)

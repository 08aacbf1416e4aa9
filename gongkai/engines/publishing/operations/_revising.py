"""Beginning a new edition of a record that has one: a correction, or a second look at what was withheld."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from gongkai.engines.publishing.models import OPEN_STATES, Attachment, Edition, Relation, State
from gongkai.engines.publishing.operations import _common as common
from gongkai.engines.publishing.operations._drafting import fill
from gongkai.foundation.errors import Conflict
from gongkai.foundation.people.actors import Actor


@transaction.atomic
def revise(*, record: str, by: Actor, at: datetime) -> Edition:
    """更正：open a new edition from the released one; the public note says later what changed and why.

    :raises NotPermitted: when nothing of the record is released, or `by` is no drafter of its organ.
    :raises Conflict: when a new edition is already being drafted, or the record was withdrawn.
    """
    edition = _last(by, record, State.RELEASED)
    common.insist_may(by, "revise", edition)
    if edition.record.withdrawn_at is not None:
        raise Conflict("这份文件已作失效废止处理，不能再更正。确需修改的，请另行制发文件。")
    return _copy(edition, "revised", by=by, at=at)


@transaction.atomic
def reconsider(*, record: str, by: Actor, at: datetime) -> Edition:
    """再次审查：open a new edition of a withheld record, to release it, or to withhold it on with a new date.

    依据：《政府信息公开条例》第十八条（定期评估审查）。

    :raises NotPermitted: when the record is not filed, or `by` is no drafter of its organ.
    :raises Conflict: when it is being looked at again already.
    """
    edition = _last(by, record, State.FILED)
    common.insist_may(by, "reconsider", edition)
    return _copy(edition, "reconsidered", by=by, at=at)


def _last(by: Actor, record: str, state: State) -> Edition:
    """The newest edition in this state; refuse while an open one stands beside it."""
    newest = common.locked(by, record)
    if newest.state == state or newest.number == 1:
        return newest
    if newest.state in OPEN_STATES:
        raise Conflict("这份文件的新版本已在拟稿或审查中，请在那一稿上继续修改。")
    found = Edition.objects.filter(record=newest.record, state=state).order_by("-number").first()
    return common.locked(by, record, found.number) if found else newest


def _copy(edition: Edition, act: str, *, by: Actor, at: datetime) -> Edition:
    content = replace(common.content_of(edition), public_note="", rereview_on=None)
    copy = Edition(
        record=edition.record,
        organ=edition.organ,
        kind=edition.kind,
        number=(edition.record.editions.aggregate(last=Max("number"))["last"] or 0) + 1,
        state=State.DRAFT,
        original=edition.original,
        original_name=edition.original_name,
        published_at=edition.published_at,
        authors=list(edition.authors),  # 四眼：who wrote the text before may not review it now
    )
    fill(copy, content, by=by, at=at)
    # As they stand: what a relation points to may have been withdrawn since.
    relations = edition.relations.order_by("pk").values("type", "target", "citation")
    Relation.objects.bulk_create(
        Relation(edition=copy, type=row["type"], target_id=row["target"], citation=row["citation"]) for row in relations
    )
    for row in edition.attachments.order_by("position"):
        Attachment.objects.create(
            edition=copy,
            position=row.position,
            title=row.title,
            file_name=row.file_name,
            original_id=row.original_id,
            public_id=row.public_id,
        )
    gone = {**common.standing(copy), "state": State.DISCARDED.value}
    common.note_reversible(act, copy, gone, by=by, at=at, facts={"from": edition.number})
    return copy

"""Drafting: begin, save, attach, correct, discard."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from gongkai.engines.publishing import permission
from gongkai.engines.publishing.content import PLAIN_FIELDS, Content, Relation, settled
from gongkai.engines.publishing.kinds import kind_of
from gongkai.engines.publishing.models import Attachment, DisplacedText, Edition, Record, State
from gongkai.engines.publishing.models import Relation as RelationRow
from gongkai.engines.publishing.operations import _common as common
from gongkai.engines.publishing.rules import saving_problems, secrecy_problems
from gongkai.foundation.errors import Conflict, Invalid
from gongkai.foundation.files.models import StoredFile
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.text import storable
from gongkai.foundation.text.document_number import normalise as normalise_number
from gongkai.foundation.text.html import sanitise

LONGEST_NAME = 255


@transaction.atomic
def draft(
    *,
    organ: Organ,
    kind: str,
    content: Content,
    original: StoredFile | None = None,
    original_name: str = "",
    written_with: Sequence[str] = (),
    by: Actor,
    at: datetime,
) -> Edition:
    """拟稿：open a record with its first edition; the uploaded original is kept as issued.

    `written_with`: who else had a hand in the text; like the drafter they do not approve it (四眼).

    :raises NotPermitted: when `by` is no drafter of the organ.
    :raises Invalid: no title, a state secret, dates out of order, an unknown kind.
    :raises Conflict: when the organ already has a record of this 文号.
    """
    permission.insist_may_draft(by, organ)
    common.refuse_problems(saving_problems(content, today=china_date(at)))
    record = Record(
        uid=common.new_uid(),
        organ=organ,
        kind=kind_of(kind).code,
        salt=common.new_salt(),
        created_by=by.uid,
        created_at=at,
    )
    claim_number(record, content.document_number)
    edition = Edition(
        record=record,
        organ=organ,
        kind=kind,
        number=1,
        state=State.DRAFT,
        original=original,
        original_name=storable(original_name)[-LONGEST_NAME:],
        authors=list(written_with),
    )
    _write(edition, content, by=by, at=at)
    common.note("drafted", edition, by=by, at=at, facts={"kind": kind})
    return edition


def save(*, record: str, content: Content, lock_version: int, by: Actor, at: datetime) -> Edition:
    """保存修改：write over the version one has seen; a review of the old text no longer holds.

    A save over somebody else's save is refused, and the text that came second is kept beside (`DisplacedText`).

    :raises Conflict: somebody saved in between, or the 文号 is taken; nothing of either text is lost.
    :raises Invalid: as for `draft`.
    """
    common.refuse_problems(secrecy_problems(content))  # not even a displaced text may hold a secret
    with transaction.atomic():
        edition = common.locked(by, record)
        common.insist_may(by, "save", edition)
        overtaken = edition.lock_version != lock_version
        if overtaken:
            _displace(edition, content, lock_version, by=by, at=at)
        else:
            _save_over(edition, content, by=by, at=at)
    if overtaken:
        raise Conflict(
            f"{edition.saved_by_name}已先于您保存了这份稿件。您的修改没有覆盖对方，已另外保存在“未采用的修改”中，"
            "请对照两份文字后再保存。",
            code="overtaken",
        )
    return edition


@transaction.atomic
def attach(
    *, record: str, title: str, file_name: str, original: StoredFile, public: StoredFile, by: Actor, at: datetime
) -> Attachment:
    """添加附件：at the end of the list; `public` is the copy without the office's metadata.

    :raises NotPermitted: when the draft is not theirs to change.
    """
    edition = common.locked(by, record)
    common.insist_may(by, "save", edition)
    name = storable(title).strip() or storable(file_name)
    if max(len(name), len(file_name)) > LONGEST_NAME:
        raise Invalid(f"附件名称过长：最多{LONGEST_NAME}个字。请改短后重新添加。", field="title")
    last = edition.attachments.aggregate(last=Max("position"))["last"] or 0
    attachment = Attachment.objects.create(
        edition=edition,
        position=last + 1,
        title=name,
        file_name=storable(file_name),
        original=original,
        public=public,
    )
    _touch(edition, by=by, at=at)
    common.note("attached", edition, by=by, at=at, facts={"file": public.sha256})
    return attachment


@transaction.atomic
def detach(*, record: str, position: int, by: Actor, at: datetime) -> None:
    """移除附件：the file stays in the store, the draft no longer names it, those behind it move up.

    :raises Invalid: when there is no attachment at that position.
    """
    edition = common.locked(by, record)
    common.insist_may(by, "save", edition)
    if not edition.attachments.filter(position=position).delete()[0]:
        raise Invalid("没有这个附件，可能刚刚已被移除。请刷新页面。", field="position")
    for behind in edition.attachments.filter(position__gt=position).order_by("position"):
        Attachment.objects.filter(pk=behind.pk).update(position=behind.position - 1)
    _touch(edition, by=by, at=at)
    common.note("detached", edition, by=by, at=at, facts={"position": position})


@transaction.atomic
def reorder(*, record: str, positions: Sequence[int], by: Actor, at: datetime) -> None:
    """调整附件顺序：`positions` names the present positions in their new order.

    :raises Invalid: when it does not name each attachment once.
    """
    edition = common.locked(by, record)
    common.insist_may(by, "save", edition)
    rows = {row.position: row for row in edition.attachments.all()}
    if sorted(positions) != sorted(rows):
        raise Invalid("附件顺序与现有附件不符。请刷新页面后重新排列。", field="positions")
    edition.attachments.update(position=F("position") + len(rows) + max(rows, default=0))
    for place, position in enumerate(positions, start=1):
        Attachment.objects.filter(pk=rows[position].pk).update(position=place)
    _touch(edition, by=by, at=at)
    common.note("reordered", edition, by=by, at=at)


@transaction.atomic
def discard(*, record: str, by: Actor, at: datetime) -> None:
    """作废：give up a draft; it stays in the journal and frees its 文号.

    :raises NotPermitted: when it is not a draft, or not theirs.
    """
    edition = common.locked(by, record)
    common.insist_may(by, "discard", edition)
    Edition.objects.filter(pk=edition.pk).update(state=State.DISCARDED)
    if edition.number == 1:
        Record.objects.filter(pk=edition.record.pk).update(document_key="")
    common.note_reversible("discarded", edition, common.standing(edition), by=by, at=at)


def _save_over(edition: Edition, content: Content, *, by: Actor, at: datetime) -> None:
    common.refuse_problems(saving_problems(content, today=china_date(at)))
    claim_number(edition.record, content.document_number)
    before = edition.state
    edition.lock_version += 1
    reopen(edition)
    _write(edition, content, by=by, at=at)
    voided = {"voided": before} if before != State.DRAFT else {}
    common.note("saved", edition, by=by, at=at, facts={"version": edition.lock_version, **voided})


def reopen(edition: Edition) -> None:
    """重新拟稿：an edit after review voids it: back to draft, and no schedule survives."""
    edition.state = State.DRAFT
    edition.release_at = None
    edition.sha256 = ""


def _touch(edition: Edition, *, by: Actor, at: datetime) -> None:
    reopen(edition)
    edition.lock_version += 1
    _sign(edition, by=by, at=at)
    edition.save()


def _sign(edition: Edition, *, by: Actor, at: datetime) -> None:
    edition.saved_by, edition.saved_by_name, edition.saved_at = by.uid, by.name, at
    if by.uid not in edition.authors:
        edition.authors = [*edition.authors, by.uid]


def _write(edition: Edition, content: Content, *, by: Actor, at: datetime) -> None:
    fill(edition, content, by=by, at=at)
    _relate(edition, content.relations, by=by)


def fill(edition: Edition, content: Content, *, by: Actor, at: datetime) -> None:
    """填写：put a content's fields, relations aside, into an edition and save it."""
    content = settled(content)
    for name in PLAIN_FIELDS:
        value = getattr(content, name)
        setattr(edition, name, storable(value) if isinstance(value, str) else value)
    edition.body = sanitise(content.body)
    edition.identifiers = [[storable(part) for part in (i.scheme, i.value, i.source)] for i in content.identifiers]
    _sign(edition, by=by, at=at)
    edition.save()


def _relate(edition: Edition, relations: Sequence[Relation], *, by: Actor) -> None:
    kinds = set(RelationRow.Type.values)
    targets = _targets({r.target for r in relations if r.target}, edition, by=by)
    if len({(r.type, r.target or r.citation) for r in relations}) < len(relations):
        raise Invalid("同一种关联对同一份文件填了两次。请删去重复的一行。", field="relations")
    rows = []
    for relation in relations:
        if relation.type not in kinds:
            raise Invalid("没有这种关联类型。请从列表中选择。", field="relations")
        if relation.target == edition.record.uid:
            raise Invalid("文件不能与自己建立关联。请改选另一份文件。", field="relations")
        if not relation.target and not relation.citation.strip():
            raise Invalid("关联须选择一份文件，或者写明文件名称。请补全或者删去这一行。", field="relations")
        if relation.target and relation.target not in targets:
            raise Invalid(f"没有找到编号为“{relation.target}”的文件。请重新选择关联文件。", field="relations")
        rows.append(
            RelationRow(
                edition=edition,
                type=relation.type,
                target=targets.get(relation.target),
                citation=storable(relation.citation)[:300],
            )
        )
    common.refuse_loop(edition, relations, by=by)
    if rows or edition.lock_version > 1:
        edition.relations.all().delete()
    if rows:
        RelationRow.objects.bulk_create(rows)


def _targets(uids: set[str], edition: Edition, *, by: Actor) -> dict[str, Record]:
    """Records that may be named: those the public sees, those this person sees, and those the text names already."""
    if not uids:
        return {}
    own = permission.visible_to(by).filter(record__uid__in=uids).values_list("record_id", flat=True)
    public = Edition.objects.filter(state=State.RELEASED, record__uid__in=uids).values_list("record_id", flat=True)
    named = RelationRow.objects.filter(edition__record=edition.record, target__uid__in=uids).values_list("target")
    named_ids = [pk for (pk,) in named if pk]
    return {record.uid: record for record in Record.objects.filter(pk__in={*own, *public, *named_ids})}


def claim_number(record: Record, document_number: str, *, final: bool = False) -> None:
    """占用文号：each 文号 of an organ is used once; a public record keeps its own until a correction is released.

    :raises Conflict: when another record of the organ has it.
    """
    key = normalise_number(storable(document_number))[:120]
    taken = Record.objects.filter(organ=record.organ, document_key=key).exclude(pk=record.pk)
    try:
        if key and taken.exists():
            raise IntegrityError
        if record.published_at is None or final:
            with transaction.atomic():
                record.document_key = key
                record.save()
    except IntegrityError as error:
        raise Conflict(
            f"本机关已有文号为“{document_number}”的文件。请核对文号；如系更正，请在原文件上“更正（拟新版本）”。",
            code="number-taken",
        ) from error


def _displace(edition: Edition, content: Content, lock_version: int, *, by: Actor, at: datetime) -> None:
    Edition.objects.filter(pk=edition.pk).update(authors=[*edition.authors, *({by.uid} - set(edition.authors))])
    DisplacedText.objects.create(
        edition=edition,
        content=_as_json(asdict(content)),
        lock_version=lock_version,
        by=by.uid,
        by_name=by.name,
        at=at,
    )
    common.note("save_refused", edition, by=by, at=at, facts={"seen": lock_version, "now": edition.lock_version})


def _as_json(said: Mapping[str, object]) -> dict[str, object]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in said.items()}

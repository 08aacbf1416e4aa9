"""Reviewing: submit, recall, approve, return."""

from datetime import datetime

from django.db import transaction

from gongkai.engines.publishing import permission, personal, ports
from gongkai.engines.publishing.kinds import kind_of
from gongkai.engines.publishing.models import Edition, State
from gongkai.engines.publishing.operations import _common as common
from gongkai.engines.publishing.rules import ON_REQUEST, WITHHELD, Problem, submission_problems
from gongkai.foundation.errors import Conflict, Invalid
from gongkai.foundation.events import emit
from gongkai.foundation.now import china_date
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.permission import Refused
from gongkai.foundation.review import operations as review
from gongkai.foundation.review import queries as reviews
from gongkai.foundation.review.rules import Step


@transaction.atomic
def submit(*, record: str, by: Actor, at: datetime) -> Edition:
    """送审：hand the draft to its first reviewer; from here on every opinion is bound to this content's hash.

    依据：《政府信息公开条例》第十七条。

    :raises Invalid: with everything that is missing, all at once.
    :raises NotPermitted: when it is not theirs, or not a draft.
    """
    edition = common.locked(by, record)
    common.insist_may(by, "submit", edition)
    content = common.content_of(edition)
    files = list(edition.attachments.select_related("public").order_by("position"))
    inspection = personal.inspect(edition, content, files, today=china_date(at))
    published = edition.record.published_at is not None
    problems = submission_problems(
        content, kind_of(edition.kind), today=china_date(at), files=len(files), published=published
    )
    common.refuse_problems(
        [*problems, *_unlisted(edition, at), *_hidden_targets(edition), *personal.problems(inspection, content)]
    )
    common.refuse_loop(edition, content.relations, by=by)
    before = common.standing(edition)
    edition.state = State.IN_REVIEW
    edition.round += 1
    edition.submitted_at = at
    edition.returned_reason = ""
    edition.sha256 = common.sha256_of(edition)
    edition.save()
    facts = {"round": edition.round, "sha256": edition.sha256}
    entry = common.note_reversible("submitted", edition, before, by=by, at=at, facts=facts)
    _tell("submitted", edition, entry)
    return edition


def _unlisted(edition: Edition, at: datetime) -> list[Problem]:
    """What the list of what is not published says against withholding it; nothing where the ground is still missing."""
    if edition.attribute != WITHHELD or not edition.ground:
        return []
    said = ports.withhold_gate(organ=edition.organ.code, ground=edition.ground, entry=edition.listed_under, at=at)
    return [Problem("listed_under", said.reason)] if isinstance(said, Refused) else []


@transaction.atomic
def recall(*, record: str, by: Actor, at: datetime) -> Edition:
    """撤回送审：take a submission back before the reviews are through; opinions given so far no longer count.

    :raises NotPermitted: when it is not in review, or not theirs.
    """
    edition = common.locked(by, record)
    common.insist_may(by, "recall", edition)
    before = common.standing(edition)
    edition.state = State.DRAFT
    edition.sha256 = ""
    edition.save(update_fields=["state", "sha256"])
    common.note_reversible("recalled", edition, before, by=by, at=at, facts={"round": edition.round})
    return edition


@transaction.atomic
def approve(*, record: str, sha256: str, remark: str = "", by: Actor, at: datetime) -> Edition:
    """同意：the pending step's opinion on exactly the content the reviewer has seen.

    依据：《政府信息公开条例》第十七条；保密审查依《保守国家秘密法》。

    :raises Conflict: when the content is no longer what the reviewer saw.
    :raises NotPermitted: when the step is another's, or the reviewer wrote the draft.
    """
    edition, step = _opine(record, sha256, approved=True, remark=remark, act="approve", by=by, at=at)
    before = {**common.standing(edition), "step": step.code, "role": step.role}
    left = permission.pending(edition, reviews.verdicts(permission.subject(edition)))
    if left is None:
        edition.state = State.APPROVED
        edition.save(update_fields=["state"])
    entry = common.note_reversible(
        "approved",
        edition,
        before,
        by=by,
        at=at,
        facts={"step": step.code, "sha256": sha256, "left": left.code if left else ""},
    )
    _tell("approved", edition, entry, step=step.code)
    return edition


@transaction.atomic
def return_(*, record: str, sha256: str, reason: str, by: Actor, at: datetime) -> Edition:
    """退回：send the draft back with a reason its drafter can act on.

    :raises Invalid: without a reason.
    :raises Conflict: when the content is no longer what the reviewer saw.
    """
    if not reason.strip():
        raise Invalid("请写明退回理由，让拟稿人知道改什么。", field="reason")
    edition, step = _opine(record, sha256, approved=False, remark=reason, act="return", by=by, at=at)
    before = {**common.standing(edition), "step": step.code, "role": step.role}
    edition.state = State.DRAFT
    edition.sha256 = ""
    edition.returned_reason = reason.strip()
    edition.save(update_fields=["state", "sha256", "returned_reason"])
    entry = common.note_reversible("returned", edition, before, by=by, at=at, facts={"step": step.code})
    _tell("returned", edition, entry, step=step.code)
    return edition


def _hidden_targets(edition: Edition) -> list[Problem]:
    """Relations become public with the release: they may not point at what is withheld."""
    targets = [pk for pk in edition.relations.values_list("target", flat=True) if pk]
    withheld = Edition.objects.filter(record__in=targets, attribute__in=[ON_REQUEST, WITHHELD])
    if not withheld.exclude(state__in=[State.DISCARDED, State.RECONSIDERED]).exists():
        return []
    return [Problem("relations", "关联的文件中有不主动公开的，发布后会暴露它的存在。请删去这一关联。")]


def _opine(
    record: str, sha256: str, *, approved: bool, remark: str, act: str, by: Actor, at: datetime
) -> tuple[Edition, Step]:
    edition = common.locked(by, record)
    common.insist_may(by, act, edition)
    if sha256 != edition.sha256 or common.sha256_of(edition) != sha256:
        raise Conflict("稿件内容与您看到的不一致，可能刚刚被修改。请刷新后重新审阅。", code="content-changed")
    step = permission.pending(edition, reviews.verdicts(permission.subject(edition)))
    if step is None:
        raise Conflict("这份稿件的审查已全部完成。请刷新页面查看。")
    review.give(
        subject=permission.subject(edition),
        round_=edition.round,
        step=step,
        approved=approved,
        sha256=sha256,
        remark=remark.strip(),
        by=by,
        at=at,
    )
    return edition, step


def _tell(what: str, edition: Edition, entry: int, *, step: str = "") -> None:
    """By the act's entry in the journal: an act undone and done again is told again."""
    key = f"{edition.record.uid}:{edition.number}:{entry}"
    emit(f"publishing.{what}", key=key, record=edition.record.uid, edition=edition.number, step=step, entry=entry)

"""Protecting personal data before review: cover it for good in what will be public, or keep it with a reason."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from gongkai.engines.publishing import personal
from gongkai.engines.publishing.content import Content
from gongkai.engines.publishing.models import Attachment, Edition
from gongkai.engines.publishing.operations import _common as common
from gongkai.engines.publishing.operations._drafting import fill, reopen
from gongkai.engines.publishing.personal import Concern
from gongkai.foundation import redaction
from gongkai.foundation.errors import Conflict, Invalid
from gongkai.foundation.files import operations as files
from gongkai.foundation.files import queries as stored_files
from gongkai.foundation.now import china_date
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.privacy import markup
from gongkai.foundation.privacy import operations as privacy
from gongkai.foundation.privacy.rules import Passage, Place, scan

SHORTEST_REASON = 4


@transaction.atomic
def keep(*, record: str, fingerprints: Sequence[str], reason: str, by: Actor, at: datetime) -> int:
    """保留个人信息：these findings stay as they are, for a reason the reviewers read. Answers how many (处).

    依据：《政府信息公开条例》第十五条（第三方同意公开，或者不公开会对公共利益造成重大影响）。

    :raises Invalid: without a reason, or one that tells personal data itself.
    :raises Conflict: when a finding is no longer there.
    """
    edition, concerns = _chosen(record, fingerprints, by=by, at=at)
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise Invalid("请写明保留的理由，例如：依法公示的中标人、当事人书面同意公开。", field="reason")
    if any(finding.blocks for finding in scan([Passage(Place("reason"), reason)], today=china_date(at))):
        raise Invalid("理由中含有个人信息。请只写理由，不写号码、姓名和住址。", field="reason")
    _decide(edition, concerns, covered=False, reason=reason, by=by, at=at)
    common.note("personal_kept", edition, by=by, at=at, facts={"personal": personal.summary(concerns)})
    return len(concerns)


@transaction.atomic
def redact(*, record: str, fingerprints: Sequence[str], by: Actor, at: datetime) -> Edition:
    """遮盖个人信息：replace these findings in the text and in the public copies of the files; originals stay.

    A new save of the draft: reviews given so far no longer hold. In a file every occurrence of a value goes.

    :raises Invalid: when a file is of a kind that cannot be covered, or something would be left in it.
    :raises Conflict: when a finding is no longer there.
    """
    edition, concerns = _chosen(record, fingerprints, by=by, at=at)
    content = _covered(common.content_of(edition), concerns)
    for attachment in edition.attachments.select_related("public").order_by("position"):
        _cover_file(attachment, concerns, by=by, at=at)
    _decide(edition, concerns, covered=True, reason="", by=by, at=at)
    reopen(edition)
    edition.lock_version += 1
    fill(edition, content, by=by, at=at)
    facts = {"version": edition.lock_version, "personal": personal.summary(concerns)}
    common.note("redacted", edition, by=by, at=at, facts=facts)
    return edition


def _chosen(
    record: str, fingerprints: Sequence[str], *, by: Actor, at: datetime
) -> tuple[Edition, tuple[Concern, ...]]:
    """The edition, locked, and the findings named; those already decided may be decided anew."""
    edition = common.locked(by, record)
    common.insist_may(by, "save", edition)
    attachments = list(edition.attachments.select_related("public").order_by("position"))
    content = common.content_of(edition)
    inspection = personal.inspect(edition, content, attachments, today=china_date(at))
    wanted = set(fingerprints)
    chosen = tuple(concern for concern in inspection.concerns if concern.fingerprint in wanted)
    if not wanted:
        raise Invalid("请先勾选要处理的内容。", field="fingerprints")
    if wanted - {concern.fingerprint for concern in chosen}:
        raise Conflict("稿件刚刚有变化，有的内容已经不在原处。请看清现在的检查结果后再办。")
    return edition, chosen


def _decide(
    edition: Edition, concerns: Sequence[Concern], *, covered: bool, reason: str, by: Actor, at: datetime
) -> None:
    privacy.decide(
        subject=personal.subject(edition.record.uid),
        findings=[(concern.fingerprint, concern.finding) for concern in concerns],
        covered=covered,
        reason=reason,
        by=(by.uid, by.name),
        at=at,
    )


def _covered(content: Content, concerns: Sequence[Concern]) -> Content:
    """The content with the findings in its fields and its body covered, each in its place."""
    fields: dict[str, str] = {}
    edits, values = [], []
    for concern in concerns:
        finding = concern.finding
        part = finding.place.part
        if part in personal.FIELDS:
            text = fields.get(part, getattr(content, part))
            fields[part] = text[: finding.start] + concern.covered + text[finding.end :]
        elif part == "body":
            edits.append(markup.Edit(finding.place, finding.start, finding.end, concern.covered))
            values.append(finding.value)
    body = markup.cover(content.body, edits, values) if edits else content.body
    return replace(
        content,
        body=body,
        title=fields.get("title", content.title),
        summary=fields.get("summary", content.summary),
        addressees=fields.get("addressees", content.addressees),
        public_note=fields.get("public_note", content.public_note),
    )


def _cover_file(attachment: Attachment, concerns: Sequence[Concern], *, by: Actor, at: datetime) -> None:
    """A new public copy, and title and file name, without what is to be covered there."""
    here = f":{attachment.position}"
    masks: dict[str, dict[str, str]] = {}
    for concern in concerns:
        if concern.finding.place.part.endswith(here):
            masks.setdefault(concern.finding.place.part.removesuffix(here), {})[concern.finding.value] = concern.covered
    changed: dict[str, object] = {}
    for name, part in (("title", "filetitle"), ("file_name", "filename")):
        text = getattr(attachment, name)
        for value, covered in masks.get(part, {}).items():
            changed[name] = text = text.replace(value, covered)
    if masks.get("file"):
        try:
            content = redaction.redact(stored_files.read_file(attachment.public), masks["file"])
        except Invalid as refusal:
            raise Invalid(f"附件{attachment.position}：{refusal.sentence}", code=refusal.code) from refusal
        changed["public"] = files.store(content=io.BytesIO(content), name="", by=by.uid, at=at)
    if changed:
        Attachment.objects.filter(pk=attachment.pk).update(**changed)

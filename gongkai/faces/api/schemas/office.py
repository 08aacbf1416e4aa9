"""办理的数据结构：what a clerk's program gets; what it sends stands in `writing`."""

from datetime import date, datetime

from ninja import Schema

from gongkai.engines.publishing.content import PLAIN_FIELDS, Content
from gongkai.engines.publishing.models import Attachment, DisplacedText, Edition
from gongkai.engines.publishing.queries import Attending, Choice, Row, StepProgress, Undo, Work
from gongkai.engines.publishing.rules import Deadline, NoDeadline
from gongkai.faces.api.schemas.public import FileOut
from gongkai.foundation.permission import Refused
from gongkai.foundation.review.models import Opinion


class RelationOut(Schema):
    """关联：`target` is another record's number, or `citation` names what we do not hold."""

    type: str
    target: str
    citation: str


class IdentifierOut(Schema):
    """其他标识。"""

    scheme: str
    value: str
    source: str


class ContentOut(Schema):
    """稿件内容：as it was saved."""

    title: str
    document_number: str
    issuer: str
    formed_on: date | None
    addressees: str
    summary: str
    body: str
    attribute: str
    ground: str
    ground_note: str
    rereview_on: date | None
    listed_under: str
    theme: str
    genre: str
    art20: str
    effective_on: date | None
    expires_on: date | None
    public_note: str
    relations: list[RelationOut]
    identifiers: list[IdentifierOut]

    @classmethod
    def of(cls, content: Content) -> "ContentOut":
        """From the engine's value."""
        return cls(
            **{name: getattr(content, name) for name in PLAIN_FIELDS},
            relations=[RelationOut(type=r.type, target=r.target, citation=r.citation) for r in content.relations],
            identifiers=[IdentifierOut(scheme=i.scheme, value=i.value, source=i.source) for i in content.identifiers],
        )


class DeadlineOut(Schema):
    """法定公开期限：each step of the count; `reason` instead when no day can be named."""

    due_on: date | None = None
    provisional: bool = False
    steps: list[str] = []
    basis: str = ""
    caution: str = ""
    reason: str = ""

    @classmethod
    def of(cls, deadline: Deadline | NoDeadline) -> "DeadlineOut":
        """From the engine's rule."""
        if isinstance(deadline, NoDeadline):
            return cls(reason=deadline.reason)
        return cls(
            due_on=deadline.due_on,
            provisional=deadline.provisional,
            steps=list(deadline.steps),
            basis=deadline.basis,
            caution=deadline.caution,
        )


class ChoiceOut(Schema):
    """可选行为：an act, whether it is allowed now, and if not, why."""

    act: str
    name: str
    allowed: bool
    reason: str

    @classmethod
    def of(cls, choice: Choice) -> "ChoiceOut":
        """From the permission object's answer."""
        return cls(act=choice.act.code, name=choice.act.name, allowed=choice.allowed, reason=choice.reason)


class StepOut(Schema):
    """审查环节：`current` when it is the one waited for, `approved` when this content passed it."""

    code: str
    name: str
    role: str
    basis: str
    current: bool
    approved: bool
    remark: str

    @classmethod
    def of(cls, progress: StepProgress) -> "StepOut":
        """From the engine's progress."""
        step, opinion = progress.step, progress.opinion
        return cls(
            code=step.code,
            name=step.name,
            role=step.role,
            basis=step.basis,
            current=progress.current,
            approved=opinion is not None and opinion.verdict == Opinion.APPROVED,
            remark=opinion.remark if opinion is not None else "",
        )


class DisplacedOut(Schema):
    """未采用的修改：a save that came second, whole; `lock_version` is the version its writer had seen."""

    by: str
    at: datetime
    lock_version: int
    content: dict[str, object]

    @classmethod
    def of(cls, text: DisplacedText) -> "DisplacedOut":
        """From the row kept."""
        return cls(by=text.by_name, at=text.at, lock_version=text.lock_version, content=text.content)


class UndoOut(Schema):
    """可撤销的办理：one's own last act, why it can be taken back, and until when; no time: until anything else happens.

    `instead` says the lawful way where it cannot.
    """

    act: str
    name: str
    why: str
    until: datetime | None
    instead: str

    @classmethod
    def of(cls, undo: Undo | None) -> "UndoOut | None":
        """From the engine's answer."""
        if undo is None:
            return None
        return cls(act=undo.act, name=undo.name, why=undo.why, until=undo.until, instead=undo.instead)


class EditingOut(Schema):
    """正在修改的人：somebody else who has this draft open, and since when."""

    name: str
    since: datetime

    @classmethod
    def of(cls, one: Attending) -> "EditingOut":
        """From the engine's answer."""
        return cls(name=one.name, since=one.since)


class WorkOut(Schema):
    """办件：one edition in the office; `sha256` is what a reviewer must quote, `gate` what still bars the release."""

    record: str
    edition: int
    kind: str
    organ: str
    state: str
    lock_version: int
    sha256: str
    release_at: datetime | None
    returned_reason: str
    original_url: str
    content: ContentOut
    files: list[FileOut]
    deadline: DeadlineOut
    steps: list[StepOut]
    choices: list[ChoiceOut]
    gate: str
    displaced: list[DisplacedOut]
    editions: list[int]
    undo: UndoOut | None
    editing: list[EditingOut]

    @classmethod
    def of(cls, work: Work, undo: Undo | None, editing: tuple[Attending, ...]) -> "WorkOut":
        """From the engine's item."""
        edition = work.edition
        base = f"/api/v1/office/records/{edition.record.uid}"
        return cls(
            record=edition.record.uid,
            edition=edition.number,
            kind=edition.kind,
            organ=edition.organ.code,
            state=edition.state,
            lock_version=edition.lock_version,
            sha256=work.sha256,
            release_at=edition.release_at,
            returned_reason=edition.returned_reason,
            original_url=f"{base}/original" if edition.original_id else "",
            content=ContentOut.of(work.content),
            files=[_file(attachment, base) for attachment in work.attachments],
            deadline=DeadlineOut.of(work.deadline),
            steps=[StepOut.of(progress) for progress in work.steps],
            choices=[ChoiceOut.of(choice) for choice in work.choices],
            gate=work.gate.reason if isinstance(work.gate, Refused) else "",
            displaced=[DisplacedOut.of(text) for text in work.displaced],
            editions=[other.number for other in work.editions],
            undo=UndoOut.of(undo),
            editing=[EditingOut.of(one) for one in editing],
        )


class QueueRow(Schema):
    """待办一行：`due_on` is the last lawful day of publication, where one can be named.

    `need` and `why` say, when it waits for you, what makes it pressing: a code and a sentence.
    """

    record: str
    edition: int
    kind: str
    title: str
    state: str
    organ: str
    waits_for: str
    mine: bool
    late: bool
    due_on: date | None
    need: str
    why: str

    @classmethod
    def of(cls, row: Row) -> "QueueRow":
        """From the engine's row."""
        return cls(
            record=row.record,
            edition=row.number,
            kind=row.kind.code,
            title=row.title,
            state=row.state,
            organ=row.organ,
            waits_for=row.waits_for,
            mine=row.mine,
            late=row.late,
            due_on=row.deadline.due_on if isinstance(row.deadline, Deadline) else None,
            need=row.need.code if row.need else "",
            why=row.need.words if row.need else "",
        )


class DoneOut(Schema):
    """办理结果：the state an edition is in afterwards."""

    record: str
    edition: int
    state: str

    @classmethod
    def of(cls, edition: Edition) -> "DoneOut":
        """From the edition an act answered."""
        return cls(record=edition.record.uid, edition=edition.number, state=edition.state)


def _file(attachment: Attachment, base: str) -> FileOut:
    return FileOut(
        position=attachment.position,
        title=attachment.title,
        name=attachment.file_name,
        sha256=attachment.public.sha256,
        size=attachment.public.size,
        url=f"{base}/files/{attachment.position}",
    )

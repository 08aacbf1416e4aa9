"""办理的数据结构：what a clerk's program sends and gets."""

from datetime import date, datetime

from ninja import Schema

from gongkai.engines.publishing.content import Content, Identifier, Relation
from gongkai.engines.publishing.models import Edition
from gongkai.engines.publishing.queries import Work
from gongkai.engines.publishing.rules import Deadline, NoDeadline
from gongkai.faces.api.schemas.public import FileOut


class RelationIn(Schema):
    """关联：`target` is another record's number, or `citation` names what we do not hold."""

    type: str
    target: str = ""
    citation: str = ""


class IdentifierIn(Schema):
    """其他标识。"""

    scheme: str
    value: str
    source: str = ""


class ContentIn(Schema):
    """稿件内容：what a clerk writes or chooses; the body is HTML and is sanitised."""

    title: str
    document_number: str = ""
    issuer: str = ""
    formed_on: date | None = None
    addressees: str = ""
    summary: str = ""
    body: str = ""
    attribute: str = ""
    ground: str = ""
    ground_note: str = ""
    rereview_on: date | None = None
    theme: str = ""
    genre: str = ""
    art20: str = ""
    effective_on: date | None = None
    expires_on: date | None = None
    public_note: str = ""
    relations: list[RelationIn] = []
    identifiers: list[IdentifierIn] = []

    def content(self) -> Content:
        """As the engine's value."""
        plain = self.model_dump(exclude={"relations", "identifiers"})
        return Content(
            **plain,
            relations=tuple(Relation(r.type, r.target, r.citation) for r in self.relations),
            identifiers=tuple(Identifier(i.scheme, i.value, i.source) for i in self.identifiers),
        )

    @classmethod
    def of(cls, content: Content) -> "ContentIn":
        """From the engine's value."""
        plain = {name: getattr(content, name) for name in cls.model_fields if name not in {"relations", "identifiers"}}
        return cls(
            **plain,
            relations=[RelationIn(type=r.type, target=r.target, citation=r.citation) for r in content.relations],
            identifiers=[IdentifierIn(scheme=i.scheme, value=i.value, source=i.source) for i in content.identifiers],
        )


class DraftIn(ContentIn):
    """新稿：of an organ (its code), of a kind."""

    organ: str
    kind: str


class SaveIn(ContentIn):
    """保存：`lock_version` is the one last read; another's save in between is refused."""

    lock_version: int


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


class WorkOut(Schema):
    """办件：one edition in the office; `sha256` is what a reviewer must quote."""

    record: str
    edition: int
    kind: str
    organ: str
    state: str
    lock_version: int
    sha256: str
    release_at: datetime | None
    returned_reason: str
    content: ContentIn
    files: list[FileOut]
    deadline: DeadlineOut
    choices: list[ChoiceOut]

    @classmethod
    def of(cls, work: Work) -> "WorkOut":
        """From the engine's item."""
        edition = work.edition
        base = f"/office/records/{edition.record.uid}/files"
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
            content=ContentIn.of(work.content),
            files=[
                FileOut(
                    position=a.position,
                    title=a.title,
                    name=a.file_name,
                    sha256=a.public.sha256,
                    size=a.public.size,
                    url=f"{base}/{a.position}",
                )
                for a in work.attachments
            ],
            deadline=DeadlineOut.of(work.deadline),
            choices=[
                ChoiceOut(act=c.act.code, name=c.act.name, allowed=c.allowed, reason=c.reason) for c in work.choices
            ],
        )


class QueueRow(Schema):
    """待办一行。"""

    record: str
    edition: int
    kind: str
    title: str
    state: str
    organ: str
    waits_for: str
    mine: bool
    late: bool


class DoneOut(Schema):
    """办理结果：the state an edition is in afterwards."""

    record: str
    edition: int
    state: str

    @classmethod
    def of(cls, edition: Edition) -> "DoneOut":
        """From the edition an act answered."""
        return cls(record=edition.record.uid, edition=edition.number, state=edition.state)


class OpinionIn(Schema):
    """审查意见：`sha256` is the content the reviewer has seen."""

    sha256: str
    remark: str = ""


class ReturnIn(Schema):
    """退回。"""

    sha256: str
    reason: str


class ScheduleIn(Schema):
    """定时。"""

    release_at: datetime


class WithdrawIn(Schema):
    """撤回发布：`reason` is published_in_error, consolidated, repealed or unsuitable."""

    reason: str
    note: str
    successor: str = ""


class NoteIn(Schema):
    """解读安排的理由。"""

    reason: str

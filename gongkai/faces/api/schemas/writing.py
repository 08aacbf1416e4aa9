"""提交的数据结构：what a clerk's program sends, within the bounds of `texts`."""

from datetime import date

from ninja import Field, Schema
from pydantic import model_validator

from gongkai.engines.publishing.content import Content, Identifier, Relation
from gongkai.faces.api.schemas import texts


class RelationIn(Schema):
    """关联：`target` is another record's number, or `citation` names what we do not hold."""

    type: texts.RelationType
    target: texts.Short = ""
    citation: texts.Line = ""

    @model_validator(mode="after")
    def points_somewhere(self) -> "RelationIn":
        """A relation has a type and names a record or a citation."""
        if not (self.type and (self.target or self.citation)):
            raise ValueError("points nowhere")
        return self


class IdentifierIn(Schema):
    """其他标识。"""

    scheme: texts.Number
    value: texts.Number
    source: texts.Number = ""


class ContentIn(Schema):
    """稿件内容：what a clerk writes or chooses; the body is HTML and is sanitised; codes come from `/codes`."""

    title: texts.Line
    document_number: texts.Number = ""
    issuer: texts.Line = ""
    formed_on: date | None = None
    addressees: texts.Remark = ""
    summary: texts.Remark = ""
    body: texts.Body = ""
    attribute: texts.Attribute = ""
    ground: texts.Ground = ""
    ground_note: texts.Remark = ""
    rereview_on: date | None = None
    listed_under: texts.Short = ""
    theme: texts.Theme = ""
    genre: texts.Genre = ""
    art20: texts.Art20 = ""
    effective_on: date | None = None
    expires_on: date | None = None
    public_note: texts.Remark = ""
    relations: list[RelationIn] = Field([], max_length=200)
    identifiers: list[IdentifierIn] = Field([], max_length=50)

    @model_validator(mode="after")
    def relates_once(self) -> "ContentIn":
        """The same relation to the same record is named once."""
        named = [(relation.type, relation.target) for relation in self.relations if relation.target]
        if len(named) != len(set(named)):
            raise ValueError("a relation is named twice")
        return self

    def content(self) -> Content:
        """As the engine's value."""
        plain = self.model_dump(include=set(ContentIn.model_fields) - {"relations", "identifiers"})
        return Content(
            **plain,
            relations=tuple(Relation(r.type, r.target, r.citation) for r in self.relations),
            identifiers=tuple(Identifier(i.scheme, i.value, i.source) for i in self.identifiers),
        )


class DraftIn(ContentIn):
    """新稿：of an organ (its code), of a kind (see `/kinds`)."""

    organ: texts.Short
    kind: texts.Short


class SaveIn(ContentIn):
    """保存：`lock_version` is the one last read; another's save in between is refused."""

    lock_version: texts.Version


class OrderIn(Schema):
    """附件顺序：the present positions in their new order."""

    positions: list[texts.Position] = Field(max_length=500)


class OpinionIn(Schema):
    """审查意见：`sha256` is the content the reviewer has seen."""

    sha256: texts.Sha256
    remark: texts.Remark = ""


class ReturnIn(Schema):
    """退回：`sha256` is the content the reviewer has seen; the drafter acts on the reason."""

    sha256: texts.Sha256
    reason: texts.Remark


class ScheduleIn(Schema):
    """定时：an instant with its offset."""

    release_at: texts.Minute


class WithdrawIn(Schema):
    """撤回发布：`successor` is the record it went into, for consolidated only."""

    reason: texts.WithdrawalReason
    note: texts.Remark
    successor: texts.Short = ""


class NoteIn(Schema):
    """解读安排的理由。"""

    reason: texts.Remark

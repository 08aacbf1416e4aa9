"""名录的数据结构：registers, entries as of a day, what changed between two days, adjustments."""

from datetime import date, datetime
from typing import Annotated, Any, TypeAlias

from ninja import Field, Schema
from pydantic import StringConstraints

from gongkai.engines.registers.models import Adjustment, EntryVersion, ImportFile
from gongkai.engines.registers.queries import EntryChange
from gongkai.engines.registers.rules import Field as Declared
from gongkai.engines.registers.rules import Register, shown
from gongkai.faces.api.schemas import texts
from gongkai.faces.kit.register_files import with_addresses

Key: TypeAlias = Annotated[str, StringConstraints(max_length=80, pattern=r"^[^\x00]*$")]
MOST = 500


class FieldOut(Schema):
    """字段：one thing an entry says; `choices` are code and name, `refers_to` the register a reference points to."""

    key: str
    name: str
    type: str
    many: bool
    unit: str
    refers_to: str
    section: str
    derived: bool
    since: date | None
    until: date | None
    formerly: dict[str, date]
    columns: list[str]
    choices: dict[str, str]

    @classmethod
    def of(cls, field: Declared) -> "FieldOut":
        """From the declaration."""
        choices = {choice.code: choice.name for choice in field.choices}
        return cls(
            key=field.key, name=field.name, type=field.type.value, many=field.many, unit=field.unit,
            refers_to=field.of, section=field.section, derived=field.derived, columns=list(field.columns),
            choices=choices, since=field.since, until=field.until,
            formerly={one.name: one.until for one in field.formerly},
        )  # fmt: skip


class RegisterOut(Schema):
    """名录：as a programme declares it; public fields only."""

    code: str
    name: str
    about: str
    keeper: str
    basis: str
    group: str
    says: list[FieldOut]

    @classmethod
    def of(cls, register: Register) -> "RegisterOut":
        """From the declaration."""
        return cls(
            code=register.code, name=register.name, about=register.about, keeper=register.keeper,
            basis=register.basis, group=register.group, says=[FieldOut.of(field) for field in register.public],
        )  # fmt: skip


class EntryOut(Schema):
    """条目：one version of an entry; masked fields covered, internal ones left out."""

    key: str
    title: str
    number: int
    since: date
    until: date | None
    organ: str
    adjustment: str
    adopted_at: datetime | None
    entered_late: bool
    said: dict[str, Any]

    @classmethod
    def of(cls, register: Register, version: EntryVersion) -> "EntryOut":
        """From the engine's answer."""
        return cls(
            key=version.key, title=version.title, number=version.number, since=version.since, until=version.until,
            organ=version.organ.code, adjustment=version.adopted.uid, adopted_at=version.adopted.adopted_at,
            entered_late=version.adopted.entered_late, said=with_addresses(register, shown(register, version.values)),
        )  # fmt: skip


class EntriesIn(Schema):
    """名录列表的条件。"""

    on: texts.Day | None = None
    words: texts.Number = ""
    organ: texts.Short = ""
    after: Key = ""
    limit: Annotated[int, Field(ge=1, le=MOST)] = 50


class EntriesOut(Schema):
    """名录的一页：`next` goes into `after`."""

    entries: list[EntryOut]
    next: str


class FieldChangeOut(Schema):
    """字段变化：null where the field said nothing."""

    key: str
    before: Any
    after: Any


class EntryChangeOut(Schema):
    """条目变化：added, ended or amended, with the fields that differ, and who kept it where it moved."""

    key: str
    title: str
    change: str
    kept_before: str
    kept_after: str
    differences: list[FieldChangeOut]

    @classmethod
    def of(cls, change: EntryChange) -> "EntryChangeOut":
        """From the engine's answer."""
        differences = [FieldChangeOut(key=one.field.key, before=one.before, after=one.after) for one in change.fields]
        before, after = (one.code for one in change.moved) if change.moved else ("", "")
        return cls(
            key=change.key, title=change.title, change=change.change.value, kept_before=before, kept_after=after,
            differences=differences,
        )  # fmt: skip


class ComparisonIn(Schema):
    """两日对照的条件。"""

    first: texts.Day
    second: texts.Day
    after: Key = ""
    limit: Annotated[int, Field(ge=1, le=MOST)] = 100


class ComparisonOut(Schema):
    """两日对照：`next` goes into `after`."""

    changes: list[EntryChangeOut]
    next: str


class AdjustmentOut(Schema):
    """名录调整：adopted, in force from `since`."""

    adjustment: str
    serial: int | None
    since: date
    adopted_at: datetime | None
    entered_late: bool
    reason: str
    basis: str
    size: int
    organ: str
    other: str

    @classmethod
    def of(cls, found: Adjustment) -> "AdjustmentOut":
        """From the engine's answer."""
        return cls(
            adjustment=found.uid, serial=found.number, since=found.since, adopted_at=found.adopted_at,
            entered_late=found.entered_late, reason=found.reason, basis=found.basis, size=found.size,
            organ=found.organ.code, other=found.other.code if found.other else "",
        )  # fmt: skip


class RowOut(Schema):
    """文件的一行：its number and what is to be said of it."""

    row: int
    said: str

    @classmethod
    def all(cls, rows: "list[list[Any]]") -> "list[RowOut]":
        """From what was kept."""
        return [cls(row=number, said=said) for number, said in rows]


class ImportIn(Schema):
    """导入：whose changes, from which day, why and on what basis."""

    organ: texts.Short
    since: texts.Day
    reason: texts.Remark
    basis: texts.Remark
    other: texts.Short = ""


class ImportOut(Schema):
    """导入：how far a table is, and what its rows say; the first 200 of those in question."""

    file_uid: str
    address: str
    state: str
    row_count: int | None
    proposable: int
    refused_rows: int
    unchanged: int
    in_question: list[RowOut]
    to_look_at: list[RowOut]
    sentence: str
    adjustment: str

    @classmethod
    def of(cls, found: ImportFile) -> "ImportOut":
        """From the engine's answer."""
        said, address = found.result, f"/api/v1/office/registers/{found.register}/imports/{found.uid}"
        return cls(
            file_uid=found.uid, address=address, state=found.state,
            row_count=found.size, proposable=said.get("good", 0), refused_rows=said.get("bad", 0),
            unchanged=said.get("same", 0), in_question=RowOut.all(said.get("bad_first", [])),
            to_look_at=RowOut.all(said.get("doubted_first", [])), sentence=found.refused, adjustment=found.adjustment,
        )  # fmt: skip


class ProposeIn(Schema):
    """提出导入：whether the rows in question are left out."""

    skip: bool = False

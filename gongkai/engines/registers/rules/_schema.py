"""名录的构成：what a register declares of itself: its fields, its key, who keeps it, on what basis."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from gongkai.foundation.review.rules import Step


class Type(StrEnum):
    """字段类型：how a value is written, checked and shown; every value is kept as text, a many-valued one as a list."""

    TEXT = "text"
    LONG = "long"
    NUMBER = "number"
    AMOUNT = "amount"
    DATE = "date"
    YES_NO = "yes_no"
    CODE = "code"
    ORGAN = "organ"
    REFERENCE = "reference"


class Openness(StrEnum):
    """字段公开方式：shown to everybody, shown with its middle covered, or kept inside the office."""

    PUBLIC = "public"
    MASKED = "masked"
    INTERNAL = "internal"


@dataclass(frozen=True)
class Choice:
    """代码：one value of a closed list."""

    code: str
    name: str


@dataclass(frozen=True)
class Field:
    """字段：one thing an entry says.

    `of` names the register a reference points to; `unit` stands behind a number; `facet` lets readers narrow a list by
    it; `searched` lets its words be found; `listed` shows it in lists.
    """

    key: str
    name: str
    type: Type = Type.TEXT
    required: bool = False
    many: bool = False
    unit: str = ""
    openness: Openness = Openness.PUBLIC
    of: str = ""
    choices: tuple[Choice, ...] = ()
    facet: bool = False
    searched: bool = False
    listed: bool = False
    hint: str = ""
    longest: int = 2000

    def name_of(self, code: str) -> str:
        """代码的名称：of a value of the closed list; the value itself when the list has no such code."""
        return next((choice.name for choice in self.choices if choice.code == code), code)


class Action(StrEnum):
    """调整方式的实质：what a line does to the versions of its entry."""

    ADD = "add"
    AMEND = "amend"
    END = "end"


@dataclass(frozen=True)
class Manner:
    """调整方式：the office's word for a change (取消、下放、承接), and what it does."""

    code: str
    name: str
    action: Action


PLAIN_MANNERS = (
    Manner("add", "新增", Action.ADD),
    Manner("amend", "修改", Action.AMEND),
    Manner("end", "取消", Action.END),
)


@dataclass(frozen=True)
class Register:
    """名录：a list declared by a programme; the engine does the rest.

    `key` is the field that names an entry for good, `title` the field lists show; `steps` are the reviews before
    adoption, which is the signer's; `keeper` says in words who maintains it; `basis` the law or the office's own rule.
    """

    code: str
    name: str
    about: str
    keeper: str
    basis: str
    fields: tuple[Field, ...]
    key: str
    title: str
    steps: tuple[Step, ...]
    manners: tuple[Manner, ...] = PLAIN_MANNERS

    def field(self, key: str) -> Field:
        """按代码取字段。

        :raises KeyError: for a field the register does not declare.
        """
        return {field.key: field for field in self.fields}[key]

    def manner(self, code: str) -> Manner | None:
        """按代码或者名称取调整方式；none for what the register does not know."""
        return next((manner for manner in self.manners if code in (manner.code, manner.name)), None)

    @property
    def facets(self) -> tuple[Field, ...]:
        """可筛选的字段。"""
        return tuple(field for field in self.fields if field.facet)

    @property
    def public(self) -> tuple[Field, ...]:
        """公开的字段：masked ones included."""
        return tuple(field for field in self.fields if field.openness is not Openness.INTERNAL)


def faults(registers: Sequence[Register]) -> list[str]:
    """名录构成的错误：what would make no sense in what programmes declare; empty when all is well."""
    known = {register.code for register in registers}
    found = [f"名录代码“{code}”重复" for code in sorted(known) if [r.code for r in registers].count(code) > 1]
    for register in registers:
        found += [f"{register.name}：{fault}" for fault in _faults(register, known)]
    return found


def _faults(register: Register, known: set[str]) -> list[str]:
    keys = [field.key for field in register.fields]
    found = [f"字段“{key}”重复" for key in sorted(set(keys)) if keys.count(key) > 1]
    for role, key in (("主键", register.key), ("标题", register.title)):
        if key not in keys:
            found.append(f"{role}“{key}”不是字段")
        elif (chosen := register.field(key)).many or not chosen.required or chosen.openness is not Openness.PUBLIC:
            found.append(f"{role}“{key}”应当是必填、单值、公开的字段")
    for field in register.fields:
        if field.type is Type.REFERENCE:
            found += _faults_of_reference(field, known)
        if field.type is Type.CODE and not field.choices:
            found.append(f"“{field.name}”没有代码表")
        if (field.facet or field.searched) and field.openness is not Openness.PUBLIC:
            found.append(f"“{field.name}”不公开，不能用来筛选或者检索")
    if {manner.action for manner in register.manners} != set(Action):
        found.append("调整方式应当包括新增、修改和取消")
    return found


def _faults_of_reference(field: Field, known: set[str]) -> list[str]:
    """A page lists what refers to its entry, whatever the field: so the field is public."""
    found = [] if field.of in known else [f"“{field.name}”引用的名录“{field.of}”不存在"]
    return found if field.openness is Openness.PUBLIC else [*found, f"“{field.name}”引用其他条目，应当是公开的字段"]

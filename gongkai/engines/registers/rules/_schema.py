"""名录的构成：what a register declares of itself: its fields, its key, who keeps it, on what basis."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from gongkai.foundation.review.rules import Step
from gongkai.law.codes import Code, Codes

Value = str | list[str]
Values = Mapping[str, Value]
Completing = Callable[[Values], Values]
Judging = Callable[[Values, date], Mapping[str, str]]


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
    # 行政区划：a code of the divisions, as deep as they are held.
    PLACE = "place"
    # 法律依据：《……》第几条; read against the statute library where one is bound.
    BASIS = "basis"
    # 文件：uploaded in the office, downloaded by everybody; kept as `<sha256>/<name>`.
    FILE = "file"


class Openness(StrEnum):
    """字段公开方式：shown to everybody, shown with its middle covered, or kept inside the office."""

    PUBLIC = "public"
    MASKED = "masked"
    INTERNAL = "internal"


@dataclass(frozen=True)
class Choice:
    """代码：one value of a closed list; `until` is the first day on which it is given no more."""

    code: str
    name: str
    until: date | None = None


@dataclass(frozen=True)
class Former:
    """原名：what a field was called, until the first day it bore another name."""

    name: str
    until: date


def choices_of(listed: Codes[Code], *only: str) -> tuple[Choice, ...]:
    """代码表的选项：what a field may hold of a closed list of the law, or only some of it."""
    return tuple(Choice(one.code, one.name) for one in listed if not only or one.code in only)


@dataclass(frozen=True)
class Field:
    """字段：one thing an entry says.

    `of` names the register a reference points to; `unit` stands behind a number; `facet` lets readers narrow a list by
    it; `searched` lets its words be found; `listed` shows it in lists; `section` is the heading under which forms and
    pages put it; `derived` says that nobody types it: the register's `derive` fills it in. With `columns`, each value
    is the row of a small table, its cells parted by ｜; `drawn`, and the rows are steps, shown as a flow chart too.
    `held_on` names the day field on which a basis must have held: of an act done already it is told, not refused.
    `own` says of an organ that it is the one that proposes, unless the field named by `unless` (委托依据) says what
    entrusts another; of a reference, that the entry it points to is one of the organ that proposes, or names that organ
    in one of its fields `shared`: who leads or assists a task reports on it, whoever keeps the task.

    A field is never taken out of a declaration, nor its type changed: what was said under it stays readable. One added
    later is asked `since` a day, one given up `until` a day, and one renamed lists what it was called `formerly`.
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
    section: str = ""
    derived: bool = False
    columns: tuple[str, ...] = ()
    drawn: bool = False
    held_on: str = ""
    own: bool = False
    unless: str = ""
    shared: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    formerly: tuple[Former, ...] = ()

    def asked_on(self, day: date) -> bool:
        """某日是否填写。"""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    def as_of(self, day: date) -> "Field":
        """某日的字段：under the name it bore."""
        name = next((former.name for former in self.formerly if day < former.until), self.name)
        return self if name == self.name else replace(self, name=name)

    def name_of(self, code: str) -> str:
        """代码的名称：of a value of the closed list; the value itself when the list has no such code."""
        return next((choice.name for choice in self.choices if choice.code == code), code)


def under_headings(fields: Iterable[Field]) -> tuple[tuple[str, tuple[Field, ...]], ...]:
    """分节：fields under their headings, in the order declared; those without one first, each heading once.

    A field without a heading after one that has one would be read as standing under it.
    """
    found: dict[str, list[Field]] = {}
    for field in fields:
        found.setdefault(field.section, []).append(field)
    named = sorted(found.items(), key=lambda one: one[0] != "")
    return tuple((name, tuple(some)) for name, some in named)


class Action(StrEnum):
    """调整方式的实质：what a line does to the versions of its entry."""

    ADD = "add"
    AMEND = "amend"
    END = "end"
    MOVE = "move"


@dataclass(frozen=True)
class Manner:
    """调整方式：the office's word for a change (取消、下放、承接), and what it does.

    `hides` (撤下), with an action that ends: nobody outside the office reads any version of the entry any more; the
    public keeps its key, the day and the adjustment's reason.
    """

    code: str
    name: str
    action: Action
    hides: bool = False


MOVE = Manner("move", "划转", Action.MOVE)
"""划转：an entry goes from one organ to another, with its key, its address and its history."""
PLAIN_MANNERS = (
    Manner("add", "新增", Action.ADD),
    Manner("amend", "修改", Action.AMEND),
    Manner("end", "取消", Action.END),
    MOVE,
)


@dataclass(frozen=True)
class Register:
    """名录：a list declared by a programme; the engine does the rest.

    `key` is the field that names an entry for good, `title` the field lists show; `steps` are the reviews before
    adoption, which is the signer's; `keeper` says in words who maintains it; `basis` the law or the office's own rule.

    `group` is the heading under which registers are listed. `derive` completes the values of an entry; `check` answers
    field key → sentence for what cannot stand on a day, `warn` the same for what is told and not refused; all three are
    pure. `shown_until` names the day field that says on which day the public may read an entry for the last time.
    `headings` are other column names under which files bring a field, a standard's codes say; one with no field is a
    column that is not read.
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
    group: str = ""
    derive: Completing | None = None
    check: Judging | None = None
    warn: Judging | None = None
    shown_until: str = ""
    headings: tuple[tuple[str, str], ...] = ()

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

    @property
    def unread(self) -> tuple[str, ...]:
        """不读的列：columns of files that are passed over."""
        return tuple(heading for heading, field in self.headings if not field)

    def asked_on(self, day: date) -> tuple[Field, ...]:
        """某日填写的字段：derived ones included."""
        return tuple(field for field in self.fields if field.asked_on(day))

    def typed_on(self, day: date) -> tuple[Field, ...]:
        """某日由人填写的字段：those nobody derives."""
        return tuple(field for field in self.asked_on(day) if not field.derived)

    @property
    def moves(self) -> bool:
        """条目是否可以划转给另一机关。"""
        return any(manner.action is Action.MOVE for manner in self.manners)

    @property
    def forgets(self) -> bool:
        """条目是否会不再公开：by its own day or by an adjustment that withdraws it."""
        return bool(self.shown_until) or any(manner.hides for manner in self.manners)

"""办理程序：one table of states and acts; buttons, permission, API, journal, clock and diagram all come from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from gongkai.law import CalendarDays, Hours, Parameter, Provision, WorkingDays, current


class Effect(StrEnum):
    """期限效果：what an act does to the clock."""

    NONE = "none"
    START = "start"
    RESTART = "restart"
    SUSPEND = "suspend"
    RECEIVED = "received"
    RESUME = "resume"
    EXTEND = "extend"
    REPLACE = "replace"
    STOP = "stop"
    REOPEN = "reopen"


class Handling(StrEnum):
    """交办效果：what an act does to who handles a case.

    assign 交主办 and join 增加协办 the organ given; return 申请退单, keep 不同意退单, release 不再承办, done 承办办结,
    again 退回承办单位重办.
    """

    NONE = "none"
    ASSIGN = "assign"
    JOIN = "join"
    RETURN = "return"
    KEEP = "keep"
    RELEASE = "release"
    DONE = "done"
    AGAIN = "again"


class Kind(StrEnum):
    """填写项类型：text 文字, day 日期, moment 时刻, days 天数, code 代码, letter 所指的函, organ 机关, rows 多行."""

    TEXT = "text"
    DAY = "day"
    MOMENT = "moment"
    DAYS = "days"
    CODE = "code"
    LETTER = "letter"
    ORGAN = "organ"
    ROWS = "rows"


@dataclass(frozen=True)
class Choices:
    """选项：what a code may be: a code list of the law less what is not chosen here, or a fixed few."""

    listed: str = ""
    without: tuple[str, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Give (code, Chinese name) in the order of the list in force."""
        if not self.listed:
            return self.fixed
        return tuple((one.code, one.name) for one in current().code_lists[self.listed] if one.code not in self.without)


@dataclass(frozen=True)
class Need:
    """填写项：what an act must be given before it can be done; `optional` ones may be left empty.

    `codes` says what a CODE may be; without it any text is taken. `columns`: what each of its ROWS is filled in with.
    """

    key: str
    name: str
    kind: Kind
    optional: bool = False
    codes: Choices | None = None
    columns: "tuple[Need, ...]" = ()

    def choices(self) -> tuple[tuple[str, str], ...]:
        """可选代码：(code, Chinese name) pairs; nothing for a need that is no code."""
        return self.codes.pairs() if self.codes else ()

    def shown(self, text: str) -> str:
        """所填内容：a code by its name, anything else as it was given."""
        return dict(self.choices()).get(text, text)


@dataclass(frozen=True)
class CaseState:
    """办件状态：`ended` states have an answer or an end; being due or overdue is never a state.

    `waits_for` is the role whose turn it is; empty while the organ waits for the party, and at an end. `shown_to` are
    roles of the organ that see the case in this state only, besides those that see it always.
    """

    key: str
    name: str
    ended: bool = False
    waits_for: str = ""
    shown_to: tuple[str, ...] = ()


@dataclass(frozen=True)
class CaseAct:
    """办件行为：who may do it from where, what it needs, its basis and what it does to the clock.

    `also` are further roles that may do it. `to` is empty when the state stays. `waits_at_most` is the limit the other
    side has to answer a letter, keyed on the day it received it. `once`: at most once in a case. `four_eyes`: never by
    who did one of the acts named since the first of them was last done. `apart`: nor by who did one of these since
    then, unless the organ lets one person do several. `within`: only while what that act opened is open, which `closes`
    ends; while it is open, it is not opened again. `about`: the act that sent the letters it speaks of: those answered,
    each once; `drops`: those not answered, and it ends the wait for them. `proposes` names the need that holds how the
    case is to end; `result` is the code of an act that itself says how. `handling`: what it does to who handles
    the case. `by_main`, `by_co`: of the organs a case is assigned to, only the main handler, or only a co-handler does
    it. `limit`: of a restart, the time that runs from then on, keyed on its day as the fact `keyed_on`.
    """

    key: str
    name: str
    role: str
    from_: tuple[str, ...]
    to: str
    basis: Provision | Parameter[WorkingDays] | Parameter[CalendarDays] | Parameter[Hours]
    needs: tuple[Need, ...] = ()
    effect: Effect = Effect.NONE
    waits_at_most: Parameter[WorkingDays] | None = None
    once: bool = False
    four_eyes: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    proposes: str = ""
    result: str = ""
    within: str = ""
    closes: bool = False
    about: str = ""
    drops: bool = False
    also: tuple[str, ...] = ()
    handling: Handling = Handling.NONE
    by_main: bool = False
    by_co: bool = False
    limit: Parameter[WorkingDays] | Parameter[CalendarDays] | Parameter[Hours] | None = None
    keyed_on: str = ""

    @property
    def roles(self) -> tuple[str, ...]:
        """Who may do it."""
        return (self.role, *self.also)


@dataclass(frozen=True)
class Procedure:
    """办理程序：the states and acts of one programme's cases.

    `limit` is the time to answer, keyed on the day of the fact `keyed_on`; None where no law fixes one: no clock runs,
    unless the programme's limiter gives the time of each case.
    `entered_by`, `seen_by`: roles of the organ of a case that enter it and that always see it. `handled_by`: roles of
    an organ a case is assigned to, which see it and do the acts that are theirs. `supervised_by`: roles that see the
    cases of every organ of their place, those below included.

    :raises ValueError: when an act names a state or an act that is not there, or a state cannot be reached or left.
    """

    key: str
    name: str
    initial: tuple[str, ...]
    states: tuple[CaseState, ...]
    acts: tuple[CaseAct, ...]
    limit: Parameter[WorkingDays] | Parameter[CalendarDays] | Parameter[Hours] | None
    keyed_on: str = ""
    entered_by: tuple[str, ...] = ()
    seen_by: tuple[str, ...] = ()
    handled_by: tuple[str, ...] = ()
    supervised_by: tuple[str, ...] = ()
    _states: Mapping[str, CaseState] = field(init=False, repr=False, compare=False)
    _acts: Mapping[str, CaseAct] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_states", _unique(self.states))
        object.__setattr__(self, "_acts", _unique(self.acts))
        problems = [*self._strangers(), *self._stranded()]
        if problems:
            raise ValueError(f"{self.key}: " + "; ".join(problems))

    def state(self, key: str) -> CaseState:
        """Give a state by its key."""
        return self._states[key]

    def act(self, key: str) -> CaseAct:
        """Give an act by its key.

        :raises KeyError: when the procedure has no such act.
        """
        return self._acts[key]

    def open_acts(self, state: str) -> tuple[CaseAct, ...]:
        """可办行为：the acts the table has in a state, in its order, whoever does them."""
        return tuple(act for act in self.acts if state in act.from_)

    def opened(self, act: str, done: Iterable[str]) -> bool:
        """尚未了结：is what an act opens still open, after these acts in their order?"""
        open_ = False
        for key in done:
            row = self.act(key)
            open_ = key == act or (open_ and not (row.within == act and row.closes))
        return open_

    def opens(self, act: str) -> bool:
        """须了结：does the table have an act that ends what this one opens?"""
        return any(row.within == act and row.closes for row in self.acts)

    def diagram(self) -> str:
        """状态图：the table as a Mermaid state diagram."""
        names = {state.key: state.name for state in self.states}
        lines = ["stateDiagram-v2"]
        lines += [f"    {key}: {name}" for key, name in names.items()]
        lines += [f"    [*] --> {key}" for key in self.initial]
        lines += [f"    {one} --> {act.to or one}: {act.name}" for act in self.acts for one in act.from_]
        lines += [f"    {state.key} --> [*]" for state in self.states if state.ended]
        return "\n".join(lines)

    def _strangers(self) -> list[str]:
        named = {*self.initial, *(key for act in self.acts for key in (*act.from_, act.to) if key)}
        doers = {key for act in self.acts for key in (*act.four_eyes, *act.apart, act.within, act.about) if key}
        return [f"no state {key}" for key in sorted(named - set(self._states))] + [
            f"no act {key}" for key in sorted(doers - set(self._acts))
        ]

    def _stranded(self) -> list[str]:
        reached = _reached(self.initial, self.acts)
        ends = {state.key for state in self.states if state.ended}
        problems = [f"{state.key} cannot be reached" for state in self.states if state.key not in reached]
        open_ = [state.key for state in self.states if state.key not in ends]
        return problems + [f"{key} has no way to an end" for key in open_ if not _reached((key,), self.acts) & ends]


def _unique(items: Iterable[CaseState] | Iterable[CaseAct]) -> Mapping[str, CaseState | CaseAct]:
    found: dict[str, CaseState | CaseAct] = {}
    for item in items:
        if item.key in found:
            raise ValueError(f"{item.key} stands twice")
        found[item.key] = item
    return found


def _reached(start: Iterable[str], acts: Iterable[CaseAct]) -> set[str]:
    """The states some sequence of acts leads to."""
    steps = [(one, act.to) for act in acts if act.to for one in act.from_]
    found, grown = set(start), True
    while grown:
        further = {to for one, to in steps if one in found} - found
        found |= further
        grown = bool(further)
    return found

"""情形引导：a situation's questions and steps as a clerk writes them, and what an answer calls for; pure.

A question is one line, `面积｜多大？｜50平方米以下｜50平方米以上`: its name, what is asked, two answers or more.
A step is one line, `2｜事项编码｜面积＝50平方米以上｜外卖＝是`: the stage, the item, and the answers that call for it,
all of them; an item named on two lines is called for by either. Items of one stage can be applied for at the same time.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongkai.engines.registers.rules import YES, Value, Values, every
from gongkai.programmes.services.rules import WAYS

_BAR, _EQUALS = re.compile(r"\s*[|｜]\s*"), re.compile(r"\s*[=＝]\s*")
_STAGE = re.compile(r"[1-9]\d?", re.ASCII)
SHAPE = "名称｜问题｜答案一｜答案二"
STEP_SHAPE = "阶段｜事项编码｜问题名称＝答案"
ONCE = frozenset({"shown", "electronic"})
"""一件够用的形式：what is only looked at, or copied by machine, serves all items it is needed for."""


@dataclass(frozen=True)
class Question:
    """问题：asked once; `name` stands in the address."""

    name: str
    text: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """步骤：an item, the stage in which it is applied for, and the answers that call for it."""

    stage: int
    item: str
    when: tuple[tuple[str, str], ...]

    def wanted(self, answers: Mapping[str, str]) -> bool:
        """是否需要。"""
        return all(answers.get(name) == answer for name, answer in self.when)


@dataclass(frozen=True)
class Situation:
    """情形：questions in the order they are asked, steps in the order they are done."""

    questions: tuple[Question, ...]
    steps: tuple[Step, ...]

    def answered(self, given: Mapping[str, str]) -> dict[str, str]:
        """所答：what is an answer to one of the questions; the rest counts as not said."""
        return {one.name: given[one.name] for one in self.questions if given.get(one.name) in one.answers}

    def stages(self, answers: Mapping[str, str]) -> list[tuple[str, ...]]:
        """所需事项：stage by stage, each item once, in its first stage."""
        found: dict[int, list[str]] = {}
        seen: set[str] = set()
        for step in sorted(self.steps, key=lambda one: one.stage):
            if step.item not in seen and step.wanted(answers):
                seen.add(step.item)
                found.setdefault(step.stage, []).append(step.item)
        return [tuple(items) for _, items in sorted(found.items())]


def situation_of(values: Values) -> Situation:
    """读取情形：what stands in the register; lines that cannot be read are left out."""
    questions = tuple(one for line in every(values.get("questions")) if isinstance(one := _question(line), Question))
    steps = (_step(line, questions) for line in every(values.get("steps")))
    return Situation(questions, tuple(one for one in steps if isinstance(one, Step)))


def complete(values: Values) -> Values:
    """补全：the items its steps name, so that the register keeps them as references."""
    steps = situation_of(values).steps
    known = {field: value for field, value in values.items() if field != "items"}
    items: Value = list(dict.fromkeys(step.item for step in steps))
    return {**known, "items": items} if items else known


def refusals(values: Values, day: date) -> dict[str, str]:  # noqa: ARG001 — the register's signature
    """不能成立之处：lines that cannot be read, a name twice, an answer no question has."""
    read = [_question(line) for line in every(values.get("questions"))]
    questions = tuple(one for one in read if isinstance(one, Question))
    problems = [one for one in read if isinstance(one, str)]
    names = [one.name for one in questions]
    problems += [
        f"问题“{name}”重复，每个问题用一个不同的名称。" for name in sorted(set(names)) if names.count(name) > 1
    ]
    found = {"questions": "".join(problems)} if problems else {}
    steps = [one for line in every(values.get("steps")) if isinstance(one := _step(line, questions), str)]
    return {**found, "steps": "".join(steps)} if steps else found


def _question(line: str) -> Question | str:
    parts = [part for part in _BAR.split(line.strip()) if part]
    if len(parts) < 4:
        return f"“{line[:30]}”应写成“{SHAPE}”，至少两个答案。"
    name, text, *answers = parts
    if len(set(answers)) < len(answers):
        return f"问题“{name}”的答案重复。"
    return Question(name, text, tuple(answers))


def _step(line: str, questions: Sequence[Question]) -> Step | str:
    parts = [part for part in _BAR.split(line.strip()) if part]
    if len(parts) < 2 or not _STAGE.fullmatch(parts[0]):
        return f"“{line[:30]}”应写成“{STEP_SHAPE}”，阶段从1起编号。"
    when = []
    known = {question.name: question.answers for question in questions}
    for condition in parts[2:]:
        name, answer = _pair(condition)
        if name not in known or answer not in known[name]:
            return f"“{line[:30]}”的条件“{condition}”不是任何问题的答案，请与问题逐字核对。"
        when.append((name, answer))
    return Step(int(parts[0]), parts[1], tuple(when))


def _pair(condition: str) -> tuple[str, str]:
    name, *rest = _EQUALS.split(condition, maxsplit=1)
    return name, rest[0] if rest else ""


@dataclass(frozen=True)
class Needed:
    """所需材料：once, with the items that need it, how many of it are brought, and whether it may come later."""

    key: str
    copies: int
    items: tuple[str, ...]
    conditional: bool
    later: bool


def materials(items: Iterable[tuple[str, Values]], known: Mapping[str, Values]) -> list[Needed]:
    """合并材料：of (key, values) of the items, each material once, in the order it is first needed.

    What is only shown, or electronic, serves all of them; of copies and originals kept each item takes its own.
    `conditional` when no item needs it always; `later` when every item takes it afterwards (容缺).
    """
    wanted: dict[str, list[tuple[str, str]]] = {}
    for item, values in items:
        for how in WAYS:
            for key in every(values.get(how)):
                wanted.setdefault(key, []).append((item, how))
    return [_needed(key, uses, known.get(key, {})) for key, uses in wanted.items()]


def _needed(key: str, uses: Sequence[tuple[str, str]], values: Values) -> Needed:
    each = int(str(values.get("copies") or 1))
    items = tuple(dict.fromkeys(item for item, _ in uses))
    ways = {how for _, how in uses}
    copies = each if values.get("form") in ONCE else each * len(items)
    return Needed(key, copies, items, conditional=ways == {"conditional"}, later=ways == {"later"})


@dataclass(frozen=True)
class Total:
    """合计：working days when each stage begins as the one before ends, and yuan; what is not fixed is said beside.

    `untimed` and `unpriced` name items without a fixed time, or with a fee that depends on the case.
    """

    days: int
    yuan: Decimal
    untimed: tuple[str, ...]
    unpriced: tuple[str, ...]


def total(stages: Collection[tuple[str, ...]], items: Mapping[str, Values]) -> Total:
    """合计：of a stage the slowest item counts; fees are added."""
    days, untimed = 0, []
    for stage in stages:
        limits = {key: _limit(items.get(key, {})) for key in stage}
        days += max((limit for limit in limits.values() if limit is not None), default=0)
        untimed += [key for key, limit in limits.items() if limit is None]
    charged = [(key, items.get(key, {})) for stage in stages for key in stage]
    charged = [(key, values) for key, values in charged if values.get("charged") == YES]
    fees = [Decimal(str(values["fee"])) for _, values in charged if values.get("fee")]
    unpriced = tuple(key for key, values in charged if not values.get("fee"))
    return Total(days, sum(fees, Decimal()), tuple(untimed), unpriced)


def _limit(values: Values) -> int | None:
    """The promised time, or else the statutory one."""
    said = values.get("promised") or values.get("statutory")
    return int(str(said)) if said else None

"""记录种类：what a programme declares of each kind of record it publishes."""

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.foundation.errors import Invalid
from gongkai.foundation.review.rules import Step


@dataclass(frozen=True)
class Part:
    """专栏组成部分：one of the four statutory parts of an organ's 政府信息公开 column (国办公开办函〔2019〕61号)."""

    code: str
    name: str


@dataclass(frozen=True)
class Kind:
    """记录种类：names, review steps, place in the column; one row a kind, every property explicit.

    `gated`: a programme's gate is asked before release (a normative document needs its interpretation).
    `library`: stands in the policy library. `numbered`: normally carries a 文号. `has_standing`: binds until it is
    repealed or expires; a guide, a report or an interpretation only is there.
    """

    code: str
    name: str
    steps: tuple[Step, ...]
    part: str
    numbered: bool
    gated: bool
    library: bool
    has_standing: bool


_kinds: dict[str, Kind] = {}


def bind(kinds: Mapping[str, Kind]) -> None:
    """接线：the kinds this installation publishes. Called once, by the assembly."""
    _kinds.clear()
    _kinds.update(kinds)


def kind_of(code: str) -> Kind:
    """按代码取种类。

    :raises Invalid: for a code no programme declares.
    """
    if code not in _kinds:
        raise Invalid(f"没有“{code}”这种记录。可选：{'、'.join(k.name for k in _kinds.values())}。", field="kind")
    return _kinds[code]


def all_kinds() -> tuple[Kind, ...]:
    """全部种类：in the order declared."""
    return tuple(_kinds.values())

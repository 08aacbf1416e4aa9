"""登记：which function each job name means; filled once by the assembly."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Bound:
    """已绑定的操作。"""

    function: Callable[..., Any]
    outside: bool


@dataclass(frozen=True)
class Rhythm:
    """已绑定的定期任务：called once in each slot of `seconds`."""

    seconds: int
    function: Callable[..., Any]

    def slot(self, at: datetime) -> int:
        """时段：the number of the slot an instant falls in; slots of a day begin at midnight in China."""
        return (int(at.timestamp()) + 8 * 3600) // self.seconds


_operations: dict[str, Bound] = {}
_periodic: dict[str, Rhythm] = {}


def bind(operations: Mapping[str, Any], *, outside: Collection[str], periodic: Mapping[str, tuple[int, Any]]) -> None:
    """绑定：replace the whole table.

    :raises ValueError: when `outside` names what is not bound, or a rhythm is shorter than a second.
    """
    unknown = set(outside) - set(operations)
    if unknown:
        raise ValueError(f"outside names unbound operations: {sorted(unknown)}")
    short = [name for name, (seconds, _) in periodic.items() if seconds < 1]
    if short:
        raise ValueError(f"periodic tasks faster than a second: {short}")
    _operations.clear()
    _operations.update({name: Bound(function, name in outside) for name, function in operations.items()})
    _periodic.clear()
    _periodic.update({name: Rhythm(seconds, function) for name, (seconds, function) in periodic.items()})


def operation(name: str) -> Bound:
    """操作：the function bound to a name.

    :raises LookupError: when the assembly binds none.
    """
    try:
        return _operations[name]
    except KeyError:
        raise LookupError(f"no operation is bound to {name!r}; add it to assembly/wiring.py") from None


def periodic() -> dict[str, Rhythm]:
    """定期任务：everything the clock calls."""
    return dict(_periodic)

"""Questions the engine asks a programme, answered through `assembly/wiring.py` in the same transaction."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol

from gongkai.foundation.permission import ALLOWED, Decision


class ReleaseGate(Protocol):
    """发布条件：may this record be released, as far as its programme is concerned?"""

    def __call__(self, *, record: str, at: datetime) -> Decision:
        """`record` is the public uid."""
        ...


class WithholdGate(Protocol):
    """不予公开的条件：may a record of this organ be withheld on this ground under this entry of the list?"""

    def __call__(self, *, organ: str, ground: str, entry: str, at: datetime) -> Decision:
        """`organ` is its code, `entry` the key of an entry of the list of what is not published, "" for none."""
        ...


_gates: dict[str, ReleaseGate] = {}
_always: set[str] = set()
_withhold: list[WithholdGate] = []


def bind(
    gates: Mapping[str, ReleaseGate], always: Collection[str] = (), *, withhold: WithholdGate | None = None
) -> None:
    """接线：kind code → gate, asked at the first release of a record; of the kinds `always`, at every one.

    `withhold` is asked before a record is filed as withheld, whatever its kind. Called once, by the assembly.
    """
    _withhold[:] = [withhold] if withhold else []
    _gates.clear()
    _gates.update(gates)
    _always.clear()
    _always.update(always)


def release_gate(*, kind: str, record: str, at: datetime, first: bool = True) -> Decision:
    """询问发布条件：what the kind's programme says; kinds without a gate pass."""
    gate = _gates.get(kind) if first or kind in _always else None
    return gate(record=record, at=at) if gate else ALLOWED


def withhold_gate(*, organ: str, ground: str, entry: str, at: datetime) -> Decision:
    """询问不予公开的条件：what the list of what is not published says; without such a list everything passes."""
    decisions = (gate(organ=organ, ground=ground, entry=entry, at=at) for gate in _withhold)
    return next((decision for decision in decisions if not decision), ALLOWED)

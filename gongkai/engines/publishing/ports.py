"""Questions the engine asks a programme, answered through `assembly/wiring.py` in the same transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from gongkai.foundation.permission import ALLOWED, Decision


class ReleaseGate(Protocol):
    """发布条件：may this record be released, as far as its programme is concerned?"""

    def __call__(self, *, record: str, at: datetime) -> Decision:
        """`record` is the public uid."""
        ...


_gates: dict[str, ReleaseGate] = {}


def bind(gates: Mapping[str, ReleaseGate]) -> None:
    """接线：kind code → gate. Called once, by the assembly."""
    _gates.clear()
    _gates.update(gates)


def release_gate(*, kind: str, record: str, at: datetime) -> Decision:
    """询问发布条件：what the kind's programme says; kinds without a gate pass."""
    gate = _gates.get(kind)
    return gate(record=record, at=at) if gate else ALLOWED

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


_gates: dict[str, ReleaseGate] = {}
_always: set[str] = set()


def bind(gates: Mapping[str, ReleaseGate], always: Collection[str] = ()) -> None:
    """接线：kind code → gate, asked at the first release of a record; of the kinds `always`, at every one.

    Called once, by the assembly.
    """
    _gates.clear()
    _gates.update(gates)
    _always.clear()
    _always.update(always)


def release_gate(*, kind: str, record: str, at: datetime, first: bool = True) -> Decision:
    """询问发布条件：what the kind's programme says; kinds without a gate pass."""
    gate = _gates.get(kind) if first or kind in _always else None
    return gate(record=record, at=at) if gate else ALLOWED

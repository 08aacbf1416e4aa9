"""已声明的名录：what programmes declare, bound by the assembly."""

from collections.abc import Sequence

from gongkai.engines.registers.rules import Register, faults
from gongkai.foundation.errors import NotFound

_registers: dict[str, Register] = {}


def bind(registers: Sequence[Register]) -> None:
    """接线：the registers of this installation. Called once, by the assembly.

    :raises RuntimeError: for a declaration that makes no sense, at the start and not in front of a reader.
    """
    if found := faults(registers):
        raise RuntimeError("；".join(found))
    _registers.clear()
    _registers.update({register.code: register for register in registers})


def register_of(code: str) -> Register:
    """按代码取名录。

    :raises NotFound: for a register no programme declares.
    """
    if code not in _registers:
        raise NotFound
    return _registers[code]


def all_registers() -> tuple[Register, ...]:
    """全部名录：in the order declared."""
    return tuple(_registers.values())

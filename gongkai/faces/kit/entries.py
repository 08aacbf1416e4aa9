"""所指的条目：the public entry of a register that an address or a message names, as `register:key`."""

from datetime import date

from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.declared import all_registers
from gongkai.engines.registers.models import EntryVersion

LONGEST = 130


def entry_of(about: str, today: date) -> EntryVersion | None:
    """所指的条目：as the public reads it today; none where there is none."""
    register, _, key = about[:LONGEST].partition(":")
    known = any(register == one.code for one in all_registers())
    return registers.entry_on(register, key, today, seen_on=today) if known and key else None

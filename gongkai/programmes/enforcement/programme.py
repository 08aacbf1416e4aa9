"""行政执法公示：what this programme is: seven registers, before and after the act, and who reviews a change to them.

| register | an entry |
|---|---|
| 行政执法主体、行政执法人员、行政处罚裁量基准、随机抽查事项清单 | published before |
| 行政许可决定、行政处罚决定 | one decision, in the fields of 双公示, within seven working days |
| 行政强制、征收、检查、确认结果 | one result, in four elements, within twenty |
"""

from gongkai.engines.registers.rules import Register
from gongkai.programmes.enforcement import after, before


def registers() -> tuple[Register, ...]:
    """行政执法公示的名录：with the code lists of the law in force."""
    return (
        before.bodies(),
        before.officers(),
        before.discretion(),
        before.inspections(),
        after.licences(),
        after.penalties(),
        after.results(),
    )

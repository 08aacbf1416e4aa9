"""四张清单：what this programme is: four registers, who reviews a change to them, and what each entry says.

| register | an entry | refers to |
|---|---|---|
| 权力清单 | one power an organ exercises, of one of nine kinds or another | |
| 责任清单 | what the organ answers for, how it supervises, when it is held to account | the powers it goes with |
| 企业投资负面清单 | a project a firm may not undertake, or not without approval | the powers of approval |
| 财政专项资金管理清单 | money set aside for a purpose: on what basis, for whom, how it is given out, until when | |
"""

from gongkai.engines.registers.rules import Register
from gongkai.programmes.powers.programme._duties import duties
from gongkai.programmes.powers.programme._funds import funds
from gongkai.programmes.powers.programme._investment import investment
from gongkai.programmes.powers.programme._powers import powers

__all__ = ["registers"]


def registers() -> tuple[Register, ...]:
    """四张清单：with the code lists of the law in force."""
    return (powers(), duties(), investment(), funds())

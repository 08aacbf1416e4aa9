"""法定统计表的规则：what must hold, totals, sums over organs, and the table that follows from cases."""

from ._cases import RequestCount, RequestFact, Tally, table3_of, tables3_of
from ._challenges import OUTCOMES, ROUTES, ChallengeFact, table4_of
from ._checking import Checked, Finding, Skipped, check
from ._equations import Equation, equations, suspects, with_totals
from ._filled import Filled, Misfit, Number, plain
from ._rolling import check_roll_up, roll_up

__all__ = [
    "OUTCOMES",
    "ROUTES",
    "ChallengeFact",
    "Checked",
    "Equation",
    "Filled",
    "Finding",
    "Misfit",
    "Number",
    "RequestCount",
    "RequestFact",
    "Skipped",
    "Tally",
    "check",
    "check_roll_up",
    "equations",
    "plain",
    "roll_up",
    "suspects",
    "table3_of",
    "table4_of",
    "tables3_of",
    "with_totals",
]

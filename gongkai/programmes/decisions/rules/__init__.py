"""重大行政决策规则：from a matter's facts and acts to the steps it owes, what is missing, what may be done; pure."""

from gongkai.programmes.decisions.rules._consulting import (
    consultation_problem,
    long_enough,
    materials_problem,
    may_cite,
    review_time_problem,
)
from gongkai.programmes.decisions.rules._deciding import (
    assessors,
    deliberation_problem,
    evaluator_problem,
    experts_problem,
)
from gongkai.programmes.decisions.rules._facts import (
    KEYS,
    NO,
    YES,
    MatterFacts,
    facts_of,
    read_facts,
    this_round,
)
from gongkai.programmes.decisions.rules._hearing import announced, hearing_problem
from gongkai.programmes.decisions.rules._progress import (
    CITED,
    Standing,
    next_step,
    noted,
    progress,
    ready_for_deliberation,
    ready_for_legality,
)
from gongkai.programmes.decisions.rules._steps import (
    NAMES,
    NATIONAL,
    PROVINCIAL,
    Reason,
    Step,
    risk_reasons,
    safe_steps,
    steps_for,
)

__all__ = [
    "CITED",
    "KEYS",
    "NAMES",
    "NATIONAL",
    "NO",
    "PROVINCIAL",
    "YES",
    "MatterFacts",
    "Reason",
    "Standing",
    "Step",
    "announced",
    "assessors",
    "consultation_problem",
    "deliberation_problem",
    "evaluator_problem",
    "experts_problem",
    "facts_of",
    "hearing_problem",
    "long_enough",
    "materials_problem",
    "may_cite",
    "next_step",
    "noted",
    "progress",
    "read_facts",
    "ready_for_deliberation",
    "ready_for_legality",
    "review_time_problem",
    "risk_reasons",
    "safe_steps",
    "steps_for",
    "this_round",
]

"""资金查询：a project from budget to effect, one allocation with what became of it, and what came to a place."""

from gongkai.programmes.funds.queries._courses import (
    Allocation,
    Course,
    Differing,
    Part,
    Payment,
    allocation,
    course,
    line_of_budget,
    payment,
    projects,
)
from gongkai.programmes.funds.queries._places import Arrival, Arrived, Spent, arrived
from gongkai.programmes.funds.queries._steps import Step, line_of

__all__ = [
    "Allocation",
    "Arrival",
    "Arrived",
    "Course",
    "Differing",
    "Part",
    "Payment",
    "Spent",
    "Step",
    "allocation",
    "arrived",
    "course",
    "line_of",
    "line_of_budget",
    "payment",
    "projects",
]

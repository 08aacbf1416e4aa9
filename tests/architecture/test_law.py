"""Numbers fixed by law stand in the law, never in code."""

import ast

from .conftest import Source

QUANTITIES = {"WorkingDays", "CalendarDays", "Hours", "Yuan"}


def test_no_quantity_is_written_outside_the_law(code: list[Source]) -> None:
    wrong = [
        source.at(call)
        for source in code
        if source.stratum != "law"
        for call in source.calls()
        if getattr(call.func, "id", getattr(call.func, "attr", "")) in QUANTITIES
        if any(isinstance(part, ast.Constant) for argument in call.args for part in ast.walk(argument))
    ]
    assert wrong == []

"""Filled forms to begin with: consistent ones made from the parts, never typed in total."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from gongkai.engines.assessment.rules import Filled, Number, with_totals
from gongkai.law import ANNUAL_REPORT, year_end

Make = Callable[..., Filled]


def filled(year: int = 2025, prose: str = "", **cells: Number) -> Filled:
    """A form of zeros with these cells (T3_r01_c1=…), its totals and what is carried out following from the rest."""
    form = ANNUAL_REPORT.at(period_ended_on=year_end(year))
    numbers: dict[str, Number] = dict.fromkeys(form.cells, 0)
    for name, number in cells.items():
        table, rest = name.split("_", 1)
        row, column = rest.split("_", 1) if table != "T3" else rest.rsplit("_", 1)
        assert f"{table}.{row}.{column}" in numbers, name
        numbers[f"{table}.{row}.{column}"] = number
    numbers = with_totals(form, numbers)
    for column in (f"c{n}" for n in range(1, 8)):
        inside = numbers[f"T3.r01.{column}"] + numbers[f"T3.r02.{column}"]
        numbers[f"T3.r25.{column}"] = inside - numbers[f"T3.r24.{column}"]
    return Filled(form, year, numbers, prose)


@pytest.fixture(name="filled")
def _filled() -> Make:
    return filled


@pytest.fixture
def report() -> Filled:
    """A small report of 2025 in which everything holds."""
    return filled(
        T2_normative_issued=6, T2_normative_repealed=2, T2_normative_in_force=31, T2_charges_amount=Decimal("12.5"),
        T3_r01_c1=39, T3_r01_c2=7, T3_r02_c1=2, T3_r03_c1=19, T3_r03_c2=4, T3_r04_c1=4, T3_r08_c2=1, T3_r13_c1=6,
        T4_cases_review_upheld=2, T4_cases_direct_open=1,
    )  # fmt: skip

"""年度报告规则：pure: whose report is due when, how cells are kept and read, what a person may fill in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from gongkai import law
from gongkai.engines.assessment.duties import Duty
from gongkai.engines.assessment.rules import Filled, Number, equations, plain
from gongkai.foundation.canonical import Json, canonical, sha256
from gongkai.foundation.text import normalise
from gongkai.foundation.text.html import plain_text
from gongkai.law import Cell, Citation, Form, year_end
from gongkai.programmes.reports.programme import TOTALLED

Kept = dict[str, dict[str, str]]
"""数格的存法：key → number, origin, and beside an entered number the one the system computed."""
_LEVELS = {1: "province", 2: "city", 3: "county", 4: "town"}
LARGEST = Decimal(10) ** 12
PUBLISH = "publish_annual_report"
"""公布年度报告：the kind of the duty."""
REPORT_BASIS = "《政府信息公开条例》第四十九条"


@dataclass(frozen=True)
class Due:
    """公布期限：the last day and where it is written; `internal_on` what the openness office asks for earlier."""

    on: date | None
    citation: Citation | None
    internal_on: date | None = None

    @property
    def first_on(self) -> date | None:
        """The earlier of the two."""
        days = [day for day in (self.on, self.internal_on) if day is not None]
        return min(days) if days else None


def due(kind: str, year: int, internal_on: date | None = None) -> Due:
    """公布期限：31 January for departments, 31 March for governments; for others the law names no day.

    依据：《政府信息公开条例》第四十九条。
    """
    parameter = {
        "government": law.GOVERNMENT_REPORT_BY,
        "office": law.DEPARTMENT_REPORT_BY,
        "department": law.DEPARTMENT_REPORT_BY,
    }.get(kind)
    if parameter is None:
        return Due(None, None, internal_on)
    found = parameter.at(period_ended_on=year_end(year))
    return Due(found.value.in_year(year + 1), found.citation, internal_on)


def publishing_duty(organ: str, year: int, due: Due, published_on: date | None) -> Duty:
    """公布年度报告的义务：arises with the end of the year; without a day in the law it is owed and never late.

    Counted in calendar days, as the law names days of the calendar. 依据：《政府信息公开条例》第四十九条。
    """
    name = f"公布{year}年度政府信息公开工作年度报告"
    arisen_on = year_end(year) + timedelta(days=1)
    basis = due.citation or REPORT_BASIS
    return Duty(PUBLISH, organ, f"{organ}-{year}", name, arisen_on, due.on, published_on, basis)


def level_of(kind: str, place_level: int) -> str:
    """机关层级：what the form's constraints ask of the organ."""
    if kind == "township":
        return "town"
    return _LEVELS.get(place_level, "town") if kind == "government" else "department"


def number_of(text: str) -> Number:
    """读数：whole numbers as such, amounts exactly.

    :raises ValueError: for what is no number, or beyond any report.
    """
    said = normalise(text).replace(",", "").replace("，", "").strip()
    try:
        number = Decimal(said)
    except InvalidOperation:
        raise ValueError(text) from None
    if not number.is_finite() or abs(number) >= LARGEST:
        raise ValueError(text)
    return int(number) if number == int(number) else number


def wrong_number(cell: Cell, text: str) -> str:
    """填得不对：the sentence for what cannot stand in a cell; "" when it can."""
    try:
        number = number_of(text)
    except ValueError:
        return f"{cell.title}请填数字，不带单位；没有的填0。"
    if cell.column.kind != "change" and number < 0:
        return f"{cell.title}不能小于0。"
    if cell.column.kind != "amount" and not isinstance(number, int):
        return f"{cell.title}应为整数。"
    return ""


def totals_of(form: Form) -> frozenset[str]:
    """总计格：cells that are by their heading the sum of others; nobody fills them in."""
    return frozenset(each.right[0].key for each in equations(form) if len(each.right) == 1)


def with_totals(form: Form, cells: Kept) -> Kept:
    """加总：every total whose parts are filled, written over; one without any part stays as it is."""
    done = dict(cells)
    for each in equations(form):
        parts = [number_of(done[cell.key]["number"]) for cell in each.left if cell.key in done]
        if len(each.right) == 1 and parts:
            done[each.right[0].key] = kept(sum(parts, start=0), TOTALLED)
    return done


def numbers(figures: Mapping[str, str]) -> dict[str, Number]:
    """公布的数：as numbers, to be held against others."""
    return {key: number_of(text) for key, text in figures.items()}


def kept(number: Number, origin: str) -> dict[str, str]:
    """存一格。"""
    return {"number": plain(number), "origin": origin}


def filled(form: Form, year: int, cells: Mapping[str, Mapping[str, str]], sections: Mapping[str, str]) -> Filled:
    """填报：what is kept, as the engine checks and prints it."""
    numbers = {key: number_of(cell["number"]) for key, cell in cells.items() if key in form.cells}
    prose = "\n".join(plain_text(html) for html in sections.values())
    return Filled(form, year, numbers, prose)


def digest(*, cells: Json, sections: Json, explained: Json) -> str:
    """内容摘要：what a review is bound to: the numbers, the text and the reasons."""
    numbers = {key: cell["number"] for key, cell in cells.items()}
    return sha256(canonical({"cells": numbers, "sections": sections, "explained": explained}))

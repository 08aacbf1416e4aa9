"""公共企事业单位公开规则：when what is published is to be renewed, and what is missing; pure."""

import calendar
from collections.abc import Mapping
from datetime import date, timedelta

from gongkai.engines.registers.amounts import problems_with_address
from gongkai.engines.registers.rules import Value, Values
from gongkai.foundation.places import rules as places
from gongkai.law import codes
from gongkai.law.identifiers import problem_with_credit_code

_DAYS: Mapping[str, int] = {"daily": 1, "weekly": 7}
_MONTHS: Mapping[str, int] = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}
_SECTOR = 2


def renewed_by(cycle: str, updated_on: date) -> date | None:
    """下次更新的最后一天：one cycle after the last update, the last of a shorter month; none where change decides."""
    try:
        if cycle in _DAYS:
            return updated_on + timedelta(days=_DAYS[cycle])
        if cycle not in _MONTHS:
            return None
        month = updated_on.month - 1 + _MONTHS[cycle]
        year, month = updated_on.year + month // 12, month % 12 + 1
        return date(year, month, min(updated_on.day, calendar.monthrange(year, month)[1]))
    except (OverflowError, ValueError):
        return None


def sector_of(matter: str) -> str:
    """事项所属的行业：the first two digits of its code."""
    return matter[:_SECTOR]


def matters_of(sector: str) -> tuple[str, ...]:
    """一个行业应当公开的事项：codes, in the order of the list in force."""
    return tuple(one.code for one in codes.institution_matters if sector_of(one.code) == sector)


def dated(values: Values) -> Values:
    """补全公开事项：its sector and the last day by which it is to be renewed."""
    found: dict[str, Value] = {**values}
    found["sector"] = sector_of(str(values.get("matter", "")))
    try:
        due = renewed_by(str(values.get("cycle", "")), date.fromisoformat(str(values.get("updated_on", ""))))
    except ValueError:
        due = None
    if due:
        found["due_on"] = due.isoformat()
    else:
        found.pop("due_on", None)
    return found


def problems_with_institution(values: Values, day: date) -> Mapping[str, str]:
    """公共企事业单位的问题：its credit code, its place, its website."""
    del day
    found = problems_with_address(values, "website")
    if said := problem_with_credit_code(str(values.get("code", ""))):
        found["code"] = said
    try:
        places.stem(str(values.get("place", "")))
    except ValueError:
        found["place"] = "“区划代码”应为2、4、6、9或者12位数字。"
    return found


def problems_with_matter(values: Values, day: date) -> Mapping[str, str]:
    """公开事项的问题：material that cannot be opened, an update that has not happened yet."""
    found = problems_with_address(values)
    if str(values.get("updated_on", "")) > day.isoformat():
        found["updated_on"] = "“最近更新日期”不能晚于施行日期，请填写实际更新的那一天。"
    return found

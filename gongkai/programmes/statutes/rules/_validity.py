"""施行日期：the day a version holds from, as its own text says it."""

import re
from collections.abc import Sequence
from datetime import date

from gongkai.law.chinese import NUMERAL, numeral_value
from gongkai.programmes.statutes.rules._splitting import Article

_N = rf"[{NUMERAL}○\d]+"
_DAY = re.compile(rf"({_N})\s*年\s*({_N})\s*月\s*({_N})\s*日")
_FROM = re.compile(rf"自\s*({_N}\s*年\s*{_N}\s*月\s*{_N}\s*日)\s*起(?:正式)?(?:施行|实施|生效|执行)")


def in_force_from(articles: Sequence[Article], adopted_on: date | None) -> date | None:
    """施行日期：what the last two articles name, if it is not before the version was adopted; else that day.

    A version amended later still prints the day its first version came into force.
    """
    for article in [*articles[-2:]][::-1]:
        for found in reversed(_FROM.findall(article.text[-400:])):
            day = _day(found)
            if day and (adopted_on is None or day >= adopted_on):
                return day
    return adopted_on


def last_day_named(lines: Sequence[str]) -> date | None:
    """最后一次通过或修改的日期：the last day the lines of a statute's history name."""
    days = [day for line in lines for found in _DAY.finditer(line) if (day := _day(found[0]))]
    return max(days, default=None)


def _day(written: str) -> date | None:
    found = _DAY.search(written)
    if found is None:
        return None
    try:
        year, month, day = (numeral_value(part.replace("○", "〇")) for part in found.groups())
        return date(year, month, day) if 1900 < year < 2200 else None
    except ValueError:
        return None

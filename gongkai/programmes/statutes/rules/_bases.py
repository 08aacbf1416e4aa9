"""依据的核对：whether a statute can be a basis on a day, by what is known of its versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.law.chinese import numeral
from gongkai.law.citations import Place


@dataclass(frozen=True)
class Held:
    """法规的情况：`since` when the first text we hold came into force, `revised` whether there was one before it;
    `last` the last article of the text of the day, 0 where it has none or no text of the day is held.
    """

    title: str
    since: date
    revised: bool
    repealed_on: date | None = None
    repeal_reason: str = ""
    last: int = 0


def basis_problem(held: Held, places: Sequence[Place], on: date) -> str:
    """依据的问题：a sentence whoever wrote it can act on; "" where none is known.

    A day before the first text we hold is no fault where an earlier text must have been.
    """
    if held.repealed_on is not None and held.repealed_on <= on:
        why = f"（{held.repeal_reason}）" if held.repeal_reason else ""
        return f"《{held.title}》已于{_said(held.repealed_on)}废止{why}，请改为现行有效的依据。"
    if on < held.since:
        if held.revised:
            return ""
        return f"《{held.title}》自{_said(held.since)}起施行，{_said(on)}尚未施行，请核对依据和日期。"
    beyond = [place.article for place in places if held.last and place.article > held.last]
    if beyond:
        return f"《{held.title}》共{held.last}条，没有第{numeral(beyond[0])}条，请核对条款。"
    return ""


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"

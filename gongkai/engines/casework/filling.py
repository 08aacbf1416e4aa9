"""填写：what an act was given, read and refused all at once, a sentence each."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from gongkai.engines.casework.rules import CaseAct, Kind, Need, problems_in, read_rows, write_rows
from gongkai.foundation.errors import Invalid
from gongkai.foundation.now import CHINA, china_date
from gongkai.foundation.organs.models import Organ

DIGITS = 6
MOMENT = "%Y-%m-%dT%H:%M"


def filled_in(row: CaseAct, given: Mapping[str, str], *, letters: frozenset[str], at: datetime) -> dict[str, str]:
    """读取填写：what the act needs; `letters` are those it may speak of.

    :raises Invalid: with everything missing or unreadable, all at once.
    """
    problems = []
    kept = {}
    for need in row.needs:
        text = str(given.get(need.key, "")).strip()
        wrong = _wrong(need, text, letters, at)
        if wrong:
            problems.append((need.key, wrong))
        elif text:
            kept[need.key] = write_rows(read_rows(text) or ()) if need.kind is Kind.ROWS else text
    if problems:
        raise Invalid("".join(sentence for _, sentence in problems), field=problems[0][0])
    return kept


def _wrong(need: Need, text: str, letters: frozenset[str], at: datetime) -> str:
    if not text:
        return "" if need.optional else f"请填写“{need.name}”。"
    if need.kind is Kind.LETTER:
        return "" if text in letters else f"“{need.name}”不是本件发出的函，请从列表中选择。"
    if need.kind is Kind.MOMENT:
        return _bad_moment(need, text, at)
    if need.kind is Kind.ORGAN:
        return _bad_organ(need, text, china_date(at))
    check = CHECKS.get(need.kind)
    return check(need, text) if check else ""


def _bad_day(need: Need, text: str) -> str:
    return "" if _is_day(text) else f"“{need.name}”请写成2026-03-09这样的日期。"


def _bad_number(need: Need, text: str) -> str:
    whole = text.isascii() and text.isdecimal() and len(text) <= DIGITS and int(text)
    return "" if whole else f"“{need.name}”请填写大于零的整数。"


def _bad_rows(need: Need, text: str) -> str:
    rows = read_rows(text)
    if rows is None:
        columns = "、".join(f"{column.key}（{column.name}）" for column in need.columns)
        return f"“{need.name}”请写成JSON数组，每项写明{columns}。"
    if not rows:
        return "" if need.optional else f"请填写“{need.name}”。"
    return "".join(problems_in(need, rows))


def _no_choice(need: Need, text: str) -> str:
    choices = need.choices()
    if not choices or text in dict(choices):
        return ""
    said = "、".join(f"{code}（{name}）" for code, name in choices)
    return f"“{need.name}”请从下列选项中选择：{said}。"


def _bad_moment(need: Need, text: str, at: datetime) -> str:
    try:
        said = datetime.strptime(text, MOMENT).replace(tzinfo=CHINA)
    except ValueError:
        return f"“{need.name}”请写成2026-03-09T14:05这样的日期和时刻。"
    return "" if said <= at else f"“{need.name}”不能晚于现在。事情发生以后再登记。"


def _bad_organ(need: Need, text: str, on: date) -> str:
    known = Organ.objects.on(on).filter(code=text).exists()
    return "" if known else f"“{need.name}”请填写在设机关的机构代码，没有代码为“{text}”的机关，或者该机关已经撤销。"


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


CHECKS: Mapping[Kind, Callable[[Need, str], str]] = {
    Kind.DAY: _bad_day,
    Kind.DAYS: _bad_number,
    Kind.CODE: _no_choice,
    Kind.ROWS: _bad_rows,
}

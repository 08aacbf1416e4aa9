"""中文写法：dates, numerals and article labels as Chinese officials write them."""

import re
import unicodedata
from datetime import date, datetime, timedelta, timezone

# No summer time since 1992, and no clock here counts hours of before: a fixed offset needs no table of zones.
CHINA = timezone(timedelta(hours=8))
_DIGITS = "零一二三四五六七八九"
_UNITS = {"十": 10, "百": 100, "千": 1000}
_WEEKDAYS = "一二三四五六日"
NUMERAL = "〇零一二三四五六七八九十百千两"
_ARTICLE = re.compile(r"第([零一二三四五六七八九十百千]+)条")


def day_in_chinese(day: date) -> str:
    """Write a day like 2026年5月9日."""
    return f"{day.year}年{day.month}月{day.day}日"


def day_and_weekday(day: date) -> str:
    """Write a day like 2026年5月9日（星期六）."""
    return f"{day_in_chinese(day)}（星期{_WEEKDAYS[day.weekday()]}）"


def moment_in_chinese(at: datetime) -> str:
    """Write an instant like 2026年3月9日14时05分, as clocks in China show it."""
    local = at.astimezone(CHINA)
    return f"{day_in_chinese(local.date())}{local.hour}时{local.minute:02}分"


def span_in_chinese(first: date, last: date) -> str:
    """Write an inclusive span like 2026年5月1日至5月5日, or the single day."""
    if first == last:
        return day_and_weekday(first)
    end = day_in_chinese(last) if first.year != last.year else f"{last.month}月{last.day}日"
    return f"{day_in_chinese(first)}至{end}"


def numeral(number: int) -> str:
    """Write a whole number below ten thousand in Chinese numerals: 20 is 二十."""
    if not 0 <= number < 10_000:
        raise ValueError(f"only 0 to 9999: {number}")
    if number == 0:
        return "零"
    out, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            out += ("零" if gap and out else "") + _DIGITS[digit] + name
            gap = False
        else:
            gap = bool(out)
    return out.removeprefix("一") if out.startswith("一十") else out


def article_number(label: str) -> int | None:
    """Read the number out of 第二十六条 or 第二十条第（一）项; None where there is no such label."""
    found = _ARTICLE.match(label)
    if not found:
        return None
    return numeral_value(found[1])


def numeral_value(written: str) -> int:
    """Read a whole number written in Chinese numerals or in digits: 二十六, 一百零三, 两百, 26.

    :raises ValueError: for anything else.
    """
    if written.isdecimal():
        return int(written)
    total, digit, places = 0, 0, ""
    for char in written.replace("〇", "零").replace("两", "二"):
        if char in _DIGITS:
            digit = _DIGITS.index(char)
            places += str(digit)
        elif char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit, places = 0, ""
        else:
            raise ValueError(f"not a numeral: {written}")
    return int(places) if total == 0 and len(places) > 1 else total + digit


def squeeze(text: str) -> str:
    """Drop all white space and width differences, so that two printings of one text compare equal."""
    return "".join(unicodedata.normalize("NFKC", text).split())

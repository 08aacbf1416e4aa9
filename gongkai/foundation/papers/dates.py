"""日期：dates as official papers write them: 2016年4月19日, ２０１６年４月１９日, 二〇一六年四月十九日."""

import re
from datetime import date

from gongkai.foundation.papers.numerals import value_of

_DIGIT = "[0-9０-９]"
_ZERO = "〇○零ОOoＯ０0"
_HAN_YEAR = f"[一二三四五六七八九{_ZERO}]{{4}}"
_HAN_DAY = "[一二三四五六七八九十]{1,3}"
DATE = re.compile(
    rf"(?P<year>{_DIGIT}{{4}}|{_HAN_YEAR})\s*年\s*(?P<month>{_DIGIT}{{1,2}}|{_HAN_DAY})\s*月\s*(?P<day>{_DIGIT}{{1,2}}|{_HAN_DAY})\s*日"
)


def read_date(text: str) -> date | None:
    """读日期：a text that is a date and nothing else, in brackets or not; None when it is not, or is no day."""
    squeezed = re.sub(r"\s", "", text).strip("（）()")
    found = DATE.fullmatch(squeezed)
    if found is None:
        return None
    zeros = {ord(sign): "〇" for sign in _ZERO if not sign.isdecimal()}
    year, month, day = (value_of(found[name].translate(zeros)) for name in ("year", "month", "day"))
    try:
        return date(year, month, day) if 1900 <= year <= 2200 else None
    except ValueError:
        return None

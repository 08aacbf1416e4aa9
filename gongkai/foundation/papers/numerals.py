"""数字：the numerals of official writing, from numbers and back."""

import re
from collections.abc import Callable

DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "十", "百", "千")
_LEGAL_UNITS = ("", "拾", "佰", "仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
HAN_NUMBER = "[〇零○Ｏ一二三四五六七八九十百千两]"
_VALUES = {"〇": 0, "零": 0, "○": 0, "Ｏ": 0, "O": 0, "两": 2} | {digit: value for value, digit in enumerate(DIGITS)}
_WEIGHTS = {"十": 10, "百": 100, "千": 1000}


def in_digits(number: int) -> str:
    """逐位：二〇二四."""
    return "".join(DIGITS[int(digit)] for digit in str(number))


def in_words(number: int) -> str:
    """读数：一百零一; ten to nineteen without the leading 一."""
    if not 0 < number < 10_000:
        return in_digits(number)
    words = _with_units(number, "零" + DIGITS[1:], _UNITS)
    return words[1:] if words.startswith("一十") else words


def _with_units(number: int, digits: str, units: tuple[str, ...]) -> str:
    written, zero = "", False
    for place, digit in zip(range(len(str(number)) - 1, -1, -1), str(number), strict=True):
        if digit == "0":
            zero = True
            continue
        written += ("零" if zero and written else "") + digits[int(digit)] + units[place]
        zero = False
    return written


def _counting(number: int) -> str:
    """Word：一, 二 … 十, 十一 … 九十九, then digit by digit: 一〇〇."""
    return in_words(number) if number < 100 else in_digits(number)


def _japanese(number: int) -> str:
    return (
        re.sub("一(?=[十百千])", "", in_words(number)).replace("零", "") if 0 < number < 10_000 else in_digits(number)
    )


def _legal(number: int) -> str:
    return _with_units(number, _LEGAL, _LEGAL_UNITS) if 0 < number < 10_000 else in_digits(number)


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else str(number)


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        written += sign * (number // value)
        number %= value
    return written


def _circled(number: int) -> str:
    if 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if 21 <= number <= 35:
        return chr(0x3251 + number - 21)
    return chr(0x32B1 + number - 36) if 36 <= number <= 50 else str(number)


def _from(first: int, last: int) -> Callable[[int], str]:
    return lambda number: chr(first + number - 1) if 1 <= number <= last else str(number)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)] if number > 0 else str(number)


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate({48 + digit: 0xFF10 + digit for digit in range(10)}),
    "decimalFullWidth2": lambda number: str(number).translate({48 + digit: 0xFF10 + digit for digit in range(10)}),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": in_words,
    "taiwaneseCountingThousand": in_words,
    "ideographDigital": in_digits,
    "japaneseDigitalTenThousand": in_digits,
    "taiwaneseDigital": in_digits,
    "japaneseCounting": _japanese,
    "koreanDigital2": in_digits,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _from(0x2474, 20),
    "decimalEnclosedFullstop": _from(0x2488, 20),
    "ideographEnclosedCircle": _from(0x3280, 10),
    "none": lambda _: "",
}


def value_of(written: str) -> int:
    """数值：of 二十三, 一百零一, 二〇二四, 12 or １２; -1 when it is none."""
    if written.isdecimal():
        return int(written)
    if not written or any(sign not in _VALUES and sign not in _WEIGHTS for sign in written):
        return -1
    if not any(sign in _WEIGHTS for sign in written):
        return int("".join(str(_VALUES[sign]) for sign in written))
    total, digit = 0, 0
    for sign in written:
        if sign in _WEIGHTS:
            total, digit = total + (digit or 1) * _WEIGHTS[sign], 0
        else:
            digit = _VALUES[sign]
    return total + digit

"""字段取值：text as a clerk, a table or a program writes it, read into the one form it is kept in."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from gongkai.engines.registers.rules._files import parts_of, read_file
from gongkai.engines.registers.rules._schema import Field, Openness, Register, Type, Value, Values
from gongkai.foundation.places.rules import stem
from gongkai.foundation.text import storable

_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})", re.ASCII)
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.ASCII)
_PARTS = re.compile(r"[\n\r]+")
_CODES = re.compile(r"[\n\r;；]+")
_YES, _NO = {"是", "有", "1", "true", "yes", "y", "√"}, {"否", "无", "0", "false", "no", "n", "×"}
YES, NO = "1", "0"
PARTED = "｜"
_PARTED = re.compile(r"[｜|\t]")
_DIGITS = 15
_LAST_YEAR = 2999
"""最晚的年份：a period counted from a later day would leave the calendar; 9999年 is written for 长期。"""


def read(register: Register, given: Mapping[str, object], on: date) -> tuple[dict[str, Value], dict[str, str]]:
    """读取一行：the values as they are kept, and for each field that cannot be taken a sentence; as asked on a day.

    What the register does not declare is a problem too: a column nobody reads is a column somebody misspelt. What is
    derived is worked out from the rest once the rest can be taken; a different value given for it is a problem.
    """
    values, problems = _typed(register.typed_on(on), given, on)
    if not problems and register.derive is not None:
        problems |= _derived(register.asked_on(on), values, given, register.derive(values), on)
    known = {field.key: field for field in register.fields}
    for key, said in given.items():
        if key not in known:
            problems[key] = f"{register.name}没有“{key}”这一项，请核对列名。"
        elif not known[key].asked_on(on) and said not in (None, "", []):
            problems[key] = f"“{known[key].name}”在{on:%Y年%-m月%-d日}不需要填写，请清空。"
    return values, problems


def _typed(fields: Iterable[Field], given: Mapping[str, object], on: date) -> tuple[dict[str, Value], dict[str, str]]:
    values: dict[str, Value] = {}
    problems: dict[str, str] = {}
    for field in fields:
        try:
            value = _read(field, given.get(field.key), on)
        except ValueError as error:
            problems[field.key] = str(error)
            continue
        if value:
            values[field.key] = value
        elif field.required:
            problems[field.key] = f"请填写“{field.name}”。"
    return values, problems


def _derived(
    fields: Iterable[Field], values: dict[str, Value], given: Mapping[str, object], worked_out: Values, on: date
) -> dict[str, str]:
    """Take what was worked out: derived fields, and typed ones left empty; what was typed is never changed."""
    problems = {}
    for field in fields:
        if field.key in values or not (field.derived or worked_out.get(field.key)):
            continue
        try:
            value, said = _read(field, worked_out.get(field.key), on), _given(field, given, on)
        except ValueError as error:
            problems[field.key] = str(error)
            continue
        if value:
            values[field.key] = value
        elif field.required:
            problems[field.key] = f"“{field.name}”由系统推算，所填的内容推算不出来，请核对。"
        if said and said != value:
            right = f"应为“{in_words(field, value)}”" if value else "应当空着"
            problems[field.key] = (
                f"“{field.name}”由系统推算，{right}，表中是“{in_words(field, said)}”，请改正或者清空。"
            )
    return problems


def _given(field: Field, given: Mapping[str, object], on: date) -> Value:
    """What was written for a derived field, as it would be kept."""
    return _read(field, given.get(field.key), on) if field.derived else ""


def _read(field: Field, given: object, on: date) -> Value:
    parts: Sequence[object] = [given]
    if field.many and isinstance(given, Sequence) and not isinstance(given, str):
        parts = given
    elif field.many and not isinstance(given, Mapping):
        parts = (_CODES if field.type is Type.CODE else _PARTS).split(_text(given))
    if any(isinstance(part, Mapping | list) for part in parts):
        said = "的每一项都应当是文字或者数字" if field.many else "应当是一个文字或者数字"
        raise ValueError(f"“{field.name}”{said}。")
    if not field.many:
        return _one(field, _text(given), on)
    kept = [value for part in parts if (value := _one(field, _text(part), on))]
    return list(dict.fromkeys(kept))


def _text(given: object) -> str:
    """What a cell holds, as text: a whole number without its point, a day as it is written in figures."""
    if given is None:
        return ""
    if isinstance(given, bool):
        return YES if given else NO
    if isinstance(given, float) and given.is_integer():
        return str(int(given))
    if isinstance(given, date):
        return given.isoformat()[:10]
    return storable(str(given)).strip()


def _one(field: Field, text: str, on: date) -> str:
    if not text:
        return ""
    if len(text) > field.longest:
        raise ValueError(f"“{field.name}”最多{field.longest}字，现有{len(text)}字。")
    if field.type is Type.CODE:
        return _code(field, text, on)
    if field.columns:
        return _row(field, text)
    reader = _READERS.get(field.type)
    return reader(field, text) if reader else text


def _row(field: Field, text: str) -> str:
    parts = cells(text)
    if len(parts) > len(field.columns):
        said = PARTED.join(field.columns)
        raise ValueError(f"“{field.name}”每行写作“{said}”，最多{len(field.columns)}项，“{text[:40]}”有{len(parts)}项。")
    return PARTED.join(parts)


def cells(row: str) -> tuple[str, ...]:
    """一行的各格：of a value in columns; what is missing at the end is left out."""
    parts = [part.strip() for part in _PARTED.split(row)]
    while parts and not parts[-1]:
        parts.pop()
    return tuple(parts)


def _number(field: Field, text: str) -> str:
    plain = text.replace(",", "").removesuffix(field.unit).strip()
    if not _NUMBER.fullmatch(plain):
        raise ValueError(f"“{field.name}”请填写整数，现为“{text[:40]}”。")
    return str(int(plain))


def _amount(field: Field, text: str) -> str:
    try:
        amount = Decimal(text.replace(",", "").removesuffix(field.unit).strip())
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or abs(amount.adjusted()) > _DIGITS:
        raise ValueError(f"“{field.name}”请填写数字，现为“{text[:40]}”。")
    return f"{amount.normalize():f}" if amount else "0"


def _day(field: Field, text: str) -> str:
    match = _DAY.fullmatch(text)
    if match and int(match[1]) > _LAST_YEAR:
        raise ValueError(f"“{field.name}”最晚写到{_LAST_YEAR}年，现为“{text[:40]}”。")
    try:
        return date(*(int(part) for part in match.groups())).isoformat() if match else _no_day(field, text)
    except ValueError:
        return _no_day(field, text)


def _no_day(field: Field, text: str) -> str:
    raise ValueError(f"“{field.name}”请写成2026-03-09这样的日期，现为“{text[:40]}”。")


def _yes_no(field: Field, text: str) -> str:
    word = text.lower()
    if word not in _YES | _NO:
        raise ValueError(f"“{field.name}”请填写“是”或者“否”，现为“{text[:40]}”。")
    return YES if word in _YES else NO


def _code(field: Field, text: str, on: date) -> str:
    """By code, or by name as people write it; as given on a day."""
    given = [choice for choice in field.choices if choice.until is None or on < choice.until]
    for choice in given:
        if text in (choice.code, choice.name):
            return choice.code
    said = "、".join(choice.name for choice in given[:12])
    raise ValueError(f"“{field.name}”没有“{text[:40]}”这个选项，可选：{said}。")


def _organ(field: Field, text: str) -> str:  # noqa: ARG001 — the table's signature
    return text.upper()


def _place(field: Field, text: str) -> str:
    try:
        stem(text)
    except ValueError as error:
        said = f"“{field.name}”应为2、4、6、9或者12位数字的行政区划代码，到村的填12位，现为“{text[:40]}”。"
        raise ValueError(said) from error
    return text


_READERS = {
    Type.NUMBER: _number,
    Type.AMOUNT: _amount,
    Type.DATE: _day,
    Type.YES_NO: _yes_no,
    Type.ORGAN: _organ,
    Type.PLACE: _place,
    Type.FILE: read_file,
}


def every(value: Value | None) -> tuple[str, ...]:
    """逐个取值：of a field with one value, with many or with none."""
    if not value:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def in_words(field: Field, value: Value | None, names: Mapping[str, str] | None = None) -> str:
    """用文字写出：codes by their names, yes and no as words, several values on lines of their own.

    `names` holds what organs, divisions and referenced entries are called; a division keeps its code beside it.
    """
    return "\n".join(_said(field, one, names or {}) for one in every(value))


def _said(field: Field, text: str, names: Mapping[str, str]) -> str:
    match field.type:
        case Type.CODE:
            return field.name_of(text)
        case Type.YES_NO:
            return "是" if text == YES else "否"
        case Type.ORGAN | Type.REFERENCE | Type.PLACE:
            beside = f"（{text}）" if field.type is Type.PLACE and text in names else ""
            return names.get(text, text) + beside
        case Type.FILE:
            return parts_of(text)[1]
        case Type.NUMBER | Type.AMOUNT:
            return f"{text}{field.unit}"
        case _:
            return text


def shown(register: Register, values: Values) -> dict[str, Value]:
    """公开的取值：what everybody may read: internal fields left out, masked ones covered."""
    found: dict[str, Value] = {}
    for field in register.public:
        value = values.get(field.key)
        if value:
            found[field.key] = _covered(value) if field.openness is Openness.MASKED else value
    return found


def _covered(value: Value) -> Value:
    return masked(value) if isinstance(value, str) else [masked(one) for one in value]


def masked(text: str) -> str:
    """遮盖：a name keeps its first character, a number its first three and last two; nothing tells its length."""
    if text.isascii() and len(text) >= 8:
        return f"{text[:3]}****{text[-2:]}"
    return f"{text[:1]}**"

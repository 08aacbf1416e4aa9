"""区划行：reading one row of a division list; pure."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gongkai.foundation.places import rules

Row = str | Mapping[str, object]
_SHOWN = 20


@dataclass(frozen=True)
class Division:
    """区划行：one division as a list states it; `line` counts from 1."""

    line: int
    code: str
    name: str

    @property
    def level(self) -> int:
        """层级：from the length of the code."""
        return rules.level_of(self.code)

    @property
    def parent(self) -> str:
        """上级代码：the stem one level up; empty for a province."""
        above = rules.ancestors(self.code)[:-1]
        return above[-1] if above else ""


@dataclass(frozen=True)
class BadRow:
    """问题行：a row that cannot be taken, with the sentence that says why."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return f"第 {self.line} 行：{self.sentence}"


def read(rows: Iterable[Row]) -> tuple[list[Division], list[BadRow]]:
    """读区划清单：JSON lines or mappings with `code`, `name` and optionally `level`; blank lines are skipped.

    Returns the good rows and the bad ones; a code given twice is bad the second time.
    """
    good: dict[str, Division] = {}
    bad: list[BadRow] = []
    for line, row in enumerate(rows, start=1):
        if isinstance(row, str) and not row.strip():
            continue
        try:
            division = _division(line, row)
        except ValueError as error:
            bad.append(BadRow(line, str(error)))
            continue
        if division.code in good:
            bad.append(BadRow(line, f"代码 {division.code} 与第 {good[division.code].line} 行重复"))
        else:
            good[division.code] = division
    return list(good.values()), bad


def listed(bad: list[BadRow]) -> str:
    """问题清单：the first bad rows as one sentence."""
    shown = "；".join(str(row) for row in bad[:_SHOWN])
    more = f"；另有 {len(bad) - _SHOWN} 行" if len(bad) > _SHOWN else ""
    return f"区划清单有 {len(bad)} 行不能导入，全部未导入。请改正后重新导入。{shown}{more}。"


def _division(line: int, row: Row) -> Division:
    fields = _fields(row)
    code, name, level = (str(fields.get(key, "")).strip() for key in ("code", "name", "level"))
    if level and level not in rules.LEVELS:
        raise ValueError(f"不认识的层级“{level}”")
    stem = rules.stem(code)
    if level:
        length = rules.LENGTHS[rules.LEVELS[level] - 1]
        stem, padding = code[:length], code[length:]
        if len(stem) < length or padding.strip("0"):
            raise ValueError(f"代码 {code} 的位数与层级“{level}”不符")
    if not 0 < len(name) <= 64:
        raise ValueError(f"代码 {code} 的名称应为 1 至 64 个字")
    return Division(line, stem, name)


def _fields(row: Row) -> Mapping[str, object]:
    if isinstance(row, Mapping):
        return row
    try:
        fields = json.loads(row)
    except json.JSONDecodeError:
        raise ValueError("不是 JSON") from None
    if not isinstance(fields, dict):
        raise ValueError("不是 JSON 对象")
    return fields

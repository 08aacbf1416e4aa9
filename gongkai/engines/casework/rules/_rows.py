"""多行填写：what is filled in as a list of rows, each with the same columns; kept as one text."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gongkai.engines.casework.rules._procedure import Need

MOST_ROWS = 30  # 项：more belong into separate replies


def write_rows(rows: Iterable[Mapping[str, str]]) -> str:
    """写成一段文字：as `read_rows` reads it; empty for no rows."""
    kept = [dict(row) for row in rows]
    return json.dumps(kept, ensure_ascii=False) if kept else ""


def read_rows(text: str) -> tuple[dict[str, str], ...] | None:
    """读出各项：what was filled in, stripped, without rows that say nothing; None for what is no list of rows."""
    if not text:
        return ()
    try:
        said: Any = json.loads(text)
    except ValueError:
        return None
    if not isinstance(said, list) or not all(isinstance(row, dict) for row in said):
        return None
    rows = ({str(key): str(value).strip() for key, value in row.items()} for row in said)
    return tuple(row for row in rows if any(row.values()))


def problems_in(need: Need, rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """各项的缺漏：every row says all its columns, and codes of their lists; a sentence each."""
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            yield f"“{need.name}”至多{MOST_ROWS}项。请合并同类的内容。"
            return
        for column in need.columns:
            text = row.get(column.key, "")
            choices = dict(column.choices())
            if not text and not column.optional:
                yield f"“{need.name}”第{number}项请填写“{column.name}”。"
            elif text and choices and text not in choices:
                said = "、".join(f"{code}（{name}）" for code, name in choices.items())
                yield f"“{need.name}”第{number}项的“{column.name}”请从下列选项中选择：{said}。"


def shown_rows(need: Need, text: str) -> str:
    """所填各项：a line each, codes by their names."""
    lines = (
        "；".join(column.shown(row[column.key]) for column in need.columns if row.get(column.key))
        for row in read_rows(text) or ()
    )
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1)) or text

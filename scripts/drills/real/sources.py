"""来源：the rows of the list that have text, parted by the organ whose column they stood in."""

import json
import lzma
from pathlib import Path
from typing import Any

LEAST = 200  # 字：shorter bodies are only the name of a file at the source

Row = dict[str, Any]


def read(path: Path) -> tuple[int, list[Row]]:
    """How many rows the list has, and those with text."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return len(rows), [row for row in rows if len(row["body"] or "") >= LEAST]


def kind_of(row: Row) -> str:
    """记录种类：by the column it stood in."""
    return {"政策解读": "interpretation", "政府信息公开年报": "report"}.get(row["category"] or "", "document")


def organ_of(row: Row) -> str:
    """机关：whose column it stood in."""
    return str(row["dept"]).removesuffix("-政府信息公开")


def parted(rows: list[Row], folder: Path) -> dict[tuple[str, str], tuple[Path, list[Row]]]:
    """For each organ and kind a list of its own, as `gongkai import` takes it, and its rows in their order."""
    by_organ: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        by_organ.setdefault((organ_of(row), kind_of(row)), []).append(row)
    parts = {}
    for number, (key, own) in enumerate(by_organ.items(), start=1):
        path = folder / f"{number}.jsonl"
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in own), encoding="utf-8")
        parts[key] = (path, own)
    return parts

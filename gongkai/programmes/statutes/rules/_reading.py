"""导入文件：one statute version a line of JSON, or one article a row of a table; each fault has its sentence.

| JSON line | table column | |
|---|---|---|
| title | 标题 | must be there |
| category | 效力位阶 | must be there: 法律、行政法规、地方性法规…… |
| region | 地区 | of local statutes |
| issuer | 制定机关 | |
| number | 文号 | |
| version_date | 通过日期 | the day it was adopted or amended: 2024-05-01 |
| since | 施行日期 | else read from the text |
| history | 沿革 | lines |
| body | 条、章、正文 | the whole text; in a table an article a row |
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from gongkai.foundation.text import storable
from gongkai.law.chinese import NUMERAL, numeral_value
from gongkai.programmes.statutes.rules._kinds import CATEGORIES, category_of

LONGEST_TITLE = 200
MOST_TEXT = 2_000_000
_ARTICLE = re.compile(rf"^\s*(?:\*\*|#+ )?第([{NUMERAL}\d]+)条", re.MULTILINE)
COLUMNS = {
    "标题": "title", "效力位阶": "category", "类别": "category", "地区": "region", "制定机关": "issuer",
    "文号": "number", "通过日期": "version_date", "施行日期": "since", "沿革": "history", "章": "chapter",
    "条": "article", "正文": "body",
}  # fmt: skip


class Unreadable(ValueError):
    """读不懂：a row that cannot be taken, with its sentence."""


@dataclass(frozen=True)
class Entered:
    """录入的法规版本：as a file or a form gives it."""

    title: str
    category: str
    body: str
    region: str = ""
    issuer: str = ""
    number: str = ""
    adopted_on: date | None = None
    since: date | None = None
    history: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Row:
    """导入的一行：where it stands in the file, and what it says."""

    place: int
    said: Mapping[str, Any]


def entered(said: Mapping[str, Any]) -> Entered:
    """读一行。

    :raises Unreadable: with the sentence for whoever made the file.
    """
    title, body = _text(said, "title"), _text(said, "body")
    if not title:
        raise Unreadable("没有标题。请填写法规的全称。")
    if len(title) > LONGEST_TITLE:
        raise Unreadable(f"标题超过{LONGEST_TITLE}字。请只填写法规的全称。")
    if not body:
        raise Unreadable(f"《{title}》没有正文。请填写条文。")
    if len(body) > MOST_TEXT:
        raise Unreadable(f"《{title}》的正文超过{MOST_TEXT}字。请核对是否混入了别的内容。")
    written = _text(said, "category")
    category = category_of(written)
    if not category:
        raise Unreadable(f"《{title}》的效力位阶“{written}”不认识。可以填：{'、'.join(CATEGORIES.values())}。")
    history = said.get("history") or ()
    lines = history.splitlines() if isinstance(history, str) else history
    return Entered(
        title=title,
        category=category,
        body=body,
        region=_text(said, "region")[:60],
        issuer=_text(said, "issuer")[:200],
        number=_text(said, "number")[:120],
        adopted_on=_day(said, "version_date", "通过日期"),
        since=_day(said, "since", "施行日期"),
        history=tuple(storable(str(line)).strip()[:500] for line in lines if str(line).strip())[:100],
    )


def in_rows(table: Iterable[tuple[int, Mapping[str, str]]]) -> Iterator[Row]:
    """合并表格：the rows of one version, an article each, become one with its whole text.

    A row without title belongs to the version above; the same title on another day of adoption is another version.

    :raises Unreadable: for columns there are not.
    """
    current: dict[str, Any] = {}
    first, chapter = 0, ""
    for place, given in table:
        said = _named(given)
        same = not said.get("title") or _identity(said) == _identity(current)
        if not same or not current:
            if current:
                yield Row(first, current)
            current, first, chapter = {**said, "body": ""}, place, ""
        if said.get("chapter") and said["chapter"] != chapter:
            chapter = said["chapter"]
            current["body"] += f"\n## {chapter}"
        current["body"] += f"\n{said.get('article', '')} {said.get('body', '')}".rstrip()
    if current:
        yield Row(first, current)


def joined(rows: Iterable[Row]) -> Iterator[Row]:
    """合并分编：rows of one title and day whose articles go on from each other are parts of one text (民法典各编).

    They stand where the first of them stood. Rows whose articles overlap stay apart: they are two texts.
    """
    listed = list(rows)
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in listed:
        groups.setdefault(_place_of_text(row.said), []).append(row)
    merged = {id(each[0]): _merged(each) for each in groups.values() if len(each) > 1 and _apart(each)}
    parts = {id(row) for each in groups.values() if id(each[0]) in merged for row in each}
    for row in listed:
        if id(row) in merged:
            yield merged[id(row)]
        elif id(row) not in parts:
            yield row


def _place_of_text(said: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(said.get(name) or "") for name in ("title", "region", "version_date", "since"))


def _apart(rows: Sequence[Row]) -> bool:
    """Whether each has articles, and none that another has."""
    numbers = [_numbers(row) for row in rows]
    if not all(numbers):
        return False
    spans = sorted((each[0], each[-1]) for each in numbers)
    return all(first <= last for first, last in spans) and all(one[1] < other[0] for one, other in pairwise(spans))


def _numbers(row: Row) -> list[int]:
    """What its lines begin with: a part of a text need not begin with 第一条."""
    found = _ARTICLE.findall(str(row.said.get("body") or ""))
    return [number for number in map(_value, found) if number]


def _value(written: str) -> int:
    try:
        return numeral_value(written)
    except ValueError:
        return 0


def _merged(rows: Sequence[Row]) -> Row:
    ordered = sorted(rows, key=lambda row: _numbers(row)[0])
    return Row(rows[0].place, {**rows[0].said, "body": "\n\n".join(str(row.said["body"]) for row in ordered)})


def _identity(said: Mapping[str, Any]) -> tuple[str, str, str]:
    return said.get("title", ""), said.get("region", ""), said.get("version_date", "")


def _named(given: Mapping[str, str]) -> dict[str, str]:
    unknown = [name for name in given if name and name not in COLUMNS]
    if unknown:
        raise Unreadable(f"不认识的列“{'、'.join(unknown)}”。可用的列：{'、'.join(COLUMNS)}。")
    return {COLUMNS[name]: str(value or "").strip() for name, value in given.items() if name}


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    return storable(value).strip() if isinstance(value, str) else ""


def _day(said: Mapping[str, Any], name: str, chinese: str) -> date | None:
    value = said.get(name)
    if not value:
        return None
    try:
        return date.fromisoformat(str(value)[:10].replace("/", "-"))
    except ValueError:
        raise Unreadable(f"{chinese}“{value}”不是日期。请写成 2024-05-01 的样子。") from None

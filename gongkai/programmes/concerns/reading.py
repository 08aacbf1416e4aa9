"""读出条目：RSS, Atom, and rows of a table, as items to enter; nothing is fetched or stored. Pure."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from gongkai.foundation.files.rules import parse_xml
from gongkai.foundation.now import CHINA

MOST_ITEMS, LONGEST_WORDS = 200, 2000
COLUMNS = {"标题": "title", "来源": "source", "网址": "url", "内容": "words", "发现时间": "found_at"}
"""表格的列：the first three words of a file's head row that we know."""
_TAG = re.compile(r"<[^>]{0,500}>")
_MOMENTS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y/%m/%d %H:%M", "%Y-%m-%d")


@dataclass(frozen=True)
class Found:
    """读到的一条：`said_at` is the time it names; None where it names none."""

    title: str
    url: str
    words: str
    said_at: datetime | None


def entries(content: bytes) -> list[Found]:
    """RSS、Atom条目：the first of a feed; what has no title is left out.

    :raises Invalid: for what is no XML, or has a document type.
    """
    root = parse_xml(content, "RSS")
    found = []
    for node in root.iter():
        if _name(node.tag) not in {"item", "entry"}:
            continue
        texts = {_name(child.tag): child for child in node}
        title = _text(texts.get("title"))
        if title:
            words = next((said for key in ("description", "summary", "content") if (said := _text(texts.get(key)))), "")
            found.append(Found(title[:300], _link(node), words[:LONGEST_WORDS], _moment(texts)))
        if len(found) >= MOST_ITEMS:
            break
    return found


def _name(tag: object) -> str:
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _text(node: object) -> str:
    said = "".join(node.itertext()) if hasattr(node, "itertext") else ""
    return " ".join(html.unescape(_TAG.sub(" ", said)).split())


def _link(node: object) -> str:
    for child in node if hasattr(node, "__iter__") else ():
        if _name(child.tag) == "link":
            said = (child.get("href") or child.text or "").strip()
            if said.startswith(("http://", "https://")) and child.get("rel", "alternate") == "alternate":
                return str(said)[:1000]
    return ""


def _moment(texts: Mapping[str, object]) -> datetime | None:
    for key in ("pubdate", "published", "updated", "date"):
        if said := _text(texts.get(key)):
            try:
                found = parsedate_to_datetime(said) if key == "pubdate" else datetime.fromisoformat(said)
            except ValueError:
                continue
            return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


@dataclass(frozen=True)
class Row:
    """表格的一行：its number there and what it says by our names of columns; `found_at` None where it is unreadable."""

    number: int
    title: str
    source: str
    url: str
    words: str
    found_at: datetime | None
    trouble: str = ""


def rows(lines: Iterator[tuple[int, tuple[object, ...]]], *, at: datetime) -> Iterator[Row]:
    """逐行读出：after the head row; a row without a time was found now."""
    head: dict[str, int] = {}
    for number, cells in lines:
        said = [_cell(one) for one in cells]
        if not any(said):
            continue
        if not head:
            head = {COLUMNS[name]: place for place, name in enumerate(said) if name in COLUMNS}
            if "title" not in head:
                yield Row(number, "", "", "", "", None, "第一行应为列名，至少有“标题”和“来源”。")
                return
            continue
        value = {key: said[place] if place < len(said) else "" for key, place in head.items()}
        moment, trouble = _when(value.get("found_at", ""), at)
        yield Row(
            number,
            value["title"],
            value.get("source", ""),
            value.get("url", ""),
            value.get("words", ""),
            moment,
            trouble,
        )


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return "" if value is None else str(value).strip()


def _when(said: str, at: datetime) -> tuple[datetime | None, str]:
    if not said:
        return at, ""
    for form in _MOMENTS:
        try:
            return datetime.strptime(said, form).replace(tzinfo=CHINA), ""
        except ValueError:
            continue
    return None, f"发现时间“{said[:30]}”请写成2026-03-09 14:05这样的形式。"

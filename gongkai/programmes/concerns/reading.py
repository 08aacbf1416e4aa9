"""读出条目：RSS, Atom, and rows of a table, as items to enter; nothing is fetched or stored. Pure."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

from gongkai.foundation.errors import Invalid
from gongkai.foundation.files.rules import parse_xml
from gongkai.foundation.now import CHINA
from gongkai.programmes.concerns import rules

MOST_ITEMS, LONGEST_TITLE, LONGEST_URL, LONGEST_WORDS = 200, 300, 1000, 2000
COLUMNS = {"标题": "title", "来源": "source", "网址": "url", "内容": "words", "发现时间": "found_at"}
"""表格的列：the first three words of a file's head row that we know."""
_DECLARED = re.compile(rb"(<\?xml[^>]{0,200}?encoding\s*=\s*[\"'])(gb2312|gbk|gb18030|big5)\b", re.IGNORECASE)
_ROOTS = frozenset({"rss", "rdf", "feed"})
_WORDS = ("description", "summary", "encoded", "content")
_APART = ("{http://search.yahoo.com/mrss/}", "{http://www.itunes.com/")
"""另作他用的：titles and words of pictures and recordings, not of the entry."""
_TAG = re.compile(r"<[^>]{0,500}>")
_MOMENTS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y/%m/%d %H:%M", "%Y-%m-%d")


@dataclass(frozen=True)
class Found:
    """读到的一条：`said_at` is the time it names, None where it names none; `name` what its source calls it."""

    title: str
    url: str
    words: str
    said_at: datetime | None
    name: str


def entries(content: bytes, *, base: str = "") -> list[Found]:
    """RSS、Atom条目：the first of a feed; what has no title is left out. Links are read as from `base`.

    :raises Invalid: for what is no XML, has a document type, or is another kind of document.
    """
    root = parse_xml(_in_unicode(content.lstrip()), "RSS")  # a blank line before the declaration is common
    if _name(root.tag) not in _ROOTS:
        raise Invalid("网址给出的是别的文件，请核对网址，填写订阅（RSS、Atom）的地址。")
    found: list[Found] = []
    for node in root.iter():
        if _name(node.tag) in {"item", "entry"} and (one := _entry(node, base)):
            found.append(one)
        if len(found) >= MOST_ITEMS:
            break
    return found


def _in_unicode(content: bytes) -> bytes:
    """Older Chinese sites declare GB2312 and send GBK, which the parser that looks for document types cannot read."""
    found = _DECLARED.match(content)
    if found is None:
        return content
    encoding = "big5" if found[2].lower() == b"big5" else "gb18030"
    return found[1] + b"utf-8" + content[found.end(2) :].decode(encoding, "replace").encode()


def _entry(node: Any, base: str) -> Found | None:
    texts: dict[str, Any] = {}
    for child in node:
        if not str(child.tag).startswith(_APART):
            texts.setdefault(_name(child.tag), child)
    title = _text(texts.get("title"))
    if not title:
        return None
    words = next((said for key in _WORDS if (said := _text(texts.get(key)))), "")
    name = next((said for key in ("guid", "id") if (said := _text(texts.get(key)))), f"{title}\n{words}")
    return Found(title[:LONGEST_TITLE], _link(node, texts, base), words[:LONGEST_WORDS], _moment(texts), name)


def _name(tag: object) -> str:
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _text(node: Any) -> str:
    said = "".join(node.itertext()) if node is not None else ""
    return " ".join(html.unescape(_TAG.sub(" ", said)).split())


def _link(node: Any, texts: Mapping[str, Any], base: str) -> str:
    """What the entry links to; of one without, its name where that is an address."""
    links = [child for child in node if _name(child.tag) == "link" and child.get("rel", "alternate") == "alternate"]
    said = [(one.get("href") or one.text or "").strip() for one in links]
    guid = texts.get("guid")
    if guid is not None and guid.get("isPermaLink", "true") == "true":
        said.append(_text(guid))
    return next((full for one in said if one and (full := _full(one, base))), "")


def _full(link: str, base: str) -> str:
    try:
        full = urljoin(base, link)
    except ValueError:
        return ""
    return full if rules.is_address(full) and len(full) <= LONGEST_URL else ""


def _moment(texts: Mapping[str, Any]) -> datetime | None:
    for key in ("pubdate", "published", "updated", "date"):
        if said := _text(texts.get(key)):
            try:
                found = parsedate_to_datetime(said) if key == "pubdate" else datetime.fromisoformat(said)
            except (ValueError, OverflowError):
                continue
            return found if found.tzinfo else found.replace(tzinfo=CHINA)
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

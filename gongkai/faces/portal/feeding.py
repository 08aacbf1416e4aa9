"""订阅的写法：one list of entries, written as Atom (RFC 4287, 5005, 6721) or as JSON Feed 1.1."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse

from gongkai.faces.portal import xml
from gongkai.faces.portal.http import absolute, as_json, site_name
from gongkai.faces.portal.xml import Element, add, china

ATOM, TOMBSTONES = "http://www.w3.org/2005/Atom", "http://purl.org/atompub/tombstones/1.0"
ATOM_TYPE, JSON_TYPE = "application/atom+xml", "application/feed+json"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Entry:
    """订阅的一条：`id` is a permanent address or tag; `categories` are (code, name)."""

    id: str
    link: str
    title: str
    summary: str
    author: str
    published: datetime
    updated: datetime
    categories: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Deletion:
    """已撤回的一条：the entry readers should forget, since when, and the named reason."""

    id: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class Feed:
    """订阅：a list, the page it belongs to, and where it goes on ("" at its end). All addresses are absolute."""

    title: str
    author: str
    page: str
    atom: str
    json: str
    first_atom: str
    next_atom: str
    next_json: str
    entries: tuple[Entry, ...]
    deletions: tuple[Deletion, ...]

    @property
    def updated(self) -> datetime:
        """When anything in it changed last."""
        return max((*(e.updated for e in self.entries), *(d.at for d in self.deletions)), default=NEVER)


def atom(feed: Feed) -> HttpResponse:
    """Atom：entries, and a tombstone for each withdrawn record."""
    root = xml.root(ATOM, "feed", at=TOMBSTONES)
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "zh-CN")
    add(root, "id", feed.first_atom)
    add(root, "title", feed.title)
    add(root, "updated", china(feed.updated))
    add(add(root, "author"), "name", feed.author)
    add(root, "generator", "gongkai")
    for relation, type_, href in (
        ("alternate", "text/html", feed.page),
        ("self", ATOM_TYPE, feed.atom),
        ("alternate", JSON_TYPE, feed.json),
        ("first", ATOM_TYPE, feed.first_atom),
        ("next", ATOM_TYPE, feed.next_atom),
    ):
        if href:
            add(root, "link", rel=relation, type=type_, href=href)
    for deletion in feed.deletions:
        deleted = add(root, f"{{{TOMBSTONES}}}deleted-entry", ref=deletion.id, when=china(deletion.at))
        add(deleted, "comment", deletion.reason)
    for entry in feed.entries:
        _atom_entry(root, entry)
    return xml.answer(root, ATOM_TYPE)


def _atom_entry(root: Element, entry: Entry) -> None:
    made = add(root, "entry")
    add(made, "id", entry.id)
    add(made, "title", entry.title)
    add(made, "link", rel="alternate", type="text/html", href=entry.link)
    add(made, "published", china(entry.published))
    add(made, "updated", china(entry.updated))
    add(add(made, "author"), "name", entry.author)
    for code, name in entry.categories:
        add(made, "category", term=code, label=name)
    add(made, "summary", entry.summary)


def json_feed(feed: Feed) -> HttpResponse:
    """JSON Feed 1.1：what was withdrawn stands in an extension, `_gongkai`: the format has no word for it."""
    said: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.json,
        "next_url": feed.next_json,
        "language": "zh-CN",
        "authors": [{"name": feed.author}],
        "items": [_json_item(entry) for entry in feed.entries],
        "_gongkai": {"withdrawn": list(_withdrawn(feed.deletions))},
    }
    response = as_json({name: value for name, value in said.items() if value != ""})
    response["Content-Type"] = f"{JSON_TYPE}; charset=utf-8"
    return response


def _json_item(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "url": entry.link,
        "title": entry.title,
        "summary": entry.summary,
        "content_text": entry.summary,
        "date_published": china(entry.published),
        "date_modified": china(entry.updated),
        "authors": [{"name": entry.author}],
        "tags": [name for _, name in entry.categories],
    }


def _withdrawn(deletions: Iterable[Deletion]) -> Iterable[dict[str, str]]:
    for each in deletions:
        yield {"id": each.id, "at": china(each.at), "reason": each.reason}


FORMATS: Mapping[str, Callable[[Feed], HttpResponse]] = {"atom": atom, "json": json_feed}
"""订阅的两种写法：by the ending of the address."""


def short(title: str, path: str, parameters: str, entries: Iterable[Entry], *, following: str = "") -> Feed:
    """一个清单的订阅：of the page at `path`, below which feed.atom and feed.json lie; `following` are the parameters of
    the part after it.
    """
    atom_, json_ = absolute(f"{path}feed.atom"), absolute(f"{path}feed.json")
    return Feed(
        title=title,
        author=site_name(),
        page=absolute(f"{path}{parameters}"),
        atom=f"{atom_}{parameters}",
        json=f"{json_}{parameters}",
        first_atom=f"{atom_}{parameters}",
        next_atom=f"{atom_}{following}" if following else "",
        next_json=f"{json_}{following}" if following else "",
        entries=tuple(entries),
        deletions=(),
    )

"""变动公示：what was corrected, withdrawn, released late or before its reviews, and why: page, feed, table and JSON."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from gongkai.engines.publishing import queries
from gongkai.engines.publishing.change_notices import ChangeNotice
from gongkai.engines.publishing.queries import NoticedChange
from gongkai.faces.kit.http import Request
from gongkai.faces.kit.tables import csv_stream
from gongkai.faces.portal.asking import number
from gongkai.faces.portal.feeding import FORMATS, Entry, short
from gongkai.faces.portal.http import absolute, as_json, machine, page, public
from gongkai.foundation.now import CHINA, china_date

SHOWN = 30
BATCH = 500
MOST_ROWS = 5000
KINDS = dict(ChangeNotice.Kind.choices)
COLUMNS = (
    "账本条目",
    "时间",
    "变动",
    "机关代码",
    "机关",
    "标题",
    "版次",
    "说明",
    "成文日期",
    "逾期天数",
    "紧急发布",
    "网址",
)
FORMAT = "gongkai-changes-1"
TITLE = "公开信息的更正、撤回、逾期与紧急发布"


@dataclass(frozen=True)
class Wanted:
    """所问：one kind or all, one organ or all, and where to go on."""

    kind: str
    organ: str
    before: int | None

    def address(self, **changed: str) -> str:
        """The query string of these wishes, with changes."""
        said = {"kind": self.kind, "organ": self.organ, **changed}
        query = urlencode({name: value for name, value in said.items() if value})
        return f"?{query}" if query else ""


def _wanted(request: Request) -> Wanted:
    kind, organ = request.GET.get("kind", ""), request.GET.get("organ", "")
    return Wanted(
        kind if kind in KINDS else "",
        organ if organ.isascii() and organ.isalnum() and len(organ) <= 20 else "",
        number(request.GET.get("before", ""), 0, 1 << 62),
    )


@dataclass(frozen=True)
class Tab:
    """One kind to choose, and its address."""

    code: str
    name: str
    address: str


@dataclass(frozen=True)
class Month:
    """One month's counts, in the order of the kinds."""

    month: date
    counts: tuple[int, ...]


@public
def changes(request: Request) -> HttpResponse:
    """变动公示页：newest first, with the counts of the last twelve months."""
    wanted = _wanted(request)
    found = queries.noticed_changes(request.at, kind=wanted.kind, organ=wanted.organ, before=wanted.before, limit=SHOWN)
    months = queries.changes_by_month(request.at)
    names = {change.organ: change.organ_name for change in found.changes}
    facts = {
        "changes": found.changes,
        "wanted": wanted,
        "organ_name": names.get(wanted.organ, wanted.organ),
        "tabs": [Tab(kind, name, wanted.address(kind=kind)) for kind, name in KINDS.items()],
        "all_address": wanted.address(kind="") or "?",
        "months": [Month(month, tuple(counts.get(kind, 0) for kind in KINDS)) for month, counts in months],
        "kinds": tuple(KINDS.values()),
        "older": wanted.address(before=str(found.next)) if found.next is not None else "",
        "parameters": wanted.address(),
    }
    return page(request, "changes", facts)


@public
def feed(request: Request, format_: str = "atom") -> HttpResponse:
    """变动公示订阅：thirty at a time, the newest first."""
    wanted = _wanted(request)
    found = queries.noticed_changes(request.at, kind=wanted.kind, organ=wanted.organ, before=wanted.before, limit=SHOWN)
    following = wanted.address(before=str(found.next)) if found.next is not None else ""
    here = wanted.address(before=str(wanted.before)) if wanted.before else wanted.address()
    return FORMATS[format_](
        short(TITLE, reverse("portal:changes"), here, map(_entry, found.changes), following=following)
    )


def _entry(change: NoticedChange) -> Entry:
    address = absolute(f"{reverse('portal:changes')}#leaf-{change.leaf}")
    return Entry(
        id=address,
        link=absolute(reverse("portal:document", args=[change.record])),
        title=f"{change.kind_name}：{change.title or '（标题不公开）'}",
        summary="｜".join(filter(None, (change.organ_name, said(change)))),
        author=change.organ_name,
        published=change.at,
        updated=change.at,
        categories=((change.kind, change.kind_name),),
    )


@machine
def listing(request: Request) -> HttpResponseBase:
    """变动公示 JSON：a page; `next` is the address of the one after it, null at the end."""
    wanted = _wanted(request)
    found = queries.noticed_changes(request.at, kind=wanted.kind, organ=wanted.organ, before=wanted.before, limit=SHOWN)
    following = None
    if found.next is not None:
        following = absolute(reverse("portal:changes-json") + wanted.address(before=str(found.next)))
    return as_json({"format": FORMAT, "changes": [_as_dict(change) for change in found.changes], "next": following})


@public
def table(request: Request) -> HttpResponseBase:
    """变动公示下载：CSV that office programs open as it is, 5,000 rows at most."""
    wanted = _wanted(request)
    return csv_stream("changes", COLUMNS, map(_row, _all(wanted, request.at)))


def _all(wanted: Wanted, at: datetime) -> Iterator[NoticedChange]:
    before, given = wanted.before, 0
    while given < MOST_ROWS:
        found = queries.noticed_changes(at, kind=wanted.kind, organ=wanted.organ, before=before, limit=BATCH)
        yield from found.changes
        given, before = given + len(found.changes), found.next
        if before is None:
            return


def said(change: NoticedChange) -> str:
    """说明：why, in one sentence; for a late release by how much, for an urgent one whether it was reviewed since."""
    late = f"超过法定期限 {change.days_late} 天公开" if change.kind == ChangeNotice.Kind.LATE else ""
    return "；".join(filter(None, (late or change.why, urgently(change))))


def urgently(change: NoticedChange) -> str:
    """紧急发布的说明：released first, reviewed since or not yet; "" for any other."""
    urgent = change.urgent
    if urgent is None:
        return ""
    if not change.readable:
        return "突发事件先发布、后补审"
    reviewed = urgent.reviewed_at
    after = f"补审已于 {reviewed.astimezone(CHINA):%Y-%m-%d %H:%M} 完成" if reviewed else "补审尚未完成"
    return f"突发事件先发布、后补审，{after}"


def _row(change: NoticedChange) -> tuple[str, ...]:
    return (
        str(change.leaf),
        change.at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S"),
        change.kind_name,
        change.organ,
        change.organ_name,
        change.title,
        str(change.edition or ""),
        said(change),
        change.formed_on.isoformat() if change.formed_on else "",
        str(change.days_late or ""),
        "是" if change.urgent else "",
        absolute(reverse("portal:document", args=[change.record])),
    )


def _as_dict(change: NoticedChange) -> dict[str, Any]:
    return {
        "leaf": change.leaf,
        "kind": change.kind,
        "at": change.at.isoformat(),
        "on": china_date(change.at).isoformat(),
        "organ": change.organ,
        "organ_name": change.organ_name,
        "title": change.title or None,
        "edition": change.edition or None,
        "why": said(change) or None,
        "formed_on": change.formed_on.isoformat() if change.formed_on else None,
        "days_late": change.days_late or None,
        "urgent": change.urgent is not None,
        "reviewed_at": change.urgent.reviewed_at.isoformat() if change.urgent and change.urgent.reviewed_at else None,
        "url": absolute(reverse("portal:document", args=[change.record])),
    }

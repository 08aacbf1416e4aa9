"""给机器看的页头：what programs read of a page: its card, its tags, its feeds, its data."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.engines.publishing.kinds import kind_of
from gongkai.engines.publishing.models import Edition
from gongkai.faces.kit.languages import term
from gongkai.faces.portal import structured
from gongkai.faces.portal.asking import ANSWERS, Asked, Scope
from gongkai.faces.portal.bulk.store import Stored, listing
from gongkai.faces.portal.calendars import ICS_TYPE
from gongkai.faces.portal.columns import Column
from gongkai.faces.portal.feeding import ATOM_TYPE, JSON_TYPE
from gongkai.faces.portal.http import absolute, site_name
from gongkai.faces.portal.xml import china

register = template.Library()
SHOWN = 24  # months; more would make the page heavy


@dataclass(frozen=True)
class Alternate:
    """另一种形式：the same list as a feed."""

    type: str
    title: str
    href: str


@register.inclusion_tag("portal/parts/machine_head.html", takes_context=True)
def machine_head(context: Context) -> dict[str, Any]:
    """页头：for programs; says nothing that the page does not."""
    facts: dict[str, Any] = {str(name): value for name, value in context.flatten().items()}
    path = context["request"].path
    things = structured.things_of(path, facts)
    edition: Edition | None = facts.get("edition") if "document" in facts else None
    return {
        "card": _card(edition, path, facts),
        "tags": _tags(edition, facts) if edition is not None else (),
        "alternates": _alternates(path, facts),
        "data": structured.block(things),
    }


def _card(edition: Edition | None, path: str, facts: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Open Graph：how the page looks where somebody passes its address on."""
    site = site_name()
    column = facts.get("column")
    title = edition.title if edition else column.name if isinstance(column, Column) else site
    said = (
        ("og:site_name", site),
        ("og:type", "article" if edition else "website"),
        ("og:title", title),
        ("og:description", edition.summary if edition else ""),
        ("og:url", absolute(path)),
        ("og:locale", "zh_CN"),
        ("article:published_time", china(edition.published_at) if edition and edition.published_at else ""),
        ("article:modified_time", china(edition.released_at) if edition and edition.released_at else ""),
    )
    return tuple(pair for pair in said if pair[1])


def _tags(edition: Edition, facts: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """网页标签：as government sites commonly name them (not checked against an official text), and Dublin Core."""
    issuer = edition.issuer or str(facts.get("organ_name", ""))
    published = china(edition.published_at)[:16].replace("T", " ") if edition.published_at else ""
    said = (
        ("SiteName", site_name()),
        ("SiteDomain", absolute("/").split("://", 1)[1].rstrip("/")),
        ("ColumnName", kind_of(edition.kind).name),
        ("ColumnType", "政务公开"),
        ("ArticleTitle", edition.title),
        ("PubDate", published),
        ("ContentSource", issuer),
        ("DC.title", edition.title),
        ("DC.creator", issuer),
        ("DC.date", published[:10]),
        ("DC.identifier", edition.record.index_number or ""),
        ("DC.language", "zh-CN"),
    )
    return tuple(pair for pair in said if pair[1])


def _alternates(path: str, facts: dict[str, Any]) -> tuple[Alternate, ...]:
    """The feeds of what the page lists, beside those its template names itself."""
    scope, asked, column = facts.get("scope"), facts.get("asked"), facts.get("column")
    if isinstance(scope, Scope) and isinstance(asked, Asked):
        days = Alternate(ICS_TYPE, _dates(term(scope.name)), f"{scope.path}calendar.ics{asked.query}")
        return (
            Alternate(JSON_TYPE, term(scope.name), f"{scope.path}feed.json{asked.query}"),
            *([] if asked.words or scope is ANSWERS else [days]),
        )
    if isinstance(column, Column):
        code = column.organ.code
        feeds = _pair(column.name, reverse("portal:organ-feed", args=[code]), reverse("portal:organ-json", args=[code]))
        days = Alternate(ICS_TYPE, _dates(column.name), reverse("portal:organ-calendar", args=[code]))
        return (*feeds, days)
    if path in {"/", "/openness/"}:
        return _pair(gettext("政策文件库"), reverse("portal:policies-feed"), reverse("portal:policies-json"))
    if path == reverse("portal:ledger"):
        return _pair(gettext("发布、更正与撤回"), reverse("portal:ledger-feed"), reverse("portal:ledger-json"))
    return ()


def _dates(name: str) -> str:
    return gettext("%(name)s：施行和失效") % {"name": name}


def _pair(title: str, atom: str, json: str) -> tuple[Alternate, Alternate]:
    return Alternate(ATOM_TYPE, title, atom), Alternate(JSON_TYPE, title, json)


@register.inclusion_tag("portal/parts/bulk.html")
def bulk_files() -> dict[str, Any]:
    """成批下载：the newest months, for the data channel; the list of all is a file of its own."""
    months: dict[str, list[Stored]] = {}
    for each in (each for each in listing() if each.rows):
        months.setdefault(each.month, []).append(each)
    return {"months": [(month, sorted(files, key=_first_jsonl)) for month, files in list(months.items())[:SHOWN]]}


def _first_jsonl(file: Stored) -> bool:
    return file.format != "jsonl"

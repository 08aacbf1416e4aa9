"""意见征集清单：open, closing soon, closed, results overdue; as a page, as feeds and as a calendar of last days."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from icalendar import Calendar, Event

from gongkai.faces.kit.http import Request
from gongkai.faces.kit.languages import term
from gongkai.faces.portal.calendars import ICS_TYPE
from gongkai.faces.portal.feeding import FORMATS, Entry, short
from gongkai.faces.portal.http import absolute, page, public
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.text import storable
from gongkai.law import codes
from gongkai.programmes.consultations import queries
from gongkai.programmes.consultations.programme import MATTERS
from gongkai.programmes.consultations.queries import Asked, Seen
from gongkai.programmes.consultations.rules import PHASES, Phase

TITLE = gettext_noop("意见征集")
LAST_DAY = gettext_noop("征求意见截止")
IN_FEED, IN_CALENDAR = 30, 500
TABS = (Phase.OPEN, Phase.CLOSING, Phase.CLOSED, Phase.OVERDUE, Phase.REPORTED)


@public
def index(request: Request) -> HttpResponse:
    """意见征集：those open first, by their last day; narrowed by phase, organ, theme and matter. Two SQL queries."""
    asked = asked_of(request.GET)
    found = queries.listing(asked, request.at)
    names = organs.names_on({*found.organs, *(one.organ for one in found.rows)}, china_date(request.at))
    facts: dict[str, Any] = {
        "asked": asked,
        "found": found,
        "rows": [(one, names.get(one.organ, one.organ), theme_of(one)) for one in found.rows],
        "tabs": [("", _("全部"), sum(found.phases.values()), address(asked, phase="", page=1))]
        + [(one.value, term(PHASES[one]), found.phases[one], address(asked, phase=one, page=1)) for one in TABS],
        "organs": _choices(asked.organ, found.organs, names),
        "themes": _choices(asked.theme, found.themes, {one.code: term(one.name) for one in codes.themes}),
        "matters": _choices(asked.matter, found.matters, {code: term(name) for code, name in MATTERS.items()}),
        "narrowed": any((asked.phase, asked.organ, asked.theme, asked.matter, asked.words)),
        "query": address(asked, page=1).removeprefix("?"),
    }
    return page(request, "consultations/index", facts)


@public
def feed(request: Request, format_: str = "atom") -> HttpResponseBase:
    """意见征集订阅：what was opened, and when its result came. Two SQL queries."""
    asked = asked_of(request.GET)
    rows = queries.listing(asked, request.at, limit=IN_FEED, newest=True).rows
    names = organs.names_on({one.organ for one in rows}, china_date(request.at))
    entries = (_entry(one, names.get(one.organ, one.organ)) for one in rows)
    query = address(asked, page=1)
    parameters = "" if query == "?" else query
    return FORMATS[format_](short(TITLE, reverse("portal:consultations"), parameters, entries))


@public
def calendar(request: Request) -> HttpResponse:
    """截止日历：the last days of those still open. One SQL query."""
    rows = queries.listing(asked_of(request.GET), request.at, limit=IN_CALENDAR).rows
    return calendar_of(TITLE, (one for one in rows if one.is_open))


def calendar_of(name: str, rows: Iterable[Seen]) -> HttpResponse:
    """日历：a whole day for each last day; an extension moves it."""
    made = Calendar()
    for key, value in (("prodid", "-//gongkai//zh-CN"), ("version", "2.0"), ("name", name), ("x-wr-calname", name)):
        made.add(key, value)
    made.add("refresh-interval", timedelta(days=1), parameters={"value": "DURATION"})
    host = urlsplit(settings.GONGKAI_ORIGIN).hostname or "localhost"
    for one in rows:
        event = Event()
        for key, said in (
            ("uid", f"{one.uid}-consultation@{host}"),
            ("dtstamp", one.published_at),
            ("dtstart", one.until),
            ("dtend", one.until + timedelta(days=1)),
            ("summary", f"{LAST_DAY}：{one.name}"),
            ("url", absolute(reverse("portal:consultation", args=[one.uid]))),
            ("sequence", one.edition),
            ("transp", "TRANSPARENT"),
        ):
            event.add(key, said)
        made.add_component(event)
    return HttpResponse(made.to_ical(), content_type=f"{ICS_TYPE}; charset=utf-8")


def asked_of(said: Mapping[str, str]) -> Asked:
    """查询条件：from the address; what is not understood is left out."""

    def one(name: str, most: int) -> str:
        return " ".join(storable(said.get(name, "")).split())[:most]

    number, phase = one("page", 6), one("phase", 12)
    return Asked(
        phase=phase if phase in set(Phase) else "",
        organ=one("organ", 9),
        theme=one("theme", 20),
        matter=one("matter", 12),
        words=one("q", 60),
        page=max(int(number), 1) if number.isascii() and number.isdigit() else 1,
    )


def address(asked: Asked, **changed: str | int) -> str:
    """同一清单的网址：with something changed."""
    pairs = {"q": asked.words, "phase": asked.phase, "organ": asked.organ, "theme": asked.theme, "matter": asked.matter}
    said = {**pairs, **changed}
    query = urlencode({name: value for name, value in said.items() if value and (name, value) != ("page", 1)})
    return f"?{query}"


def theme_of(one: Seen) -> str:
    """主题：in the language of the page."""
    found = codes.themes.get(one.theme)
    return term(found.name) if found else ""


def _choices(chosen: str, counted: Mapping[str, int], names: Mapping[str, str]) -> list[dict[str, Any]]:
    rows = sorted((pair for pair in counted.items() if pair[0]), key=lambda pair: (-pair[1], pair[0]))
    return [{"code": one, "name": names.get(one, one), "many": many, "chosen": one == chosen} for one, many in rows]


def _entry(one: Seen, organ: str) -> Entry:
    link = absolute(reverse("portal:consultation", args=[one.uid]))
    said = f"{one.matter_name}｜{one.opened_on}至{one.until}｜{one.phase_name}"
    return Entry(
        id=link,
        link=link,
        title=one.title,
        summary=said,
        author=organ,
        published=one.published_at,
        updated=one.changed_at,
        categories=((one.matter, one.matter_name),),
    )

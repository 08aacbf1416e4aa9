"""日历：the days of a list that matter: 施行、失效, and when a promised interpretation is due."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from icalendar import Calendar, Event

from gongkai.engines.publishing import queries
from gongkai.engines.publishing.queries import Dated, Filters
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.asking import EVERYTHING, POLICIES, Scope, asked
from gongkai.faces.portal.http import absolute, public
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.programmes.policies import queries as policies_queries
from gongkai.programmes.policies.queries import Promise

ICS_TYPE = "text/calendar"
BEHIND = timedelta(days=30)
MOST = 500
ACTS = {"effective": "施行", "expires": "失效", "interpretation": "解读承诺日"}


@public
def policies(request: Request) -> HttpResponse:
    """政策文件库日历。"""
    return _of(request, POLICIES)


@public
def everything(request: Request) -> HttpResponse:
    """全部公开信息日历，可以筛选。"""
    return _of(request, EVERYTHING)


@public
def organ(request: Request, code: str) -> HttpResponse:
    """机关日历。"""
    found = organs.by_code(code)
    name = organs.name_on(found, china_date(request.at))
    return _answer(f"{name}：施行和失效", Filters(organ=found.code), request.at)


def _of(request: Request, scope: Scope) -> HttpResponse:
    question = asked(request.GET, scope)
    return _answer(f"{scope.name}：施行和失效", question.bounded, request.at)


def _answer(name: str, filters: Filters, at: datetime) -> HttpResponse:
    """From a month ago on. The same bytes all day long, unless something is released."""
    calendar = Calendar()
    for key, value in (
        ("prodid", "-//gongkai//zh-CN"),
        ("version", "2.0"),
        ("name", name),
        ("x-wr-calname", name),
        ("x-wr-timezone", "Asia/Shanghai"),
    ):
        calendar.add(key, value)
    calendar.add("refresh-interval", timedelta(days=1), parameters={"value": "DURATION"})
    since = china_date(at) - BEHIND
    days = [*queries.dates(at, filters, since=since, limit=MOST)]
    days += [_promised(due) for due in policies_queries.promises(at, filters, limit=MOST) if due.due_on >= since]
    for day in days:
        calendar.add_component(_event(day))
    return HttpResponse(calendar.to_ical(), content_type=f"{ICS_TYPE}; charset=utf-8")


def _promised(due: Promise) -> Dated:
    return Dated(due.record, "interpretation", due.due_on, due.title, "", due.issuer, due.released_at, due.number)


def _event(day: Dated) -> Event:
    """A whole day; its identity is the record and the act, so that a correction moves it."""
    event = Event()
    host = urlsplit(settings.GONGKAI_ORIGIN).hostname or "localhost"
    for key, value in (
        ("uid", f"{day.record}-{day.type}@{host}"),
        ("dtstamp", day.released_at),
        ("dtstart", day.on),
        ("dtend", day.on + timedelta(days=1)),
        ("summary", f"{ACTS[day.type]}：{day.title}"),
        ("description", "｜".join(filter(None, (day.document_number, day.issuer)))),
        ("url", absolute(reverse("portal:document", args=[day.record]))),
        ("categories", [ACTS[day.type]]),
        ("sequence", day.number),
        ("transp", "TRANSPARENT"),
    ):
        if value != "":
            event.add(key, value)
    return event

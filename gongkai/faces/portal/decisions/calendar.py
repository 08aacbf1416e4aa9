"""听证会日历：the hearings that are public, for anybody's calendar."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from icalendar import Calendar, Event

from gongkai.faces.kit.http import Request
from gongkai.faces.portal.http import absolute, public
from gongkai.programmes.decisions import queries

ICS_TYPE = "text/calendar"


@public
def calendar(request: Request) -> HttpResponse:
    """听证会日历：from a month ago on. Three SQL queries."""
    made = Calendar()
    for key, value in (
        ("prodid", "-//gongkai//zh-CN"),
        ("version", "2.0"),
        ("name", "听证会"),
        ("x-wr-calname", "听证会"),
        ("x-wr-timezone", "Asia/Shanghai"),
    ):
        made.add(key, value)
    for one in queries.public_hearings(request.at):
        made.add_component(_event(one, request))
    return HttpResponse(made.to_ical(), content_type=f"{ICS_TYPE}; charset=utf-8")


def _event(one: queries.Hearing, request: Request) -> Event:
    """A whole day, which needs no end (RFC 5545), the hour in its words; called off, the same identity says so."""
    event = Event()
    host = urlsplit(settings.GONGKAI_ORIGIN).hostname or "localhost"
    for key, value in (
        ("uid", f"{one.uid}-hearing@{host}"),
        ("dtstamp", request.at.replace(hour=0, minute=0, second=0, microsecond=0)),
        ("dtstart", one.held_on),
        ("summary", one.title),
        ("location", one.place),
        ("description", f"{one.time}；{one.enrol_until.isoformat()}前报名"),
        ("url", absolute(reverse("portal:decision", args=[one.matter]))),
        ("status", "CANCELLED" if one.called_off else "CONFIRMED"),
        ("transp", "TRANSPARENT"),
    ):
        event.add(key, value)
    return event

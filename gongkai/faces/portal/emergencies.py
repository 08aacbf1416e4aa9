"""突发事件：what was released about each, in the order of the minutes."""

from django.http import HttpResponse

from gongkai.engines.publishing import queries
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.http import page, public


@public
def index(request: Request) -> HttpResponse:
    """突发事件信息发布：the events about which something is public. One SQL query."""
    return page(request, "emergencies", {"events": queries.emergencies_with_releases(request.at)})


@public
def event(request: Request, emergency: str) -> HttpResponse:
    """一个突发事件的发布记录：every release at its minute, the latest first. Two SQL queries."""
    return page(request, "emergency", {"record": queries.running_record(emergency, request.at)})

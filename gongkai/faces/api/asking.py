"""请求：what every operation of the API knows of who asks, and the answers all of them may give."""

from datetime import datetime

from django.http import HttpRequest

from gongkai.faces.api.schemas.office import DoneOut, WorkOut
from gongkai.faces.api.schemas.public import Refused
from gongkai.faces.kit.limits import is_too_often
from gongkai.foundation.errors import Conflict, NotFound
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor

TOO_OFTEN = "短时间内请求得太多。请过一会儿再试，什么也没有改动。"
Errors = frozenset({400, 401, 403, 404, 409})
WORK = {200: WorkOut, Errors: Refused}
OPENED = {201: WorkOut, Errors: Refused}
DONE = {200: DoneOut, Errors: Refused}
NOTHING = {204: None, Errors: Refused}


def moment(request: HttpRequest) -> datetime:
    """请求时刻：read once by the kit."""
    at: datetime = request.at  # type: ignore[attr-defined]
    return at


def person(request: HttpRequest) -> Actor:
    """办理人：whose token it is."""
    actor: Actor = request.auth  # type: ignore[attr-defined]
    return actor


def own_organ(request: HttpRequest, code: str) -> Organ:
    """本机关：by its code, when this person works there.

    :raises NotFound: for a foreign organ as for one that does not exist.
    """
    if code not in person(request).organs():
        raise NotFound
    return organs.by_code(code)


def limit(request: HttpRequest, action: str) -> None:
    """限次：counts this one.

    :raises Conflict: when it is more than one address may do.
    """
    if is_too_often(request, action):
        raise Conflict(TOO_OFTEN, code="too-often")

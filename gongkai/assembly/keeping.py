"""存页的前门：a WSGI application before Django's that shows kept pages and keeps what Django renders.

Only what is the same to everybody is kept: a page without a query, asked for without a session, that names what it
shows (`Surrogate-Key`). Everything else passes through, dressed by `leaving`. A kept page is dressed once, packed and
plain: to show it again is a look for changes and two look-ups, and never lets go of the interpreter's lock.
"""

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import parse_cookie

from gongkai.assembly import showing
from gongkai.assembly.leaving import (
    SMALLEST,
    UNTIL,
    Leaving,
    accepts_gzip,
    as_packed,
    counted,
    is_text,
    packed,
    varying,
)
from gongkai.faces.kit import ports as kit
from gongkai.faces.kit import reading
from gongkai.foundation.now import china_date, now
from gongkai.foundation.pages.keeper import Keeper, Moment
from gongkai.foundation.pages.shelves import Address, Folder, Kept, Memory
from gongkai.foundation.pages.watch import watch

log = logging.getLogger("gongkai.pages")
Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Headers = Sequence[tuple[str, str]]

SAFE = frozenset({"GET", "HEAD"})
KEPT_STATUS = frozenset({"200", "301", "410"})
CLOSED = ("/office/", "/accounts/", "/api/", "/reading/", "/static/")
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
NOT_IN_304 = frozenset({"content-length", "content-type", "content-encoding", "surrogate-key", "cache-tag"})
KEPT_LEVEL = 6  # of packing: once for many readers
MOST_BODY = 1024 * 1024
MOST_HOSTS = 16
SECONDS_BETWEEN_LOOKS = 0.05


class KeptPages:
    """存页前门：`variant` names the way of reading that a `reading` cookie asks for, or None where it means nothing."""

    def __init__(
        self, application: Application, keeper: Keeper, *, session: str, variant: Callable[[str], str | None]
    ) -> None:
        self.keeper = keeper
        self._application = application
        self._leaving = Leaving(application, session=session)
        self._session = session
        self._variant = variant
        self._hosts: set[str] = set()  # those Django has accepted

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """A kept page, or what Django answers."""
        address = self._address(environ)
        if address is None:
            return self._passed_on(environ, start_response)
        moment = self._refreshed()
        if moment is None:
            return self._leaving(environ, start_response)
        page = self.keeper.memory.get(address) if environ.get("HTTP_HOST") in self._hosts else None
        if page is not None:
            return _shown(page, environ, start_response)
        if environ["REQUEST_METHOD"] != "GET" or any(one in environ for one in CONDITIONS):
            return self._leaving(environ, start_response)
        return self._rendered(address, moment, environ, start_response)

    def _rendered(
        self, address: Address, moment: Moment, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        answer = _Answer(self._application, environ)
        page = answer.page()
        if page is None:
            headers, body = self._leaving.dressed(answer.status, answer.headers, answer.body, environ)
            start_response(answer.status, headers)
            return body
        self._accept(environ.get("HTTP_HOST", ""))
        self.keeper.keep(address, page, rendered=moment)
        return _shown(page, environ, start_response)

    def _address(self, environ: Environ) -> Address | None:
        """Where the page asked for is kept, if such are kept at all."""
        path = environ["PATH_INFO"]
        if environ["REQUEST_METHOD"] not in SAFE or environ.get("QUERY_STRING") or "HTTP_RANGE" in environ:
            return None
        if path.startswith(CLOSED) or not path.isascii():
            return None
        variant: str | None = ""
        if cookie := environ.get("HTTP_COOKIE"):
            cookies = parse_cookie(cookie)
            variant = None if self._session in cookies else self._variant(cookies.get("reading", ""))
        return None if variant is None else Address(path, variant)

    def _passed_on(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Django's answer; after an act, whoever acted is told only when what it changed is kept no more."""
        said = self._leaving(environ, start_response)
        if environ["REQUEST_METHOD"] in SAFE:
            return said
        self._refreshed()
        return said

    def _refreshed(self) -> Moment | None:
        """The moment, or None when the database does not answer: then nothing kept is shown, and Django says so."""
        try:
            return self.keeper.refresh()
        except (DatabaseError, sqlite3.Error):
            log.exception("查不到有无变化，存页暂不使用")
            connection.close()
            return None

    def _accept(self, host: str) -> None:
        if len(self._hosts) < MOST_HOSTS:
            self._hosts.add(host)


class _Answer:
    """What Django answers, held back until it is clear whether it may be kept."""

    def __init__(self, application: Application, environ: Environ) -> None:
        self.status, self.headers = "", list[tuple[str, str]]()
        self.body = application(environ, self._start)

    def _start(self, status: str, headers: list[tuple[str, str]], exc_info: object = None) -> None:  # noqa: ARG002
        self.status, self.headers = status, headers

    def page(self) -> Kept | None:
        """The answer as a page, if it is one that may be kept; its body is then read."""
        said = {name.lower(): value for name, value in self.headers}
        tags = frozenset(said.get("surrogate-key", "").split())
        length = said.get("content-length", "")
        if self.status[:3] not in KEPT_STATUS or not tags or not length.isdigit() or int(length) > MOST_BODY:
            return None
        varies = "cookie" in said.get("vary", "").lower() or "no-store" in said.get("cache-control", "")
        if varies or "set-cookie" in said or "'nonce-" in said.get("content-security-policy", ""):
            return None
        body = b"".join(self.body)
        close = getattr(self.body, "close", None)
        if close is not None:
            close()
        text = is_text(self.status, self.headers) and len(body) >= SMALLEST
        small = packed(body, KEPT_LEVEL) if text else b""
        return Kept(self.status, tuple(self.headers), body, tags, small if len(small) < len(body) else b"")


class _Form(NamedTuple):
    """A kept page as it travels, plain or packed; `second`: when its lifetime was counted, 0 where none is."""

    headers: Sequence[tuple[str, str]]
    body: bytes
    second: int


def _form(page: Kept, *, takes_packed: bool) -> _Form:
    """Made for the first reader; where a lifetime is counted, for the first of each second."""
    how = "packed" if takes_packed and page.packed else "plain"
    form: _Form | None = page.made.get(how)
    if form is None or (form.second and form.second != int(now().timestamp())):
        lasts = any(name == UNTIL for name, _ in page.headers)
        headers = counted(list(page.headers))
        headers = varying(headers) if is_text(page.status, headers) else headers
        headers = as_packed(headers, page.packed) if how == "packed" else headers
        body = page.packed if how == "packed" else page.body
        form = page.made[how] = _Form(headers, body, int(now().timestamp()) if lasts else 0)
    return form


def _shown(page: Kept, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """A kept page to this reader: whole, its head only, or that it is the one they have."""
    form = _form(page, takes_packed=accepts_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")))
    if page.status[:3] == "200" and _has_it(page, environ):
        start_response("304 Not Modified", [one for one in form.headers if one[0].lower() not in NOT_IN_304])
        return [b""]
    start_response(page.status, list(form.headers))  # the server may add to its own
    return [form.body if environ["REQUEST_METHOD"] == "GET" else b""]


def _has_it(page: Kept, environ: Environ) -> bool:
    """Whether the reader has this page: by its tag, packed or plain; who names no tag, by its date."""
    if wanted := environ.get("HTTP_IF_NONE_MATCH"):
        return _header(page, "etag") in {one.strip().removeprefix("W/") for one in wanted.split(",")}
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    return since is not None and since == _header(page, "last-modified")


def _header(page: Kept, wanted: str) -> str:
    return next((value for name, value in page.headers if name.lower() == wanted), "")


def in_front_of(application: Application) -> Application:
    """安装：the front door before Django's application, as the settings want it."""
    if not settings.GONGKAI_PAGES_MEMORY:
        return Leaving(application, session=settings.SESSION_COOKIE_NAME)
    folder = settings.GONGKAI_PAGES_FOLDER
    shelves = [Folder(folder)] if folder else []
    keeper = Keeper(watch(), showing.changed, Memory(settings.GONGKAI_PAGES_MEMORY), *shelves, epoch=Epoch())
    if folder:
        keep_watch(keeper, every=SECONDS_BETWEEN_LOOKS)
    return KeptPages(application, keeper, session=settings.SESSION_COOKIE_NAME, variant=_variant)


class Epoch:
    """时代：what time alone changes: tomorrow a document may no longer be in force; in mourning every page is grey.

    Both begin and end at midnight in China, so the answer is worked out once a second.
    """

    def __init__(self) -> None:
        never = datetime.min.replace(tzinfo=UTC)
        self._known = (never, never, "")

    def __call__(self) -> str:
        """Its name; another name, another epoch."""
        at = now()
        since, until, name = self._known
        if not since <= at < until:
            name = f"{china_date(at)} {kit.mourning(at)}"
            self._known = (at, at.replace(microsecond=0) + timedelta(seconds=1), name)
        return name


def _variant(cookie: str) -> str:
    return str(reading.parse(cookie))


def keep_watch(keeper: Keeper, *, every: float) -> threading.Thread:
    """看守：refresh from time to time, for files that a server in front sends without asking us.

    :param every: seconds
    """

    def watch() -> None:
        pause = threading.Event()
        while not pause.wait(every):
            try:
                keeper.refresh()
            except Exception:  # the watch outlives whatever goes wrong, also a full disk: files must go on going
                log.exception("查不到有无变化，稍后再查")
                connection.close()
                pause.wait(1)

    thread = threading.Thread(target=watch, name="kept-pages", daemon=True)
    thread.start()
    return thread

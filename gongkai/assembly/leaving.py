"""出门：what is done to every answer as it leaves, whoever made it: texts are compressed, lifetimes counted.

Around Django, for what is rendered for one reader: a text is packed for whoever can unpack it, and what was packed is
remembered by its tag, which names the content. What is kept for all readers is dressed
in the same way, once (`keeping`).
"""

import gzip
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.http import parse_cookie

from gongkai.foundation.now import now

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Headers = list[tuple[str, str]]

SMALLEST = 600  # bytes: below, the wrapping costs more than it saves
LARGEST = 4 * 1024 * 1024  # bytes: beyond, it is a download, not a page
LEVEL = 5
MOST_REMEMBERED = 16 * 1024 * 1024  # bytes
TEXTS = re.compile(r"text/|application/(json|xml|javascript|[\w.-]+\+(json|xml))\b")
UNTIL = "X-Accel-Expires"
_NOTHING = re.compile(r"q=0(?:\.0+)?")


class Leaving:
    """出门口：around an application; `session` names the cookie of who signed in, whose pages are never packed."""

    def __init__(self, application: Application, *, session: str) -> None:
        self._application = application
        self._session = session
        self._packed: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """What the application answers, as it travels."""
        if known := environ.get("HTTP_IF_NONE_MATCH"):  # a reader of the packed text knows it by its weak tag
            environ["HTTP_IF_NONE_MATCH"] = known.replace('W/"', '"')
        said: list[Any] = []

        def start(status: str, headers: Headers, exc_info: object = None) -> None:
            said[:] = [status, headers, exc_info]

        body = self._application(environ, start)
        if not said:  # it begins to answer only when it is read
            return _whole(body, start_response, said)
        status, headers, exc_info = said
        headers, body = self.dressed(status, headers, body, environ)
        start_response(status, headers, exc_info) if exc_info else start_response(status, headers)
        return body

    def dressed(
        self, status: str, headers: Headers, body: Iterable[bytes], environ: Environ
    ) -> tuple[Headers, Iterable[bytes]]:
        """An answer as it travels to this reader: packed, if it may be; either way it is said that answers differ."""
        headers = counted(headers)
        if not is_text(status, headers):
            return headers, body
        headers = varying(headers)
        if environ["REQUEST_METHOD"] == "HEAD" or not _packable(headers) or not self._takes_packed(environ):
            return headers, body
        whole = b"".join(body)
        close = getattr(body, "close", None)
        if close is not None:
            close()
        tag = next((value for name, value in headers if name.lower() == "etag"), "")
        small = self._remembered(tag, whole)
        return as_packed(headers, small), [small]

    def _takes_packed(self, environ: Environ) -> bool:
        if not accepts_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")):
            return False
        return self._session not in parse_cookie(environ.get("HTTP_COOKIE", ""))

    def _remembered(self, tag: str, whole: bytes) -> bytes:
        """Packed before under this tag, or now; without a tag nothing is remembered."""
        if tag and (found := self._packed.get(tag)) is not None:
            return found
        small = packed(whole)
        if tag:
            with self._lock:
                self._size += len(small) - len(self._packed.pop(tag, b""))
                self._packed[tag] = small
                while self._size > MOST_REMEMBERED:
                    self._size -= len(self._packed.popitem(last=False)[1])
        return small


def _whole(body: Iterable[bytes], start_response: StartResponse, said: list[Any]) -> Iterable[bytes]:
    pieces = iter(body)
    first = next(pieces, b"")
    start_response(*said[:2])
    yield first
    yield from pieces


def is_text(status: str, headers: Iterable[tuple[str, str]]) -> bool:
    """Whether an answer is a text that nobody has packed or cut yet."""
    said = {name.lower(): value for name, value in headers}
    unpacked = "content-encoding" not in said and "content-range" not in said
    return unpacked and status[:3] != "304" and TEXTS.match(said.get("content-type", "")) is not None


def _packable(headers: Headers) -> bool:
    length = next((value for name, value in headers if name.lower() == "content-length"), "")
    return length.isdigit() and SMALLEST <= int(length) <= LARGEST


def packed(whole: bytes, level: int = LEVEL) -> bytes:
    """The text under gzip; the same text gives the same bytes."""
    return gzip.compress(whole, compresslevel=level, mtime=0)


def as_packed(headers: Headers, small: bytes) -> Headers:
    """The headers of a text once it is packed: its tag names the content, no longer the bytes."""
    tag = next((value for name, value in headers if name.lower() == "etag"), "")
    changed = {"content-length": str(len(small)), "etag": f"W/{tag}" if tag.startswith('"') else tag}
    return [*((name, changed.get(name.lower(), value)) for name, value in headers), ("Content-Encoding", "gzip")]


def varying(headers: Headers) -> Headers:
    """Said to differ by `Accept-Encoding`, beside what else it differs by."""
    given = next((value for name, value in headers if name.lower() == "vary"), "")
    vary = given if "accept-encoding" in given.lower() else ", ".join(filter(None, (given, "Accept-Encoding")))
    return [*(pair for pair in headers if pair[0].lower() != "vary"), ("Vary", vary)]


def counted(headers: Headers) -> Headers:
    """Until when it may be shown unasked, said also in seconds from now, for the caches that count so."""
    until = next((value for name, value in headers if name == UNTIL), "")
    if not until:
        return headers
    seconds = max(int(until[1:]) - int(now().timestamp()), 0) if until.startswith("@") else 0
    told = f"max-age={seconds}"
    public = f"public, {told}"
    if not seconds:
        told = public = "no-store"
    return [*headers, ("Surrogate-Control", told), ("CDN-Cache-Control", public)]


@lru_cache(maxsize=256)
def accepts_gzip(said: str) -> bool:
    """Whether `Accept-Encoding` names gzip, or anything, and not with a weight of nothing."""
    weights = {}
    for each in said.lower().split(","):
        name, _, weight = (part.strip() for part in each.partition(";"))
        weights[name] = not _NOTHING.fullmatch(weight.replace(" ", ""))
    return weights.get("gzip", weights.get("*", False))

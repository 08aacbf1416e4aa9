"""取回：bounded downloads, from one site only."""

import http.client
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO
from urllib.parse import quote, urljoin, urlsplit

_CHUNK = 1 << 16
_SECONDS = 30
_HEADERS = {"User-Agent": "gongkai-verifier"}
_PORTS = {"http": 80, "https": 443}
Origin = tuple[str, str, int]


class Unavailable(Exception):
    """无法核验：the network, the site or the proof did not let us look; says nothing against the page."""


@dataclass(frozen=True)
class Fetched:
    """取回的内容：`url` is the address after redirects, `chunks` the bytes as they come."""

    status: int
    url: str
    chunks: Iterator[bytes]


Fetch = Callable[[str], Fetched]


def origin(url: str) -> Origin:
    """来源：scheme, host and port of an address.

    :raises Unavailable: unless it is http or https with a host.
    """
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme.lower(), (parts.hostname or "").lower(), parts.port
    except ValueError as error:
        raise Unavailable(f"网址无法识别：{url}") from error
    if scheme not in _PORTS or not host:
        raise Unavailable("只能核验以 http:// 或 https:// 开头的网址。")
    return scheme, host, port or _PORTS[scheme]


def within(page: str, reference: str) -> str:
    """同源网址：a reference on the page made absolute.

    :raises Unavailable: when it leads to another site; nothing is ever fetched from there.
    """
    try:
        absolute = urljoin(page, reference)
    except ValueError as error:
        raise Unavailable(f"网址无法识别：{reference}") from error
    if origin(absolute) != origin(page):
        raise Unavailable(f"引用指向另一个网站，未取回：{absolute[:200]}")
    return absolute


class _SameSite(urllib.request.HTTPRedirectHandler):
    def redirect_request(  # noqa: PLR0917 (urllib decides)
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if origin(newurl) != origin(req.full_url):
            raise Unavailable(f"网址转到了另一个网站，请直接核验那个网址：{newurl[:200]}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(url: str) -> Fetched:
    """The default way to fetch: urllib, redirects within the site only, 30 seconds of silence at most.

    :raises Unavailable: when the site cannot be reached.
    """
    origin(url)
    try:
        ascii_url = quote(url, safe="%/:=&?~#+!$,;'@()*[]")
        request = urllib.request.Request(ascii_url, headers=_HEADERS)  # noqa: S310 (origin() refused other schemes)
        response = urllib.request.build_opener(_SameSite).open(request, timeout=_SECONDS)
    except urllib.error.HTTPError as error:
        return Fetched(error.code, url, _chunks(error))
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unavailable(f"网站无法访问：{error}") from error
    return Fetched(response.status, response.url, _chunks(response))


def _chunks(response: IO[bytes]) -> Iterator[bytes]:
    with response:
        try:
            while chunk := response.read(_CHUNK):
                yield chunk
        except (OSError, http.client.HTTPException) as error:
            raise Unavailable(f"下载中断：{error}") from error


def read(fetched: Fetched, limit: int) -> bytes:
    """The whole content.

    :raises Unavailable: when it is longer than `limit` bytes.
    """
    content = bytearray()
    for chunk in fetched.chunks:
        content += chunk
        if len(content) > limit:
            raise Unavailable(f"内容超过 {limit} 字节，未继续下载：{fetched.url}")
    return bytes(content)

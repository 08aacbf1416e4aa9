"""读取网址：one address of the open web, within bounds of time and size, and never one of our own network."""

import http.client
import ipaddress
import socket
import ssl
import time
from urllib.parse import quote, urljoin, urlsplit

SECONDS, MOST_BYTES, MOST_HOPS = 10, 2 * 1024 * 1024, 3
TOTAL_SECONDS = 30
_PORTS = {"http": 80, "https": 443}
_OK, _MOVED = 200, frozenset({301, 302, 303, 307, 308})
_PIECE = 64 * 1024
AGENT = "gongkai-concerns/1"
_AS_IT_IS = "%/?:@!$&'()*+,;=-._~[]"
"""网址中照写的：everything else, such as Han characters, is escaped as browsers do."""


class Unreadable(Exception):
    """读不到：with the sentence to show."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def fetch(url: str, *, allow: frozenset[str] = frozenset()) -> bytes:
    """读取：the content at an address; each hop of a redirection is examined like the first.

    The name is resolved once and that very address is connected to, so that a second answer of the name service cannot
    lead inside. `allow`: addresses of machines inside that the operator lets it read, as “10.1.2.3:8080”.

    :raises Unreadable: for an address that is not of the open web, that does not answer in time, or says too much.
    """
    until = time.monotonic() + TOTAL_SECONDS
    for _ in range(MOST_HOPS + 1):
        status, said, place = _once(url, allow, until)
        if status in _MOVED and place:
            url = _next(url, place)
            continue
        if status != _OK:
            raise Unreadable(f"对方网站没有给出内容（HTTP {status}）。")
        return said
    raise Unreadable("对方网站转向次数太多。")


def _next(url: str, place: str) -> str:
    try:
        return urljoin(url, place)
    except ValueError as error:
        raise Unreadable("对方网站转向的网址写得不对。") from error


def address_of(url: str, allow: frozenset[str] = frozenset()) -> tuple[str, str, int, str]:
    """可以连接的地址：scheme, host, port and the numeric address to connect to.

    :raises Unreadable: for another scheme or port, a name that is not known, and any address that is not public.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise Unreadable("网址写得不对。") from error
    if parts.scheme not in _PORTS or not host or parts.username is not None:
        raise Unreadable("只能读取http、https网址，不带用户名。")
    try:
        known = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreadable("没有这个网站，或者域名解析失败。") from error
    addresses = [str(one[4][0]) for one in known]
    if f"{addresses[0]}:{port}" in allow:
        return parts.scheme, host, port, addresses[0]
    if port not in _PORTS.values() or not all(_is_public(one) for one in addresses):
        raise Unreadable("这个网址指向内部网络或者不常用的端口，不予读取。")
    return parts.scheme, host, port, addresses[0]


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(found, "ipv4_mapped", None) or found
    return bool(inner.is_global and not inner.is_multicast)


def _once(url: str, allow: frozenset[str], until: float) -> tuple[int, bytes, str]:
    scheme, host, port, address = address_of(url, allow)
    connection = http.client.HTTPConnection(host, port, timeout=SECONDS)
    try:
        opened = socket.create_connection((address, port), timeout=SECONDS)
        if scheme == "https":
            opened = ssl.create_default_context().wrap_socket(opened, server_hostname=host)
        connection.sock = opened
        parts = urlsplit(url)
        path = quote(f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}", safe=_AS_IT_IS)
        accept = "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9"
        connection.request("GET", path, headers={"User-Agent": AGENT, "Accept": accept})
        answer = connection.getresponse()
        place = answer.getheader("Location") or ""
        return answer.status, _bounded(answer, until) if answer.status == _OK else b"", place
    except (OSError, http.client.HTTPException, ValueError, UnicodeError) as error:
        raise Unreadable("对方网站没有在时限内正常答复。") from error
    finally:
        connection.close()


def _bounded(answer: http.client.HTTPResponse, until: float) -> bytes:
    said = bytearray()
    while piece := answer.read1(_PIECE):
        said += piece
        if len(said) > MOST_BYTES:
            raise Unreadable("内容超过2MB，不予读取。")
        if time.monotonic() > until:
            raise Unreadable("对方网站答复太慢，没有读完。")
    return bytes(said)

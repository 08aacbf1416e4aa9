"""Feeds and tables are read within bounds; nothing of our own network is ever fetched."""

import socket
import threading
from collections.abc import Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from gongkai.foundation.errors import Invalid
from gongkai.foundation.now import CHINA
from gongkai.programmes.concerns import fetching, reading

AT = datetime(2026, 3, 2, 9, 0, tzinfo=CHINA)
RSS = (
    "<?xml version='1.0'?><rss version='2.0'><channel><title>论坛</title>"
    "<item><title>供水有&lt;b&gt;异味&lt;/b&gt;</title><link>https://forum.example/1</link>"
    "<description><![CDATA[<p>昨晚起</p><script>x</script>]]></description>"
    "<pubDate>Mon, 02 Mar 2026 08:00:00 +0800</pubDate></item><item><link>https://forum.example/2</link></item>"
    "</channel></rss>"
)
ATOM = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>积水</title><link rel='self' href='https://a.example/s'/>"
    "<link href='javascript:x'/><link rel='alternate' href='https://a.example/1'/><updated>2026-03-02T08:00:00Z</updated>"
    "<summary>一下雨就积水</summary></entry></feed>"
)


def test_rss_and_atom_give_title_address_words_and_time() -> None:
    (first,) = reading.entries(RSS.encode())
    assert (first.title, first.url) == ("供水有 异味", "https://forum.example/1")
    assert "<" not in first.words
    assert first.said_at == datetime(2026, 3, 2, 8, 0, tzinfo=CHINA)
    (second,) = reading.entries(ATOM.encode())
    assert (second.title, second.url, second.words) == ("积水", "https://a.example/1", "一下雨就积水")


@pytest.mark.parametrize("content", [b"", b"<html", b"<!DOCTYPE x [<!ENTITY a 'b'>]><rss>&a;</rss>"])
def test_what_is_no_feed_or_has_entities_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid):
        reading.entries(content)


def test_a_table_is_read_row_by_row_and_tells_what_is_wrong_where() -> None:
    lines = [
        ("发现时间", "标题", "来源", "别的"),
        ("2026-03-02 08:00", "供水", "论坛"),
        ("昨天", "积水", "论坛"),
        (None,),
        ("", "x"),
    ]
    rows = list(reading.rows(iter(enumerate(lines, 1)), at=AT))
    assert [(row.number, row.title, row.found_at) for row in rows] == [
        (2, "供水", datetime(2026, 3, 2, 8, 0, tzinfo=CHINA)), (3, "积水", None), (5, "x", AT),
    ]  # fmt: skip
    assert "昨天" in rows[1].trouble
    assert "列名" in next(reading.rows(iter([(1, ("名称",))]), at=AT)).trouble


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://localhost/", "127.0.0.1"),
        ("http://intra.example/", "10.1.2.3"),
        ("https://meta.example/", "169.254.169.254"),
        ("http://six.example/", "::1"),
        ("http://mapped.example/", "::ffff:192.168.0.1"),
        ("http://open.example:22/", "93.184.216.34"),
        ("ftp://open.example/", "93.184.216.34"),
        ("http://user@open.example/", "93.184.216.34"),
        ("http://open.example:x/", "93.184.216.34"),
    ],
)
def test_nothing_inside_is_fetched(url: str, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    with pytest.raises(fetching.Unreadable):
        fetching.address_of(url)
    assert fetching.address_of("https://open.example/x", frozenset({f"{address}:443"}))[3] == address


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:1/")
        else:
            self.send_response(200 if self.path in {"/feed", "/long"} else 404)
        self.end_headers()
        if self.path == "/feed":
            self.wfile.write(RSS.encode())
        elif self.path == "/long":
            self.wfile.write(b"x" * (fetching.MOST_BYTES + 1))

    def log_message(self, *_: object) -> None:
        """Silent."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    found = HTTPServer(("127.0.0.1", 0), _Answers)
    threading.Thread(target=found.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{found.server_port}"
    found.shutdown()


def test_a_fetch_stops_at_its_bounds_and_a_redirection_is_examined_too(server: str) -> None:
    allow = frozenset({server})
    assert fetching.fetch(f"http://{server}/feed", allow=allow) == RSS.encode()
    for path, why in (("moved", "内部网络"), ("gone", "HTTP 404"), ("long", "2MB")):
        with pytest.raises(fetching.Unreadable, match=why):
            fetching.fetch(f"http://{server}/{path}", allow=allow)
    with pytest.raises(fetching.Unreadable, match="内部网络"):
        fetching.fetch(f"http://{server}/feed")

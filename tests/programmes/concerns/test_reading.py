"""Feeds and tables are read within bounds; nothing of our own network is ever fetched."""

import socket
import threading
from collections.abc import Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from gongkai.foundation.errors import Invalid
from gongkai.foundation.now import CHINA
from gongkai.foundation.organs.models import Organ
from gongkai.programmes.concerns import fetching, jobs, operations, reading, rules
from gongkai.programmes.concerns.contents import Said
from gongkai.programmes.concerns.models import Item
from tests.engines.casework.conftest import an_actor, organ

__all__ = ["organ"]

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


# What is met in the open: encodings of older systems, words of pictures, entries without links, feeds cut short.
GB2312 = (
    '\n<?xml version="1.0" encoding="gb2312"?><rss version="2.0"><channel><item><title>停水通知</title>'
    "<link>/t/9.html?spm=1</link><pubDate>前天</pubDate></item></channel></rss>"
).encode("gb2312")
PICTURES = (
    '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item><media:title>图：路口</media:title>'
    "<title>路口积水&amp;堵车</title><guid>https://a.example/p/3</guid>"
    "<content:encoded><![CDATA[<p>水深<b>半米</b></p>]]></content:encoded>"
    "<pubDate>Mon, 02 Mar 2026 08:00:00 +9999999999</pubDate></item></channel></rss>"
)
NAMELESS = (
    '<rss version="2.0"><channel><item><title>噪声扰民</title><guid isPermaLink="false">tag:9</guid>'
    "<link>javascript:alert(1)</link></item><item><title>夜间施工</title><link>http://[坏</link></item></channel></rss>"
)
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>论坛</title></channel>'
    "<item><title>公交改线</title><link>https://a.example/b</link><dc:date>2026-03-02T08:00+08:00</dc:date></item>"
    "</rdf:RDF>"
)
XHTML = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>u</id><title type="html">学区&lt;i&gt;调整&lt;/i&gt;</title>'
    '<link href="../n/5"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>划片</p></div></content>'
    "</entry></feed>"
)


@pytest.mark.parametrize(
    ("content", "read"),
    [
        (GB2312, [("停水通知", "https://forum.example/t/9.html?spm=1", "")]),
        (PICTURES.encode(), [("路口积水&堵车", "https://a.example/p/3", "水深 半米")]),
        (NAMELESS.encode(), [("噪声扰民", "", ""), ("夜间施工", "", "")]),
        (RDF.encode("utf-16"), [("公交改线", "https://a.example/b", "")]),
        ("\ufeff".encode() + XHTML.encode(), [("学区 调整", "https://forum.example/n/5", "划片")]),
        (b'<rss version="2.0"><channel/></rss>', []),
    ],
)
def test_feeds_as_they_are_met_are_read(content: bytes, read: list[tuple[str, str, str]]) -> None:
    found = reading.entries(content, base="https://forum.example/rss/feed.xml")
    assert [(one.title, one.url, one.words) for one in found] == read


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html",
        b"<html><body><item><title>x</title></item></body></html>",
        b"<!DOCTYPE x [<!ENTITY a 'b'>]><rss>&a;</rss>",
        PICTURES.encode()[:-30],
        NAMELESS.replace("javascript:", "a?b&c=").encode(),
        NAMELESS.encode("gb18030"),
    ],
)
def test_what_is_no_feed_is_broken_or_has_entities_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid):
        reading.entries(content)


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://论坛.example/帖子/1?a=b", True),
        ("HTTP://forum.example", True),
        ("http://[坏", False),
        ("http://a.example:x/", False),
        ("https://", False),
        ("javascript:alert(1)", False),
    ],
)
def test_only_addresses_that_can_be_taken_apart_are_entered(url: str, good: bool) -> None:
    said = Said("标题", "论坛", url)
    assert (not list(said.problems(found_at=AT, at=AT))) is good


def test_tracking_alone_makes_no_other_address_and_another_parameter_does() -> None:
    plain = rules.url_key("https://a.example/t?id=1")
    assert rules.url_key("http://www.a.example/t/?utm_source=x&id=1&spm=a.b&from=timeline#p2") == plain
    assert rules.url_key("https://a.example/t?id=1&shareholder=2") != plain


def test_a_time_of_long_ago_is_a_slip_of_the_pen() -> None:
    early = datetime(1, 1, 1, tzinfo=CHINA)
    assert [field for field, _ in Said("标题", "论坛").problems(found_at=early, at=AT)] == ["found_at"]


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


OLD = "<item><title>旧闻</title><pubDate>Mon, 02 Jan 2023 08:00:00 +0800</pubDate></item></channel>"


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:1/")
        else:
            self.send_response(200 if self.path in {"/feed", "/long"} or self.path.startswith("/%") else 404)
        self.end_headers()
        if self.path == "/feed":
            self.wfile.write(RSS.encode())
        elif self.path == "/%E8%AE%A2%E9%98%85?%E6%97%A0=1":
            self.wfile.write(NAMELESS.replace("</channel>", OLD).encode())
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


def test_a_feed_without_addresses_is_entered_once_and_what_was_said_long_ago_not_at_all(
    server: str, organ: Organ, settings: Any
) -> None:
    settings.GONGKAI_FEEDS_INSIDE = (server,)
    by = an_actor(organ, "concern_officer")
    feed = operations.add_feed(organ=organ, name="论坛", url=f"http://{server}/订阅?无=1", by=by, at=AT)
    assert [jobs.read_feed(feed=feed.pk, at=AT) for _ in range(2)] == [2, 0]
    feed.refresh_from_db()
    assert (feed.trouble, set(Item.objects.values_list("title", flat=True))) == ("", {"噪声扰民", "夜间施工"})

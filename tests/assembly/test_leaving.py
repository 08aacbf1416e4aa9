"""What leaves is packed for who can unpack it, and says how long it may be shown unasked, however long it was kept."""

import gzip
from datetime import timedelta

import pytest

from gongkai.assembly.leaving import MOST_REMEMBERED, Leaving, accepts_gzip
from gongkai.foundation.now import frozen

TEXT = ("公开为常态。" * 200).encode()


class Inner:
    """An application that answers one text and remembers what it was asked."""

    def __init__(self, **headers):
        self.headers = {
            "Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(TEXT)), "ETag": '"a1"', **headers
        }  # fmt: skip
        self.asked = []

    def __call__(self, environ, start_response):
        self.asked.append(environ)
        start_response("200 OK", [(name.replace("_", "-"), value) for name, value in self.headers.items() if value])
        return [TEXT]


def ask(inner, door=None, **environ):
    told = {}

    def start(status, headers, exc_info=None):
        told.update(headers, status=status)

    door = door or Leaving(inner, session="sessionid")
    body = b"".join(door({"REQUEST_METHOD": "GET", **environ}, start))
    return told, body


def test_a_text_is_packed_for_who_says_so_and_keeps_its_tag_weakly():
    told, body = ask(Inner(), HTTP_ACCEPT_ENCODING="br, gzip;q=0.8")
    assert gzip.decompress(body) == TEXT
    assert (told["Content-Encoding"], told["Vary"], told["ETag"]) == ("gzip", "Accept-Encoding", 'W/"a1"')
    assert told["Content-Length"] == str(len(body))
    plain, whole = ask(Inner(Vary="Accept-Language"))
    assert (whole, plain["ETag"], plain["Vary"]) == (TEXT, '"a1"', "Accept-Language, Accept-Encoding")


def test_the_reader_of_a_packed_text_is_known_by_its_weak_tag():
    inner = Inner()
    ask(inner, HTTP_IF_NONE_MATCH='W/"a1", "b2"')
    assert inner.asked[0]["HTTP_IF_NONE_MATCH"] == '"a1", "b2"'


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "application/pdf"},
        {"Content-Encoding": "gzip"},
        {"Content-Length": ""},
        {"Content-Length": "10"},
        {"Content-Range": "bytes 0-3/10"},
    ],
)
def test_what_is_no_text_or_packed_or_small_or_of_unknown_length_leaves_as_it_is(headers):
    _, body = ask(Inner(**headers), HTTP_ACCEPT_ENCODING="gzip")
    assert body == TEXT


def test_nothing_is_packed_for_who_signed_in():
    told, body = ask(Inner(), HTTP_ACCEPT_ENCODING="gzip", HTTP_COOKIE="reading=elder; sessionid=s")
    assert (body, "Content-Encoding" in told) == (TEXT, False)


def test_what_was_packed_is_remembered_by_its_tag_and_within_bounds():
    inner = Inner()
    door = Leaving(inner, session="sessionid")
    for number in range(5):
        inner.headers["ETag"] = f'"{number % 2}"'
        ask(inner, door, HTTP_ACCEPT_ENCODING="gzip")
    assert set(door._packed) == {'"0"', '"1"'}
    assert door._size == sum(map(len, door._packed.values())) < MOST_REMEMBERED


@pytest.mark.parametrize(
    ("said", "takes"),
    [
        ("gzip", True),
        ("*", True),
        ("br, gzip", True),
        ("gzip;q=0", False),
        ("*;q=0.0", False),
        ("", False),
        ("br", False),
    ],
)
def test_a_reader_takes_gzip_when_it_says_so(said, takes):
    assert accepts_gzip(said) is takes


def test_the_seconds_left_are_counted_when_it_leaves(at):
    until = int((at + timedelta(hours=2)).timestamp())
    for since, seconds in ((timedelta(0), 7200), (timedelta(hours=1), 3600), (timedelta(hours=3), 0)):
        with frozen(at + since):
            told, _ = ask(Inner(X_Accel_Expires=f"@{until}"))
        assert told["Surrogate-Control"] == (f"max-age={seconds}" if seconds else "no-store")
        assert told["CDN-Cache-Control"] == (f"public, max-age={seconds}" if seconds else "no-store")
    assert "Surrogate-Control" not in ask(Inner())[0]
    assert ask(Inner(X_Accel_Expires="0"))[0]["Surrogate-Control"] == "no-store"

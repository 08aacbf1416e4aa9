"""Before Django stands a door that shows what is kept, to those for whom it was made, and nothing else."""

import gzip
import threading
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, cast

import pytest

from gongkai.assembly import keeping
from gongkai.assembly.keeping import KeptPages
from gongkai.assembly.showing import changed
from gongkai.foundation.now import frozen
from gongkai.foundation.pages.keeper import Keeper
from gongkai.foundation.pages.shelves import Memory
from gongkai.foundation.pages.watch import Act, State


class Behind:
    """The application behind the door: says how often it was asked, and whatever headers it was told to."""

    def __init__(self) -> None:
        self.asked = 0
        self.status = "200 OK"
        self.more: dict[str, str] = {}
        self.longer = ""

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.asked += 1
        body = f"{environ['PATH_INFO']} {self.asked}{self.longer}".encode()
        headers = {"Content-Length": str(len(body)), "ETag": f'"{self.asked}"', "Surrogate-Key": "lists", **self.more}
        start_response(self.status, [(name, value) for name, value in headers.items() if value])
        return [body]


class Still:
    """A database in which nothing happens until it is told so."""

    def __init__(self) -> None:
        self.number = 0

    def state(self) -> State:
        return State(0, {"search": self.number})


@pytest.fixture
def behind() -> Behind:
    return Behind()


@pytest.fixture
def still() -> Still:
    return Still()


@pytest.fixture
def door(behind: Behind, still: Still, at: datetime) -> Iterator[KeptPages]:
    keeper = Keeper(still, changed, Memory(1_000_000), epoch=keeping.Epoch())
    with frozen(at):
        yield KeptPages(
            behind, keeper, session="sessionid", variant=lambda value: value if value in {"", "en"} else None
        )


def ask(door: KeptPages, path: str = "/", method: str = "GET", **environ: str) -> tuple[str, dict[str, str], bytes]:
    said: list[Any] = []
    asked = {"PATH_INFO": path, "REQUEST_METHOD": method, "HTTP_HOST": "here", "QUERY_STRING": "", **environ}
    body = b"".join(door(asked, lambda status, headers: said.extend((status, dict(headers)))))
    return said[0], said[1], body


def test_a_page_is_rendered_once(door: KeptPages, behind: Behind) -> None:
    assert ask(door) == ask(door)
    assert ask(door)[2] == b"/ 1"
    assert behind.asked == 1


def test_a_page_is_kept_for_each_way_of_reading(door: KeptPages, behind: Behind) -> None:
    assert [ask(door)[2], ask(door, HTTP_COOKIE="reading=en")[2]] == [b"/ 1", b"/ 2"]
    assert ask(door, HTTP_COOKIE="reading=en")[2] == b"/ 2"
    assert ask(door)[2] == b"/ 1"


def test_a_page_of_yesterday_is_rendered_again(door: KeptPages, behind: Behind, at: datetime) -> None:
    ask(door)
    with frozen(at + timedelta(days=1)):
        assert ask(door)[2] == b"/ 2"
        assert ask(door)[2] == b"/ 2"


@pytest.mark.parametrize(
    "environ",
    [
        {"QUERY_STRING": "q=x"},
        {"HTTP_COOKIE": "sessionid=abc"},
        {"HTTP_COOKIE": "reading=nonsense"},
        {"HTTP_RANGE": "bytes=0-1"},
        {"path": "/office/"},
        {"path": "/api/records"},
        {"method": "POST"},
    ],
    ids=str,
)
def test_what_is_not_for_everybody_passes_through(door: KeptPages, behind: Behind, environ: dict[str, str]) -> None:
    ask(door, **environ)
    ask(door, **environ)
    assert behind.asked == 2


@pytest.mark.parametrize(
    ("status", "more"),
    [
        ("404 Not Found", {}),
        ("500 Internal Server Error", {}),
        ("200 OK", {"Surrogate-Key": ""}),
        ("200 OK", {"Set-Cookie": "a=b"}),
        ("200 OK", {"Vary": "Cookie"}),
        ("200 OK", {"Cache-Control": "no-store"}),
        ("200 OK", {"Content-Length": ""}),
        ("200 OK", {"Content-Security-Policy": "script-src 'nonce-x'"}),
    ],
    ids=str,
)
def test_an_answer_for_one_reader_is_not_kept(
    door: KeptPages, behind: Behind, status: str, more: dict[str, str]
) -> None:
    behind.status, behind.more = status, more
    assert ask(door)[2] == b"/ 1"
    assert ask(door)[2] == b"/ 2"


def test_who_has_the_page_is_told_so_without_its_text(door: KeptPages, behind: Behind) -> None:
    ask(door)
    status, headers, body = ask(door, HTTP_IF_NONE_MATCH='W/"x", "1"')
    assert (status, headers["ETag"], body) == ("304 Not Modified", '"1"', b"")
    assert ask(door, HTTP_IF_NONE_MATCH='"0"')[2] == b"/ 1"
    assert behind.asked == 1


def test_a_text_is_packed_once_for_all_who_can_unpack_it(door: KeptPages, behind: Behind) -> None:
    behind.more = {"Content-Type": "text/html", "Last-Modified": "Mon, 02 Mar 2026 01:00:00 GMT"}
    behind.longer = "公" * 600
    plain, packed = ask(door), ask(door, HTTP_ACCEPT_ENCODING="br, gzip")
    assert gzip.decompress(packed[2]) == plain[2]
    assert (packed[1]["Content-Encoding"], packed[1]["ETag"], plain[1]["ETag"]) == ("gzip", 'W/"1"', '"1"')
    assert packed[1]["Content-Length"] == str(len(packed[2]))
    assert packed[1]["Vary"] == plain[1]["Vary"] == "Accept-Encoding"
    assert behind.asked == 1
    (kept,) = door.keeper.memory._pages.values()
    assert ask(door, HTTP_ACCEPT_ENCODING="gzip")[2] == packed[2] == kept.packed
    for known in ({"HTTP_IF_NONE_MATCH": 'W/"1"'}, {"HTTP_IF_MODIFIED_SINCE": behind.more["Last-Modified"]}):
        status, headers, body = ask(door, HTTP_ACCEPT_ENCODING="gzip", **known)
        assert (status, headers["Vary"], body) == ("304 Not Modified", "Accept-Encoding", b"")
        assert "Content-Encoding" not in headers


def test_a_lifetime_is_counted_when_the_page_leaves(door: KeptPages, behind: Behind, at: datetime) -> None:
    behind.more = {"X-Accel-Expires": f"@{int((at + timedelta(hours=2)).timestamp())}"}
    for since, seconds in ((timedelta(0), 7200), (timedelta(seconds=90), 7110)):
        with frozen(at + since):
            assert ask(door)[1]["Surrogate-Control"] == f"max-age={seconds}"
    assert behind.asked == 1


def test_a_head_has_the_headers_of_the_page(door: KeptPages) -> None:
    status, headers, _ = ask(door)
    assert ask(door, method="HEAD") == (status, headers, b"")


def test_a_host_django_has_not_accepted_is_put_to_django(door: KeptPages, behind: Behind) -> None:
    ask(door)
    ask(door, HTTP_HOST="elsewhere")
    assert behind.asked == 2


def test_after_a_change_the_page_is_rendered_again(door: KeptPages, behind: Behind, still: Still) -> None:
    behind.more = {"Surrogate-Key": "lists search"}
    ask(door)
    still.number += 1
    assert ask(door)[2] == b"/ 2"


def test_while_the_database_does_not_answer_nothing_kept_is_shown(
    door: KeptPages, behind: Behind, still: Still, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(door)

    def broken() -> State:
        raise keeping.DatabaseError("gone")

    with monkeypatch.context() as patch:
        patch.setattr(still, "state", broken)
        assert ask(door)[2] == b"/ 2"
    assert ask(door)[2] == b"/ 1"


def test_an_act_nobody_has_described_changes_everything() -> None:
    assert changed([Act("publishing.saved", "record:a"), Act("something.new", "thing:b")]) is None


def test_what_only_the_office_sees_changes_nothing() -> None:
    assert changed([Act("publishing.saved", "record:a"), Act("people.signed_in", "person:b")]) == frozenset()


def test_the_watch_over_files_outlives_whatever_goes_wrong() -> None:
    looked, ended = threading.Event(), threading.Event()
    troubles: list[type[BaseException]] = [OSError, RuntimeError]

    class Failing:
        def refresh(self) -> None:
            if troubles:
                raise troubles.pop(0)
            looked.set()
            ended.wait()  # the thread is a daemon: nobody waits for it

    keeping.keep_watch(cast(Keeper, Failing()), every=0.001)
    assert looked.wait(20)

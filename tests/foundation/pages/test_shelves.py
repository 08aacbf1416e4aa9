"""Shelves hold what was put, within their room, and let go by what a page shows."""

from pathlib import Path

import pytest

from gongkai.foundation.pages.shelves import Address, Folder, Kept, Memory

HTML = (("Content-Type", "text/html; charset=utf-8"),)


def page(body: bytes, *tags: str, status: str = "200 OK", headers: tuple[tuple[str, str], ...] = HTML) -> Kept:
    return Kept(status, headers, body, frozenset(tags))


def test_memory_stays_within_its_room_and_keeps_what_is_asked_for() -> None:
    shelf = Memory(100_000)
    for number in range(60):
        shelf.put(Address(f"/{number}/"), page(b"x" * 4_000, "lists"))
        shelf.get(Address("/0/"))
        assert shelf.size <= 100_000
    assert shelf.get(Address("/0/")) is not None
    assert shelf.get(Address("/1/")) is None
    assert shelf.get(Address("/59/")) is not None


def test_a_page_too_large_for_memory_is_not_kept() -> None:
    shelf = Memory(8_000)
    shelf.put(Address("/"), page(b"x" * 1_001, "lists"))
    assert shelf.get(Address("/")) is None


def test_memory_lets_go_by_tag() -> None:
    shelf = Memory(100_000)
    shelf.put(Address("/a/"), page(b"a", "record:a", "record:b"))
    shelf.put(Address("/b/"), page(b"b", "record:b"))
    shelf.put(Address("/"), page(b"c", "lists"))
    shelf.evict(frozenset({"record:a"}))
    assert [shelf.get(Address(path)) is None for path in ("/a/", "/b/", "/")] == [True, False, False]
    shelf.evict(frozenset({"record:b", "lists"}))
    assert shelf.size == 0


def test_a_page_put_again_takes_the_place_and_the_tags_of_the_first() -> None:
    shelf = Memory(100_000)
    shelf.put(Address("/"), page(b"old", "record:a"))
    shelf.put(Address("/"), page(b"new", "record:b"))
    shelf.evict(frozenset({"record:a"}))
    kept = shelf.get(Address("/"))
    assert kept is not None
    assert kept.body == b"new"


def files(root: Path) -> set[str]:
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()} - {".lock", ".turn"}


def put(shelf: Folder, address: Address, page: Kept) -> None:
    shelf.put_if(address, page, lambda: True)


def test_a_folder_holds_the_ordinary_way_of_reading_one_file_a_path(tmp_path: Path) -> None:
    shelf = Folder(tmp_path)
    put(shelf, Address("/"), page(b"home", "lists"))
    put(shelf, Address("/documents/abc/"), page(b"document", "record:abc"))
    put(shelf, Address("/documents/abc/", "en"), page(b"English", "record:abc"))
    assert files(tmp_path) == {"index.html", "documents/abc/index.html"}
    assert (tmp_path / "documents/abc/index.html").read_bytes() == b"document"


@pytest.mark.parametrize("path", ["/../etc/", "/a/%2e%2e/", "/.hidden/", "/a/./b/", "/a\x00b/", "/feed.atom", "/中/"])
def test_a_folder_takes_no_path_that_is_not_plain(tmp_path: Path, path: str) -> None:
    put(Folder(tmp_path / "in"), Address(path), page(b"x", "lists"))
    assert files(tmp_path) == set()


def test_a_folder_takes_only_pages(tmp_path: Path) -> None:
    shelf = Folder(tmp_path)
    put(shelf, Address("/a/"), page(b"x", "lists", status="410 Gone"))
    put(shelf, Address("/b/"), page(b"x", "lists", headers=(("Content-Type", "text/csv"),)))
    put(shelf, Address("/documents/c/"), page(b"x", "record:c", "ledger"))  # waits for its checkpoint
    assert files(tmp_path) == set()


def test_a_folder_lets_a_record_go_with_its_editions_and_lists_apart(tmp_path: Path) -> None:
    shelf = Folder(tmp_path)
    for path in ("/", "/policies/", "/documents/abc/", "/documents/abc/editions/1/", "/documents/xyz/"):
        put(shelf, Address(path), page(b"x", "lists"))
    shelf.evict(frozenset({"record:abc"}))
    assert files(tmp_path) == {"index.html", "policies/index.html", "documents/xyz/index.html"}
    shelf.evict(frozenset({"lists"}))
    assert files(tmp_path) == {"documents/xyz/index.html"}
    shelf.clear()
    assert files(tmp_path) == set()
    shelf.evict(frozenset({"record:gone", "lists"}))


def test_what_is_no_longer_true_is_not_written(tmp_path: Path) -> None:
    Folder(tmp_path).put_if(Address("/"), page(b"x", "lists"), lambda: False)
    assert files(tmp_path) == set()


def test_a_page_lies_packed_beside_itself_and_goes_with_it(tmp_path: Path) -> None:
    shelf = Folder(tmp_path)
    put(shelf, Address("/documents/abc/"), Kept("200 OK", HTML, b"long", frozenset({"record:abc"}), b"small"))
    assert (tmp_path / "documents/abc/index.html.gz").read_bytes() == b"small"
    shelf.evict(frozenset({"record:abc"}))
    assert files(tmp_path) == set()


def test_no_two_pages_of_a_path_carry_the_same_second_when_something_was_let_go_between(tmp_path: Path) -> None:
    shelf, seconds = Folder(tmp_path), []
    for number in range(5):
        kept = Kept("200 OK", HTML, b"%d" % number, frozenset({"lists"}), b"%d" % number)
        put(shelf, Address("/"), kept)
        told = {int((tmp_path / name).stat().st_mtime) for name in ("index.html", "index.html.gz")}
        assert len(told) == 1
        seconds += told
        shelf.evict(frozenset({"lists"})) if number % 2 else shelf.clear()
        shelf.evict(frozenset({"lists"}))  # another process, too late: nothing is left to let go
    assert len(set(seconds)) == 5
    assert seconds[-1] - seconds[0] < 10

"""书架：where pages are kept: in the memory of the process, and in a folder that the server in front reads.

A shelf knows pages by address and tags. It answers with what was put, or nothing; it never renders.
"""

import fcntl
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Protocol

LISTS = "lists"  # carried by every page that shows more than single records
LEDGER = "ledger"  # carried by every page that shows, or still misses, a checkpoint
RECORD = "record:"
LOCK = ".lock"
TURN = ".turn"
PACKED = ".gz"  # beside a file: the same under gzip


class Address(NamedTuple):
    """地址：a path of the site, and the way it is read ("" is the ordinary one)."""

    path: str
    variant: str = ""


@dataclass(frozen=True)
class Kept:
    """存页：an answer as it goes out, and what it shows; `packed` is the body under gzip, where that is smaller.

    `made` is whoever shows it to put what they made of it once for all readers.
    """

    status: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    tags: frozenset[str]
    packed: bytes = b""
    made: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)


class Shelf(Protocol):
    """书架：one that others read without asking us."""

    def put_if(self, address: Address, page: Kept, still: Callable[[], bool]) -> None:
        """Keep a page in the place of what stood there, if it is still true; nobody lets go in between."""
        ...

    def evict(self, tags: frozenset[str]) -> None:
        """Let go of every page that shows any of this."""
        ...

    def clear(self) -> None:
        """Let everything go."""
        ...


class Memory:
    """内存书架：bounded in bytes; what was not asked for since the last round goes first."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.size = 0
        self._pages: dict[Address, Kept] = {}
        self._tagged: dict[str, set[Address]] = {}
        self._asked: set[Address] = set()
        self._lock = threading.Lock()

    def get(self, address: Address) -> Kept | None:
        """The page kept under this address."""
        page = self._pages.get(address)
        if page is not None:
            self._asked.add(address)
        return page

    def put(self, address: Address, page: Kept) -> None:
        """Keep a page, unless it alone would take an eighth of the room."""
        if len(page.body) > self.most // 8:
            return
        with self._lock:
            self._drop([address])
            self._pages[address] = page
            self.size += _weight(page)
            for tag in page.tags:
                self._tagged.setdefault(tag, set()).add(address)
            if self.size > self.most:
                self._make_room()

    def discard(self, address: Address) -> None:
        """Let one page go."""
        with self._lock:
            self._drop([address])

    def evict(self, tags: frozenset[str]) -> None:
        """Let go of every page with any of these tags."""
        with self._lock:
            for tag in tags:
                self._drop(list(self._tagged.get(tag, ())))

    def clear(self) -> None:
        """Let everything go."""
        with self._lock:
            self._pages.clear()
            self._tagged.clear()
            self._asked.clear()
            self.size = 0

    def _make_room(self) -> None:
        """Drop the oldest that nobody asked for, then the oldest, until an eighth of the room is free."""
        wanted = self.most - self.most // 8
        asked, self._asked = self._asked, set()
        for spared in (asked, set[Address]()):
            for address in list(self._pages):
                if self.size <= wanted:
                    return
                if address not in spared:
                    self._drop([address])

    def _drop(self, addresses: Iterable[Address]) -> None:
        for address in addresses:
            page = self._pages.pop(address, None)
            if page is None:
                continue
            self.size -= _weight(page)
            for tag in page.tags:
                among = self._tagged.get(tag, set())
                among.discard(address)
                if not among:
                    self._tagged.pop(tag, None)


def _weight(page: Kept) -> int:
    return len(page.body) + len(page.packed) + 2048  # headers, tags and the tables they stand in


class Folder:
    """文件书架：the ordinary way of reading, one `index.html` a path, for a server in front to send by itself.

    That server tells readers which page they have by the second in which the file was changed, and its size. So every
    page carries the second of the last time anything was let go, and no two such times share one: however fast pages
    follow one another, no reader is told that the page before is still the right one.

    Shared by every process of the machine, so what a page shows is told by where it lies: a record's pages under
    `documents/<uid>/`, everything else is a list. Whoever writes looks for changes while nobody can let go, and whoever
    lets go does it after the commit: so no page stays that was rendered before.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def put_if(self, address: Address, page: Kept, still: Callable[[], bool]) -> None:
        """Write a page, if it is still true; other ways of reading, and other answers, are not kept."""
        target = self._file(address)
        if target is None or not self._takes(address, page):
            return
        with self._alone(fcntl.LOCK_SH):
            if still():
                second = self._second()
                if page.packed:
                    _write(target.with_name(target.name + PACKED), page.packed, second)
                _write(target, page.body, second)

    def evict(self, tags: frozenset[str]) -> None:
        """Remove the folders of the records named, and everything else if lists changed."""
        with self._alone(fcntl.LOCK_EX):
            uids = [tag.removeprefix(RECORD) for tag in tags if tag.startswith(RECORD)]
            gone = [self.root / "documents" / uid for uid in uids if uid.isalnum()]
            if any(not tag.startswith(RECORD) for tag in tags):
                gone += self._all(but="documents")
            self._let_go(gone)

    def clear(self) -> None:
        """Remove everything."""
        with self._alone(fcntl.LOCK_EX):
            self._let_go(self._all())

    @contextmanager
    def _alone(self, how: int) -> Iterator[None]:
        """Writers together, whoever lets go alone, among all processes of the machine."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / LOCK).open("w") as lock:
            fcntl.flock(lock, how)
            yield

    def _all(self, but: str = "") -> list[Path]:
        return [found for found in self.root.iterdir() if found.name not in {but, LOCK, TURN}]

    def _let_go(self, gone: list[Path]) -> None:
        there = [each for each in gone if each.exists()]
        if there:
            self._turn()
        for each in there:
            self._remove(each)

    def _second(self) -> int:
        """The second that pages carry now."""
        mark = self.root / TURN
        if not mark.exists():
            mark.touch()
        return int(mark.stat().st_mtime)

    def _turn(self) -> None:
        """From now on pages carry a later second than any before: this one, or the next if that is taken."""
        last = self._second()
        mark = self.root / TURN
        mark.touch()
        second = max(int(mark.stat().st_mtime), last + 1)
        os.utime(mark, (second, second))

    def _takes(self, address: Address, page: Kept) -> bool:
        """A record's page that waits for its checkpoint would outlive it: its folder names no checkpoint."""
        waits = address.path.startswith("/documents/") and LEDGER in page.tags
        return page.status[:3] == "200" and _is_page(dict(page.headers)) and not waits

    def _file(self, address: Address) -> Path | None:
        parts = [part for part in address.path.split("/") if part]
        plain = all(part.replace("-", "").replace("_", "").isalnum() and part.isascii() for part in parts)
        if address.variant or not address.path.endswith("/") or not plain:
            return None
        return self.root.joinpath(*parts, "index.html")

    def _remove(self, found: Path) -> None:
        """Out of sight in one step: a reader meets the whole of it, or nothing."""
        try:
            if found.is_file():
                found.unlink()
                return
            aside = Path(tempfile.mkdtemp(dir=self.root, prefix=".gone-"))
            found.replace(aside / "gone")
        except FileNotFoundError:  # another process was first
            return
        shutil.rmtree(aside, ignore_errors=True)


def _write(target: Path, body: bytes, second: int) -> None:
    """Aside, then renamed into its place: a reader meets the whole of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=target.parent, prefix=".")
    with os.fdopen(handle, "wb") as file:
        file.write(body)
    Path(aside).chmod(0o644)
    os.utime(aside, (second, second))
    Path(aside).replace(target)


def _is_page(headers: Mapping[str, str]) -> bool:
    return headers.get("Content-Type", "").startswith("text/html")

"""存储端口：where the bytes of stored files lie. Who may read them is decided before it is asked, never by it."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol


class StoreAway(OSError):
    """存储没有应答：or refuses us; nothing is lost by it."""


class Store(Protocol):
    """文件存储：bytes under their own SHA-256, kept once; the same bytes may be put by two at the same moment."""

    def put(self, path: Path, sha256: str) -> None:
        """存入：the file at `path`, flushed and on this machine's disk, is kept for good when this returns.

        :raises OSError: when it could not be kept; nothing is there then.
        """

    def open(self, sha256: str) -> BinaryIO:
        """打开：for reading, from anywhere in it; the caller closes.

        :raises FileNotFoundError: when nothing lies there.
        :raises StoreAway: when the store does not answer.
        """

    def holds(self, sha256: str) -> bool:
        """Whether something lies there."""

    def remove(self, sha256: str) -> None:
        """清除：so that nobody gets it any more; nothing to remove is well too."""

    def names(self) -> Iterator[tuple[str, int]]:
        """全部：digests in their order, and sizes in bytes."""

    def problems(self) -> list[str]:
        """存储的毛病：sentences, for `gongkai check`."""

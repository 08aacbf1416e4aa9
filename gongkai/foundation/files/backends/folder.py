"""文件夹：bytes below a folder of this machine, or one mounted on all: ab/cd/<sha256>."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

LENGTH = 64


class Folder:
    """文件夹存储。"""

    def __init__(self, root: Path | str) -> None:
        self.root = Path(root)

    def path_of(self, sha256: str) -> Path:
        """存放路径：where the bytes with this digest lie."""
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def put(self, path: Path, sha256: str) -> None:
        """Rename into place: of two writers one replaces the file by its equal, and no reader sees a part of it."""
        target = self.path_of(sha256)
        if target.exists():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        path.chmod(0o440)
        path.replace(target)
        for folder in (target.parent, target.parent.parent, target.parent.parent.parent):
            _sync_folder(folder)

    def open(self, sha256: str) -> BinaryIO:
        """打开。"""
        return self.path_of(sha256).open("rb")

    def holds(self, sha256: str) -> bool:
        """有无。"""
        return self.path_of(sha256).exists()

    def remove(self, sha256: str) -> None:
        """清除。"""
        self.path_of(sha256).unlink(missing_ok=True)

    def names(self) -> Iterator[tuple[str, int]]:
        """Folder by folder; one that is purged meanwhile is passed over."""
        for first in sorted(self.root.glob("[0-9a-f][0-9a-f]")):
            for second in sorted(first.glob("[0-9a-f][0-9a-f]")):
                for path in sorted(second.iterdir()):
                    if len(path.name) == LENGTH and path.is_file():
                        yield path.name, path.stat().st_size

    def problems(self) -> list[str]:
        """A folder has none of its own."""
        return []


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

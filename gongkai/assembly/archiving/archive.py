"""备份文件：a tar that anybody can open, written and read in one pass, each member checked.

database.sqlite3 or database.pgdump     a consistent copy
ledger/…, secret-key, sealing-keys      what the site signs and seals with, unless left out
files/ab/cd/<sha256>                    originals and public copies: the name is the check
manifest.json                           last: format, time, database, head of the ledger, SHA-256 of the rest
"""

import hashlib
import io
import json
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from gongkai.foundation.errors import Conflict, Invalid

FORMAT = "gongkai-backup-1"
MANIFEST = "manifest.json"
FILES = "files"
PIECE = 1 << 20
Source = IO[bytes]
Progress = Callable[[str, int, int], None]
NAMES = frozenset({"database.sqlite3", "database.pgdump", "secret-key", "sealing-keys", MANIFEST})
FOLDERS = frozenset({FILES, "ledger"})


class Measured:
    """A reader that hashes what passes through it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest, self.size = file, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        """As a file does."""
        piece = self.file.read(size)
        self.digest.update(piece)
        self.size += len(piece)
        return piece

    @property
    def sha256(self) -> str:
        """Of what has been read."""
        return self.digest.hexdigest()


@dataclass
class Writer:
    """写备份：`tar` is open for writing; what is damaged is noted, kept and said."""

    tar: tarfile.TarFile
    members: dict[str, dict[str, Any]] = field(default_factory=dict)
    damaged: list[str] = field(default_factory=list)
    files: int = 0
    bytes: int = 0

    def add(self, name: str, path: Path) -> None:
        """Add one file under a name."""
        with path.open("rb") as file:
            measured = self._put(name, file, path.stat().st_size)
        self.members[name] = {"sha256": measured.sha256, "size": measured.size}

    def add_stored(self, sha256: str, file: Source, size: int) -> None:
        """Add a stored file, `size` bytes long, under its hash."""
        measured = self._put(f"{FILES}/{sha256[:2]}/{sha256[2:4]}/{sha256}", file, size)
        self.files += 1
        if measured.sha256 != sha256:
            self.damaged.append(sha256)

    def _put(self, name: str, file: Source, size: int) -> Measured:
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        measured = Measured(file)
        self.tar.addfile(info, measured)
        self.bytes += measured.size
        return measured

    def close(self, said: dict[str, Any]) -> str:
        """Write the manifest, last; answers its SHA-256."""
        manifest = {
            **said,
            "format": FORMAT,
            "members": self.members,
            "files": {"count": self.files, "damaged": self.damaged},
        }
        content = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size, info.mode = len(content), 0o600
        self.tar.addfile(info, io.BytesIO(content))
        return hashlib.sha256(content).hexdigest()


def unpack(source: Path, target: Path, progress: Progress) -> dict[str, Any]:
    """解开备份：every member into `target`, each checked; answers the manifest.

    :raises Invalid: when it is no backup of ours, or not whole.
    :raises Conflict: when a member is not what it was.
    """
    seen: dict[str, str] = {}
    content, count, total = b"", 0, source.stat().st_size
    try:
        with tarfile.open(source, "r:") as tar:
            for info, file in _members(tar):
                progress("正在解开备份", info.offset_data >> 20, total >> 20)
                measured = Measured(file)
                if info.name == MANIFEST:
                    content = measured.read()
                    continue
                _copy(measured, target / info.name)
                if info.name.startswith(f"{FILES}/"):
                    count += 1
                    _insist_named_rightly(info.name, measured.sha256)
                else:
                    seen[info.name] = measured.sha256
        manifest = json.loads(content or b"null")
    except (tarfile.TarError, ValueError, EOFError) as error:
        raise Invalid(f"这不是完整的备份文件：{source}。请换用另一份备份。") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise Invalid(f"备份文件不完整：没有清单 {MANIFEST}。请换用另一份备份。")
    _insist_whole(manifest, seen, count)
    return manifest


def _members(tar: tarfile.TarFile) -> Iterator[tuple[tarfile.TarInfo, IO[bytes]]]:
    for info in tar:
        file = tar.extractfile(info) if info.isreg() else None
        if file is None or not _is_ours(info.name):
            raise Invalid(f"备份中有不认识的内容：{info.name}。请核对是不是本平台的备份。")
        yield info, file


def _is_ours(name: str) -> bool:
    parts = PurePosixPath(name).parts
    inside = len(parts) > 1 and parts[0] in FOLDERS and not {"..", "/"} & set(parts)
    return name in NAMES or inside


def _copy(source: Measured, target: Path) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with target.open("xb") as file:
        while piece := source.read(PIECE):
            file.write(piece)
    target.chmod(0o440 if target.parent.parent.parent.name == FILES else 0o600)


def _insist_named_rightly(name: str, sha256: str) -> None:
    if PurePosixPath(name).name != sha256:
        raise Conflict(f"备份中的文件 {name} 已损坏。请换用另一份备份。", code="backup-damaged")


def _insist_whole(manifest: dict[str, Any], seen: dict[str, str], count: int) -> None:
    listed = {name: said["sha256"] for name, said in manifest["members"].items()}
    if listed != seen:
        wrong = sorted(name for name in listed.keys() | seen.keys() if listed.get(name) != seen.get(name))
        raise Conflict(f"备份中的 {'、'.join(wrong)} 缺失或已损坏。请换用另一份备份。", code="backup-damaged")
    if count != manifest["files"]["count"]:
        raise Conflict(
            f"备份应有 {manifest['files']['count']} 个文件，只有 {count} 个。请换用另一份备份。", code="backup-damaged"
        )

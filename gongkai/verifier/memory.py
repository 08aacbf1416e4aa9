"""记忆：what the verifier remembers of each site between runs, in a file on the reader's own disk.

{"format": "gongkai-state-1", "sites": {"https://host:443": {"key": vkey, "checkpoint": note}}}

After a recovery statement was followed, what was remembered before it stays beside, with the statements: "before":
[{"key": vkey, "checkpoint": note, "statements": [note]}].
"""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gongkai.verifier import notes
from gongkai.verifier.fetching import Origin, Unavailable
from gongkai.verifier.report import Failed

FORMAT = "gongkai-state-1"


@dataclass
class Memory:
    """记忆：of one site; `path` is None when nothing is to be kept."""

    path: Path | None
    site: str
    key: notes.Key | None = None
    checkpoint: notes.Checkpoint | None = None
    before: list[dict[str, Any]] = field(default_factory=list)
    _others: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path | None, origin: Origin) -> "Memory":
        """What is remembered of this site.

        :raises Unavailable: when the file cannot be read; it is never silently begun anew.
        """
        memory = cls(path, "{}://{}:{}".format(*origin))
        if path is None or not path.exists():
            return memory
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            memory._others = dict(stored["sites"])
            mine = memory._others.pop(memory.site, None)
            if mine is not None:
                memory.key = notes.parse_key(str(mine["key"]))
                memory.checkpoint = notes.parse_checkpoint(str(mine["checkpoint"]))
                memory.before = list(mine.get("before", ()))
                notes.insist_signed(memory.checkpoint, memory.key)
        except (OSError, ValueError, KeyError, TypeError, Failed) as error:
            raise Unavailable(f"状态文件 {path} 无法读取或已损坏，请从备份恢复或指定另一个文件。") from error
        return memory

    def succeed(self, key: notes.Key, checkpoint: notes.Checkpoint, statements: list[str]) -> None:
        """A log that goes on under another name: the largest checkpoint under the old one is kept beside the new.

        :raises Unavailable: when the file cannot be written.
        """
        if self.key is not None and self.checkpoint is not None:
            past = {"key": self.key.text, "checkpoint": self.checkpoint.text, "statements": statements}
            self.before.append(past)
        self.checkpoint = None
        self.remember(key, checkpoint)

    def remember(self, key: notes.Key, checkpoint: notes.Checkpoint) -> None:
        """Keep the key and the largest checkpoint seen.

        :raises Unavailable: when the file cannot be written.
        """
        if self.path is None or (self.checkpoint is not None and self.checkpoint.size >= checkpoint.size):
            return
        self.key, self.checkpoint = key, checkpoint
        mine: dict[str, Any] = {"key": key.text, "checkpoint": checkpoint.text}
        if self.before:
            mine["before"] = self.before
        sites = {**self._others, self.site: mine}
        aside = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            aside.write_text(
                json.dumps({"format": FORMAT, "sites": sites}, ensure_ascii=False, indent=1), encoding="utf-8"
            )
            aside.replace(self.path)
        except OSError as error:
            raise Unavailable(f"状态文件 {self.path} 无法写入：{error}") from error

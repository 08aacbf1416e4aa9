"""见证人：cosigns a log's checkpoint only if it extends what this witness saw before (C2SP tlog-witness).

Its memory is one file: of each log the largest checkpoint it signed. What is remembered is on the disk before the
signature is given, and looking and remembering are one step, also between processes: no two signatures contradict.
"""

import base64
import fcntl
import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gongkai.verifier import merkle, notes
from gongkai.verifier.cosigning import WitnessSecret
from gongkai.verifier.notes import Checkpoint, Key
from gongkai.verifier.report import Failed

FORMAT = "gongkai-witness-1"
MOST_STEPS = 63


class Declined(Exception):
    """拒绝见证：with the HTTP status of the protocol, a sentence, and the size remembered where that answers."""

    def __init__(self, status: int, sentence: str, size: int | None = None) -> None:
        super().__init__(sentence)
        self.status, self.size = status, size


@dataclass(frozen=True)
class Submission:
    """送签：the size from which the proof leads, the proof, and the checkpoint it leads to."""

    old: int
    proof: tuple[bytes, ...]
    checkpoint: Checkpoint


def parse_submission(body: bytes) -> Submission:
    """Read the body of `add-checkpoint`.

    :raises Declined: 400 when it is not one.
    """
    try:
        head, gap, note = body.decode().partition("\n\n")
        first, *steps = head.split("\n")
        word, _, old = first.partition(" ")
        if word != "old" or not gap or not (old.isascii() and old.isdecimal()) or str(int(old)) != old:
            raise Declined(400, "送签的格式不对。")
        proof = tuple(base64.b64decode(step, validate=True) for step in steps)
        if len(proof) > MOST_STEPS or any(len(step) != 32 for step in proof):
            raise Declined(400, "一致性证明的格式不对。")
        return Submission(int(old), proof, notes.parse_checkpoint(note))
    except (ValueError, Failed) as error:
        raise Declined(400, "送签的格式不对。") from error


class Witness:
    """见证人：its secret, the logs it watches, its memory."""

    def __init__(self, secret: WitnessSecret, logs: Sequence[Key], state: Path) -> None:
        self.secret, self.state = secret, state
        self.logs = {key.name: key for key in logs}

    def add(self, given: Submission) -> str:
        """见证：the signature line.

        :raises Declined: when the log is unknown, did not sign, or does not extend what was seen.
        """
        checkpoint = given.checkpoint
        key = self.logs.get(checkpoint.origin)
        if key is None:
            raise Declined(404, f"不见证“{checkpoint.origin}”。")
        try:
            notes.insist_signed(checkpoint, key)
        except Failed as failure:
            raise Declined(403, str(failure)) from failure
        if given.old > checkpoint.size:
            raise Declined(400, "起点比检查点还大。")
        with self._alone():
            before = self.seen(checkpoint.origin)
            self._insist_extends(before, given)
            self._remember(checkpoint)
        return self.secret.line(checkpoint.body, int(time.time()))

    def seen(self, origin: str) -> Checkpoint | None:
        """The largest checkpoint of a log that this witness signed.

        :raises Failed: when the memory cannot be read; it is never silently begun anew.
        """
        note = self._memory().get(origin)
        return notes.parse_checkpoint(note) if note else None

    def _insist_extends(self, before: Checkpoint | None, given: Submission) -> None:
        known, checkpoint = before.size if before else 0, given.checkpoint
        if given.old != known:
            raise Declined(409, f"上次见证的是 {known} 条，请从那里证明。", known)
        if before is None:
            if given.proof:
                raise Declined(422, "从零开始不需要一致性证明。")
            return
        if known == checkpoint.size:
            if before.root != checkpoint.root:
                raise Declined(409, f"同为 {known} 条，树根却不同：账本分叉了。请保存两份检查点。", known)
            if not given.proof:
                return
        if not merkle.are_consistent(known, before.root, checkpoint.size, checkpoint.root, given.proof):
            raise Declined(422, f"不能证明这个检查点是在 {known} 条之后续写的。")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.state.parent.mkdir(parents=True, exist_ok=True)
        with self.state.with_name(f"{self.state.name}.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _memory(self) -> dict[str, str]:
        if not self.state.exists():
            return {}
        try:
            stored = json.loads(self.state.read_text(encoding="utf-8"))
            if stored["format"] != FORMAT:
                raise ValueError
            return dict(stored["logs"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Failed(f"见证人的记忆 {self.state} 无法读取或已损坏，请从备份恢复；不要删除后重来。") from error

    def _remember(self, checkpoint: Checkpoint) -> None:
        logs = {**self._memory(), checkpoint.origin: checkpoint.text}
        aside = self.state.with_name(f".{self.state.name}.{os.getpid()}")
        with aside.open("w", encoding="utf-8") as file:
            json.dump({"format": FORMAT, "logs": logs}, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(self.state)
        folder = os.open(self.state.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

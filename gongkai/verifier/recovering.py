"""恢复声明：a log that lost published entries took another name and says so in a note signed under both.

Who trusts the old key follows the statements to the new one. Each must be signed by the key trusted so far, stand in
the new log as the leaf right behind what was kept, and admit whatever this reader remembers of what was lost.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from gongkai.verifier import fetching, merkle, notes
from gongkai.verifier import proof as proofs
from gongkai.verifier.fetching import Unavailable
from gongkai.verifier.notes import Checkpoint, Key
from gongkai.verifier.proof import Proof
from gongkai.verifier.report import Failed, shown
from gongkai.verifier.run import SMALL_LIMIT, Run

FORMAT = "gongkai-recovery-1"
LINES = 10
MOST = 64
_COUNT = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True)
class Statement:
    """恢复声明：`lost` is the last published head, `kept` what the log goes on from; `key` signs from then on."""

    text: str
    lost: Checkpoint
    key: Key
    kept: int
    kept_root: bytes
    at: str
    reason: str

    @property
    def told(self) -> str:
        """What it says, for the reader."""
        return (
            f"账本声明：{shown(self.at)} 恢复时，已公布的第 {self.kept + 1} 至 {self.lost.size} 条丢失，"
            f"原因是“{shown(self.reason)}”；此后账本改称“{shown(self.key.name)}”。"
        )


def parse(text: str, trusted: Key) -> Statement:
    """Read a statement made under a key that is trusted.

    :raises Failed: when it is none, or not signed under both names.
    """
    lines = text.partition("\n\n")[0].split("\n")
    if len(lines) != LINES or lines[0] != FORMAT or not _COUNT.fullmatch(lines[6]):
        raise Failed("恢复声明的格式不对。")
    key = notes.parse_key(lines[5])
    size, kept = int(lines[2]) if _COUNT.fullmatch(lines[2]) else 0, int(lines[6])
    lost = Checkpoint(text, "", lines[1], size, notes.root(lines[3]), ())
    root, signed = notes.root(lines[7]), notes.parse_note(text)
    if lines[4] != key.name or lost.origin != trusted.name or kept >= lost.size:
        raise Failed("恢复声明自相矛盾。")
    notes.insist_under(signed, trusted)
    notes.insist_under(signed, key)
    return Statement(text, lost, key, kept, root, lines[8], lines[9])


def follow(run: Run, proof: Proof, key: Key, origin: str) -> tuple[Statement, ...]:
    """The statements that lead from a trusted key to the name the log bears now, oldest first.

    :raises Failed: when nothing admits the change of name.
    """
    address = urljoin(proof.key_url, "recoveries")
    answer = proofs.loads(fetching.read(run.insist(address, "恢复声明"), SMALL_LIMIT))
    texts = answer.get("statements") if isinstance(answer, dict) else None
    crossed: list[Statement] = []
    for text in texts[:MOST] if isinstance(texts, list) else ():
        lines = str(text).split("\n")
        if key.name != origin and len(lines) > 1 and lines[1] == key.name:
            crossed.append(parse(str(text), key))
            key = crossed[-1].key
    if key.name != origin:
        raise Failed(f"账本自称“{shown(origin)}”，不是所认定的“{shown(key.name)}”，也没有签名的恢复声明说明缘由。")
    return tuple(crossed)


def check(run: Run, proof: Proof, crossed: Sequence[Statement], latest: Checkpoint, before: Checkpoint | None) -> str:
    """Each statement stands in the log, and what this reader remembers is admitted or still there.

    :raises Failed: when a statement is not in the log, or does not admit what is remembered.
    """
    for statement in crossed:
        _insist_bound(run, proof, statement, latest)
    if before is None or before.origin == latest.origin:
        return f"恢复声明由所认定的密钥签署，并已记入账本（{len(crossed)} 份）。"
    first = next((one for one in crossed if one.lost.origin == before.origin), None)
    if first is None or before.size <= first.kept:
        kept = first.kept if first else crossed[0].kept
        return f"恢复声明由所认定的密钥签署，并已记入账本；您记住的 {before.size} 条都在保留的 {kept} 条之内。"
    if before.size > first.lost.size or (before.size == first.lost.size and before.root != first.lost.root):
        run.report.conflicting += [before.text, first.text]
        raise Failed(
            f"恢复声明没有承认全部丢失：您记住的检查点有 {before.size} 条，"
            f"声明只说公布过 {first.lost.size} 条。请保存这两份文本并反映。"
        )
    return (
        f"恢复声明由所认定的密钥签署，并已记入账本；您记住的 {before.size} 条中，第 {first.kept + 1} 条起已声明丢失，"
        "那一部分和此前各条是否如旧，不能再由账本证明。请保存您记住的检查点。"
    )


def _insist_bound(run: Run, proof: Proof, statement: Statement, latest: Checkpoint) -> None:
    """The leaf behind what was kept holds the statement's hash, and the newest checkpoint covers it."""
    text = _entry(run, proof, statement.kept)
    said = proofs.loads(text)
    expected = hashlib.sha256(statement.text.encode()).hexdigest()
    if not isinstance(said, dict) or said.get("act") != "recovery" or said.get("statement") != expected:
        raise Failed("恢复声明没有记入账本：声明之后的第一条不是它。")
    leaf, size = merkle.leaf(text.encode()), statement.kept + 1
    root = leaf
    if statement.kept:
        path = _consistency(run, proof, statement.kept, size)
        root = merkle.root_after(statement.kept, statement.kept_root, leaf, path)
    if latest.size < size:
        raise Failed("最新检查点没有涵盖恢复声明。")
    path = _consistency(run, proof, size, latest.size) if latest.size > size else ()
    if not merkle.are_consistent(size, root, latest.size, latest.root, path):
        raise Failed("账本在恢复声明之后又被改写。")


def _entry(run: Run, proof: Proof, index: int) -> str:
    address = urljoin(proof.key_url, f"entries?start={index}&end={index + 1}")
    answer = proofs.loads(fetching.read(run.insist(address, "账本条目"), SMALL_LIMIT))
    entries = answer.get("entries") if isinstance(answer, dict) else None
    if not isinstance(entries, list) or len(entries) != 1:
        raise Unavailable("账本没有给出恢复声明所在的条目。")
    return str(entries[0])


def _consistency(run: Run, proof: Proof, first: int, second: int) -> tuple[bytes, ...]:
    address = proof.consistency_url.replace("{first}", str(first)).replace("{second}", str(second))
    return proofs.parse_consistency(fetching.read(run.insist(address, "一致性证明"), SMALL_LIMIT))

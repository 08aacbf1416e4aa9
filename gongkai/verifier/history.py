"""历史：one key signed every checkpoint we know, and each extends the one before it."""

from itertools import pairwise
from pathlib import Path

from gongkai.verifier import fetching, merkle, notes, recovering
from gongkai.verifier import proof as proofs
from gongkai.verifier.fetching import Unavailable
from gongkai.verifier.memory import Memory
from gongkai.verifier.notes import Checkpoint, Key
from gongkai.verifier.recovering import Statement
from gongkai.verifier.report import Failed, shown
from gongkai.verifier.run import SMALL_LIMIT, Run

TRUSTED_ON_FIRST_USE = (
    "注意：本次直接采信了网站自己给出的公钥，只能证明网站自相一致。"
    "请向公开机关的其他渠道（公报、办公场所、来函）核对公钥："
)
NOTHING_REMEMBERED = "注意：没有指定状态文件，本次看到的检查点不会留存，日后无法发现账本被改写。请用 --state 指定文件。"


class History:
    """历史：the key, and the checkpoints that must all lie on one line: remembered, in the proof, latest."""

    def __init__(self, run: Run, proof: proofs.Proof, *, pinned: str | None, state: Path | None) -> None:
        self._run, self._proof, self._pinned, self._state = run, proof, pinned, state
        self._seen: list[Checkpoint] = []
        self.settled: tuple[Key, Memory] | None = None
        self.crossed: tuple[Statement, ...] = ()
        self._admitted = False

    def check_signature(self) -> str:
        """Settle on a key, and check that it signed the checkpoint of the proof."""
        memory = Memory.load(self._state, fetching.origin(self._run.url))
        if self._state is None:
            self._run.warn(NOTHING_REMEMBERED)
        key = self._choose(memory.key)
        checkpoint = notes.parse_checkpoint(self._proof.checkpoint)
        if checkpoint.origin != key.name:
            self.crossed = recovering.follow(self._run, self._proof, key, checkpoint.origin)
            key = self.crossed[-1].key
            for statement in self.crossed:
                self._run.lose(statement.told)
        notes.insist_signed(checkpoint, key)
        self.settled = key, memory
        self._seen.append(checkpoint)
        return f"检查点由公钥 {shown(key.text)} 签署。"

    def _choose(self, remembered: Key | None) -> Key:
        if self._pinned is not None:
            pinned = notes.parse_key(self._pinned)
            if remembered is None or remembered.text == pinned.text or self._leads_to(pinned, remembered):
                return pinned
            if self._leads_to(remembered, pinned):
                return remembered
            raise Failed("指定的公钥与状态文件中记住的公钥不同。")
        if remembered is not None:
            return remembered
        fetched = self._run.insist(self._proof.key_url, "验证公钥")
        key = notes.parse_key(fetching.read(fetched, SMALL_LIMIT).decode(errors="replace"))
        self._run.warn(TRUSTED_ON_FIRST_USE + shown(key.text))
        return key

    def _leads_to(self, older: Key, newer: Key) -> bool:
        """Whether statements lead from one key to the other: then they are followed, and told."""
        if older.name == newer.name:
            return False
        try:
            return recovering.follow(self._run, self._proof, older, newer.name)[-1].key.text == newer.text
        except Failed:
            return False

    def check_recovery(self, memory: Memory) -> str:
        """The statements stand in the log and admit what is remembered."""
        latest = max(self._seen, key=lambda point: point.size)
        try:
            sentence = recovering.check(self._run, self._proof, self.crossed, latest, memory.checkpoint)
        except merkle.BadProof:
            raise Failed("恢复声明没有记入账本：保留的部分与声明不符。") from None
        self._admitted = True
        return sentence

    def check_latest(self, key: Key) -> str:
        """The log's newest checkpoint is signed by the same key."""
        fetched = self._run.insist(self._proof.checkpoint_url, "最新检查点")
        latest = notes.parse_checkpoint(fetching.read(fetched, SMALL_LIMIT).decode(errors="replace"))
        notes.insist_signed(latest, key)
        self._seen.append(latest)
        return f"账本的最新检查点由同一公钥签署，共 {latest.size} 条。"

    def check_history(self, key: Key, memory: Memory) -> str:
        """Every checkpoint we know extends the one before it; then the largest is remembered."""
        if self.crossed and not self._admitted:
            raise Unavailable("恢复声明没有通过，没有再核对历史；记住的检查点没有改动。")
        before = memory.checkpoint
        lost = [one for one in self.crossed if before is not None and one.lost.origin == before.origin]
        if before is not None and lost and before.size > lost[0].kept:
            points = sorted(self._seen, key=lambda point: point.size)
            for older, newer in pairwise(points):
                self._insist_extends(older, newer)
            memory.succeed(key, points[-1], [one.text for one in self.crossed])
            return "恢复之后的检查点是同一历史；恢复之前记住的检查点已另存在状态文件中。"
        points = sorted([*self._seen, *([before] if before else [])], key=lambda point: point.size)
        for older, newer in pairwise(points):
            self._insist_extends(older, newer)
        if lost:
            memory.succeed(key, points[-1], [one.text for one in self.crossed])
        memory.remember(key, points[-1])
        if before is None:
            return "证明中的检查点与最新检查点是同一历史。"
        return f"与上次记住的检查点（{before.size} 条）是同一历史，账本没有被改写。"

    def _insist_extends(self, older: Checkpoint, newer: Checkpoint) -> None:
        try:
            path = self._path(older, newer)
            if not merkle.are_consistent(older.size, older.root, newer.size, newer.root, path):
                raise Failed(f"账本的历史被改写：{older.size} 条时与 {newer.size} 条时的检查点不是同一历史。")
        except Failed:
            self._run.report.conflicting += [older.text, newer.text]
            raise

    def _path(self, older: Checkpoint, newer: Checkpoint) -> tuple[bytes, ...]:
        if older.size == newer.size:
            return ()
        address = self._proof.consistency_url.replace("{first}", str(older.size)).replace("{second}", str(newer.size))
        return proofs.parse_consistency(fetching.read(self._run.insist(address, "一致性证明"), SMALL_LIMIT))

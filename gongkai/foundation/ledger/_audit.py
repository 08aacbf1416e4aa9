"""账本审计：recompute the whole tree from the text of the leaves and compare everything stored with it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Max, Q

from gongkai.foundation.errors import Refusal
from gongkai.foundation.ledger import lives, tree
from gongkai.foundation.ledger.models import Checkpoint, Leaf, LedgerHead, Node, Recovery

_CHUNK = 1000


@dataclass(frozen=True)
class Audit:
    """审计结果：`problems` are Chinese sentences, none when all is well."""

    size: int
    checkpoints: int
    problems: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether everything agreed."""
        return not self.problems


@dataclass
class _Walk:
    """One pass over the leaves: the frontier so far, what is left to compare, and what was wrong."""

    checkpoints: list[Checkpoint]
    known: lives.Lives | None
    size: int = 0
    gap: bool = False
    frontier: list[bytes] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def take(self, index: int, data: str, stored: bytes) -> dict[tree.Coordinate, bytes]:
        """Add a leaf; the perfect subtrees it completes."""
        if self.gap or index != self.size:
            if not self.gap:
                self.problems.append(f"缺少条目 {self.size}：其后是条目 {index}；之后的内容无法核对。")
            self.gap = True
            return {}
        computed = tree.leaf_hash(data.encode())
        if computed != stored:
            self.problems.append(f"条目 {index} 的内容与其散列不符。")
        self.frontier, completed = tree.grow(self.size, self.frontier, computed)
        self.size += 1
        while self.checkpoints and self.checkpoints[-1].size <= self.size:
            self.compare(self.checkpoints.pop())
        return dict(completed)

    def compare(self, checkpoint: Checkpoint) -> None:
        """Compare a checkpoint with the tree as it stands at its size."""
        root = tree.root(self.frontier)
        if checkpoint.size != self.size or bytes(checkpoint.root) != root:
            self.problems.append(f"检查点 {checkpoint.size} 的树根与条目不符。")
        if self.known and self.known.key_of(self.size).checkpoint(self.size, root) != checkpoint.note:
            self.problems.append(f"检查点 {checkpoint.size} 的签名文本不是本账本密钥对该树根的签名。")


def audit() -> Audit:
    """审计：the whole log, reading each leaf and node once, two SQL per thousand leaves; appends may go on meanwhile.

    What is read first is bounded by the head read last, so that an append in between is no discrepancy.
    """
    levels = dict(Node.objects.values_list("level").annotate(top=Max("index")))
    last = Leaf.objects.aggregate(last=Max("index"))["last"]
    checkpoints = list(Checkpoint.objects.order_by("-size"))
    head = LedgerHead.objects.filter(pk=1).first()
    size, count = (head.size if head else 0), len(checkpoints)
    walk = _Walk(checkpoints, None)
    if checkpoints:
        walk.known = _known(walk.problems)
    for start in range(0, size, _CHUNK):
        _compare_chunk(walk, start, min(start + _CHUNK, size))
    if walk.size != size or (head and bytes(head.frontier) != tree.pack(walk.frontier)):
        walk.problems.append(f"首部记 {size} 条，与 {walk.size} 条条目算出的结果不符。")
    walk.problems += [f"检查点 {left.size} 超出账本的 {size} 条。" for left in walk.checkpoints if left.size > size]
    walk.problems += _excess(size, last, levels)
    stated = list(Recovery.objects.order_by("number"))
    leaves = Leaf.objects.filter(index__in=[each.size for each in stated]) if stated else Leaf.objects.none()
    walk.problems += lives.sound(stated, dict(leaves.values_list("index", "data")))
    return Audit(size, count, tuple(walk.problems))


def _known(problems: list[str]) -> lives.Lives | None:
    try:
        return lives.lives()
    except Refusal as refusal:
        problems.append(refusal.sentence)
        return None


def _compare_chunk(walk: _Walk, start: int, end: int) -> None:
    expected: dict[tree.Coordinate, bytes] = {}
    for index, data, stored in (
        Leaf.objects.filter(index__gte=start, index__lt=end).order_by("index").values_list("index", "data", "leaf_hash")
    ):
        expected |= walk.take(index, data, bytes(stored))
    stored_nodes = {} if walk.gap else dict(_nodes_completed_between(start, end))
    for place in sorted(expected.keys() | stored_nodes.keys()):
        if expected.get(place) != stored_nodes.get(place):
            walk.problems.append(f"节点 {place[0]}/{place[1]} 与条目算出的散列不符。")


def _nodes_completed_between(start: int, end: int) -> Iterator[tuple[tree.Coordinate, bytes]]:
    where = Q()
    for level in range(1, end.bit_length()):
        where |= Q(level=level, index__gte=start >> level, index__lt=end >> level)
    for level, index, value in Node.objects.filter(where).values_list("level", "index", "hash") if where else ():
        yield (level, index), bytes(value)


def _excess(size: int, last: int | None, levels: dict[int, int]) -> list[str]:
    problems = [f"条目 {last} 超出首部所记的 {size} 条。"] if last is not None and last >= size else []
    return problems + [f"节点 {level}/{top} 超出账本。" for level, top in levels.items() if top >= size >> level]

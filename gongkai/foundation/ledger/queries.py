"""账本的查询：checkpoints, leaves and proofs, each in at most two SQL statements unless it says otherwise."""

from collections.abc import Iterable

from django.db.models import BigIntegerField, Q, Subquery, Value
from django.db.models.functions import Coalesce

from gongkai.foundation.errors import Invalid, NotFound
from gongkai.foundation.ledger import keys, notes, tiles, tree
from gongkai.foundation.ledger._audit import Audit, audit
from gongkai.foundation.ledger.lives import lives
from gongkai.foundation.ledger.models import Checkpoint, Cosignature, Leaf, LedgerHead, Node, Recovery
from gongkai.foundation.ledger.payloads import Evidence

__all__ = [
    "Audit",
    "audit",
    "checkpoint_covering",
    "checkpoint_of",
    "checkpoints",
    "consistency_proof",
    "cosignatures",
    "cosigned_up_to",
    "entries",
    "evidence",
    "inclusion_proof",
    "latest_checkpoint",
    "leaf",
    "life",
    "recoveries",
    "root",
    "shown",
    "signing_key",
    "tile",
]

ENTRIES_LIMIT = 1000
_SIZE_LIMIT = 1 << 62


def size() -> int:
    """条目数：how many entries are committed; one SQL."""
    return LedgerHead.objects.filter(pk=1).values_list("size", flat=True).first() or 0


def latest_checkpoint() -> Checkpoint | None:
    """最新检查点：one SQL."""
    return Checkpoint.objects.order_by("-size").first()


def checkpoints(limit: int) -> tuple[Checkpoint, ...]:
    """最近的检查点：newest first, `limit` at most; one SQL."""
    return tuple(Checkpoint.objects.order_by("-size")[:limit])


def checkpoint_of(size: int) -> Checkpoint | None:
    """检查点：the one over exactly `size` leaves, if it was ever signed; one SQL."""
    return Checkpoint.objects.filter(pk=size).first()


def cosignatures(checkpoint: Checkpoint) -> tuple[Cosignature, ...]:
    """见证签名：of this checkpoint, by witness; one SQL."""
    return tuple(Cosignature.objects.filter(size=checkpoint.size).order_by("witness"))


def shown(checkpoint: Checkpoint) -> str:
    """检查点原文：the signed note as the public gets it, with the lines of the witnesses; one SQL."""
    return notes.cosigned(checkpoint.note, (each.line for each in cosignatures(checkpoint)))


def signing_key() -> keys.SigningKey:
    """签名密钥：the key that signs now, under the name of this life of the log; one SQL.

    :raises NotFound: when it is not on this machine.
    """
    return lives().current


def recoveries() -> tuple[Recovery, ...]:
    """恢复声明：oldest first; one SQL."""
    return tuple(Recovery.objects.order_by("number"))


def cosigned_up_to(witness: str) -> int:
    """见证到：the size of the largest checkpoint this witness signed (by its verifier key), 0 for none; one SQL."""
    seen = Cosignature.objects.filter(witness=witness).order_by("-size").values_list("size", flat=True)
    return seen.first() or 0


def life() -> int:
    """第几世：1, and one more after each recovery; one SQL."""
    return Recovery.objects.order_by("-number").values_list("number", flat=True).first() or 1


def checkpoint_covering(index: int) -> Checkpoint | None:
    """覆盖检查点：the first checkpoint over the leaf in this life of the log, so that a proof never changes; one SQL.

    Checkpoints from before a recovery bear a name that is no longer used.
    """
    last = Recovery.objects.order_by("-number").values("size")[:1]
    since = Coalesce(Subquery(last), Value(0), output_field=BigIntegerField())
    return Checkpoint.objects.filter(size__gt=index).filter(size__gt=since).order_by("size").first()


def leaf(index: int) -> Leaf:
    """条目：one SQL.

    :raises NotFound: when there is none.
    """
    found = Leaf.objects.filter(pk=index).first() if 0 <= index < _SIZE_LIMIT else None
    if found is None:
        raise NotFound("公开账本中没有这一条目。请核对条目序号。")
    return found


def entries(start: int, end: int) -> tuple[str, ...]:
    """条目清单：the text of the leaves from `start` up to `end` (excluded), fewer where the log ends; one SQL.

    :raises Invalid: unless 0 ≤ start < end ≤ start + 1000.
    """
    if not 0 <= start < end <= start + ENTRIES_LIMIT or end > _SIZE_LIMIT:
        raise Invalid(f"起止序号有误。请让 start 小于 end，且一次不超过 {ENTRIES_LIMIT} 条。", field="end")
    found = Leaf.objects.filter(index__gte=start, index__lt=end).order_by("index")
    return tuple(found.values_list("data", flat=True))


def root(size: int) -> bytes:
    """树根：of the first `size` leaves; two SQL.

    :raises NotFound: when there are fewer.
    """
    return _hashes([(0, _in_range(size))], size)[0]


def inclusion_proof(index: int, size: int) -> tuple[bytes, ...]:
    """包含证明：RFC 6962 PATH(index, D[size]), leaf end first; two SQL.

    :raises Invalid: unless 0 ≤ index < size.
    :raises NotFound: when the log has fewer than `size` leaves.
    """
    if not 0 <= index < size:
        raise Invalid("条目序号须小于账本条数。请核对 index 与 size。", field="index")
    return _hashes(tree.inclusion_ranges(index, _in_range(size)), size)


def consistency_proof(first: int, second: int) -> tuple[bytes, ...]:
    """一致性证明：RFC 6962 PROOF(first, D[second]); two SQL.

    :raises Invalid: unless 0 < first ≤ second.
    :raises NotFound: when the log has fewer than `second` leaves.
    """
    if not 0 < first <= second:
        raise Invalid("账本条数有误。请让 first 大于 0 且不超过 second。", field="first")
    return _hashes(tree.consistency_ranges(first, _in_range(second)), second)


def evidence(index: int) -> Evidence | None:
    """佐证：everything a proof of this leaf needs; None until a checkpoint covers it; four SQL.

    :raises NotFound: when there is no such leaf.
    """
    found, checkpoint = leaf(index), checkpoint_covering(index)
    if checkpoint is None:
        return None
    return Evidence(index, found.data, inclusion_proof(index, checkpoint.size), checkpoint.note)


def tile(wanted: tiles.Tile) -> bytes:
    """切片：the bytes of a tile or a bundle, of what the newest checkpoint covers; two SQL.

    :raises NotFound: when the log has no such tile yet.
    """
    newest = latest_checkpoint()
    first, end = wanted.index * tiles.WIDTH, wanted.index * tiles.WIDTH + wanted.width
    if newest is None or wanted.end > newest.size:
        raise NotFound("公开账本还没有这个切片。请先查看最新检查点的条数。")
    if wanted.level is None:
        return tiles.bundle(entries(first, end))
    within = Q(index__gte=first, index__lt=end)
    if wanted.level == 0:
        return tree.pack(map(bytes, Leaf.objects.filter(within).order_by("index").values_list("leaf_hash", flat=True)))
    nodes = Node.objects.filter(within, level=tiles.HEIGHT * wanted.level).order_by("index")
    return tree.pack(map(bytes, nodes.values_list("hash", flat=True)))


def _in_range(size: int) -> int:
    if not 0 < size < _SIZE_LIMIT:
        raise NotFound("公开账本没有这么多条目。请先查看最新检查点的条数。")
    return size


def _hashes(ranges: Iterable[tree.Range], size: int) -> tuple[bytes, ...]:
    """The roots of these ranges; the last leaf is asked for too, since it proves that the log is that long."""
    spans = list(ranges)
    wanted = tree.coordinates(spans) | {(0, size - 1)}
    known = _stored(wanted)
    if len(known) < len(wanted):
        raise NotFound("公开账本没有这么多条目。请先查看最新检查点的条数。")
    return tree.hashes(spans, known.__getitem__)


def _stored(wanted: set[tree.Coordinate]) -> dict[tree.Coordinate, bytes]:
    leaves = Leaf.objects.filter(index__in=[index for level, index in wanted if level == 0])
    known = {(0, index): bytes(value) for index, value in leaves.values_list("index", "leaf_hash")}
    above = Q()
    for level, index in wanted:
        if level:
            above |= Q(level=level, index=index)
    if above:
        nodes = Node.objects.filter(above).values_list("level", "index", "hash")
        known |= {(level, index): bytes(value) for level, index, value in nodes}
    return known

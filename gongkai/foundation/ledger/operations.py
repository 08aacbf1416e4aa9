"""账本的操作：append a leaf with the act it records; sign a checkpoint over what is committed."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, connection, transaction

from gongkai.foundation.canonical import Json
from gongkai.foundation.errors import Conflict, Invalid, NotFound
from gongkai.foundation.ledger import keys, lives, queries, tree
from gongkai.foundation.ledger.models import Checkpoint, Cosignature, Leaf, LedgerHead, Node, Recovery, Seal
from gongkai.foundation.ledger.payloads import leaf_data
from gongkai.foundation.ledger.witnesses import WitnessEntry
from gongkai.foundation.pages import operations as pages

_SINGLE = 1
_SQLITE_SYNCHRONOUS_FULL = 2


def _locked_head() -> LedgerHead:
    """The head, locked until the caller's transaction ends (SQLite: BEGIN IMMEDIATE has locked already)."""
    locked = LedgerHead.objects.select_for_update()
    head = locked.filter(pk=_SINGLE).first()
    if head is None:  # the first append of all; two at once wait for each other here
        LedgerHead.objects.bulk_create([LedgerHead(id=_SINGLE, size=0, frontier=b"")], ignore_conflicts=True)
        head = locked.get(pk=_SINGLE)
    return head


def append(*, payload: Mapping[str, Json], at: datetime) -> int:
    """入账：append one leaf inside the caller's transaction; answers its index, counted from 0.

    Four SQL statements at any size. The head stays locked until the caller commits: append late in the transaction.

    :raises RuntimeError: outside a transaction: the leaf and the act it records stand or fall together.
    :raises ValueError: when the payload holds text; see `payloads.leaf_data`.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a leaf is appended inside the transaction of the act it records")
    data = leaf_data(payload)
    head = _locked_head()
    index, hashed = head.size, tree.leaf_hash(data.encode())
    frontier, completed = tree.grow(index, tree.unpack(bytes(head.frontier), index), hashed)
    Leaf.objects.create(index=index, data=data, leaf_hash=hashed, appended_at=at)
    if completed:
        Node.objects.bulk_create([Node(level=level, index=place, hash=value) for (level, place), value in completed])
    LedgerHead.objects.filter(pk=_SINGLE).update(size=index + 1, frontier=tree.pack(frontier))
    return index


def publish_checkpoint(*, at: datetime) -> Checkpoint | None:
    """发布检查点：sign the root over every committed leaf; the existing checkpoint when nothing was added.

    Its own transaction, and it answers only when that has reached the disk: since the write-ahead log is one line,
    every leaf under the checkpoint has reached it too. None while the ledger is empty.

    :raises RuntimeError: inside a transaction, whose leaves might never be committed.
    :raises Conflict: rather than sign a tree that contradicts an earlier checkpoint, or with another key.
    :raises NotFound: when checkpoints exist but their key is not on this machine.
    """
    with transaction.atomic(durable=True):
        _insist_on_disk()
        head = LedgerHead.objects.filter(pk=_SINGLE).first()
        latest = queries.latest_checkpoint()
        size = head.size if head else 0
        if latest is not None and latest.size == size:
            return latest
        known = lives.lives(keys.ensure() if latest is None else keys.load())
        _insist_on_one_history(latest, size, known)
        if head is None or size == 0:
            return None
        root = tree.root(tree.unpack(bytes(head.frontier), size))
        if root != queries.root(size):
            raise Conflict("公开账本的首部与节点不符，未签署检查点。请运行账本审计。", code="ledger-damaged")
        note = known.key_of(size).checkpoint(size, root)
        try:
            with transaction.atomic():
                pages.touched(pages.LEDGER)
                return Checkpoint.objects.create(size=size, root=root, signed_at=at, note=note)
        except IntegrityError:  # another machine signed the same size at the same moment
            return Checkpoint.objects.get(size=size)


def _insist_on_one_history(latest: Checkpoint | None, size: int, known: lives.Lives) -> None:
    """Never sign two histories: what was signed last must be this key's and must still be in the tree."""
    if latest is None:
        return
    if not known.key_of(latest.size).signed(latest.note):
        raise Conflict("本机的账本密钥不是签署上一检查点的密钥。请复制原来的 ledger 文件夹到本机。", code="ledger-key")
    if size < latest.size or queries.root(latest.size) != bytes(latest.root):
        raise Conflict("公开账本与已发布的检查点不一致，未签署。请停止发布，运行账本审计。", code="ledger-fork")


def _insist_on_disk() -> None:
    """Make this transaction's commit wait for the disk.

    :raises RuntimeError: where the database was set up not to.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL synchronous_commit = on")
            return
        cursor.execute("PRAGMA synchronous")
        if cursor.fetchone()[0] < _SQLITE_SYNCHRONOUS_FULL:
            raise RuntimeError("the ledger's database must run with synchronous=FULL")


@transaction.atomic
def cosign(*, size: int, line: str, witness: WitnessEntry, at: datetime) -> bool:
    """收下见证：keep a witness's signature of a checkpoint; false when it is not one, or is kept already.

    :raises NotFound: when there is no such checkpoint.
    """
    checkpoint = Checkpoint.objects.filter(size=size).first()
    if checkpoint is None:
        raise NotFound("公开账本没有这个条数的检查点。")
    if witness.signed_at(line, checkpoint.note) is None:
        return False
    pages.touched(pages.LEDGER)
    _, created = Cosignature.objects.get_or_create(
        size=size, witness=witness.key, defaults={"line": line, "signed_at": at}
    )
    return created


@transaction.atomic
def recover(*, head: lives.Head, reason: str, at: datetime) -> Recovery:
    """声明恢复：say in public that entries up to the last published head were lost; the log goes on under a new name.

    Whoever remembers the old name finds the statement signed by it; nobody is shown two trees under one name.

    :raises Invalid: without a reason.
    :raises Conflict: when nothing was lost, or the head is another log's.
    """
    if not reason.strip():
        raise Invalid("请写明丢失的原因，恢复声明要向社会公开。", field="reason")
    known, locked = lives.lives(), _locked_head()
    if head.size <= locked.size or head.origin != known.current.origin:
        raise Conflict("恢复的账本不缺这个检查点以前的条目，无须声明丢失。", code="nothing-lost")
    kept = lives.Head(known.current.origin, locked.size, tree.root(tree.unpack(bytes(locked.frontier), locked.size)))
    new = known.first.named(known.next_origin())
    text = lives.statement(old=known.current, new=new, lost=head, kept=kept, at=at, reason=reason)
    index = append(payload=lives.leaf(text, recovery=known.number + 1, lost_until=head.size, at=at), at=at)
    return Recovery.objects.create(
        number=known.number + 1,
        size=index,
        lost_until=head.size,
        origin=new.origin,
        statement=text,
        reason=" ".join(reason.split()),
        at=at,
    )


def seal(*, at: datetime) -> None:
    """封签：from now on the database refuses to empty the ledger's tables as well; a real site does this at set-up.

    There is no act that lifts it.
    """
    with transaction.atomic():
        if not Seal.objects.filter(pk=_SINGLE).exists():
            Seal.objects.create(id=_SINGLE, sealed_at=at)

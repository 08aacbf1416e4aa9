"""The log in the database: appends, checkpoints and proofs."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from gongkai.foundation.errors import Conflict, Invalid, NotFound
from gongkai.foundation.ledger import keys, operations, payloads, queries, tree
from gongkai.foundation.ledger.models import Checkpoint, Leaf, LedgerHead, Node
from gongkai.verifier import merkle
from gongkai.verifier import notes as outside

AT = datetime(2026, 3, 1, 1, 2, 3, tzinfo=UTC)
PAYLOAD = payloads.entry(act="withdrawal", record="ab" * 32, edition=1, commitment="", at=AT)
Append = Callable[..., list[int]]


@pytest.mark.django_db
def test_leaves_are_numbered_from_0_without_gaps(append: Append) -> None:
    assert append(5) == [0, 1, 2, 3, 4]
    assert queries.leaf(3).data == queries.entries(3, 4)[0]
    assert queries.leaf(3).appended_at == AT


@pytest.mark.django_db
def test_an_append_costs_the_same_at_any_size(append: Append) -> None:
    append()
    costs = set()
    for _ in range(40):
        with (
            CaptureQueriesContext(
                connection,
            ) as captured,
            transaction.atomic(),
        ):
            operations.append(payload=PAYLOAD, at=AT)
        costs.add(len([q for q in captured if "SAVEPOINT" not in q["sql"]]))
    assert max(costs) <= 4


@pytest.mark.django_db(transaction=True)
def test_a_leaf_is_refused_outside_a_transaction() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        operations.append(payload=PAYLOAD, at=AT)


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_no_leaf(append: Append) -> None:
    append(2)

    def act() -> None:
        with transaction.atomic():
            operations.append(payload=PAYLOAD, at=AT)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert append(1) == [2]
    assert queries.audit().sound


@pytest.mark.django_db
def test_every_proof_from_the_database_verifies(append: Append) -> None:
    append(21)
    leaves = [tree.leaf_hash(data.encode()) for data in queries.entries(0, 1000)]
    for size in (1, 2, 7, 8, 13, 21):
        root = queries.root(size)
        for index in range(size):
            path = queries.inclusion_proof(index, size)
            assert merkle.root_from_inclusion(leaves[index], index, size, path) == root
            proof = queries.consistency_proof(index + 1, size)
            assert merkle.are_consistent(index + 1, queries.root(index + 1), size, root, proof)


@pytest.mark.django_db
def test_each_question_costs_few_statements(
    append: Append, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    append(100)
    operations.publish_checkpoint(at=AT)
    costs: list[tuple[int, Callable[[], object]]] = [
        (1, queries.latest_checkpoint),
        (1, lambda: queries.checkpoint_covering(50)),
        (1, lambda: queries.leaf(50)),
        (1, lambda: queries.entries(0, 1000)),
        (2, lambda: queries.root(77)),
        (2, lambda: queries.inclusion_proof(50, 77)),
        (2, lambda: queries.consistency_proof(50, 77)),
        (4, lambda: queries.evidence(50)),
    ]
    for cost, ask in costs:
        with django_assert_max_num_queries(cost):
            ask()


@pytest.mark.django_db
def test_what_the_log_does_not_have_is_refused(append: Append) -> None:
    append(4)
    for missing in (lambda: queries.leaf(4), lambda: queries.leaf(-1), lambda: queries.leaf(1 << 80)):
        with pytest.raises(NotFound):
            missing()
    for size in (5, 8, 1 << 61, 1 << 70):
        with pytest.raises(NotFound):
            queries.inclusion_proof(0, size)
        with pytest.raises(NotFound):
            queries.inclusion_proof(size - 1, size)
        with pytest.raises(NotFound):
            queries.consistency_proof(4, size)
        with pytest.raises(NotFound):
            queries.consistency_proof(size, size)
    for first, second in ((0, 4), (-1, 4), (4, 3)):
        with pytest.raises(Invalid):
            queries.consistency_proof(first, second)
    for index, size in ((4, 4), (-1, 4)):
        with pytest.raises(Invalid):
            queries.inclusion_proof(index, size)
    for start, end in ((0, 0), (3, 2), (-1, 2), (0, 1001), (1 << 80, (1 << 80) + 1)):
        with pytest.raises(Invalid):
            queries.entries(start, end)


@pytest.mark.django_db
def test_an_empty_ledger_has_no_checkpoint() -> None:
    assert operations.publish_checkpoint(at=AT) is None
    assert queries.latest_checkpoint() is None
    assert queries.audit().sound


@pytest.mark.django_db
def test_a_checkpoint_is_signed_once_per_size(append: Append) -> None:
    append(3)
    first = operations.publish_checkpoint(at=AT)
    again = operations.publish_checkpoint(at=datetime(2027, 1, 1, tzinfo=UTC))
    assert first is not None
    assert again == first
    assert Checkpoint.objects.count() == 1
    read = outside.parse_checkpoint(first.note)
    outside.insist_signed(read, outside.parse_key(keys.load().verifier_key))
    assert (read.origin, read.size, read.root) == ("www.example.gov.cn/ledger", 3, bytes(first.root))


@pytest.mark.django_db
def test_evidence_uses_the_first_checkpoint_over_the_leaf_and_so_never_changes(append: Append) -> None:
    append(3)
    assert queries.evidence(2) is None
    operations.publish_checkpoint(at=AT)
    before = queries.evidence(2)
    append(4)
    assert queries.checkpoint_covering(3) is None
    operations.publish_checkpoint(at=AT)
    assert before is not None
    assert queries.evidence(2) == before
    assert [c.size for c in (queries.checkpoint_covering(2), queries.checkpoint_covering(3)) if c] == [3, 7]


@pytest.mark.django_db(transaction=True)
def test_a_checkpoint_is_refused_inside_a_transaction(append: Append) -> None:
    append()
    with pytest.raises(RuntimeError), transaction.atomic():
        operations.publish_checkpoint(at=AT)
    assert queries.latest_checkpoint() is None


@pytest.mark.django_db(transaction=True)
def test_a_checkpoint_covers_committed_leaves_only(append: Append) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets nobody else write meanwhile")
    append(2)
    seen: list[Checkpoint | None] = []

    def publish() -> None:
        seen.append(operations.publish_checkpoint(at=AT))
        connection.close()

    with transaction.atomic():
        operations.append(payload=PAYLOAD, at=AT)
        other = threading.Thread(target=publish)
        other.start()
        other.join(20)
    assert [checkpoint.size for checkpoint in seen if checkpoint] == [2]


@pytest.mark.django_db(transaction=True)
def test_appends_at_once_queue_up_and_all_arrive(append: Append) -> None:
    indices: list[int] = []

    def work() -> None:
        indices.extend(append(10))
        operations.publish_checkpoint(at=AT)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(indices) == list(range(40))
    audit = queries.audit()
    assert (audit.size, audit.problems) == (40, ())


@pytest.mark.django_db
def test_no_checkpoint_contradicts_an_earlier_one(append: Append) -> None:
    append(4)
    operations.publish_checkpoint(at=AT)
    append(4)
    Checkpoint.objects.create(size=7, root=bytes(32), signed_at=AT, note=keys.load().checkpoint(7, bytes(32)))
    with pytest.raises(Conflict, match="不一致"):
        operations.publish_checkpoint(at=AT)


@pytest.mark.django_db
def test_a_ledger_that_shrank_is_not_signed(append: Append) -> None:
    append(4)
    operations.publish_checkpoint(at=AT)
    Checkpoint.objects.create(size=9, root=bytes(32), signed_at=AT, note=keys.load().checkpoint(9, bytes(32)))
    with pytest.raises(Conflict, match="不一致"):
        operations.publish_checkpoint(at=AT)


@pytest.mark.django_db
def test_a_damaged_head_is_not_signed(append: Append) -> None:
    append(4)
    LedgerHead.objects.update(size=5, frontier=bytes(64))
    Leaf.objects.create(index=4, data="{}", leaf_hash=bytes(32), appended_at=AT)
    with pytest.raises(Conflict, match="首部"):
        operations.publish_checkpoint(at=AT)


@pytest.mark.django_db
def test_the_tree_stores_one_node_per_pair(append: Append) -> None:
    append(8)
    assert Node.objects.count() == 7
    assert Leaf.objects.count() == 8

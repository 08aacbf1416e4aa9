from datetime import UTC, datetime

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from gongkai.foundation.canonical import canonical, sha256
from gongkai.foundation.journal import operations, queries
from gongkai.foundation.journal.models import Entry

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def write(times: int) -> None:
    for number in range(times):
        with transaction.atomic():
            operations.record(act="t.act", by="p1", at=AT, organ="o", subject=f"s:{number}", facts={"n": number})


def test_entries_follow_one_another(db):
    write(5)
    assert queries.verify().entries == 5
    assert [e.number for e in queries.of_organs(frozenset({"o"}))] == [5, 4, 3, 2, 1]


def test_an_act_rolled_back_leaves_no_entry_and_no_gap(db):
    write(1)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        operations.record(act="t.act", by="p1", at=AT, organ="", subject="s:x", facts={})
        raise ZeroDivisionError
    write(1)
    assert queries.verify().entries == 2


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded():
    with pytest.raises(RuntimeError, match="同一事务"):
        operations.record(act="t.act", by="p1", at=AT, organ="", subject="s:x", facts={})


@pytest.mark.parametrize(
    "tamper",
    [
        lambda: Entry.objects.filter(number=2).update(by="p2"),
        lambda: Entry.objects.filter(number=2).update(facts={"n": 9}),
        lambda: Entry.objects.filter(number=2).delete(),
        lambda: Entry.objects.filter(number=3).delete(),
        lambda: Entry.objects.filter(number=1).update(at=datetime(2026, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_changed_or_missing_entry_breaks_the_chain(db, tamper):
    write(3)
    tamper()
    with pytest.raises(queries.BrokenChain):
        queries.verify()


def test_an_entry_costs_three_statements(db, django_assert_num_queries):
    write(1)
    with transaction.atomic(), django_assert_num_queries(3):
        operations.record(act="t.act", by="p1", at=AT, organ="", subject="s:x", facts={})


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(plain)
def test_the_same_value_is_always_the_same_text(value):
    import json

    assert canonical(json.loads(canonical(value))) == canonical(value)


def test_a_fraction_has_no_canonical_text():
    with pytest.raises(TypeError):
        canonical({"a": [1.5]})


def test_key_order_does_not_matter():
    assert sha256(canonical({"a": 1, "b": 2})) == sha256(canonical({"b": 2, "a": 1}))

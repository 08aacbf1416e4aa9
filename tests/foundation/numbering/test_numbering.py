from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction

from gongkai.foundation.numbering import operations as numbering


def test_numbers_begin_at_one_and_follow(db):
    with transaction.atomic():
        assert [numbering.take("a"), numbering.take("a"), numbering.take("b"), numbering.take("a")] == [1, 2, 1, 3]


def test_a_number_rolled_back_is_given_again(db):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert numbering.take("a") == 1
        raise ZeroDivisionError
    with transaction.atomic():
        assert numbering.take("a") == 1


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_no_number_is_given():
    with pytest.raises(RuntimeError, match="空号"):
        numbering.take("a")


@pytest.mark.django_db(transaction=True)
def test_takers_at_once_get_every_number_once():
    def take(_: int) -> int:
        try:
            with transaction.atomic():
                return numbering.take("a")
        finally:
            connections.close_all()

    connections.close_all()
    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(take, range(24))) == list(range(1, 25))

"""What changed lately is purged once more, told from the journal; an act that nobody described purges everything."""

from datetime import timedelta

import pytest
from django.db import transaction

from gongkai.assembly.caches import purge_recent
from gongkai.foundation import purging
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.purging import EVERYTHING


class Memory:
    def __init__(self):
        self.told = []

    def purge(self, stale):
        self.told.append(stale)


@pytest.fixture
def cache(db):
    kept = Memory()
    purging.bind([kept])
    yield kept
    purging.bind([])


def act(name, at, subject="record:none"):
    with transaction.atomic():
        journal.record(act=name, by="system", at=at, organ="", subject=subject, facts={})


def test_acts_of_the_last_minutes_purge_what_they_changed(cache, at):
    act("publishing.released", at)
    act("publishing.saved", at + timedelta(minutes=1))
    purge_recent(at=at + timedelta(minutes=2))
    assert "/policies/" in cache.told[0].addresses
    cache.told.clear()
    purge_recent(at=at + timedelta(minutes=4))
    assert cache.told == [], "what the office alone sees changes nothing, and what is long past was purged"


def test_an_act_nobody_described_purges_everything(cache, at):
    act("organs.renamed_somehow", at)
    purge_recent(at=at)
    assert cache.told == [EVERYTHING]

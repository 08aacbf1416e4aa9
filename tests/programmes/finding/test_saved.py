"""A search is kept for whoever confirms it, told of what is new, and forgotten when they say so."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core import mail

from gongkai.engines.publishing import operations as publishing
from gongkai.engines.publishing.models import Edition
from gongkai.foundation.errors import Invalid, NotFound
from gongkai.programmes.finding import jobs, operations, rules
from gongkai.programmes.finding.models import SavedSearch

Work = Callable[[], int]


def keep(at: datetime, email: str = "li@example.cn", query: str = "q=养老", rhythm: str = "daily") -> SavedSearch:
    operations.subscribe(email=email, scope="search", query=query, rhythm=rhythm, language="zh", at=at)
    return SavedSearch.objects.get(email=email, query=query)


@pytest.mark.django_db
def test_nothing_comes_before_it_is_confirmed(at: datetime, run_jobs: Work) -> None:
    saved = keep(at)
    run_jobs()
    assert [letter.to for letter in mail.outbox] == [["li@example.cn"]]
    assert f"/search/saved/{saved.key}/" in mail.outbox[0].body
    assert jobs.tell_all(at=at + timedelta(days=2)) == 0


def test_news_is_told_once(
    drafted: Edition, review: Callable[..., str], who: SimpleNamespace, at: datetime, run_jobs: Work
) -> None:
    saved = operations.confirm(key=keep(at - timedelta(days=1)).key, at=at - timedelta(days=1))
    uid = review(drafted)
    publishing.release(record=uid, by=who.publisher, at=at)
    run_jobs()
    mail.outbox.clear()
    for _ in range(2):
        jobs.tell_all(at=at)
        run_jobs()
    assert len(mail.outbox) == 1
    assert f"/documents/{uid}/" in mail.outbox[0].body
    assert f"/search/saved/{saved.key}/" in mail.outbox[0].body
    saved.refresh_from_db()
    jobs.tell_all(at=at + timedelta(days=1))
    run_jobs()
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_the_weekly_come_weekly(at: datetime) -> None:
    operations.confirm(key=keep(at, rhythm="weekly").key, at=at)
    assert jobs.tell_all(at=at + timedelta(days=6)) == 0
    assert jobs.tell_all(at=at + timedelta(days=7)) == 1


@pytest.mark.django_db
def test_ended_nothing_of_the_person_stays(at: datetime) -> None:
    saved = keep(at)
    operations.unsubscribe(key=saved.key, at=at)
    operations.unsubscribe(key=saved.key, at=at)
    assert not SavedSearch.objects.exists()
    with pytest.raises(NotFound):
        operations.confirm(key=saved.key, at=at)


@pytest.mark.django_db
def test_what_nobody_confirms_is_erased(at: datetime) -> None:
    keep(at)
    operations.confirm(key=keep(at, query="q=医保").key, at=at)
    assert operations.forget_unconfirmed(at=at + timedelta(days=7, seconds=1)) == 1
    assert SavedSearch.objects.get().query == "q=医保"


@pytest.mark.django_db
def test_an_address_cannot_be_flooded_with_letters(at: datetime, run_jobs: Work) -> None:
    for number in range(rules.MOST_LETTERS + 3):
        operations.subscribe(
            email="LI@example.cn ", scope="search", query=f"q={number}", rhythm="daily", language="zh", at=at
        )
    keep(at, query="q=0")
    run_jobs()
    assert len(mail.outbox) == rules.MOST_LETTERS


@pytest.mark.django_db
@pytest.mark.parametrize("email", ["", "li", "li@", "li@example.cn\nBcc: all@example.cn"])
def test_what_is_no_address_is_refused(at: datetime, email: str) -> None:
    with pytest.raises(Invalid, match="邮箱"):
        operations.subscribe(email=email, scope="search", query="", rhythm="daily", language="zh", at=at)


@pytest.mark.django_db
def test_the_letter_speaks_the_readers_language(at: datetime, run_jobs: Work) -> None:
    operations.subscribe(email="x@example.org", scope="policies", query="", rhythm="weekly", language="en", at=at)
    run_jobs()
    assert "confirm" in mail.outbox[0].subject

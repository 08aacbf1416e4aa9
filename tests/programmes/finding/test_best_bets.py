"""What the office puts first is shown for those words, while the record is public, and no longer."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest

from gongkai.engines.publishing import operations as publishing
from gongkai.engines.publishing.models import Edition
from gongkai.foundation.errors import Conflict, Invalid, NotPermitted
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.people.actors import Actor
from gongkai.programmes.finding import operations, queries

WHY = "群众问得最多"


def records(words: str, at: datetime) -> list[str]:
    return [item.record for item in queries.best_bets(words, at)]


@pytest.mark.parametrize("words", ["養老補貼", "养老补贴", "怎么申请养老补贴", " 养老  补贴 ", "养老补贴？"])
def test_a_best_bet_is_found_by_its_words_and_by_questions_that_hold_them(
    released: str, keeper: Actor, at: datetime, words: str
) -> None:
    operations.prefer(words="养老补贴", record=released, reason=WHY, by=keeper, at=at)
    assert records(words, at) == [released]


@pytest.mark.parametrize("words", ["养老", "补贴", "残疾人补贴", ""])
def test_a_best_bet_is_not_found_by_less_than_its_words(released: str, keeper: Actor, at: datetime, words: str) -> None:
    operations.prefer(words="养老补贴", record=released, reason=WHY, by=keeper, at=at)
    assert records(words, at) == []


def test_it_ends_on_its_day_with_the_record_or_when_it_is_taken_off(
    released: str, keeper: Actor, who: SimpleNamespace, at: datetime
) -> None:
    operations.prefer(words="养老补贴", record=released, reason=WHY, until=date(2026, 3, 9), by=keeper, at=at)
    assert records("养老补贴", at + timedelta(days=6)) == [released]
    assert records("养老补贴", at + timedelta(days=7)) == []
    bet = operations.prefer(words="养老金", record=released, reason=WHY, by=keeper, at=at)
    operations.unprefer(bet=bet.pk, by=keeper, at=at)
    assert records("养老金", at) == []
    publishing.withdraw(record=released, reason="unsuitable", note="误将名单公开", by=who.publisher, at=at)
    assert records("养老补贴", at) == []


def test_only_what_is_public_can_be_put_first(drafted: Edition, keeper: Actor, at: datetime) -> None:
    with pytest.raises(Invalid, match="已经公开"):
        operations.prefer(words="养老", record=drafted.record.uid, reason=WHY, by=keeper, at=at)


@pytest.mark.parametrize(("words", "reason", "said"), [("，。", WHY, "检索词"), ("养老", " ", "为什么")])
def test_words_and_a_reason_are_asked_for(
    released: str, keeper: Actor, at: datetime, words: str, reason: str, said: str
) -> None:
    with pytest.raises(Invalid, match=said):
        operations.prefer(words=words, record=released, reason=reason, by=keeper, at=at)


def test_the_same_is_not_put_first_twice(released: str, keeper: Actor, at: datetime) -> None:
    operations.prefer(words="养老补贴", record=released, reason=WHY, by=keeper, at=at)
    with pytest.raises(Conflict):
        operations.prefer(words="养老 补贴", record=released, reason=WHY, by=keeper, at=at)


def test_only_the_openness_office_may(released: str, who: SimpleNamespace, at: datetime) -> None:
    for role in ("drafter", "publisher", "auditor"):
        with pytest.raises(NotPermitted):
            operations.prefer(words="养老", record=released, reason=WHY, by=getattr(who, role), at=at)


def test_it_is_in_the_journal(released: str, keeper: Actor, at: datetime) -> None:
    operations.prefer(words="养老补贴", record=released, reason=WHY, by=keeper, at=at)
    entry = Entry.objects.get(act="finding.preferred")
    assert (entry.by, entry.subject) == (keeper.uid, f"record:{released}")


def test_a_search_asks_once_for_best_bets(released: str, at: datetime, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        queries.best_bets("养老服务补贴发放", at)

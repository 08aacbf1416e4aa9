"""Days of mourning: declared by the topmost openness office, begun and ended by themselves, cheap to ask for."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.foundation.errors import Conflict, Invalid, NotPermitted
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.mourning import operations as ops
from gongkai.foundation.mourning import queries
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor, PostFact
from gongkai.foundation.places.models import Place

FROM, UNTIL = date(2026, 3, 3), date(2026, 3, 5)


def officer(place: str, *, role: str = "openness_officer", second_factor: bool = True) -> Actor:
    return Actor("o", "张", (PostFact("000014349", role, "", place),), second_factor)


@pytest.fixture(autouse=True)
def province(db, settings, monkeypatch):
    settings.GONGKAI_MOURNING_SECONDS = 15
    monkeypatch.setattr(queries, "_known", None)
    for code, organ in (("99", "000014349"), ("9901", "002489401")):
        place = Place.objects.create(code=code, name="东澜", level=len(code) // 2, since=date(2016, 1, 1))
        Organ.objects.create(uid=organ, code=organ, place=place, kind="office")


def declare(at, by=None, **said):
    given = {"from_on": FROM, "until_on": UNTIL, "notice": "公告", **said}
    return ops.declare(by=by or officer("99"), at=at, **given)


@pytest.mark.parametrize(("days", "grey"), [(0, False), (1, True), (2, True), (3, False)])
def test_it_begins_and_ends_by_itself_at_midnight_in_china(at, days, grey):
    declare(at)
    midnight = at.replace(hour=0) + timedelta(days=days)
    assert queries.is_mourning(midnight) is grey
    assert queries.is_mourning(midnight + timedelta(hours=23, minutes=59)) is grey


def test_a_page_asks_the_database_once_in_a_while_only(at):
    declare(at)
    with CaptureQueriesContext(connection) as asked:
        for second in range(15):
            queries.is_mourning(at + timedelta(seconds=second))
    assert len(asked) == 1
    declare(at, from_on=at.date())
    assert not queries.is_mourning(at + timedelta(seconds=14))
    assert queries.is_mourning(at + timedelta(seconds=15))


def test_lifted_early_it_is_over_within_seconds_and_both_acts_are_in_the_journal(at):
    span = declare(at, from_on=at.date())
    assert queries.is_mourning(at)
    ops.lift(mourning=span.pk, by=officer("99"), at=at)
    assert not queries.is_mourning(at + timedelta(seconds=15))
    assert list(Entry.objects.order_by("number").values_list("act", flat=True)) == [
        "mourning.declared",
        "mourning.lifted",
    ]
    with pytest.raises(Conflict):
        ops.lift(mourning=span.pk, by=officer("99"), at=at)


@pytest.mark.parametrize(
    "by", [officer("9901"), officer("99", role="administrator"), officer("99", second_factor=False)]
)
def test_only_the_topmost_openness_office_declares_it(at, by):
    with pytest.raises(NotPermitted):
        declare(at, by=by)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"notice": " "}, "notice"),
        ({"until_on": FROM}, "until_on"),
        ({"from_on": date(2026, 2, 1), "until_on": date(2026, 3, 2)}, "until_on"),
    ],
)
def test_a_span_has_a_notice_and_days_that_are_not_over(at, said, field):
    with pytest.raises(Invalid) as refused:
        declare(at, **said)
    assert refused.value.field == field

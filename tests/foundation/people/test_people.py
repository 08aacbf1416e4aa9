from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction

from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted, Refusal
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people import operations, queries
from gongkai.foundation.people.actors import ADMINISTRATOR, DRAFTER, REVIEWER_ROLES, ROLES, SYSTEM, Actor, PostFact
from gongkai.foundation.people.models import ApiToken, Person, Post
from gongkai.foundation.places.models import Place

PASSWORD = "correct horse battery"
TODAY = date(2026, 3, 2)


@pytest.fixture
def province(db: None) -> Place:
    return Place.objects.create(code="33", name="浙江省", level=1, since=date(2000, 1, 1))


@pytest.fixture
def bureau(province: Place) -> Organ:
    return Organ.objects.create(uid="bureau", code="002489401", place=province, kind="department")


@pytest.fixture
def other(province: Place) -> Organ:
    return Organ.objects.create(uid="other", code="000014349", place=province, kind="department")


@pytest.fixture
def office(province: Place) -> Organ:
    return Organ.objects.create(uid="office", code="014416330", place=province, kind="office")


@pytest.fixture
def zhang(bureau: Organ, at: datetime) -> Person:
    return operations.enrol(
        username="zhang", name="张三", email="zhang@example.cn", password=PASSWORD, organ=bureau, by=SYSTEM, at=at
    )


@pytest.fixture
def administrator(bureau: Organ) -> Actor:
    return Actor("admin", "管理员", (PostFact(bureau.code, ADMINISTRATOR, "", "33"),), second_factor=True)


def acting(person: Person, at: datetime, second_factor: bool = False) -> Actor:
    return queries.actor(person.pk, at, second_factor)


def test_an_enrolled_person_signs_in_with_the_password(zhang: Person) -> None:
    assert zhang.check_password(PASSWORD)
    assert authenticate(username="zhang", password=PASSWORD) == zhang
    assert (zhang.is_staff, zhang.is_superuser, zhang.is_active) == (False, False, True)


def test_the_journal_never_holds_personal_data(zhang: Person, bureau: Organ, at: datetime) -> None:
    post = operations.appoint(person=zhang, organ=bureau, role=DRAFTER, unit="办公室", by=SYSTEM, at=at)
    operations.dismiss(post=post, by=SYSTEM, at=at)
    operations.issue_token(person=zhang, name="张三的程序", until=date(2027, 1, 1), by=SYSTEM, at=at)
    operations.deactivate(person=zhang, by=SYSTEM, at=at)
    entries = list(Entry.objects.order_by("number"))
    assert [entry.act for entry in entries] == [
        "people.enrol",
        "people.appoint",
        "people.dismiss",
        "people.issue_token",
        "people.deactivate",
    ]
    for entry in entries:
        assert entry.subject == f"person:{zhang.uid}"
        assert not {"张三", "zhang"} & set(str(entry.facts).split("'"))
        assert "张" not in str(entry.facts)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"username": ""}, "username"),
        ({"username": "a b"}, "username"),
        ({"name": " "}, "name"),
        ({"email": "x"}, "email"),
        ({"password": "short"}, "password"),
        ({"password": "password1234567890"[:10]}, "password"),
    ],
)
def test_an_account_that_cannot_be_right_is_refused(
    bureau: Organ, at: datetime, changes: dict[str, str], field: str
) -> None:
    given = {"username": "li", "name": "李四", "email": "", "password": PASSWORD, **changes}
    with pytest.raises(Invalid) as refusal:
        operations.enrol(**given, organ=bureau, by=SYSTEM, at=at)
    assert refusal.value.field == field
    assert not Person.objects.exists()


def test_a_username_belongs_to_one_person(zhang: Person, bureau: Organ, at: datetime) -> None:
    with pytest.raises(Conflict, match="用户名"):
        operations.enrol(username="zhang", name="李四", password=PASSWORD, organ=bureau, by=SYSTEM, at=at)


def test_no_person_is_called_the_system(bureau: Organ) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(uid="system", username="root", name="系统")


def test_an_actor_is_a_person_with_the_posts_of_today(zhang: Person, bureau: Organ, other: Organ, at: datetime) -> None:
    operations.appoint(person=zhang, organ=bureau, role="signer", unit="局长室", by=SYSTEM, at=at)
    operations.appoint(person=zhang, organ=other, role=DRAFTER, by=SYSTEM, at=at, since=TODAY + timedelta(days=1))
    actor = acting(zhang, at, second_factor=True)
    assert actor == Actor(zhang.uid, "张三", (PostFact("002489401", "signer", "局长室", "33"),), True)
    assert actor.holds("signer", bureau.code)
    assert not actor.holds("signer", other.code)
    assert actor.reviews
    tomorrow = acting(zhang, at + timedelta(days=1))
    assert tomorrow.organs() == {bureau.code, other.code}
    assert tomorrow.organs(DRAFTER, "publisher") == {other.code}
    assert tomorrow.places("signer") == {"33"}


def test_an_actor_costs_two_statements(
    zhang: Person, bureau: Organ, office: Organ, at: datetime, django_assert_num_queries: Callable[[int], object]
) -> None:
    for role in sorted(ROLES):
        operations.appoint(person=zhang, organ=office, role=role, by=SYSTEM, at=at)
    operations.appoint(person=zhang, organ=bureau, role="signer", by=SYSTEM, at=at)
    _, clear = operations.issue_token(person=zhang, name="程序", until=date(2027, 1, 1), by=SYSTEM, at=at)
    with django_assert_num_queries(2):  # type: ignore[attr-defined]
        assert len(acting(zhang, at).posts) == len(ROLES) + 1
    with django_assert_num_queries(2):  # type: ignore[attr-defined]
        assert queries.actor_for_token(clear, at).holds("signer", bureau.code)


def test_a_dismissed_person_no_longer_holds_the_post_that_day(zhang: Person, bureau: Organ, at: datetime) -> None:
    post = operations.appoint(person=zhang, organ=bureau, role="signer", by=SYSTEM, at=at)
    operations.dismiss(post=post, by=SYSTEM, at=at, on=TODAY + timedelta(days=3))
    assert acting(zhang, at + timedelta(days=2)).posts
    assert not acting(zhang, at + timedelta(days=3)).posts
    with pytest.raises(Conflict):
        operations.dismiss(post=post, by=SYSTEM, at=at)


def test_the_same_post_is_not_held_twice(zhang: Person, bureau: Organ, at: datetime) -> None:
    post = operations.appoint(person=zhang, organ=bureau, role="signer", by=SYSTEM, at=at)
    with pytest.raises(Conflict, match="签发人"):
        operations.appoint(person=zhang, organ=bureau, role="signer", by=SYSTEM, at=at)
    operations.dismiss(post=post, by=SYSTEM, at=at)
    operations.appoint(person=zhang, organ=bureau, role="signer", by=SYSTEM, at=at)
    assert len(acting(zhang, at).posts) == 1


def test_who_administers_one_organ_appoints_only_there(
    zhang: Person, bureau: Organ, other: Organ, administrator: Actor, at: datetime
) -> None:
    post = operations.appoint(person=zhang, organ=bureau, role=DRAFTER, by=administrator, at=at)
    with pytest.raises(NotPermitted):
        operations.appoint(person=zhang, organ=other, role=DRAFTER, by=administrator, at=at)
    foreign = operations.appoint(person=zhang, organ=other, role=DRAFTER, by=SYSTEM, at=at)
    for act in (
        lambda: operations.dismiss(post=foreign, by=administrator, at=at),
        lambda: operations.deactivate(person=zhang, by=administrator, at=at),
        lambda: operations.reset_password(person=zhang, password=PASSWORD, by=administrator, at=at),
    ):
        with pytest.raises(NotPermitted):
            act()
    operations.dismiss(post=foreign, by=SYSTEM, at=at)
    operations.reset_password(person=zhang, password=PASSWORD + "!", by=administrator, at=at)
    operations.dismiss(post=post, by=administrator, at=at)


def test_nobody_without_administration_changes_people(zhang: Person, bureau: Organ, at: datetime) -> None:
    signer = Actor("s", "签发人", (PostFact(bureau.code, "signer", "", "33"),), second_factor=True)
    bare = Actor("a", "管理员", (PostFact(bureau.code, ADMINISTRATOR, "", "33"),), second_factor=False)
    for by in (signer, bare):
        for act in (
            lambda by: operations.enrol(username="li", name="李", password=PASSWORD, organ=bureau, by=by, at=at),
            lambda by: operations.enrol(username="li", name="李", password=PASSWORD, organ=None, by=by, at=at),
            lambda by: operations.appoint(person=zhang, organ=bureau, role=DRAFTER, by=by, at=at),
            lambda by: operations.deactivate(person=zhang, by=by, at=at),
            lambda by: operations.reset_password(person=zhang, password=PASSWORD, by=by, at=at),
        ):
            with pytest.raises(NotPermitted):
                act(by)


def test_nobody_appoints_or_deactivates_themself(zhang: Person, bureau: Organ, at: datetime) -> None:
    operations.appoint(person=zhang, organ=bureau, role=ADMINISTRATOR, by=SYSTEM, at=at)
    by = acting(zhang, at, second_factor=True)
    with pytest.raises(NotPermitted, match="自己"):
        operations.appoint(person=zhang, organ=bureau, role="signer", by=by, at=at)
    with pytest.raises(NotPermitted, match="自己"):
        operations.deactivate(person=zhang, by=by, at=at)


def test_a_deactivated_account_is_nobody(zhang: Person, bureau: Organ, at: datetime) -> None:
    operations.appoint(person=zhang, organ=bureau, role=DRAFTER, by=SYSTEM, at=at)
    operations.appoint(person=zhang, organ=bureau, role="signer", by=SYSTEM, at=at, since=TODAY + timedelta(days=9))
    token, clear = operations.issue_token(person=zhang, name="程序", until=date(2027, 1, 1), by=SYSTEM, at=at)
    operations.deactivate(person=zhang, by=SYSTEM, at=at)
    assert authenticate(username="zhang", password=PASSWORD) is None
    with pytest.raises(NotFound):
        acting(zhang, at)
    with pytest.raises(NotPermitted):
        queries.actor_for_token(clear, at)
    assert not Post.objects.filter(until__isnull=True).exists()
    assert not queries.posts(zhang, day=TODAY + timedelta(days=30)).exists()
    token.refresh_from_db()
    assert token.revoked_at == at
    with pytest.raises(Conflict, match="停用"):
        operations.appoint(person=zhang, organ=bureau, role="signer", by=SYSTEM, at=at)


def test_a_token_is_shown_once_and_kept_as_a_digest(zhang: Person, at: datetime) -> None:
    token, clear = operations.issue_token(
        person=zhang, name="数据同步", until=date(2027, 1, 1), by=acting(zhang, at), at=at
    )
    assert clear.startswith("gk_")
    assert len(clear) > 40
    assert token.last4 == clear[-4:]
    assert not ApiToken.objects.filter(token_sha256__contains=clear).exists()
    assert queries.actor_for_token(clear, at).uid == zhang.uid


@pytest.mark.parametrize("role", sorted(REVIEWER_ROLES))
def test_a_reviewer_gets_no_token_without_a_second_factor(
    zhang: Person, office: Organ, at: datetime, role: str
) -> None:
    operations.appoint(person=zhang, organ=office, role=role, by=SYSTEM, at=at)
    with pytest.raises(NotPermitted, match="二次验证"):
        operations.issue_token(person=zhang, name="程序", until=date(2027, 1, 1), by=acting(zhang, at), at=at)
    _, clear = operations.issue_token(
        person=zhang, name="程序", until=date(2027, 1, 1), by=acting(zhang, at, second_factor=True), at=at
    )
    assert queries.actor_for_token(clear, at).second_factor


def test_a_token_made_before_the_promotion_has_no_second_factor(zhang: Person, bureau: Organ, at: datetime) -> None:
    _, clear = operations.issue_token(person=zhang, name="程序", until=date(2027, 1, 1), by=acting(zhang, at), at=at)
    operations.appoint(person=zhang, organ=bureau, role="signer", by=SYSTEM, at=at)
    actor = queries.actor_for_token(clear, at)
    assert actor.reviews
    assert not actor.second_factor


def test_nobody_issues_a_token_for_somebody_else(zhang: Person, administrator: Actor, at: datetime) -> None:
    with pytest.raises(NotPermitted, match="自己"):
        operations.issue_token(person=zhang, name="程序", until=date(2027, 1, 1), by=administrator, at=at)


def test_a_token_ends_on_its_day_or_when_revoked(zhang: Person, bureau: Organ, at: datetime) -> None:
    by = acting(zhang, at)
    token, clear = operations.issue_token(person=zhang, name="程序", until=date(2026, 3, 4), by=by, at=at)
    assert queries.actor_for_token(clear, at + timedelta(days=1))
    for unusable, moment in ((clear, at + timedelta(days=2)), ("gk_x", at), ("", at)):
        with pytest.raises(NotPermitted) as refusal:
            queries.actor_for_token(unusable, moment)
        assert refusal.value.code == "bad-token"
    stranger = Actor("s", "某人", (), second_factor=True)
    operations.appoint(person=zhang, organ=bureau, role=DRAFTER, by=SYSTEM, at=at)
    with pytest.raises(NotPermitted):
        operations.revoke_token(token=token, by=stranger, at=at)
    operations.revoke_token(token=token, by=by, at=at)
    with pytest.raises(NotPermitted):
        queries.actor_for_token(clear, at)
    with pytest.raises(Conflict):
        operations.revoke_token(token=token, by=by, at=at)
    with pytest.raises(Invalid):
        operations.issue_token(person=zhang, name="程序", until=TODAY, by=by, at=at)


def test_people_are_found_by_what_they_hold(zhang: Person, bureau: Organ, at: datetime) -> None:
    operations.appoint(person=zhang, organ=bureau, role="signer", unit="局长室", by=SYSTEM, at=at)
    assert queries.holders(organ_code=bureau.code, role="signer", day=TODAY) == [zhang.uid]
    assert [post.person for post in queries.staff(bureau, day=TODAY)] == [zhang]
    assert queries.names({zhang.uid, "system", "nobody"}) == {zhang.uid: "张三", "system": "系统"}
    assert queries.by_uid(zhang.uid) == queries.by_username("zhang") == zhang
    assert queries.search("张") == [zhang]
    assert queries.reviews(zhang.pk, day=TODAY)


def test_an_act_that_fails_leaves_no_trace(zhang: Person, bureau: Organ, at: datetime) -> None:
    before = Entry.objects.count()
    with pytest.raises(Refusal):
        operations.appoint(person=zhang, organ=bureau, role="king", by=SYSTEM, at=at)
    assert (Entry.objects.count(), Post.objects.count()) == (before, 0)


def test_a_role_that_reads_other_organs_is_not_a_departments_to_give(
    zhang: Person, bureau: Organ, office: Organ, administrator: Actor, at: datetime
) -> None:
    for role in ("openness_officer", "auditor"):
        with pytest.raises(Invalid, match="只能设在"):
            operations.appoint(person=zhang, organ=bureau, role=role, by=administrator, at=at)
    above = Actor("chief", "厅管理员", (PostFact(office.code, ADMINISTRATOR, "", "33"),), second_factor=True)
    operations.appoint(person=zhang, organ=office, role="openness_officer", by=above, at=at)
    with pytest.raises(NotPermitted, match="审计员"):
        operations.appoint(person=zhang, organ=office, role="auditor", by=above, at=at)
    operations.appoint(person=zhang, organ=office, role="auditor", by=SYSTEM, at=at)

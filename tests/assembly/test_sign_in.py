import time
from datetime import UTC, date, datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.http import HttpResponse
from django.test import Client, RequestFactory

from gongkai.assembly import sign_in
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people import operations
from gongkai.foundation.people.actors import SYSTEM
from gongkai.foundation.people.models import Person
from gongkai.foundation.places.models import Place

PASSWORD = "correct horse battery"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def fresh_limits(settings: Any) -> None:
    from django.core.cache import cache

    cache.clear()
    settings.MFA_ADAPTER = "gongkai.assembly.sign_in.SealedSecrets"


@pytest.fixture
def bureau(db: None) -> Organ:
    place = Place.objects.create(code="33", name="浙江省", level=1, since=date(2000, 1, 1))
    return Organ.objects.create(uid="bureau", code="002489401", place=place, kind="department")


@pytest.fixture
def zhang(bureau: Organ, at: datetime) -> Person:
    return operations.enrol(username="zhang", name="张三", password=PASSWORD, organ=bureau, by=SYSTEM, at=at)


@pytest.fixture
def signer(zhang: Person, bureau: Organ, at: datetime) -> Person:
    operations.appoint(person=zhang, organ=bureau, role="signer", by=SYSTEM, at=at)
    return zhang


def enter(client: Client, password: str = PASSWORD, username: str = "zhang", **more: str) -> HttpResponse:
    return client.post("/accounts/login/", {"login": username, "password": password, **more})


def acts() -> list[str]:
    return list(Entry.objects.order_by("number").values_list("act", flat=True))


def session_of(client: Client, person: Person) -> Any:
    request = RequestFactory().get("/office/")
    request.session = client.session
    request.user = person
    return request


def code_now() -> str:
    return sign_in.current_code(SECRET, datetime.fromtimestamp(time.time(), UTC))


def test_nobody_signs_up(client: Client, db: None) -> None:
    client.post("/accounts/signup/", {"username": "li", "password1": PASSWORD, "password2": PASSWORD})
    assert not Person.objects.exists()


def test_a_drafter_signs_in_with_a_password(client: Client, zhang: Person) -> None:
    response = enter(client)
    assert (response.status_code, response["Location"]) == (302, "/office/")
    entry = Entry.objects.get(act="people.sign_in")
    assert (entry.by, entry.facts) == (zhang.uid, {"second_factor": False})
    assert not sign_in.second_factor(session_of(client, zhang))


def test_a_wrong_password_is_journalled_without_what_was_typed(client: Client, zhang: Person) -> None:
    enter(client, password="hunter2 hunter2")
    enter(client, username="secret-typed-in-the-wrong-box")
    failures = Entry.objects.filter(act="people.sign_in_failed").order_by("number")
    assert [entry.subject for entry in failures] == [f"person:{zhang.uid}", "person:"]
    assert {entry.by for entry in failures} == {"system"}
    assert "secret-typed" not in str(list(Entry.objects.values()))
    assert "people.sign_in" not in acts()


def test_signing_out_is_journalled(client: Client, zhang: Person) -> None:
    enter(client)
    client.post("/accounts/logout/")
    assert acts()[-2:] == ["people.sign_in", "people.sign_out"]


def test_a_deactivated_person_does_not_sign_in(client: Client, zhang: Person, at: datetime) -> None:
    operations.deactivate(person=zhang, by=SYSTEM, at=at)
    enter(client)
    assert "_auth_user_id" not in client.session


def test_a_reviewer_without_a_one_time_password_is_sent_to_set_it_up(client: Client, signer: Person) -> None:
    assert enter(client)["Location"] == "/accounts/2fa/"
    assert sign_in.detour(session_of(client, signer)) == "/accounts/2fa/"
    assert enter(client, next="/office/tasks/").status_code == 302


def test_a_reviewer_signs_in_with_both_factors(client: Client, signer: Person) -> None:
    sign_in.activate_totp(signer, SECRET)
    assert enter(client, next="/office/")["Location"].startswith("/accounts/2fa/authenticate/")
    assert "people.sign_in" not in acts()
    response = client.post("/accounts/2fa/authenticate/", {"code": code_now()})
    assert (response.status_code, response["Location"]) == (302, "/office/")
    assert Entry.objects.get(act="people.sign_in").facts == {"second_factor": True}
    request = session_of(client, signer)
    assert sign_in.second_factor(request)
    assert sign_in.detour(request) == ""


def test_a_wrong_code_opens_nothing(client: Client, signer: Person) -> None:
    sign_in.activate_totp(signer, SECRET)
    enter(client)
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db(transaction=True)
def test_setting_up_the_one_time_password_gives_this_session_its_second_factor(client: Client, signer: Person) -> None:
    enter(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/")
    assert page.status_code == 200
    secret = client.session["mfa.totp.secret"]
    code = sign_in.current_code(secret, datetime.fromtimestamp(time.time(), UTC))
    response = client.post("/accounts/2fa/totp/activate/", {"code": code})
    assert response.status_code == 302
    assert sign_in.second_factor(session_of(client, signer))
    assert "totp_activated" in [entry.facts.get("event") for entry in Entry.objects.filter(act="people.security")]


def test_somebody_elses_second_factor_does_not_count(
    client: Client, signer: Person, bureau: Organ, at: datetime
) -> None:
    sign_in.activate_totp(signer, SECRET)
    enter(client)
    client.post("/accounts/2fa/authenticate/", {"code": code_now()})
    other = operations.enrol(username="li", name="李四", password=PASSWORD, organ=bureau, by=SYSTEM, at=at)
    assert not sign_in.second_factor(session_of(client, other))


def test_the_gate_keeps_reviewers_with_one_factor_out_of_the_office(client: Client, signer: Person) -> None:
    client.force_login(signer)
    gate = sign_in.RequireSecondFactor(lambda request: HttpResponse("in"))
    assert gate(session_of(client, signer))["Location"] == "/accounts/2fa/"
    sign_in.activate_totp(signer, SECRET)
    assert gate(session_of(client, signer))["Location"] == "/accounts/2fa/reauthenticate/?next=%2Foffice%2F"
    portal = session_of(client, signer)
    portal.path = "/policies/"
    assert gate(portal).status_code == 200


def test_the_gate_lets_drafters_through(client: Client, zhang: Person) -> None:
    gate = sign_in.RequireSecondFactor(lambda request: HttpResponse("in"))
    assert gate(session_of(client, zhang)).status_code == 200


@pytest.mark.parametrize(("instant", "code"), [(59, "287082"), (1111111109, "081804"), (20000000000, "353130")])
def test_a_code_is_what_rfc_6238_says(instant: int, code: str) -> None:
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # "12345678901234567890"
    assert sign_in.current_code(secret, datetime.fromtimestamp(instant, UTC)) == code


def test_the_secret_is_sealed_in_the_database(zhang: Person, settings: Any) -> None:
    sign_in.activate_totp(zhang, SECRET)
    sign_in.activate_totp(zhang, SECRET)
    sealed = Authenticator.objects.get(user=zhang).data["secret"]
    assert SECRET not in sealed
    adapter = sign_in.SealedSecrets()
    assert adapter.decrypt(sealed) == SECRET
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another key"
    with pytest.raises(InvalidToken):
        adapter.decrypt(sealed)
    settings.SECRET_KEY_FALLBACKS = [old]
    assert adapter.decrypt(sealed) == SECRET

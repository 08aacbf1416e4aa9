"""Enrolling for a hearing: a form pressed twice is one enrolment with one number."""

import threading
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client

from gongkai.engines.casework.models import Case
from gongkai.foundation.codes import BAD_KEY, plain_code
from gongkai.foundation.errors import Invalid
from gongkai.foundation.now import frozen
from gongkai.foundation.organs.models import Organ
from gongkai.programmes.decisions import hearings, jobs
from gongkai.programmes.decisions import operations as ops
from gongkai.programmes.decisions.models import DecisionHearing, HearingEnrolment

from .conftest import AT, NOTICE, release, start

WHO = {"stake": "affected", "name": "周问渠", "contact": "13800138000", "words": "住六楼"}


@pytest.fixture
def hearing(matter: Case, do: Callable[..., Case], foreign: Organ) -> DecisionHearing:
    start(do, matter, foreign, hearing="yes")
    do(matter, "announce_hearing", "handler", days=40, **NOTICE)
    release(matter, 41)
    return matter.hearings.get()


def test_the_same_form_sent_twice_is_one_enrolment(hearing: DecisionHearing, client: Client) -> None:
    at, key = AT + timedelta(days=45), plain_code()
    said = {"hearing": hearing.uid, **WHO, "agreed": True, "key": key}
    first, again = (ops.enrol_for_hearing(**said, at=at) for _ in range(2))
    other = ops.enrol_for_hearing(**{**said, "key": plain_code()}, at=at)
    assert (first.enrolment, first.code) == (again.enrolment, again.code)
    assert hearings.proven(hearing, number="1", code=first.code) == first.enrolment
    assert (other.enrolment.number, hearing.enrolments.count()) == (2, 2)
    assert ops.enrol_for_hearing(**said, at=AT + timedelta(days=90)) == first, "the receipt comes late as well"
    with pytest.raises(Invalid, match="重新打开报名页面"):  # corrected after the first press: not dropped in silence
        ops.enrol_for_hearing(**{**said, "contact": "13900139000"}, at=at)
    for wrong in ("x", "2222222222222222", "一" * 16):
        with pytest.raises(Invalid, match=BAD_KEY):
            ops.enrol_for_hearing(**{**said, "key": wrong}, at=at)
    page = f"/decisions/hearings/{hearing.uid}/enrol/"
    with frozen(at):
        typed = {**WHO, "agreed": "on", "key": client.get(page).context["key"]}
        one, two = (client.post(page, typed) for _ in range(2))
    assert (one.context["number"], one.context["code"]) == (two.context["number"], two.context["code"])
    assert one.context["number"] == 3


def test_who_enrolled_is_forgotten_whole_and_a_day_that_ends_time_breaks_no_calendar(
    hearing: DecisionHearing, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        ops.enrol_for_hearing(hearing=hearing.uid, **WHO, agreed=True, at=AT + timedelta(days=45))
    monkeypatch.setattr("gongkai.programmes.decisions.operations._enrolling.AT_ONCE", 2)
    assert jobs.erase_enrolments(at=AT + timedelta(days=900)) == 5
    assert set(HearingEnrolment.objects.values_list("sealed", flat=True)) == {""}
    DecisionHearing.objects.update(held_on=date.max)
    calendar = client.get("/decisions/hearings.ics")
    assert (calendar.status_code, "DTSTART;VALUE=DATE:99991231" in calendar.content.decode()) == (200, True)
    assert client.get(f"/decisions/{hearing.case.uid}/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_form_pressed_twice_at_the_same_moment_is_one_enrolment(hearing: DecisionHearing) -> None:
    key, made, failed = plain_code(), [], []

    def press() -> None:
        try:
            receipt = ops.enrol_for_hearing(
                hearing=hearing.uid, **WHO, agreed=True, key=key, at=AT + timedelta(days=45)
            )
            made.append((receipt.enrolment.number, receipt.code))
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (failed, len(made), len(set(made))) == ([], 4, 1)
    assert HearingEnrolment.objects.count() == 1


def test_each_thing_missing_is_said_at_its_own_box(hearing: DecisionHearing, client: Client) -> None:
    page = f"/decisions/hearings/{hearing.uid}/enrol/"
    with frozen(AT + timedelta(days=45)):
        empty = client.post(page, {"name": " "})
        short = client.post(page, {**WHO, "contact": "abc12", "agreed": "on"})
    assert (empty.status_code, empty.context["form"].errors) == (
        400,
        {"stake": [hearings.NO_STAKE], "name": [hearings.NO_NAME], "contact": [hearings.NO_CONTACT],
         "agreed": [hearings.NOT_AGREED]},
    )  # fmt: skip
    assert (short.status_code, short.context["form"].errors) == (400, {"contact": [hearings.NO_NUMBER]})


def test_what_somebody_thinks_of_a_decision_goes_on_with_the_matter_named(
    hearing: DecisionHearing, client: Client
) -> None:
    page = f"/decisions/{hearing.case.uid}/comment/"
    with frozen(AT + timedelta(days=45)):
        assert client.get("/decisions/nothing/comment/").status_code == 404
        assert (client.get(page).status_code, client.post(page, {"text": ""}).status_code) == (200, 400)
        gone = client.post(page, {"text": "补偿低了"})
        assert gone.status_code == 302
        words = client.get(gone["Location"].replace("/matter/", "/words/")).content.decode()
    assert "对重大行政决策“加装电梯补助办法”" in words

"""A citizen watches consultations without an account: asks, confirms from the letter, ends it."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.core import mail
from django.test import Client

from gongkai.foundation.now import frozen
from gongkai.programmes.consultations.models import ConsultationAlert

pytestmark = pytest.mark.django_db
NEW = "/consultations/alerts/?matter=decision"


def test_it_is_asked_for_confirmed_and_ended(client: Client, run_jobs: Callable[[], int], at: datetime) -> None:
    form = client.get(NEW).content.decode()
    assert '<option value="decision" selected>' in form
    for said in ({}, {"email": "li"}, {"email": "li@example.cn", "place": "99"}):
        answer = client.post(NEW, said)
        assert answer.status_code == 400
        assert "error-summary" in answer.content.decode()
    with frozen(at):
        asked = client.post(NEW, {"email": "li@example.cn", "matter": "decision"})
        again = client.post(NEW, {"email": "li@example.cn", "matter": "decision"})
        run_jobs()
    assert (asked.status_code, asked["Location"]) == (again.status_code, again["Location"])
    assert client.get(asked["Location"]).status_code == 200
    assert len(mail.outbox) == 1
    letter = re.search(r"/consultations/alerts/\w+/", mail.outbox[0].body)
    assert letter
    page = client.get(letter[0])
    assert "确认提醒" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert ConsultationAlert.objects.get().confirmed_at is None
    assert "已经生效" in client.post(letter[0], {"act": "confirm"}).content.decode()
    assert "都已清除" in client.post(letter[0], {"act": "end"}).content.decode()
    assert client.get(letter[0]).status_code == 404

"""Objections to public money by program: lodged by anybody, read and answered by those who answer for the place."""

from types import SimpleNamespace

from django.core.cache import cache

from gongkai.foundation.organs.models import Organ
from gongkai.programmes.funds.models import FundObjection

from .conftest import OFFICE, Program

SAID = {"place": "99", "text": "补助没有发到。", "name": "贺某", "contact": "0000-5551234"}


def test_an_objection_is_lodged_read_by_who_answers_and_followed(
    organ: Organ, who: SimpleNamespace, anybody: Program
) -> None:
    cache.clear()
    Organ.objects.filter(pk=organ.pk).update(kind="government")
    assert anybody.post("/api/v1/funds/objections", {**SAID, "name": ""}).json()["error"]["field"] == "name"
    made = anybody.post("/api/v1/funds/objections", SAID)
    proof = {key: made.json()[key] for key in ("number", "code")}
    assert (made.status_code, anybody.post("/api/v1/funds/objections/status", proof).json()["answer"]) == (201, "")
    row = FundObjection.objects.get()
    assert "贺某" not in row.sealed
    (listed,) = who.unit_head.get(f"{OFFICE}/funds/objections").json()
    one = f"{OFFICE}/funds/objections/{listed['uid']}"
    assert who.unit_head.get(one).json()["written"] == {key: SAID[key] for key in ("name", "contact", "text")}
    assert who.openness_officer.get(one).json()["written"] is None  # supervises, does not read
    assert who.drafter.get(one).status_code == 404
    answer = {"finding": "true", "answer": "已经补发。"}
    assert who.foi_clerk.post(f"{one}/answer", answer).status_code == 403
    assert who.unit_head.post(f"{one}/answer", answer).json()["answer"] == "已经补发。"
    told = anybody.post("/api/v1/funds/objections/status", proof).json()
    assert (told["finding"], told["answer"]) == ("反映属实，已经改正", "已经补发。")
    assert anybody.post("/api/v1/funds/objections/status", {**proof, "code": "2222"}).status_code == 404

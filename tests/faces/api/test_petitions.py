"""Petitions by program: what the portal does, with number and code in the body."""

from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.engines.casework import operations as casework
from gongkai.programmes.petitions.models import Petition
from tests.engines.casework.conftest import an_actor
from tests.faces.portal.conftest import organ, province
from tests.faces.portal.test_hotline import a_photo
from tests.faces.portal.test_petitions import SAID, office

__all__ = ["office", "organ", "province"]


def send(path: str, **said: Any) -> Any:
    return Client().post(f"/api/v1/petitions{path}", said, content_type="application/json")


def test_a_petition_by_program_is_followed_answered_reviewed_and_rated(office: Any, at: datetime, at_rest: Any) -> None:
    cache.clear()
    assert send("", **SAID, organ="NOBODY").json()["error"]["field"] == "organ"
    assert send("", **{**SAID, "contact": ""}, organ=office.code).json()["error"]["field"] == "contact"
    proof = send("", **SAID, organ=office.code).json()
    assert send("/status", **{**proof, "code": "2222"}).status_code == 404
    assert send("/status", **proof).json()["state"] == "待转送"
    brought = Client().post("/api/v1/petitions/files", {**proof, "file": SimpleUploadedFile("a.jpg", a_photo())})
    assert brought.json()["files"] == 1
    assert send("/review", **proof, text="不服").status_code == 409
    case = Petition.objects.get().case
    for key, role, given in (
        ("forward", "hotline_clerk", {"organ": office.code}), ("accept", "handler", {}),
        ("propose_opinion", "handler", {"outcome": "rejected", "text": "不予支持"}), ("answer", "handler_head", {}),
    ):  # fmt: skip
        said = {"on": at.date().isoformat(), **given}
        seen, by = case.events.count(), an_actor(office, role)
        casework.do(case=case.uid, act=key, given=said, seen=seen, by=by, at=at)
    told = send("/status", **proof).json()
    assert (told["ask"], told["answers"][0]["next"], len(told["letters"])) == ("请求复查", "请求复查", 2)
    assert send("/rating", **proof, satisfied="no").status_code == 200
    asked = send("/review", **proof, text="丈量有误").json()
    assert (asked["state"], asked["ended"], asked["ask"]) == ("待转复查机关", False, "")
    assert asked["clock"]["due_on"] == (at.date() + timedelta(days=30)).isoformat()
    assert send("/withdrawal", **proof).json()["ended"]

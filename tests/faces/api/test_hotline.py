"""The hotline by program: what the portal does, with number and code in the body."""

from datetime import datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.foundation.journal.models import Entry
from gongkai.programmes.hotline import operations as hotline
from gongkai.programmes.hotline import queries
from gongkai.programmes.hotline.models import Message, MessagePhoto
from tests.engines.casework.conftest import an_actor
from tests.faces.portal.conftest import organ, province
from tests.faces.portal.test_hotline import a_photo

__all__ = ["organ", "province"]

SAID = {"kind": "report", "matter": "10-02", "text": "后厨用过期原料", "name": "王小明", "contact": "13900000000"}


def send(path: str, **said: Any) -> Any:
    return Client().post(f"/api/v1/hotline{path}", said, content_type="application/json")


@pytest.fixture(autouse=True)
def fresh() -> None:
    cache.clear()


def test_a_message_by_program_is_followed_added_to_and_given_up(organ: Any, at: datetime, at_rest: Any) -> None:
    assert send("", **SAID).status_code == 409, "nobody takes messages yet"
    hotline.set_profile(organ=organ, profile="zhoushan", by=an_actor(organ, "hotline_officer"), at=at)
    assert send("", **{**SAID, "contact": ""}).json()["error"]["field"] == "name"
    made = send("", **SAID)
    assert made.status_code == 201
    proof = made.json()
    seen = send("/status", **proof).json()
    assert (seen["state"], seen["may"]) == ("待受理", ["add", "photo", "withdraw"])
    assert send("/status", **{**proof, "code": "2222"}).status_code == 404
    assert send("/words", **proof, text="冰柜最下一层").status_code == 200
    brought = Client().post("/api/v1/hotline/photos", {**proof, "file": SimpleUploadedFile("a.jpg", a_photo())})
    assert brought.json()["photos"] == 1
    assert send("/rating", **proof, satisfied="yes").status_code == 403
    message = Message.objects.get()
    (added,) = queries.added_to(message, opened=False)
    assert (added.text, added.sealed) == ("", True)
    assert [one.text for one in queries.added_to(message, opened=True)] == ["冰柜最下一层"]
    photo = MessagePhoto.objects.get()
    content, extension = hotline.open_photo(photo=photo.uid, by=an_actor(organ, "hotline_clerk"), at=at)
    assert (content[:2], extension) == (b"\xff\xd8", "jpg")
    assert Entry.objects.filter(act="hotline.photo_revealed").count() == 1
    assert send("/withdrawal", **proof).json()["ended"]
    assert Client().get("/api/v1/hotline/cases?q=绝无&after=99999999999999999999").json()["items"] == []

"""Bringing a petition without an account, following it by number and code; nothing told without them."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.engines.casework import operations as casework
from gongkai.foundation.errors import NotFound
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.letters.jobs import make
from gongkai.foundation.letters.models import Letter
from gongkai.foundation.people.actors import SYSTEM
from gongkai.foundation.people.models import Person, Post
from gongkai.programmes.petitions import operations
from gongkai.programmes.petitions.models import Petition, PetitionFile
from tests.engines.casework.conftest import an_actor
from tests.faces.portal.conftest import SINCE
from tests.faces.portal.test_hotline import a_photo

SAID = {
    "sort": "appeal", "matter": "01-01", "text": "要求补发安置补助", "name": "王小明", "address": "示范路1号",
    "contact": "13900000000",
}  # fmt: skip


@pytest.fixture
def office(organ: Any) -> Any:
    cache.clear()
    clerk = Person.objects.create(uid="clerk00001", username="clerk", name="受理员")
    Post.objects.create(person=clerk, organ=organ, role="hotline_clerk", unit="信访科", since=SINCE)
    return organ


def test_a_petition_is_brought_followed_answered_and_rated_without_an_account(
    site: Any, office: Any, at: datetime
) -> None:
    assert "60 日内" in site.get("/petitions/").text
    empty = site.post("/petitions/new/", {"organ": office.code, "name": "王小明"})
    assert (empty.status_code, empty.text.count("请填写住址")) == (400, 2)
    assert "王小明" in empty.text, "nothing typed is lost"
    made = site.post("/petitions/new/", {"organ": office.code, **SAID})
    number, code = re.findall(r'id="receipt-(?:number|code)">([^<]+)<', made.text)
    case = Petition.objects.get().case
    assert case.number == number
    handler, head, clerk = (an_actor(office, role) for role in ("handler", "handler_head", "hotline_clerk"))

    def do(act: str, by: Any, **given: str) -> None:
        said = {"on": at.date().isoformat(), **given}
        casework.do(case=case.uid, act=act, given=said, seen=case.events.count(), by=by, at=at)

    proof = {"number": number, "code": code}
    picture = site.post(
        "/petitions/follow/", {**proof, "act": "file", "file": SimpleUploadedFile("票据.jpg", a_photo())}
    )
    assert "已经收到材料" in picture.text
    script = SimpleUploadedFile("a.html", b"<script>1</script>")
    for bad in ({"file": script}, {}):
        assert site.post("/petitions/follow/", {**proof, "act": "file", **bad}).status_code == 400
    do("forward", clerk, organ=office.code)
    file = PetitionFile.objects.get()
    with pytest.raises(NotFound):
        operations.open_petition_file(case=case.uid, file=file.uid, by=an_actor(office, "foi_clerk"), at=at)
    content, extension = operations.open_petition_file(case=case.uid, file=file.uid, by=handler, at=at)
    assert (content[:2], extension, b"Exif" in content) == (b"\xff\xd8", "jpg", False)
    assert Entry.objects.filter(act="petitions.file_opened", by=handler.uid).exists()
    assert operations.reseal_petition_files(by=SYSTEM, at=at) == file.pk
    do("accept", handler)
    do("propose_opinion", handler, outcome="supported", text="机关内部的草稿")
    for wrong in ({"number": number, "code": "x"}, {"number": "x", "code": code}):
        refused = site.post("/petitions/follow/", wrong)
        assert (refused.status_code, "没有找到这件信访事项" in refused.text) == (404, True)
    before = site.post("/petitions/follow/", proof).text
    assert "本阶段期限" in before
    assert "草稿" not in before, "what is proposed is nobody's yet"
    do("answer", head)
    do("deliver", clerk)
    after = site.post("/petitions/follow/", proof).text
    assert "机关内部的草稿" in after
    assert "请求复查" in after
    assert "王小明" not in after
    letter = Letter.objects.get(kind="petition_answer")
    assert (letter.organ, "王小明" in str(letter.sheet)) == (office, False)
    assert "请求复查" in str(letter.sheet["paragraphs"])
    asked = {**proof, "act": "letter", "letter": letter.uid}
    assert site.post("/petitions/follow/", asked).status_code == 404, "not made yet"
    make(letter=letter.uid, at=at)
    assert site.post("/petitions/follow/", asked)["Content-Type"] == "application/pdf"
    assert site.post("/petitions/follow/", {**asked, "letter": "x"}).status_code == 404
    rated = site.post("/petitions/follow/", {**proof, "act": "rate", "satisfied": "no"})
    assert (rated.status_code, "谢谢您的评价" in rated.text) == (200, True)
    assert site.post("/petitions/follow/", {**proof, "act": "withdraw"}).status_code == 400
    bare = site.post("/petitions/follow/", {**proof, "act": "review", "text": " "})
    assert (bare.status_code, "请写明不服的理由" in bare.text) == (400, True)
    review = site.post("/petitions/follow/", {**proof, "act": "review", "text": "丈量有误"})
    assert "已经收到您的请求" in review.text
    assert "待转复查机关" in review.text
    assert site.post("/petitions/follow/", {**proof, "act": "review", "text": "再来一次"}).status_code == 400
    day = at.date()
    assert (Petition.objects.get().case.open, Petition.objects.get().case.due_on) == (True, day + timedelta(days=30))
    assert "not found" not in site.get("/petitions/follow/?number=x").text

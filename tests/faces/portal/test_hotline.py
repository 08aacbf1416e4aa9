"""Asking, complaining and reporting without an account; followed by number and code; nothing told without them."""

import io
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from gongkai.engines.casework import operations as casework
from gongkai.foundation import sealing
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.places.models import Place
from gongkai.programmes.hotline import operations
from gongkai.programmes.hotline.models import Message, MessageAddition, MessageDraft, MessagePhoto
from gongkai.programmes.requests.models import ApplicationDraft
from tests.engines.casework.conftest import an_actor
from tests.faces.portal.conftest import SINCE

TEXT = "示范路的路灯坏了三天没人修，晚上很黑。"
WHO = {"mode": "named", "name": "王小明", "contact": "13900000000"}


@pytest.fixture(autouse=True)
def fresh() -> None:
    cache.clear()


@pytest.fixture
def hotline(organ: Any, province: Place) -> Any:
    """The organ runs a hotline; its place has a city below."""
    officer = an_actor(organ, "hotline_officer")
    operations.set_profile(organ=organ, profile="zhoushan", by=officer, at=datetime(2026, 1, 5, tzinfo=UTC))
    Place.objects.create(code="9901", name="澜州市", level=2, parent=province, since=SINCE)
    return organ


def begun(site: Any, **said: str) -> str:
    """The address of a draft, without its last part."""
    return str(site.post("/hotline/new/", said)["Location"]).rsplit("/", 2)[0] + "/"


def a_photo() -> bytes:
    """A picture that says where it was taken."""
    image, exif = Image.new("RGB", (8, 8), "red"), Image.Exif()
    exif[0x010F] = "SECRETCAMERA"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def handed_in(site: Any, draft: str, **changed: str) -> tuple[str, str]:
    """Fill in every step and submit; answers number and code."""
    steps = (
        ("kind", {"kind": "help"}),
        ("words", {"text": TEXT}),
        ("matter", {"matter": "more", "any_matter": "01-02-01"}),
        ("place", {"place": "9901"}),
        ("spot", {"address": "示范路10号"}),
        ("who", WHO),
    )
    for step, said in steps:
        given = {name: changed.get(name, value) for name, value in said.items()}
        answer = site.post(f"{draft}{step}/", given | {k: v for k, v in changed.items() if k == "confidential"})
        assert answer.status_code == 302, (step, answer.content.decode())
    page = site.post(f"{draft}check/").content.decode()
    return tuple(re.search(rf'id="receipt-{name}">([^<]+)<', page)[1] for name in ("number", "code"))


def follow(site: Any, number: str, code: str, **more: Any) -> Any:
    return site.post("/hotline/follow/", {"number": number, "code": code, **more})


def act(message: Message, name: str, at: datetime, by: Any, **given: str) -> None:
    case = message.case
    casework.do(case=case.uid, act=name, given=given, seen=case.events.count(), by=by, at=at)


def test_a_message_from_the_first_question_to_rating_and_doing_it_again(site: Any, hotline: Any, at: Any) -> None:
    draft = begun(site)
    number, code = handed_in(site, draft)
    made = Message.objects.get(case__number=number)
    assert (made.case.organ, made.text, made.place, made.channel) == (hotline, TEXT, "9901", "web")
    assert site.post(f"{draft}check/").status_code == 404, "handed in twice it is one message"
    assert not MessageDraft.objects.exists()
    clerk, own, head = (an_actor(hotline, role) for role in ("hotline_clerk", "handler", "handler_head"))
    officer = an_actor(hotline, "hotline_officer")
    assert follow(site, number, code, act="add", text="第二盏灯也坏了").status_code == 200
    photo = SimpleUploadedFile("灯.jpg", a_photo())
    assert "已经收到照片" in follow(site, number, code, act="photo", photo=photo).content.decode()
    assert b"SECRETCAMERA" not in sealing.unseal_bytes(bytes(MessagePhoto.objects.get().sealed))
    assert follow(site, number, code, act="rate", satisfied="yes").status_code == 400, "nothing to rate yet"
    act(made, "accept", at, clerk, on=at.date().isoformat())
    act(made, "appoint", at, officer, organ=hotline.code, reason="内部商量的理由")
    act(made, "sign_for", at, own)
    act(made, "propose_answer", at, own, outcome="resolved", text="已更换灯具。")
    page = follow(site, number, code).content.decode()
    assert "东澜省民政厅" in page
    assert "共 5 个工作日" in page
    assert "已更换灯具" not in page, "not signed yet"
    assert "内部商量" not in page
    act(made, "answer", at, head)
    page = follow(site, number, code).content.decode()
    assert "已更换灯具" in page
    assert follow(site, number, code, act="add", text="x").status_code == 400, "over"
    assert "不满意" in follow(site, number, code, act="rate", satisfied="no", text="还是不亮").content.decode()
    assert "已经评价过" in follow(site, number, code, act="rate", satisfied="yes").content.decode()
    assert "退回重办" in follow(site, number, code, act="again", text="灯还是不亮").content.decode()
    assert [one.about for one in MessageAddition.objects.all()] == ["more", "rated"]
    act(made, "propose_answer", at, own, outcome="resolved", text="已接通电源。")
    act(made, "answer", at, head)
    rated = follow(site, number, code, act="rate", satisfied="mostly").content.decode()
    assert "基本满意" in rated, "the second answer is rated anew"
    assert "要求重办过一次" in follow(site, number, code, act="again", text="x").content.decode()
    assert follow(site, number.lower(), code.upper().replace("-", " ")).status_code == 200, "however it is typed"


def test_without_number_and_code_there_is_exactly_nothing(site: Any, hotline: Any) -> None:
    number, code = handed_in(site, begun(site))
    wrong = "2222-2222-2222-2222"

    def told(number: str, code: str, **more: str) -> tuple[int, str]:
        answer = follow(site, number, code, **more)
        return answer.status_code, re.sub(r'value="[^"]*"', "", answer.content.decode())

    nothing = told("000014349-hotline-2026-09999", wrong)
    assert nothing[0] == 404
    assert told(number, wrong) == told("000014349-hotline-2026-09999", code) == nothing
    assert told(number, wrong, act="withdraw") == nothing
    assert told("x\0", "\0")[0] == 400
    assert follow(site, number, code, act="withdraw").status_code == 200
    assert Message.objects.get().case.state == "withdrawn"


def test_what_is_reported_is_sealed_with_all_that_is_added(site: Any, hotline: Any, at: Any) -> None:
    secret = "我是厨师，后厨用过期原料"
    number, code = handed_in(site, begun(site, kind="report"), kind="report", text=secret, any_matter="10-02")
    made = Message.objects.get(case__number=number)
    assert made.confidential
    follow(site, number, code, act="add", text="老板姓李，只有我知道")
    act(made, "accept", at, an_actor(hotline, "hotline_clerk"), on=at.date().isoformat())
    act(made, "answer_directly", at, an_actor(hotline, "hotline_clerk"), outcome="explained", text="已转办。")
    follow(site, number, code, act="again", text="还在用，只有我知道")
    kept = str([*Message.objects.values(), *MessageAddition.objects.values(), *made.case.events.values()])
    assert all(said not in kept + str([*Entry.objects.values()]) for said in (secret, "只有我知道", "王小明", code))
    assert secret not in follow(site, number, code).content.decode()


def test_nothing_typed_is_lost_and_every_mistake_is_told(site: Any, hotline: Any) -> None:
    draft = begun(site)
    assert draft.startswith("/hotline/new/")
    assert "请选择诉求类型" in site.post(f"{draft}kind/", {}).content.decode()
    wrong = site.post(f"{draft}who/", {**WHO, "contact": ""})
    assert wrong.status_code == 400
    assert 'value="王小明"' in wrong.content.decode()
    assert "请选择诉求类型" in site.post(f"{draft}check/").content.decode()
    pdf = SimpleUploadedFile("a.jpg", b"%PDF-1.4 not a picture")
    assert site.post(f"{draft}spot/", {"address": "示范路", "photo": pdf}).status_code == 400
    for _ in range(4):
        site.post(f"{draft}spot/", {"photo": SimpleUploadedFile("a.jpg", a_photo()), "stay": "1"})
    fifth = site.post(f"{draft}spot/", {"photo": SimpleUploadedFile("a.jpg", a_photo())})
    assert "最多上传4张" in fifth.content.decode()
    gone = MessagePhoto.objects.first()
    assert gone is not None
    assert site.post(f"{draft}spot/", {"drop": gone.uid}).status_code == 302
    assert MessagePhoto.objects.count() == 3


def test_a_place_is_picked_level_by_level_without_script(site: Any, hotline: Any) -> None:
    draft = begun(site, kind="help")
    first = site.get(f"{draft}place/").content.decode()
    assert "就在" in first
    assert "?at=9901" in first, "begins at the hotline's own place"
    assert "东澜省澜州市" in site.get(f"{draft}place/?at=9901").content.decode()
    assert "与地点无关" in site.get(f"{draft}place/?at=").content.decode()
    assert site.get(f"{draft}place/?at=x\0").status_code == 200
    site.post(f"{draft}place/", {"place": "nowhere"})
    assert site.post(f"{draft}place/", {"place": "9901"}).status_code == 302


def test_the_matter_is_suggested_from_the_words(site: Any, hotline: Any) -> None:
    draft = begun(site, kind="help")
    site.post(f"{draft}words/", {"text": TEXT})
    assert 'value="01-02-01"' in site.get(f"{draft}matter/").content.decode().split("any_matter")[0]


def test_who_wants_a_document_is_shown_the_other_door_and_loses_no_word(site: Any, hotline: Any) -> None:
    draft = begun(site, kind="consult")
    said = "申请公开示范路改造工程的批复文件"
    assert site.post(f"{draft}words/", {"text": said})["Location"].endswith("/door/")
    assert site.post(f"{draft}door/")["Location"].endswith("/matter/"), "it only offers"
    address = re.search(r"/requests/apply/\?from=(\w+)", site.get(f"{draft}door/").content.decode())
    assert address is not None
    page = site.get(address[0]).content.decode()
    assert f'name="from" value="{address[1]}"' in re.sub(r"\s+", " ", page)
    begun_there = site.post("/requests/apply/begin/", {"organ": hotline.code, "from": address[1]})["Location"]
    assert said in site.get(begun_there).content.decode()
    assert not MessageDraft.objects.exists()


def test_a_message_not_accepted_because_it_asks_for_a_document_goes_over_with_words_and_place(
    site: Any, hotline: Any, at: Any
) -> None:
    number, code = handed_in(site, begun(site))
    clerk = an_actor(hotline, "hotline_clerk")
    assert follow(site, number, code, act="apply").status_code == 200, "nothing to go over for before"
    assert not MessageDraft.objects.exists()
    act(Message.objects.get(), "refuse", at, clerk, ground="disclosure", reason="请走依申请公开")
    assert "去申请公开，带上已写的内容" in follow(site, number, code).content.decode()
    there = follow(site, number, code, act="apply")["Location"]
    key = re.fullmatch(r"/requests/apply/\?from=(\w+)", there)
    assert key is not None
    begun_there = site.post("/requests/apply/begin/", {"organ": hotline.code, "from": key[1]})["Location"]
    page = site.get(begun_there).content.decode()
    assert TEXT in page
    assert "涉及的地点：东澜省澜州市示范路10号" in page
    assert not MessageDraft.objects.exists()


def test_who_complains_in_an_application_is_shown_the_hotline(site: Any, hotline: Any) -> None:
    begun_there = site.post("/requests/apply/begin/", {"organ": hotline.code})["Location"].removesuffix("wanted/")
    said = "小区对面工地夜里施工扰民，请尽快处理"
    site.post(f"{begun_there}wanted/", {"features": said})
    assert "这像是咨询或者投诉" in site.get(f"{begun_there}answers/").content.decode()
    there = site.post(f"{begun_there}answers/", {"hotline": "1"})["Location"]
    assert said in site.get(there.replace("/kind/", "/words/")).content.decode()
    assert ApplicationDraft.objects.exists(), "the application can still be gone on with"
    site.post(f"{begun_there}wanted/", {"title": "《信访工作办法》", "features": said})
    assert site.get(f"{begun_there}answers/").status_code == 302

"""The hotline in the office: a message taken in, given to an organ with reasons, and brought to its end."""

import re
from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from gongkai.engines.casework.models import Case
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.mail import operations as mail
from gongkai.foundation.mail.models import ReceivedMail
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import SYSTEM
from gongkai.foundation.people.models import Person, Post
from gongkai.foundation.places.models import Place
from gongkai.programmes.hotline import operations as hotline
from gongkai.programmes.hotline.models import CasePublication, Message
from tests.faces.office.conftest import an_organ
from tests.faces.office.test_cases import main_of

SignIn = Callable[..., Client]
NOISE = {
    "organ": "000014349", "channel": "phone", "kind": "complaint", "matter": "05-02-01", "place": "",
    "text": "安置小区工地半夜两点还在打桩，连续三个晚上睡不着", "address": "文化路9号", "name": "王小明",
    "contact": "13900000000",
}  # fmt: skip
REPORT = {**NOISE, "kind": "report", "matter": "10-02", "text": "我在后厨打工，用的是过期冻肉"}


@pytest.fixture
def handler_of(sign_in: SignIn, who: SimpleNamespace, organ: Organ) -> Organ:
    """Another organ of the place, with a handler and a head; who signs in as `who.handler` works there."""
    other = an_organ("00001428X", "东澜省生态环境厅", organ.place)
    for role in ("handler", "handler_head"):
        person = Person.objects.get(uid=getattr(who, role).uid)
        Post.objects.filter(person=person).update(organ=other)
    return other


@pytest.fixture
def desk(who: SimpleNamespace, sign_in: SignIn, organ: Organ, at: datetime) -> Client:
    hotline.set_profile(organ=organ, profile="weifang", by=who.hotline_officer, at=at)
    return sign_in(who.hotline_clerk)


def entered(desk: Client, said: dict[str, str]) -> str:
    answer = desk.post("/office/hotline/new/", said)
    assert answer.status_code == 302, main_of(answer)
    return answer["Location"]


def done(client: Client, where: str, act: str, **said: str) -> Any:
    """Do one act by its form, with what the page sends along."""
    page = client.get(f"{where}?act={act}")
    sent = dict(re.findall(r'<input type="hidden" name="(seen)" value="(\d+)"', page.content.decode()))
    return client.post(f"{where}{act}/", {**sent, **said}, follow=True)


def test_a_message_is_taken_in_at_the_phone_and_run_to_its_end(
    desk: Client, who: SimpleNamespace, sign_in: SignIn, handler_of: Organ
) -> None:
    lacking = desk.post("/office/hotline/new/", {**NOISE, "text": "", "name": ""})
    assert (lacking.status_code, "请写明要反映的事" in main_of(lacking)) == (400, True)
    where = entered(desk, NOISE)
    shown = desk.get(where)
    assert "查询码（只显示这一次）" in main_of(shown)
    assert "查询码（只显示这一次）" not in main_of(desk.get(where))
    assert NOISE["name"] not in main_of(shown)
    assert NOISE["contact"] in main_of(desk.post(f"{where}reveal/"))
    repeat = entered(desk, NOISE)
    assert re.search("内容相近的诉求.*内容相同", main_of(desk.get(repeat)), re.DOTALL)
    done(desk, where, "accept", on="2026-03-02")
    number = Case.objects.order_by("pk")[0].number
    done(desk, repeat, "merge", into=number, reason="同一工地")
    assert "并入本件的诉求（1）" in main_of(desk.get(where))
    sent = done(desk, where, "dispatch", organ=handler_of.code)
    assert "东澜省生态环境厅（主办）" in main_of(sent)
    handler, head, officer = sign_in(who.handler), sign_in(who.handler_head), sign_in(who.hotline_officer)
    assert "轮到我" in main_of(handler.get("/office/hotline/"))
    assert f'href="{where}"' in main_of(handler.get("/office/"))
    done(handler, where, "ask_return", reason="不属于本单位职责")
    done(officer, where, "keep", reason="属于职责范围")
    seen = main_of(handler.get(where))
    assert NOISE["text"] in seen
    assert "由热线工作机构保密" in seen
    assert handler.post(f"{where}reveal/").status_code == 403
    assert handler.get(repeat).status_code == 404
    done(officer, where, "supervise", text="请限期办结", answer_by="2026-03-04")
    done(head, where, "answer_supervision", text="已经责令停止夜间施工")
    done(handler, where, "propose_answer", outcome="resolved", text="已责令停止夜间施工")
    done(head, where, "answer")
    assert "待回访" in main_of(desk.get("/office/hotline/?standing=answered"))
    done(desk, where, "call_back", on="2026-03-02", satisfied="yes")
    assert "本件已经办结" in main_of(done(desk, where, "close"))
    assert Case.objects.get(number=number).state == "closed"


@pytest.mark.parametrize(
    ("door", "more"),
    [
        ("hotline/new", {"kind": "complaint", "matter": "05-02-01"}),
        ("petitions/new", {"sort": "appeal", "matter": "05-02-01", "address": "文化路9号"}),
    ],
)
def test_a_letter_of_the_tray_is_registered_with_its_words_filled_in(
    desk: Client, organ: Organ, at: datetime, door: str, more: dict[str, str]
) -> None:
    letter = "From: 王小明 <ming@example.cn>\r\nSubject: 噪声\r\nMessage-ID: <a@x>\r\n\r\n工地半夜打桩\r\n".encode()
    uid = mail.receive_mail(content=letter, by=SYSTEM, at=at).uid
    ReceivedMail.objects.update(organ=organ.code)
    address = f"/office/{door}/?mail={uid}"
    assert f'href="{address}"' in main_of(desk.get(f"/office/mail/{uid}/"))
    page = main_of(desk.get(address))
    assert f'action="{address}"' in page
    filled = {
        "text": re.findall(r"<textarea[^>]*>\s*([^<]+?)\s*</textarea>", page)[0],
        **dict(re.findall(r'name="(name|contact|received_on)" value="([^"]+)"', page)),
        **dict(re.findall(r'name="(channel)" value="(\w+)"[^>]*checked', page)),
    }
    assert (filled["name"], filled["contact"]) == ("王小明", "ming@example.cn")
    assert (desk.post(address, {**filled, "organ": organ.code}).status_code, ReceivedMail.objects.get().reason) == (
        400,
        "",
    )
    assert desk.post(address, {**filled, **more, "organ": organ.code}).status_code == 302
    case = Case.objects.get()
    assert case.number in ReceivedMail.objects.get().reason
    assert desk.get(address).status_code == 404, "registered once"


def test_of_a_report_handlers_read_the_words_the_office_wrote_and_no_others(
    desk: Client, who: SimpleNamespace, sign_in: SignIn, handler_of: Organ
) -> None:
    where = entered(desk, REPORT)
    done(desk, where, "accept", on="2026-03-02")
    refused = done(desk, where, "dispatch", organ=handler_of.code)
    assert "请先在本页填写承办内容" in main_of(refused)
    naming = desk.post(f"{where}words/", {"text": "王小明说后厨用过期冻肉"})
    assert (naming.status_code, "请删去后再保存" in main_of(naming)) == (400, True)
    assert desk.post(f"{where}words/", {"text": "后厨疑用过期冻肉，请查进货记录"}).status_code == 302
    done(desk, where, "dispatch", organ=handler_of.code)
    seen = main_of(sign_in(who.handler).get(where))
    assert "请查进货记录" in seen
    assert "打工" not in seen + str(list(Entry.objects.values()))
    late = desk.post(f"{where}words/", {"text": "另一种说法"})
    assert (late.status_code, "不能再改" in main_of(late)) == (403, True)
    assert Message.objects.get().handed == "后厨疑用过期冻肉，请查进货记录"


def test_what_asks_for_information_is_shown_the_door_of_requests(desk: Client) -> None:
    where = entered(desk, {**NOISE, "kind": "consult", "matter": "14-06", "text": "想要补贴发放明细"})
    assert re.search("可能是政府信息公开申请.*依申请公开", main_of(desk.get(where)), re.DOTALL)
    assert "请向有管辖权的人民法院提起诉讼" in main_of(desk.get(f"{where}?act=refuse"))


def test_a_place_is_meant_by_its_name_or_code(desk: Client, organ: Organ) -> None:
    for code, name in (("990121", "望川县"), ("990122", "霁川县"), ("990121100", "青禾镇"), ("990122100", "青禾镇")):
        Place.objects.create(code=code, name=name, level=3, since=organ.place.since)
    for said, told in (("青禾镇", "对应不止一个地方"), ("没有的地方", "没有找到"), ("99012", "没有这个区划代码")):
        answer = desk.post("/office/hotline/new/", {**NOISE, "place": said})
        assert (answer.status_code, told in main_of(answer)) == (400, True), said
    entered(desk, {**NOISE, "place": "望川县青禾镇"})
    assert Message.objects.get().place == "990121100"


def test_what_rises_is_shown_and_an_answer_grows_into_reviewed_knowledge(
    desk: Client, who: SimpleNamespace, sign_in: SignIn, organ: Organ
) -> None:
    for _ in range(5):
        where = entered(desk, {**NOISE, "place": "99"})
    rising = main_of(desk.get("/office/hotline/rising/"))
    assert re.search("平常 7 天.*施工噪声.*东澜省.*>5<.*0.0", rising, re.DOTALL)
    found = main_of(desk.get("/office/hotline/?words=半夜两点"))
    assert found.count('class="faint">000014349-hotline') == 5
    done(desk, where, "accept", on="2026-03-02")
    done(desk, where, "answer_directly", outcome="explained", text="夜间施工应当取得证明")
    person = Person.objects.get(uid=who.hotline_clerk.uid)
    assert desk.get(f"{where}knowledge/").status_code == 403
    Post.objects.create(person=person, organ=organ, unit="办公室", role="drafter", since=organ.place.since)
    assert "夜间施工应当取得证明" in main_of(desk.get(f"{where}knowledge/"))
    said = {"question": "夜间能施工吗？", "answer": "打13800138000问", "basis": "", "until": "2027-03-01"}
    refused = desk.post(f"{where}knowledge/", said)
    assert (refused.status_code, "疑似含有个人信息" in main_of(refused)) == (400, True)
    named = desk.post(f"{where}knowledge/", {**said, "answer": "问王小明"})
    assert (named.status_code, "诉求人的姓名" in main_of(named)) == (400, True)
    proposed = desk.post(f"{where}knowledge/", {**said, "answer": "夜间施工应当取得证明。"})
    assert proposed.status_code == 302, main_of(proposed)
    assert "/office/registers/adjustments/" in proposed["Location"]
    head = sign_in(who.hotline_officer)
    chosen = re.search(r'href="(/office/hotline/publication/\w+/)"', main_of(head.get("/office/hotline/publication/")))
    assert chosen is not None
    public = {"title": "夜间施工", "question": "夜间能施工吗？", "answer": "请打13800138000问。", "theme": "17"}
    assert "13800138000" in main_of(head.post(chosen[1], public)), "shown before it goes on"
    sent = head.post(chosen[1], {**public, "answer": "应当取得证明。"}, follow=True)
    assert sent.redirect_chain[0][0].startswith("/office/records/")
    record = CasePublication.objects.get().record
    assert f'href="/office/records/{record}/"' in main_of(head.get("/office/hotline/publication/"))


def test_the_head_of_the_office_says_how_long_messages_may_take(
    desk: Client, who: SimpleNamespace, sign_in: SignIn, organ: Organ
) -> None:
    head = sign_in(who.hotline_officer)
    assert desk.get("/office/hotline/settings/").status_code == 403
    head.post("/office/hotline/settings/", {"organ": organ.code, f"{organ.code}-profile": "zhoushan"})
    entered(desk, NOISE)
    assert Message.objects.get().profile == "zhoushan"

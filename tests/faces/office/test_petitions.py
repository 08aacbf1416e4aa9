"""The office's pages of petitions: entering, handing on, answering; who asks is shown to nobody by itself."""

from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace

from django.test import Client

from gongkai.engines.casework.models import Case
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor
from gongkai.programmes.hotline import operations as hotline
from gongkai.programmes.hotline.contents import Person, Told
from gongkai.programmes.petitions.models import Petition

SAID = {
    "channel": "mail", "sort": "accusation", "matter": "01-01", "text": "甲侵占公款，我是会计王小明", "name": "王小明",
    "address": "示范路1号", "contact": "13900000000",
}  # fmt: skip


def test_a_petition_is_entered_written_for_its_handler_and_answered(
    organ: Organ, who: SimpleNamespace, foreigner: SimpleNamespace, sign_in: Callable[[Actor], Client], at: datetime
) -> None:
    clerk, handler, head = map(sign_in, (who.hotline_clerk, foreigner.handler, foreigner.handler_head))
    assert sign_in(who.drafter).get("/office/petitions/").status_code == 403
    said = {**SAID, "organ": organ.code, "received_on": at.date().isoformat()}
    assert "请填写住址" in clerk.post("/office/petitions/new/", {**said, "address": ""}).text
    shown = clerk.post("/office/petitions/new/", said, follow=True).text
    assert "查询码（只显示这一次）" in shown
    assert "王小明" not in shown
    case = Case.objects.get()
    page = f"/office/petitions/{case.number}/"

    def do(client: Client, act: str, **given: str) -> str:
        assert f"?act={act}" in client.get(page).text
        form = {"on": at.date().isoformat(), "seen": str(case.events.count()), **given}
        answer = client.post(f"{page}{act}/", form, follow=True)
        return str(answer.text)

    assert "请先填写承办内容" in do(clerk, "forward", organ="002489401")
    assert "有信访人的姓名" in clerk.post(f"{page}words/", {"text": "王小明说"}).text
    assert clerk.post(f"{page}words/", {"text": "反映公款使用"}).status_code == 302
    assert handler.get(page).status_code == 404
    assert "期限至2026年3月17日" in do(clerk, "forward", organ="002489401")
    theirs = handler.get(page).text
    assert "反映公款使用" in theirs
    assert "侵占公款" not in theirs
    assert handler.post(f"{page}reveal/").status_code == 403
    assert "王小明" in clerk.post(f"{page}reveal/").text
    assert Entry.objects.filter(act="petitions.revealed").count() == 1
    do(handler, "receive")
    assert "没有法定的办结期限" in handler.get(page).text
    do(handler, "propose_opinion", outcome="handled", text="已经核查")
    do(head, "answer")
    assert "已经核查" in clerk.get(page).text
    assert Case.objects.get().state == "answered"
    listed = clerk.get("/office/petitions/?standing=&state=answered").text
    assert case.number in listed
    assert clerk.get("/office/petitions/?table=queue&form=csv").status_code == 200
    counted = clerk.get("/office/petitions/statistics/").text
    for said in ("检举控告", "来信", "检举控告事项已依规依纪依法处理", "出具处理意见书"):
        assert said in counted
    assert "没有登记信访事项" in clerk.get("/office/petitions/statistics/?year=2023").text
    assert handler.get("/office/petitions/statistics/").status_code == 403


def test_a_message_is_turned_into_a_petition_from_its_number(
    organ: Organ, who: SimpleNamespace, sign_in: Callable[[Actor], Client], at: datetime
) -> None:
    clerk = sign_in(who.hotline_clerk)
    told = Told("complaint", "01-01", "要求落实安置政策")
    made = hotline.lodge(organ=organ, told=told, person=Person("王小明", "139"), profile="zhoushan", at=at).case
    bad = clerk.post("/office/petitions/turn/", {"message": made.number, "sort": ""}, follow=True)
    assert "请选择信访事项的类别" in bad.text
    good = clerk.post("/office/petitions/turn/", {"message": made.number, "sort": "appeal"}, follow=True)
    assert "原查询码继续有效" in good.text
    assert Petition.objects.get().message == made.number
    assert clerk.post("/office/petitions/turn/", {"message": "x", "sort": "appeal"}).status_code == 404

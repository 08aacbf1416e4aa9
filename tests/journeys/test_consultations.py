"""A citizen comments on an article on a telephone; it is shown, answered and reported; the citizen reads the answer."""

from datetime import timedelta

import pytest

from gongkai.programmes.consultations.models import Consultation

from .acts import Desk, approve, release, submit, unfold
from .conftest import Windows
from .site import Site
from .window import NARROW, Window, follow_link

pytestmark = [pytest.mark.browser, pytest.mark.once]
SAID = "第四条：请写明老旧小区没有车棚以前怎么办。"


def test_a_comment_from_the_telephone_to_its_answer(desk: Desk, site: Site, window: Windows) -> None:
    citizen = window()
    page = citizen.page
    citizen.go("/consultations/")
    follow_link(page.get_by_role("link", name="东澜省电动自行车停放充电管理办法"))
    address = page.url.split("?")[0]
    telephone(citizen)

    # Four presses and one text, from the draft to the receipt: well under two minutes.
    follow_link(page.locator("#p-6").get_by_role("link", name="对本条提意见"))
    citizen.press("继续")
    assert "请写下您的意见" in page.locator(".error-summary").inner_text()
    page.get_by_label("您的意见").fill(SAID)
    for button in ("继续", "继续", "提交意见"):
        telephone(citizen)
        citizen.press(button)
    number, code = (page.locator(f"#receipt-{what}").inner_text() for what in ("number", "code"))
    telephone(citizen)
    page.reload()  # the form is sent again: it stays one comment
    assert page.locator("#receipt-number").inner_text() == number

    clerk = desk("drafter")
    uid = address.rstrip("/").rsplit("/", 1)[1]
    clerk.go(f"/office/consultations/{uid}/comments/")
    clerk.page.get_by_label(SAID).check()
    clerk.press("公开显示意见")
    assert "已公开显示1条" in clerk.page.locator(".messages").inner_text()
    assert SAID in citizen.go(f"{address.removeprefix(site.url)}comments/").locator("main").inner_text()

    comments = f"{address.removeprefix(site.url)}comments/"
    assert "署名未公开（署名含有不当内容）" in citizen.go(comments).locator("main").inner_text()
    clerk.go(f"/office/consultations/{uid}/comments/?which=unanswered")
    follow_link(clerk.page.get_by_role("link", name="署名是否公开").first)
    clerk.look()
    clerk.press("恢复公开署名")
    assert "已恢复公开这个署名（1份）" in clerk.page.locator(".messages").inner_text()
    assert "黑心物业曝光台" in citizen.go(comments).locator("main").inner_text()

    found = site.call(Consultation.objects.get, uid=uid)
    site.clock.set(site.clock.now() + timedelta(days=22))
    _answer_all(desk, uid)
    clerk.go(f"/office/consultations/{uid}/")
    clerk.press("起草意见征集结果报告")
    submit(clerk)
    report = site.call(Consultation.objects.select_related("report").get, pk=found.pk).report
    assert report is not None
    for who in ("head", "secrecy", "signer"):
        approve(desk(who), report.uid)
    release(desk("publisher"), report.uid)

    citizen.go("/consultations/follow/")
    page.get_by_label("意见编号").fill(number)
    page.get_by_label("查询码").fill(code)
    citizen.press("查询")
    told = page.locator("main").inner_text()
    assert "部分采纳" in told
    assert "由街道设置临时停放点" in told
    citizen.look()
    follow_link(page.get_by_role("link", name="查看全部结果"))
    citizen.look()
    follow_link(page.get_by_role("link", name="结果报告全文"))
    assert "由街道设置临时停放点" in page.locator("main").inner_text()


def telephone(person: Window) -> None:
    """Nobody is shut out of this page; then it goes on in the hand."""
    person.look()
    person.page.set_viewport_size({"width": NARROW, "height": 844})


def _answer_all(desk: Desk, uid: str) -> None:
    """What is left is looked at; one is grouped and answered, the others answered together."""
    clerk = desk("drafter")
    page = clerk.go(f"/office/consultations/{uid}/comments/")
    if waiting := page.locator("[name=texts]").all():  # as the weekday has it
        for box in waiting:
            box.check()
        clerk.press("公开显示意见")
    page = clerk.go(f"/office/consultations/{uid}/comments/?which=unanswered")
    page.get_by_label(SAID).check()
    unfold(clerk, "归并")
    page.get_by_label("意见组标题").fill("车棚建成以前的停放")
    clerk.press("归并意见")
    page = clerk.go(f"/office/consultations/{uid}/comments/?which=groups")
    unfold(clerk, "答复意见组")
    page.get_by_label("部分采纳").check()
    page.get_by_role("textbox", name="理由").fill("第四条增加一款：由街道设置临时停放点。")
    clerk.look()
    clerk.press("答复意见组")
    page = clerk.go(f"/office/consultations/{uid}/comments/?which=unanswered")
    for box in page.locator("[name=texts]").all():
        box.check()
    unfold(clerk, "答复")
    clerk.press("答复意见")
    assert "请选择采纳情况" in page.locator(".error-summary").inner_text()
    page.get_by_label("采纳", exact=True).check()
    page.get_by_role("textbox", name="理由").fill("已经吸收到修改稿中。")
    clerk.look()
    clerk.press("答复意见")
    assert "已答复" in page.locator(".messages").inner_text()

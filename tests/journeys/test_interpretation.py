"""A normative document and its interpretation reach the public together, or with a promise."""

import pytest

from . import acts
from .acts import Desk
from .conftest import Windows
from .papers import Sheet, word
from .site import Site
from .window import Window, follow_link

pytestmark = [pytest.mark.browser, pytest.mark.once]

BUREAU = "东澜省民政厅"
TITLE = "东澜省民政厅关于印发《社区老年食堂运行管理办法》的通知"
ABOUT = "《社区老年食堂运行管理办法》政策解读"
NORM = Sheet(TITLE, "东民规〔2026〕19号", BUREAU, "2026年11月19日", "各市、县（市、区）民政局")
READING = Sheet(ABOUT, "", BUREAU, "2026年11月20日", "")


def approved(desk: Desk, uid: str, *reviewers: str) -> None:
    clerk = desk("civil-drafter")
    acts.classify(clerk, **acts.CIRCULAR)
    acts.save(clerk)
    acts.submit(clerk)
    for username in reviewers:
        acts.approve(desk(username), uid)


def promised(signer: Window, uid: str) -> None:
    """Its release is refused until a promise is recorded, with its reason."""
    acts.open_from_queue(signer, uid)
    signer.press("立即发布")
    assert "解读" in signer.page.locator(".error-summary").inner_text()
    signer.look()
    acts.unfold(signer, "登记解读安排")
    promise = "登记“承诺随后解读”"
    signer.press(promise)
    assert signer.page.locator(".error-summary").is_visible()
    signer.look()
    signer.page.locator("#interpretation [name=reason]").fill("解读稿正在审查，三个工作日内发布。")
    signer.press(promise)
    assert "已登记" in signer.page.locator(".messages").inner_text()
    assert "最迟" not in signer.page.locator("#interpretation").inner_text()


def test_a_normative_document_waits_for_its_interpretation_or_a_promise_and_both_link_to_each_other(
    desk: Desk, window: Windows, site: Site
) -> None:
    clerk, signer, citizen = desk("civil-drafter"), desk("civil-signer"), window()
    uid = acts.upload(clerk, organ=BUREAU, kind="行政规范性文件", file=word(NORM))
    approved(desk, uid, "civil-head", "civil-reviewer", "civil-reviewer", "civil-signer")
    promised(signer, uid)
    assert citizen.status(f"/documents/{uid}/") == 404
    acts.release(signer, uid)
    site.work()
    citizen.go(f"/documents/{uid}/")
    assert TITLE in citizen.text()
    assert ABOUT not in citizen.text()

    page = clerk.go(f"/office/records/{uid}/")
    assert "最迟 2026年11月26日" in page.locator("#interpretation").inner_text()
    follow_link(page.get_by_role("link", name="拟写解读稿"))
    assert TITLE in clerk.text()
    page.locator("[name=file]").set_input_files(word(READING))
    reading = acts.begun(clerk)
    approved(desk, reading, "civil-head", "civil-reviewer", "civil-signer")
    citizen.go(f"/documents/{uid}/")
    assert ABOUT not in citizen.text()
    acts.release(signer, reading)
    site.work()

    page = citizen.go(f"/documents/{uid}/")
    follow_link(page.locator("main").get_by_role("link", name=ABOUT))
    page.wait_for_url(f"**/documents/{reading}/")
    citizen.look()
    follow_link(page.locator("main").get_by_role("link", name=TITLE).first)
    page.wait_for_url(f"**/documents/{uid}/")
    citizen.look()

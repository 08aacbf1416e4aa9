"""The hotline from a telephone to the end: a citizen, the hotline's clerk and head, the handler and its head.

What a citizen says is handed on with a reason, answered by two people, sent back once and closed; who reports
wrongdoing is never seen by those who handle it.
"""

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from gongkai.foundation.journal.models import Entry

from .acts import Desk
from .site import Site
from .window import NARROW, WIDE, Window

pytestmark = pytest.mark.browser
Windows = Callable[..., Window]
SHOTS = os.environ.get("GONGKAI_SHOTS")
COUNTY = "望川县人民政府"


def shot(person: Window, name: str, *, width: int = WIDE) -> None:
    """Nobody is shut out of this page; GONGKAI_SHOTS names a folder for its pictures."""
    person.look()
    for wide in (WIDE, NARROW) if SHOTS else ():
        person.page.set_viewport_size({"width": wide, "height": 900})
        person.page.screenshot(path=Path(SHOTS or "") / f"{name}-{wide}.png", full_page=True)
    person.page.set_viewport_size({"width": width, "height": 900})


def a_photo() -> dict[str, Any]:
    kept = io.BytesIO()
    Image.new("RGB", (320, 240), "dimgray").save(kept, "JPEG")
    return {"name": "lamp.jpg", "mimeType": "image/jpeg", "buffer": kept.getvalue()}


def lodged(citizen: Window, kind: str, text: str, *, photo: bool = False) -> tuple[str, str]:
    """From the first page to the receipt, on a telephone; answers number and code."""
    citizen.page.set_viewport_size({"width": NARROW, "height": 844})
    page = citizen.go("/hotline/")
    page.get_by_label(kind, exact=True).check()
    citizen.press("开始填写")
    page.fill("[name=text]", text)
    citizen.press("继续")
    if page.locator("[name=matter]").count():
        page.locator("[name=matter]").first.check()
    else:
        page.locator("[name=any_matter]").select_option("10-02")
    citizen.press("继续")
    for name in ("望川县", "青禾镇"):
        reach(citizen, name)
    if photo:
        shot(citizen, "hotline-place", width=NARROW)
    citizen.press("就在", exact=False)
    page.fill("[name=address]", "文化路小学门口")
    if photo:
        page.set_input_files("[name=photo]", a_photo())
        citizen.press("上传，再选一张")
        assert "已经上传 1 张照片" in citizen.text()
    citizen.press("继续")
    page.fill("[name=name]", "林见鹿")
    page.fill("[name=contact]", "0000-5550188")
    citizen.press("继续")
    if photo:
        shot(citizen, "hotline-check", width=NARROW)
    citizen.press("提交")
    return page.inner_text("#receipt-number"), page.inner_text("#receipt-code")


def reach(citizen: Window, name: str) -> None:
    """Down to a place by links, whatever levels stand between."""
    page = citizen.page
    for between in ("东澜省", "澜州市"):
        if page.get_by_role("link", name=name, exact=True).count():
            break
        if page.get_by_role("link", name=between, exact=True).count():
            with page.expect_navigation():
                page.get_by_role("link", name=between, exact=True).last.click()
    with page.expect_navigation():
        page.get_by_role("link", name=name, exact=True).last.click()


def followed(citizen: Window, number: str, code: str) -> str:
    page = citizen.go(f"/hotline/follow/?number={number}")
    page.fill("[name=code]", code)
    citizen.press("查询")
    return citizen.text()


def do(person: Window, number: str, act: str, **said: str) -> None:
    """One act on a message's page: the link, its form, its button."""
    page = person.go(f"/office/hotline/{number}/")
    page.get_by_role("link", name=act, exact=True).click()
    for name, value in said.items():
        box = page.locator(f"#do [name={name}]").first
        if box.get_attribute("type") == "radio":
            page.locator(f"#do [name={name}][value={value}]").check()
        elif box.evaluate("one => one.tagName") == "SELECT":
            box.select_option(label=value)
        else:
            box.fill(value)
    person.press(act, within=page.locator("#do"))
    assert f"已办理：{act}" in page.locator(".messages").inner_text()


def answered(desk: Desk, number: str, text: str) -> None:
    do(desk("county-handler"), number, "提交答复", outcome="resolved", text=text)
    do(desk("county-handler-head"), number, "审定并答复")


def test_a_complaint_from_a_telephone_is_answered_sent_back_and_closed(window: Windows, desk: Desk) -> None:
    citizen, clerk = window(), desk("hotline")
    number, code = lodged(citizen, "投诉", "文化路小学门口的路灯不亮，孩子放学看不见路。", photo=True)
    assert "等待热线工作机构受理" in followed(citizen, number, code)
    do(clerk, number, "受理")
    suggested = clerk.go(f"/office/hotline/{number}/").locator("#advice").inner_text()
    assert COUNTY in suggested
    shot(clerk, "hotline-suggested")
    clerk.page.get_by_role("link", name="派单", exact=True).click()
    assert COUNTY in clerk.page.locator("#do select[name=organ] option:checked").inner_text(), "the first one suggested"
    clerk.press("派单", within=clerk.page.locator("#do"))
    handler = desk("county-handler")
    do(handler, number, "签收")
    page = handler.go(f"/office/hotline/{number}/")
    assert "林见鹿" not in page.content()
    assert "0000-5550188" not in page.content()
    answered(desk, number, "线路老化，已更换电缆。")
    told = followed(citizen, number, code)
    assert "线路老化，已更换电缆。" in told
    assert COUNTY in told
    shot(citizen, "hotline-followed", width=NARROW)
    citizen.page.get_by_text("事情没有解决，退回重办").click()
    citizen.page.fill("#id_again", "换了电缆，晚上还是不亮。")
    citizen.press("退回重办")
    assert "晚上还是不亮" in handler.go(f"/office/hotline/{number}/").content()
    answered(desk, number, "控制箱跳闸，已修复，当晚到现场确认亮灯。")
    assert "当晚到现场确认亮灯" in followed(citizen, number, code)
    citizen.page.get_by_label("满意", exact=True).check()
    citizen.press("提交评价")
    do(clerk, number, "办结")
    assert "已办结" in followed(citizen, number, code)


def test_who_reports_wrongdoing_is_never_seen_by_those_who_handle_it(window: Windows, desk: Desk, site: Site) -> None:
    words = "青禾镇某饭店后厨使用过期原料，我在里面做帮厨，叫林见鹿。"
    citizen, clerk, handler = window(), desk("hotline"), desk("county-handler")
    number, code = lodged(citizen, "举报", words)
    do(clerk, number, "受理")
    assert "过期原料" not in clerk.page.content(), "sealed until somebody opens it, and that is written down"
    clerk.press("查看诉求人和原文")
    assert "林见鹿" in clerk.text()
    clerk.page.fill("[name=text]", "反映镇上一家饭店后厨原料过期，请检查。林见鹿说的。")
    clerk.press("保存承办内容")
    assert clerk.page.locator(".error-summary").is_visible()
    clerk.page.fill("[name=text]", "反映镇上一家饭店后厨原料过期，请检查。")
    clerk.press("保存承办内容")
    shot(clerk, "hotline-handed")
    clerk.page.get_by_role("link", name="派单", exact=True).click()
    clerk.page.locator("#do select[name=organ]").select_option(label=COUNTY)
    clerk.press("派单", within=clerk.page.locator("#do"))
    do(handler, number, "签收")
    seen = handler.go(f"/office/hotline/{number}/").content()
    assert "后厨原料过期" in seen
    for kept in ("林见鹿", "0000-5550188", "帮厨", "文化路小学门口"):
        assert kept not in seen
    answered(desk, number, "已检查，责令整改。")
    assert "已检查，责令整改。" in followed(citizen, number, code)
    looks = site.call(lambda: list(Entry.objects.filter(act="hotline.revealed", subject__contains="case:").values()))
    assert looks
    assert "林见鹿" not in str(looks)


def test_a_message_that_is_a_petition_becomes_one_and_its_code_still_opens_it(window: Windows, desk: Desk) -> None:
    citizen, clerk, handler = window(), desk("hotline"), desk("county-handler")
    number, code = lodged(citizen, "求助", "承包地被征用，安置补助少发一项，请求补发。")
    page = clerk.go("/office/petitions/")
    shot(clerk, "petitions")
    page.get_by_text("热线诉求其实是信访事项的").click()
    page.fill("[name=message]", number)
    page.locator("details [name=sort][value=appeal]").check()
    clerk.press("转为信访事项")
    petition = page.url.rstrip("/").split("/")[-1]
    assert "安置补助少发一项" in clerk.text(), "nothing is typed twice"
    page.get_by_role("link", name="转送", exact=True).click()
    page.locator("#do select[name=organ]").select_option(label=COUNTY)
    shot(clerk, "petition-forward")
    clerk.press("转送", within=page.locator("#do"))
    handler.go(f"/office/petitions/{petition}/").get_by_role("link", name="受理", exact=True).click()
    handler.press("受理", within=handler.page.locator("#do"))
    assert "60日" in handler.text()
    shot(handler, "petition")
    page = citizen.go(f"/petitions/follow/?number={petition}")
    page.fill("[name=code]", code)
    citizen.press("查询")
    assert "办理中" in citizen.text()
    assert number in citizen.text()
    shot(citizen, "petition-followed", width=NARROW)

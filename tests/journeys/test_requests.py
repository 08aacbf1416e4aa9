"""A person applies for information in a browser, proves who they are, follows it with number and code, withdraws it."""

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
from .window import NARROW, WIDE, Window, follow_link

pytestmark = pytest.mark.browser
Windows = Callable[..., Window]


def seen(opened: Window, name: str) -> None:
    """Nobody is shut out of this page; with GONGKAI_SHOTS its pictures are kept there."""
    opened.look()
    folder = os.environ.get("GONGKAI_SHOTS")
    for width in (WIDE, NARROW) if folder else ():
        opened.page.set_viewport_size({"width": width, "height": 900})
        opened.page.screenshot(path=Path(folder or "") / f"{name}-{width}.png", full_page=True)
    opened.page.set_viewport_size({"width": WIDE, "height": 900})


def fill(page: Any, **said: str) -> None:
    for name, text in said.items():
        page.fill(f"[name={name}]", text)


def _bring(page: Any, content: bytes) -> None:
    page.set_input_files("[name=proof_copy]", {"name": "card.jpg", "mimeType": "image/jpeg", "buffer": content})


def scan() -> bytes:
    """A picture of a card, as a telephone takes it."""
    kept = io.BytesIO()
    Image.new("RGB", (640, 400), "ivory").save(kept, "JPEG")
    return kept.getvalue()


def handed_in(
    opened: Window, look: Callable[[Window, str], None], *, proof: bytes | None = None, name: str = "张文"
) -> tuple[str, str]:
    """From the first page to the receipt; with `proof`, a scan of it goes along."""
    page = opened.go("/requests/")
    look(opened, "start")
    follow_link(page.get_by_role("link", name="开始申请"))
    page.fill("#organ-name", "民政")
    page.press("#organ-name", "Enter")
    page.locator("input[name=organ]").first.check()
    look(opened, "choose")
    opened.press("继续")
    fill(page, title="敬老院床位补贴发放明细", features="2025年第三季度，按县区分列")
    look(opened, "wanted")
    opened.press("继续")
    if "/answers/" in page.url:
        look(opened, "answers")
        opened.press("没有我要的，继续申请")
    opened.press("继续")
    assert "请填写申请人的姓名或者名称" in page.locator(".error-summary").inner_text()
    page.get_by_label("自然人").check()
    page.select_option("[name=proof_kind]", "resident_id")
    fill(page, name=name, proof_number="339999199002308516", phone="0571-5550101")
    look(opened, "applicant")
    if proof:
        _bring(page, b"MZ: no picture")
        opened.press("继续")
        assert page.locator(".error-summary").is_visible()
        assert page.input_value("[name=name]") == name
        look(opened, "proof-refused")
        _bring(page, proof)
    opened.press("继续")
    look(opened, "delivery")
    opened.press("继续")
    assert "339＊" in page.content()
    look(opened, "check")
    opened.press("提交申请")
    look(opened, "receipt")
    return page.inner_text("#receipt-number"), page.inner_text("#receipt-code")


def test_apply_follow_withdraw(window: Windows) -> None:
    opened = window()
    number, code = handed_in(opened, seen)
    page = opened.page
    follow_link(page.locator("main").get_by_role("link", name="查询办理进度"))
    assert page.input_value("[name=number]") == number
    seen(opened, "follow")
    page.fill("[name=code]", code)
    opened.press("查询")
    assert "待双方确认" in opened.text()
    seen(opened, "followed")
    page.locator("summary", has_text="撤回申请").click()
    opened.press("撤回这件申请")
    assert "已经撤回这件申请" in opened.text()
    seen(opened, "withdrawn")
    page.get_by_label("很满意", exact=True).check()
    opened.press("提交评价")
    assert "谢谢您的评价" in opened.text()


def test_without_script_it_goes_as_well(window: Windows) -> None:
    opened = window(javascript=False)
    number, code = handed_in(opened, lambda _opened, _name: None)
    opened.go("/requests/follow/?lang=en")
    opened.page.fill("[name=number]", number)
    opened.page.fill("[name=code]", code)
    follow_link(opened.page.locator("main button[type=submit]"))
    assert "Waiting for both sides to confirm" in opened.text()


def test_a_scan_of_the_proof_is_opened_by_its_clerk_only_and_every_look_is_written_down(
    window: Windows, desk: Desk, site: Site
) -> None:
    number, _code = handed_in(window(), seen, proof=scan(), name="李芸")
    clerk = desk("civil-drafter")
    clerk.go(f"/office/cases/{number}/")
    seen(clerk, "proof")
    with clerk.page.expect_download() as taken:
        clerk.page.get_by_role("button", name="查看证件扫描件").click()
    with Image.open(taken.value.path()) as picture:
        assert picture.size == (640, 400)
    looks = site.call(lambda: list(Entry.objects.filter(act="requests.revealed").values()))
    assert len(looks) == 1
    assert "339999199002308516" not in str(looks)
    assert "没有找到" in desk("ecology-drafter").go(f"/office/cases/{number}/").inner_text("main")

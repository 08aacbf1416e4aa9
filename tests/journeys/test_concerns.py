"""Public concern from what was found to what everybody reads: officer, organ, reviewer, signer, citizen, auditor."""

import os
import re
from pathlib import Path
from typing import Any

import pytest

from gongkai.foundation.journal.models import Entry
from gongkai.programmes.concerns import jobs

from .acts import Desk, approve, release
from .site import Site
from .window import NARROW, WIDE, Window, follow_link

pytestmark = [pytest.mark.browser, pytest.mark.once]
SHOTS = os.environ.get("GONGKAI_SHOTS")


def shot(person: Window, name: str) -> None:
    """Nobody is shut out of this page; GONGKAI_SHOTS names a folder for its pictures."""
    person.look()
    for width in (WIDE, NARROW) if SHOTS else ():
        person.page.set_viewport_size({"width": width, "height": 900})
        person.page.screenshot(path=Path(SHOTS or "") / f"{name}-{width}.png", full_page=True)
    person.page.set_viewport_size({"width": WIDE, "height": 900})


def do(person: Window, topic: str, act: str, **said: str) -> None:
    """One act on a topic's page: the link, its form, its button."""
    page = person.go(f"/office/concerns/{topic}/")
    follow_link(page.get_by_role("link", name=act, exact=True))
    fill(page, **said)
    person.press(act)
    assert f"已办理：{act}" in page.locator(".messages").inner_text()


def fill(page: Any, **said: str) -> None:
    for name, text in said.items():
        box = page.locator(f"form .handling [name={name}], form [name={name}]").first
        kind = box.get_attribute("type")
        if kind == "radio":
            page.locator(f"[name={name}][value={text}]").check()
        elif box.evaluate("one => one.tagName") == "SELECT":
            box.select_option(text)
        else:
            box.fill(text)


def test_what_people_say_is_judged_answered_and_told_on(desk: Desk, site: Site, reader: Window) -> None:
    officer, handler = desk("concern-officer"), desk("ecology-drafter")
    page = officer.go("/office/concerns/enter/")
    officer.press("登记舆情")
    assert "请" in page.locator(".error-summary").inner_text()
    fill(page, title="东溪河水发黑", source="东澜论坛", url="https://forum.example/t/9", words="这两天河水发黑。")
    officer.press("登记舆情")
    page.get_by_label("选择：东溪河水发黑").check()
    shot(officer, "concern-items")
    officer.press("处理所选的条目")
    found = re.search(r"/office/concerns/([^/]+)/", page.url)
    assert found
    topic = found[1]
    do(
        officer, topic, "研判", level="ordinary", ground="interests", scope="local", organ="省生态环境厅",
        reason="涉及居民生活。",
    )  # fmt: skip
    do(officer, topic, "交办")
    do(officer, topic, "上报", whom="省政府总值班室", text="已交办省生态环境厅。")
    shot(officer, "concern-topic")
    do(handler, topic, "提交回应稿", title="关于东溪河水发黑的情况说明", text="已到现场采样，结果将及时公布。")
    assert "关于东溪河水发黑" not in reader.go("/concerns/").locator("main").inner_text()
    uid = handler.page.locator("#statements ~ ol a").first.get_attribute("href")
    assert uid
    record = uid.split("/")[-2]
    approve(desk("ecology-reviewer"), record)
    approve(desk("ecology-signer"), record)
    release(desk("ecology-signer"), record)
    site.call(jobs.note_releases, at=site.clock.now())
    site.work()
    page = reader.go("/concerns/")
    follow_link(page.get_by_role("link", name="关于东溪河水发黑的情况说明"))
    assert "已到现场采样" in page.locator("main").inner_text()
    assert "东溪河水发黑" in page.locator("h1").inner_text()
    shot(reader, "concern-public")
    page = officer.go(f"/office/concerns/{topic}/")
    assert "按时" in page.locator("main").inner_text()
    do(officer, topic, "移交谣言线索", to="police", whom="省公安厅", text="编造死鱼图片。")
    do(officer, topic, "效果评估", effect="calmed", text="关切已经回应。")
    do(officer, topic, "办结")
    auditor = desk("auditor")
    assert "已办结" in auditor.go(f"/office/concerns/{topic}/").locator("main").inner_text()
    assert site.call(Entry.objects.filter(act="concerns.statement_drafted", facts__record=record).count) == 1


@pytest.fixture
def reader(browser: Any, site: Site) -> Window:
    """A citizen."""
    return Window(browser, site.url)

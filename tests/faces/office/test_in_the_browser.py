"""The office in Chromium: the editor loses nothing, and the policy holds."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing.content import Content
from gongkai.engines.publishing.models import Edition
from gongkai.foundation.text.html import sanitise

pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Page, sync_playwright

pytestmark = pytest.mark.browser
BODY = """<p class="addressees">各市（州）民政局：</p>
<h2>一、总体要求</h2>
<p>坚持以人民为中心<sup><a id="noteref-1" href="#note-1">[1]</a></sup>。</p>
<table><caption>任务表</caption><thead><tr><th>任务</th><th>时限</th></tr></thead>
<tbody><tr><td>改造</td><td>2026年底</td></tr><tr><td colspan="2">合计</td></tr></tbody></table>
<ul><li>第一项</li></ul>
<p class="signature">东澜省民政厅</p>
<section class="notes"><p id="note-1"><a href="#noteref-1">[1]</a> 见附件。</p></section>"""


Visit = Callable[..., Any]


@pytest.fixture
def visit(transactional_db: None, clerk: Client, chromium: str, live_server: Any) -> Iterator[Visit]:
    """Runs a walk through the office in a browser signed in as the drafter: `visit(walk, **options)`.

    Playwright keeps an event loop in its thread, so it has a thread of its own; the tables are looked at from ours.
    """
    base = str(live_server.url)
    cookie = {"name": "sessionid", "value": clerk.cookies["sessionid"].value, "url": base}

    def run(walk: Callable[[Page, str], Any], options: dict[str, Any]) -> Any:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            context = browser.new_context(**options)
            context.add_cookies([cookie])  # type: ignore[list-item]
            page = context.new_page()
            page.set_default_timeout(15_000)
            try:
                return walk(page, base)
            finally:
                browser.close()

    with ThreadPoolExecutor(max_workers=1) as thread:
        yield lambda walk, **options: thread.submit(run, walk, options).result()


@pytest.fixture
def full(drafted: Edition, content: Content, who: SimpleNamespace, at: datetime) -> Edition:
    """A draft with everything our HTML knows."""
    ops.save(record=drafted.record.uid, content=replace(content, body=BODY), lock_version=1, by=who.drafter, at=at)
    return Edition.objects.select_related("record").get(pk=drafted.pk)


def opened(edition: Edition, *, editor: bool = True) -> Callable[[Page, str], Page]:
    """Open an edition's form and wait for the editor."""

    def run(page: Page, base: str) -> Page:
        page.goto(f"{base}/office/records/{edition.record.uid}/edit/")
        if editor:
            page.wait_for_selector(".prose-menubar button[aria-label='加粗']")
        return page

    return run


def test_the_editor_gives_back_all_that_our_html_knows(visit: Visit, full: Edition) -> None:
    def walk(page: Page, base: str) -> tuple[str, str]:
        opened(full)(page, base)
        untouched = page.input_value("#id_body")
        page.click(".ProseMirror li")
        page.keyboard.press("End")
        page.keyboard.type("，改了")
        return untouched, page.input_value("#id_body")

    untouched, changed = visit(walk)
    assert sanitise(untouched) == full.body  # until somebody types
    expected = full.body.replace("第一项", "第一项，改了")
    expected = expected.replace("<table>\n<caption>任务表</caption>", '<p class="caption">任务表</p>\n<table>')
    assert sanitise(changed) == expected


def test_a_table_is_made_with_the_buttons_and_its_head_is_a_head(visit: Visit, drafted: Edition) -> None:
    def walk(page: Page, base: str) -> tuple[str, int]:
        opened(drafted)(page, base)
        page.click(".ProseMirror p")
        page.click("button[aria-label='插入表格']")
        page.select_option(".prose-editor-dialog select", "Yes")
        page.click(".prose-editor-dialog button[type=submit]")
        page.click(".ProseMirror th >> nth=0")
        page.keyboard.type("任务")
        kept = page.input_value("#id_body")
        page.click("button[aria-label='在下方加一行']")
        return kept, page.locator(".ProseMirror tr").count()

    kept, rows = visit(walk)
    assert "<thead>\n<tr><th>任务</th>" in sanitise(kept)
    assert rows == 4


def test_nothing_breaks_the_page_s_policy_and_every_button_is_named_in_chinese(visit: Visit, full: Edition) -> None:
    complaints: list[str] = []

    def walk(page: Page, base: str) -> list[str]:
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        opened(full)(page, base)
        page.click(".ProseMirror td >> nth=0")
        page.click("button[aria-label='在右侧加一列']")
        names: list[str] = page.eval_on_selector_all(
            ".prose-menubar button", "all => all.map(b => b.getAttribute('aria-label'))"
        )
        return names

    names = visit(walk)
    assert complaints == []
    assert [name for name in names if name.isascii()] == []


def test_what_is_written_in_the_editor_is_saved(visit: Visit, drafted: Edition) -> None:
    def walk(page: Page, base: str) -> None:
        opened(drafted)(page, base)
        page.click(".ProseMirror p")
        page.keyboard.press("End")
        page.keyboard.type("新写的一句。")
        page.click(".acts button >> nth=0")
        page.wait_for_selector("text=已保存。")

    visit(walk)
    drafted.refresh_from_db()
    assert "新写的一句。" in drafted.body


def test_without_scripts_the_text_is_edited_as_html(visit: Visit, drafted: Edition) -> None:
    def walk(page: Page, base: str) -> None:
        opened(drafted, editor=False)(page, base)
        page.fill("#id_body", "<p>没有脚本也能写。</p>")
        page.fill("#id_title", "没有脚本的标题")
        page.click(".acts button >> nth=0")
        page.wait_for_selector("text=已保存。")

    visit(walk, java_script_enabled=False)
    drafted.refresh_from_db()
    assert (drafted.title, drafted.body) == ("没有脚本的标题", "<p>没有脚本也能写。</p>")

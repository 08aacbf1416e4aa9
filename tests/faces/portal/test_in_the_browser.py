"""What a page does in Chromium: whole on paper, found with the keyboard, folded where the screen is narrow.

That every page is open to everybody is looked at in tests/journeys/test_every_page.py.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Page, sync_playwright

from gongkai.engines.publishing.content import Identifier, Relation

pytestmark = [pytest.mark.browser, pytest.mark.once]

TABLE = (
    "<table><thead><tr>"
    + "<th>一个很长的表头</th>" * 8
    + "</tr></thead><tbody><tr>"
    + "<td>内容</td>" * 8
    + "</tr></tbody></table>"
)
BODY = "\n".join(
    (
        '<p class="title">关于养老的通知</p>',
        "<h2>一、要求</h2>",
        "<p>正文。</p>",
        TABLE,
        '<p class="signature">东澜省民政厅</p>',
    )
)


@pytest.fixture
def pages(live_server: Any, press: Any, settled: Any) -> dict[str, str]:
    """A document with all it can carry, and the library it stands in."""
    uid = press.release(
        title="关于养老的通知",
        body=BODY,
        effective_on=date(2026, 4, 1),
        identifiers=(Identifier("统一编号", "DL-1", "备案平台"),),
        files=(("附件.csv", b"1,2\n"),),
    )
    press.release(kind="interpretation", document_number="", relations=(Relation("interprets", uid),))
    press.release(relations=(Relation("implements", uid), Relation("amends", uid)))
    press.correct(uid, note="更正一处文字。", body=BODY.replace("正文", "全文"))
    for serial in range(21):
        press.release(title=f"通知{serial}")
    settled()
    return {
        "document": f"/documents/{uid}/",
        "library": "/policies/",
        "filtered": "/policies/?theme=17&kind=document&year=2026",
    }


@pytest.fixture
def page(live_server: Any, pages: dict[str, str], chromium: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A browser page at the running site; `pages` is written before playwright keeps a loop in this thread."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield browser.new_page(base_url=live_server.url)
        browser.close()


def test_on_paper_the_document_is_whole_and_says_where_it_came_from(page: Page, pages: dict[str, str]) -> None:
    page.emulate_media(media="print")
    page.goto(pages["document"])
    assert not page.is_visible(".masthead")
    assert not page.is_visible(".foot")
    assert page.is_visible(".redhead")
    assert page.is_visible("td >> nth=7")
    assert pages["document"] in page.inner_text(".sheet-head")
    assert page.evaluate("document.querySelector('.sheet-head img').naturalWidth") > 0


def test_with_the_keyboard_alone_one_finds_a_document(page: Page, pages: dict[str, str]) -> None:
    page.goto("/")
    page.focus("#home-search")
    page.keyboard.type("养老")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    page.focus(".doc-list a >> nth=0")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/*/")
    assert "养老" in page.inner_text("h1")


def test_a_narrow_screen_folds_the_metadata_and_a_wide_one_never(page: Page, pages: dict[str, str]) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(pages["document"])
    assert not page.is_visible(".summary-table")
    page.click(".fold summary")
    assert page.is_visible(".summary-table")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(pages["document"])
    assert not page.is_visible(".fold")
    assert page.is_visible(".summary-table")
    assert page.evaluate("document.querySelector('h1').getBoundingClientRect().bottom") < 900
    page.emulate_media(media="print")
    assert page.is_visible(".summary-table")


def test_a_narrow_library_shows_its_first_document_at_once(page: Page, pages: dict[str, str]) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(pages["library"])
    assert not page.is_visible(".filters-panel")
    assert not page.is_visible("#site-search")
    assert page.evaluate("document.querySelector('.doc-list > li').getBoundingClientRect().top") < 600
    page.goto(pages["filtered"])
    assert page.is_visible(".chosen a")
    page.click(".fold summary")
    assert page.is_visible(".filters-panel [aria-current]")

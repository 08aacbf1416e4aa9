"""The showcase in Chromium: accessible in every mode and width, usable from the keyboard."""

import mimetypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

pytest.importorskip("playwright.sync_api")
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, sync_playwright

pytestmark = [pytest.mark.browser, pytest.mark.once]

ADDRESSES = (
    "/",
    "/policies/",
    "/documents/x/",
    "/organs/x/disclosures/",
    "/components/",
    "/form/",
    "/form/?title=",
    "/desk/",
    "/refuse/missing/",
)


@pytest.fixture
def page(showcase: Client, chromium: str) -> Iterator[Page]:
    """A browser page whose every request is answered by the showcase, with its own headers."""

    def serve(route: Route) -> None:
        parts = urlsplit(route.request.url)
        if parts.path.startswith("/static/"):
            found = Path(str(finders.find(parts.path.removeprefix("/static/"))))
            kind = mimetypes.guess_type(found.name)[0] or "text/plain"
            return route.fulfill(body=found.read_bytes(), headers={"content-type": kind})
        answer = showcase.get(f"{parts.path}?{parts.query}")
        return route.fulfill(status=answer.status_code, body=answer.content, headers=dict(answer.items()))

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        opened = browser.new_page()
        opened.route("**/*", serve)
        yield opened
        browser.close()


def violations(page: Page) -> list[str]:
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [f"{item['id']}: {node['html'][:120]}" for item in found for node in item["nodes"]]


@pytest.mark.parametrize(("mode", "width"), [("standard", 1280), ("standard", 390), ("elder", 390), ("contrast", 390)])
def test_every_page_is_accessible_and_never_scrolls_sideways(
    page: Page, showcase: Client, mode: str, width: int
) -> None:
    showcase.cookies["reading"] = mode
    page.set_viewport_size({"width": width, "height": 900})
    for address in ADDRESSES:
        page.goto(f"http://testserver{address}")
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_nothing_on_a_page_breaks_its_own_policy(page: Page) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if "Security Policy" in message.text else None)
    for address in ADDRESSES:
        page.goto(f"http://testserver{address}")
    assert complaints == []


def test_the_first_press_of_tab_offers_the_text(page: Page) -> None:
    page.goto("http://testserver/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_j_and_k_walk_the_queue_and_slash_goes_to_the_search(page: Page) -> None:
    page.goto("http://testserver/desk/")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "/office/2/"
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "/office/1/"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "desk-search"
    page.keyboard.type("j/k")
    assert page.input_value("#desk-search") == "j/k"


def test_a_link_of_the_error_summary_leads_to_its_control(page: Page) -> None:
    page.goto("http://testserver/form/?title=")
    page.click(".error-summary a >> nth=0")
    page.wait_for_url("**/*#id_title")


def test_on_paper_only_the_document_remains(page: Page) -> None:
    page.emulate_media(media="print")
    page.goto("http://testserver/documents/x/")
    assert not page.is_visible(".masthead")
    assert not page.is_visible(".foot")
    assert page.is_visible(".print-only")
    assert page.is_visible(".redhead")


def test_on_a_telephone_the_queue_stands_above_the_item(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("http://testserver/desk/")
    assert page.evaluate("document.querySelector('.queue-box').getBoundingClientRect().bottom") <= page.evaluate(
        "document.querySelector('.item').getBoundingClientRect().top"
    )

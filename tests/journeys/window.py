"""A window of a real browser that notes everything a page must not do."""

import re
import time
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Error, Locator, Page, Request

WIDE, NARROW = 1280, 390
LIGHT = 120 * 1024
PATIENCE = 30  # seconds for whatever a page does on a busy machine
AXE = Axe()


class Window:
    """One person's browser: a context with one page, watched from the first request to the last."""

    def __init__(self, browser: Browser, url: str, *, javascript: bool = True, cache: bool = True) -> None:
        self.url = url
        self.context = browser.new_context(
            base_url=url,
            java_script_enabled=javascript,
            locale="zh-CN",
            viewport={"width": WIDE, "height": 900},
        )
        self.context.set_default_timeout(1000 * PATIENCE)  # a report is handed over with all its files made
        self.faults: list[str] = []
        self.asked_pages: set[str] = set()
        self.bytes = 0
        self.context.on("request", self._asked)
        self.page: Page = self.context.new_page()
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.page.url}: {error}"))
        if not cache:
            self._weigh()

    def _asked(self, request: Request) -> None:
        if request.resource_type == "document":
            self.asked_pages.add(request.url)
        if urlsplit(request.url).scheme not in {"data", "blob", "about"} and not request.url.startswith(self.url + "/"):
            self.faults.append(f"{self.page.url} asked another origin: {request.url}")

    def _said(self, message: ConsoleMessage) -> None:
        # The browser logs every page that is answered with 4xx; that the page is refused is the test's own claim.
        page = message.location["url"].partition("#")[0]  # a request names no place in the page, the log does
        refused = message.text.startswith("Failed to load resource") and page in self.asked_pages
        if message.type in {"error", "warning"} and not refused:
            self.faults.append(f"{self.page.url}: {message.text}")

    def _weigh(self) -> None:
        session = self.context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        session.on("Network.loadingFinished", self._arrived)

    def _arrived(self, event: dict[str, Any]) -> None:
        self.bytes += int(event["encodedDataLength"])

    def go(self, path: str) -> Page:
        """Open an address of the site; answers the page."""
        self.page.goto(path)
        return self.page

    def status(self, path: str) -> int:
        response = self.page.goto(path)
        assert response is not None
        return response.status

    def press(self, name: str, *, exact: bool = True, within: Locator | None = None) -> None:
        """Press a button and wait for the page that answers; a click alone returns while the old page still stands."""
        button = (within or self.page).get_by_role("button", name=name, exact=exact)
        if not button.evaluate("b => b.type === 'submit' && b.form !== null"):
            button.click()
            return
        follow_link(button)

    def text(self) -> str:
        """What a person reads of the main part, without the line breaks of the layout."""
        return re.sub(r"\s+", " ", self.page.locator("main").inner_text())

    def look(self) -> None:
        """Everybody can use what stands here, on a desk and on a telephone."""
        for width in (WIDE, NARROW):
            self.page.set_viewport_size({"width": width, "height": 900})
            self._arrive()
            where = f"{self.page.url} at {width}"
            reach = self.page.evaluate("document.documentElement.scrollWidth")
            if reach > width:
                self.faults.append(f"{where} scrolls sideways: {reach} px wide, {self._too_wide()}")
            for violation in AXE.run(self.page).response["violations"]:
                places = [" ".join(node["target"]) for node in violation["nodes"][:3]]
                self.faults.append(f"{where} {violation['id']}: {violation['help']} {places}")
        self.page.set_viewport_size({"width": WIDE, "height": 900})

    def _arrive(self) -> None:
        """A click answers before the next page stands: between two documents there is none to measure."""
        # Asked again and again from here: `wait_for_function` would ask from inside the page, where the policy of the
        # page forbids `eval` from the second asking on.
        deadline = time.monotonic() + PATIENCE
        while not self._stands():
            if time.monotonic() > deadline:
                pytest.fail(f"{self.page.url} does not come to rest", pytrace=False)
            self.page.wait_for_timeout(20)

    def _stands(self) -> bool:
        """Whether one whole document is shown, its letters loaded."""
        try:
            return bool(self.page.evaluate("document.readyState === 'complete' && document.fonts.status === 'loaded'"))
        except Error as error:
            if "context was destroyed" not in str(error) and "navigation" not in str(error):
                raise
            return False  # the document asked has just made way for the next

    def _too_wide(self) -> Any:
        return self.page.evaluate(
            "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
            ".slice(0, 3).map(e => e.tagName + '.' + e.className)"
        )

    def settle(self) -> None:
        """Fail for whatever was noted since the last time."""
        faults, self.faults = self.faults, []
        if faults:
            pytest.fail("\n".join(dict.fromkeys(faults)), pytrace=False)


def follow_link(link: Locator) -> None:
    """Click what leads to another page, and wait for that page."""
    with link.page.expect_navigation():
        link.click()

"""What the public reads is for everybody: without scripts, without a mouse, on any screen, and nobody watches."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from gongkai.engines.publishing.models import Record, Withdrawal

from .conftest import Windows
from .site import Site
from .window import LIGHT, follow_link

pytestmark = [pytest.mark.browser, pytest.mark.once]

OPINIONS = "东澜省人民政府办公厅关于加快健全基本养老服务体系的实施意见"
PLAN = "东澜省生态环境厅关于印发《东澜省重污染天气应急响应工作方案》的通知"
REPEALED = "霁川县人民政府关于划定农作物秸秆禁烧区域的通告"
PAGES = [
    "/",
    "/openness/",
    "/services/",
    "/interaction/",
    "/data/",
    "/policies/",
    "/policies/?kind=normative&theme=17",
    "/search/?q=养老",
    "/search/?q=〔2026〕1号",
    "/search/?q=绝无此文",
    "/organs/",
    "/organs/990000025/guide/",
    "/organs/990000025/rules/",
    "/organs/990000033/disclosures/",
    "/organs/990000033/reports/",
    "/organs/990000041/guide/",
    "/ledger/",
    "/accounts/login/",
    "/documents/none/",
]


def address(site: Site, title: str) -> str:
    """The address of the newest record of the demonstration that bears this title."""

    def find() -> str:
        return f"/documents/{Record.objects.filter(editions__title=title).distinct().get().uid}/"

    return site.call(find)


def gone(site: Site) -> list[str]:
    """The addresses of what was taken back with nothing left to read: with its title, and without."""

    def find() -> list[str]:
        reasons = ("published_in_error", "unsuitable")
        found = Withdrawal.objects.filter(reason__in=reasons).values_list("record__uid", flat=True)
        return [f"/documents/{uid}/" for uid in found]

    return site.call(find)


def test_every_page_asked_for_afresh_is_light(window: Windows, site: Site) -> None:
    """With its styles, scripts and pictures; what axe says of each is asked in test_every_page."""
    one = window(cache=False)
    papers = [address(site, title) for title in (OPINIONS, PLAN, REPEALED)]
    for path in [*PAGES, *papers]:
        one.bytes = 0
        one.page.goto(path, wait_until="networkidle")
        assert one.bytes <= LIGHT, f"{path} weighs {one.bytes // 1024} KB"


def test_what_was_withdrawn_says_so(window: Windows, site: Site) -> None:
    found = gone(site)
    assert len(found) == 2
    for path in found:
        assert window().status(path) == 410


@pytest.mark.parametrize("name", ["长者模式", "高对比"])
def test_other_ways_of_reading_are_as_good(window: Windows, site: Site, name: str) -> None:
    one = window()
    one.go(address(site, OPINIONS))
    settings = one.page.get_by_role("navigation", name="语言与显示")
    settings.get_by_text("显示设置").click()
    follow_link(settings.get_by_role("link", name=name))
    one.page.wait_for_load_state()
    assert OPINIONS in one.text()
    one.look()
    one.go("/policies/")
    one.look()


def reach(page: Page, target: Locator, most: int = 80) -> None:
    """Press Tab until the focus is there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if target.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"the Tab key does not reach {target}")


def skip(page: Page) -> None:
    """The first thing the Tab key reaches leads past the head of the page."""
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="跳到正文")
    assert link.evaluate("one => one === document.activeElement")
    assert link.is_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/*#main")  # the browser tells of the new address a moment after the key


def test_a_citizen_finds_reads_checks_and_downloads_with_the_keyboard_alone_and_without_scripts(
    window: Windows, site: Site
) -> None:
    citizen = window(javascript=False)
    page = citizen.go("/")
    skip(page)
    box = page.get_by_role("search", name="检索全部公开信息").get_by_role("searchbox")
    reach(page, box, most=3)
    page.keyboard.type("基本养老服务体系 实施意见")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?*")
    skip(page)
    reach(page, page.locator("main .doc-list").get_by_role("link", name=OPINIONS, exact=True))
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/*/")
    skip(page)
    reach(page, page.get_by_role("link", name="东澜省基本养老服务清单").first)
    with page.expect_download() as downloading:
        page.keyboard.press("Enter")
    assert Path(downloading.value.path()).read_bytes()[:2] == b"PK"
    reach(page, page.locator("summary", has_text="自己核验一遍"))
    page.keyboard.press("Enter")
    assert page.get_by_text(f"gongkai verify {site.url}").is_visible()
    reach(page, page.get_by_role("link", name="存证证明（JSON）"))


def test_the_focus_can_be_seen(window: Windows) -> None:
    page = window().go("/policies/")
    for _ in range(12):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement);"
            " return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 || s.boxShadow !== 'none' })()"
        )
        assert seen, page.evaluate("document.activeElement.outerHTML")

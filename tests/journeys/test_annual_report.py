"""The annual report from the first blank cell to the record that waits for its reviews; and what the public reads."""

from collections.abc import Callable

import pytest

from gongkai.programmes.reports.models import AnnualReport

from .conftest import Windows
from .site import Site
from .window import Window, follow_link

pytestmark = [pytest.mark.browser, pytest.mark.once]

Desk = Callable[[str], Window]


@pytest.fixture(scope="module")
def address(site: Site) -> str:
    """This year's report of 省民政厅, which the demonstration has begun."""
    code = site.call(lambda: AnnualReport.objects.get(year=2026).organ.code)
    return f"/office/reports/{code}/2026/"


def test_a_clerk_fills_it_in_the_head_approves_and_it_waits_for_publication(desk: Desk, address: str) -> None:
    clerk = desk("civil-drafter")
    clerk.go("/office/reports/?year=2026").get_by_role("link", name="打开").first.wait_for()
    clerk.look()
    page = clerk.go(address)
    assert "必须改正" in clerk.text()
    clerk.look()
    follow_link(page.get_by_role("link", name="填报表二"))
    page.get_by_label("空白的格一律填0").check()
    clerk.look()
    clerk.press("保存")
    for section in ("problems", "other"):
        follow_link(page.locator(f"a[href$='/sections/{section}/']"))
        page.locator(".ProseMirror").fill("本年度未发出收费通知。")
        clerk.press("保存")
    page.get_by_label("对 AR-C5 的说明").fill("上年结转的申请在系统启用以前办结，没有录入。")
    follow_link(page.locator("form:has([value=AR-C5]) button"))
    assert "必须成立的勾稽关系都成立" in clerk.text()
    clerk.press("送审")
    assert "审核中" in clerk.text()
    follow_link(page.get_by_role("link", name="预览", exact=True))
    clerk.look()

    head = desk("civil-head")
    head.go(address)
    head.look()
    head.press("同意")
    assert "审核同意" in head.text()

    clerk.go(address)
    clerk.press("交付发布")
    follow_link(page.get_by_role("link", name="待发布的文件"))
    assert "政府信息公开工作年度报告" in clerk.text()
    assert "拟稿" in clerk.text()


def test_a_number_opens_what_it_counts_and_the_register_is_kept(desk: Desk, address: str) -> None:
    clerk = desk("civil-drafter")
    page = clerk.go(address)
    follow_link(page.get_by_role("link", name="表四“行政复议·结果纠正”栏：1"))
    clerk.look()
    follow_link(page.get_by_role("link", name="东政复〔2026〕37号"))
    clerk.look()
    clerk.go("/office/challenges/")
    clerk.look()


def test_the_openness_office_sees_how_all_stand(desk: Desk) -> None:
    officer = desk("openness")
    for path in ("/office/reports/?year=2025", "/office/supervision/", "/office/challenges/?outcome=corrected"):
        officer.go(path)
        officer.look()


def test_the_public_reads_the_numbers_and_nobody_is_named(window: Windows) -> None:
    reader = window()
    page = reader.go("/statistics/requests/?year=2025")
    assert "新收 52 件，办结 50 件，尚未办结 4 件" in reader.text()
    reader.look()
    follow_link(page.get_by_role("link", name="东澜省民政厅", exact=True))
    reader.look()
    follow_link(page.get_by_role("link", name="年度报告", exact=False).first)
    assert "2025年政府信息公开工作年度报告" in reader.text()

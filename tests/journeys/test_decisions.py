"""A major decision in a real browser: enrolled for on a phone; reviewed, deliberated, published, read in one place."""

import re
from typing import Any

import pytest

from gongkai.foundation.now import china_date
from gongkai.programmes.decisions import jobs

from .acts import Desk, approve, release
from .site import Site
from .window import NARROW, Window, follow_link

pytestmark = [pytest.mark.browser, pytest.mark.once]
MATTER = "公共卫生应急物资储备布局方案"


def opened(person: Window, title: str = MATTER) -> Any:
    """A matter's page, found in the list of the office."""
    page = person.go("/office/decisions/")
    follow_link(page.get_by_role("link", name=title, exact=True))
    return page


def do(person: Window, act: str, *, refused: str = "", **said: str) -> None:
    """One act on the matter's page: the link, its form, its button; refused, the page says why and keeps all."""
    page = opened(person)
    follow_link(page.locator("main").get_by_role("link", name=act, exact=True).first)
    filled(person, act, refused=refused, **said)


def filled(person: Window, act: str, *, refused: str = "", **said: str) -> None:
    for name, text in said.items():
        box = person.page.locator(f"#do [name='{name}']").first
        if box.get_attribute("type") == "radio":
            person.page.locator(f"#do [name='{name}'][value='{text}']").check()
        elif box.evaluate("one => one.tagName") == "SELECT":
            box.select_option(text)
        else:
            box.fill(text)
    person.press(act)
    shown = person.page.locator(".error-summary" if refused else ".messages").inner_text()
    assert (refused or f"已办理：{act}") in shown


def test_somebody_enrols_for_a_hearing_on_a_phone(browser: Any, site: Site, desk: Desk) -> None:
    citizen = Window(browser, site.url)
    citizen.page.set_viewport_size({"width": NARROW, "height": 844})
    page = citizen.go("/decisions/")
    citizen.look()
    follow_link(page.get_by_role("link", name="老旧小区加装电梯资金补助办法", exact=True))
    assert "下一步： 听证会" in page.locator("main").inner_text()
    follow_link(page.get_by_role("link", name="报名参加"))
    citizen.press("报名")
    assert "请填写姓名" in page.locator(".error-summary").inner_text()
    page.get_by_label("受影响的群众").check()
    page.get_by_role("textbox", name="姓名").fill("温小楼")
    page.get_by_role("textbox", name="联系电话").fill("0000-5550199")
    page.get_by_label("同意：").check()
    citizen.press("报名")
    number, code = page.locator("main dd strong").all_inner_texts()
    citizen.look()
    follow_link(page.get_by_role("link", name="查询报名结果"))
    page.get_by_label("报名序号").fill(number)
    page.get_by_label("查询码").fill(code)
    citizen.press("查询")
    assert "还没有遴选" in page.locator("main").inner_text()
    assert "温小楼" not in citizen.go("/decisions/").locator("main").inner_text()
    undertaker = desk("civil-drafter")
    follow_link(opened(undertaker, "老旧小区加装电梯资金补助办法").get_by_role("link", name="查看报名"))
    page = undertaker.page
    assert "温小楼" in page.locator("main").inner_text()
    undertaker.look()


def test_a_decision_is_reviewed_deliberated_and_published(browser: Any, site: Site, desk: Desk) -> None:
    reviewer, undertaker, head = desk("legal"), desk("health-drafter"), desk("head")
    do(reviewer, "提出合法性审查意见", outcome="lawful", text="权限、程序和内容合法。")
    do(undertaker, "提交集体讨论", text="草案、采纳情况、风险评估报告、合法性审查意见。")
    today = china_date(site.call(site.clock.now)).isoformat()
    meeting = {"meeting": "executive", "session": "省人民政府第61次常务会议", "held_on": today, "head": "卢行远"}
    spoken = {"opinions-0-speaker": "卢行远", "opinions-0-stance": "agree", "opinions-1-speaker": "沈明川",
              "opinions-1-stance": "agree"}  # fmt: skip
    do(head, "登记集体讨论决定", refused="行政首长最后发表意见", **meeting, result="同意。", **spoken)
    turned = {"opinions-0-speaker": "沈明川", "opinions-1-speaker": "卢行远"}
    filled(head, "登记集体讨论决定", **turned)
    do(head, "登记请示报告", reported_on=today)
    head.look()
    drafter = desk("drafter")
    do(drafter, "提交公布稿", title=MATTER, text="全省设储备库五处。", explanation="采纳每季度轮换的意见。", theme="22")
    reader = Window(browser, site.url)
    assert "全省设储备库五处" not in follow(reader).locator("main").inner_text()
    href = opened(drafter).locator("#papers ~ ol a").first.get_attribute("href")
    assert href
    (record,) = re.findall(r"/records/([0-9a-z]+)/", href)
    approve(desk("secrecy"), record)
    approve(desk("signer"), record)
    release(desk("publisher"), record)
    site.call(jobs.note_papers, at=site.clock.now())
    site.work()
    page = follow(reader)
    said = page.locator("main").inner_text()
    assert all(words in said for words in ("已公布，执行中", "集体讨论决定", "有条件赞成"))
    reader.look()
    follow_link(page.get_by_role("link", name="查看文件").first)
    assert "采纳每季度轮换的意见" in page.locator("main").inner_text()


def follow(reader: Window) -> Any:
    page = reader.go("/decisions/")
    follow_link(page.get_by_role("link", name=MATTER, exact=True).first)
    return page

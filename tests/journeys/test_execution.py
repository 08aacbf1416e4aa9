"""From the words of a work report to a task everybody follows, a comment on it, and the file behind a result."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from .acts import Desk
from .window import NARROW, WIDE, Window, follow_link

pytestmark = [pytest.mark.browser, pytest.mark.once]
SHOTS = os.environ.get("GONGKAI_SHOTS")
TEXT = """七、改善民生
1．新增城乡公共充电桩3000个（省财政厅牵头，省生态环境厅配合）。
2．9月底前改造农村公厕800座（责任单位：省厕所办）。
"""


def seen(person: Window, name: str) -> None:
    """Nobody is shut out of this page; pictures of both widths where GONGKAI_SHOTS names a folder."""
    person.look()
    for width in (WIDE, NARROW) if SHOTS else ():
        person.page.set_viewport_size({"width": width, "height": 900})
        person.page.screenshot(path=Path(SHOTS or "") / f"execution-{name}-{width}.png", full_page=True)
    person.page.set_viewport_size({"width": WIDE, "height": 900})


def approve(person: Window, address: str, button: str) -> None:
    person.go(address)
    person.press(button)
    assert person.page.locator(".messages").is_visible()


def test_a_report_becomes_tasks_and_a_reader_follows_asks_and_comments(
    desk: Desk, window: Callable[..., Window]
) -> None:
    clerk = desk("drafter")
    page = clerk.go("/office/execution/breakdown/")
    page.locator("[name=plan]").select_option("DL-2026-BG")
    page.fill("[name=text]", TEXT)
    seen(clerk, "text")
    clerk.press("读出任务")
    assert page.input_value("[name=task-0-targets]") == "新增城乡公共充电桩｜3000｜个"
    assert page.input_value("[name=task-1-due_on]") == "2026-09-30"
    clerk.press("提出这些任务")
    assert "没有名称中含“省厕所办”的机关" in page.locator(".error-summary").inner_text()
    page.fill("[name=task-1-lead]", "省民政厅")
    seen(clerk, "tasks")
    clerk.press("提出这些任务")
    assert "已提出2项任务" in page.locator(".messages").inner_text()
    address = page.url.removeprefix(clerk.url)
    approve(desk("head"), address, "同意（处室审核）")
    approve(desk("signer"), address, "批准并公布")

    reader = window()
    found = reader.go("/execution/plans/DL-2026-BG/?show=late")
    assert "改造农村公厕800座" in reader.text()
    follow_link(found.get_by_role("link", name="改造农村公厕800座", exact=False).first)
    assert "还没有报告进展" in reader.text()
    assert "东澜省民政厅" in reader.text()
    seen(reader, "task")
    reader.page.set_viewport_size({"width": NARROW, "height": 900})
    address = reader.page.url
    follow_link(reader.page.get_by_role("link", name="用邮件关注"))
    reader.page.fill("[name=email]", "reader@example.cn")
    seen(reader, "follow")
    reader.press("关注")
    assert "请查收邮件" in reader.text()
    reader.page.goto(address)
    follow_link(reader.page.get_by_role("link", name="对这项任务提意见"))
    reader.page.fill("[name=text]", "我们村的公厕还没有开工。")
    seen(reader, "comment")
    reader.press("继续")
    assert "/hotline/new/" in reader.page.url  # 三步：点开、写下、继续

    reader.go("/execution/tasks/DL-2026-BG-02/")
    assert "收到 1 条，已答复 1 条，公开 1 条" in reader.text(), "what was answered and made public stands at the task"
    found = reader.go("/results/99/2025/")
    seen(reader, "year")
    follow_link(found.get_by_role("link", name="整治农村生活污水").first)
    follow_link(reader.page.get_by_role("link", name="申请查阅依据"))
    seen(reader, "ask")
    reader.press("继续")
    assert "（编号JG-2025-06）的依据材料" in reader.page.locator("[name=features]").input_value()

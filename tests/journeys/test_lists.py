"""名录 in the office and in public: a file with a bad row, reviewed and adopted; then read, compared and undone."""

import io
import os
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from .acts import Desk
from .window import NARROW, WIDE, Window

pytestmark = pytest.mark.browser
SHOTS = os.environ.get("GONGKAI_SHOTS")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def seen(person: Window, name: str) -> None:
    """Nobody is shut out of this page; pictures of both widths where GONGKAI_SHOTS names a folder."""
    person.look()
    for width in (WIDE, NARROW) if SHOTS else ():
        person.page.set_viewport_size({"width": width, "height": 900})
        person.page.screenshot(path=Path(SHOTS or "") / f"lists-{name}-{width}.png", full_page=True)
    person.page.set_viewport_size({"width": WIDE, "height": 900})


def edited(clerk: Window, rows: list[dict[str, str]]) -> bytes:
    """The register as it is exported, with rows written under it as a clerk would."""
    with clerk.page.expect_download() as taken:
        clerk.page.get_by_role("link", name="导出本机关条目（XLSX）").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(taken.value.path()).read_bytes()))
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    for row in rows:
        sheet.append([row.get(str(head), "") for head in heads])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def approve(person: Window, address: str, button: str) -> None:
    person.go(address)
    person.press(button)
    assert person.page.locator(".messages").is_visible()


NEW = {
    "职权编码": "99-01-00777",
    "职权名称": "养老机构等级评定",
    "职权类型": "行政确认",
    "实施主体": "990000033",
    "行使层级": "省级",
    "设定依据": "《东澜省养老服务条例》第三条",
}
BAD = {**NEW, "职权编码": "99-01-00778", "职权名称": "某项审批", "职权类型": "行政放行"}


def test_a_file_with_a_bad_row_is_tried_mended_reviewed_adopted_and_undone(
    desk: Desk, window: Callable[..., Window]
) -> None:
    clerk = desk("civil-drafter")
    page = clerk.go("/office/registers/powers/")
    seen(clerk, "register")
    content = edited(clerk, [NEW, BAD])
    clerk.go("/office/registers/powers/import/")
    page.set_input_files("[name=file]", {"name": "权力清单.xlsx", "mimeType": XLSX, "buffer": content})
    page.fill("[name=reason]", "新设一项行政确认")
    page.fill("[name=basis]", "东澜省养老服务条例")
    page.fill("[name=since]", "2026-12-01")
    clerk.press("试导入")
    assert "“职权类型”没有“行政放行”这个选项" in clerk.text()
    assert page.input_value("[name=reason]") == "新设一项行政确认"
    seen(clerk, "tried")
    assert "用刚才核对的文件：权力清单.xlsx" in clerk.text()
    page.locator("[name=skip]").check()
    clerk.press("提出调整")
    assert "已提出1项调整" in clerk.page.locator(".messages").inner_text()
    seen(clerk, "proposed")
    address = page.url.removeprefix(clerk.url)

    citizen = window()
    citizen.go("/registers/powers/?on=2026-12-02&q=养老机构等级评定")
    assert "99-01-00777" not in citizen.text()
    approve(desk("civil-head"), address, "同意（处室审核）")
    approve(desk("civil-reviewer"), address, "同意（合法性审查）")
    signer = desk("civil-signer")
    approve(signer, address, "批准并公布")
    seen(signer, "adopted")

    citizen.go("/registers/powers/?q=养老机构等级评定")
    assert "99-01-00777" not in citizen.text()
    found = citizen.go("/registers/powers/?on=2026-12-02&q=养老机构等级评定")
    found.get_by_role("link", name="养老机构等级评定").click()
    assert "行政确认" in citizen.text()
    seen(citizen, "entry")
    citizen.go("/registers/powers/compare/?from=2026-11-30&to=2026-12-02")
    assert "养老机构等级评定" in citizen.text()
    seen(citizen, "compared")

    signer.go(address)
    signer.page.locator("[name=remark]").fill("依据尚未施行")
    signer.press("撤销批准")
    citizen.go("/registers/powers/?on=2026-12-02&q=养老机构等级评定")
    assert "99-01-00777" not in citizen.text()
    citizen.go("/registers/powers/changes/")
    assert "新设一项行政确认" in citizen.text()
    seen(citizen, "changes")

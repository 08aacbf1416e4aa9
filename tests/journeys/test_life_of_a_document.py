"""A Word file becomes a public document that can be proven, is corrected and is taken back."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from . import acts
from .acts import Desk
from .conftest import Windows
from .papers import Sheet, word
from .site import Site
from .window import Window, follow_link

pytestmark = pytest.mark.browser

OFFICE = "东澜省人民政府办公厅"
TITLE = "东澜省人民政府办公厅关于规范政务服务大厅公告栏管理的通知"
PAPER = Sheet(TITLE, "东政办函〔2026〕188号", OFFICE, "2026年11月20日")
LIST = "事项,责任单位\r\n办事指南,政务公开处\r\n".encode()
ATTACHMENT = {"name": "公告栏事项清单.csv", "mimeType": "text/csv", "buffer": LIST}
REVIEWERS = ("head", "secrecy", "signer")


def drafted(clerk: Window) -> str:
    """Uploaded, its recognised fields corrected, classified, with an attachment, and submitted."""
    clerk.go("/office/records/new/")
    clerk.look()
    uid = acts.upload(clerk, organ=OFFICE, kind="其他文件", file=word(PAPER))
    page = clerk.page
    assert page.locator("[name=title]").input_value() == TITLE
    assert page.locator("[name=document_number]").input_value() == PAPER.number
    assert page.locator("[name=issuer]").input_value() == OFFICE
    assert page.locator("[name=formed_on]").input_value() == "2026-11-20"
    assert page.locator("[name=addressees]").input_value() == PAPER.addressees
    assert page.get_by_text("由上传的文件识别，请核对").count() > 3
    clerk.look()
    page.locator("[name=addressees]").fill("各市、县（市、区）人民政府，省政府各部门")
    page.locator("[name=summary]").fill("规范政务服务大厅公告栏的内容和更新。")
    acts.classify(clerk, **acts.CIRCULAR)
    page.locator("[name=attachment]").set_input_files(ATTACHMENT)
    page.locator("[name=attachment_title]").fill("公告栏事项清单")
    clerk.press("添加附件")
    page.locator("#attachments a", has_text="公告栏事项清单").wait_for()
    page.locator(".prose-menubar").wait_for()
    acts.save(clerk)
    assert "省政府各部门" in clerk.text()
    clerk.look()
    acts.submit(clerk)
    return uid


def reviewed(desk: Desk, uid: str) -> None:
    for username in REVIEWERS:
        acts.approve(desk(username), uid, f"{username}已阅。")
    desk("secrecy").look()


def proven(url: str, folder: Path) -> tuple[int, str]:
    """What the public tool says, run where there is no database and no configuration."""
    bare = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    command = [sys.executable, "-m", "gongkai.assembly.cli", "verify", url, "--state", str(folder / "seen.json")]
    done = subprocess.run(
        command, cwd=folder, env={**bare, "PYTHONUTF8": "1"}, capture_output=True, encoding="utf-8", timeout=60,
        check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def read_by_a_citizen(citizen: Window) -> str:
    """Found by search, opened, read, its attachment downloaded; answers its address."""
    assert TITLE in acts.search(citizen, "公告栏管理")
    citizen.look()
    page = citizen.page
    follow_link(page.get_by_role("link", name=TITLE))
    page.wait_for_url("**/documents/*/")
    text = citizen.text()
    assert "索引号 990000025/2026-" in text
    assert PAPER.number in text
    assert page.locator(".doc-body h2").all_inner_texts()[:2] == ["一、总体要求", "二、具体事项"]
    assert page.locator(".doc-body table tr").count() == 3
    assert page.locator(".doc-body td", has_text="综合服务处").is_visible()
    numbered = page.locator(".doc-body", has_text="公开窗口电话和办公时间").inner_text()
    assert "公告栏包括电子屏和纸质栏" in numbered
    assert "怎样知道这份文件没有被改过" in text
    assert "在法定期限内" in text
    with page.expect_download() as downloading:
        page.get_by_role("link", name="公告栏事项清单").click()
    assert Path(downloading.value.path()).read_bytes() == LIST
    citizen.look()
    return page.url


def corrected(desk: Desk, uid: str) -> None:
    """The clerk changes a sentence in the editor, tells the public why, and all review it again."""
    clerk = desk("drafter")
    page = clerk.go(f"/office/records/{uid}/")
    clerk.press("更正（拟新版本）")
    page.wait_for_url("**/edit/")
    page.locator(".prose-menubar").wait_for()
    # In the first line: the middle of the paragraph may lie in its second, whose beginning is another place.
    page.locator(".prose-editor p", has_text="公告栏由专人管理").click(position={"x": 40, "y": 6})
    page.locator(".prose-editor .ProseMirror-focused").wait_for()
    page.keyboard.press("Home")
    page.keyboard.type("自即日起，")
    page.locator(".prose-editor p", has_text="自即日起，公告栏由专人管理").wait_for()
    page.locator("[name=public_note]").fill("补写起始时间：原文漏写“自即日起”。")
    clerk.look()
    acts.save(clerk)
    acts.submit(clerk)
    reviewed(desk, uid)
    acts.release(desk("publisher"), uid)


def withdrawn(publisher: Window, uid: str) -> None:
    publisher.go(f"/office/records/{uid}/")
    acts.unfold(publisher, "撤回发布")
    publisher.page.get_by_label("误发").check()
    publisher.page.locator("form[action*=withdraw] [name=note]").fill("审签未完成即发布，撤回后重新办理。")
    publisher.look()
    publisher.press("撤回发布")
    assert "已撤回发布" in publisher.page.locator(".messages").inner_text()


def test_a_paper_is_drafted_reviewed_released_read_proven_corrected_and_withdrawn(
    desk: Desk, window: Windows, site: Site, tmp_path: Path
) -> None:
    uid = drafted(desk("drafter"))
    citizen = window()
    assert citizen.status(f"/documents/{uid}/") == 404
    reviewed(desk, uid)
    assert citizen.status(f"/documents/{uid}/") == 404
    assert TITLE not in acts.search(citizen, "公告栏管理")
    acts.release(desk("publisher"), uid)
    desk("publisher").look()
    site.work()

    address = read_by_a_citizen(citizen)
    assert acts.uid_of(address) == uid
    code, said = proven(address, tmp_path)
    assert (code, "核验通过" in said) == (0, True), said

    corrected(desk, uid)
    site.work()
    citizen.go(address)
    assert "更正说明 补写起始时间" in citizen.text()
    assert "自即日起，公告栏由专人管理" in citizen.text()
    citizen.look()
    follow_link(citizen.page.get_by_role("link", name="第 1 版"))
    assert "非最新版本" in citizen.text()
    assert "自即日起，公告栏" not in citizen.page.locator(".doc-body").inner_text()
    citizen.look()
    code, said = proven(address, tmp_path)
    assert (code, "第 2 版" in said or "更新" in said) == (0, True), said

    withdrawn(desk("publisher"), uid)
    site.work()
    assert citizen.status(address) == 410
    assert "误发" in citizen.text()
    assert "审签未完成" not in citizen.page.content()  # what happened is for the office alone
    citizen.look()
    assert citizen.status(f"/documents/{uid}/editions/1/") == 410
    assert TITLE not in acts.search(citizen, "公告栏管理")
    code, said = proven(address, tmp_path)
    assert (code, "撤回" in said) == (0, True), said

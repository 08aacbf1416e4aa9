"""The office under trouble: two at one draft, bad files, no scripts, and a release that waits for its minute."""

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from gongkai.engines.publishing.models import Edition
from gongkai.foundation.jobs import operations as jobs
from gongkai.foundation.now import CHINA
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people import operations as people
from gongkai.foundation.people.actors import DRAFTER, SYSTEM
from gongkai.foundation.people.models import Person

from . import acts
from .acts import Desk
from .conftest import Windows
from .papers import Sheet, word
from .site import Site
from .window import Window

pytestmark = pytest.mark.browser

OFFICE = "东澜省人民政府办公厅"
TASKS = "东澜省人民政府办公厅关于做好岁末年初政务公开重点工作的通知"
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2048)
ZIP = b"PK\x03\x04"


def zipped(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "内容")
    return buffer.getvalue()


BAD_FILES = [
    ("空文件.docx", b"", "这是一个空文件（0 字节）"),
    ("旧版.doc", OLE, "在 Word 或 WPS 中"),
    ("改名的程序.docx", b"MZ" + bytes(512), "可执行程序"),
    ("断了的.docx", ZIP + bytes(64), "另存一份再上传"),
    ("乱码.txt", bytes(range(128, 256)) * 8, "编码无法识别"),
    ("打包.zip", zipped("清单.txt"), "压缩包"),
]
PAGES = {
    "drafter": ["/office/", "/office/?state=released", "/office/?q=通知", "/office/records/new/", "/office/secrets/"],
    "publisher": ["/office/?state=approved", "/office/notices/", "/office/tokens/", "/accounts/2fa/"],
    "auditor": ["/office/", "/office/journal/"],
    "admin": ["/office/jobs/", "/office/records/none/"],
}


def begin(clerk: Window, title: str) -> str:
    """A draft with a title and no file."""
    page = clerk.go("/office/records/new/")
    page.locator("[name=organ]").select_option(label=OFFICE)
    page.get_by_label("其他文件", exact=True).check()
    page.locator("[name=title]").fill(title)
    return acts.begun(clerk)


@pytest.fixture
def colleague(site: Site) -> Iterator[str]:
    """A second drafter of the general office."""

    def appoint() -> None:
        person = Person.objects.get(username="civil-drafter")
        organ, at = organs.by_code("990000025"), site.clock.now()
        people.appoint(person=person, organ=organ, role=DRAFTER, by=SYSTEM, at=at)

    site.call(appoint)
    return "civil-drafter"


@pytest.mark.parametrize("username", PAGES)
def test_every_page_of_the_office_is_open_to_everybody(desk: Desk, username: str) -> None:
    person = desk(username)
    for path in PAGES[username]:
        person.go(path)
        person.look()


def test_records_in_every_state_are_open_to_everybody(desk: Desk, site: Site) -> None:
    def one_of_each() -> list[str]:
        found = dict(Edition.objects.values_list("state", "record__uid"))
        return [f"/office/records/{uid}/" for uid in found.values()]

    auditor = desk("auditor")
    for path in site.call(one_of_each):
        auditor.go(path)
        auditor.look()
    auditor.go(f"{auditor.page.url}preview/")
    auditor.look()


def test_the_second_of_two_clerks_is_shown_both_texts_and_loses_neither(desk: Desk, colleague: str) -> None:
    first, second = desk("drafter"), desk(colleague)
    uid = begin(first, "关于两人同时修改的通知")
    second.go(f"/office/records/{uid}/")
    assert "沈知微正在修改这份稿件（刚刚打开）" in second.text()
    second.look()
    second.go(f"/office/records/{uid}/edit/")
    second.page.locator(".prose-menubar").wait_for()
    assert "沈知微正在修改这份稿件" in second.text()
    second.look()
    first.page.locator(".prose-editor [contenteditable=true]").click()
    first.page.keyboard.type("先保存的一段文字。")
    first.page.locator("[name=summary]").fill("先写的概述")
    acts.save(first)

    second.page.locator(".prose-editor [contenteditable=true]").click()
    second.page.keyboard.type("后保存的一段文字。")
    second.page.locator("[name=summary]").fill("后写的概述")
    second.press("保存")
    second.page.locator("#overtaken").wait_for()
    shown = second.text()
    for text in ("先保存的一段文字", "后保存的一段文字", "先写的概述", "后写的概述"):
        assert text in shown
    assert second.page.locator("[name=summary]").input_value() == "后写的概述"
    assert "后保存的一段文字" in second.page.locator(".prose-editor [contenteditable=true]").inner_text()
    second.look()
    first.page.reload()
    assert "先写的概述" in first.text()

    acts.save(second)
    assert "后写的概述" in second.text()
    first.page.reload()
    assert "后保存的一段文字" in first.text()
    assert "未采用的修改" in first.text()
    first.look()


def test_a_slip_is_taken_back_where_it_was_made(desk: Desk) -> None:
    clerk = desk("drafter")
    uid = begin(clerk, "关于误作废的通知")
    clerk.go(f"/office/records/{uid}/")
    acts.unfold(clerk, "作废本稿")
    clerk.press("作废本稿")
    clerk.page.locator(".messages").wait_for()
    clerk.look()
    clerk.press("撤销“作废本稿”")
    clerk.page.wait_for_url(f"**/office/records/{uid}/")
    assert "恢复到这次办理之前" in clerk.page.locator(".messages").inner_text()
    assert clerk.page.locator(".messages .notice-error").count() == 0
    assert "作废本稿" in clerk.text()
    clerk.look()


def test_the_office_is_walked_by_keys(desk: Desk) -> None:
    person = desk("drafter")
    begin(person, "关于用键盘走一遍的通知")
    page = person.go("/office/")
    title = page.locator(".todo a").first.inner_text()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent.trim()") == title
    page.keyboard.press("ArrowDown")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.textContent.trim()") == title
    page.keyboard.press("l")
    assert page.evaluate("!document.activeElement.closest('.todo')")
    page.keyboard.press("?")
    page.locator("dialog[data-keys]").wait_for()
    person.look()
    page.keyboard.press("j")
    assert page.locator("dialog[data-keys]").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("j?k")
    assert page.locator("[data-search]").input_value() == "j?k"
    assert not page.locator("dialog[data-keys]").is_visible()
    page.keyboard.press("Tab")
    page.locator(".todo a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/office/records/**")


def test_a_bad_file_is_refused_in_a_sentence_and_nothing_else_typed_is_lost(desk: Desk) -> None:
    clerk = desk("drafter")
    page = clerk.go("/office/records/new/")
    page.locator("[name=organ]").select_option(label=OFFICE)
    page.get_by_label("政策解读", exact=True).check()
    page.locator("[name=title]").fill("关于坏文件的通知")
    for name, content, sentence in BAD_FILES:
        page.locator("[name=file]").set_input_files({"name": name, "mimeType": "", "buffer": content})
        clerk.press("拟稿")
        summary = page.locator(".error-summary")
        summary.wait_for()
        assert sentence in summary.inner_text(), name
        assert page.locator("[name=title]").input_value() == "关于坏文件的通知"
        assert page.get_by_label("政策解读", exact=True).is_checked()
        assert page.locator("[name=organ] option:checked").inner_text() == OFFICE
    clerk.look()


def test_a_bad_attachment_is_refused_and_the_rest_of_the_page_is_saved(desk: Desk) -> None:
    clerk = desk("drafter")
    begin(clerk, "关于坏附件的通知")
    page = clerk.page
    page.locator("[name=summary]").fill("已经写好的概述")
    page.locator("[name=attachment]").set_input_files({"name": "清单.pdf", "mimeType": "", "buffer": b"MZ" + bytes(99)})
    clerk.press("添加附件")
    page.locator(".error-summary").wait_for()
    assert "可执行程序" in page.locator(".error-summary").inner_text()
    assert "其余内容已保存" in clerk.text()
    assert page.locator("[name=summary]").input_value() == "已经写好的概述"
    clerk.look()
    page.reload()
    assert page.locator("[name=summary]").input_value() == "已经写好的概述"


def test_a_number_in_use_leads_to_a_draft_without_it(desk: Desk, site: Site) -> None:
    number = site.call(lambda: Edition.objects.get(title=TASKS).document_number)
    clerk = desk("drafter")
    clerk.go("/office/records/new/")
    page = clerk.page
    page.locator("[name=organ]").select_option(label=OFFICE)
    paper = word(Sheet("关于文号重复的通知", number, OFFICE, "2026年11月20日"))
    page.locator("[name=file]").set_input_files(paper)
    clerk.press("拟稿")
    page.locator(".error-summary").wait_for()
    assert "文号" in page.locator(".error-summary").inner_text()
    clerk.look()
    page.get_by_label("先不填文号").check()
    page.locator("[name=file]").set_input_files(paper)
    acts.begun(clerk)
    assert page.locator("[name=document_number]").input_value() == ""


def test_a_draft_is_written_without_scripts(desk: Desk, window: Windows) -> None:
    uid = begin(desk("drafter"), "关于没有脚本的通知")
    plain = window(javascript=False)
    plain.context.add_cookies(desk("drafter").context.cookies())
    page = plain.go(f"/office/records/{uid}/edit/")
    page.locator("textarea[name=body]").fill("<h2>一、总则</h2><p>不用脚本写的正文。</p>")
    page.locator("[name=summary]").fill("不用脚本写的概述")
    acts.save(plain)
    assert "不用脚本写的正文" in plain.text()
    assert "不用脚本写的概述" in plain.text()
    assert page.locator(".doc-body h2", has_text="一、总则").count() == 1


def test_a_scheduled_release_is_public_at_its_minute_and_not_before(desk: Desk, window: Windows, site: Site) -> None:
    minute = datetime(2026, 11, 24, 9, 30, tzinfo=CHINA)
    uid = site.call(lambda: Edition.objects.get(title=TASKS).record.uid)
    publisher, citizen = desk("publisher"), window()
    page = publisher.go(f"/office/records/{uid}/")
    acts.unfold(publisher, "定时发布")
    form = page.locator("form[action*='/schedule/']")
    form.locator("[name=day]").fill("2026-11-23")
    form.locator("[name=time]").fill("09:30")
    publisher.press("定时发布", within=form)
    assert page.locator(".error-summary").is_visible()
    publisher.look()
    form.locator("[name=day]").fill("2026-11-24")
    publisher.press("定时发布", within=form)
    assert "2026-11-24 09:30" in page.locator(".messages").inner_text()

    site.clock.set(minute - timedelta(seconds=30))
    tick(site)
    assert citizen.status(f"/documents/{uid}/") == 404
    assert TASKS not in acts.search(citizen, "岁末年初")
    site.clock.set(minute)
    assert citizen.status(f"/documents/{uid}/") == 404
    tick(site)
    assert citizen.status(f"/documents/{uid}/") == 200
    assert "2026-11-24 09:30" in citizen.text()
    assert TASKS in acts.search(citizen, "岁末年初")


def tick(site: Site) -> None:
    """What the clock and the worker do."""
    site.call(lambda: jobs.tick(at=site.clock.now()))
    site.work()

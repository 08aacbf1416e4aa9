"""What people of the office do, press by press."""

import re
from collections.abc import Callable
from typing import Any

from .window import Window, follow_link

Desk = Callable[[str], Window]
CIRCULAR = {"attribute": "proactive", "art20": "A20-01", "theme": "02", "genre": "circular"}


def upload(clerk: Window, *, organ: str, kind: str, file: dict[str, Any]) -> str:
    """Draft from a file; answers the record's uid, with the edit page open."""
    page = clerk.go("/office/records/new/")
    page.locator("[name=organ]").select_option(label=organ)
    page.get_by_label(kind, exact=True).check()
    page.locator("[name=file]").set_input_files(file)
    return begun(clerk)


def begun(clerk: Window) -> str:
    clerk.press("拟稿")
    clerk.page.wait_for_url("**/edit/")
    clerk.page.locator(".prose-menubar").wait_for()
    return uid_of(clerk.page.url)


def uid_of(address: str) -> str:
    found = re.search(r"/(?:records|documents)/([0-9a-z]+)/", address)
    assert found, address
    return found[1]


def classify(clerk: Window, *, attribute: str, **chosen: str) -> None:
    clerk.page.locator(f"[name=attribute][value={attribute}]").check()
    for name, value in chosen.items():
        clerk.page.locator(f"[name={name}]").select_option(value)


def save(clerk: Window) -> None:
    clerk.press("保存")
    clerk.page.wait_for_url(re.compile(r"/office/records/[0-9a-z]+/(#.*)?$"))


def submit(clerk: Window) -> None:
    clerk.press("送审")
    assert "已送审" in clerk.page.locator(".messages").inner_text()


def open_from_queue(person: Window, uid: str) -> None:
    person.go("/office/")
    follow_link(person.page.locator(f'.queue a[href="/office/records/{uid}/"]'))


def approve(person: Window, uid: str, remark: str = "") -> None:
    open_from_queue(person, uid)
    if remark:
        person.page.get_by_role("textbox", name="审查意见").fill(remark)
    person.press("同意")
    assert "已同意" in person.page.locator(".messages").inner_text()


def release(person: Window, uid: str) -> None:
    open_from_queue(person, uid)
    person.press("立即发布")
    assert "已发布" in person.page.locator(".messages").inner_text()


def unfold(person: Window, summary: str) -> None:
    person.page.locator("summary", has_text=summary).click()


def search(citizen: Window, words: str) -> list[str]:
    """Search from the home page; answers the titles found."""
    page = citizen.go("/")
    box = page.get_by_role("search", name="检索全部公开信息").locator("input[name=q]")  # a combobox with scripts
    box.fill(words)
    box.press("Enter")
    page.wait_for_url("**/search/?*")
    return page.locator("main .doc-list > li > a").all_inner_texts()

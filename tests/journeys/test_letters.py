"""公函 in the office: a letter goes out with its act, the head sets word and template, the case leaves as a package."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from .acts import Desk
from .site import Site
from .test_cases import OFFICE, act, entered, on, said, shot
from .window import Window, follow_link

__all__ = ["entered"]
pytestmark = [pytest.mark.browser, pytest.mark.once]


def saved(person: Window, link: re.Pattern[str], folder: Path) -> Path:
    with person.page.expect_download() as coming:
        person.page.get_by_role("link", name=link).first.click()
    kept = folder / coming.value.suggested_filename
    coming.value.save_as(kept)
    return kept


def test_letters_go_out_numbered_and_the_case_leaves_as_a_package(
    desk: Desk, site: Site, entered: Callable[[str], str], tmp_path: Path
) -> None:
    on(site, "2026-11-26")
    clerk, head, signer = desk("drafter"), desk("head"), desk("signer")
    head.go(f"/office/letters/?organ={OFFICE}")
    head.look()
    shot(head, "letters-settings")
    head.page.locator("[name=word-reply-word]").fill("澜依复")
    follow_link(head.page.locator('form[action$="series/reply/"] button'))
    assert "机关代字为“澜依复”" in said(head)

    number = entered("2025年度农村低保标准调整的测算依据")
    act(clerk, number, "收到申请")
    act(clerk, number, "告知补正", items="请写明调整的批次", until_on="2026-12-10")
    on(site, "2026-12-01")
    act(clerk, number, "收到补正的申请", text="2025年7月的调整")
    act(clerk, number, "提交答复审核", kind="R-N15", text="第三方书面表示不同意公开，理由成立。")
    signer.go(f"/office/cases/{number}/")
    assert saved(signer, re.compile("Word.*答复书草稿"), tmp_path).stat().st_size > 10_000
    act(desk("legal"), number, "合法性审查同意", opinion="同意。")
    act(desk("secrecy"), number, "保密审查同意")
    act(signer, number, "签发")
    act(clerk, number, "送达答复", way="post", mail_number="XA12345678999")
    site.work()
    clerk.go(f"/office/cases/{number}/#letters")
    assert "澜依复〔2026〕1号" in clerk.text()
    assert "以交邮之日2026年12月1日为准" in clerk.text()
    assert "先向" in clerk.text()
    clerk.look()
    shot(clerk, "letters-case")
    assert saved(clerk, re.compile("PDF.*澜依复〔2026〕1号"), tmp_path).read_bytes().startswith(b"%PDF")
    act(clerk, number, "归档")
    with zipfile.ZipFile(saved(clerk, re.compile("下载归档卷"), tmp_path)) as zipped:
        assert sum(name.endswith(".docx") for name in zipped.namelist()) == 3

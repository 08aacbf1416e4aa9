"""Comparing editions, citing one, and the code that leads back to a page from paper."""

import re
from dataclasses import replace

import pytest

from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing import queries
from gongkai.faces.portal.citing import Citation
from gongkai.faces.portal.qr import is_own


def text(response):
    return response.content.decode()


@pytest.fixture
def corrected(press):
    uid = press.release(
        body="<p>甲。</p><p>每年一次。</p><p>丙。</p><p>丁。</p><p>戊。</p>", files=(("名单.csv", b"1\n"),)
    )
    press.correct(uid, note="一次更正为两次。", body="<p>甲。</p><p>每年两次。</p><p>丙。</p><p>丁。</p><p>戊。</p>")
    press.correct(uid, note="改标题。", title="关于推进养老服务优质发展的通知", theme="01")
    return uid


def test_the_newest_edition_is_compared_with_the_one_before_it_unless_others_are_chosen(site, corrected):
    newest = text(site.get(f"/documents/{corrected}/compare/"))
    assert "<del>高质量发展</del><ins>优质发展</ins>" in newest
    assert "正文没有变动" in newest
    body = text(site.get(f"/documents/{corrected}/compare/?from=1&to=2"))
    assert "每年<del>一次</del><ins>两次</ins>。" in body
    assert "一次更正为两次。" in body
    assert "另有 2 段没有变动" in body
    backwards = text(site.get(f"/documents/{corrected}/compare/?from=2&to=1"))
    assert "每年<del>两次</del><ins>一次</ins>。" in backwards
    both = text(site.get(f"/documents/{corrected}/compare/?from=1&to=3"))
    assert "<ins>两次</ins>" in both
    assert "<del>高质量发展</del>" in both


def test_an_edition_that_is_not_public_cannot_be_compared(site, press, corrected):
    press.draft()
    for asked in ("?to=4", "?from=0", "?from=x", "?from=1&to=99"):
        assert site.get(f"/documents/{corrected}/compare/{asked}").status_code == 404
    assert "选的是同一个版本" in text(site.get(f"/documents/{corrected}/compare/?from=2&to=2"))
    assert "只有一个版本" in text(site.get(f"/documents/{press.release()}/compare/"))
    assert site.get(f"/documents/{press.draft()}/compare/").status_code == 404


def test_attachments_that_came_went_or_changed_are_said(site, press):
    uid = press.release(files=(("甲.csv", b"1\n"), ("乙.csv", b"2\n")))
    drafter = press.who("drafter")
    edition = ops.revise(record=uid, by=drafter, at=press.at)
    content = replace(queries.content_of(edition), public_note="换了附件。")
    ops.save(record=uid, content=content, lock_version=edition.lock_version, by=drafter, at=press.at)
    ops.detach(record=uid, position=2, by=drafter, at=press.at)
    press.attach(uid, "丙.csv", b"3\n")
    press.review(uid)
    ops.release(record=uid, by=press.who("publisher"), at=press.at)
    page = text(site.get(f"/documents/{uid}/compare/"))
    assert re.search(r"新增：\s*<a href=\"/documents/\w+/editions/2/files/2\"><ins>丙</ins>", page)
    assert re.search(r"删去：\s*<a href=\"/documents/\w+/editions/1/files/2\"><del>乙</del>", page)
    assert "甲" not in re.findall(r"<del>([^<]*)</del>", page)


def test_a_comparison_too_long_for_a_page_says_so(site, press):
    uid = press.release(body="".join(f"<p>第{n}条原来的规定内容。</p>" for n in range(4000)))
    press.correct(uid, note="全文修订。", body="".join(f"<p>第{n}款新的规定办法。</p>" for n in range(4000)))
    answer = site.get(f"/documents/{uid}/compare/")
    assert "一页列不下" in text(answer)
    assert len(answer.content) < 120_000


def test_history_offers_the_comparison_of_each_correction(site, corrected):
    page = text(site.get(f"/documents/{corrected}/"))
    for number in (2, 3):
        assert f'href="/documents/{corrected}/compare/?to={number}"' in page
    assert "compare/?to=1" not in page


def test_a_citation_names_the_edition_that_was_read(site, corrected):
    page = text(site.get(f"/documents/{corrected}/editions/1/"))
    line = (
        "东澜省民政厅. 关于推进养老服务高质量发展的通知: 东民发〔2026〕3号[EB/OL]. (2026-03-02)[{}]. "
        f"http://localhost:8000/documents/{corrected}/editions/1/."
    )
    assert line.format("引用日期") in page
    assert text(site.get(f"/documents/{corrected}/editions/1/cite.txt")) == line.format("2026-03-02") + "\n"
    ris = text(site.get(f"/documents/{corrected}/editions/3/cite.ris"))
    assert ris.startswith("TY  - GOVDOC\r\n")
    assert ris.endswith("ER  - \r\n")
    assert "ET  - 3\r\n" in ris
    bib = site.get(f"/documents/{corrected}/editions/3/cite.bib")
    assert bib["Content-Type"].startswith("application/x-bibtex")
    assert "第3版" in text(bib)


def test_no_character_of_a_title_breaks_a_bibliography(at):
    said = Citation("u", "甲{厅}", "100%\\的\nTY  - {#$&_^~}", "", "", 1, at.date(), "http://x/")
    assert r"100\%\textbackslash{}的 TY - \{\#\$\&\_\textasciicircum{}\textasciitilde{}\}" in said.bibtex(at.date())
    assert said.ris(at.date()).count("TY  - ") == 1
    assert said.ris(at.date()).count("\r\n") == 10


@pytest.mark.parametrize(
    ("path", "ours"),
    [
        ("/", True),
        ("/documents/abcdefgh/", True),
        ("/policies/?q=养老&year=2026", True),
        ("/office/", False),
        ("/accounts/login/", False),
        ("//evil.example/", False),
        ("https://evil.example/", False),
        ("/nowhere/at/all/", False),
        ("/policies/?q=\n", False),
        ("/policies/?q=" + "x" * 400, False),
        ("", False),
    ],
)
def test_a_picture_is_drawn_of_our_own_pages_only(path, ours, site):
    assert is_own(path) is ours
    answer = site.get("/qr.svg", {"path": path})
    assert answer.status_code == (200 if ours else 404)
    if ours:
        assert answer["Content-Type"] == "image/svg+xml"
        assert b"<script" not in answer.content
        assert b"style" not in answer.content

"""The document page for a citizen: contents, attachments, whom to ask; and the pages about the site."""

import re
from urllib.parse import unquote

import pytest

from gongkai.faces.portal.contents import headings


def text(response):
    return response.content.decode()


LONG = "".join(f"<h2>第{n}章 规定</h2><p>第{n}条 {'内容，' * 120}到此为止。</p>" for n in "一二三四五")


def test_a_long_text_has_its_contents_and_not_one_byte_of_it_changes(site, press):
    uid = press.release(body=LONG)
    page = text(site.get(f"/documents/{uid}/"))
    stored = re.search(r"<!--gongkai:body-->(.*)<!--/gongkai:body-->", page, re.DOTALL)[1]
    assert stored.count("<h2>") == 5
    assert " id=" not in stored
    assert "目录（5 项）" in page
    assert [unquote(one.href) for one in headings(stored)][:2] == [
        "#:~:text=第一章 规定,-第一条 内容",
        "#:~:text=到此为止。-,第二章 规定",
    ]


def test_a_short_text_needs_none(site, press):
    assert "目录（" not in text(site.get(f"/documents/{press.release()}/"))
    assert headings("<h2>一</h2>" * 3 + "<p>字</p>" * 1000) == ()


def test_contents_stay_bounded_and_are_addressed_without_raw_markup():
    body = "".join(f"<h2>标题&lt;{n}&gt; - 甲</h2><h3>小题</h3><p>文。</p>" for n in range(100)) + "<p>x</p>" * 100
    found = headings(body)
    assert len(found) == 60
    assert not any(one.under for one in found)
    assert "%2D" in found[1].href
    assert "<" not in found[1].href


def test_an_attachment_says_what_it_is_and_what_opens_it(site, press):
    uid = press.release(files=(("名单.csv", b"1,2\n"),))
    page = text(site.get(f"/documents/{uid}/"))
    assert "CSV 表格，4 字节；用 WPS、Excel 打开" in page
    assert "名单.csv" in page


def test_a_document_says_whom_to_ask(site, press):
    page = text(site.get(f"/documents/{press.release()}/"))
    assert '<a href="tel:0000-1">0000-1</a>' in page
    assert "网页找错" in page


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/policies/养老服务/", "养老服务"),
        ("/东民发〔2026〕3号.html", "东民发〔2026〕3号"),
        ("/documents/nothing/", ""),
    ],
)
def test_a_page_that_is_not_there_offers_to_search_for_its_words(site, path, words):
    answer = site.get(path)
    assert answer.status_code == 404
    assert re.search(rf'id="search-again"[^>]*value="{words}"', text(answer), re.DOTALL)


def test_every_page_of_the_portal_leads_to_the_map_and_the_statements(site, db):
    for path in ("/", "/about/", "/documents/nothing/"):
        page = text(site.get(path))
        for way in ("/sitemap/", "/about/", "/about/#privacy", "/about/#contact", "/accessibility/"):
            assert f'href="{way}"' in page


def test_the_map_leads_to_every_channel_and_organ(site, organ):
    page = text(site.get("/sitemap/"))
    for way in ("/openness/", "/policies/", "/services/", "/interaction/", "/data/", "/ledger/", "/accessibility/"):
        assert f'href="{way}"' in page
    assert f'href="/organs/{organ.code}/guide/"' in page


def test_the_channels_are_of_use_today(site, organ):
    services = text(site.get("/services/"))
    assert f'href="/organs/{organ.code}/guide/">东澜省民政厅</a>' in services
    assert 'href="tel:0000-1"' in services
    assert 'href="/requests/"' in text(site.get("/interaction/"))
    assert "/api/openapi.json" in text(site.get("/data/"))

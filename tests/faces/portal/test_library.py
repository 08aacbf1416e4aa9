"""The policy library and the search: filters, pages, words, numbers, empty states."""

import re
from urllib.parse import quote

import pytest


def text(response):
    return response.content.decode()


def titles(response):
    return re.findall(r'<a href="/documents/[^"]+">(.*?)</a>', text(response))


def test_the_library_holds_policies_and_the_search_everything(site, press, settled):
    press.release(title="养老通知")
    press.release(kind="guide", title="公开指南", document_number="")
    settled()
    assert titles(site.get("/policies/")) == ["养老通知"]
    assert sorted(titles(site.get("/search/"))) == ["公开指南", "养老通知"]
    assert titles(site.get("/policies/?kind=guide")) == []


@pytest.mark.parametrize("name", ["organ", "kind", "theme", "genre", "year", "art20"])
def test_every_filter_narrows_and_can_be_taken_off(site, press, settled, name):
    press.release(title="养老通知")
    settled()
    right = {
        "organ": "000014349",
        "kind": "document",
        "theme": "17",
        "genre": "circular",
        "year": "2026",
        "art20": "A20-11",
    }
    wrong = {
        "organ": "999999999",
        "kind": "normative",
        "theme": "01",
        "genre": "letter",
        "year": "2020",
        "art20": "A20-01",
    }
    found = site.get("/policies/", {name: right[name]})
    assert titles(found) == ["养老通知"]
    assert '<a href="/policies/"><span class="hidden">去掉条件：</span>' in text(found)
    assert titles(site.get("/policies/", {name: wrong[name]})) == []
    assert titles(site.get("/policies/", {name: right[name], "q": "养老"})) == ["<mark>养老</mark>通知"]
    assert titles(site.get("/policies/", {name: wrong[name], "q": "养老"})) == []


def test_pages_follow_one_another_without_gap_or_repeat(site, press, settled):
    for serial in range(45):
        press.release(title=f"通知{serial:02}")
    seen, address = [], "/policies/"
    while address:
        page = site.get(address)
        seen += titles(page)
        following = re.search(r'href="([^"]+)" rel="next"', text(page))
        address = "/policies/" + following[1].replace("&amp;", "&") if following else ""
    assert seen == [f"通知{serial:02}" for serial in range(44, -1, -1)]


def test_search_pages_are_numbered(site, press, settled):
    for serial in range(25):
        press.release(title=f"养老通知{serial:02}")
    settled()
    first, second = site.get("/search/?q=养老"), site.get("/search/?q=养老&page=2")
    assert "<strong>25</strong> 件" in text(first)
    assert (len(titles(first)), len(titles(second))) == (20, 5)
    assert not set(titles(first)) & set(titles(second))


@pytest.mark.parametrize(
    "typed",
    ["东民发〔2026〕3号", "东民发[2026]3号", "东民发(2026)3号", "东民发【2026】 3 号", "〔2026〕3号", "［2026］３号"],
)
def test_a_number_is_found_in_every_bracket(site, press, settled, typed):
    press.release(title="养老通知")
    press.release(title="另一份通知")
    settled()
    assert titles(site.get("/search/", {"q": typed}))[0] == "养老通知"


def test_what_was_found_is_marked_and_everything_else_escaped(site, press, settled):
    press.release(title="养老<script>通知", body="<p>养老 &lt;b&gt;服务</p>")
    settled()
    page = text(site.get("/search/?q=养老"))
    assert "<mark>养老</mark>&lt;script&gt;通知" in page
    assert "养老<script" not in page
    injected = text(site.get("/search/", {"q": '"><script>alert(1)</script>'}))
    assert "<script>" not in injected


def test_an_empty_answer_helps(site, press):
    page = text(site.get("/policies/?q=火星&theme=17"))
    assert "没有找到“火星”" in page
    assert f"/search/?q={quote('火星')}" in page
    assert "去掉全部筛选条件" in page


def test_newest_first_is_offered_with_the_other_conditions_kept(site, press, settled):
    press.release()
    settled()
    page = text(site.get("/policies/?q=养老&theme=17"))
    assert f"?q={quote('养老')}&amp;theme=17&amp;sort=newest" in page


@pytest.mark.parametrize(
    "address",
    [
        "/policies/?after=rubbish",
        "/policies/?after=1e309_1",
        "/policies/?after=nan_99999999999999999999999",
        "/policies/?year=99999&page=-1&sort=&kind=&kind=%00",
        "/search/?q=%00%EF%BF%BF&organ=%00&page=999999999999",
        "/search/?q=" + "长" * 500,
        "/organs/?place=zz&q=%00",
        "/ledger/?until=999999999",
    ],
)
def test_whatever_is_typed_gets_a_page(site, press, settled, address):
    press.release()
    settled()
    assert site.get(address).status_code == 200


def test_a_mistyped_word_is_asked_about_and_pinyin_is_said_to_be_pinyin(site, press, settled):
    press.release(title="养老服务补贴办法")
    settled()
    mistyped = text(site.get("/search/?q=养老俯务&theme=17"))
    assert f'您是不是要找：<a href="?q={quote("养老服务")}&amp;theme=17">养老服务</a>' in mistyped
    spoken = site.get("/search/?q=ylfw")
    assert "按拼音找的是“养老服务”。" in text(spoken)
    assert titles(spoken) == ["<mark>养老服务</mark>补贴办法"]
    assert "您是不是要找" not in text(site.get("/search/?q=养老服务"))


def test_suggestions_say_what_they_are_and_where_they_lead(site, press, settled):
    uid = press.release(title="养老服务补贴办法")
    settled()
    found = site.get("/search/suggest?q=养老").json()
    assert found["q"] == "养老"
    assert {"text": "养老服务", "kind": "term", "label": "", "href": f"/search/?q={quote('养老服务')}"} in found[
        "suggestions"
    ]
    title = {"text": "养老服务补贴办法", "kind": "title", "label": "文件", "href": f"/documents/{uid}/"}
    assert title in found["suggestions"]
    assert site.get("/search/suggest").json() == {"q": "", "suggestions": []}
    press.withdraw(uid, "unsuitable", note="误发")
    settled()
    assert site.get("/search/suggest?q=养老").json()["suggestions"] == []


def test_it_is_said_when_no_document_holds_every_word(site, press, settled):
    press.release(title="养老通知")
    settled()
    loose = text(site.get("/search/?q=养老 火星"))
    assert "没有同时包含全部检索词的文件，以下包含其中部分词。" in loose
    assert "通知</a>" in loose
    assert "没有同时包含" not in text(site.get("/search/?q=养老 通知"))

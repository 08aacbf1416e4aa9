"""The filter panel: what can be chosen, with counts; days; what only the index knows."""

import re
from datetime import UTC, datetime

import pytest

from gongkai.faces.portal.asking import a_day
from gongkai.foundation.now import frozen


def text(response):
    return response.content.decode()


def titles(response):
    return re.findall(r'<a href="/documents/[^"]+">(.*?)</a>', text(response))


def options(response):
    """(address, label, count) of each choice of the panel."""
    found = re.findall(r'<li><a href="([^"]+)"[^>]*rel="nofollow"[^>]*>(.*?)</a></li>', text(response), re.DOTALL)
    plain = [
        (href.replace("&amp;", "&"), re.sub(r"<[^>]*>", " ", label).split()) for href, label in found if "num" in label
    ]
    return {(href, words[0]): words[-2] for href, words in plain}


def test_each_choice_says_how_many_it_leaves_and_leads_there(site, press, settled):
    press.release(title="养老通知")
    press.release(title="财政通知", theme="04")
    press.release(title="财政规定", theme="04", kind="normative")
    settled()
    panel = options(site.get("/policies/"))
    assert panel["?theme=04", "财政、金融、审计"] == "2"
    assert panel["?kind=normative", "行政规范性文件"] == "1"
    assert titles(site.get("/policies/?theme=04")) == ["财政规定", "财政通知"]
    narrowed = site.get("/policies/?theme=04")
    assert options(narrowed)["?kind=normative&theme=04", "行政规范性文件"] == "1"
    assert options(narrowed)["/policies/", "去掉条件："] == "2"
    assert options(narrowed)["?theme=17", "民政、扶贫、救灾"] == "1"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("since=2026-03-03", ["新"]),
        ("until=2026-03-02", ["旧"]),
        ("since=2026-03-02&until=2026-03-03", ["新", "旧"]),
        ("since=2026-03-04", []),
        ("since=rubbish&until=2026-13-45", ["新", "旧"]),
    ],
)
def test_days_bound_what_is_browsed_and_what_is_searched(site, press, settled, asked, found):
    later = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)
    press.release(title="旧", body="<p>养老。</p>")
    press.release(title="新", body="<p>养老。</p>", at=later)
    with frozen(later):
        settled()
        assert titles(site.get(f"/policies/?{asked}")) == found
        assert sorted(titles(site.get(f"/policies/?q=养老&{asked}"))) == sorted(found)


def test_a_day_asked_for_is_kept_in_every_address_of_the_list(site, press, settled):
    press.release()
    settled()
    page = text(site.get("/policies/?since=2026-01-01&theme=17"))
    assert "2026-01-01 起" in page
    assert 'href="/policies/list.csv?theme=17&amp;since=2026-01-01"' in page
    assert 'href="/policies/feed.atom?theme=17&amp;since=2026-01-01"' in page
    assert "http://localhost:8000/policies/?theme=17&amp;since=2026-01-01" in page


def test_what_only_the_index_knows_is_asked_of_the_index(site, press, settled):
    press.release(title="养老通知")
    settled()
    assert titles(site.get("/policies/?status=repealed")) == []


def test_a_day_is_a_day_or_nothing():
    assert str(a_day("2026-02-28")) == "2026-02-28"
    for typed in ("", "2026-02-30", "20260228", "2026-W09-1", "x" * 10):
        assert a_day(typed) is None

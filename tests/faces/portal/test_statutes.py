"""What the public meets of the statute library: lists, texts as of a day, articles for good, comparison, citations."""

import pytest

from gongkai.foundation.people.actors import SYSTEM
from gongkai.programmes.statutes import operations
from gongkai.programmes.statutes.rules import entered


@pytest.fixture
def library(db, at):
    def take(title, body, day, **more):
        said = {"title": title, "category": "地方性法规", "body": body, "version_date": day, "region": "东澜", **more}
        return operations.enter_version(wanted=entered(said), by=SYSTEM, at=at)[0].statute.slug

    take("停车条例", "## 第一章 总则\n第一条 甲<b>\n第二条 旧的写法。", "2020-01-01")
    parking = take("停车条例", "## 第一章 总则\n第一条 甲<b>\n第二条 新的写法。\n第二条之一 增加的。", "2024-01-01")
    rules = take("停车条例实施细则", "第一条 依照《停车条例》第二条、《没有的条例》第一条，制定。", "2025-01-01")
    long = take("很长的条例", "\n".join(f"第{at}条 {'长' * 900}" for at in range(1, 61)), "2025-01-01")
    return parking, rules, long


def read(site, address, status=200):
    answer = site.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_the_library_is_narrowed_and_read_as_of_a_day(site, library, django_assert_max_num_queries):
    parking, _rules, _long = library
    with django_assert_max_num_queries(8):
        everything = read(site, "/statutes/")
    assert "共 <strong>3</strong> 部" in everything
    assert "共 <strong>2</strong> 部" in read(site, "/statutes/?q=《停车条例》&region=东澜")
    assert "没有符合的法规" in read(site, "/statutes/?q=%00查无此词&year=abc&page=99999&category=x")
    with django_assert_max_num_queries(14):
        within = read(site, "/statutes/?q=写法 停车")
    assert "共 <strong>1</strong> 部" in within
    assert f'<a href="/statutes/{parking}/2/">第二条</a>' in within
    assert "新的<mark>写法</mark>" in within
    assert site.get("/statutes/?category=normative").status_code == 302
    with django_assert_max_num_queries(14):
        today = read(site, f"/statutes/{parking}/")
    assert "新的写法" in today
    assert "旧的写法" not in today
    assert "甲&lt;b&gt;" in today
    before = read(site, f"/statutes/{parking}/?on=2023-12-31")
    assert "旧的写法" in before
    assert "这是 2023-12-31 的文本" in before
    assert "这一天它还没有施行，这是自 2020-01-01 起施行的文本" in read(site, f"/statutes/{parking}/?on=2019-01-01")
    assert 'href="#article-1"' in today  # 目录
    for address in (
        "/statutes/nothing/",
        f"/statutes/{parking}/9/",
        f"/statutes/{parking}/x/",
        f"/statutes/{parking}/0/",
    ):
        read(site, address, 404)


def test_an_article_has_its_address_its_history_and_what_cites_it(site, library, django_assert_max_num_queries):
    parking, rules, _ = library
    with django_assert_max_num_queries(14):
        article = read(site, f"/statutes/{parking}/2/")
    assert "新的写法" in article
    assert "历次写法" in article
    assert "旧的写法" in article
    assert "引用这一条的" in article
    assert f'href="/statutes/{rules}/1/"' in article
    assert f'href="/statutes/{parking}/2-1/"' in article
    assert "这一天的文本没有这一条" in read(site, f"/statutes/{parking}/2-1/?on=2021-01-01")
    assert f'<a href="/statutes/{parking}/2/">《停车条例》第二条</a>、《没有的条例》第一条' in read(
        site, f"/statutes/{rules}/"
    )
    compared = read(site, f"/statutes/{parking}/compare/")
    assert "改动 1 段，新增 1 段，删去 0 段" in compared
    assert "没有不同" in read(site, f"/statutes/{parking}/compare/?from=2024-01-01")
    read(site, f"/statutes/{parking}/compare/?from=1999-01-01", 404)


def test_a_long_statute_is_read_in_parts_that_join(site, library):
    _, _, long = library
    first = read(site, f"/statutes/{long}/")
    assert len(first.encode()) < 120_000
    assert f'href="/statutes/{long}/?from=21" rel="next"' in first
    second = read(site, f"/statutes/{long}/?from=21")
    assert 'id="article-21"' in second
    assert 'id="article-20"' not in second
    assert f'href="/statutes/{long}/?from=1" rel="prev"' in second


def test_a_document_leads_to_what_it_cites_and_the_article_back_to_it(site, library, press, settled):
    parking, _, _ = library
    uid = press.release(body="<p>依照《停车条例》第二条、《停车条例》第<b>二</b>条，停车。《没有的条例》。</p>")
    settled()
    page = read(site, f"/documents/{uid}/")
    assert f'<a href="/statutes/{parking}/2/">《停车条例》第二条</a>' in page
    assert page.count(f'href="/statutes/{parking}/2/"') == 1
    assert f'href="/documents/{uid}/"' in read(site, f"/statutes/{parking}/2/")
    assert f'href="/documents/{uid}/"' not in read(site, f"/statutes/{parking}/1/")


def test_the_search_of_the_site_finds_statutes_by_name_and_articles_by_citation(site, library):
    parking, _, long = library
    for words in ("停车条例第二条", "《停车条例》第2条"):
        assert f'href="/statutes/{parking}/2/"' in read(site, f"/search/?q={words}")
    assert f'href="/statutes/{long}/"' in read(site, "/search/?q=很长的")
    assert "相关法规" not in read(site, "/search/?q=第二条")
    assert "相关法规" not in read(site, "/search/?q=没有这样的东西第一条")

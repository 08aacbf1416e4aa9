"""What a page says in each language: dates, names, articles; and traditional characters only where one reads."""

from datetime import UTC, date, datetime

import pytest
from django.http import HttpResponse, JsonResponse
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from gongkai.faces.kit import languages, traditional
from gongkai.law import codes

EVENING = datetime(2026, 11, 25, 17, 5, tzinfo=UTC)


def said(source: str, language: str, **facts: object) -> str:
    with languages.speaking(language):
        return engines["django"].from_string(source).render(facts)


@pytest.mark.parametrize(
    ("source", "chinese", "english"),
    [
        ("{{ on|day }}", "2026年11月25日", "25 November 2026"),
        ("{{ on|isoday }}", "2026-11-25", "25 November 2026"),
        ("{{ at|instant }}", "2026-11-26 01:05", "26 November 2026, 01:05"),
        ("{{ 900|size }}", "900 字节", "900 bytes"),
        ("{% status_badge 'repealed' %}", "已废止", "Repealed"),
        ("{{ '政策解读'|term }}", "政策解读", "Policy explainers"),
        ("{{ '天外来物'|term }}", "天外来物", "天外来物"),
        ("<p{% zh %}>文</p>", "<p>文</p>", '<p lang="zh-CN">文</p>'),
    ],
)
def test_a_page_speaks_the_language_asked_for(source: str, chinese: str, english: str) -> None:
    facts = {"on": date(2026, 11, 25), "at": EVENING}
    assert chinese in said(source, "zh", **facts)
    assert chinese in said(source, "zh-Hant", **facts), "converted only when the page is whole"
    assert english in said(source, "en", **facts)


def test_a_time_says_the_same_to_machines_in_every_language() -> None:
    assert 'datetime="2026-11-25"' in said("{% when on %}", "en", on=date(2026, 11, 25))


@pytest.mark.parametrize("listed", [codes.themes, codes.genres, codes.art20_categories, codes.disclosure_attributes])
def test_every_code_of_the_law_has_its_english(listed: "codes.Codes[codes.Code]") -> None:
    with languages.speaking("en"):
        names = [name for code in listed for name in (code.name, code.short)]
        assert [name for name in names if languages.term(name) == name] == []


def test_articles_are_cited_as_english_law_cites_them() -> None:
    with languages.speaking("en"):
        assert languages.article("第二十条第（十一）项") == "Article 20(11)"
        assert languages.article("第二十九条") == "Article 29"
        assert languages.article("附则") == "附则"
    assert languages.article("第二十九条") == "第二十九条"


@pytest.mark.parametrize(
    ("html", "converted"),
    [
        ("<p>发展后台干部，干净的头发</p>", "<p>發展後台幹部，乾淨的頭髮</p>"),
        ("<p>软件<b>信息</b></p>", "<p>軟件<b>信息</b></p>"),
        ('<input placeholder="标题" value="标题">', '<input placeholder="標題" value="标题">'),
        ('<a href="/检索/?q=网" title="网址">网</a>', '<a href="/检索/?q=网" title="網址">網</a>'),
        ('<option value="国">国</option>', '<option value="国">國</option>'),
        ('<meta name="description" content="国家">', '<meta name="description" content="國家">'),
        ("<code>国<i>国</i></code>国", "<code>国<i>国</i></code>國"),
        ('<a lang="zh-CN" translate="no">简体</a>体', '<a lang="zh-CN" translate="no">简体</a>體'),
        ('<div translate="no"><div>国</div>国</div>国', '<div translate="no"><div>国</div>国</div>國'),
        ("<script>var 国 = 1 < 2</script><!-- 国 -->国", "<script>var 国 = 1 < 2</script><!-- 国 -->國"),
        ('<img alt="国" src="a">国', '<img alt="國" src="a">國'),
    ],
)
def test_what_is_read_is_converted_and_what_programs_use_is_not(html: str, converted: str) -> None:
    assert traditional.page(html) == converted


@given(st.text(st.sampled_from('<>/"= abc国p发code'), max_size=60))
def test_whatever_the_page_looks_like_nothing_is_lost(html: str) -> None:
    assert traditional.simplified(traditional.page(html)) == html


def test_only_pages_are_converted_and_only_once() -> None:
    page, data = HttpResponse("<p>后面</p>"), JsonResponse({"a": "后面"}, json_dumps_params={"ensure_ascii": False})
    for response in (page, page, data):
        traditional.convert(response)
    assert page.content.decode() == "<p>後面</p>"
    assert "后面" in data.content.decode()

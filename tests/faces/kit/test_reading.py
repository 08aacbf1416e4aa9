"""Ways of reading are choices on the same address, without script; they combine, and one cookie keeps them all."""

import pytest
from django.http import QueryDict
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from gongkai.faces.kit import languages, ports, reading
from gongkai.faces.kit.reading import Reading

ALL = [
    Reading(language, elder, contrast) for language in languages.LANGUAGES for elder in (0, 1) for contrast in (0, 1)
]


def test_the_choice_is_kept_and_the_reader_stays_on_the_page(showcase: Client) -> None:
    response = showcase.get("/reading/", {"elder": "on", "next": "/documents/x/?n=1"})
    assert response["Location"] == "/documents/x/?n=1"
    assert response.cookies["reading"]["httponly"]
    page = showcase.get("/documents/x/").content.decode()
    assert 'lang="zh-CN"' in page
    assert 'class="elder"' in page


def test_choices_combine_and_each_is_undone_alone(showcase: Client) -> None:
    for change in ({"language": "en"}, {"contrast": "on"}, {"elder": "on"}):
        showcase.get("/reading/", change)
    assert showcase.cookies["reading"].value == "en.elder.contrast"
    showcase.get("/reading/", {"elder": "off"})
    assert showcase.cookies["reading"].value == "en.contrast"


def test_the_standard_way_leaves_no_cookie(showcase: Client) -> None:
    showcase.get("/reading/", {"contrast": "on"})
    assert showcase.get("/reading/", {"contrast": "off"}).cookies["reading"].value == ""


def test_an_unknown_way_is_the_standard_way(showcase: Client) -> None:
    showcase.cookies["reading"] = '"><script>'
    assert 'class="standard"' in showcase.get("/").content.decode()


@pytest.mark.parametrize("way", ALL, ids=str)
def test_every_way_is_read_back_from_its_cookie(way: Reading) -> None:
    assert reading.parse(str(way)) == way


@given(st.text(max_size=80))
def test_whatever_the_cookie_says_there_are_few_variants(value: str) -> None:
    assert reading.parse(value) in ALL


@given(st.dictionaries(st.sampled_from(["language", "elder", "contrast"]), st.text(max_size=8)))
def test_whatever_is_asked_gives_a_way_of_reading(asked: dict[str, str]) -> None:
    given_ = QueryDict(mutable=True)
    given_.update(asked)
    assert reading.changed(Reading(), given_) in ALL


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil"])
def test_nobody_is_sent_to_another_site(showcase: Client, elsewhere: str) -> None:
    assert showcase.get("/reading/", {"elder": "on", "next": elsewhere})["Location"] == "/"


def test_a_choice_of_language_is_not_overruled_by_the_address_one_returns_to(showcase: Client) -> None:
    response = showcase.get("/reading/", {"language": "zh", "next": "/search/?lang=en&q=%E5%85%BB%E8%80%81"})
    assert response["Location"] == "/search/?q=%E5%85%BB%E8%80%81"


def test_each_page_offers_the_other_ways(showcase: Client) -> None:
    page = showcase.get("/policies/?kind=1").content.decode()
    assert "elder=on&amp;next=/policies/%3Fkind%3D1" in page
    assert "language=zh-Hant" in page


def test_the_address_may_name_the_language_and_tells_search_engines_of_the_others(showcase: Client) -> None:
    page = showcase.get("/policies/?kind=1&lang=en").content.decode()
    assert '<html lang="en"' in page
    assert 'hreflang="zh-Hant" href="' in page
    assert "/policies/?kind=1&amp;lang=zh-Hant" in page
    assert "Skip to main content" in page


def test_the_office_speaks_chinese_only(showcase: Client) -> None:
    showcase.cookies["reading"] = "en.contrast"
    page = showcase.get("/accounts/nothing/").content.decode()
    assert '<html lang="zh-CN"' in page
    assert "没有找到这个页面" in page


def test_a_page_of_another_language_is_not_varied_on_cookies(showcase: Client) -> None:
    response = showcase.get("/policies/?lang=en")
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


def test_whoever_keeps_pages_has_one_name_for_each_variant(monkeypatch: pytest.MonkeyPatch) -> None:
    request = RequestFactory().get("/?lang=en")
    assert reading.variant(RequestFactory().get("/")) == ""
    request.COOKIES["reading"] = "contrast.zh-Hant.elder"
    assert reading.variant(request) == "en.elder.contrast"
    monkeypatch.setattr(ports, "mourning", lambda at: True)
    assert reading.variant(request) == "en.elder.contrast.grey"


def test_in_mourning_every_page_is_grey(showcase: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "mourning", lambda at: True)
    assert 'class="standard grey"' in showcase.get("/").content.decode()

"""Ways of reading are a choice on the same address, without script."""

import pytest
from django.test import Client


def test_the_choice_is_kept_and_the_reader_stays_on_the_page(showcase: Client) -> None:
    response = showcase.get("/reading/", {"mode": "elder", "next": "/documents/x/?n=1"})
    assert response["Location"] == "/documents/x/?n=1"
    assert response.cookies["reading"]["httponly"]
    assert '<html lang="zh-CN" class="elder">' in showcase.get("/documents/x/").content.decode()


def test_the_standard_way_forgets_the_choice(showcase: Client) -> None:
    showcase.get("/reading/", {"mode": "contrast"})
    response = showcase.get("/reading/", {"mode": "standard"})
    assert response.cookies["reading"].value == ""


def test_an_unknown_way_is_the_standard_way(showcase: Client) -> None:
    showcase.cookies["reading"] = '"><script>'
    assert 'class="standard"' in showcase.get("/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil"])
def test_nobody_is_sent_to_another_site(showcase: Client, elsewhere: str) -> None:
    assert showcase.get("/reading/", {"mode": "elder", "next": elsewhere})["Location"] == "/"


def test_each_page_offers_the_other_ways(showcase: Client) -> None:
    page = showcase.get("/policies/?kind=1").content.decode()
    assert "mode=elder&amp;next=/policies/%3Fkind%3D1" in page
    assert "长者版" in page

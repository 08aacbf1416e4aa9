"""A language named by the address stays while one clicks on, without a cookie."""

import pytest
from django.test import Client

from gongkai.faces.kit.carrying import page


@pytest.mark.parametrize(
    ("link", "carried"),
    [
        ("/", "/?lang=en"),
        ("/policies/", "/policies/?lang=en"),
        ("/policies/?kind=document&amp;year=2026", "/policies/?kind=document&amp;year=2026&amp;lang=en"),
        ("/openness/#duties", "/openness/?lang=en#duties"),
        ("?page=2", "?page=2&amp;lang=en"),
        ("?", "?lang=en"),
        ("?page=2&amp;lang=en", "?page=2&amp;lang=en"),
        ("/?lang=zh", "/?lang=zh"),
    ],
)
def test_a_link_to_a_page_carries_the_language_on(link: str, carried: str) -> None:
    assert page(f'<a class="x" href="{link}">', "en") == f'<a class="x" href="{carried}">'


@pytest.mark.parametrize(
    "link",
    [
        "#main",
        "/policies/feed.atom",
        "/documents/abcd/editions/1/files/1",
        "/documents/abcd/editions/1/cite.txt",
        "/office/",
        "/accounts/login/",
        "/api/",
        "/reading/?language=zh&amp;next=/",
        "//elsewhere.example/",
        "https://elsewhere.example/",
        "tel:0000-5550101",
    ],
)
def test_files_and_other_places_are_left_alone(link: str) -> None:
    assert page(f'<a href="{link}">', "en") == f'<a href="{link}">'


def test_a_search_keeps_the_language_and_a_form_that_is_posted_does_not_need_it() -> None:
    search, sent = '<form action="/search/" method="get">', '<form method="post" class="sheet">'
    assert page(search, "en") == search + '<input type="hidden" name="lang" value="en">'
    assert page(sent, "en") == sent


def test_head_and_style_sheets_are_no_links() -> None:
    head = '<link rel="canonical" href="/policies/"><link rel="stylesheet" href="/static/a/">'
    assert page(head, "en") == head


def test_a_reader_sent_an_english_link_stays_in_english_and_gets_no_cookie(showcase: Client) -> None:
    shown = showcase.get("/policies/?lang=en")
    assert 'href="/openness/?lang=en"' in shown.content.decode()
    assert not shown.cookies
    assert 'href="/openness/"' in showcase.get("/policies/").content.decode()

"""What each page asks of the database, stated; and no page is heavy."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.engines.publishing.content import Relation

MOST = 120_000
STATED = {
    "/": 5,
    "/openness/": 0,
    "/services/": 2,
    "/interaction/": 0,
    "/data/": 0,
    "/policies/": 3,
    "/policies/?theme=17&kind=document": 5,
    "/sitemap/": 1,
    "/about/": 0,
    "/accessibility/": 0,
    "/organs/": 2,
    "/organs/000014349/": 1,
    "/organs/000014349/guide/": 12,
    "/organs/000014349/rules/": 7,
    "/organs/000014349/disclosures/": 8,
    "/organs/000014349/reports/": 7,
    "/ledger/": 5,
    "/ledger/checkpoint": 2,
    "/ledger/key": 1,
    "/ledger/consistency?first=1&second=20": 2,
    "/ledger/entries?start=0&end=20": 2,
    "/robots.txt": 0,
    "/sitemap.xml": 1,
    "/sitemap-pages.xml": 1,
    "/sitemap-documents-0.xml": 1,
    "/policies/feed.atom": 3,
    "/policies/feed.json": 3,
    "/organs/000014349/feed.atom": 7,
    "/ledger/feed.atom": 3,
    "/policies/calendar.ics": 3,
    "/organs/000014349/calendar.ics": 8,
    "/documents/UID/": 7,
    "/documents/UID/editions/1/": 7,
    "/documents/UID/compare/": 5,
    "/documents/UID/editions/1/cite.txt": 2,
    "/qr.svg?path=/policies/": 0,
    "/documents/UID/proof.json": 5,
    "/documents/UID/editions/1/files/1": 1,
}


@pytest.fixture
def world(press, settled):
    document = press.release(files=(("附件.csv", b"1,2\n"), ("附件2.csv", b"1,3\n")), kind="normative")
    for _ in range(30):
        press.release(relations=(Relation("implements", document),))
    press.release(kind="interpretation", document_number="", relations=(Relation("interprets", document),))
    press.release(kind="guide", title="指南", document_number="")
    press.correct(document, note="更正。", body="<p>新</p>")
    settled()
    return document


def test_a_page_asks_what_is_stated_and_no_page_is_heavy(site, world):
    asked, heavy = {}, []
    for address in STATED:
        with CaptureQueriesContext(connection) as queries:
            answer = site.get(address.replace("UID", world))
        assert answer.status_code in {200, 302}, address
        asked[address] = len(queries)
        heavy += [address] if not answer.streaming and len(answer.content) > MOST else []
    assert asked == STATED
    assert heavy == []


def test_a_search_asks_a_bounded_number_of_questions(site, world, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        assert site.get("/search/?q=养老").status_code == 200

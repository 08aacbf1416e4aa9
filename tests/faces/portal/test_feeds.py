"""Feeds, tables, robots and sitemap."""

import csv
import io

import pytest
from lxml import etree

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def rows(response):
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


def test_a_feed_holds_the_list_it_belongs_to(site, press, settled):
    uid = press.release(title="养老 & 通知")
    press.release(title="教育通知", theme="11")
    settled()
    feed = etree.fromstring(site.get("/policies/feed.atom?theme=17").content)
    assert feed.xpath("//a:entry/a:title/text()", namespaces=ATOM) == ["养老 & 通知"]
    assert feed.xpath("//a:entry/a:id/text()", namespaces=ATOM) == [f"http://localhost:8000/documents/{uid}/"]
    assert feed.xpath("//a:entry/a:published/text()", namespaces=ATOM) == ["2026-03-02T09:00:00+08:00"]
    searched = etree.fromstring(site.get("/search/feed.atom?q=教育").content)
    assert searched.xpath("//a:entry/a:title/text()", namespaces=ATOM) == ["教育通知"]


def test_a_list_page_names_its_feed_and_its_table(site, press, organ):
    press.release()
    for address in ("/policies/?theme=17", f"/organs/{organ.code}/disclosures/"):
        page = site.get(address).content.decode()
        assert 'type="application/atom+xml"' in page
        assert "list.csv?" in page
    table = rows(site.get(f"/search/list.csv?organ={organ.code}&kind=document&kind=normative"))
    assert len(table) == 2


def test_a_table_opens_in_office_programs_and_holds_no_formula(site, press):
    press.release(title="=HYPERLINK(1)")
    head, row = rows(site.get("/policies/list.csv"))
    assert head[:3] == ["网址", "标题", "发文字号"]
    assert row[1] == "'=HYPERLINK(1)"
    assert row[-2:] == ["2026-02-24", "2026-03-02"]


def test_a_table_holds_every_row_of_a_long_list(site, press, monkeypatch):
    from gongkai.faces.portal import tables

    monkeypatch.setattr(tables, "BATCH", 2)
    for _ in range(5):
        press.release()
    assert len(rows(site.get("/policies/list.csv"))) == 6


def test_organs_come_with_their_contacts(site, organ):
    head, row = rows(site.get("/organs/list.csv"))
    assert dict(zip(head, row, strict=True))["联系电话"] == "0000-1"


def test_robots_are_kept_out_of_the_office(site):
    rules = site.get("/robots.txt").content.decode()
    assert "Disallow: /office/" in rules
    assert "Sitemap: http://localhost:8000/sitemap.xml" in rules


def test_the_sitemap_lists_what_is_released_in_slices(site, press, organ, monkeypatch):
    from gongkai.faces.portal import crawling

    monkeypatch.setattr(crawling, "IN_SITEMAP", 2)
    uids = [press.release() for _ in range(3)]
    maps = etree.fromstring(site.get("/sitemap.xml").content).xpath("//s:loc/text()", namespaces=MAP)
    found = []
    for address in maps:
        page = site.get(address.removeprefix("http://localhost:8000"))
        found += etree.fromstring(page.content).xpath("//s:loc/text()", namespaces=MAP)
    assert {f"http://localhost:8000/documents/{uid}/" for uid in uids} <= set(found)
    assert f"http://localhost:8000/organs/{organ.code}/guide/" in found
    assert len(found) == len(set(found))


@pytest.mark.parametrize("number", ["10000000", "99999999999999999999"])
def test_a_slice_beyond_everything_is_empty_or_not_there(site, number):
    assert site.get(f"/sitemap-documents-{number}.xml").status_code in {200, 404}

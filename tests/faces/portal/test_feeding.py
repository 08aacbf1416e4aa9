"""Feeds read by a reader we did not write, walked to their end, and what they say of withdrawals."""

import json
from datetime import datetime
from urllib.parse import urlsplit

import feedparser
import pytest
from lxml import etree

from gongkai.faces.portal import feeds

NS = {"a": "http://www.w3.org/2005/Atom", "at": "http://purl.org/atompub/tombstones/1.0"}
EVERY = ("/policies/feed", "/search/feed", "/organs/000014349/feed", "/ledger/feed")


def local(address):
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(feeds, "IN_FEED", 3)


@pytest.fixture
def world(press, settled):
    uids = [press.release(title=f"第{n}份 <b>&通知</b>", document_number=f"东民发〔2025〕{n + 1}号") for n in range(7)]
    settled()
    return uids


@pytest.mark.parametrize("path", EVERY)
def test_a_feed_is_well_formed_complete_and_points_to_its_other_shape(site, world, path):
    read = feedparser.parse(site.get(f"{path}.atom").content)
    assert not read.bozo, read.bozo_exception if read.bozo else ""
    assert (read.version, read.feed.language) == ("atom10", "zh-CN")
    links = {(link.rel, link.type): link.href for link in read.feed.links}
    assert links["self", "application/atom+xml"] == f"http://localhost:8000{path}.atom"
    assert site.get(local(links["alternate", "application/feed+json"])).status_code == 200
    assert site.get(local(links["alternate", "text/html"])).status_code in {200, 302}
    assert len(read.entries) == 7
    assert len({entry.id for entry in read.entries}) == 7
    for entry in read.entries:
        assert "通知" in entry.title
        assert all((entry.summary, entry.published_parsed, entry.updated_parsed, entry.author, entry.tags))
    assert max(entry.updated for entry in read.entries) == read.feed.updated


@pytest.mark.parametrize("path", EVERY)
def test_a_json_feed_says_what_the_format_demands(site, world, path):
    answer = site.get(f"{path}.json")
    assert answer["Content-Type"] == "application/feed+json; charset=utf-8"
    said = json.loads(answer.content)
    assert said["version"] == "https://jsonfeed.org/version/1.1"
    assert said["title"]
    assert said["home_page_url"].startswith("http")
    assert said["feed_url"].endswith(f"{path}.json")
    assert "next_url" not in said
    for item in said["items"]:
        assert isinstance(item["id"], str)
        assert item["url"].startswith("http")
        assert all((item["content_text"], item["authors"][0]["name"]))
        assert datetime.fromisoformat(item["date_published"]).tzinfo is not None


@pytest.mark.parametrize("path", [*EVERY, "/search/feed?q=通知"])
def test_a_reader_who_follows_next_gets_everything_once(site, world, few, path):
    path, _, query = path.partition("?")
    for suffix in (".atom", ".json"):
        address, found, pages = f"{path}{suffix}?{query}", [], 0
        while address:
            body, pages = site.get(address).content, pages + 1
            if suffix == ".json":
                said = json.loads(body)
                found += [item["url"] for item in said["items"]]
                address = local(said.get("next_url", ""))
            else:
                root = etree.fromstring(body)
                found += root.xpath("//a:entry/a:link/@href", namespaces=NS)
                address = local(root.xpath("string(/a:feed/a:link[@rel='next']/@href)", namespaces=NS))
        assert (pages, sorted(found)) == (3, sorted(f"http://localhost:8000/documents/{uid}/" for uid in world))


def test_a_reader_is_told_to_forget_what_was_withdrawn(site, press, world, at):
    press.withdraw(world[0], "unsuitable")
    press.withdraw(world[1], "consolidated", successor=world[2])
    press.withdraw(world[3], "repealed")
    for path in EVERY[:3]:
        root = etree.fromstring(site.get(f"{path}.atom").content)
        deleted = root.xpath("/a:feed/at:deleted-entry/@ref", namespaces=NS)
        assert set(deleted) == {f"http://localhost:8000/documents/{uid}/" for uid in world[:2]}
        assert root.xpath("/a:feed/at:deleted-entry/@when", namespaces=NS)[0] == "2026-03-02T09:00:00+08:00"
        said = json.loads(site.get(f"{path}.json").content)["_gongkai"]["withdrawn"]
        assert {each["id"] for each in said} == set(deleted)
    assert "第0份" not in site.get("/ledger/feed.atom").content.decode()


def test_the_feed_of_changes_tells_acts_apart_and_hides_titles_that_may_not_be_shown(site, press, world):
    press.correct(world[0], note="更正日期。", body="<p>新</p>")
    press.withdraw(world[1], "published_in_error")
    press.withdraw(world[2], "unsuitable")
    items = {item["url"].split("/")[-2]: item for item in json.loads(site.get("/ledger/feed.json").content)["items"]}
    assert items[world[0]]["title"].startswith("更正：第0份")
    assert items[world[0]]["summary"] == "更正日期。"
    assert items[world[1]]["title"].startswith("撤回：第1份")
    assert items[world[2]]["title"] == "撤回：标题不予显示"
    assert items[world[3]]["title"].startswith("发布：第3份")


def test_a_correction_is_an_update_of_the_same_entry(site, press, world, at):
    before = feedparser.parse(site.get("/policies/feed.atom").content)
    press.at = at.replace(hour=8)
    press.correct(world[0], note="更正。", body="<p>新</p>")
    after = feedparser.parse(site.get("/policies/feed.atom").content)
    assert {entry.id for entry in before.entries} == {entry.id for entry in after.entries}
    changed = next(entry for entry in after.entries if entry.id.endswith(f"/{world[0]}/"))
    assert changed.updated != changed.published


def test_drafts_and_what_waits_for_its_minute_are_in_no_feed(site, press, minute):
    press.draft(title="未公开的稿件")
    press.schedule(minute, title="未到时间的稿件")
    for path in EVERY:
        for suffix in (".atom", ".json"):
            assert "未" not in site.get(f"{path}{suffix}").content.decode()


@pytest.mark.parametrize("cursor", ["x", "1_x", "1e400_1", "_", "nan_1"])
def test_a_cursor_that_is_none_begins_at_the_beginning(site, world, cursor):
    for path in EVERY:
        assert len(json.loads(site.get(f"{path}.json?after={cursor}").content)["items"]) == 7

"""Every answer to a machine has the shape its format prescribes; the shapes were written from the specifications.

The official schema of OAI-PMH bears no licence and is not shipped. Where a folder holding OAI-PMH.xsd is named by
OAI_SCHEMAS, the answers are held to it as well.
"""

import os
from datetime import datetime
from pathlib import Path

import feedparser
import icalendar
import pytest
from lxml import etree

from gongkai.engines.publishing import operations as ops
from gongkai.faces.portal import feeds
from gongkai.faces.portal.oai import verbs

HERE = Path(__file__).parent / "formats"
OFFICIAL = Path(os.environ.get("OAI_SCHEMAS", "/nowhere")) / "OAI-PMH.xsd"
OAI = "{http://www.openarchives.org/OAI/2.0/}"
FEEDS = (
    "/policies/feed.atom", "/search/feed.atom?q=通知", "/search/feed.atom", "/organs/000014349/feed.atom",
    "/ledger/feed.atom", "/ledger/changes/feed.atom", "/withheld/feed.atom",
)  # fmt: skip
CALENDARS = ("/policies/calendar.ics", "/search/calendar.ics", "/organs/000014349/calendar.ics")
QUESTIONS = (
    "verb=Identify", "verb=ListMetadataFormats", "verb=ListSets", "verb=ListIdentifiers&metadataPrefix=oai_dc",
    "verb=ListRecords&metadataPrefix=oai_dc", "verb=ListRecords&metadataPrefix=gongkai",
    "verb=ListRecords&metadataPrefix=oai_dc&set=organ:000014349", "verb=ListIdentifiers&metadataPrefix=marc",
    "verb=ListIdentifiers&metadataPrefix=oai_dc&from=2026-01-01",
    "verb=ListIdentifiers&metadataPrefix=oai_dc&from=2026-01-01T00:00:00Z&until=2026-03-02T00:00:00Z",
    "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:localhost:none", "verb=ListSets&resumptionToken=x",
    "verb=Steal", "", "verb=ListRecords",
)  # fmt: skip


def shape(name):
    return etree.RelaxNG(etree.parse(HERE / f"{name}.rng"))


@pytest.fixture
def world(press, settled, organ, merged):
    uids = [
        press.release(title=f"第{n}份 <b>&通知</b>", theme="17" if n % 2 else "11", summary="" if n else "摘要")
        for n in range(7)
    ]
    press.correct(uids[0], note="日期有误 <&>。", title="改过的通知")
    press.withdraw(uids[1], "published_in_error")
    press.withdraw(uids[2], "unsuitable")
    press.withdraw(uids[3], "repealed")
    withheld = press.review(
        press.draft(
            attribute="withheld",
            ground="N16-1",
            ground_note="内部事务信息。",
            rereview_on=press.at.date().replace(year=2027),
            art20="",
        )
    )
    ops.file(record=withheld, by=press.who("publisher"), at=press.at)
    press.release(title="将要施行的规定", effective_on=press.at.date().replace(month=4))
    settled()
    return uids


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(verbs, "IN_LIST", {"ListRecords": 3, "ListIdentifiers": 2, "ListSets": 5})
    monkeypatch.setattr(feeds, "IN_FEED", 3)


def answers(site):
    """Each question's answer, and all that follow from its token."""
    for question in QUESTIONS:
        answer = etree.fromstring(site.get(f"/oai?{question}").content)
        yield question, answer
        verb = question.partition("&")[0]
        while token := answer.findtext(f".//{OAI}resumptionToken"):
            answer = etree.fromstring(
                site.get("/oai", {"verb": verb.removeprefix("verb="), "resumptionToken": token}).content
            )
            yield f"{verb}…", answer


def test_every_answer_of_oai_pmh_has_the_shape_the_protocol_prescribes(site, world, few):
    prescribed, seen = shape("oai_pmh"), 0
    for question, answer in answers(site):
        assert prescribed.validate(answer), f"{question}: {prescribed.error_log.last_error}"
        seen += 1
    assert seen > len(QUESTIONS) + 5


@pytest.mark.skipif(not OFFICIAL.exists(), reason="OAI_SCHEMAS names no folder with OAI-PMH.xsd")
def test_every_answer_of_oai_pmh_is_valid_by_the_official_schema(site, world, few):
    official = etree.XMLSchema(etree.parse(OFFICIAL))
    for question, answer in answers(site):
        assert official.validate(answer), f"{question}: {official.error_log.last_error}"


def test_the_shape_of_oai_pmh_refuses_what_the_protocol_forbids(site, world):
    prescribed = shape("oai_pmh")
    said = site.get("/oai?verb=ListIdentifiers&metadataPrefix=oai_dc").content.decode()
    assert prescribed.validate(etree.fromstring(said.encode()))
    for old, new in (
        ("<datestamp>2026", "<datestamp>26"),
        ("</identifier><datestamp>", "</identifier><setSpec>a b</setSpec><datestamp>"),
        ('verb="ListIdentifiers"', 'verb="List"'), ("<identifier>oai:", "<identifier>"),
    ):  # fmt: skip
        assert old in said
        assert not prescribed.validate(etree.fromstring(said.replace(old, new, 1).encode())), new


@pytest.mark.parametrize("address", FEEDS)
def test_every_feed_has_the_shape_of_atom_and_is_read_without_complaint(site, world, address):
    content = site.get(address).content
    prescribed = shape("atom")
    assert prescribed.validate(etree.fromstring(content)), prescribed.error_log.last_error
    read = feedparser.parse(content)
    assert not read.bozo
    assert read.entries
    following = next((link.href for link in read.feed.links if link.rel == "next"), "")
    assert following == "" or following.startswith("http")


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_of_nothing_has_the_shape_too_and_says_the_same_twice(site, organ, address):
    prescribed = shape("atom")
    first, second = (site.get(address.replace("通知", "没有的词")).content for _ in range(2))
    assert prescribed.validate(etree.fromstring(first)), prescribed.error_log.last_error
    assert first == second


JSON_FEED = {
    "version": str, "title": str, "home_page_url": str, "feed_url": str, "next_url": str, "language": str,
    "authors": list, "items": list,
}  # fmt: skip
JSON_ITEM = {
    "id": str, "url": str, "title": str, "content_text": str, "summary": str, "date_published": str,
    "date_modified": str, "authors": list, "tags": list,
}  # fmt: skip


@pytest.mark.parametrize("address", FEEDS)
def test_every_json_feed_keeps_to_version_1_1(site, world, address):
    """By https://www.jsonfeed.org/version/1.1/: what must be there, of which type; ours begins with an underscore."""
    said = site.get(address.replace(".atom", ".json")).json()
    assert said["version"] == "https://jsonfeed.org/version/1.1"
    assert {"version", "title", "items"} <= said.keys()
    assert said["items"]
    for told, known in ((said, JSON_FEED), *((item, JSON_ITEM) for item in said["items"])):
        for name, value in told.items():
            assert name.startswith("_") or isinstance(value, known[name]), name
    for item in said["items"]:
        assert {"id", "content_text"} <= item.keys()
        assert item["id"]
        assert all(datetime.fromisoformat(item[name]).tzinfo for name in ("date_published", "date_modified"))
        assert all(author.get("name") for author in item["authors"])
    assert len({item["id"] for item in said["items"]}) == len(said["items"])


@pytest.mark.parametrize("address", CALENDARS)
def test_every_calendar_holds_what_the_standard_requires(site, world, address):
    answer = site.get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    assert b"\n" not in answer.content.replace(b"\r\n", b"")
    read = icalendar.Calendar.from_ical(answer.content)
    assert (str(read["VERSION"]), bool(read["PRODID"])) == ("2.0", True)
    assert read.errors == []
    events = read.walk("VEVENT")
    assert events
    assert len({str(event["UID"]) for event in events}) == len(events)
    for event in events:
        assert event.errors == []
        assert all(event.get(name) is not None for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY"))
        assert event["DTSTAMP"].dt.tzinfo is not None
        if end := event.get("DTEND"):
            assert end.dt > event["DTSTART"].dt

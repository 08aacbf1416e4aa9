"""What the public meets of emergencies, of organs that merged, and of what is withheld."""

import csv
import gzip
import io
from datetime import date, timedelta

import feedparser
import pytest

from gongkai.engines.publishing import operations as ops
from gongkai.foundation.now import frozen
from gongkai.foundation.organs.models import OrganName, OrganSuccession

from .conftest import an_organ

SECRET = "秘而不宣"


def text(response):
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def event(press, at):
    said = {"organ": press.organ, "name": "澜江洪水", "began_at": at - timedelta(hours=2)}
    return ops.open_emergency(**said, by=press.who("drafter"), at=at).uid


def _urgent(press, event, minutes, **said):
    uid = press.draft(kind="disclosure", art20="A20-12", document_number="", **said)
    sha256 = ops.submit(record=uid, by=press.who("drafter"), at=press.at).sha256
    then = press.at + timedelta(minutes=minutes)
    signer = press.who("signer")
    ops.release_urgently(record=uid, sha256=sha256, emergency=event, reason="险情。", by=signer, at=then)
    return uid


def test_an_event_tells_its_releases_at_their_minutes_and_each_leads_back(site, press, event, at):
    assert site.get(f"/emergencies/{event}/").status_code == 404
    first = _urgent(press, event, 0, title="洪水红色预警")
    second = _urgent(press, event, 25, title="转移安置情况")
    with frozen(at + timedelta(hours=1)):
        page = text(site.get(f"/emergencies/{event}/"))
        assert page.index("转移安置情况") < page.index("洪水红色预警")
        assert "2026-03-02T09:25:00+08:00" in page
        assert "补审中" in page
        document = text(site.get(f"/documents/{first}/"))
        assert document.index("紧急发布") < document.index("<h1")
        assert f'href="/emergencies/{event}/"' in document
        assert "澜江洪水" in text(site.get("/emergencies/"))
        said = site.get(f"/api/v1/emergencies/{event}").json()
        assert [one["record"] for one in said["releases"]] == [second, first]
    with frozen(at + timedelta(minutes=5)):
        assert "转移安置情况" not in text(site.get(f"/emergencies/{event}/"))


def test_the_home_page_opens_with_an_event_from_its_first_release_until_it_is_over(site, press, event, at):
    banner = f'href="/emergencies/{event}/"'
    assert banner not in text(site.get("/"))
    _urgent(press, event, 0, title="洪水红色预警")
    with frozen(at + timedelta(minutes=1)):
        home = text(site.get("/"))
        assert home.index(banner) < home.index("<h1")
    ops.close_emergency(emergency=event, by=press.who("signer"), at=at + timedelta(hours=3))
    with frozen(at + timedelta(hours=4)):
        assert banner not in text(site.get("/"))
        assert "澜江洪水" in text(site.get("/emergencies/"))


def test_what_is_withheld_is_counted_by_organ_ground_theme_and_year_and_never_named(site, press, at, organ):
    for n in range(2):
        rereview = date(2026, 5, 1 + n)
        said = {"attribute": "withheld", "ground": "N16-1", "ground_note": SECRET, "rereview_on": rereview}
        uid = press.review(press.draft(title=SECRET, body=f"<p>{SECRET}</p>", summary=SECRET, theme="04", **said))
        ops.file(record=uid, by=press.who("publisher"), at=at)
    ops.tally_secret(organ=organ, year=2026, by=press.who("drafter"), at=at)
    page = text(site.get("/withheld/"))
    assert "共 <strong>3</strong> 件" in page
    assert "可以不予公开" in page  # the article's own words
    assert SECRET not in page
    with frozen(at + timedelta(days=61)):
        assert "其中到期未再次审查 <strong>1</strong> 件" in text(site.get("/withheld/"))
        assert "共 <strong>1</strong> 件" in text(site.get("/withheld/?ground=N14-1"))
    table = site.get("/withheld/list.csv?ground=N16-1")
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert [(row["件数"], row["条款"], row["最近再次审查日期"]) for row in rows] == [
        ("2", "条例第十六条第一款", "2026-05-01")
    ]
    feed = feedparser.parse(site.get("/withheld/feed.atom").content)
    assert [entry.title for entry in feed.entries] == ["东澜省民政厅2026年不予公开3件"]
    assert SECRET not in str(feed)
    said = site.get("/api/v1/withheld?ground=N16-1").json()
    assert [(one["count"], one["overdue"], one["theme"]) for one in said] == [(2, 0, "04")]
    assert text(site.get("/withheld/?year=x&organ=%00&ground=nothing"))


def test_a_document_of_a_merged_organ_names_who_issued_it_and_is_found_by_either(
    site, press, merged, organ, settled, at
):
    old = type(press)(merged, at)
    uid = old.release(title="老龄工作通知", issuer="东澜省老龄办")
    settled()
    before = site.get(f"/documents/{uid}/proof.json").json()
    ops.transfer(record=uid, to=organ.code, by=press.who("openness_officer"), at=at)
    settled()
    page = text(site.get(f"/documents/{uid}/"))
    assert "东澜省老龄办" in page
    for code in (organ.code, merged.code):
        assert "老龄工作通知" in text(site.get(f"/organs/{code}/disclosures/"))
        assert f"/documents/{uid}/" in text(site.get(f"/search/?q=老龄&organ={code}"))
    after = site.get(f"/documents/{uid}/proof.json").json()
    assert after["manifest"] == before["manifest"]
    assert after["manifest"]["organ"] == merged.code


EXITS = (
    "/organs/{code}/feed.atom", "/organs/{code}/feed.json", "/organs/{code}/calendar.ics",
    "/data/organs/{code}/documents.jsonl.gz", "/data/organs/{code}/documents.csv.gz", "/policies/?organ={code}",
    "/policies/feed.atom?organ={code}", "/policies/list.csv?organ={code}", "/search/?organ={code}",
    "/oai?verb=ListRecords&metadataPrefix=oai_dc&set=organ:{code}", "/api/v1/documents?organ={code}",
)  # fmt: skip


def _content(answer):
    said = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return (gzip.decompress(said) if said.startswith(b"\x1f\x8b") else said).decode()


@pytest.mark.parametrize("exit_", EXITS)
def test_every_list_of_the_old_organ_and_of_its_successor_holds_what_passed(
    site, press, merged, organ, settled, at, exit_
):
    uid = type(press)(merged, at).release(title="老龄工作通知", effective_on=at.date().replace(month=4))
    ops.transfer(record=uid, to=organ.code, by=press.who("openness_officer"), at=at)
    settled()
    for code in (merged.code, organ.code):
        answer = site.get(exit_.format(code=code))
        assert answer.status_code == 200
        assert uid in _content(answer), code


def test_an_organ_that_was_split_names_every_successor_at_its_old_address(site, organ, merged, province):
    other = an_organ("002482816", province, ("东澜省社会工作部", date(2018, 6, 1)))
    OrganSuccession.objects.create(predecessor=merged, successor=other, on=date(2018, 6, 1), basis="机构改革方案")
    page = text(site.get(f"/organs/{merged.code}/guide/"))
    for code in (organ.code, other.code):
        assert f"/organs/{code}/guide/" in page


def test_a_renamed_organ_keeps_its_address_and_each_document_the_name_of_its_day(site, press, organ, settled, at):
    uid = press.release()
    settled()
    with frozen(at + timedelta(days=400)):
        OrganName.objects.filter(organ=organ, until=None).update(until=date(2027, 1, 1))
        OrganName.objects.create(
            organ=organ, name="东澜省民政和社会事务厅", short_name="民政厅", since=date(2027, 1, 1)
        )
        column = text(site.get(f"/organs/{organ.code}/guide/"))
        assert "东澜省民政和社会事务厅" in column
        assert "东澜省民政厅" in column
        page = text(site.get(f"/documents/{uid}/"))
        assert "东澜省民政厅" in page
        assert site.get(f"/documents/{uid}/proof.json").json()["manifest"]["issuer"] == "东澜省民政厅"

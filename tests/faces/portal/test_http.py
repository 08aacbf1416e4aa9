"""What every public answer has in common: tags, conditions, compression, parts of files, keys for caches."""

import re
from datetime import timedelta

import pytest

from gongkai.assembly import wiring
from gongkai.foundation import events, purging
from gongkai.foundation.purging import Stale

SESSION = {"HTTP_COOKIE": "sessionid=nobody"}


class Memory:
    """A cache that remembers what it was told."""

    def __init__(self):
        self.told: list[Stale] = []

    def purge(self, stale):
        self.told.append(stale)


@pytest.fixture
def cache():
    kept = Memory()
    purging.bind([kept])
    events.bind(wiring.handlers(cached=True))
    yield kept
    purging.bind([])
    events.bind(wiring.handlers(cached=False))


@pytest.fixture
def document(press, settled):
    uid = press.release(files=(("附件.csv", b"0123456789"),), body="<p>" + "养老服务。" * 300 + "</p>")
    settled()
    return uid


PAGES = (
    "/",
    "/policies/",
    "/policies/feed.atom",
    "/policies/feed.json",
    "/documents/UID/",
    "/sitemap.xml",
    "/robots.txt",
)


@pytest.mark.parametrize("address", [*PAGES, "/documents/UID/editions/1/files/1"])
def test_a_head_request_carries_the_headers_of_the_page(site, document, address):
    address = address.replace("UID", document)
    got, head = site.get(address), site.head(address)
    assert head.content == b"" if not head.streaming else True
    assert dict(head.headers) == dict(got.headers)


@pytest.mark.parametrize("address", PAGES)
def test_what_has_not_changed_is_not_sent_again_and_its_tag_depends_on_nothing_but_the_page(site, document, address):
    address = address.replace("UID", document)
    first = site.get(address)
    tag = first["ETag"]
    assert site.get(address, **SESSION)["ETag"] == tag, "neither a session nor anything else of the reader's"
    again = site.get(address, HTTP_IF_NONE_MATCH=tag)
    assert again.status_code == 304
    assert again["ETag"] == tag
    assert again["Surrogate-Key"] == first["Surrogate-Key"]
    assert site.get(address, HTTP_IF_NONE_MATCH='"another"').status_code == 200


@pytest.mark.parametrize(
    ("asked", "status", "body", "where"),
    [
        ("bytes=0-3", 206, b"0123", "bytes 0-3/10"),
        ("bytes=4-", 206, b"456789", "bytes 4-9/10"),
        ("bytes=-3", 206, b"789", "bytes 7-9/10"),
        ("bytes=8-99", 206, b"89", "bytes 8-9/10"),
        ("bytes=10-", 416, b"", "bytes */10"),
        ("bytes=5-2", 200, b"0123456789", None),
        ("bytes=0-1,4-5", 200, b"0123456789", None),
        ("lines=1-2", 200, b"0123456789", None),
        ("bytes=-", 200, b"0123456789", None),
        ("bytes=-0", 200, b"0123456789", None),
    ],
)
def test_a_download_goes_on_where_it_broke_off(site, document, asked, status, body, where):
    answer = site.get(f"/documents/{document}/editions/1/files/1", HTTP_RANGE=asked)
    got = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert (answer.status_code, got, answer.get("Content-Range")) == (status, body, where)
    if status == 206:
        assert answer["Content-Length"] == str(len(body))
        assert answer["Content-Disposition"].startswith("attachment")


def test_a_download_goes_on_only_with_the_same_file(site, document):
    address = f"/documents/{document}/editions/1/files/1"
    whole = site.get(address)
    for same in (whole["ETag"], whole["Last-Modified"]):
        assert site.get(address, HTTP_RANGE="bytes=2-3", HTTP_IF_RANGE=same).status_code == 206
    assert site.get(address, HTTP_RANGE="bytes=2-3", HTTP_IF_RANGE='"other"').status_code == 200
    assert site.get(address, HTTP_IF_MODIFIED_SINCE=whole["Last-Modified"]).status_code == 304


def test_every_answer_names_what_it_is_made_from(site, document, organ):
    said = {
        f"/documents/{document}/": {f"record:{document}"},
        f"/documents/{document}/editions/1/files/1": {f"record:{document}"},
        f"/organs/{organ.code}/guide/": {f"organ:{organ.code}", "lists"},
        "/": {"lists", "ledger"},
        "/policies/?theme=17": {"lists", "search"},
        "/oai/record.xsd": {"lists", "search", "ledger"},
    }
    assert {address: set(site.get(address)["Surrogate-Key"].split()) - {"site"} for address in said} == said


def test_a_page_that_waits_for_its_checkpoint_says_so(site, press, settled):
    uid = press.release()
    assert "ledger" in site.get(f"/documents/{uid}/")["Surrogate-Key"].split()
    settled()
    assert "ledger" not in site.get(f"/documents/{uid}/")["Surrogate-Key"].split()


def test_nothing_is_shared_unless_somebody_purges_it(site, document):
    answer = site.get(f"/documents/{document}/")
    assert answer["Cache-Control"] == "no-cache"
    assert not answer.has_header("X-Accel-Expires")


def test_a_shared_page_lasts_until_midnight_and_what_is_somebodys_own_is_never_shared(site, document, cache, at):
    midnight = at.replace(hour=0) + timedelta(days=1)
    answer = site.get(f"/documents/{document}/")
    assert answer["X-Accel-Expires"] == f"@{int(midnight.timestamp())}"
    assert answer["Cache-Control"] == "no-cache", "a browser asks each time"
    for own in (
        site.get("/policies/?theme=17"),
        site.get(f"/documents/{document}/", HTTP_COOKIE="reading=elder"),
        site.get(f"/documents/{document}/proof.json"),
        site.get("/search/?q=养老"),
        site.get("/ledger/"),
    ):
        assert own["X-Accel-Expires"] == "0"


def test_a_release_a_correction_and_a_withdrawal_purge_every_address_they_change(site, press, organ, cache, settled):
    from gongkai.engines.publishing.content import Relation

    first = press.release(files=(("附件.csv", b"1"),))
    settled()
    cache.told.clear()
    second = press.release(relations=(Relation("implements", first),))
    settled()
    told = cache.told[-1]
    assert {f"record:{first}", f"record:{second}", f"organ:{organ.code}", "lists", "search", "ledger"} == set(told.keys)
    assert {f"/documents/{first}/", f"/documents/{second}/", "/", "/policies/", "/sitemap.xml"} <= set(told.addresses)
    assert {f"/organs/{organ.code}/disclosures/", f"/documents/{first}/editions/1/files/1"} <= set(told.addresses)
    press.correct(first, note="更正。", body="<p>新</p>")
    settled()
    assert {f"/documents/{first}/editions/{number}/" for number in (1, 2)} <= set(cache.told[-1].addresses)
    press.withdraw(first, "published_in_error")
    settled()
    assert {f"/documents/{first}/", f"/documents/{first}/editions/1/files/1"} <= set(cache.told[-1].addresses)


def test_every_shared_address_of_a_record_is_purged_by_name(site, press, organ, cache, settled):
    """Nothing may be shared that a purge by address forgets: each shared page that shows a record is in its purge."""
    uid = press.release(kind="normative", files=(("附件.csv", b"1"),))
    settled()
    purged = set(cache.told[-1].addresses)
    to_read, seen = ["/", f"/documents/{uid}/"], set()
    while to_read:
        address = to_read.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = site.get(address)
        if answer.get("X-Accel-Expires", "0") != "0":
            text = b"" if answer.streaming else answer.content
            if uid.encode() in text:
                assert address in purged, address
        if not answer.streaming and answer.get("Content-Type", "").startswith("text/html"):
            to_read += [
                link for link in re.findall(r'href="(/[^"?#]*)"', answer.content.decode()) if "/static/" not in link
            ]
    assert {f"/documents/{uid}/", "/policies/", f"/organs/{organ.code}/disclosures/"} <= seen

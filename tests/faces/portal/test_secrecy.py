"""Nothing unreleased is shown, counted, suggested, fed or mapped: every address is asked."""

import gzip
import re
from datetime import timedelta

import pytest
from django.urls import get_resolver

from gongkai.engines.publishing import jobs
from gongkai.engines.publishing.content import Relation
from gongkai.foundation.now import frozen

SECRET = "秘而不宣"


@pytest.fixture
def hidden(press, minute):
    """One record in every state the public may not see, each with the secret in title, number, text and file."""
    said = {"title": f"{SECRET}的通知", "body": f"<p>{SECRET}</p>", "summary": SECRET, "art20": "A20-07", "theme": "04"}
    files = ((f"{SECRET}.csv", SECRET.encode()),)
    public = press.release(title="公开的通知")
    relation = (Relation("interprets", public),)
    withdrawn = press.release(**said, files=files)
    press.withdraw(withdrawn, "unsuitable", note=SECRET)
    revised = press.release(title="第一版")
    drafter = press.who("drafter")
    from gongkai.engines.publishing import operations as ops

    ops.revise(record=revised, by=drafter, at=press.at)
    press.attach(revised, f"{SECRET}.csv", SECRET.encode())
    return {
        "draft": press.draft(**said, files=files, relations=relation),
        "in_review": _submitted(press, **said, files=files, relations=relation),
        "scheduled": press.schedule(minute, kind="interpretation", **said, files=files, relations=relation),
        "guide": press.draft(kind="guide", **said),
        "withheld": press.draft(**{**said, "attribute": "withheld", "ground": "N16-1", "ground_note": SECRET}),
        "withdrawn": withdrawn,
        "public": public,
        "revised": revised,
    }


def _submitted(press, **changed):
    from gongkai.engines.publishing import operations as ops

    uid = press.draft(**changed)
    ops.submit(record=uid, by=press.who("drafter"), at=press.at)
    return uid


def addresses(hidden, organ):
    """Every address of the portal, each parameter filled in each way."""
    known = {"uid": list(hidden.values()), "number": [1, 2], "place": [1], "code": [organ.code]}
    known["part"] = ["guide", "rules", "disclosures", "reports"]
    known["register"], known["adjustment"] = ["powers"], list(hidden.values())
    known["slug"], known["address"] = ["aaaaaaaaaa"], ["1"]
    known["path"] = ["0/000"]
    known["sha256"], known["name"] = ["0" * 64], ["a.pdf"]
    known["form"] = ["txt", "bib", "ris"]
    known["emergency"] = known["topic"] = known["consultation"] = ["2222222222"]
    known["matter"] = known["hearing"] = ["2222222222"]
    known["month"] = ["2026-03"]
    known["key"], known["sha256"], known["name"] = ["0" * 32], ["0" * 64], ["file"]
    known["life"] = [1]
    known["step"] = ["wanted"]
    known["bill"] = ["1"]
    known["case"], known["organ"], known["year"] = ["1"], [organ.code], [2025]
    known["format_"] = ["jsonl", "csv"]
    for pattern in get_resolver("gongkai.faces.portal.urls").url_patterns:
        yield from _filled(f"/{pattern.pattern}", known)
    for query in (f"q={SECRET}", "art20=A20-07", "theme=04", "year=2026", f"q={SECRET}&sort=newest"):
        for path in ("/search/", "/policies/", "/search/feed.atom", "/policies/list.csv", "/search/list.csv"):
            yield f"{path}?{query}"
    for typed in (SECRET[0], SECRET[:2], "mebx", "mierbuxuan", "东民发〔2026〕", "东民发〔2026〕1"):
        yield f"/search/suggest?q={typed}"
    yield f"/organs/{organ.code}/disclosures/?art20=A20-07"
    yield "/ledger/entries?start=0&end=99"


def _filled(address, known):
    found = re.search(r"<(?:\w+:)?(\w+)>", address)
    if not found:
        yield address
        return
    for value in known[found[1]]:
        yield from _filled(address.replace(found[0], str(value), 1), known)


def content(response):
    whole = b"".join(response.streaming_content) if response.streaming else response.content
    return gzip.decompress(whole) if whole.startswith(b"\x1f\x8b") else whole


def test_no_address_says_a_word_of_what_is_not_public(site, hidden, organ, settled):
    settled()
    asked = list(addresses(hidden, organ))
    assert len(asked) > 100
    for address in asked:
        answer = site.get(address)
        said = content(answer).decode(errors="replace").replace(f'value="{SECRET}"', "")
        said = re.sub(rf"[“：>]{SECRET}[”< ]|q={SECRET}", "", said) if "?q=" in address else said
        assert SECRET not in said, address


def test_what_is_not_public_answers_as_what_does_not_exist(site, hidden):
    nothing = site.get("/documents/nothing/")
    for name in ("draft", "in_review", "scheduled", "guide", "withheld"):
        for path in ("", "proof.json", "editions/1/", "editions/1/proof.json", "editions/1/files/1"):
            address = f"/documents/{hidden[name]}/{path}"
            assert site.get(address).status_code == 404, address
        page = site.get(f"/documents/{hidden[name]}/").content.decode()
        assert page.replace(hidden[name], "nothing") == nothing.content.decode()


def test_what_is_not_public_is_not_counted(site, hidden, organ, settled):
    settled()
    assert "<strong>2</strong> 件" in site.get("/policies/").content.decode()
    column = site.get(f"/organs/{organ.code}/disclosures/").content.decode()
    assert re.findall(r'art20=(A20-\d\d)">?[^<]*', column) == ["A20-11"]
    assert "财政" not in site.get("/search/").content.decode()
    sitemap = site.get("/sitemap-documents-0.xml").content.decode()
    assert sitemap.count("<url>") == 2


def test_a_revision_in_the_making_does_not_touch_the_page(site, hidden):
    page = site.get(f"/documents/{hidden['revised']}/")
    assert page.status_code == 200
    assert "第一版" in page.content.decode()
    assert site.get(f"/documents/{hidden['revised']}/editions/2/").status_code == 404


def test_at_its_minute_and_not_before(site, hidden, minute, settled):
    address = f"/documents/{hidden['scheduled']}/"
    with frozen(minute - timedelta(seconds=1)):
        jobs.release_scheduled(at=minute - timedelta(seconds=1))
        assert site.get(address).status_code == 404
    jobs.release_scheduled(at=minute)
    with frozen(minute - timedelta(seconds=1)):
        assert site.get(address).status_code == 404
        assert site.get(f"{address}editions/1/files/1").status_code == 404
    with frozen(minute):
        assert site.get(address).status_code == 200

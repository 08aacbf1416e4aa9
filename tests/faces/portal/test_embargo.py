"""Embargo: until its minute a scheduled record leaves no trace at any address; at its minute it is where it belongs.

The addresses come from the URL table: a new one is asked by itself, and one whose parameter nobody has named here
fails until somebody does. The proof is a comparison: the whole public site, byte for byte and header for header,
is the same with a scheduled record as it was without one; and a scheduled record's own addresses answer as those
of a record that does not exist.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from http import HTTPStatus
from itertools import product
from typing import TypeAlias

import pytest
from django.core import mail
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from gongkai.assembly.wiring import PERIODIC
from gongkai.engines.publishing import jobs
from gongkai.engines.publishing.content import Relation
from gongkai.foundation.now import frozen
from gongkai.foundation.people import operations as people
from gongkai.foundation.people.actors import SYSTEM
from gongkai.programmes.finding import operations as finding
from gongkai.programmes.finding.models import SavedSearch

from .conftest import an_organ

Answer: TypeAlias = tuple[int, bytes, tuple[str, ...]]
NOT_FOUND = HTTPStatus.NOT_FOUND
MISSING = "2222222222"
WORD, NUMBER, FILE = "澄怀观道", "东民发〔2026〕987号", "隐珠清单.csv"
SECRETS = (WORD, "987号", "隐珠", "琴鹤自随")
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
CLOSED = ("accounts/", "office/", "api/v1/office/", "reading/", "static/", "media/")
# 每个参数填什么：a list names every value to try; `uid` is filled by each test.
FILLED = {
    "code": ["000014349"],
    "organ": ["000014349"],
    "part": ["guide", "rules", "disclosures", "reports"],
    "number": ["0", "1", "2"],
    "place": ["1"],
    "sha256": ["0" * 64],
    "form": ["txt", "bib", "ris"],
    "name": ["themes", "grounds"],
    "emergency": [MISSING],
    "topic": [MISSING],
    "consultation": [MISSING],
    "matter": [MISSING],
    "hearing": [MISSING],
    "year": ["2026"],
    "month": ["2026-03"],
    "format_": ["jsonl", "csv", "json"],
    "day": ["2"],
    "kind": ["document", "interpretation"],
    "token": ["x"],
    "path": ["0/000.p/1"],
    "set": ["document"],
    "file": ["1"],
    "format": ["json", "csv"],
    "channel": ["policies"],
    "theme": ["17"],
    "size": ["1"],
    "key": ["0" * 32],
    "register": ["powers", "duties"],
    "adjustment": [MISSING],
    "case": [MISSING],
    "register_code": ["powers"],
    "slug": [MISSING],
    "address": ["1"],
    "bill": ["1"],
    "step": ["wanted", "answers", "check"],
    "life": ["1"],
}
ASKED = (
    "?q=养老", f"?q={WORD}", f"?q={WORD[:2]}", f"?q={NUMBER}", "?q=ylfw", "?q=chg", "?organ=000014349", "?theme=04",
    "?art20=A20-07", "?kind=interpretation", "?year=2026", "?genre=circular&sort=newest", "?status=not_yet",
    "?verb=ListRecords&metadataPrefix=oai_dc", "?verb=ListIdentifiers&metadataPrefix=oai_dc", "?verb=Identify",
    "?start=0&end=99", "?first=1&second=1", "?until=99", "?since=2026-03-01", "?on=2026-03-04", "?words=养",
    "?prefix=养老", f"?path=/documents/{MISSING}/",
)  # fmt: skip
VARYING = (
    (re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]*'), rb"\1"),
    (re.compile(rb"('nonce-|nonce=\")[^'\"]*"), rb"\1"),
)
HEADERS = ("Content-Type", "Location", "Link", "ETag", "Last-Modified", "Surrogate-Key", "Cache-Control")


def routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """Every address of the site as written in the URL tables."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, route)
        elif isinstance(entry, URLPattern):
            yield route


def filled(route: str, uid: str) -> list[str]:
    names = PARAMETER.findall(route)
    unknown = [name for name in names if name not in FILLED and name != "uid"]
    assert not unknown, f"/{route}: say in FILLED what to put for {unknown}, so that the embargo is tried there too"
    found = []
    for values in product(*([uid] if name == "uid" else FILLED[name] for name in names)):
        address = route
        for value in values:
            address = PARAMETER.sub(value, address, count=1)
        found.append(f"/{address}")
    return found


def addresses(uid: str) -> tuple[list[str], list[str]]:
    """Those of the site, with every question one may ask; and those that name a record."""
    site, own = [], []
    for route in sorted({route for route in routes() if not route.startswith(CLOSED)}):
        if "<slug:uid>" in route or "<uid>" in route or "<str:uid>" in route:
            own += filled(route, uid)
        else:
            site += [f"{address}{query}" for address in filled(route, uid) for query in ("", *ASKED)]
    return site, own


def whole_site(client: Client, asked: list[str], moment: datetime) -> dict[tuple[datetime, str], Answer]:
    """What every address answers now; what is not there without a question is not asked any."""
    found: dict[tuple[datetime, str], Answer] = {}
    for address in asked:
        bare = address.partition("?")[0]
        if bare == address or found[moment, bare][0] != NOT_FOUND:
            found[moment, address] = face(client, address)
    return found


def face(client: Client, address: str) -> Answer:
    answer = client.get(address)
    said = b"".join(answer.streaming_content) if answer.streaming else answer.content
    heads = {name: answer.headers.get(name, "") for name in HEADERS}
    for pattern, kept in VARYING:
        said = pattern.sub(kept, said)
    return answer.status_code, said, tuple(heads.values())


def told(pair: Answer, words: tuple[str, ...]) -> list[str]:
    _, said, heads = pair
    whole = said.decode("utf-8", "replace") + " ".join(heads)
    return [word for word in words if word in whole]


@pytest.fixture
def before(press, settled):
    """A site with something on it: a released document, one that waits for its day, a withdrawn one."""
    public = press.release(title="养老服务的通知")
    press.release(title="托育服务的通知", effective_on=date(2026, 4, 1))
    press.withdraw(press.release(title="误发的通知"), "published_in_error")
    settled()
    return public


@pytest.fixture
def schedule(press, before, minute, settled):
    """Schedule the secret: pointing at what is public, with a file, a theme and a category nobody else has."""

    def run() -> str:
        uid = press.schedule(
            minute,
            kind="interpretation",
            title=f"{WORD}的养老通知",
            document_number=NUMBER,
            summary="琴鹤自随",
            body="<p>养老，琴鹤自随。</p>",
            theme="04",
            art20="A20-07",
            relations=(Relation("interprets", before),),
            files=((FILE, "琴鹤自随".encode()),),
        )
        settled()
        return uid

    return run


@pytest.mark.once
def test_with_a_scheduled_record_the_whole_site_is_byte_for_byte_what_it_was_without(
    site, schedule, minute, at, settled
):
    asked, _ = addresses(MISSING)
    assert len(asked) > 500
    # The questions are asked in the last second before the minute; on the day itself, every address bare.
    moments = {at: [address for address in asked if "?" not in address], minute - timedelta(seconds=1): asked}
    without, leaks = {}, []
    for moment, those in moments.items():
        with frozen(moment):
            _time_does_its_work(moment, settled)
            without |= whole_site(site, those, moment)
    uid = schedule()
    changed = []
    for moment, those in moments.items():
        with frozen(moment):
            _time_does_its_work(moment, settled)
            now = whole_site(site, those, moment)
        changed += [address for (_, address), said in now.items() if said != without.get((moment, address))]
        for (_, address), said in now.items():
            words = (uid, *(word for word in SECRETS if word not in address))
            leaks += [f"{address}: {word}" for word in told(said, words)]
    assert changed == []
    assert leaks == []


def _time_does_its_work(moment, settled):
    """Everything the clock calls at an instant, and what that leaves in the queue."""
    for _, function in PERIODIC.values():
        function(at=moment)
    settled()


def test_its_own_addresses_answer_as_those_of_a_record_that_does_not_exist(site, schedule, minute):
    uid = schedule()
    with frozen(minute - timedelta(seconds=1)):
        own, missing = addresses(uid)[1], addresses(MISSING)[1]
        assert len(own) > 10
        for address, other in zip(own, missing, strict=True):
            status, said, heads = face(site, address)
            assert status == 404, address
            alike = (
                status,
                said.replace(uid.encode(), MISSING.encode()),
                tuple(h.replace(uid, MISSING) for h in heads),
            )
            there = face(site, other)
            assert alike[:2] == there[:2], address
            assert told((status, said.replace(uid.encode(), b""), heads), SECRETS) == [], address


def test_nobody_who_asked_for_news_is_told_of_it_before_its_minute(site, schedule, minute, at, settled):
    for query in (f"q={WORD}", "theme=04", "q=养老"):
        finding.subscribe(email="li@example.cn", scope="search", query=query, rhythm="daily", language="zh", at=at)
        saved = SavedSearch.objects.get(query=query)
        finding.confirm(key=saved.key, at=at - timedelta(days=2))
    uid = schedule()
    mail.outbox.clear()
    with frozen(minute - timedelta(seconds=1)):
        _time_does_its_work(minute - timedelta(seconds=1), settled)
    letters = [f"{letter.subject} {letter.body}" for letter in mail.outbox]
    assert [word for word in (uid, *SECRETS) for letter in letters if word in letter] == []
    with frozen(minute):
        _time_does_its_work(minute, settled)
    with frozen(minute + timedelta(days=1)):
        _time_does_its_work(minute + timedelta(days=1), settled)
    assert any(uid in letter.body for letter in mail.outbox)


def test_a_foreign_organs_office_sees_nothing_of_it(site, schedule, province, at, minute):
    uid = schedule()
    other = an_organ("002489401", province, ("东澜省卫生健康委员会", date(2018, 6, 1)))
    person = people.enrol(
        username="other", name="外", password="long enough to pass", organ=None, by=SYSTEM, at=at, email="a@example.org"
    )
    people.appoint(person=person, organ=other, role="drafter", since=date(2020, 1, 1), by=SYSTEM, at=at)
    site.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    office = [route for route in _office() if "<" not in route]
    assert len(office) > 5
    for address in [*office, f"office/?q={WORD}", f"office/?q={uid}", "office/?state=approved"]:
        pair = face(site, f"/{address}")
        words = tuple(word for word in (uid, *SECRETS) if word not in address)
        assert told(pair, words) == [], address
    for route in _office():
        if "<record:uid>" in route:
            address = PARAMETER.sub("1", route.replace("<record:uid>", uid))
            assert site.get(f"/{address}").status_code in {404, 405}, address


def _office() -> list[str]:
    return sorted(route for route in set(routes()) if route.startswith("office/"))


def test_at_its_minute_it_is_where_it_belongs_and_what_was_kept_is_stale(site, schedule, minute, settled):
    uid = schedule()
    lists = (
        "/",
        "/policies/",
        "/policies/feed.atom",
        "/policies/list.csv",
        "/sitemap-documents-0.xml",
        "/api/v1/documents",
    )
    kept = {}
    with frozen(minute - timedelta(seconds=1)):
        for address in lists:
            kept[address] = site.get(address).headers.get("ETag", "")
    jobs.release_scheduled(at=minute)
    with frozen(minute):
        settled()
        for address in lists:
            tag = {"If-None-Match": kept[address]} if kept[address] else {}
            answer = site.get(address, headers=tag)
            assert answer.status_code == 200, f"{address}: what was kept before the minute is still shown"
            said = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert uid in said.decode(), address
        for address in (f"/documents/{uid}/", f"/documents/{uid}/editions/1/files/1", f"/api/v1/documents/{uid}"):
            assert site.get(address).status_code == 200, address
        for query in (WORD, NUMBER):
            assert uid in site.get(f"/search/?q={query}").content.decode(), query

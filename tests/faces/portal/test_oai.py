"""OAI-PMH 2.0: harvested whole by a client we did not write, and held to the protocol's own rules."""

from datetime import timedelta

import pytest
from lxml import etree
from sickle import Sickle, oaiexceptions

from gongkai.engines.publishing.content import Identifier, Relation
from gongkai.faces.portal.oai import verbs
from gongkai.faces.portal.oai.schema import SCHEMA

NS = {"o": "http://www.openarchives.org/OAI/2.0/", "g": "urn:x-gongkai:record:1"}


def ask(site, method="get", **params):
    answer = getattr(site, method)("/oai", params)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    return etree.fromstring(answer.content)


def error_of(site, **params):
    return ask(site, **params).xpath("string(//o:error/@code)", namespaces=NS)


def identifiers(root, path="//o:header"):
    return root.xpath(f"{path}/o:identifier/text()", namespaces=NS)


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(verbs, "IN_LIST", {"ListRecords": 3, "ListIdentifiers": 2, "ListSets": 1})


@pytest.fixture
def world(press, at):
    uids = [press.release(title=f"通知{n}", theme="17" if n % 2 else "11") for n in range(7)]
    press.withdraw(uids[2], "published_in_error")
    press.withdraw(uids[3], "unsuitable")
    press.withdraw(uids[4], "consolidated", successor=uids[5])
    press.withdraw(uids[6], "repealed")
    press.draft(title="未公开的稿件")
    press.schedule(at + timedelta(hours=1), title="未到时间的稿件")
    return uids


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("prefix", ["oai_dc", "gongkai"])
def test_a_harvester_takes_everything_in_parts_and_learns_what_is_gone(live_server, few, world, method, prefix):
    harvester = Sickle(f"{live_server.url}/oai", http_method=method)
    found = {
        record.header.identifier.rpartition(":")[2]: record for record in harvester.ListRecords(metadataPrefix=prefix)
    }
    assert set(found) == set(world)
    assert {uid for uid, record in found.items() if record.header.deleted} == set(world[2:5])
    assert found[world[0]].metadata["title"] == ["通知0"]
    headers = [header.identifier for header in harvester.ListIdentifiers(metadataPrefix=prefix)]
    assert sorted(headers) == sorted(record.header.identifier for record in found.values())
    assert len(headers) == len(set(headers))
    alone = harvester.GetRecord(identifier=headers[0], metadataPrefix=prefix)
    assert alone.header.identifier == headers[0]
    assert "未" not in "".join(record.raw for record in found.values())


@pytest.mark.django_db(transaction=True)
def test_a_harvester_reads_who_we_are_and_which_sets_there_are(live_server, few, world, organ, merged):
    harvester = Sickle(f"{live_server.url}/oai")
    assert harvester.Identify().deletedRecord == "persistent"
    assert [each.metadataPrefix for each in harvester.ListMetadataFormats()] == ["oai_dc", "gongkai"]
    sets = {each.setSpec: each.setName for each in harvester.ListSets()}
    assert sets[f"organ:{organ.code}"] == "东澜省民政厅"
    assert {f"organ:{merged.code}", "kind:document", "theme:17", "organ"} <= set(sets)
    theme = {
        header.identifier.rpartition(":")[2]
        for header in harvester.ListIdentifiers(metadataPrefix="oai_dc", set="theme:17")
    }
    assert theme == {world[1], world[3], world[5]}, "a withdrawn record stays in its set, as deleted"
    with pytest.raises(oaiexceptions.NoRecordsMatch):
        harvester.ListRecords(metadataPrefix="oai_dc", set="kind:report")


@pytest.mark.django_db(transaction=True)
def test_an_incremental_harvest_gives_exactly_what_changed_since(live_server, few, press, at):
    uids = [press.release() for _ in range(3)]
    press.at = at + timedelta(seconds=10)
    press.correct(uids[0], note="更正。", body="<p>新</p>")
    press.withdraw(uids[1], "unsuitable")
    harvester = Sickle(f"{live_server.url}/oai")

    def changed(**span):
        listed = harvester.ListIdentifiers(metadataPrefix="oai_dc", **span)
        return {header.identifier.rpartition(":")[2]: header.deleted for header in listed}

    assert changed(**{"from": "2026-03-02T01:00:10Z"}) == {uids[0]: False, uids[1]: True}
    assert changed(until="2026-03-02T01:00:09Z") == {uids[2]: False}
    assert len(changed(**{"from": "2026-03-02", "until": "2026-03-02"})) == 3


def test_the_same_datestamp_means_the_same_record(site, press, at):
    target = press.release()
    uid = press.release(relations=(Relation("implements", target),))
    before = ask(site, verb="GetRecord", metadataPrefix="gongkai", identifier=f"oai:localhost:{target}")
    press.release(kind="interpretation", document_number="", relations=(Relation("interprets", target),))
    press.withdraw(uid, "published_in_error")
    after = ask(site, verb="GetRecord", metadataPrefix="gongkai", identifier=f"oai:localhost:{target}")
    assert etree.tostring(before.find("o:GetRecord", NS)) == etree.tostring(after.find("o:GetRecord", NS))


def test_nothing_of_a_withdrawn_record_is_shown_beyond_its_header(site, world):
    answer = ask(site, verb="ListRecords", metadataPrefix="gongkai")
    deleted = answer.xpath("//o:record[o:header/@status='deleted']", namespaces=NS)
    assert len(deleted) == 3
    assert all([child.tag.rpartition("}")[2] for child in record] == ["header"] for record in deleted)


def test_our_own_format_is_what_its_schema_says(site, press, settled):
    target = press.release()
    uid = press.release(
        files=(("附件.csv", b"1,2\n"),),
        relations=(Relation("repeals", target), Relation("implements", "", "国发〔2020〕1号")),
        identifiers=(Identifier("统一编号", "X-1", "省司法厅"),),
        title="含\x0b控制字符",
    )
    assert site.get("/oai/record.xsd").content.decode() == SCHEMA
    schema = etree.XMLSchema(etree.fromstring(SCHEMA.encode()))
    answer = ask(site, verb="ListRecords", metadataPrefix="gongkai")
    records = answer.xpath("//g:record", namespaces=NS)
    assert len(records) == 2
    for record in records:
        schema.assertValid(record)
    mine = next(record for record in records if record.findtext("g:uid", namespaces=NS) == uid)
    assert mine.xpath("string(g:relation[@type='repeals']/@href)", namespaces=NS).endswith(f"/documents/{target}/")
    assert mine.find("g:file", NS).get("size") == "4"


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({}, "badVerb"),
        ({"verb": "Steal"}, "badVerb"),
        ({"verb": ["Identify", "Identify"]}, "badVerb"),
        ({"verb": "Identify", "set": "x"}, "badArgument"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": ["oai_dc", "oai_dc"]}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "marc"}, "cannotDisseminateFormat"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "yesterday"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026-13-40"}, "badArgument"),
        (
            {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026-01-01", "until": "2026-01-01T00:00:00Z"},
            "badArgument",
        ),
        (
            {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026-02-01", "until": "2026-01-01"},
            "badArgument",
        ),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "until": "9999-12-31"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2030-01-01"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "nonsense:1"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "resumptionToken": "made-up"}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": "x", "metadataPrefix": "oai_dc"}, "badArgument"),
        ({"verb": "ListSets", "resumptionToken": "made-up"}, "badResumptionToken"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc"}, "badArgument"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "oai:localhost:none"}, "idDoesNotExist"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "nonsense"}, "idDoesNotExist"),
        ({"verb": "ListMetadataFormats", "identifier": "nonsense"}, "idDoesNotExist"),
    ],
)
def test_what_is_asked_wrongly_gets_the_code_the_protocol_names(site, press, params, code):
    press.release()
    assert error_of(site, **params) == code


def test_a_draft_and_a_scheduled_record_do_not_exist(site, press, minute):
    for uid in (press.draft(), press.schedule(minute)):
        assert (
            error_of(site, verb="GetRecord", metadataPrefix="oai_dc", identifier=f"oai:localhost:{uid}")
            == "idDoesNotExist"
        )


def test_a_token_belongs_to_its_verb(site, world, few):
    token = ask(site, verb="ListRecords", metadataPrefix="oai_dc").xpath("string(//o:resumptionToken)", namespaces=NS)
    assert token
    assert error_of(site, verb="ListRecords", resumptionToken=token) == ""
    assert error_of(site, verb="ListIdentifiers", resumptionToken=token) == "badResumptionToken"


@pytest.mark.parametrize(
    ("params", "count"),
    [
        ({"verb": "Identify"}, 1),
        ({"verb": "ListSets"}, 1),
        ({"verb": "ListMetadataFormats"}, 0),
        ({"verb": "ListRecords", "metadataPrefix": "gongkai"}, 6),
        ({"verb": "ListRecords", "metadataPrefix": "gongkai", "set": "organ:000014349"}, 7),
        ({"verb": "ListIdentifiers", "metadataPrefix": "gongkai"}, 3),
    ],
)
def test_a_page_of_a_harvest_asks_what_is_stated(site, world, django_assert_num_queries, params, count):
    with django_assert_num_queries(count):
        ask(site, **params)

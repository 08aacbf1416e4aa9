"""What search engines are told: strict JSON-LD in the words of schema.org, as the page says, never a script."""

import json
import re
from datetime import date

import pytest
from lxml import html

from gongkai.engines.publishing.content import Relation
from gongkai.faces.portal.bulk import store

# The part of schema.org we speak: type → its properties (with those of the types it descends from).
CREATIVE = {
    "@id", "url", "name", "headline", "description", "inLanguage", "isAccessibleForFree", "datePublished",
    "dateModified", "dateCreated", "version", "identifier", "about", "author", "publisher", "encoding", "citation",
    "temporalCoverage", "subjectOf",
}  # fmt: skip
VOCABULARY = {
    "WebSite": {*CREATIVE, "potentialAction"},
    "SearchAction": {"target", "query-input"},
    "EntryPoint": {"urlTemplate"},
    "GovernmentOrganization": {
        "@id", "name", "alternateName", "url", "identifier", "address", "telephone", "contactPoint", "areaServed",
        "parentOrganization", "dissolutionDate",
    },
    "PostalAddress": {"streetAddress", "postalCode", "addressRegion", "addressCountry"},
    "ContactPoint": {"contactType", "name", "telephone", "faxNumber", "email", "description"},
    "AdministrativeArea": {"name"},
    "PropertyValue": {"propertyID", "value"},
    "DefinedTerm": {"name", "termCode"},
    "MediaObject": {"name", "contentUrl", "encodingFormat", "contentSize", "sha256"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "Dataset": {*CREATIVE, "distribution"},
    "DataDownload": {"name", "contentUrl", "encodingFormat", "contentSize", "sha256"},
    "DigitalDocument": CREATIVE,
    "Article": CREATIVE,
    "Report": CREATIVE,
    "Legislation": {
        *CREATIVE, "legislationIdentifier", "legislationType", "legislationDate", "legislationDateOfApplicability",
        "legislationDateVersion", "legislationLegalForce", "legislationPassedBy", "legislationResponsible",
        "legislationJurisdiction", "legislationAmends", "legislationRepeals", "legislationApplies",
    },
}  # fmt: skip
# What makes a thing of use to who reads it: schema.org requires nothing, search engines and we do.
REQUIRED = {
    "WebSite": {"name", "url", "potentialAction"},
    "GovernmentOrganization": {"name"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name"},
    "Dataset": {"name", "description"},
    "DataDownload": {"contentUrl", "encodingFormat"},
    "MediaObject": {"name", "contentUrl", "encodingFormat"},
    "Legislation": {"@id", "url", "name", "identifier", "datePublished", "legislationLegalForce"},
    **{name: {"@id", "url", "name", "datePublished", "publisher"} for name in ("DigitalDocument", "Article", "Report")},
}  # fmt: skip
BY_REFERENCE = {"legislationResponsible", "parentOrganization"}


def strictly(pairs):
    names = [name for name, _ in pairs]
    assert len(names) == len(set(names)), "a property said twice"
    return dict(pairs)


def told(site, address):
    """The graph of a page, by type; every thing in it checked against the vocabulary."""
    page = html.fromstring(site.get(address).content)
    blocks = page.xpath("//script[@type='application/ld+json']/text()")
    assert len(blocks) == 1
    said = json.loads(blocks[0], object_pairs_hook=strictly)
    assert said["@context"] == "https://schema.org"
    for thing in said["@graph"]:
        check(thing)
    return {thing["@type"]: thing for thing in said["@graph"]}


def check(thing):
    unknown = set(thing) - VOCABULARY[thing["@type"]] - {"@type"}
    assert not unknown, (thing["@type"], unknown)
    missing = REQUIRED.get(thing["@type"], set()) - set(thing) if len(thing) > 3 else set()
    assert not missing, (thing["@type"], missing)
    for name, value in thing.items():
        assert value not in ("", None, [], {}), (thing["@type"], name)
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                check(each)


@pytest.fixture
def legislation(press, settled):
    old = press.release(kind="normative", title="旧办法")
    uid = press.release(
        kind="normative",
        title="办法 </script><b>&",
        files=(("附件.csv", b"1,2\n"),),
        relations=(Relation("repeals", old), Relation("implements", "", "国发〔2020〕1号")),
        effective_on=date(2026, 3, 1),
        expires_on=date(2031, 3, 1),
    )
    press.release(kind="interpretation", title="解读", document_number="", relations=(Relation("interprets", uid),))
    settled()
    return uid, old


def test_a_normative_document_is_legislation_with_its_force_and_its_ties(site, legislation):
    uid, old = legislation
    law = told(site, f"/documents/{uid}/")["Legislation"]
    assert law["name"] == "办法 </script><b>&"
    assert law["legislationIdentifier"].startswith("东民发〔2026〕")
    assert (law["legislationDate"], law["legislationDateOfApplicability"]) == ("2026-02-24", "2026-03-01")
    assert law["legislationDateVersion"] == "2026-03-02"
    assert law["temporalCoverage"] == "2026-03-01/2031-03-01"
    assert law["legislationLegalForce"] == "https://schema.org/InForce"
    assert law["legislationPassedBy"]["name"] == "东澜省民政厅"
    assert law["legislationJurisdiction"]["name"] == "东澜省"
    assert law["legislationRepeals"][0]["url"].endswith(f"/documents/{old}/")
    assert law["legislationApplies"][0] == {"@type": "Legislation", "name": "国发〔2020〕1号"}
    assert law["encoding"][0]["contentSize"] == "4"
    assert law["subjectOf"][0]["name"] == "解读"
    assert told(site, f"/documents/{old}/")["Legislation"]["legislationLegalForce"] == "https://schema.org/NotInForce"


def test_no_text_can_end_the_block_early(site, legislation):
    page = site.get(f"/documents/{legislation[0]}/").content.decode()
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert block
    assert not set("<>&") & set(block.group(1))


def test_an_interpretation_is_an_article_about_what_it_interprets(site, press, legislation):
    uid = press.release(kind="interpretation", document_number="", relations=(Relation("interprets", legislation[0]),))
    article = told(site, f"/documents/{uid}/")["Article"]
    assert article["about"][0]["url"].endswith(f"/documents/{legislation[0]}/")


def test_other_kinds_are_what_they_are(site, press):
    assert "DigitalDocument" in told(site, f"/documents/{press.release()}/")
    assert "Report" in told(site, f"/documents/{press.release(kind='report', document_number='')}/")


def test_the_trail_leads_from_the_home_page_to_the_document(site, legislation):
    trail = told(site, f"/documents/{legislation[0]}/")["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in trail] == [1, 2, 3]
    assert trail[0]["item"] == "http://localhost:8000/"
    assert [step["name"] for step in trail] == ["首页", "政策文件库", "办法 </script><b>&"]


def test_an_organ_is_told_with_its_contacts_and_its_former_names(site, organ, merged):
    said = told(site, f"/organs/{organ.code}/guide/")["GovernmentOrganization"]
    assert said["name"] == "东澜省民政厅"
    assert said["alternateName"] == ["东澜省民政局"]
    assert said["telephone"] == "0000-1"
    assert said["contactPoint"]["name"] == "办公室"
    assert said["identifier"][0] == {"@type": "PropertyValue", "propertyID": "组织机构代码", "value": organ.code}
    assert told(site, f"/organs/{merged.code}/guide/")["GovernmentOrganization"]["dissolutionDate"] == "2018-06-01"


def test_the_home_page_says_how_to_search(site, db):
    action = told(site, "/")["WebSite"]["potentialAction"]
    assert action["target"]["urlTemplate"] == "http://localhost:8000/search/?q={search_term_string}"


def test_the_bulk_files_are_a_data_set(site, legislation, at):
    for file in store.folder().glob("*"):
        file.unlink()
    assert "distribution" not in told(site, "/data/")["Dataset"]
    store.build("2026-03", at)
    files = told(site, "/data/")["Dataset"]["distribution"]
    assert {file["name"] for file in files} == {"documents-2026-03.jsonl.gz", "documents-2026-03.csv.gz"}
    assert "documents-2026-03.jsonl.gz" in site.get("/data/").content.decode()
    for file in store.folder().iterdir():
        file.unlink()


def test_a_page_carries_its_card_its_tags_and_its_feeds(site, legislation, organ):
    page = html.fromstring(site.get(f"/documents/{legislation[0]}/").content)

    def meta(name):
        return page.xpath(f"string(//meta[@property='{name}' or @name='{name}']/@content)")

    assert meta("og:title") == meta("ArticleTitle") == meta("DC.title") == "办法 </script><b>&"
    assert (meta("og:type"), meta("PubDate"), meta("ContentSource")) == ("article", "2026-03-02 09:00", "东澜省民政厅")
    assert page.xpath("count(//link[@rel='canonical'])") == 1
    for address in ("/", "/policies/", f"/organs/{organ.code}/guide/", "/ledger/"):
        listed = html.fromstring(site.get(address).content)
        for href in listed.xpath("//link[@rel='alternate' and @type='application/feed+json']/@href"):
            assert site.get(href).status_code == 200
        assert listed.xpath("//link[@rel='alternate' and @type='application/feed+json']"), address


def test_what_was_withdrawn_is_told_no_more(site, press, legislation):
    press.withdraw(legislation[0], "unsuitable")
    assert "办法" not in site.get(f"/documents/{legislation[0]}/").content.decode()

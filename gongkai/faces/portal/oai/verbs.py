"""动词：the six questions a harvester may ask, each answered with one element."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse

from gongkai.engines.publishing import queries
from gongkai.engines.publishing.kinds import all_kinds
from gongkai.engines.publishing.models import Edition
from gongkai.engines.publishing.queries import Change, Mark
from gongkai.faces.portal import xml
from gongkai.faces.portal.http import absolute, site_name
from gongkai.faces.portal.oai.asking import Asked, Refused, host, identifier_of, record_of, token
from gongkai.faces.portal.oai.formats import FORMATS, XSI, Format, Told
from gongkai.faces.portal.xml import Element, add, utc
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.law import codes

IN_LIST = {"ListRecords": 50, "ListIdentifiers": 500, "ListSets": 500}
IDENTIFIER = "http://www.openarchives.org/OAI/2.0/oai-identifier"


def identify(root: Element, asked: Asked, at: datetime) -> None:  # noqa: ARG001
    """Identify：who we are and how we count. One SQL query."""
    told = add(root, "Identify")
    add(told, "repositoryName", site_name())
    add(told, "baseURL", absolute(reverse("portal:oai")))
    add(told, "protocolVersion", "2.0")
    add(told, "adminEmail", _mailbox(settings.DEFAULT_FROM_EMAIL))
    add(told, "earliestDatestamp", utc(queries.first_change(at) or at))
    add(told, "deletedRecord", "persistent")
    add(told, "granularity", "YYYY-MM-DDThh:mm:ssZ")
    scheme = xml.root(IDENTIFIER, "oai-identifier")
    add(told, "description").append(scheme)
    scheme.set(f"{{{XSI}}}schemaLocation", f"{IDENTIFIER} http://www.openarchives.org/OAI/2.0/oai-identifier.xsd")
    for name, text in (
        ("scheme", "oai"),
        ("repositoryIdentifier", host()),
        ("delimiter", ":"),
        ("sampleIdentifier", identifier_of("r7k2m9")),
    ):
        add(scheme, name, text)


def _mailbox(address: str) -> str:
    """The protocol's schema takes no host without a dot; a site on somebody's own machine has such a one."""
    return address if "." in address.rpartition("@")[2] else f"{address}.invalid"


def list_formats(root: Element, asked: Asked, at: datetime) -> None:
    """ListMetadataFormats：the same two for every record. No SQL, three queries with an identifier."""
    if asked.identifier:
        _change_of(asked.identifier, at)
    told = add(root, "ListMetadataFormats")
    for each in FORMATS.values():
        entry = add(told, "metadataFormat")
        add(entry, "metadataPrefix", each.prefix)
        add(entry, "schema", each.schema or absolute(reverse("portal:oai-schema")))
        add(entry, "metadataNamespace", each.namespace)


def list_sets(root: Element, asked: Asked, at: datetime) -> None:
    """ListSets：kinds and themes, then the organs, abolished ones included. One SQL query."""
    told = add(root, "ListSets")
    start, limit = asked.passed, IN_LIST["ListSets"]
    named = [("organ", "发布机关"), ("kind", "记录种类"), ("theme", "主题分类")]
    named += [(f"kind:{kind.code}", kind.name) for kind in all_kinds()]
    named += [(f"theme:{code}", name) for code, name in codes.themes.choices()]
    day, first = china_date(at), asked.after.id if asked.after else 0
    found = organs.ever(day=day, start=first, limit=limit + 1)
    rows = ([] if asked.resumed else named) + [(f"organ:{organ.code}", organ.name) for organ in found[:limit]]
    for spec, name in rows:
        entry = add(told, "set")
        add(entry, "setSpec", spec)
        add(entry, "setName", name)
    following = Mark(at, first + limit) if len(found) > limit else None
    _resumption(told, asked, following, passed=start + len(rows))


def get_record(root: Element, asked: Asked, at: datetime) -> None:
    """GetRecord：one record, or the header of one withdrawn. Six SQL queries."""
    change = _change_of(asked.identifier, at)
    _records(add(root, "GetRecord"), [change], FORMATS[asked.prefix], at)


def list_records(root: Element, asked: Asked, at: datetime) -> None:
    """ListRecords：by datestamp, 50 at a time. Six SQL queries, seven in an organ's set."""
    found, following = _listed(asked, at)
    told = add(root, "ListRecords")
    _records(told, found, FORMATS[asked.prefix], at)
    _resumption(told, asked, following, passed=asked.passed + len(found))


def list_identifiers(root: Element, asked: Asked, at: datetime) -> None:
    """ListIdentifiers：headers alone, 500 at a time. Three SQL queries, four in an organ's set."""
    found, following = _listed(asked, at)
    told = add(root, "ListIdentifiers")
    for change in found:
        _header(told, change)
    _resumption(told, asked, following, passed=asked.passed + len(found))


ANSWERS: Mapping[str, Callable[[Element, Asked, datetime], None]] = {
    "Identify": identify,
    "ListMetadataFormats": list_formats,
    "ListSets": list_sets,
    "GetRecord": get_record,
    "ListRecords": list_records,
    "ListIdentifiers": list_identifiers,
}


def _listed(asked: Asked, at: datetime) -> tuple[Sequence[Change], Mark | None]:
    limit = IN_LIST[asked.verb]
    found = queries.changes(
        at,
        asked.filters,
        within=asked.period,
        after=asked.after,
        limit=limit + 1,
        bodies=asked.verb == "ListRecords",
    )
    if not found and not asked.resumed:
        raise Refused("noRecordsMatch", "这个时段、这个集合里没有记录。")
    shown = found[:limit]
    return shown, Mark(shown[-1].at, shown[-1].id) if len(found) > limit else None


def _change_of(identifier: str, at: datetime) -> Change:
    uid = record_of(identifier)
    change = queries.change(uid, at) if uid else None
    if change is None:
        raise Refused("idDoesNotExist", "没有这个标识的记录。")
    return change


def _records(parent: Element, changes: Sequence[Change], as_: Format, at: datetime) -> None:
    shown = [change.edition for change in changes if change.edition is not None]
    parts = queries.parts_of(shown)
    names = organs.names_at({_issued(edition, at) for edition in shown})
    for change in changes:
        record = add(parent, "record")
        _header(record, change)
        edition = change.edition
        if edition is not None:
            told = Told(change, edition, parts[edition.pk], names.get(_issued(edition, at), ""))
            add(record, "metadata").append(as_.write(told))


def _issued(edition: Edition, at: datetime) -> tuple[str, date]:
    """Whose it is and when: the organ is named as it was on that day, whatever it is called since."""
    return edition.organ.code, china_date(edition.released_at or at)


def _header(parent: Element, change: Change) -> None:
    header = add(parent, "header")
    if change.edition is None:
        header.set("status", "deleted")
    add(header, "identifier", identifier_of(change.record))
    add(header, "datestamp", utc(change.at))
    for name, value in (
        ("organ", change.organ),
        ("organ", change.former),
        ("kind", change.kind),
        ("theme", change.theme),
    ):
        if value:
            add(header, "setSpec", f"{name}:{value}")


def _resumption(parent: Element, asked: Asked, following: Mark | None, *, passed: int) -> None:
    """Where the list goes on; the last part of a list that was cut says so with an empty token."""
    if following is not None or asked.resumed:
        text = token(asked, following, passed) if following else ""
        add(parent, "resumptionToken", text, cursor=str(asked.passed))

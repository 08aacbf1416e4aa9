"""收割格式：what is said of a record, as Dublin Core and in our own terms.

Only what the edition itself says: nothing that changes while the datestamp stands.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from lxml import etree

from gongkai.engines.publishing.kinds import kind_of
from gongkai.engines.publishing.models import Edition
from gongkai.engines.publishing.queries import Change, Parts
from gongkai.faces.portal import xml
from gongkai.faces.portal.http import absolute
from gongkai.faces.portal.xml import Element, add, china
from gongkai.foundation.now import china_date
from gongkai.law import codes

XSI = "http://www.w3.org/2001/XMLSchema-instance"
OAI_DC, DC = "http://www.openarchives.org/OAI/2.0/oai_dc/", "http://purl.org/dc/elements/1.1/"
OURS = "urn:x-gongkai:record:1"


@dataclass(frozen=True)
class Told:
    """要说的：a readable record, its parts, and the name its organ bears."""

    change: Change
    edition: Edition
    parts: Parts
    organ_name: str


def dublin_core(told: Told) -> Element:
    """都柏林核心：the fifteen elements anybody understands."""
    edition = told.edition
    root = etree.Element(f"{{{OAI_DC}}}dc", nsmap={"oai_dc": OAI_DC, "dc": DC, "xsi": XSI})
    root.set(f"{{{XSI}}}schemaLocation", f"{OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd")
    said = (
        ("title", edition.title),
        ("creator", edition.issuer or told.organ_name),
        ("subject", name_in(codes.themes, edition.theme)),
        ("description", edition.summary),
        ("publisher", told.organ_name),
        ("date", china_date(edition.published_at).isoformat() if edition.published_at else ""),
        ("type", "Text"),
        ("type", kind_of(edition.kind).name),
        ("type", name_in(codes.genres, edition.genre)),
        ("format", "text/html"),
        ("identifier", page_of(told.change.record)),
        ("identifier", edition.record.index_number or ""),
        ("identifier", edition.document_number),
        ("language", "zh-CN"),
        *(("relation", page_of(link.record) if link.record else link.title) for link in told.parts.links),
        ("rights", "主动公开"),
    )
    for name, text in said:
        if text:
            add(root, f"{{{DC}}}{name}", text)
    return root


def ours(told: Told) -> Element:
    """本站格式：everything the edition says, its text and its files by address and SHA-256."""
    edition = told.edition
    root = xml.root(OURS, "record", xsi=XSI)
    root.set(f"{{{XSI}}}schemaLocation", f"{OURS} {absolute(reverse('portal:oai-schema'))}")
    add(root, "uid", told.change.record)
    add(root, "address", page_of(told.change.record))
    add(root, "edition", str(edition.number))
    add(root, "title", edition.title)
    add(root, "kind", kind_of(edition.kind).name, code=edition.kind)
    add(root, "organ", told.organ_name, code=edition.organ.code)
    for name, text in _plain(edition):
        if text:
            add(root, name, text)
    for name, listed in (("theme", codes.themes), ("genre", codes.genres), ("category", codes.art20_categories)):
        code = edition.art20 if name == "category" else getattr(edition, name)
        if code:
            add(root, name, name_in(listed, code), code=code)
    for scheme, value, source in edition.identifiers:
        add(root, "identifier", value, scheme=scheme, source=source or "")
    _parts(root, told)
    if told.change.withdrawn is not None:
        add(root, "withdrawn", told.change.withdrawn.name, reason=told.change.withdrawn.code)
    add(root, "text", edition.body, type="html")
    return root


def _plain(edition: Edition) -> tuple[tuple[str, str], ...]:
    return (
        ("indexNumber", edition.record.index_number or ""),
        ("documentNumber", edition.document_number),
        ("issuer", edition.issuer),
        ("addressees", edition.addressees),
        ("summary", edition.summary),
        ("note", edition.public_note),
        ("formedOn", _day(edition.formed_on)),
        ("effectiveOn", _day(edition.effective_on)),
        ("expiresOn", _day(edition.expires_on)),
        ("publishedAt", china(edition.published_at) if edition.published_at else ""),
        ("releasedAt", china(edition.released_at) if edition.released_at else ""),
    )


def _parts(root: Element, told: Told) -> None:
    for link in told.parts.links:
        href = {"href": page_of(link.record)} if link.record else {}
        add(root, "relation", link.title, type=link.type, **href)
    for file in told.parts.attachments:
        add(
            root,
            "file",
            file.title,
            href=file_address(told.change.record, told.edition.number, file.position),
            name=file.file_name,
            type=file.public.media_type,
            size=str(file.public.size),
            sha256=file.public.sha256,
        )


@dataclass(frozen=True)
class Format:
    """收割格式：its names, and how a record is written in it."""

    prefix: str
    namespace: str
    schema: str
    write: Callable[[Told], Element]


FORMATS: Mapping[str, Format] = {
    "oai_dc": Format("oai_dc", OAI_DC, "http://www.openarchives.org/OAI/2.0/oai_dc.xsd", dublin_core),
    "gongkai": Format("gongkai", OURS, "", ours),
}


def name_in(listed: "codes.Codes[codes.Code]", code: str) -> str:
    """代码的名称；the code itself where the list has it no more."""
    found = listed.get(code)
    return found.name if found else code


def page_of(record: str) -> str:
    """永久网址：of a record."""
    return absolute(reverse("portal:document", args=[record]))


def file_address(record: str, number: int, place: int) -> str:
    """附件网址：of the file at a place of an edition."""
    return absolute(reverse("portal:file", args=[record, number, place]))


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""

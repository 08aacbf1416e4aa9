"""结构化数据：what search engines are told of a page, in the words of schema.org; a data block, never executed.

Dates and relations of a normative document come from the same facts as its banner: none is said twice differently.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from gongkai.engines.publishing.kinds import kind_of
from gongkai.engines.publishing.models import Edition
from gongkai.engines.publishing.queries import Document, Link
from gongkai.faces.portal.bulk.store import listing
from gongkai.faces.portal.columns import Column
from gongkai.faces.portal.http import absolute, site_name
from gongkai.faces.portal.xml import china
from gongkai.foundation.now import china_date
from gongkai.law import codes
from gongkai.programmes.policies.programme import INTERPRETATION, NORMATIVE, REPORT

Thing = dict[str, Any]
Facts = Mapping[str, Any]
MOST_FILES = 24
IN_FORCE, NOT_IN_FORCE = "https://schema.org/InForce", "https://schema.org/NotInForce"
# 效力状态 → 法律效力；已修改的仍然有效。
FORCE = {
    "in_force": IN_FORCE,
    "amended": IN_FORCE,
    "not_yet": NOT_IN_FORCE,
    "expired": NOT_IN_FORCE,
    "repealed": NOT_IN_FORCE,
}
LEGAL_LINKS = {
    "amends": "legislationAmends",
    "repeals": "legislationRepeals",
    "implements": "legislationApplies",
    "forwards": "citation",
}
TYPES = {NORMATIVE.code: "Legislation", INTERPRETATION.code: "Article", REPORT.code: "Report"}
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def block(things: Sequence[Thing]) -> SafeString:
    """数据块：JSON-LD as it may stand inside a page; no text can close the element early."""
    if not things:
        return SafeString()
    said = {"@context": "https://schema.org", "@graph": list(things)}
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return SafeString(f'<script type="application/ld+json">{text}</script>')


def things_of(path: str, facts: Facts) -> list[Thing]:
    """一页的结构化数据：by what it shows; nothing where there is nothing to say."""
    if path == "/":
        return [home()]
    if isinstance(facts.get("document"), Document):
        return document(facts["document"], facts["organ_name"])
    if "thing" in facts:
        return [facts["thing"]]
    if path == reverse("portal:data"):
        return [bulk()]
    return organ(facts["column"]) if isinstance(facts.get("column"), Column) else []


def home() -> Thing:
    """首页：the site, and how to search it."""
    origin, sponsor = absolute("/"), str(getattr(settings, "GONGKAI_SITE_SPONSOR", ""))
    return {
        "@type": "WebSite",
        "@id": f"{origin}#site",
        "url": origin,
        "name": site_name(),
        "inLanguage": "zh-CN",
        "publisher": _said({"@type": "GovernmentOrganization", "name": sponsor}),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{absolute('/search/')}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def bulk() -> Thing:
    """成批下载：as a data set; what is listed here is what was made last."""
    said = {
        "@type": "Dataset",
        "@id": f"{absolute(reverse('portal:data'))}#documents",
        "url": absolute(reverse("portal:data")),
        "name": f"{site_name()}：公开文件",
        "description": "全部公开的政府信息，按首次发布的月份分文件，含正文、著录项、关联和附件的网址与摘要。",
        "inLanguage": "zh-CN",
        "isAccessibleForFree": True,
        "publisher": {"@type": "GovernmentOrganization", "name": site_name()},
        "distribution": [
            {
                "@type": "DataDownload",
                "name": each.name,
                "contentUrl": absolute(reverse("portal:bulk-month", args=[each.month, each.format])),
                "encodingFormat": "application/gzip",
                "contentSize": str(each.size),
                "sha256": each.sha256,
            }
            for each in listing()[:MOST_FILES]
        ],
    }
    return _said(said)


def organ(column: Column) -> list[Thing]:
    """机关：the organ whose column this is, as it is today."""
    trail = (("首页", "/"), ("机关", reverse("portal:organs")), (column.name, _column(column.organ.code)))
    return [_organ_whole(column), breadcrumb(trail)]


def _organ_whole(column: Column) -> Thing:
    organ = column.organ
    contact = {
        "@type": "ContactPoint",
        "contactType": "政府信息公开",
        "name": organ.foi_office,
        "telephone": organ.phone,
        "faxNumber": organ.fax,
        "email": organ.email,
        "description": f"办公时间：{organ.office_hours}" if organ.office_hours else "",
    }
    address = {
        "@type": "PostalAddress",
        "streetAddress": organ.address,
        "postalCode": organ.postcode,
        "addressRegion": column.place,
        "addressCountry": "CN",
    }
    parent = organ.parent
    return _said(
        {
            "@type": "GovernmentOrganization",
            "@id": organ_id(organ.code),
            "name": column.name,
            "alternateName": [name.name for name in column.former],
            "url": absolute(_column(organ.code)),
            "identifier": [
                _identifier("组织机构代码", organ.code),
                *([_identifier("统一社会信用代码", organ.credit_code)] if organ.credit_code else []),
            ],
            "address": _said(address),
            "telephone": organ.phone,
            "contactPoint": _said(contact),
            "areaServed": {"@type": "AdministrativeArea", "name": column.place},
            "parentOrganization": {"@type": "GovernmentOrganization", "@id": organ_id(parent.code)} if parent else None,
            "dissolutionDate": _day(organ.until),
        }
    )


def document(found: Document, name: str) -> list[Thing]:
    """文件：a normative document as legislation, the others as what they are."""
    edition = found.edition
    trail = [("首页", "/")]
    if kind_of(edition.kind).library:
        trail += [("政策文件库", reverse("portal:policies"))]
    else:
        trail += [("机关", reverse("portal:organs")), (name, _column(edition.organ.code))]
    trail.append((edition.title, reverse("portal:document", args=[edition.record.uid])))
    return [_work(found, name), breadcrumb(trail)]


def _work(found: Document, organ_name: str) -> Thing:
    edition = found.edition
    type_ = TYPES.get(edition.kind, "DigitalDocument")
    address = page_of(edition.record.uid)
    theme = codes.themes.get(edition.theme)
    publisher = {
        "@type": "GovernmentOrganization",
        "@id": organ_id(edition.organ.code),
        "name": organ_name,
        "url": absolute(_column(edition.organ.code)),
    }
    said = {
        "@type": type_,
        "@id": f"{address}#document",
        "url": address,
        "name": edition.title,
        "headline": edition.title[:110] if type_ == "Article" else "",
        "description": edition.summary,
        "inLanguage": "zh-CN",
        "isAccessibleForFree": True,
        "datePublished": _instant(edition.published_at),
        "dateModified": _instant(edition.released_at),
        "dateCreated": _day(edition.formed_on),
        "version": str(edition.number),
        "identifier": [_identifier("索引号", edition.record.index_number)] if edition.record.index_number else [],
        "about": {"@type": "DefinedTerm", "name": theme.name, "termCode": theme.code} if theme else None,
        "author": {"@type": "GovernmentOrganization", "name": edition.issuer or organ_name},
        "publisher": publisher,
        "encoding": [_file(edition, each) for each in found.attachments],
        **(_legal(found, organ_name) if type_ == "Legislation" else _ties(found.outgoing)),
    }
    return _said(said)


def _legal(found: Document, organ_name: str) -> Thing:
    edition = found.edition
    genre = codes.genres.get(edition.genre)
    span = f"{_day(edition.effective_on)}/{_day(edition.expires_on) or '..'}" if edition.effective_on else ""
    links: dict[str, list[Thing]] = {}
    for link in found.outgoing:
        if link.type in LEGAL_LINKS:
            links.setdefault(LEGAL_LINKS[link.type], []).append(_linked(link))
    return {
        "legislationIdentifier": edition.document_number,
        "legislationType": genre.name if genre else "",
        "legislationDate": _day(edition.formed_on),
        "legislationDateOfApplicability": _day(edition.effective_on),
        "legislationDateVersion": _day(china_date(edition.released_at)) if edition.released_at else "",
        "legislationLegalForce": FORCE[found.standing.code] if found.is_current else NOT_IN_FORCE,
        "legislationPassedBy": {"@type": "GovernmentOrganization", "name": edition.issuer or organ_name},
        "legislationResponsible": {"@type": "GovernmentOrganization", "@id": organ_id(edition.organ.code)},
        "legislationJurisdiction": {"@type": "AdministrativeArea", "name": edition.organ.place.name},
        "temporalCoverage": span,
        "subjectOf": [
            {"@type": "Article", "name": link.title, "url": page_of(link.record)}
            for link in found.incoming
            if link.type == "interprets" and link.record
        ],
        **links,
    }


def _ties(links: Sequence[Link]) -> Thing:
    """What an interpretation is about, and what other papers cite."""
    about = [_linked(link) for link in links if link.type == "interprets"]
    cited = [_linked(link) for link in links if link.type != "interprets"]
    return {name: value for name, value in (("about", about), ("citation", cited)) if value}


def _linked(link: Link) -> Thing:
    return {"@type": "Legislation", "name": link.title, **({"url": page_of(link.record)} if link.record else {})}


def _file(edition: Edition, attachment: Any) -> Thing:
    address = reverse("portal:file", args=[edition.record.uid, edition.number, attachment.position])
    return {
        "@type": "MediaObject",
        "name": attachment.title,
        "contentUrl": absolute(address),
        "encodingFormat": attachment.public.media_type,
        "contentSize": str(attachment.public.size),
        "sha256": attachment.public.sha256,
    }


def breadcrumb(trail: Sequence[tuple[str, str]]) -> Thing:
    """路径：(name, path) from the home page down."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": at, "name": name, "item": absolute(path)}
            for at, (name, path) in enumerate(trail, start=1)
        ],
    }


def page_of(uid: str) -> str:
    """永久网址。"""
    return absolute(reverse("portal:document", args=[uid]))


def organ_id(code: str) -> str:
    """机关的标识：its column's address with a fragment; stands for the organ, not for the page."""
    return f"{absolute(_column(code))}#organ"


def _column(code: str) -> str:
    return reverse("portal:organ", args=[code])


def _identifier(scheme: str, value: str) -> Thing:
    return {"@type": "PropertyValue", "propertyID": scheme, "value": value}


def _said(thing: Thing) -> Thing:
    """Without what there is nothing to say of."""
    return {name: value for name, value in thing.items() if value not in ("", None, [])}


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""


def _instant(at: datetime | None) -> str:
    return china(at) if at else ""

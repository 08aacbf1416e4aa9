"""办事指南页：who may apply, what to bring, the steps, how long, how much, where and when; one page for a telephone."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.urls import reverse

from gongkai.engines.registers import queries
from gongkai.engines.registers.amounts import problems_with_address
from gongkai.engines.registers.models import EntryVersion
from gongkai.engines.registers.rules import NO, YES, Values, every
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.guides import parts
from gongkai.faces.portal.http import absolute, page, public
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.text import storable
from gongkai.law import codes
from gongkai.programmes.services.programme import MATERIALS, SERVICES
from gongkai.programmes.services.rules import WAYS, says_none


@dataclass(frozen=True)
class Brought:
    """要带的材料：always, only in some cases, or afterwards."""

    how: str
    materials: tuple[parts.Material, ...]


@public
def item(request: Request, key: str) -> HttpResponse:
    """一个事项的指南：as it stands today. Eight SQL queries.

    :raises NotFound: for an item that does not stand.
    """
    today, key = china_date(request.at), storable(key)
    version = queries.entry_on(SERVICES, key, today, seen_on=today)
    if version is None:
        raise NotFound
    values = version.values
    organ = str(values["organ"])
    known = queries.versions(MATERIALS, {one for how in WAYS for one in every(values.get(how))}, today, seen_on=today)
    brought = (
        Brought(how, tuple(parts.material(one, known.get(one)) for one in every(values.get(how)))) for how in WAYS
    )
    name = organs.names_on({organ}, today).get(organ, organ)
    facts = {
        "key": key,
        "title": version.title,
        "version": version,
        "said": values,
        "ready": values.get("guide") == YES,
        # What is no address is read, never followed.
        "online": "" if problems_with_address(values, "online") else values.get("online", ""),
        "organ": name,
        "organ_href": reverse("portal:organ", args=[quote(organ)]),
        "kind": codes.item_kinds.get(str(values.get("kind", ""))),
        "levels": [one.name for one in codes.exercise_levels if one.code in every(values.get("level"))],
        "audiences": [one.name for one in codes.service_audiences if one.code in every(values.get("audiences"))],
        "brought": [one for one in brought if one.materials],
        "no_materials": values.get("no_materials") == YES,
        "free": values.get("charged") == NO,
        "charged": values.get("charged") == YES,
        "cautions": () if says_none(values.get("cautions")) else every(values.get("cautions")),
        "steps": [line.split("｜") for line in every(values.get("steps"))],
        "bases": parts.cited(every(values.get("basis"))),
        "fee_bases": parts.cited(every(values.get("fee_basis"))),
        "files": parts.files_of(values),
        "lacking": [one.name for one in codes.guide_elements if one.code in every(values.get("lacking"))],
        "thing": thing(version, name, organ),
    }
    return page(request, "guides/item", facts)


def thing(version: EntryVersion, organ_name: str, organ: str) -> dict[str, Any]:
    """结构化数据：the item as schema.org names it."""
    values, address = version.values, absolute(reverse("portal:service", args=[version.key]))
    said: dict[str, Any] = {
        "@type": "GovernmentService",
        "@id": f"{address}#service",
        "url": address,
        "name": version.title,
        "identifier": version.key,
        "inLanguage": "zh-CN",
        "serviceOperator": {
            "@type": "GovernmentOrganization",
            "name": organ_name,
            "url": absolute(reverse("portal:organ", args=[quote(organ)])),
        },
        "audience": [
            {"@type": "Audience", "audienceType": one.name}
            for one in codes.service_audiences
            if one.code in every(values.get("audiences"))
        ],
        "availableChannel": [_channel(values)],
    }
    if values.get("charged") == NO or values.get("fee"):
        said["offers"] = {"@type": "Offer", "price": str(values.get("fee", "0")), "priceCurrency": "CNY"}
    return {name: value for name, value in said.items() if value}


def _channel(values: Values) -> dict[str, Any]:
    said = {
        "@type": "ServiceChannel",
        "serviceUrl": str(values.get("online", "")),
        "serviceLocation": [{"@type": "Place", "address": one} for one in every(values.get("places"))],
        "servicePhone": [{"@type": "ContactPoint", "telephone": one} for one in every(values.get("phone"))],
    }
    return {name: value for name, value in said.items() if value}

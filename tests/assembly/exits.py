"""Every public way out, asked about the entries in which persons stand; what comes is read whole, packed or not."""

import gzip
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from django.test import Client
from django.urls import URLPattern, get_resolver

from gongkai.engines.registers.models import Adjustment, EntryVersion
from gongkai.programmes.enforcement import repairing
from gongkai.programmes.enforcement.models import EnforcementCase, RepairApplication

PERSONAL = ("licences", "penalties", "enforcement_results", "fund-beneficiaries")
"""名录 in which persons stand."""
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
INSIDE = ("office", "accounts", "api/v1/office")


def names() -> set[str]:
    """Whole names of the persons the demonstration covers, and what applicants wrote."""
    rows = EntryVersion.objects.filter(register__in=PERSONAL)
    found = {str(one["person"]) for one in rows.values_list("values", flat=True) if one.get("person")}
    found |= {str(one["party_name"]) for one in rows.values_list("values", flat=True) if one.get("party_kind") == "2"}
    said = (repairing.written(one) for one in RepairApplication.objects.all())
    return found | {text for one in said if one for text in (one.contact, one.text)}


def addresses(known: set[str]) -> Iterator[str]:
    """Every public address, filled with what stands in those registers; and the searches for each name."""
    entries = list(EntryVersion.objects.filter(register__in=PERSONAL).values_list("register", "key"))
    keys = {key for _, key in entries}
    payments = list(EntryVersion.objects.filter(register="fund-payments").values_list("key", flat=True))
    values: dict[str, Any] = {
        "register": PERSONAL,
        "register_code": PERSONAL,
        "adjustment": list(Adjustment.objects.filter(register__in=PERSONAL).values_list("uid", flat=True)),
        "case": list(EnforcementCase.objects.values_list("uid", flat=True)),
        "code": ["990121100201", "990121"],
        "organ": ["990000041"],
        "year": [2025, 2026],
    }
    for address in _public():
        if "key" in PARAMETER.findall(address):
            of_entry = re.search(r"<(?:\w+:)?register(?:_code)?>", address)
            pairs = entries if of_entry else [("", key) for key in (payments if "funds" in address else keys)]
            for register, key in pairs:
                yield from _filled(
                    address, {**values, "register": [register], "register_code": [register], "key": [key]}
                )
        else:
            yield from _filled(address, values)
    for name in sorted(known):
        for path in ("search/", "enforcement/", "search/feed.atom", "search/list.csv", "search/suggest"):
            yield f"/{path}?q={name}"
        yield from (f"/registers/{register}/?q={name}" for register in PERSONAL)


def _public() -> Iterator[str]:
    for address in _flat(get_resolver(), ""):
        if not address.startswith(INSIDE) and "(?P" not in address:
            yield "/" + address


def _flat(resolver: Any, before: str) -> Iterator[str]:
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield f"{before}{one.pattern}"
        else:
            yield from _flat(one, f"{before}{one.pattern}")


def _filled(address: str, values: dict[str, Any]) -> Iterator[str]:
    found = PARAMETER.search(address)
    if found is None:
        yield address
        return
    for value in values.get(found[1], ()):
        yield from _filled(address.replace(found[0], str(value), 1), values)


def said(client: Client, address: str) -> str:
    """What an address answers, whatever it is packed in, without the echo of what was asked."""
    answer: Any = client.get(address)
    whole = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if whole.startswith(b"\x1f\x8b"):
        whole = gzip.decompress(whole)
    if whole.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(whole)) as book:
            whole = b"\n".join(book.read(name) for name in book.namelist())
    text = whole.decode(errors="replace")
    asked = address.partition("?q=")[2]
    echo = rf'value="{asked}"|[“：> ]{asked}[”< "]|q={asked}|"q": ?"{asked}"'
    return re.sub(echo, "", text) if asked else text

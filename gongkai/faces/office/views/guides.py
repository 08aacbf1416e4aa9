"""办事指南的完整性：what the inspection of government websites would find, each number opening its items."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from gongkai.engines.registers import queries
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import EntryVersion
from gongkai.engines.registers.rules import YES
from gongkai.faces.office.desk import desk
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import Listing
from gongkai.foundation.errors import NotPermitted
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.law import GUIDE_ELEMENTS_MISSING, GUIDES_WANTING, codes
from gongkai.programmes.services import doubting, rules
from gongkai.programmes.services.programme import SERVICES

SHOWN = 200
ELEMENTS = ("要素", "缺少它的事项（项）")
OF_ORGANS = ("机关", "事项（项）", "指南已编制（项）", "要素缺得多的（项）")


@dataclass(frozen=True)
class Row:
    """一个机关：how many items, how many have their guide, how many would be counted against the site."""

    code: str
    name: str
    total: int
    ready: int
    wanting: int


@require_safe
def completeness(request: StaffRequest) -> HttpResponse:
    """完整性：of what everybody can read, so it is the same for every colleague.

    One SQL query for every 500 items, and for every 500 materials.
    """
    if not request.actor.posts:
        raise NotPermitted("办事指南的完整性供工作人员核对，您现在没有岗位。")
    day = china_date(request.at)
    items = list(queries.everything(register_of(SERVICES), day, seen_on=day))
    found = rules.inspect(((one.key, one.values) for one in items), day=day)
    wanting = set(found.wanting)
    facts = {
        "found": found,
        "kinds": GUIDE_ELEMENTS_MISSING.at(inspected_on=day).value.number,
        "enough": GUIDES_WANTING.at(inspected_on=day).value.number,
        "rows": _by_organ(items, wanting, day),
        "lacking": [(codes.guide_elements[code], many) for code, many in found.lacking.items()],
        "wanting": [(one, _gaps(one)) for one in items if one.key in wanting][:SHOWN],
    }
    facts |= _formless(items, day)
    lacking = [(codes.guide_elements[code].name, many) for code, many in found.lacking.items()]
    listings = {
        "elements": Listing("办事指南缺少的要素", ELEMENTS, lambda: lacking),
        "organs": Listing(
            "各机关办事指南的完整性", OF_ORGANS,
            lambda: [(row.name, row.total, row.ready, row.wanting) for row in _by_organ(items, wanting, day)],
        ),
    }  # fmt: skip
    return desk(request, "office/guides.html", facts, listings=listings)


def _formless(items: Iterable[EntryVersion], day: date) -> dict[str, object]:
    """Guides that are ready and have no forms or samples to download. One SQL query for every 500 materials."""
    ready = {one.key: one for one in items if one.values.get("guide") == YES}
    found = doubting.without_forms({key: one.values for key, one in ready.items()}, day)
    return {"formless": [(ready[key], forms) for key, forms in found.items()][:SHOWN], "formless_many": len(found)}


def _gaps(version: EntryVersion) -> str:
    return "、".join(codes.guide_elements[code].name for code in rules.missing_inspected(version.values))


def _by_organ(items: Iterable[EntryVersion], wanting: set[str], day: date) -> list[Row]:
    grouped: dict[str, list[EntryVersion]] = {}
    for one in items:
        grouped.setdefault(str(one.values["organ"]), []).append(one)
    names = organs.names_on(set(grouped), day)
    rows = (
        Row(
            code,
            names.get(code, code),
            len(own),
            sum(one.values.get("guide") == YES for one in own),
            sum(one.key in wanting for one in own),
        )
        for code, own in grouped.items()
    )
    return sorted(rows, key=lambda row: (-row.wanting, row.name))

"""专栏：an organ's 政府信息公开 column, its four statutory parts in one format for all organs."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Count
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.engines.publishing import queries
from gongkai.engines.publishing.kinds import Part, all_kinds
from gongkai.engines.publishing.models import Edition
from gongkai.engines.publishing.queries import Document, Filters, Item, Page
from gongkai.faces.kit import heads
from gongkai.faces.kit.components import Row
from gongkai.faces.kit.http import Request
from gongkai.faces.kit.languages import term
from gongkai.faces.portal.asking import EVERYTHING, PAGE_SIZE, Asked, asked
from gongkai.faces.portal.http import page, public
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.organs.models import Organ, OrganName, OrganSuccession
from gongkai.foundation.places import queries as places
from gongkai.law import codes
from gongkai.programmes.policies.programme import PARTS

NOT_GIVEN = _("该机关尚未公布")


@dataclass(frozen=True)
class Column:
    """专栏：an organ as its column presents it today; `former` are the names it bore before, newest first."""

    organ: Organ
    name: str
    place: str
    former: tuple[OrganName, ...]
    predecessors: tuple[tuple[OrganSuccession, str], ...]
    successors: tuple[tuple[OrganSuccession, str], ...]
    nav: tuple[tuple[str, str], ...]
    abolished: bool


@dataclass(frozen=True)
class Section:
    """公开类别：one category of Article 20 that has content; `count` in records (件)."""

    code: str
    label: str
    name: str
    count: int
    href: str


@public
def organ(request: Request, code: str) -> HttpResponse:  # noqa: ARG001
    """专栏入口：leads to the guide, the first of the four parts."""
    found = organs.by_code(code)
    return HttpResponseRedirect(reverse("portal:part", args=[found.code, "guide"]))


@public
def part(request: Request, code: str, part: str) -> HttpResponse:
    """专栏的一个部分。依据：国办公开办函〔2019〕61号（统一名称、统一格式）。"""
    if part not in PARTS:
        raise NotFound
    found = column(code, china_date(request.at))
    facts = {"column": found, "part": PARTS[part], "current": reverse("portal:part", args=[found.organ.code, part])}
    if part == "guide":
        return page(request, "organ/guide", facts | _guide(found.organ, request.at))
    return page(request, f"organ/{part}", facts | _listed(request, found.organ, PARTS[part]))


def column(code: str, day: date) -> Column:
    """专栏：whose it is. Six SQL queries.

    :raises NotFound: when there is no such organ.
    """
    organ = organs.by_code(code)
    before, after = organs.predecessors(organ), organs.successors(organ)
    others = {link.predecessor.code for link in before} | {link.successor.code for link in after}
    known = organs.names_on(others, day)
    borne = list(organ.names.order_by("-since"))
    current = next((name for name in borne if name.since <= day), borne[-1])
    path = places.paths([organ.place.code], on=day).get(organ.place.code, (organ.place.name,))
    return Column(
        organ=organ,
        name=current.name,
        place=" ".join(path),
        former=tuple(name for name in borne if name.since < current.since),
        predecessors=tuple((link, known.get(link.predecessor.code, "")) for link in before),
        successors=tuple((link, known.get(link.successor.code, "")) for link in after),
        nav=tuple((term(one.name), reverse("portal:part", args=[organ.code, one.code])) for one in PARTS.values()),
        abolished=organ.until is not None and organ.until <= day,
    )


def kinds_of(part: Part) -> tuple[str, ...]:
    """一个部分收录的种类。"""
    return tuple(kind.code for kind in all_kinds() if kind.part == part.code)


def _guide(organ: Organ, at: datetime) -> dict[str, object]:
    """The contacts Article 12 demands, and the guide itself to read on the spot."""
    guides = queries.listing(at, Filters(organ=organ.code, kinds=kinds_of(PARTS["guide"])), limit=5).items
    newest = queries.document(guides[0].record, at) if guides else None
    contacts = (
        (gettext("政府信息公开工作机构"), organ.foi_office),
        (gettext("办公地址"), organ.address),
        (gettext("办公时间"), organ.office_hours),
        (gettext("联系电话"), organ.phone),
        (gettext("传真号码"), organ.fax),
        (gettext("电子邮箱"), organ.email),
        (gettext("邮政编码"), organ.postcode),
    )
    guide = newest.edition if isinstance(newest, Document) else None
    return {
        "guide": guide,
        "head": heads.head(guide) if guide else None,
        "older": guides[1:],
        "contacts": [Row(name, value or NOT_GIVEN, chinese=bool(value)) for name, value in contacts],
    }


def _listed(request: Request, organ: Organ, part: Part) -> dict[str, object]:
    given = asked(request.GET, EVERYTHING)
    filters = Filters(organ=organ.code, kinds=kinds_of(part), art20=given.filters.art20)
    shown = queries.listing(request.at, filters, after=given.after, limit=PAGE_SIZE)
    feed = Asked(EVERYTHING, "", filters, newest=False, page=1, after="").query
    facts: dict[str, object] = {"shown": shown, "after": given.after, "feed": feed}
    if part.code == "disclosures":
        sections, total = _sections(organ, part, request.at)
        facts |= {"sections": sections, "total": total, "category": filters.art20}
    if part.code == "reports":
        facts["years"] = _by_year(shown)
    return facts


def _sections(organ: Organ, part: Part, at: datetime) -> tuple[list[Section], int]:
    """The categories that have content, in the order of Article 20, and the records (件) of all. One SQL query."""
    rows = Edition.objects.released(at).filter(organ=organ, kind__in=kinds_of(part))
    counts = dict(rows.order_by().values_list("art20").annotate(Count("pk")))
    here = reverse("portal:part", args=[organ.code, part.code])
    sections = [
        Section(code.code, code.short, code.name, counts[code.code], f"{here}?art20={code.code}")
        for code in codes.art20_categories
        if counts.get(code.code)
    ]
    return sections, sum(counts.values())


def _by_year(shown: Page) -> list[tuple[int, tuple[Item, ...]]]:
    years = groupby(shown.items, key=lambda item: china_date(item.published_at).year)
    return [(year, tuple(items)) for year, items in years]

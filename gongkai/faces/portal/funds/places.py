"""一个地方的资金：picked level by level, no map needed; what came, from whom, to whom, with what effect."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.http import HttpResponse

from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import EntryVersion
from gongkai.engines.registers.rules import masked
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.asking import number
from gongkai.faces.portal.http import page, public
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.places import queries as places
from gongkai.foundation.places.models import Place
from gongkai.foundation.places.rules import ancestors
from gongkai.programmes.funds import queries
from gongkai.programmes.funds.programme import ALLOCATIONS, EFFECTS, PAYMENTS, PROJECTS
from gongkai.programmes.funds.queries import Arrival
from gongkai.programmes.funds.rules import PERSON

PROJECTS_SHOWN = 30
NAMES_SHOWN = 50
LAST_YEAR = 2199


@dataclass(frozen=True)
class Beneficiary:
    """受益人：as the public reads them."""

    key: str
    person: str
    said: str
    amount: Decimal


@dataclass(frozen=True)
class Effect:
    """效果：of a project, here or altogether."""

    version: EntryVersion
    grade: str


@dataclass(frozen=True)
class Came:
    """到这里的一笔，供页面显示。"""

    arrival: Arrival
    giver: str
    to: str
    people: int
    persons: tuple[Beneficiary, ...]
    more_persons: int
    spent: tuple[tuple[EntryVersion, Decimal], ...]
    effects: tuple[Effect, ...]
    difference: str


@dataclass(frozen=True)
class Kind:
    """一类资金：with its sum and the rows it is made of."""

    code: str
    name: str
    total: Decimal
    rows: tuple[Came, ...]


@public
def index(request: Request) -> HttpResponse:
    """资金公开：by place, and by project. Four SQL queries."""
    today = china_date(request.at)
    after = request.GET.get("after", "")[:80]
    found = queries.projects(today, after=after.replace("\0", ""), limit=PROJECTS_SHOWN)
    names = organs.names_on({str(one.values.get("organ", "")) for one in found.versions}, today)
    kind = register_of(PROJECTS).field("kind")
    facts = {
        "places": list(places.children("", on=today)),
        "projects": [
            (one, kind.name_of(str(one.values["kind"])), names.get(str(one.values["organ"]), ""))
            for one in found.versions
        ],
        "next": found.next,
        "first": bool(after),
    }
    return page(request, "funds/index", facts)


@public
def place(request: Request, code: str) -> HttpResponse:
    """一个地方的资金：by year; the newest with any, unless another is asked for. At most fifteen SQL queries.

    :raises NotFound: for a place there is not.
    """
    today = china_date(request.at)
    here = places.by_code(code, on=today)
    arrived = queries.arrived(here.code, today)
    asked = number(request.GET.get("year", ""), 1949, LAST_YEAR)
    year = str(asked) if asked else next(iter(arrived.years), "")
    rows = arrived.of_year(year)
    facts = {
        "place": here,
        "path": _path(here, today),
        "children": list(places.children(here.code, on=today)),
        "years": arrived.years,
        "year": year,
        "total": sum((row.amount for row in rows), Decimal()),
        "count": len(rows),
        "kinds": _kinds(rows, today),
        "cut": arrived.cut,
        "village": here.level == 5,
    }
    return page(request, "funds/place", facts)


def _path(here: Place, today: date) -> list[tuple[str, str]]:
    """(code, name) from the province down to the place above this one."""
    above = ancestors(here.code)[:-1]
    return list(zip(above, places.path(here.code, on=today), strict=False))


def _kinds(rows: Sequence[Arrival], today: date) -> list[Kind]:
    givers = {_giver(row) for row in rows}
    names = organs.names_on(givers, today)
    field = register_of(PROJECTS).field("kind")
    by_kind: dict[str, list[Came]] = {}
    for row in rows:
        code = str(row.project.values.get("kind", "")) if row.project else ""
        by_kind.setdefault(code, []).append(_came(row, names.get(_giver(row), "")))
    order = [choice.code for choice in field.choices]
    return [
        Kind(code, field.name_of(code), sum((one.arrival.amount for one in came), Decimal()), tuple(came))
        for code, came in sorted(
            by_kind.items(), key=lambda one: order.index(one[0]) if one[0] in order else len(order)
        )
    ]


def _giver(row: Arrival) -> str:
    """Who gave it: as the allocation says; of a payment, the organ that keeps the entry."""
    version = row.version
    return str(version.values.get("giver", "")) if version.register == ALLOCATIONS else version.entry.organ.code


def _came(row: Arrival, giver: str) -> Came:
    persons = tuple(
        Beneficiary(one.key, masked(str(one.values["person"])), str(one.values["name"]), queries.line_of(one).amount)
        for one in row.beneficiaries
    )
    grade = register_of(EFFECTS).field("grade")
    return Came(
        arrival=row,
        giver=giver,
        to=_to(row),
        people=sum(int(str(one.values.get("people") or 0)) for one in row.payments),
        persons=persons[:NAMES_SHOWN],
        more_persons=max(len(persons) - NAMES_SHOWN, 0),
        spent=tuple((one, queries.line_of(one).amount) for one in row.payments[:NAMES_SHOWN] if one != row.version),
        effects=tuple(Effect(one, grade.name_of(str(one.values.get("grade", "")))) for one in row.effects),
        difference="".join(filter(None, [row.step.balance.sentence if row.step else "", row.list_disagrees])),
    )


def _to(row: Arrival) -> str:
    """To whom: the units by name; persons are counted."""
    if row.version.register == ALLOCATIONS:
        return str(row.version.values.get("receiver", ""))
    payee = str(row.version.values.get("payee", ""))
    if payee == PERSON:
        return register_of(PAYMENTS).field("payee").name_of(payee)
    return str(row.version.values.get("unit", ""))

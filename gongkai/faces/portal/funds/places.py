"""一个地方的资金：picked level by level, no map needed; what came, from whom, to whom, with what effect."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.http import HttpResponse
from django.utils.http import urlencode

from gongkai.engines.registers.amounts import Sum
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import EntryVersion
from gongkai.engines.registers.rules import masked
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.asking import mark, number
from gongkai.faces.portal.http import page, public
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.places import queries as places
from gongkai.foundation.places.models import Place
from gongkai.foundation.places.rules import ancestors
from gongkai.programmes.funds import queries
from gongkai.programmes.funds.programme import ALLOCATIONS, EFFECTS, PAYMENTS, PROJECTS
from gongkai.programmes.funds.queries import Arrival, Arrived, Spent
from gongkai.programmes.funds.rules import PERSON

PROJECTS_SHOWN = 30
LAST_YEAR = 2199
_AFTER = 140


@dataclass(frozen=True)
class Beneficiary:
    """受益人：as the public reads them."""

    key: str
    person: str
    said: str
    amount: Decimal


@dataclass(frozen=True)
class Paid:
    """一笔发放：with the first of those listed, and how many more there are."""

    version: EntryVersion
    amount: Decimal
    persons: tuple[Beneficiary, ...]
    more: int


@dataclass(frozen=True)
class Came:
    """到这里的一笔，供页面显示。"""

    arrival: Arrival
    giver: str
    to: str
    payments: tuple[Paid, ...]
    more_payments: int
    effects: tuple[tuple[EntryVersion, str], ...]

    @property
    def itself(self) -> bool:
        """是否就是一笔发放：then it is not listed below itself."""
        return self.arrival.version.register == PAYMENTS

    @property
    def persons(self) -> bool:
        """有无名单。"""
        return any(one.persons for one in self.payments)


@dataclass(frozen=True)
class Kind:
    """一类资金：with the sum of all of it, and those of its rows that stand on this page."""

    code: str
    name: str
    sum: Sum
    rows: tuple[Came, ...]


@public
def index(request: Request) -> HttpResponse:
    """资金公开：by place, and by project. Four SQL queries."""
    today = china_date(request.at)
    after = mark(request.GET)
    found = queries.projects(today, after=after, limit=PROJECTS_SHOWN)
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
    """一个地方的资金：by year; the newest with any, unless another is asked for. At most 21 SQL queries.

    :raises NotFound: for a place there is not.
    """
    today = china_date(request.at)
    here = places.by_code(code, on=today)
    asked = number(request.GET.get("year", ""), 1949, LAST_YEAR)
    kinds = register_of(PROJECTS).field("kind").choices
    kind = next((one.code for one in kinds if one.code == request.GET.get("kind")), "")
    after = mark(request.GET, longest=_AFTER)
    arrived = queries.arrived(here.code, today, year=str(asked) if asked else "", kind=kind, after=after)
    found = _kinds(arrived, today)
    same = {"year": arrived.year} | ({"kind": kind} if kind else {})
    facts = {
        "place": here,
        "path": _path(here, today),
        "children": list(places.children(here.code, on=today)),
        "arrived": arrived,
        "kinds": found,
        "kind": next((one for one in found if one.code == kind), None),
        # 是否一页列全：then each sum leads to its rows on this page.
        "whole": not (arrived.next or after or kind),
        "next": f"?{urlencode({**same, 'after': arrived.next})}" if arrived.next else "",
        "first": f"?{urlencode(same)}" if after else "",
        "village": here.level == 5,
    }
    return page(request, "funds/place", facts)


def _path(here: Place, today: date) -> list[tuple[str, str]]:
    """(code, name) from the province down to the place above this one."""
    above = ancestors(here.code)[:-1]
    return list(zip(above, places.path(here.code, on=today), strict=False))


def _kinds(arrived: Arrived, today: date) -> list[Kind]:
    names = organs.names_on({_giver(row) for row in arrived.arrivals}, today)
    field = register_of(PROJECTS).field("kind")
    return [
        Kind(
            code,
            field.name_of(code),
            added,
            tuple(_came(row, names.get(_giver(row), "")) for row in arrived.arrivals if row.kind == code),
        )
        for code, added in arrived.kinds.items()
    ]


def _giver(row: Arrival) -> str:
    """Who gave it: as the allocation says; of a payment, the organ that keeps the entry."""
    version = row.version
    return str(version.values.get("giver", "")) if version.register == ALLOCATIONS else version.organ.code


def _came(row: Arrival, giver: str) -> Came:
    grade = register_of(EFFECTS).field("grade")
    return Came(
        arrival=row,
        giver=giver,
        to=_to(row),
        payments=tuple(_paid(one) for one in row.payments),
        more_payments=max(row.paid.count - len(row.payments), 0),
        effects=tuple((one, grade.name_of(str(one.values.get("grade", "")))) for one in row.effects),
    )


def _paid(spent: Spent) -> Paid:
    persons = tuple(
        Beneficiary(one.key, masked(str(one.values["person"])), str(one.values["name"]), queries.line_of(one).amount)
        for one in spent.persons
    )
    amount = queries.line_of(spent.version).amount
    return Paid(spent.version, amount, persons, max(spent.listed.count - len(persons), 0))


def _to(row: Arrival) -> str:
    """To whom: the units by name; persons are counted."""
    if row.version.register == ALLOCATIONS:
        return str(row.version.values.get("receiver", ""))
    payee = str(row.version.values.get("payee", ""))
    if payee == PERSON:
        return register_of(PAYMENTS).field("payee").name_of(payee)
    return str(row.version.values.get("unit", ""))

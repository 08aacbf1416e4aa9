"""资金的来龙去脉：a project from budget to effect; one allocation with every level above and every entry below."""

from collections.abc import Iterable
from decimal import Decimal

from django.http import HttpResponse

from gongkai.engines.registers.amounts import amount_of
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import EntryVersion
from gongkai.engines.registers.rules import masked
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.asking import marks
from gongkai.faces.portal.http import page, public
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.text import storable
from gongkai.programmes.funds import queries
from gongkai.programmes.funds.programme import ALLOCATIONS, EFFECTS, PAYMENTS, PROJECTS


def _lines(versions: Iterable[EntryVersion]) -> list[tuple[EntryVersion, Decimal]]:
    return [(one, queries.line_of(one).amount) for one in versions]


@public
def project(request: Request, key: str) -> HttpResponse:
    """一个项目的全过程。Sixteen SQL queries at most, however long it is.

    :raises NotFound: for a project there is not.
    """
    today = china_date(request.at)
    begun = marks(request.GET, "methods", "allocations", "over", "open", "payments", "effects")
    found = queries.course(storable(key), today, begun)
    if found is None:
        raise NotFound
    values = found.project.values
    grade = register_of(EFFECTS).field("grade")
    facts = {
        "project": found.project,
        "kind": register_of(PROJECTS).field("kind").name_of(str(values.get("kind", ""))),
        "organ": next(iter(organs.names_on({str(values.get("organ", ""))}, today).values()), ""),
        "budget": queries.line_of_budget(found.project),
        "course": found,
        "begun": begun,
        "payments": _lines(found.paid.page.versions),
        "effects": [(one, grade.name_of(str(one.values.get("grade", "")))) for one in found.effects.versions],
        "tops": _lines(found.tops.page.versions),
    }
    return page(request, "funds/project", facts)


@public
def allocation(request: Request, key: str) -> HttpResponse:
    """一笔分配：from where, and where it went. Eleven SQL queries, and one for each level above.

    :raises NotFound: for an allocation there is not.
    """
    today = china_date(request.at)
    begun = marks(request.GET, "passed", "payments")
    found = queries.allocation(storable(key), today, begun)
    if found is None:
        raise NotFound
    version = found.step.version
    facts = {
        "found": found,
        "allocation": version,
        "balance": found.step.balance,
        "begun": begun,
        "above": [(one, queries.line_of(one), _level(one)) for one in found.above],
        "level": _level(version),
        "passed": _lines(found.passed.versions),
        "paid": _lines(found.paid.versions),
        "giver": next(iter(organs.names_on({str(version.values.get("giver", ""))}, today).values()), ""),
    }
    return page(request, "funds/allocation", facts)


@public
def payment(request: Request, key: str) -> HttpResponse:
    """一笔发放：to whom; a page of the names, covered, while their publicity lasts. Five SQL queries.

    :raises NotFound: for a payment there is not.
    """
    today = china_date(request.at)
    begun = marks(request.GET, "after")
    found = queries.payment(storable(key), today, begun.get("after", ""))
    if found is None:
        raise NotFound
    values = found.version.values
    payee = register_of(PAYMENTS).field("payee").name_of(str(values.get("payee", "")))
    facts = {
        "found": found,
        "payment": found.version,
        "amount": queries.line_of(found.version).amount,
        "payee": values.get("unit") or payee,
        "people": int(amount_of(values.get("people"))),
        "begun": begun,
        "persons": [
            (one, masked(str(one.values["person"])), str(one.values["name"]), amount)
            for one, amount in _lines(found.listed.page.versions)
        ],
    }
    return page(request, "funds/payment", facts)


def _level(version: EntryVersion) -> str:
    return register_of(ALLOCATIONS).field("level").name_of(str(version.values.get("level", "")))

"""资金的来龙去脉：a project from budget to effect; one allocation with every level above and every entry below."""

from django.http import HttpResponse

from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import EntryVersion
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.http import page, public
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.text import storable
from gongkai.programmes.funds import queries
from gongkai.programmes.funds.programme import ALLOCATIONS, EFFECTS, PROJECTS

PAYMENTS_SHOWN = 100


@public
def project(request: Request, key: str) -> HttpResponse:
    """一个项目的全过程。Eight SQL queries at most.

    :raises NotFound: for a project there is not.
    """
    today = china_date(request.at)
    found = queries.course(storable(key), today)
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
        "payments": [queries.line_of(one) for one in found.paid[:PAYMENTS_SHOWN]],
        "more_payments": max(len(found.paid) - PAYMENTS_SHOWN, 0),
        "effects": [(one, grade.name_of(str(one.values.get("grade", "")))) for one in found.effects],
        "overdrawn": [step for step in found.differing if step.balance.difference < 0],
        "open": [step for step in found.differing if step.balance.difference > 0],
    }
    return page(request, "funds/project", facts)


@public
def allocation(request: Request, key: str) -> HttpResponse:
    """一笔分配：from where, and where it went. Nine SQL queries, and one for each level above.

    :raises NotFound: for an allocation there is not.
    """
    today = china_date(request.at)
    found = queries.allocation(storable(key), today)
    if found is None:
        raise NotFound
    version = found.step.version
    facts = {
        "found": found,
        "allocation": version,
        "balance": found.step.balance,
        "above": [(one, queries.line_of(one), _level(one)) for one in found.above],
        "level": _level(version),
        "passed": [(one, queries.line_of(one)) for one in found.passed],
        "paid": [(one, queries.line_of(one)) for one in found.paid],
        "giver": next(iter(organs.names_on({str(version.values.get("giver", ""))}, today).values()), ""),
    }
    return page(request, "funds/allocation", facts)


def _level(version: EntryVersion) -> str:
    return register_of(ALLOCATIONS).field("level").name_of(str(version.values.get("level", "")))

"""监管信息更新情况：which supervision information is overdue, by how long, and who owes it."""

from django.http import HttpResponse

from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.declared import register_of
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.http import page, public
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.programmes.departments import queries
from gongkai.programmes.departments.rules import OVERSIGHT

SHOWN = 200


@public
def overdue(request: Request) -> HttpResponse:
    """逾期没有更新的监管信息：the longest overdue first. Three SQL queries."""
    today, register = china_date(request.at), register_of(OVERSIGHT)
    found = queries.overdue(today, seen_on=today)
    shown = found[:SHOWN]
    versions = registers.versions(OVERSIGHT, {one.subject for one in shown}, today, seen_on=today)
    names = organs.names_on({one.organ for one in shown}, today)
    field, cycle = register.field("field"), register.field("cycle")
    facts = {
        "register": register,
        "total": len(found),
        "rows": [
            {
                "duty": one,
                "version": versions[one.subject],
                "field": field.name_of(str(versions[one.subject].values.get("field", ""))),
                "cycle": cycle.name_of(str(versions[one.subject].values.get("cycle", ""))),
                "organ": names.get(one.organ, one.organ),
                "late": one.days_late(today).days,
            }
            for one in shown
            if one.subject in versions
        ],
    }
    return page(request, "registers/overdue", facts)

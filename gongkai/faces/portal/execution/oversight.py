"""督查审计发现问题和整改、问责典型案例。"""

from django.http import HttpResponse

from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.rules import shown
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.asking import mark
from gongkai.faces.portal.http import page, public
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.law import codes
from gongkai.programmes.execution import queries
from gongkai.programmes.execution.programme import CASES

SHOWN = 30


@public
def findings(request: Request) -> HttpResponse:
    """发现问题和整改。Three SQL queries."""
    today = china_date(request.at)
    source = request.GET.get("source", "")
    source = source if source in codes.finding_sources else ""
    after = mark(request.GET)
    found, following = queries.findings(today, seen_on=today, source=source, after=after, limit=SHOWN)
    names = organs.names_on({str(one.version.values.get("answering", "")) for one in found}, today)
    facts = {
        "findings": [(one, names.get(str(one.version.values.get("answering", "")), "")) for one in found],
        "sources": list(codes.finding_sources),
        "source": source,
        "next": following,
        "first": bool(after),
    }
    return page(request, "execution/findings", facts)


@public
def cases(request: Request) -> HttpResponse:
    """问责典型案例。Two SQL queries."""
    today = china_date(request.at)
    kind = request.GET.get("kind", "")
    kind = kind if kind in codes.conduct_faults else ""
    after = mark(request.GET)
    found = queries.cases(today, seen_on=today, kind=kind, after=after, limit=SHOWN)
    register = register_of(CASES)
    names = organs.names_on({str(one.values.get("organ", "")) for one in found.versions}, today)
    facts = {
        "cases": [
            (
                one,
                shown(register, one.values),
                register.field("kind").name_of(str(one.values.get("kind", ""))),
                names.get(str(one.values.get("organ", "")), ""),
            )
            for one in found.versions
        ],
        "kinds": list(codes.conduct_faults),
        "kind": kind,
        "next": found.next,
        "first": bool(after),
    }
    return page(request, "execution/cases", facts)

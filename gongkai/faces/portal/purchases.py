"""购买服务和合作：what government buys or shares for the public, from whom, on what terms, for how much, how well."""

from django.http import HttpResponse

from gongkai.engines.assessment.duties import STANDINGS
from gongkai.engines.registers.amounts import amount_of
from gongkai.engines.registers.declared import register_of
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.asking import mark, marks
from gongkai.faces.portal.http import page, public
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.text import storable
from gongkai.law import codes
from gongkai.programmes.purchases import queries
from gongkai.programmes.purchases.programme import EFFECTS, PROJECTS

SHOWN = 30


@public
def index(request: Request) -> HttpResponse:
    """购买服务和合作项目：a page at a time. Two SQL queries."""
    today = china_date(request.at)
    kind = request.GET.get("kind", "")
    kind = kind if kind in codes.purchase_kinds else ""
    after = mark(request.GET)
    found = queries.listed(today, kind=kind, after=after, limit=SHOWN)
    names = organs.names_on({str(one.values.get("organ", "")) for one in found.versions}, today)
    field = register_of(PROJECTS).field("kind")
    facts = {
        "kinds": list(codes.purchase_kinds),
        "kind": kind,
        "rows": [
            (
                one,
                field.name_of(str(one.values.get("kind", ""))),
                names.get(str(one.values.get("organ", "")), ""),
                amount_of(one.values.get("amount")),
            )
            for one in found.versions
        ],
        "next": found.next,
        "first": bool(after),
    }
    return page(request, "purchases/index", facts)


@public
def project(request: Request, key: str) -> HttpResponse:
    """一个项目。Seven SQL queries, however much was paid.

    :raises NotFound: for a project there is not.
    """
    today = china_date(request.at)
    begun = marks(request.GET, "payments", "effects")
    found = queries.project(
        storable(key), today, paid_after=begun.get("payments", ""), judged_after=begun.get("effects", "")
    )
    if found is None:
        raise NotFound
    values = found.version.values
    organ = str(values.get("organ", ""))
    grade = register_of(EFFECTS).field("grade")
    duty = found.announcing
    facts = {
        "project": found.version,
        "found": found,
        "kind": register_of(PROJECTS).field("kind").name_of(str(values.get("kind", ""))),
        "organ": organ,
        "organ_name": organs.names_on({organ}, today).get(organ, ""),
        "begun": begun,
        "payments": [(one, amount_of(one.values.get("amount"))) for one in found.payments.versions],
        "effects": [(one, grade.name_of(str(one.values.get("grade", "")))) for one in found.effects.versions],
        "duty": duty,
        "judged": duty.judged(today) if duty else None,
        "standing": STANDINGS[duty.standing(today)] if duty else "",
    }
    return page(request, "purchases/project", facts)

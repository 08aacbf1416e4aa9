"""公共企事业单位：by sector; each with what it must publish, where it does, and what is missing or overdue."""

from django.http import HttpResponse

from gongkai import law
from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.declared import register_of
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.asking import mark
from gongkai.faces.portal.http import page, public
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.text import storable
from gongkai.law import codes
from gongkai.programmes.institutions import queries
from gongkai.programmes.institutions.programme import INSTITUTIONS, MATTERS

SHOWN = 30


@public
def index(request: Request) -> HttpResponse:
    """公共企事业单位：a page at a time. Three SQL queries."""
    today = china_date(request.at)
    sector = request.GET.get("sector", "")
    sector = sector if sector in codes.institution_sectors else ""
    after = mark(request.GET)
    found = queries.listed(today, sector=sector, after=after, limit=SHOWN)
    names = organs.names_on({str(one.values.get("organ", "")) for one in found.versions}, today)
    field = register_of(INSTITUTIONS).field("sector")
    facts = {
        "sectors": list(codes.institution_sectors),
        "sector": sector,
        "rows": [
            (
                one,
                field.name_of(str(one.institution.values.get("sector", ""))),
                names.get(str(one.institution.values.get("organ", "")), ""),
            )
            for one in queries.catalogues(found.versions, today)
        ],
        "next": found.next,
        "first": bool(after),
    }
    return page(request, "institutions/index", facts)


@public
def institution(request: Request, key: str) -> HttpResponse:
    """一个单位：what it must publish. Three SQL queries.

    :raises NotFound: for an institution there is not.
    """
    today = china_date(request.at)
    found = registers.entry_on(INSTITUTIONS, storable(key), today, seen_on=today)
    if found is None:
        raise NotFound
    catalogue = queries.catalogues([found], today)[0]
    organ = str(found.values.get("organ", ""))
    cycle = register_of(MATTERS).field("cycle")
    facts = {
        "institution": found,
        "catalogue": catalogue,
        "sector": register_of(INSTITUTIONS).field("sector").name_of(str(found.values.get("sector", ""))),
        "organ": organ,
        "organ_name": organs.names_on({organ}, today).get(organ, ""),
        "rows": [
            (one, one.overdue(today), cycle.name_of(str(one.entry.values.get("cycle", ""))) if one.entry else "")
            for one in catalogue.matters
        ],
        "appeal": law.APPEAL_OVER_INSTITUTIONS.at(received_on=today),
    }
    return page(request, "institutions/institution", facts)

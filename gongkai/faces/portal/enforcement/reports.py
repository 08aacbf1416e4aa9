"""行政执法年度报告的公开页：the numbers of a year as published; each leads to its decisions."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_noop

from gongkai.faces.kit.http import Request
from gongkai.faces.kit.tables import Cell, xlsx_file
from gongkai.faces.portal.http import machine, page, public
from gongkai.faces.portal.registers.files import steady
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.law import codes, enforcing, year_end
from gongkai.programmes.enforcement import after, queries
from gongkai.programmes.enforcement.models import EnforcementReport

HEAD = (gettext_noop("项目"), gettext_noop("数量"), gettext_noop("计量单位"))
PIECES, MONEY = gettext_noop("件"), gettext_noop("万元")


@dataclass(frozen=True)
class Line:
    """年报一行：a name, a number, its unit, where its decisions stand; `within` says it is part of the line above."""

    name: str
    number: str
    unit: str
    href: str = ""
    within: bool = False


@public
def report(request: Request, organ: str, year: int) -> HttpResponse:
    """一份执法年度报告。

    :raises NotFound: for one that is not public.
    """
    found = _found(request, organ, year)
    facts = {
        "report": found,
        "organ": organs.names_on({organ}, year_end(year)).get(organ, organ),
        "lines": lines(found),
        "due": enforcing.ENFORCEMENT_REPORT_BY.at(period_ended_on=year_end(year)),
        "published_on": china_date(found.published_at) if found.published_at else None,
    }
    return page(request, "enforcement/report", facts)


@machine
def table(request: Request, organ: str, year: int) -> HttpResponseBase:
    """年报下载。

    :raises NotFound: for one that is not public.
    """
    found = _found(request, organ, year)
    rows: list[list[Cell]] = [[line.name, line.number, line.unit] for line in lines(found)]
    response = xlsx_file(f"enforcement-{organ}-{year}", HEAD, rows)
    response.content = steady(response.content)
    del response["Cache-Control"]  # as of every public address
    return response


def _found(request: Request, organ: str, year: int) -> EnforcementReport:
    found = queries.report_of(organ, year, request.at)
    if found is None:
        raise NotFound
    return found


def lines(found: EnforcementReport) -> list[Line]:
    """年报各行：licences, penalties kind by kind with what they came to, then the other four kinds of act."""

    def count(key: str) -> str:
        return str(found.figures.get(key, 0))

    def at(register: str, **chosen: str) -> str:
        query = urlencode({"organ": found.organ.code, "year": str(found.year), **chosen})
        return f"{reverse('portal:register', args=[register])}?{query}"

    made = [
        Line(codes.enforcement_acts["01"].name, count(after.LICENCES), PIECES, at(after.LICENCES)),
        Line(codes.enforcement_acts["02"].name, count(after.PENALTIES), PIECES, at(after.PENALTIES)),
    ]
    for kind in codes.penalty_kinds:
        key = f"{after.PENALTIES}:{kind.code}"
        if key in found.figures:
            made.append(Line(kind.name, count(key), PIECES, at(after.PENALTIES, kinds=kind.code), within=True))
    made += [
        Line(gettext_noop("罚款金额"), count("fine"), MONEY, within=True),
        Line(gettext_noop("没收金额"), count("confiscated"), MONEY, within=True),
    ]
    for act in codes.enforcement_acts:
        if act.code not in {"01", "02"}:
            key = f"{after.RESULTS}:{act.code}"
            made.append(Line(act.name, count(key), PIECES, at(after.RESULTS, kind=act.code)))
    return made

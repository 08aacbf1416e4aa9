"""查执法决定：by party, number, kind of act and organ, over the three registers; and the course of a case."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.queries import MOST_COUNTED
from gongkai.engines.registers.rules import Register, shown
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.http import page, public
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.text import storable
from gongkai.law import codes, enforcing
from gongkai.programmes.enforcement import after, before, queries, rules

SHOWN = 20
REPORTS = 12
BEFORE = (before.SUBJECTS, before.OFFICERS, before.DISCRETION, before.INSPECTIONS)
REGISTERS = {"01": after.LICENCES, "02": after.PENALTIES}
"""种类 → 名录：the other four kinds share one."""


@dataclass(frozen=True)
class Row:
    """查到的一行：`case` is the uid of the case whose course may be read."""

    found: queries.Found
    organ: str
    case: str


@dataclass(frozen=True)
class Total:
    """一个名录的件数：and the whole list narrowed the same way."""

    register: Register
    count: int
    href: str

    @property
    def many(self) -> bool:
        """是否超过计数上限。"""
        return self.count > MOST_COUNTED


@public
def index(request: Request) -> HttpResponse:
    """行政执法公示：what is published before and after, decisions found, yearly numbers."""
    day = china_date(request.at)
    words, kind, organ = _one(request, "q"), _one(request, "kind"), _one(request, "organ")
    if kind not in codes.enforcement_acts:
        kind = ""
    found, totals = queries.search(day, words=words, organ=organ, kinds=_asked(kind), limit=SHOWN)
    reports = queries.published_reports(request.at, limit=REPORTS)
    keepers = _keepers(day)
    names = organs.names_on({*keepers, *(one.organ.code for one in reports), *filter(None, (organ,))}, day)
    facts = {
        "words": words, "kind": kind, "organ": organ,
        "kinds": [(code.code, code.name) for code in codes.enforcement_acts],
        "organs": sorted((code, names.get(code, code)) for code in {*keepers, *filter(None, (organ,))}),
        "rows": _rows(found[:SHOWN], names),
        "totals": [_total(code, count, words, kind, organ) for code, count in totals.items()],
        "narrowed": bool(words or kind or organ),
        "most": MOST_COUNTED,
        "before": [register_of(code) for code in BEFORE],
        "after": [register_of(code) for code in after.DECISIONS],
        "reports": [(one, names.get(one.organ.code, one.organ.code)) for one in reports],
        "standard": [(code, register_of(code).name) for code in after.STANDARD],
        "quick": enforcing.DOUBLE_PUBLICITY_LIMIT.at(decided_on=day),
        "slow": enforcing.ENFORCEMENT_RESULT_LIMIT.at(decided_on=day),
    }  # fmt: skip
    return page(request, "enforcement/index", facts)


def _one(request: Request, name: str) -> str:
    return storable(request.GET.get(name, ""))[:100].strip()


def _asked(kind: str) -> dict[str, str] | None:
    if not kind:
        return None
    return {REGISTERS[kind]: ""} if kind in REGISTERS else {after.RESULTS: kind}


def _keepers(day: date) -> set[str]:
    """Organs that have decisions to read."""
    facets = (registers.facets(register_of(code), day, seen_on=day) for code in after.DECISIONS)
    return {organ for found in facets for organ in found.get("organ", {})}


def _rows(found: list[queries.Found], names: dict[str, str]) -> list[Row]:
    cases = queries.traced_cases(one.version for one in found if one.register.code == after.PENALTIES)
    return [
        Row(
            one,
            names.get(str(one.version.values.get("organ", "")), ""),
            cases.get(one.version.key, "") if one.register.code == after.PENALTIES else "",
        )
        for one in found
    ]


def _total(code: str, count: int, words: str, kind: str, organ: str) -> Total:
    kept = {"q": words, "organ": organ, "kind": kind if code == after.RESULTS else ""}
    query = urlencode({name: value for name, value in kept.items() if value})
    href = reverse("portal:register", args=[code])
    return Total(register_of(code), count, f"{href}?{query}" if query else href)


@public
def case(request: Request, case: str) -> HttpResponse:
    """办案过程：of a case whose decision is public: each stage and its day, the power and the discretion it rests on.

    :raises NotFound: for a case that is not public.
    """
    day = china_date(request.at)
    found = queries.traced(case, day)
    if found is None:
        raise NotFound
    penalties = register_of(after.PENALTIES)
    values = shown(penalties, found.decision.values)
    facts = {
        "traced": found,
        "values": values,
        "organ": organs.names_on({found.case.organ.code}, day).get(found.case.organ.code, ""),
        "power": _linked("powers", found.case.power, day),
        "standard": _linked(before.DISCRETION, found.case.discretion, day),
        "limit": rules.decision_limit(found.case.filed_on),
        "stages": [{"label": name, "at": on, "state": "done" if on else "todo"} for name, on in found.stages],
    }
    return page(request, "enforcement/case", facts)


def _linked(register: str, key: str, day: date) -> tuple[str, str, str] | None:
    """(key, title, address) of an entry that stands today; without an address where it does not."""
    if not key:
        return None
    title = registers.titles(register, [key], day, seen_on=day).get(key, "")
    return key, title, reverse("portal:entry", args=[register, key]) if title else ""

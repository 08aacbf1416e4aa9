"""表二的来历：rules and normative documents as publishing knows them: made, repealed, in force at a year's end."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Q

from gongkai.engines.publishing import queries as publishing
from gongkai.engines.publishing.models import Edition, State
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.models import Kind, Organ
from gongkai.law import ANNUAL_REPORT, Form, year_end
from gongkai.programmes.reports import ports, rules

OVER = frozenset({"repealed", "expired"})
VALID = frozenset({"in_force", "amended", "not_yet"})
NORMATIVE, RULES = "normative", "rules"
"""Rows of table 二 that publishing knows."""
OPENED_AS, ORDER = "A20-01", "order"
"""规章：how an order of a government that makes one is classified: item one of Article 20, and the genre 命令."""


def known(organ: Organ, year: int, at: datetime) -> dict[tuple[str, str], tuple[str, ...]]:
    """规章和行政规范性文件：by row and column of the year's form, the uids counted there.

    Only what was made public is known here; one withdrawn for another reason than repeal does not count. The orders of
    a government are counted wherever they were published, by itself or its office; a body that may make no rules has
    none. Three SQL queries, more where one amends or repeals another.
    """
    last = year_end(year)
    form = ANNUAL_REPORT.at(period_ended_on=last)
    public = Q(state=State.RELEASED, released_at__lte=at)
    repealed = Q(state=State.WITHDRAWN, record__withdrawals__reason="repealed")
    rows = list(
        Edition.objects.filter(public | repealed, _counted(organ, form), formed_on__lte=last)
        .select_related("record", "organ__place", "organ__parent", "origin__place", "origin__parent")
        .order_by("formed_on", "pk")
        .distinct()
    )
    standings = publishing.standings(rows, at, on=last)
    found: dict[tuple[str, str], list[str]] = {
        (row, column.id): [] for row in (RULES, NORMATIVE) for column in form.table("T2").blocks[0].columns
    }
    for edition in rows:
        row = NORMATIVE if edition.kind == ports.normative_kind else RULES
        standing = standings[edition.pk]
        for column in _columns(edition, standing.code, standing.since, year):
            if (row, column) in found:
                found[row, column].append(edition.record.uid)
    return {key: tuple(uids) for key, uids in found.items()}


def makes_rules(organ: Organ, form: Form) -> bool:
    """可否制定规章：as the form's constraint has it, by the level of the body. 依据：AR-C7。"""
    constraint = form.constraint("AR-C7")
    return constraint is None or rules.level_of(organ.kind, organ.place.level) in constraint.levels


def _counted(organ: Organ, form: Form) -> Q:
    own = Q(kind=ports.normative_kind, organ=organ)
    if not makes_rules(organ, form):
        return own
    issued = Q(organ=organ) | Q(organ__place=organ.place_id, organ__kind=Kind.OFFICE)
    return own | (Q(kind=ports.order_kind, art20=OPENED_AS, genre=ORDER) & issued)


def _columns(edition: Edition, code: str, since: date | None, year: int) -> Iterator[str]:
    """Where a document is counted, in the columns of either edition of the form."""
    last = year_end(year)
    if edition.formed_on and edition.formed_on.year == year:
        yield from ("issued", "made")
    opened = china_date(edition.published_at) if edition.published_at else None
    if opened and opened.year == year:
        yield "disclosed"
    if opened and opened <= last and edition.state == State.RELEASED:
        yield "public"
    if code in VALID:
        yield "in_force"
    elif code in OVER and since and last.replace(year=year - 1) < since <= last:
        yield "repealed"

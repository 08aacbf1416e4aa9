"""日志：what happened in the organs one supervises, newest first, and as a table to take away."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from gongkai.faces.kit.tables import Cell, csv_stream
from gongkai.faces.office import words
from gongkai.faces.office.desk import desk, reads_journal
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import MOST, Listing
from gongkai.foundation.errors import NotPermitted
from gongkai.foundation.journal import queries as entries
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.actors import AUDITOR, OPENNESS_OFFICER

PAGE = 50
EXPORTED = 20_000
BATCH = 500
HEADINGS = ("序号", "时间（北京时间）", "机关代码", "人员", "行为", "对象", "事实", "摘要")


@require_safe
def journal(request: StaffRequest) -> HttpResponse:
    """日志页：keyset pages by number."""
    names = _organs(request)
    chosen = request.GET.get("organ", "")
    rows = list(_before(request, _entries(request, names, chosen))[: PAGE + 1])
    older = str(rows[PAGE - 1].number) if len(rows) > PAGE else ""
    facts = {
        "rows": list(_lines(rows[:PAGE], names)),
        "older": older,
        "organs": sorted(names.items(), key=lambda pair: pair[1]),
        "chosen": chosen if chosen in names else "",
        "exported": EXPORTED,
        "most": MOST,
    }
    found = _entries(request, names, chosen)[:MOST]
    listing = Listing("日志", HEADINGS, lambda: _cells(found))
    return desk(request, "office/journal.html", facts, listings={"entries": listing})


@require_safe
def export(request: StaffRequest) -> HttpResponseBase:
    """导出日志：the newest entries as CSV, written as it is read."""
    names = _organs(request)
    found = _entries(request, names, request.GET.get("organ", ""))[:EXPORTED]
    response = csv_stream(f"journal-{china_date(request.at)}", HEADINGS, _cells(found))
    response["Cache-Control"] = "no-store"
    return response


def _organs(request: StaffRequest) -> dict[str, str]:
    """The organs whose journal this person may read, by code."""
    if not reads_journal(request.actor):
        raise NotPermitted("日志由审计员和政务公开办查阅，您没有这个岗位。单件的经过请在该件的办件页查看。")
    day = china_date(request.at)
    if request.actor.organs(AUDITOR):
        return {organ.code: organ.name for organ in organs.listing(day=day)}
    found: dict[str, str] = {}
    for place in request.actor.places(OPENNESS_OFFICER):
        found |= {organ.code: organ.name for organ in organs.listing(day=day, place=place)}
    return found


def _entries(request: StaffRequest, names: dict[str, str], chosen: str) -> QuerySet[Entry]:
    if chosen in names:
        return entries.of_organs(frozenset({chosen}))
    return entries.of_organs(None if request.actor.organs(AUDITOR) else frozenset(names))


def _before(request: StaffRequest, found: QuerySet[Entry]) -> QuerySet[Entry]:
    said = request.GET.get("after", "")
    return found.filter(number__lt=int(said)) if said.isascii() and said.isdigit() and len(said) < 19 else found


def _lines(rows: list[Entry], names: dict[str, str]) -> Iterator[dict[str, Any]]:
    who = people.names(row.by for row in rows)
    for row in rows:
        kind, _, uid = row.subject.partition(":")
        yield {
            "entry": row,
            "organ": names.get(row.organ, row.organ),
            "by": who.get(row.by, row.by),
            "act": words.act_name(row.act),
            "facts": words.facts_in_words(row.facts),
            "record": uid if kind == "record" else "",
        }


def _cells(found: QuerySet[Entry]) -> Iterator[tuple[Cell, ...]]:
    """What stands in the columns of a file, read a batch at a time."""
    rows = found.iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        who = people.names(row.by for row in batch)
        for row in batch:
            facts = words.facts_in_words(row.facts)
            by, act = who.get(row.by, row.by), words.act_name(row.act)
            yield row.number, row.at, row.organ, by, act, row.subject, facts, row.hash

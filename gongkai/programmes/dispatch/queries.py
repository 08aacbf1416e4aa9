"""派单查询：candidates out of the directory as it stands on a day; read only."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from gongkai.engines.registers import queries
from gongkai.foundation.organs import queries as organs_queries
from gongkai.foundation.organs.models import Organ, OrganName
from gongkai.foundation.places.rules import LENGTHS, ancestors, stem
from gongkai.law import codes
from gongkai.law.matters import broader
from gongkai.programmes.dispatch.programme import DIRECTORY
from gongkai.programmes.dispatch.rules import Candidate, Entry, Standing, entry_of, route


def candidates(*, matter: str, place: str, on: date, platform: str = "") -> tuple[Candidate, ...]:
    """派单建议：who may handle a matter in a place, with reasons; the office decides.

    3 SQL, 2 more where organs were abolished, and 1 for each generation of their heirs that was.

    `platform` is the organisation code of the hotline office whose directory is read; all of them without it.
    """
    entries = _entries(matter, place, on, platform)
    named = {code for one in entries for code in (one.main, *one.others) if code}
    names = {one.code: one.name for one in codes.appeal_matters}
    return route(
        matter=matter, place=place, on=on, entries=entries, organs=_standings(named, entries, on), matters=names
    )


def _entries(matter: str, place: str, on: date, platform: str) -> list[Entry]:
    """1 SQL: read from the marks of the facet; of this place, of those above it and of everywhere, never of others."""
    rows = queries.in_force(DIRECTORY, on, seen_on=None)
    rows = rows.filter(marks__register=DIRECTORY, marks__mark__in=[f"matter={code}" for code in broader(matter)])
    rows = rows.filter(organ__code=platform) if platform else rows
    where = Coalesce(KT("values__place"), Value(""), output_field=TextField())
    here: QuerySet[Any] = rows.alias(where=where).filter(where__in=_written(place))
    return [entry_of(one.key, one.title, one.values, one.since) for one in here.order_by("key")]


def _written(place: str) -> set[str]:
    """A place and those above it, each with however many zeros it may be written with; "" for everywhere."""
    above = ancestors(stem(place)) if place else ()
    return {"", *(one.ljust(length, "0") for one in above for length in LENGTHS if length >= len(one))}


def _standings(named: Collection[str], entries: Iterable[Entry], on: date) -> dict[str, Standing]:
    """2 SQL: the organs with the names of the day, the names they bore; more where some were abolished."""
    organs = list(Organ.objects.filter(code__in=named).named(on))
    borne: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for code, since, name in (
        OrganName.objects.filter(organ__code__in=named).order_by("since").values_list("organ__code", "since", "name")
    ):
        borne[code].append((since, name))
    written = {code: one.since for one in entries for code in (one.main, *one.others) if one.since}
    gone = [organ.code for organ in organs if organ.until and organ.until <= on]
    heirs = organs_queries.heirs(gone, on=on)
    return {
        organ.code: Standing(
            code=organ.code,
            name=organ.name,
            former=_borne_on(borne[organ.code], written.get(organ.code)),
            until=organ.until,
            successors=heirs.get(organ.code, ()),
        )
        for organ in organs
    }


def _borne_on(names: list[tuple[date, str]], day: date | None) -> str:
    return next((name for since, name in reversed(names) if day and since <= day), "")

"""派单查询：candidates out of the directory as it stands on a day; read only."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from gongkai.engines.registers import queries
from gongkai.foundation.organs import queries as organs_queries
from gongkai.foundation.organs.models import Organ, OrganName, OrganSuccession
from gongkai.law import codes
from gongkai.law.matters import broader
from gongkai.programmes.dispatch.programme import DIRECTORY
from gongkai.programmes.dispatch.rules import Candidate, Entry, Standing, entry_of, route

MOST = 500


def candidates(*, matter: str, place: str, on: date, platform: str = "") -> tuple[Candidate, ...]:
    """派单建议：who may handle a matter in a place, with reasons; the office decides.

    3 SQL, 2 more where organs were abolished.

    `platform` is the organisation code of the hotline office whose directory is read; all of them without it.
    """
    entries = _entries(matter, on, platform)
    named = {code for one in entries for code in (one.main, *one.others) if code}
    names = {one.code: one.name for one in codes.appeal_matters}
    return route(
        matter=matter, place=place, on=on, entries=entries, organs=_standings(named, entries, on), matters=names
    )


def _entries(matter: str, on: date, platform: str) -> list[Entry]:
    """1 SQL: read from the marks of the facet."""
    rows = queries.in_force(DIRECTORY, on, seen_on=None)
    rows = rows.filter(marks__register=DIRECTORY, marks__mark__in=[f"matter={code}" for code in broader(matter)])
    rows = rows.filter(entry__organ__code=platform) if platform else rows
    return [entry_of(one.key, one.title, one.values, one.since) for one in rows.order_by("key")[:MOST]]


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
    heirs = _heirs(gone, on)
    return {
        organ.code: Standing(
            code=organ.code,
            name=organ.name,
            former=_borne_on(borne[organ.code], written.get(organ.code)),
            until=organ.until,
            successors=tuple(heirs[organ.code]),
        )
        for organ in organs
    }


def _heirs(gone: Collection[str], on: date) -> defaultdict[str, list[tuple[str, str]]]:
    """2 SQL, none where none was abolished: code → who took over, with the names of the day."""
    heirs: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    if gone:
        rows = OrganSuccession.objects.filter(predecessor__code__in=gone, on__lte=on)
        pairs = list(rows.values_list("predecessor__code", "successor__code"))
        names = organs_queries.names_on({heir for _, heir in pairs}, on)
        for code, heir in pairs:
            heirs[code].append((heir, names[heir]))
    return heirs


def _borne_on(names: list[tuple[date, str]], day: date | None) -> str:
    return next((name for since, name in reversed(names) if day and since <= day), "")

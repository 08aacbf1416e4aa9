"""机关查询：organs as they were on a day. Read only."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db.models import Q, Value
from django.db.models.functions import Replace

from gongkai.foundation.errors import NotFound
from gongkai.foundation.organs.models import Kind, Organ, OrganName, OrganQuerySet, OrganSuccession
from gongkai.foundation.places import rules as place_rules
from gongkai.foundation.places.models import Place


def by_code(code: str) -> Organ:
    """按代码查机关：the organ of an organisation code, with its place, abolished ones included. 1 SQL.

    :raises NotFound: when there is none.
    """
    organ = Organ.objects.select_related("place", "parent").filter(code=code.strip().upper()).first()
    if organ is None:
        raise NotFound()
    return organ


def by_uid(uid: str) -> Organ:
    """按编号查机关。1 SQL.

    :raises NotFound: when there is none.
    """
    organ = Organ.objects.select_related("place", "parent").filter(uid=uid).first()
    if organ is None:
        raise NotFound()
    return organ


def name_on(organ: Organ, day: date) -> str:
    """某日名称：the full name in force on a day; the first known before it, the last after it. 1 SQL.

    :raises NotFound: when the organ bears no name at all.
    """
    names = list(OrganName.objects.filter(organ=organ).order_by("since").values_list("since", "name"))
    if not names:
        raise NotFound()
    return next((name for since, name in reversed(names) if since <= day), names[0][1])


def names_on(codes: frozenset[str] | set[str], day: date) -> dict[str, str]:
    """多个机关的名称：code → full name on a day, as `name_on`; unknown codes are left out. 1 SQL."""
    return {organ.code: organ.name for organ in Organ.objects.filter(code__in=codes).named(day)}


def ever_named(codes: Collection[str]) -> dict[str, frozenset[str]]:
    """曾用的名称：code → every full and short name an organ bears or bore. 1 SQL."""
    found: dict[str, set[str]] = {}
    rows = OrganName.objects.filter(organ__code__in=codes)
    for code, name, short in rows.values_list("organ__code", "name", "short_name"):
        found.setdefault(code, set()).update({name, short} - {""})
    return {code: frozenset(names) for code, names in found.items()}


def names_at(asked: Collection[tuple[str, date]]) -> dict[tuple[str, date], str]:
    """多个机关各在某日的名称：(code, day) → full name, as `name_on`; unknown codes are left out. 1 SQL."""
    rows = OrganName.objects.filter(organ__code__in={code for code, _ in asked}).order_by("since")
    borne: dict[str, list[tuple[date, str]]] = {}
    for code, since, name in rows.values_list("organ__code", "since", "name"):
        borne.setdefault(code, []).append((since, name))
    return {
        (code, day): next((name for since, name in reversed(borne[code]) if since <= day), borne[code][0][1])
        for code, day in asked
        if code in borne
    }


def listing(*, day: date, place: str = "", kind: str = "", words: str = "") -> OrganQuerySet:
    """机关列表：organs in being on a day with `.name`, `.short_name` and place, by place then code; lazy, 1 SQL.

    `place` is a division code and takes its whole subtree; `words` any part of the full or short name.
    """
    organs = Organ.objects.on(day).named(day).select_related("place")
    if place:
        organs = organs.in_place(place)
    if kind:
        organs = organs.filter(kind=kind)
    if words:
        # “人民政府”里也有“民政”：找民政部门的人不是要找每一级政府。
        plain = organs.alias(plain=Replace("name", Value("人民政府"), Value("政府")))
        whole = Q(name__contains=words) if "人民" in words else Q(plain__contains=words)
        organs = plain.filter(whole | Q(short_name__contains=words) | Q(code=words.upper()))
    return organs.order_by("place__code", "code")


def ever(*, day: date, start: int = 0, limit: int) -> list[Organ]:
    """曾有的机关：organs in being and abolished, with names of the day, by code; `start` are passed over. 1 SQL."""
    return list(Organ.objects.named(day).order_by("code")[start : start + limit])


def of_place(place: str, *, day: date) -> OrganQuerySet:
    """辖区的全部机关：abolished ones included, with `.name`, by place then code; lazy, 1 SQL."""
    return Organ.objects.named(day).in_place(place).order_by("place__code", "code")


def subordinates(organ: Organ, *, day: date) -> OrganQuerySet:
    """下属机关：the organs whose competent authority this one is, with names of the day. 1 SQL."""
    return Organ.objects.on(day).named(day).select_related("place").filter(parent=organ).order_by("code")


def successors(organ: Organ) -> list[OrganSuccession]:
    """承继机关：who took over this organ's duties, when and on what basis. 1 SQL."""
    return list(organ.successions_from.select_related("successor"))


def predecessors(organ: Organ) -> list[OrganSuccession]:
    """原机关：whose duties this organ took over. 1 SQL."""
    return list(organ.successions_to.select_related("predecessor"))


def lineage(organ: Organ) -> frozenset[str]:
    """承继谱系：codes of all who took over its duties, one after another. 1 SQL a generation, and 1 that finds none."""
    known: dict[int, str] = {}
    ring = {organ.pk}
    while ring:
        rows = OrganSuccession.objects.filter(predecessor__in=ring).values_list("successor", "successor__code")
        found = {pk: code for pk, code in rows if pk not in known and pk != organ.pk}
        known |= found
        ring = set(found)
    return frozenset(known.values())


def heirs(gone: Collection[str], *, on: date) -> dict[str, tuple[tuple[str, str], ...]]:
    """在任的承继机关：code → who took its duties over and is in office on a day, with the names of the day.

    Where an heir was abolished in its turn, its own heirs stand in its place. 2 SQL, none where none is asked of, and
    1 more for every generation of heirs abolished.
    """
    if not gone:
        return {}
    after: dict[str, list[str]] = {}
    asked, ended = set(gone), set(gone)
    while asked:
        rows = OrganSuccession.objects.filter(predecessor__code__in=asked, on__lte=on).order_by("successor__code")
        asked = set()
        for code, heir, until in rows.values_list("predecessor__code", "successor__code", "successor__until"):
            after.setdefault(code, []).append(heir)
            if until and until <= on and heir not in ended:
                asked.add(heir)
        ended |= asked
    last = {code: [one for one in _reached(code, after, ended) if one not in ended] for code in gone}
    names = names_on({heir for found in last.values() for heir in found}, on)
    return {code: tuple((heir, names.get(heir, heir)) for heir in found) for code, found in last.items()}


def _reached(code: str, after: Mapping[str, Sequence[str]], ended: Collection[str]) -> list[str]:
    """Every heir once, those of heirs abolished included."""
    found, waiting = [], list(after.get(code, ()))
    while waiting:
        heir = waiting.pop(0)
        if heir not in found:
            found.append(heir)
            waiting += after.get(heir, ()) if heir in ended else ()
    return found


def superiors(*, place: Place, parent: Organ | None) -> frozenset[str]:
    """上级机关：codes of the organs above a (perhaps future) organ.

    These are its competent authority and theirs in turn, and the government and government office of its place and of
    every place that contains it. 1 SQL, and 1 for each step above `parent`.
    """
    above = Organ.objects.filter(
        kind__in=(Kind.GOVERNMENT, Kind.OFFICE), until__isnull=True, place__code__in=place_rules.ancestors(place.code)
    )
    codes = set(above.values_list("code", flat=True))
    seen: set[str] = set()
    while parent is not None and parent.code not in seen:
        seen.add(parent.code)
        parent = parent.parent
    return frozenset(codes | seen)

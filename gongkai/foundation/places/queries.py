"""区划查询：divisions as they were on a day. Read only."""

from collections.abc import Iterable, Mapping
from datetime import date

from gongkai.foundation.errors import NotFound
from gongkai.foundation.places import rules
from gongkai.foundation.places.models import Place, PlaceQuerySet

_BATCH = 500


def by_code(code: str, *, on: date) -> Place:
    """按代码查区划：the division in force on a day; takes the stem (33) and the printed code (330000). 1 SQL.

    :raises NotFound: when no such division was in force that day.
    """
    try:
        codes = {code.strip(), rules.stem(code)}
    except ValueError:
        raise NotFound() from None
    places = sorted(Place.objects.on(on).filter(code__in=codes), key=lambda place: len(place.code))
    if not places:
        raise NotFound()
    return places[-1]


def descendants(code: str, *, on: date) -> PlaceQuerySet:
    """下级区划：everything strictly below a division on a day, in code order."""
    return Place.objects.on(on).under(rules.stem(code)).exclude(code=rules.stem(code)).order_by("code")


def children(code: str, *, on: date) -> PlaceQuerySet:
    """直接下级：the divisions one level below on a day; the provinces when the code is empty."""
    if not code:
        return Place.objects.on(on).filter(level=1).order_by("code")
    stem = rules.stem(code)
    return descendants(stem, on=on).filter(level=rules.level_of(stem) + 1)


def path(code: str, *, on: date) -> tuple[str, ...]:
    """区划路径：the names from the province down to this division on a day. 1 SQL.

    :raises NotFound: when the division was not in force that day.
    """
    names = paths([code], on=on).get(code, ())
    if not names:
        raise NotFound()
    return names


def paths(codes: Iterable[str], *, on: date) -> dict[str, tuple[str, ...]]:
    """多个区划的路径：like `path` for many codes at once; unknown codes are left out. 1 SQL."""
    stems = {code: rules.stem(code) for code in codes}
    needed = {above for stem in stems.values() for above in rules.ancestors(stem)}
    names = dict(Place.objects.on(on).filter(code__in=needed).values_list("code", "name"))
    return {
        code: tuple(names[above] for above in rules.ancestors(stem) if above in names)
        for code, stem in stems.items()
        if stem in names
    }


def problems(codes: Iterable[str], *, on: date) -> dict[str, str]:
    """区划代码的问题：code → a sentence, of those there never were and those given up by a day; checked as deep as
    divisions are held here. 2 SQL for every 500.

    A division held from a day only is taken for the days before too: who loads them seldom knows their beginnings.
    """
    stems = {code: rules.stem(code) for code in codes}
    found: dict[str, str] = {}
    wanted = sorted(stems)
    for start in range(0, len(wanted), _BATCH):
        found |= _problems({code: stems[code] for code in wanted[start : start + _BATCH]}, on)
    return found


def _problems(stems: Mapping[str, str], on: date) -> dict[str, str]:
    lines = {one: rules.ancestors(one) for one in stems.values()}
    ends: dict[str, date | None] = {}
    rows = Place.objects.filter(code__in={each for line in lines.values() for each in line})
    for code, until in rows.order_by("since").values_list("code", "until"):
        ends[code] = until
    nearest = {one: next((each for each in reversed(line) if each in ends), "") for one, line in lines.items()}
    lost = {near for one, near in nearest.items() if near and near != one}
    divided = set(Place.objects.filter(parent__code__in=lost).values_list("parent__code", flat=True).distinct())
    found = {}
    for code, one in stems.items():
        until = ends.get(one)
        if until is not None and until <= on:
            found[code] = f"区划代码{code}已于{until:%Y年%-m月%-d日}停用，请改用现行的代码。"
        elif one not in ends and (not nearest[one] or nearest[one] in divided):
            found[code] = f"没有区划代码{code}，请核对。"
    return found

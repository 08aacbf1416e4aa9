"""区划查询：divisions as they were on a day. Read only."""

from collections.abc import Iterable
from datetime import date

from gongkai.foundation.errors import NotFound
from gongkai.foundation.places import rules
from gongkai.foundation.places.models import Place, PlaceQuerySet


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

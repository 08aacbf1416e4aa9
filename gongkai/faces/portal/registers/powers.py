"""权力的各地对照：who else holds a power and how it differs; what one city holds and the other does not."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import urlencode

from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.models import EntryVersion
from gongkai.engines.registers.rules import FieldChange, in_words
from gongkai.faces.kit.http import Request
from gongkai.faces.kit.tables import csv_stream
from gongkai.faces.portal.http import machine, page, public
from gongkai.faces.portal.registers.asked import Asked, names_of, read
from gongkai.faces.portal.registers.entries import in_both
from gongkai.foundation.errors import Invalid, NotFound
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.places.models import Place
from gongkai.foundation.text import storable
from gongkai.programmes.powers import queries
from gongkai.programmes.powers.queries import POWERS, Differing, Pair

SHOWN = 50
LISTED = ("level", "limit", "basis")


@dataclass(frozen=True)
class Difference:
    """一项差异：in words, each value with the organs that say it."""

    differing: Differing
    said: tuple[tuple[str, tuple[tuple[EntryVersion, str], ...]], ...]


def _asked(request: Request, key: str) -> tuple[Asked, EntryVersion]:
    asked = read(request, POWERS)
    version = registers.entry_on(POWERS, storable(key), asked.day, seen_on=asked.today)
    if version is None:
        raise NotFound
    return asked, version


@public
def elsewhere(request: Request, key: str) -> HttpResponse:
    """同一事项各地对照：who holds it, at which level, in what time, on what basis, and every difference.

    :raises NotFound: for a power that did not stand on the day.
    """
    asked, version = _asked(request, key)
    holders = queries.holders(version, asked.day, seen_on=asked.today)
    names = names_of(asked.register, holders, asked.day, asked.today)
    organ = _organ_names(asked, holders)
    differences = tuple(
        Difference(
            one,
            tuple(
                (in_words(one.field, value, names.get(one.field.key)), tuple((who, organ(who)) for who in whose))
                for value, whose in one.said
            ),
        )
        for one in queries.differing(holders)
    )
    fields = [asked.register.field(key) for key in LISTED]
    facts = {
        "asked": asked,
        "register": asked.register,
        "key": version.key,
        "title": version.title,
        "past": asked.day != asked.today,
        "fields": fields,
        "rows": [
            (one, organ(one), [(field, in_words(field, one.values.get(field.key))) for field in fields])
            for one in holders[:SHOWN]
        ],
        "count": len(holders),
        "shown": SHOWN,
        "differences": differences,
        "alone": len(holders) == 1,
    }
    return page(request, "registers/elsewhere", facts)


def _organ_names(asked: Asked, versions: tuple[EntryVersion, ...]) -> Callable[[EntryVersion], str]:
    names = organs.names_on({one.organ.code for one in versions}, asked.day)
    return lambda version: names.get(version.organ.code, version.organ.code)


@machine
def elsewhere_table(request: Request, key: str) -> HttpResponseBase:
    """同一事项各地对照的 CSV：an organ a line, every public field.

    :raises NotFound: for a power that did not stand on the day.
    """
    asked, version = _asked(request, key)
    holders = queries.holders(version, asked.day, seen_on=asked.today)
    names = names_of(asked.register, holders, asked.day, asked.today)
    fields = asked.register.public
    rows = ([in_words(one, each.values.get(one.key), names.get(one.key)) for one in fields] for each in holders)
    return csv_stream(f"{version.key}-elsewhere", [field.name for field in fields], rows)


@dataclass(frozen=True)
class Two:
    """所问的两地：and the kind of power; `pairs` is none until two places are chosen."""

    asked: Asked
    places: tuple[Place, ...]
    first: Place | None
    second: Place | None
    kind: str
    pairs: list[Pair] | None
    refusal: str = ""


SIDES: Mapping[str, Callable[[Pair], bool]] = {
    "first": lambda pair: pair.second is None,
    "second": lambda pair: pair.first is None,
    "differing": lambda pair: bool(queries.changes(pair)),
    "same": lambda pair: pair.first is not None and pair.second is not None and not queries.changes(pair),
}


def _two(request: Request) -> Two:
    asked = read(request, POWERS)
    places = queries.places(asked.day)
    codes = {place.padded: place for place in places}
    first, second = (codes.get(request.GET.get(name, "")) for name in ("a", "b"))
    kind = next((one.code for one in asked.register.field("kind").choices if one.code == request.GET.get("kind")), "")
    if first is None or second is None or first == second:
        return Two(asked, places, first, second, kind, None)
    try:
        pairs = queries.pairs(first.code, second.code, asked.day, seen_on=asked.today, kind=kind)
    except Invalid as refusal:
        return Two(asked, places, first, second, kind, None, refusal.sentence)
    return Two(asked, places, first, second, kind, pairs)


@dataclass(frozen=True)
class Row:
    """对照的一行：a power, who holds it on either side, and the fields that differ."""

    pair: Pair
    organs: tuple[str, str]
    changes: tuple[tuple[FieldChange, str, str], ...]


@public
def two_places(request: Request) -> HttpResponse:
    """两地权力对照：what only the one holds, what only the other, and what both hold differently."""
    two = _two(request)
    groups = {name: [pair for pair in two.pairs or () if kept(pair)] for name, kept in SIDES.items()}
    show = request.GET.get("show", "")
    show = show if show in groups else next((name for name, found in groups.items() if found), "first")
    start = int(text) if (text := request.GET.get("from", "")).isascii() and text.isdigit() and len(text) < 6 else 0
    kept = groups[show][start : start + SHOWN]
    same: dict[str, str | int] = {"a": request.GET.get("a", ""), "b": request.GET.get("b", ""), "kind": two.kind}
    same |= {} if two.asked.day == two.asked.today else {"on": two.asked.day.isoformat()}
    facts = {
        "two": two,
        "register": two.asked.register,
        "kinds": two.asked.register.field("kind").choices,
        "counts": {name: len(found) for name, found in groups.items()},
        "show": show,
        "rows": list(_rows(two, kept)),
        "same": urlencode(same),
        "next": f"?{urlencode({**same, 'show': show, 'from': start + SHOWN})}"
        if len(groups[show]) > start + SHOWN
        else "",
        "first": f"?{urlencode({**same, 'show': show})}" if start else "",
    }
    return page(request, "registers/places", facts)


def _rows(two: Two, pairs: list[Pair]) -> Iterator[Row]:
    held = {one.organ for pair in pairs for one in (pair.first, pair.second) if one}
    names = organs.names_on(held, two.asked.day)
    for pair in pairs:
        who = tuple(names.get(one.organ, one.organ) if one else "" for one in (pair.first, pair.second))
        changes = tuple((one, *in_both(one, {})) for one in queries.changes(pair))
        yield Row(pair, (who[0], who[1]), changes)


@machine
def two_places_table(request: Request) -> HttpResponseBase:
    """两地权力对照的 CSV：every power of either, a line a field that differs.

    :raises Invalid: when two places are not chosen, or one holds too much.
    """
    two = _two(request)
    if two.pairs is None or two.first is None or two.second is None:
        raise Invalid(two.refusal or "请用 a 和 b 写明两个地方的区划代码。", field="a")
    head = (
        "职权名称",
        f"{two.first.name}职权编码",
        f"{two.second.name}职权编码",
        "项目",
        two.first.name,
        two.second.name,
    )
    return csv_stream(f"powers-{two.first.padded}-{two.second.padded}", head, _lines(two.pairs))


def _lines(pairs: list[Pair]) -> Iterator[tuple[str, ...]]:
    for pair in pairs:
        keys = (pair.first.key if pair.first else "", pair.second.key if pair.second else "")
        changes = queries.changes(pair)
        for change in changes:
            yield (pair.name, *keys, change.field.name, *in_both(change, {}))
        if not changes:
            yield (pair.name, *keys, "", *("有" if key else "没有" for key in keys))

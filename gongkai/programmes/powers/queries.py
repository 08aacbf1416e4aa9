"""各地对照：who holds the same power, and what two places hold that is not the same. Nothing is written here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from gongkai.engines.registers import queries
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import EntryVersion
from gongkai.engines.registers.rules import Field, FieldChange, Value, Values, difference, every, shown
from gongkai.foundation.errors import Invalid
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.places.models import Place
from gongkai.programmes.powers.rules import APART, Paired, likeness, paired

POWERS = "powers"
AT_ONCE = 300
MOST_OF_A_PLACE = 3_000
MOST_PLACES = 500


def alike(version: EntryVersion) -> str:
    """同一事项：what its like in other places share with it."""
    return likeness("".join(every(version.values.get("base"))), version.title)


def holders(version: EntryVersion, day: date, *, seen_on: date) -> tuple[EntryVersion, ...]:
    """行使同一事项的机关：versions that stood on a day and are the same power, itself first; all of them.

    1 SQL for every 300 that bear its code or name.
    """
    same = (one for one in _named(version, day, seen_on) if one.key != version.key and alike(one) == alike(version))
    return (version, *same)


def _named(version: EntryVersion, day: date, seen_on: date) -> Iterator[EntryVersion]:
    words, after = "".join(every(version.values.get("base"))) or version.title, ""
    while True:
        found = queries.listing(register_of(POWERS), day, seen_on=seen_on, words=words, after=after, limit=AT_ONCE)
        yield from found.versions
        if not (after := found.next):
            return


@dataclass(frozen=True)
class Differing:
    """一项差异：a field, and each value with those who say it."""

    field: Field
    said: tuple[tuple[Value | None, tuple[EntryVersion, ...]], ...]


def differing(versions: Sequence[EntryVersion]) -> tuple[Differing, ...]:
    """逐项差异：the fields in which not all say the same, each value once, in the order of who says it first."""
    register, found = register_of(POWERS), []
    public = [(version, shown(register, version.values)) for version in versions]
    for field in register.public:
        if field.key in APART:
            continue
        groups: dict[tuple[str, ...], list[EntryVersion]] = {}
        for version, values in public:
            groups.setdefault(every(values.get(field.key)), []).append(version)
        if len(groups) > 1:
            said = tuple((list(value) or None, tuple(who)) for value, who in groups.items())
            found.append(Differing(field, said))
    return tuple(found)


def places(day: date) -> tuple[Place, ...]:
    """有权力清单的地方：places whose organs ever listed powers, as they were on a day, at most 500. 1 SQL."""
    kept = EntryVersion.objects.filter(organ=OuterRef("pk"), register=POWERS)
    having = Organ.objects.filter(Exists(kept)).values("place__code")
    return tuple(Place.objects.on(day).filter(code__in=having).order_by("code")[:MOST_PLACES])


@dataclass(frozen=True)
class Held:
    """一地的一项权力：its entry, and who exercises it."""

    key: str
    name: str
    organ: str
    values: Values


Pair = Paired[Held]


def pairs(first: str, second: str, day: date, *, seen_on: date, kind: str = "") -> list[Pair]:
    """两地对照：every power two places' own organs hold on a day, laid together by likeness. 2 SQL.

    :raises Invalid: when a place holds more than a page can compare; a kind narrows it.
    """
    return paired(_of(first, day, seen_on, kind), _of(second, day, seen_on, kind))


def _of(place: str, day: date, seen_on: date, kind: str) -> Iterable[tuple[str, str, Held]]:
    rows = queries.in_force(POWERS, day, seen_on=seen_on).filter(organ__place__code=place)
    if kind:
        rows = rows.filter(values__kind=kind)
    found = list(rows.order_by("key").values_list("key", "title", "organ__code", "values")[: MOST_OF_A_PLACE + 1])
    if len(found) > MOST_OF_A_PLACE:
        raise Invalid(f"一地的权力超过{MOST_OF_A_PLACE}项，请先选择职权类型再比较。", field="kind")
    return list(_held(found))


def _held(rows: Iterable[tuple[str, str, str, Values]]) -> Iterator[tuple[str, str, Held]]:
    for key, title, organ, values in rows:
        yield likeness("".join(every(values.get("base"))), title), title, Held(key, title, organ, values)


def changes(pair: Pair) -> tuple[FieldChange, ...]:
    """两地差异：field by field, of what both hold; none where one does not."""
    if pair.first is None or pair.second is None:
        return ()
    register = register_of(POWERS)
    both = (shown(register, held.values) for held in (pair.first, pair.second))
    first, second = ({key: value for key, value in values.items() if key not in APART} for values in both)
    return difference(register, first, second)

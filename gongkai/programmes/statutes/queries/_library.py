"""法规库的提问：lists, a statute as of a day, an article, what cites it, what a citation names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from gongkai.foundation.errors import NotFound
from gongkai.foundation.people.actors import LEGALITY_REVIEWER, OPENNESS_OFFICER, SYSTEM, Actor
from gongkai.law.citations import title_key
from gongkai.programmes.statutes.models import Statute, StatuteArticle, StatuteCitation, StatuteName, StatuteVersion
from gongkai.programmes.statutes.rules import label_of, place_of

MOST_CITING = 50
STATUTE, RECORD = "statute:", "record:"


def may_keep(person: Actor) -> bool:
    """可否维护法规库：reviewers of legality, and the openness office."""
    return person == SYSTEM or bool(person.organs(LEGALITY_REVIEWER, OPENNESS_OFFICER))


@dataclass(frozen=True)
class Narrowed:
    """筛选：what a list was narrowed to; empty for all."""

    words: str = ""
    category: str = ""
    region: str = ""
    year: int | None = None
    status: str = ""


def listing(asked: Narrowed, day: date) -> QuerySet[Statute]:
    """法规清单：by title, narrowed; the latest adopted first."""
    found = Statute.objects.all()
    if asked.words:
        found = found.filter(title__icontains=asked.words)
    if asked.category:
        found = found.filter(category=asked.category)
    if asked.region:
        found = found.filter(region=asked.region)
    if asked.year:
        found = found.filter(year=asked.year)
    if asked.status == "repealed":
        found = found.filter(repealed_on__lte=day)
    elif asked.status == "in_force":
        found = found.exclude(repealed_on__lte=day)
    return found.order_by("-year", "title", "pk")


def counts(name: str, found: QuerySet[Statute]) -> dict[str, int]:
    """各项件数：of one column, the most first. One SQL query."""
    rows = found.order_by().values_list(name).annotate(number=Count("pk")).order_by("-number", name)
    return {str(value): number for value, number in rows if value}


def statute(slug: str) -> Statute:
    """一部法规。

    :raises NotFound: where there is none.
    """
    found = Statute.objects.filter(slug=slug).first()
    if found is None:
        raise NotFound
    return found


def versions(of: Statute) -> list[StatuteVersion]:
    """历次版本：the newest first."""
    return list(of.versions.order_by("-since"))


def version_on(of: Statute, day: date) -> StatuteVersion | None:
    """当日有效的版本：none before the first and after the repeal."""
    return StatuteVersion.objects.filter(statute=of).holding(day).first()


def articles(version: StatuteVersion) -> list[StatuteArticle]:
    """各条：in their order."""
    return list(version.articles.order_by("place"))


def article(version: StatuteVersion, number: int, inserted: int = 0) -> StatuteArticle | None:
    """一条：by its number."""
    return version.articles.filter(number=number, inserted=inserted).first()


def named(titles: Iterable[str], *, region: str = "") -> dict[str, Statute]:
    """所引的法规：by title as cited; of several the one of this region, then of the nation. One SQL query."""
    keys = {title: title_key(title) for title in titles}
    rows = StatuteName.objects.filter(key__in=set(keys.values())).select_related("statute")
    found: dict[str, list[Statute]] = {}
    for row in rows:
        found.setdefault(row.key, []).append(row.statute)
    chosen = ((title, _nearest(found.get(key, []), key, region)) for title, key in keys.items())
    return {title: one for title, one in chosen if one is not None}


def _nearest(found: Sequence[Statute], key: str, region: str) -> Statute | None:
    def distance(one: Statute) -> tuple[bool, bool, int]:
        return one.key != key, one.region not in (region, ""), one.pk

    return min(found, key=distance, default=None)


def articles_on(wanted: Iterable[tuple[int, int, int]], day: date) -> set[tuple[int, int, int]]:
    """存在的条：of these (statute, number, inserted), those that stand on a day. One SQL query."""
    asked = set(wanted)
    rows = StatuteArticle.objects.filter(
        version__in=StatuteVersion.objects.filter(statute__in={one[0] for one in asked}).holding(day),
        number__in={one[1] for one in asked},
    ).values_list("version__statute", "number", "inserted")
    return asked & set(rows)


@dataclass(frozen=True)
class Citing:
    """引用本条的：statutes, with address and label of the articles where they cite; and the uids of records."""

    statutes: tuple[tuple[Statute, tuple[tuple[str, str], ...]], ...]
    records: tuple[str, ...]
    cut: bool


def citing(of: Statute, number: int | None = None, inserted: int = 0) -> Citing:
    """引用：what cites a statute, or one article of it. Three SQL queries."""
    keys = list(of.names.values_list("key", flat=True))
    rows = StatuteCitation.objects.filter(key__in=keys).exclude(source=f"{STATUTE}{of.slug}")
    if number is not None:
        rows = rows.filter(number=number, inserted=inserted)
    pairs = list(rows.order_by("source", "pk").values_list("source", "source_place").distinct()[: 8 * MOST_CITING])
    places: dict[str, list[str]] = {}
    for source, place in pairs:
        places.setdefault(source, []).append(place)
    slugs = [source.removeprefix(STATUTE) for source in places if source.startswith(STATUTE)][:MOST_CITING]
    uids = [source.removeprefix(RECORD) for source in places if source.startswith(RECORD)][:MOST_CITING]
    known = {one.slug: one for one in Statute.objects.filter(slug__in=slugs)}
    found = tuple(
        (known[slug], tuple((place, _label(place)) for place in dict.fromkeys(places[STATUTE + slug]) if _label(place)))
        for slug in slugs
        if slug in known
    )
    return Citing(found, tuple(uids), len(pairs) == 8 * MOST_CITING or len(places) > len(slugs) + len(uids))


def _label(address: str) -> str:
    place = place_of(address)
    return label_of(*place) if place else ""


def facets(found: QuerySet[Statute]) -> Mapping[str, Mapping[str, int]]:
    """分面：how many statutes each choice would leave."""
    return {name: counts(name, found) for name in ("category", "region", "year")}


def neighbours(one: StatuteArticle) -> tuple[StatuteArticle | None, StatuteArticle | None]:
    """前一条、后一条：of the same version."""
    near = {other.place: other for other in one.version.articles.filter(place__in=(one.place - 1, one.place + 1))}
    return near.get(one.place - 1), near.get(one.place + 1)


def readings(of: Sequence[StatuteVersion], number: int, inserted: int = 0) -> dict[int, StatuteArticle]:
    """一条的历次写法：by version. One SQL query."""
    rows = StatuteArticle.objects.filter(version__in=of, number=number, inserted=inserted)
    return {one.version_id: one for one in rows}

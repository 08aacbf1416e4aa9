"""读取：a register as of any day: one entry, a page of the list, everything in order."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import Adjustment, AdjustmentLine, AdjustmentState, EntryMark, EntryVersion
from gongkai.engines.registers.queries._examining import chunks
from gongkai.engines.registers.rules import Register, asked

MOST_COUNTED = 2_000
"""计数上限：facets and totals are counted among so many answers; beyond, a list says "more"."""
_BATCH = 500
PUBLIC = (AdjustmentState.ADOPTED, AdjustmentState.UNDONE)
"""公布过的状态：what was once announced is not unsaid."""


def in_force(register: str, day: date) -> QuerySet[EntryVersion]:
    """某日有效的版本。"""
    return EntryVersion.objects.filter(register=register, since__lte=day).filter(
        Q(until__isnull=True) | Q(until__gt=day)
    )


def entry_on(register: str, key: str, day: date) -> EntryVersion | None:
    """某日的条目：the version that held; none when there was none. 1 SQL."""
    return in_force(register, day).filter(key=key).select_related("entry__organ", "adopted").first()


def history(register: str, key: str) -> list[EntryVersion]:
    """条目的历史：all its versions, those to come too, the newest first. 1 SQL."""
    versions = EntryVersion.objects.filter(register=register, key=key)
    return list(versions.select_related("entry__organ", "adopted", "ended").order_by("-since"))


@dataclass(frozen=True)
class Page:
    """名录的一页：versions in the order of their keys, and the key after which the next page begins; "" at the end."""

    versions: tuple[EntryVersion, ...]
    next: str


def listing(
    register: Register,
    day: date,
    *,
    words: str = "",
    chosen: Mapping[str, str] | None = None,
    organ: str = "",
    after: str = "",
    limit: int,
) -> Page:
    """名录列表：what stood on a day, narrowed by words, facets and the organ that keeps it. 1 SQL."""
    rows = _matching(register, day, words, chosen or {}, organ).filter(key__gt=after)
    found = list(rows.select_related("entry__organ").order_by("key")[: limit + 1])
    more = found[limit - 1].key if len(found) > limit else ""
    return Page(tuple(found[:limit]), more)


def total(
    register: Register, day: date, *, words: str = "", chosen: Mapping[str, str] | None = None, organ: str = ""
) -> int:
    """件数：how many stood on a day, counted up to 2,001. 1 SQL."""
    return _matching(register, day, words, chosen or {}, organ)[: MOST_COUNTED + 1].count()


def _matching(
    register: Register, day: date, words: str, chosen: Mapping[str, str], organ: str
) -> QuerySet[EntryVersion]:
    rows = in_force(register.code, day)
    for mark in asked(words, chosen):
        bearing = EntryMark.objects.filter(register=register.code, mark=mark)
        rows = rows.filter(pk__in=bearing.values("version"))
    return rows.filter(entry__organ__code=organ) if organ else rows


def facets(
    register: Register, day: date, *, words: str = "", chosen: Mapping[str, str] | None = None, organ: str = ""
) -> dict[str, dict[str, int]]:
    """筛选项：field → value → how many of the first 2,000 answers bear it. 1 SQL."""
    wanted = tuple(f"{field.key}=" for field in register.facets)
    if not wanted:
        return {}
    rows = _matching(register, day, words, chosen or {}, organ).order_by("key").values("pk")[:MOST_COUNTED]
    begins = Q()
    for start in wanted:
        begins |= Q(mark__startswith=start)
    counted = EntryMark.objects.filter(begins, version__in=list(rows.values_list("pk", flat=True)))
    found: dict[str, dict[str, int]] = {field.key: {} for field in register.facets}
    for mark, many in counted.values_list("mark").annotate(many=Count("pk")).order_by("mark"):
        field, _, value = mark.partition("=")
        found[field][value] = many
    return found


def everything(register: Register, day: date) -> Iterator[EntryVersion]:
    """全部条目：what stood on a day, in the order of keys, some at a time, for files. 1 SQL for every 500."""
    after = ""
    while True:
        page = listing(register, day, after=after, limit=_BATCH)
        yield from page.versions
        if not page.next:
            return
        after = page.next


def titles(register: str, keys: Collection[str], day: date) -> dict[str, str]:
    """条目名称：key → title on a day, of those that stood. 1 SQL for every 500."""
    found: dict[str, str] = {}
    for some in chunks(sorted(set(keys))):
        found.update(in_force(register, day).filter(key__in=some).values_list("key", "title"))
    return found


def referring_to(version: EntryVersion, day: date) -> list[EntryVersion]:
    """引用本条目的条目：versions that held on a day and name this entry, at most 200. 1 SQL."""
    rows = EntryVersion.objects.filter(references__target=version.entry_id, since__lte=day)
    standing = rows.filter(Q(until__isnull=True) | Q(until__gt=day)).distinct()
    return list(standing.order_by("register", "key")[:200])


def adjustments(register: str, *, before: int | None = None, limit: int, undone: bool = False) -> list[Adjustment]:
    """名录的调整：those adopted, the newest first; with `undone`, those taken back before their day too. 1 SQL."""
    rows = Adjustment.objects.filter(register=register, number__isnull=False)
    if not undone:
        rows = rows.filter(state=AdjustmentState.ADOPTED)
    if before is not None:
        rows = rows.filter(number__lt=before)
    return list(rows.select_related("organ").order_by("-number")[:limit])


def line_counts(adjustments: Collection[Adjustment]) -> dict[int, dict[str, int]]:
    """各次调整的事项数：adjustment's row → manner → how many entries. 1 SQL."""
    rows = AdjustmentLine.objects.filter(adjustment__in=[one.pk for one in adjustments])
    found: dict[int, dict[str, int]] = {}
    for pk, manner, many in rows.values_list("adjustment", "manner").annotate(many=Count("pk")).order_by("adjustment"):
        found.setdefault(pk, {})[manner] = many
    return found


def public_lines(adjustment: Adjustment, *, limit: int) -> list[tuple[str, str, str]]:
    """一次调整的条目：(manner, key, title) of its first lines. 3 SQL."""
    title = register_of(adjustment.register).title
    rows = list(adjustment.lines.order_by("number").values_list("manner", "key", "values")[:limit])
    lines, keys = [(manner, key) for manner, key, _ in rows], [key for _, key, _ in rows]
    known = {key: str(values.get(title, "")) for _, key, values in rows}
    for versions in (adjustment.closed, adjustment.opened):
        known.update(versions.filter(key__in=keys).values_list("key", "title"))
    return [(manner, key, known.get(key, "")) for manner, key in lines]


def announced(uid: str) -> Adjustment | None:
    """公布过的调整：by its public name; what was never adopted does not exist for the public. 1 SQL.

    What was adopted and undone stays, with the reason its signer gave.
    """
    return Adjustment.objects.filter(uid=uid, state__in=PUBLIC).select_related("organ").first()

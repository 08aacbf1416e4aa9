"""The public's lists. Every question starts from `released(at)` and is answered from an index in the order asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q, Subquery

from gongkai.engines.publishing.kinds import Kind, all_kinds, kind_of
from gongkai.engines.publishing.models import Edition, EditionQuerySet
from gongkai.foundation.now import CHINA, china_date
from gongkai.foundation.organs.models import Organ


@dataclass(frozen=True)
class Item:
    """列表一行：what a list shows of a released record."""

    id: int
    record: str
    kind: str
    title: str
    document_number: str
    issuer: str
    formed_on: date | None
    published_at: datetime
    organ: str
    theme: str
    genre: str

    @property
    def kind_name(self) -> str:
        """种类名称。"""
        return kind_of(self.kind).name


ITEM_COLUMNS = (
    "id",
    "record__uid",
    "kind",
    "title",
    "document_number",
    "issuer",
    "formed_on",
    "published_at",
    "organ__code",
    "theme",
    "genre",
)


@dataclass(frozen=True)
class Page:
    """一页：items newest first, and the cursor of the next page ("" at the end)."""

    items: tuple[Item, ...]
    next: str


@dataclass(frozen=True)
class Filters:
    """筛选：what a list is narrowed to; empty means all.

    `year` is of publication, `formed` of the document's own date (成文日期); `since` and `until` are days on which it
    was published, both included. Of `status` (效力状态) only the index knows: a list not searched leaves it aside.
    """

    organ: str = ""
    kinds: tuple[str, ...] = ()
    theme: str = ""
    genre: str = ""
    art20: str = ""
    year: int | None = None
    formed: int | None = None
    status: str = ""
    since: date | None = None
    until: date | None = None


def listing(at: datetime, filters: Filters, *, after: str = "", limit: int = 20) -> Page:
    """公开列表：released records, newest publication first, by keyset. One SQL query, two for an organ's.

    `after` is the cursor of the page before; `limit` is in rows (条).
    """
    rows = narrowed(at, filters)
    if after:
        rows = rows.filter(_older_than(after))
    found = [Item(*row) for row in rows.order_by("-published_at", "-id").values_list(*ITEM_COLUMNS)[: limit + 1]]
    more = len(found) > limit
    return Page(tuple(found[:limit]), _cursor(found[limit - 1]) if more else "")


def items_of(records: Sequence[str], at: datetime) -> tuple[Item, ...]:
    """按编号取列表：the released ones among these records, in the order asked; what is not public is left out."""
    rows = Edition.objects.released(at).filter(record__uid__in=list(records)).values_list(*ITEM_COLUMNS)
    found = {item.record: item for item in (Item(*row) for row in rows)}
    return tuple(found[uid] for uid in records if uid in found)


def years(at: datetime, filters: Filters) -> tuple[int, ...]:
    """有内容的年份：newest first, for the filter panel. Three SQL queries, four for an organ's; one row a year."""
    rows = narrowed(at, filters)
    newest = rows.order_by("-published_at").values_list("pk", "published_at").first()
    oldest = rows.order_by("published_at").values_list("published_at", flat=True).first()
    if newest is None or newest[1] is None or oldest is None:
        return ()
    candidates = range(china_date(newest[1]).year, china_date(oldest).year - 1, -1)
    # Not EXISTS: told nothing of an order, PostgreSQL would read the table from its beginning for each year.
    ordered = rows.order_by("-published_at").values("pk")
    asked = {f"y{year}": Subquery(ordered.filter(published_at__year=year)[:1]) for year in candidates}
    row = Edition.objects.released(at).filter(pk=newest[0]).annotate(**asked).values(*asked).get()
    return tuple(year for year in candidates if row[f"y{year}"] is not None)


def library_kinds() -> tuple[Kind, ...]:
    """政策文件库收录的种类。"""
    return tuple(kind for kind in all_kinds() if kind.library)


def _of_organ(rows: EditionQuerySet, code: str) -> EditionQuerySet:
    """Its records; of an organ that is no more also those that passed to its successors."""
    found = list(Organ.objects.filter(code=code).values_list("pk", "until"))
    if any(until for _, until in found):
        return rows.filter(Q(organ__in=[pk for pk, _ in found]) | Q(origin__in=[pk for pk, _ in found]))
    return rows.filter(organ__in=[pk for pk, _ in found])


def narrowed(at: datetime, filters: Filters) -> EditionQuerySet:
    """筛选后的公开版本：in no order yet. No SQL query, one for an organ's."""
    rows = Edition.objects.released(at)
    if filters.organ:
        # Not `organ__code`: PostgreSQL takes an organ it is joined to for one of average size, and sorts.
        rows = _of_organ(rows, filters.organ)
    exact = {"theme": filters.theme, "genre": filters.genre, "art20": filters.art20}
    rows = rows.filter(**{column: value for column, value in exact.items() if value})
    if filters.kinds:
        # One kind is found in the index of kinds, however rare it is; a list of several is read in its order.
        one = len(filters.kinds) == 1
        rows = rows.filter(kind=filters.kinds[0]) if one else rows.among_kinds(filters.kinds)
    if filters.year:
        rows = rows.filter(published_at__year=filters.year)
    if filters.formed:
        rows = rows.filter(formed_on__year=filters.formed)
    return _between(rows, filters)


def _between(rows: EditionQuerySet, filters: Filters) -> EditionQuerySet:
    since, until = instants(filters)
    if since:
        rows = rows.filter(published_at__gte=since)
    if until:
        rows = rows.filter(published_at__lt=until)
    return rows


def instants(filters: Filters) -> tuple[datetime | None, datetime | None]:
    """起止时刻：the days of a filter in China, as a span whose end is not in it."""
    since, until = filters.since, filters.until
    return (
        datetime.combine(since, time.min, CHINA) if since else None,
        datetime.combine(until + timedelta(days=1), time.min, CHINA) if until and until < date.max else None,
    )


def _cursor(item: Item) -> str:
    return f"{item.published_at.timestamp():.6f}_{item.id}"


def _older_than(cursor: str) -> Q:
    try:
        instant, _, number = cursor.partition("_")
        moment = datetime.fromtimestamp(float(instant), tz=UTC)
        # The first condition says nothing new: it is the range in which the index is entered.
        return Q(published_at__lte=moment) & (Q(published_at__lt=moment) | Q(published_at=moment, id__lt=int(number)))
    except (ValueError, OverflowError, OSError):
        return Q()

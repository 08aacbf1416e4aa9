"""What the public may ask. Every question starts from `released(at)` or `public_history(at)`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import Q

from gongkai.engines.publishing.kinds import Kind, all_kinds, kind_of
from gongkai.engines.publishing.models import Attachment, Edition, EditionQuerySet, Relation, Withdrawal
from gongkai.engines.publishing.rules import (
    REDIRECT,
    WITHDRAWAL_REASONS,
    Effect,
    Standing,
    WithdrawalReason,
    standing_on,
)
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date


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
    """筛选：what a list is narrowed to; empty means all."""

    organ: str = ""
    kinds: tuple[str, ...] = ()
    theme: str = ""
    genre: str = ""
    art20: str = ""
    year: int | None = None


def listing(at: datetime, filters: Filters, *, after: str = "", limit: int = 20) -> Page:
    """公开列表：released records, newest publication first, by keyset. One SQL query, whatever the page.

    `after` is the cursor of the page before; `limit` is in rows (条).
    """
    rows = _filtered(at, filters)
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
    """有内容的年份：newest first, for the filter panel. One SQL query."""
    days = _filtered(at, filters).datetimes("published_at", "year", order="DESC")
    return tuple(day.year for day in days)


def library_kinds() -> tuple[Kind, ...]:
    """政策文件库收录的种类。"""
    return tuple(kind for kind in all_kinds() if kind.library)


@dataclass(frozen=True)
class Link:
    """关联一行：type of the relation and the other record; `record` is "" when we hold only its citation."""

    type: str
    record: str
    title: str


@dataclass(frozen=True)
class Document:
    """公开文件：one public edition with all its page shows."""

    edition: Edition
    attachments: tuple[Attachment, ...]
    outgoing: tuple[Link, ...]
    incoming: tuple[Link, ...]
    history: tuple[Edition, ...]
    standing: Standing
    withdrawal: Withdrawal | None

    @property
    def is_current(self) -> bool:
        """是否最新版本。"""
        return self.edition.state == "released"


@dataclass(frozen=True)
class Gone:
    """已撤回：the tombstone; `title` is empty when the title itself may not be shown."""

    record: str
    title: str
    reason: WithdrawalReason
    at: datetime
    note: str


@dataclass(frozen=True)
class Moved:
    """已整合：the record this one went into."""

    record: str
    to: str


def document(record: str, at: datetime, *, number: int | None = None) -> Document | Gone | Moved:
    """公开文件页：the current edition, an earlier one by number, or what became of it.

    :raises NotFound: for what does not exist and what is not public yet: the same answer.
    """
    editions = Edition.objects.public_history(at).filter(record__uid=record).select_related("record", "organ")
    history = tuple(editions.order_by("-number"))
    if not history:
        return _tombstone(record)
    edition = history[0] if number is None else next((e for e in history if e.number == number), None)
    if edition is None:
        raise NotFound
    outgoing, incoming = relations(edition, at)
    return Document(
        edition=edition,
        attachments=tuple(edition.attachments.select_related("public").order_by("position")),
        outgoing=outgoing,
        incoming=incoming,
        history=history,
        standing=standing(edition, at),
        withdrawal=Withdrawal.objects.filter(record=edition.record).first(),
    )


def relations(edition: Edition, at: datetime) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """双向关联：what this edition points to, and the released editions that point to it. Three SQL queries."""
    rows = list(edition.relations.order_by("pk").values_list("type", "target__uid", "citation"))
    titles = dict(
        Edition.objects.released(at)
        .filter(record__uid__in=[uid for _, uid, _ in rows if uid])
        .values_list("record__uid", "title")
    )
    outgoing = [
        Link(type_, uid if uid in titles else "", titles.get(uid or "", citation)) for type_, uid, citation in rows
    ]
    pointing = Edition.objects.released(at).filter(relations__target=edition.record).order_by("-published_at")
    incoming = [Link(*row) for row in pointing.values_list("relations__type", "record__uid", "title")]
    return tuple(link for link in outgoing if link.title), tuple(incoming)


def standing(edition: Edition, at: datetime) -> Standing:
    """效力状态：derived today from dates, relations and a withdrawal as 失效废止. Two SQL queries."""
    effects = [
        Effect(type_, effective or china_date(published or at), uid)
        for type_, effective, published, uid in Relation.objects.filter(
            target=edition.record, type__in=["amends", "repeals"], edition__in=Edition.objects.released(at)
        ).values_list("type", "edition__effective_on", "edition__published_at", "edition__record__uid")
    ]
    ended = Withdrawal.objects.filter(record=edition.record, reason="repealed").values_list("at", flat=True).first()
    if ended:
        effects.append(Effect("repeals", china_date(ended), ""))
    return standing_on(
        china_date(at), effective_on=edition.effective_on, expires_on=edition.expires_on, effects=effects
    )


def public_file(record: str, number: int, place: int, at: datetime) -> Attachment:
    """公开附件：the file at a place (counted from 1) of a public edition.

    :raises NotFound: for any other, drafts' files included.
    """
    found = (
        Attachment.objects.filter(edition__record__uid=record, edition__number=number, position=place)
        .filter(edition__in=Edition.objects.public_history(at))
        .select_related("public")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def _tombstone(record: str) -> Gone | Moved:
    row = Withdrawal.objects.filter(record__uid=record).select_related("edition", "successor").first()
    if row is None:
        raise NotFound
    reason = WITHDRAWAL_REASONS[row.reason]
    if reason.outcome == REDIRECT and row.successor is not None:
        return Moved(record, row.successor.uid)
    shown = reason.shows_title
    return Gone(record, row.edition.title if shown else "", reason, row.at, row.note if shown else "")


def _filtered(at: datetime, filters: Filters) -> EditionQuerySet:
    rows = Edition.objects.released(at)
    exact = {"organ__code": filters.organ, "theme": filters.theme, "genre": filters.genre, "art20": filters.art20}
    rows = rows.filter(**{column: value for column, value in exact.items() if value})
    if filters.kinds:
        rows = rows.filter(kind__in=filters.kinds)
    if filters.year:
        rows = rows.filter(published_at__year=filters.year)
    return rows


def _cursor(item: Item) -> str:
    return f"{item.published_at.timestamp():.6f}_{item.id}"


def _older_than(cursor: str) -> Q:
    try:
        instant, _, number = cursor.partition("_")
        moment = datetime.fromtimestamp(float(instant), tz=UTC)
        return Q(published_at__lt=moment) | Q(published_at=moment, id__lt=int(number))
    except (ValueError, OverflowError, OSError):
        return Q()

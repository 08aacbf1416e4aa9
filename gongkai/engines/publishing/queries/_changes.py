"""What changed of what is public, in the order it changed: for harvesters, feeds and caches. What is gone counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from gongkai.engines.publishing.models import Attachment, Edition, Record, Relation, Withdrawal
from gongkai.engines.publishing.queries._lists import Filters, instants
from gongkai.engines.publishing.queries._public import Link
from gongkai.engines.publishing.rules import WITHDRAWAL_REASONS, WithdrawalReason
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.models import Organ


@dataclass(frozen=True)
class Period:
    """时段：from an instant on, until before another; None leaves an end open."""

    from_: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Change:
    """变动：a record as its last public change left it; `edition` is None once it can no longer be read.

    `withdrawn` is the reason of a withdrawal, also where the record stays readable under a banner.
    """

    id: int
    record: str
    organ: str
    kind: str
    theme: str
    at: datetime
    edition: Edition | None
    withdrawn: WithdrawalReason | None
    former: str = ""
    """原发布机关：the code of the organ that released it, where it has passed to that organ's successor."""
    title: str = ""
    """标题：of what can be read, or of the tombstone; empty where the title itself may not be shown."""


@dataclass(frozen=True)
class Mark:
    """位置：the place in a list of changes behind one of them."""

    at: datetime
    id: int


COLUMNS = ("pk", "uid", "organ__code", "kind", "theme", "changed_at", "former")


def changes(
    at: datetime,
    filters: Filters,
    *,
    within: Period = Period(),
    after: Mark | None = None,
    limit: int,
    newest: bool = False,
    bodies: bool = True,
) -> tuple[Change, ...]:
    """公开变动：records whose last public change falls in the period, oldest change first. Three SQL queries.

    Narrowed by organ, kinds and theme; four queries for an organ's. `newest` turns the order; `limit` in records (件);
    without `bodies` the texts are left in the table.
    """
    rows = _narrowed(_records(changed_at__lte=at), filters)
    if within.from_ is not None:
        rows = rows.filter(changed_at__gte=within.from_)
    if within.until is not None:
        rows = rows.filter(changed_at__lt=within.until)
    if after is not None:
        rows = rows.filter(_behind(after, newest=newest))
    order = ("-changed_at", "-id") if newest else ("changed_at", "id")
    return _with_editions(rows.order_by(*order).values_list(*COLUMNS)[:limit], at, bodies=bodies)


def change(record: str, at: datetime) -> Change | None:
    """一件的变动：the last public change of one record; None for what was never public. Three SQL queries."""
    found = _with_editions(_records(changed_at__lte=at, uid=record).values_list(*COLUMNS), at)
    return found[0] if found else None


def first_change(at: datetime) -> datetime | None:
    """最早的变动：the oldest instant a harvester can be given. One SQL query."""
    return Record.objects.filter(changed_at__lte=at).order_by("changed_at").values_list("changed_at", flat=True).first()


def withdrawn(at: datetime, filters: Filters, *, limit: int) -> tuple[Change, ...]:
    """撤回的：records that can no longer be read, newest withdrawal first. Three SQL queries, four for an organ's."""
    rows = _narrowed(_records(withdrawn_at__lte=at), filters)
    readable = Edition.objects.released(at).values("record")
    rows = rows.exclude(pk__in=readable.filter(record__withdrawn_at__isnull=False))
    return _with_editions(rows.order_by("-withdrawn_at").values_list(*COLUMNS)[:limit], at, bodies=False)


def is_changed(filters: Filters, *, leaves: int, made_at: datetime, news: bool = False) -> bool:
    """有无变动：whether any record first published on these days was corrected or withdrawn since a moment.

    The moment is when the ledger held `leaves` entries, not long before `made_at`; acts are entered one after another,
    so a later commit has a later leaf whatever its clock said. With `news`, new releases count too. Two SQL queries.
    """
    since, until = instants(filters)
    recent = Record.objects.filter(changed_at__gt=made_at - timedelta(days=1))
    if since:
        recent = recent.filter(published_at__gte=since)
    if until:
        recent = recent.filter(published_at__lt=until)
    editions = Edition.objects.filter(record__in=recent, leaf__gte=leaves)
    if not news:
        editions = editions.exclude(released_at=F("published_at"))
    return Withdrawal.objects.filter(record__in=recent, leaf__gte=leaves).exists() or editions.exists()


def months(at: datetime) -> tuple[str, ...]:
    """有内容的年月：from the first publication to the last, newest first, as 2026-03. Two SQL queries."""
    rows = Edition.objects.released(at)
    oldest = rows.order_by("published_at").values_list("published_at", flat=True).first()
    newest = rows.order_by("-published_at").values_list("published_at", flat=True).first()
    if oldest is None or newest is None:
        return ()
    first, last = (china_date(day).year * 12 + china_date(day).month - 1 for day in (oldest, newest))
    return tuple(f"{number // 12}-{number % 12 + 1:02d}" for number in range(last, first - 1, -1))


def month_of(record: str) -> str:
    """首次公开的年月；"" for what never was. One SQL query."""
    day = Record.objects.filter(uid=record).values_list("published_at", flat=True).first()
    return f"{china_date(day):%Y-%m}" if day else ""


def _records(**conditions: object) -> QuerySet[Record]:
    """With the code of the organ that released them, where that is no longer theirs."""
    passed = Edition.objects.filter(record=OuterRef("pk"), origin__isnull=False).values("origin__code")[:1]
    return Record.objects.filter(**conditions).annotate(former=Subquery(passed))


def _narrowed(rows: QuerySet[Record], filters: Filters) -> QuerySet[Record]:
    if filters.organ:
        rows = _of_organ(rows, filters.organ)
    if filters.kinds:
        rows = rows.filter(kind__in=filters.kinds)
    return rows.filter(theme=filters.theme) if filters.theme else rows


def _of_organ(rows: QuerySet[Record], code: str) -> QuerySet[Record]:
    """Its own, and what it released before that passed to its successor: the list of neither goes blind."""
    passed = Edition.objects.filter(origin=OuterRef("pk"))
    organs = list(Organ.objects.filter(code=code).annotate(gave=Exists(passed)).values_list("pk", "gave"))
    own = Q(organ__in=[pk for pk, _ in organs])
    if any(gave for _, gave in organs):
        own |= Q(pk__in=Edition.objects.filter(origin__in=[pk for pk, _ in organs]).values("record"))
    return rows.filter(own)


def _behind(mark: Mark, *, newest: bool) -> Q:
    """The range in which the index is entered, then the place exactly."""
    if newest:
        return Q(changed_at__lte=mark.at) & (Q(changed_at__lt=mark.at) | Q(changed_at=mark.at, id__lt=mark.id))
    return Q(changed_at__gte=mark.at) & (Q(changed_at__gt=mark.at) | Q(changed_at=mark.at, id__gt=mark.id))


Row = tuple[int, str, str, str, str, datetime | None, str | None]
Rows = QuerySet[Record, Row]


def _with_editions(rows: Rows, at: datetime, *, bodies: bool = True) -> tuple[Change, ...]:
    found = list(rows)
    ids = [row[0] for row in found]
    left = ("manifest",) if bodies else ("manifest", "body")
    editions = Edition.objects.released(at).filter(record__in=ids).select_related("record", "organ").defer(*left)
    shown = {edition.record.pk: edition for edition in editions}
    gone = _withdrawals(ids)
    return tuple(_change(row, at, shown.get(row[0]), gone.get(row[0])) for row in found)


def _change(
    row: Row,
    at: datetime,
    edition: Edition | None,
    gone: tuple[WithdrawalReason, str] | None,
) -> Change:
    pk, uid, organ, kind, theme, changed, former = row
    reason, last = gone or (None, "")
    title = edition.title if edition else last if reason is not None and reason.shows_title else ""
    return Change(pk, uid, organ, kind, theme, changed or at, edition, reason, former or "", title)


def _withdrawals(records: Sequence[int]) -> dict[int, tuple[WithdrawalReason, str]]:
    """By record: why, and the title it had; the latest withdrawal rules."""
    rows = Withdrawal.objects.filter(record__in=records).order_by("at", "pk")
    columns = rows.values_list("record", "reason", "edition__title")
    return {record: (WITHDRAWAL_REASONS[reason], title) for record, reason, title in columns}


def editions_of(ids: Sequence[int], at: datetime) -> dict[int, Edition]:
    """列表各条的版本：edition id → edition, for lists that tell more than a line. One SQL query."""
    rows = Edition.objects.released(at).filter(pk__in=list(ids)).select_related("record", "organ").defer("manifest")
    return {edition.pk: edition for edition in rows}


@dataclass(frozen=True)
class Parts:
    """附件与关联：what belongs to an edition beside its own row."""

    attachments: tuple[Attachment, ...]
    links: tuple[Link, ...]


def parts_of(editions: Sequence[Edition]) -> dict[int, Parts]:
    """多个版本的附件与关联：edition id → parts, all in the order of the edition. Two SQL queries.

    A link names the record it points to when that was public before the edition was: so it says the same for ever.
    """
    ids = [edition.pk for edition in editions]
    files: dict[int, list[Attachment]] = {pk: [] for pk in ids}
    links: dict[int, list[Link]] = {pk: [] for pk in ids}
    for file in Attachment.objects.filter(edition__in=ids).select_related("public").order_by("edition", "position"):
        files[file.edition_id].append(file)
    released = {edition.pk: edition.released_at for edition in editions}
    rows = Relation.objects.filter(edition__in=ids).order_by("pk")
    for pk, type_, uid, since, citation in rows.values_list(
        "edition", "type", "target__uid", "target__published_at", "citation"
    ):
        moment = released[pk]
        known = uid if since is not None and moment is not None and since <= moment else ""
        if known or citation:
            links[pk].append(Link(type_, known or "", citation))
    return {pk: Parts(tuple(files[pk]), tuple(links[pk])) for pk in ids}

"""What changed, what was withdrawn, and why: the public list, and its counts by month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth

from gongkai.engines.publishing.emergency_tables import UrgentRelease
from gongkai.engines.publishing.models import ChangeNotice, Edition, State, Withdrawal
from gongkai.engines.publishing.rules import WITHDRAWAL_REASONS
from gongkai.foundation.now import CHINA, china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.organs.models import Organ

MONTHS_SHOWN = 12


@dataclass(frozen=True)
class NoticedChange:
    """变动一行：what the public may know of one change today.

    `title` and `why` are empty where they may not be shown; `readable` says whether the record still has its page;
    `days_open` counts the days from formation to release.
    """

    leaf: int
    kind: str
    kind_name: str
    at: datetime
    organ: str
    organ_name: str
    record: str
    edition: int
    title: str
    why: str
    readable: bool
    formed_on: date | None
    days_open: int | None
    days_late: int
    urgent: "Urgency | None" = None


@dataclass(frozen=True)
class Urgency:
    """紧急发布一栏：released before its reviews; `reviewed_at` when they were complete, None until then.

    `emergency` is the address of the running record, "" when there is none to read.
    """

    emergency: str
    name: str
    reviewed_at: datetime | None


@dataclass(frozen=True)
class NoticedPage:
    """一页变动：newest first; `next` is the leaf to go on before, None at the end."""

    changes: tuple[NoticedChange, ...]
    next: int | None


def noticed_changes(
    at: datetime, *, kind: str = "", organ: str = "", before: int | None = None, limit: int = 30
) -> NoticedPage:
    """变动公示：corrections, withdrawals, late and urgent releases, newest first, by keyset on the leaf.

    Four SQL queries for a page, two more for one organ's, at any size. What a withdrawal took away from the public is
    not in the answer, also not in that of an earlier correction.
    """
    rows = ChangeNotice.objects.filter(at__lte=at)
    if kind == ChangeNotice.Kind.URGENT:
        rows = rows.filter(urgent=True)
    elif kind:
        rows = rows.filter(kind=kind)
    if organ:
        rows = rows.filter(organ__in=list(Organ.objects.filter(code=organ).values_list("pk", flat=True)))
    if before is not None:
        rows = rows.filter(leaf__lt=before)
    found = list(rows.select_related("organ", "record").order_by("-leaf")[: limit + 1])
    shown = found[:limit]
    return NoticedPage(_told(shown, at), shown[-1].leaf if len(found) > limit else None)


def changes_by_month(at: datetime) -> list[tuple[date, dict[str, int]]]:
    """逐月计数：how many changes of each kind in the last twelve months (件), newest month first. One SQL query.

    What was released urgently is counted there, and under what else it was.
    """
    today = china_date(at)
    months = [_month_before(today, back) for back in range(MONTHS_SHOWN)]
    since = datetime(months[-1].year, months[-1].month, 1, tzinfo=CHINA)
    rows = (
        ChangeNotice.objects.filter(at__gte=since, at__lte=at)
        .annotate(month=TruncMonth("at", tzinfo=CHINA))
        .values_list("month", "kind")
        .annotate(count=Count("leaf"), urgent=Count("leaf", filter=Q(urgent=True)))
        .order_by("month", "kind")
    )
    counted: dict[date, dict[str, int]] = {month: {} for month in months}
    for month, kind, count, urgent in rows:
        of_month = counted.setdefault(month.date(), {})
        of_month[kind] = of_month.get(kind, 0) + count
        if urgent and kind != ChangeNotice.Kind.URGENT:
            of_month[ChangeNotice.Kind.URGENT] = of_month.get(ChangeNotice.Kind.URGENT, 0) + urgent
    return list(counted.items())


def changes_between(start: int, end: int) -> tuple[int, int]:
    """两个时点之间：how many corrections and how many withdrawals (件) among the leaves from `start` up to `end`,
    excluded. One SQL query.
    """
    rows = ChangeNotice.objects.filter(leaf__gte=start, leaf__lt=end)
    found = rows.aggregate(
        corrected=Count("leaf", filter=Q(kind=ChangeNotice.Kind.CORRECTED)),
        withdrawn=Count("leaf", filter=Q(kind=ChangeNotice.Kind.WITHDRAWN)),
    )
    return found["corrected"], found["withdrawn"]


def _month_before(day: date, back: int) -> date:
    index = day.year * 12 + day.month - 1 - back
    return date(index // 12, index % 12 + 1, 1)


def _told(shown: Sequence[ChangeNotice], at: datetime) -> tuple[NoticedChange, ...]:
    records = {row.record.pk for row in shown}
    public = {
        edition.pk: edition
        for edition in Edition.objects.public_history(at)
        .filter(pk__in=[row.edition_id for row in shown])
        .select_related("urgent__emergency")
        .defer("body", "manifest")
    }
    withdrawals: QuerySet[Withdrawal] = Withdrawal.objects.filter(record__in=records, at__lte=at)
    gone = list(withdrawals.select_related("edition").order_by("leaf"))
    last = {row.record_id: row for row in gone}
    reasons = {row.leaf: row for row in gone}
    day = china_date(at)
    names = organs.names_on({row.organ.code for row in shown}, day) if shown else {}
    return tuple(
        _one(row, public.get(row.edition_id), last.get(row.record.pk), reasons.get(row.leaf), names) for row in shown
    )


def _one(
    row: ChangeNotice,
    edition: Edition | None,
    last: Withdrawal | None,
    withdrawal: Withdrawal | None,
    names: dict[str, str],
) -> NoticedChange:
    title = edition.title if edition else ""
    if edition is None and last is not None and WITHDRAWAL_REASONS[last.reason].shows_title:
        title = last.edition.title
    why = edition.public_note if edition and row.kind == ChangeNotice.Kind.CORRECTED else ""
    if withdrawal is not None:
        why = WITHDRAWAL_REASONS[withdrawal.reason].name
    formed_on = edition.formed_on if edition else None
    return NoticedChange(
        leaf=row.leaf,
        kind=row.kind,
        kind_name=row.get_kind_display(),
        at=row.at,
        organ=row.organ.code,
        organ_name=names.get(row.organ.code, row.organ.code),
        record=row.record.uid,
        edition=edition.number if edition else 0,
        title=title,
        why=why,
        readable=edition is not None,
        formed_on=formed_on,
        days_open=(china_date(row.at) - formed_on).days if formed_on and row.kind == ChangeNotice.Kind.LATE else None,
        days_late=row.days_late,
        urgent=_urgency(edition) if row.urgent else None,
    )


def _urgency(edition: Edition | None) -> Urgency:
    """Without a name where nothing of it is public any more."""
    urgent: UrgentRelease | None = getattr(edition, "urgent", None)
    if edition is None or urgent is None:
        return Urgency("", "", None)
    shown = edition.state == State.RELEASED
    return Urgency(urgent.emergency.uid if shown else "", urgent.emergency.name if shown else "", urgent.settled_at)

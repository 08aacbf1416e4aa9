"""The legal standing of a public record on any day: the facts gathered from what is released at an instant."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from gongkai.engines.publishing.legal_life import (
    ALTERING,
    REPEALS,
    Chapter,
    Effect,
    Standing,
    life,
    standing_on,
    takes_effect,
)
from gongkai.engines.publishing.models import Edition, Withdrawal
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs


@dataclass(frozen=True)
class Pointer:
    """指向本件的文件：a released edition that points to a record, and the organ whose it is."""

    organ: str
    published_at: datetime
    edition: int
    type: str
    record: str
    title: str
    effective_on: date | None

    @property
    def on(self) -> date:
        """生效日：the day from which what it says holds."""
        return self.effective_on or china_date(self.published_at)

    @property
    def waits(self) -> bool:
        """延后施行：is there a time between its publication and its effect, in which it could be repealed?"""
        return self.on > china_date(self.published_at)


@dataclass(frozen=True)
class LegalLife:
    """效力沿革：the standing on the day asked, and every change of it."""

    standing: Standing
    chapters: tuple[Chapter, ...]


def pointers(edition: Edition, at: datetime) -> list[Pointer]:
    """The released editions that point to this record, newest first. One SQL query, more where one amends or repeals.

    Only the organ itself, its successors and the organs above it amend or repeal: what others say is left out.

    Sorted here: asked for in order, SQLite would walk all that is released from the newest on.
    """
    rows = Edition.objects.released(at).filter(relations__target=edition.record)
    columns = ("organ__code", "published_at", "pk", "relations__type", "record__uid", "title", "effective_on")
    return _heeded(edition, [Pointer(organ, said or at, *row) for organ, said, *row in rows.values_list(*columns)])


def _heeded(edition: Edition, found: list[Pointer]) -> list[Pointer]:
    """In order, without what is said by who may not say it."""
    if any(each.type in ALTERING for each in found):
        entitled = _entitled(edition)
        found = [each for each in found if each.type not in ALTERING or each.organ in entitled]
    return sorted(found, key=lambda each: (each.published_at, each.record, each.type), reverse=True)


def _entitled(edition: Edition) -> frozenset[str]:
    """Codes of the organs whose documents can amend or repeal this one."""
    entitled: frozenset[str] = frozenset()
    for organ in filter(None, (edition.organ, edition.origin)):
        above = organs.superiors(place=organ.place, parent=organ.parent)
        entitled |= above | organs.lineage(organ) | {organ.code}
    return entitled


def effects(
    edition: Edition,
    pointing: Sequence[Pointer],
    withdrawal: Withdrawal | None,
    at: datetime,
    *,
    seen: frozenset[int] = frozenset(),
) -> list[Effect]:
    """他件影响：what amends or repeals a record, and from when; what was itself repealed before it applied does not.

    More SQL only where something amends or repeals it after a wait.
    """
    found = [
        Effect(each.type, each.on, each.record)
        for each in pointing
        if each.type in ALTERING and not (each.waits and _never_applied(each, at, seen | {edition.pk}))
    ]
    if withdrawal is not None and withdrawal.reason == "repealed":
        found.append(Effect(REPEALS, china_date(withdrawal.at), ""))
    return found


def _never_applied(pointer: Pointer, at: datetime, seen: frozenset[int]) -> bool:
    if pointer.edition in seen:
        return False
    other = Edition.objects.released(at).filter(pk=pointer.edition).select_related("record", "organ").first()
    if other is None:
        return False
    own = effects(other, pointers(other, at), withdrawal_of(other), at, seen=seen)
    return not takes_effect(pointer.on, own)


def withdrawal_of(edition: Edition) -> Withdrawal | None:
    """最近一次撤回。One SQL query."""
    return Withdrawal.objects.filter(record=edition.record).first()


def legal_life(
    edition: Edition, pointing: Sequence[Pointer], withdrawal: Withdrawal | None, at: datetime, *, on: date | None
) -> LegalLife:
    """效力沿革：`on` is the day asked, today unless named; only for another day the day it was made counts."""
    altering = effects(edition, pointing, withdrawal, at)
    dates = {"effective_on": edition.effective_on, "expires_on": edition.expires_on}
    made = {"formed_on": edition.formed_on}
    standing = standing_on(on or china_date(at), **dates, effects=altering, **(made if on else {}))
    return LegalLife(standing, life(**dates, **made, effects=altering))


def standing(edition: Edition, at: datetime, *, on: date | None = None) -> Standing:
    """效力状态：derived from dates, relations and a withdrawal as 失效废止, on a day, today unless named. Two SQL."""
    return legal_life(edition, pointers(edition, at), withdrawal_of(edition), at, on=on).standing


def standings(editions: Collection[Edition], at: datetime, *, on: date | None = None) -> dict[int, Standing]:
    """效力状态（多件）：as `standing`, by key of the edition. Two SQL for all, more where one amends or repeals.

    The editions come with their records and organs.
    """
    records = {edition.record.pk for edition in editions}
    rows = Edition.objects.released(at).filter(relations__target__in=records)
    columns = ("organ__code", "published_at", "pk", "relations__type", "record__uid", "title", "effective_on")
    pointing: dict[int, list[Pointer]] = {}
    for target, organ, said, *row in rows.values_list("relations__target", *columns):
        pointing.setdefault(target, []).append(Pointer(organ, said or at, *row))
    withdrawals: dict[int, Withdrawal] = {}
    for withdrawal in Withdrawal.objects.select_related("record").filter(record__in=records):
        withdrawals.setdefault(withdrawal.record.pk, withdrawal)
    found = {}
    for edition in editions:
        key = edition.record.pk
        said_of = _heeded(edition, pointing.get(key, []))
        found[edition.pk] = legal_life(edition, said_of, withdrawals.get(key), at, on=on).standing
    return found


def altered_by(record: str) -> tuple[str, ...]:
    """所修改、废止的文件：uids of the records whose standing any edition of this one may change. One SQL query."""
    rows = Edition.objects.filter(record__uid=record, relations__type__in=ALTERING, relations__target__isnull=False)
    return tuple(sorted(set(rows.values_list("relations__target__uid", flat=True))))


def turning(at: datetime, *, days: int) -> list[tuple[str, date]]:
    """状态随日期改变的文件：records whose standing a date changed in the last so many days, today included.

    Their own 施行日期 or 失效日期, or the 施行日期 of what amends or repeals them. Two SQL queries.
    """
    today = china_date(at)
    span = (today - timedelta(days=days), today)
    of_its_own = Edition.objects.released(at).filter(Q(effective_on__range=span) | Q(expires_on__range=span))
    rows = [*of_its_own.values_list("record__uid", "effective_on", "expires_on")]
    changed = {(uid, day) for uid, *pair in rows for day in pair if day and span[0] <= day <= today}
    altering = Edition.objects.released(at).filter(
        effective_on__range=span, relations__type__in=ALTERING, relations__target__isnull=False
    )
    changed |= {(uid, day) for uid, day in altering.values_list("relations__target__uid", "effective_on") if day}
    return sorted(changed)


def edition_on(history: Iterable[Edition], on: date) -> Edition | None:
    """某日所见的版本：the newest public by the end of that day; `history` newest first."""
    return next((e for e in history if e.released_at and china_date(e.released_at) <= on), None)

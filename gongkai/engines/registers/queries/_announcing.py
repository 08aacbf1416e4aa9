"""公布过的调整：adjustments as everybody reads them; what is hidden from the public is hidden here too."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q

from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import Adjustment, AdjustmentLine, AdjustmentState, EntryVersion
from gongkai.engines.registers.rules import last_shown

PUBLIC = (AdjustmentState.ADOPTED, AdjustmentState.UNDONE)
"""公布过的状态：what was once announced is not unsaid."""


def adjustments(register: str, *, before: int | None = None, limit: int, undone: bool = False) -> list[Adjustment]:
    """名录的调整：those adopted, the newest first; with `undone`, those taken back before their day too. 1 SQL."""
    rows = Adjustment.objects.filter(register=register, number__isnull=False)
    if not undone:
        rows = rows.filter(state=AdjustmentState.ADOPTED)
    if before is not None:
        rows = rows.filter(number__lt=before)
    return list(rows.select_related("organ", "other").order_by("-number")[:limit])


def line_counts(adjustments: Collection[Adjustment]) -> dict[int, dict[str, int]]:
    """各次调整的事项数：adjustment's row → manner → how many entries. 1 SQL."""
    rows = AdjustmentLine.objects.filter(adjustment__in=[one.pk for one in adjustments])
    found: dict[int, dict[str, int]] = {}
    for pk, manner, many in rows.values_list("adjustment", "manner").annotate(many=Count("pk")).order_by("adjustment"):
        found.setdefault(pk, {})[manner] = many
    return found


@dataclass(frozen=True)
class PublicLine:
    """公布的一项：what was done to which entry; of a withdrawn one the key alone."""

    manner: str
    key: str
    title: str
    withdrawn: bool = False


def public_lines(adjustment: Adjustment, *, seen_on: date, limit: int) -> tuple[list[PublicLine], int]:
    """一次调整的条目：of its first lines those the public may read on its day, and how many it may not. 2 SQL."""
    rows = list(adjustment.lines.order_by("number")[:limit])
    known = _as_said(adjustment, rows) if adjustment.state == AdjustmentState.UNDONE else _as_kept(adjustment, rows)
    lines = [_public(line, known.get(line.key, _NOTHING), seen_on) for line in rows]
    shown = [line for line in lines if line is not None]
    return shown, len(rows) - len(shown)


@dataclass(frozen=True)
class _Known:
    """What there is to say of a line's entry."""

    title: str = ""
    hidden_from: date | None = None
    withdrawn_on: date | None = None


_NOTHING = _Known()


def _public(line: AdjustmentLine, known: _Known, today: date) -> PublicLine | None:
    if known.hidden_from is None or known.hidden_from > today:
        return PublicLine(line.manner, line.key, known.title)
    return PublicLine(line.manner, line.key, "", withdrawn=True) if known.hidden_from == known.withdrawn_on else None


def _as_kept(adjustment: Adjustment, rows: Collection[AdjustmentLine]) -> dict[str, _Known]:
    """From the versions the adjustment opened, closed or withdrew: what it opened stands before what it closed."""
    touched = Q(adopted=adjustment) | Q(ended=adjustment) | Q(withdrawn=adjustment)
    versions = EntryVersion.objects.filter(touched, key__in=[line.key for line in rows])
    found: dict[str, _Known] = {}
    columns = ("key", "title", "hidden_from", "day")
    for key, *said in versions.annotate(day=F("withdrawn__since")).order_by("number").values_list(*columns):
        found[key] = _Known(*said)
    return found


def _as_said(adjustment: Adjustment, rows: Collection[AdjustmentLine]) -> dict[str, _Known]:
    """An adoption taken back left no versions. Where a register forgets, nobody could hide its titles: none is told."""
    register = register_of(adjustment.register)
    if register.forgets:
        ends = ((line.key, last_shown(register, line.values)) for line in rows)
        return {key: _Known(hidden_from=end + timedelta(1) if end else None) for key, end in ends}
    keys = [line.key for line in rows if not line.values]
    versions = EntryVersion.objects.filter(register=register.code, key__in=keys).order_by("number")
    known = dict(versions.values_list("key", "title"))
    return {line.key: _Known(str(line.values.get(register.title) or known.get(line.key, ""))) for line in rows}


def announced(uid: str) -> Adjustment | None:
    """公布过的调整：by its public name; what was never adopted does not exist for the public. 1 SQL.

    What was adopted and undone stays, with the reason its signer gave.
    """
    return Adjustment.objects.filter(uid=uid, state__in=PUBLIC).select_related("organ", "other").first()


def withdrawal(register: str, key: str, *, seen_on: date) -> Adjustment | None:
    """撤下条目的调整：of an entry of which the public reads nothing any more; none for one that never was or expired.

    1 SQL.
    """
    versions = EntryVersion.objects.filter(register=register, key=key).select_related("withdrawn__organ")
    last = versions.order_by("-number").first()
    if last is None or last.withdrawn is None or last.hidden_from is None or last.hidden_from > seen_on:
        return None
    return last.withdrawn if last.hidden_from == last.withdrawn.since else None

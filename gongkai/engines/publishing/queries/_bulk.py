"""Bulk runs: which record a line means, how far a run is, and its report."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q

from gongkai.engines.publishing import bulk, permission
from gongkai.engines.publishing.bulk_tables import BulkRow, BulkRun
from gongkai.engines.publishing.models import Edition, State
from gongkai.foundation.errors import Conflict, NotFound
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.text.document_number import normalise


@dataclass(frozen=True)
class BulkProgress:
    """批量进度：a run and how many of its rows are in which state (件)."""

    run: BulkRun
    counts: dict[str, int]

    @property
    def act_name(self) -> str:
        """行为名称。"""
        return BulkRun.Act(self.run.act).label

    @property
    def state_name(self) -> str:
        """状态名称。"""
        return BulkRun.State(self.run.state).label

    @property
    def remaining(self) -> int:
        """还没有结果的行数：to be tried, or to be done."""
        return self.counts.get("waiting" if self.run.state == BulkRun.State.TRYING else "ready", 0)

    @property
    def settled(self) -> int:
        """已有结果的行数。"""
        return self.run.total - self.remaining


def meant_by(person: Actor, said: str, organ: Organ | None) -> tuple[str, str]:
    """所指文件：uid and title of the one record a line means: by uid, 索引号 or 文号, of an organ or of anybody's.

    :raises NotFound: when this person sees none.
    :raises Conflict: when it could be more than one.
    """
    rows = permission.visible_to(person).exclude(state__in=[State.DISCARDED, State.SUPERSEDED])
    if organ is not None:
        rows = rows.filter(organ=organ)
    key = normalise(said)
    match = Q(record__uid=said) | Q(record__index_number=said.upper())
    rows = rows.filter(match | Q(record__document_key=key) if key else match)
    found = dict(rows.order_by("number").values_list("record__uid", "title")[:20])
    if organ is None and not found:
        public = Edition.objects.filter(state=State.RELEASED).filter(match | Q(record__document_key=key))
        found = dict(public.values_list("record__uid", "title")[:2])
    if not found:
        raise NotFound
    if len(found) > 1:
        raise Conflict(f"“{said}”对应不止一份文件：{'、'.join(found)}。请改用编号。")
    return next(iter(found.items()))


def records_of(organ: Organ, *, kind: str = "", theme: str = "") -> list[bulk.Line]:
    """机关的文件：every record of an organ, narrowed by kind or theme, as the lines of a run. One SQL query."""
    rows = Edition.objects.filter(organ=organ).exclude(state__in=[State.DISCARDED])
    exact = {"kind": kind, "theme": theme}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    found = rows.order_by("record_id").values_list("record__uid", flat=True).distinct()
    return [(uid, "") for uid in found[: bulk.MOST_ROWS]]


def bulk_runs(person: Actor, *, limit: int = 50) -> tuple[BulkProgress, ...]:
    """批量办理列表：the latest first. Two SQL queries."""
    runs = list(bulk.visible_to(person).select_related("organ").order_by("-proposed_at")[:limit])
    return tuple(_with_counts(runs))


def bulk_progress(person: Actor, run: str) -> BulkProgress:
    """批量进度。Two SQL queries.

    :raises NotFound: when it is not theirs to see.
    """
    found = bulk.visible_to(person).select_related("organ__place").filter(uid=run).first()
    if found is None:
        raise NotFound
    return next(_with_counts([found]))


def bulk_rows(run: BulkRun, *, limit: int | None = None) -> list[BulkRow]:
    """批量各行：in the order given. One SQL query."""
    return list(run.rows.order_by("position")[:limit])


def _with_counts(runs: list[BulkRun]) -> Iterator[BulkProgress]:
    rows = BulkRow.objects.filter(run__in=runs).values_list("run", "state").order_by().annotate(Count("pk"))
    counts: dict[int, dict[str, int]] = {}
    for run, state, number in rows:
        counts.setdefault(run, {})[state] = number
    return (BulkProgress(run, counts.get(run.pk, {})) for run in runs)

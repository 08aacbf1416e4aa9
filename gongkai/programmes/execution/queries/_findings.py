"""问题查询：findings with what was done about each."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Subquery, TextField, Value, Window
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, RowNumber

from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import EntryVersion, EntryVersionQuerySet
from gongkai.programmes.execution.programme import FINDINGS, RECTIFICATIONS
from gongkai.programmes.execution.queries._last import each_last, last_rectification
from gongkai.programmes.execution.rules.oversight import Rectified, rectified, taken_back

MOST_SHOWN = 20
"""一个问题下列出的整改报告：the newest so many; how many there are besides is said."""


@dataclass(frozen=True)
class Finding:
    """一个问题：with the newest of what was done about it, the oldest of these first; `total` is how many there are."""

    version: EntryVersion
    rectifications: tuple[EntryVersion, ...]
    standing: Rectified
    total: int

    @property
    def reports(self) -> tuple[tuple[EntryVersion, bool], ...]:
        """历次整改报告：the oldest first, each with whether its 整改完成 was taken back by a later one."""
        back = taken_back([one.values for one in self.rectifications])
        return tuple((one, place in back) for place, one in enumerate(self.rectifications))

    @property
    def source(self) -> str:
        """来源的名称。"""
        return register_of(FINDINGS).field("source").name_of(str(self.version.values.get("source", "")))


def findings_with(versions: Collection[EntryVersion], on: date, *, seen_on: date | None) -> list[Finding]:
    """问题和整改：of each the newest of what was done about it, and how much there is. 1 SQL for every 500."""
    done: dict[str, list[EntryVersion]] = {}
    totals: dict[str, int] = {}
    for some in registers.chunks([one.key for one in versions]):
        for row in _newest(some, on, seen_on=seen_on):
            key = str(row.values.get("finding", ""))
            done.setdefault(key, []).insert(0, row)
            totals[key] = row.of_one  # type: ignore[attr-defined]
    return [
        Finding(
            one,
            tuple(done.get(one.key, ())),
            rectified(one.values, [each.values for each in done.get(one.key, ())], on),
            totals.get(one.key, 0),
        )
        for one in versions
    ]


def _newest(keys: Collection[str], on: date, *, seen_on: date | None) -> EntryVersionQuerySet:
    """The newest of each, the newest first."""
    rows = registers.named_by(RECTIFICATIONS, "finding", keys, on, of=FINDINGS, seen_on=seen_on)
    order = [KT("values__on").desc(), F("adopted__number").desc(), F("key").desc()]
    whose = [F("references__target")]
    counted = rows.annotate(
        place=Window(RowNumber(), partition_by=whose, order_by=order),
        of_one=Window(Count("pk"), partition_by=whose),
    )
    return counted.filter(place__lte=MOST_SHOWN).select_related("organ", "adopted").order_by("place")


def unsettled_findings(on: date, *, seen_on: date | None) -> EntryVersionQuerySet:
    """没有改好的问题：no last report says that they were put right; as `rules.oversight.rectified` has it."""
    done = last_rectification(on, seen_on=seen_on).values(said=KT("values__done_on"))[:1]
    rows = registers.in_force(FINDINGS, on, seen_on=seen_on)
    return rows.alias(
        done=Coalesce(Subquery(done, output_field=TextField()), Value(""), output_field=TextField())
    ).filter(done="")


def with_standing(
    versions: Collection[EntryVersion], on: date, *, seen_on: date | None
) -> list[tuple[EntryVersion, Rectified]]:
    """问题的整改状况：by the last report on each. 1 SQL for every 500."""
    found = each_last(versions, last_rectification(on, seen_on=seen_on))
    last = {str(one.values.get("finding", "")): one.values for one in found}
    return [
        (one, rectified(one.values, [last[one.key]] if one.key in last else [], on)) for one in versions
    ]  # fmt: skip

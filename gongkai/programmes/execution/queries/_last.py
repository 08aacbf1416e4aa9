"""最后的报告：the last that counts of each task or finding, found by the database: of however many, none is cut."""

from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import OuterRef, Q, Subquery
from django.db.models.fields.json import KT

from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.models import EntryVersion, EntryVersionQuerySet
from gongkai.programmes.execution.programme import PROGRESS, RECTIFICATIONS


def last_progress(on: date, *, seen_on: date | None) -> EntryVersionQuerySet:
    """最后的进展报告在前：of who leads or keeps the outer task, whose lead is named `its_lead` there.

    Who assists tells of its part, not that the whole is done or ended.
    """
    rows = _last(PROGRESS, "task", on, seen_on=seen_on)
    return rows.filter(Q(organ__code=OuterRef("its_lead")) | Q(organ=OuterRef("organ")))


def last_rectification(on: date, *, seen_on: date | None) -> EntryVersionQuerySet:
    """最后的整改报告在前：on the outer finding, of whoever gave it."""
    return _last(RECTIFICATIONS, "finding", on, seen_on=seen_on)


def _last(register: str, field: str, on: date, *, seen_on: date | None) -> EntryVersionQuerySet:
    rows = registers.found_otherwise(register).filter(
        references__field=field, references__target=OuterRef("entry_id")
    )  # fmt: skip
    until = rows.holding(on).seen_on(seen_on).filter(values__on__lte=on.isoformat())
    return newest_first(until)


def newest_first(reports: EntryVersionQuerySet) -> EntryVersionQuerySet:
    """报告从新到旧：by the day each is of, then as it was adopted."""
    return reports.alias(of_day=KT("values__on")).order_by("-of_day", "-adopted__number", "-key")


def each_last(versions: Collection[EntryVersion], last: EntryVersionQuerySet) -> Iterator[EntryVersion]:
    """各自最后的报告：of those versions that have one. 1 SQL for every 500."""
    for some in registers.chunks([one.pk for one in versions]):
        of_some = EntryVersion.objects.filter(pk__in=some).alias(its_lead=KT("values__lead"))
        found = of_some.annotate(last=Subquery(last.values("pk")[:1])).values("last")
        yield from EntryVersion.objects.filter(pk__in=found)

"""义务：what organs owe of their decisions, cases, fallen decisions and years, judged on any day."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Count, DateField, F, QuerySet, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, TruncDate

from gongkai.engines.assessment.duties import Duty, Standing
from gongkai.engines.registers.models import Adjustment, AdjustmentState, EntryMark, EntryVersion
from gongkai.engines.registers.queries import chunks
from gongkai.engines.registers.rules import YES
from gongkai.foundation.now import CHINA, china_date
from gongkai.programmes.enforcement import rules
from gongkai.programmes.enforcement.after import DECISIONS, PENALTIES, RESULTS
from gongkai.programmes.enforcement.models import EnforcementCase, EnforcementReport, PublicityChange


@dataclass(frozen=True)
class Survey:
    """履行情况：how many decisions were published in time, which is all that is said of them, and every other duty."""

    met: int
    duties: tuple[Duty, ...]


def survey(organs: Collection[str], on: date) -> Survey:
    """履行情况：of decisions of this year and the last, cases, changes and years. 5 SQL, 1 more of either kind for
    every 500 days of decision of which some are late or still owed, 3 more for cases and changes.

    Decisions are counted by the database; only those that were not published in time are read.
    """
    met, found = _of_decisions(organs, on)
    found += [*_of_cases(organs), *_of_changes(organs), *_of_years(organs, on)]
    return Survey(met, tuple(duty for duty in found if duty.known(on)))


def _of_decisions(organs: Collection[str], on: date) -> tuple[int, list[Duty]]:
    published = _judged(_first(organs, on), on, _publishing)
    shown = _judged(_market(organs, on), on, _showing)
    return published[0] + shown[0], published[1] + shown[1]


class _Row(NamedTuple):
    """What is owed of a decision hangs on these alone; `many` have them in common."""

    register: str
    decided: str
    done: date | None
    many: int = 1
    organ: str = ""
    key: str = ""
    title: str = ""


def _said(key: str) -> Cast:
    """What an entry says under a key, as text the database can group by."""
    return Cast(KT(f"values__{key}"), CharField())


def _first(organs: Collection[str], on: date) -> QuerySet[Any, Any]:
    """First versions of decisions of this year and the last: the public could first read one on the day it was adopted,
    or later where it is in force from a later day.
    """
    rows = EntryVersion.objects.filter(pk__in=_lately(on), number=1, organ__code__in=organs)
    adopted = TruncDate("adopted__adopted_at", tzinfo=CHINA)
    later = Case(When(since__gt=adopted, then=F("since")), default=adopted, output_field=DateField())
    return rows.annotate(decided=_said("decided_on"), done=Coalesce(later, F("since")))


def _market(organs: Collection[str], on: date) -> QuerySet[Any, Any]:
    """Penalties of market regulation as they stand, with the day the other channel showed them."""
    rows = EntryVersion.objects.filter(pk__in=_lately(on), until__isnull=True, organ__code__in=organs)
    rows = rows.filter(register=PENALTIES, values__market=YES)
    return rows.annotate(decided=_said("decided_on"), done=_said("market_shown_on"))


def _lately(on: date) -> QuerySet[Any, Any]:
    """Versions of decisions of this year and the last; a penalty that is a warning alone is owed nothing."""
    years = [f"year={on.year}", f"year={on.year - 1}"]
    marked = EntryMark.objects.filter(register__in=DECISIONS, mark__in=years)
    return marked.exclude(version__register=PENALTIES, version__values__kinds=[rules.WARNING]).values("version")


def _judged(rows: QuerySet[Any, Any], on: date, owed: Callable[[_Row], tuple[Duty, ...]]) -> tuple[int, list[Duty]]:
    """How many were done in time; of the others each. Counted by day of decision and day done."""
    met, days = 0, set[str]()
    for row in _rows(rows.values_list("register", "decided", "done").annotate(many=Count("pk")).order_by()):
        for duty in owed(row):
            if duty.known(on) and duty.standing(on) is not Standing.MET:
                days.add(row.decided)
            elif duty.known(on):
                met += row.many
    found: list[Duty] = []
    columns = ("register", "decided", "done", Value(1), "organ__code", "key", "title")
    for some in chunks(sorted(days)):
        for row in _rows(rows.filter(decided__in=some).values_list(*columns)):
            found += [duty for duty in owed(row) if duty.standing(on) is not Standing.MET]
    return met, found


def _rows(found: Iterable[tuple[Any, ...]]) -> Iterator[_Row]:
    """Those that say when they were decided."""
    for register, decided, done, *rest in found:
        if decided:
            yield _Row(
                register, decided, date.fromisoformat(done) if isinstance(done, str) and done else done or None, *rest
            )


def _decision(row: _Row) -> rules.Decision:
    return rules.Decision(row.organ, row.register, row.key, row.title, date.fromisoformat(row.decided), row.done)


def _publishing(row: _Row) -> tuple[Duty, ...]:
    return rules.to_publish(_decision(row), quick=row.register != RESULTS)


def _showing(row: _Row) -> tuple[Duty, ...]:
    return rules.to_market(_decision(row), row.done)


def _of_cases(organs: Collection[str]) -> Iterator[Duty]:
    cases = EnforcementCase.objects.filter(organ__code__in=organs).select_related("organ").prefetch_related("stages")
    cases_found = list(cases.order_by("-filed_on")[:2000])
    numbers = [case.decision for case in cases_found if case.decision]
    rows = EntryVersion.objects.filter(register=PENALTIES, key__in=numbers)
    entered = set(rows.values_list("organ__code", "key"))
    for case in cases_found:
        reached = {one.stage: one.reached_on for one in case.stages.all()}
        organ, subject = case.organ.code, f"enforcement:{case.uid}"
        yield from rules.of_case(organ, subject, reached, case.filed_on, case.dropped_on)
        if (on := reached.get(rules.DECIDED)) and (organ, case.decision) not in entered:
            missing = rules.Decision(organ, PENALTIES, case.decision, f"{case.decision}还没有录入", on, None)
            yield from rules.to_publish(missing, quick=True)


def _of_changes(organs: Collection[str]) -> Iterator[Duty]:
    rows = PublicityChange.objects.filter(organ__code__in=organs, kind=PublicityChange.Kind.WITHDRAWAL)
    changes = list(rows.select_related("organ").order_by("-entered_at")[:2000])
    adopted = Adjustment.objects.filter(
        uid__in=[change.adjustment for change in changes], state=AdjustmentState.ADOPTED
    ).values_list("uid", "adopted_at", "since")
    done = {uid: max(china_date(at), since) for uid, at, since in adopted if at}
    for change in changes:
        subject = f"{change.register}:{change.key}"
        yield from rules.to_withdraw(change.organ.code, subject, change.arisen_on, done.get(change.adjustment))


def _of_years(organs: Collection[str], on: date) -> Iterator[Duty]:
    """Of last year, for organs that have decisions of it."""
    year = on.year - 1
    marked = EntryMark.objects.filter(register__in=DECISIONS, mark=f"year={year}", version__organ__code__in=organs)
    owing = set(marked.values_list("version__organ__code", flat=True).distinct())
    rows = EnforcementReport.objects.filter(organ__code__in=owing, year=year, published_at__isnull=False)
    published = {code: china_date(at) for code, at in rows.values_list("organ__code", "published_at") if at}
    for organ in sorted(owing):
        yield rules.to_report(organ, year, published.get(organ))

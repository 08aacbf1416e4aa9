"""义务：what organs owe of their decisions, cases, fallen decisions and years, judged on any day."""

from collections.abc import Collection, Iterator
from datetime import date

from gongkai.engines.assessment.duties import Duty
from gongkai.engines.registers.models import Adjustment, AdjustmentState, EntryMark, EntryVersion
from gongkai.engines.registers.rules import YES
from gongkai.foundation.now import china_date
from gongkai.programmes.enforcement import rules
from gongkai.programmes.enforcement.after import DECISIONS, PENALTIES, RESULTS
from gongkai.programmes.enforcement.models import EnforcementCase, EnforcementReport, PublicityChange


def duties(organs: Collection[str], on: date) -> list[Duty]:
    """义务清单：of decisions of this year and the last, cases and changes. 5 SQL, 3 more for cases and changes."""
    found = [*_of_decisions(organs, on), *_of_cases(organs), *_of_changes(organs), *_of_years(organs, on)]
    return [duty for duty in found if duty.known(on)]


def _of_decisions(organs: Collection[str], on: date) -> Iterator[Duty]:
    years = [f"year={on.year}", f"year={on.year - 1}"]
    marked = EntryMark.objects.filter(register__in=DECISIONS, mark__in=years).values("version")
    firsts = EntryVersion.objects.filter(pk__in=marked, number=1, organ__code__in=organs)
    market = dict(
        EntryVersion.objects.filter(
            register=PENALTIES, until__isnull=True, organ__code__in=organs, values__market=YES
        ).values_list("key", "values__market_shown_on")
    )
    for version in firsts.select_related("adopted", "organ"):
        decided_on = rules.day_of(version.values, "decided_on")
        if decided_on is None or (version.register == PENALTIES and _not_shown(version)):
            continue
        decision = rules.Decision(
            version.organ.code, version.register, version.key, version.title, decided_on, _published(version)
        )
        yield from rules.to_publish(decision, quick=version.register != RESULTS)
        if version.register == PENALTIES and version.key in market:
            shown_on = market[version.key]
            yield from rules.to_market(decision, date.fromisoformat(shown_on) if shown_on else None)


def _not_shown(version: EntryVersion) -> bool:
    penalty = rules.penalty_of(version.values)
    return penalty is not None and penalty.kinds == {rules.WARNING}


def _published(version: EntryVersion) -> date:
    """The day the public could first read it: of the adoption, or later where it is in force from a later day."""
    adopted = version.adopted.adopted_at
    return max(china_date(adopted), version.since) if adopted else version.since


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

"""信访统计：what became of the petitions a year brought: numbers only, each by a bounded question."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from gongkai.engines.casework.models import Case, CaseEvent
from gongkai.engines.casework.permission import visible_to
from gongkai.foundation.people.actors import AUDITOR, SYSTEM, Actor
from gongkai.law import codes
from gongkai.programmes.petitions import permission
from gongkai.programmes.petitions.contents import CHANNELS
from gongkai.programmes.petitions.models import Petition
from gongkai.programmes.petitions.programme import PETITIONS, RATED
from gongkai.programmes.petitions.rules import OUTCOMES, SORTS

FIRST = 2022
"""最早的年份：the regulation holds from 1 May 2022."""
COUNTED = {
    "refuse": "不予受理", "object": "提出异议", "extend": "延长办理期限", "answer": "出具处理意见书",
    "ask_review": "转送复查", "answer_review": "出具复查意见书", "ask_re_review": "转送复核",
    "answer_re_review": "出具复核意见书", "supervise": "督办", "withdraw": "信访人撤回", "turn": "转为热线诉求",
}  # fmt: skip
"""计数的行为：how many petitions of the year had it done."""


@dataclass(frozen=True)
class Counted:
    """一年的统计：rows of (section, what, how many); petitions are those registered in the year."""

    year: int
    received: int
    rows: tuple[tuple[str, str, int], ...]


def counted(person: Actor, year: int) -> Counted:
    """信访统计：of the petitions of a year this person's offices took in. Six SQL queries."""
    cases = _cases(person, year)
    of = Petition.objects.filter(case__in=cases)
    rows = [
        *_named("按类别", Counter(dict(of.values_list("sort").annotate(Count("pk")))), SORTS),
        *_named("按来源", Counter(dict(of.values_list("channel").annotate(Count("pk")))), CHANNELS),
        *_named("按领域", _fields(of), {one.code: one.name for one in codes.appeal_matters}),
        *_named("按现在的状态", _by(cases, "state"), {one.key: one.name for one in PETITIONS.states}),
        *_acts(cases),
        *_limits(cases),
        *_named("处理结果", _by(cases.filter(result__in=OUTCOMES), "result"), OUTCOMES),
        *_named("评价", _ratings(cases), dict(RATED.choices())),
    ]
    return Counted(year, sum(many for section, _, many in rows if section == "按类别"), tuple(rows))


def _cases(person: Actor, year: int) -> QuerySet[Case]:
    seen = visible_to(person).filter(
        procedure=PETITIONS.key, first_received_on__gte=date(year, 1, 1), first_received_on__lt=date(year + 1, 1, 1)
    )
    if person == SYSTEM or person.organs(AUDITOR):
        return seen
    return seen.filter(organ__code__in=person.organs(*permission.OFFICE))


def _by(cases: QuerySet[Case], field: str) -> Counter[str]:
    return Counter(dict(cases.order_by().values_list(field).annotate(Count("pk"))))


def _fields(of: QuerySet[Petition]) -> Counter[str]:
    """By the first level of the list: what lies below counts there."""
    found: Counter[str] = Counter()
    for matter, many in of.order_by().values_list("matter").annotate(Count("pk")):
        found[matter.partition("-")[0]] += many
    return found


def _named(section: str, found: Counter[str], names: dict[str, str] | Collection[str]) -> list[tuple[str, str, int]]:
    known = dict(names) if isinstance(names, dict) else {}
    return [(section, name, found[key]) for key, name in known.items() if found[key]]


def _acts(cases: QuerySet[Case]) -> list[tuple[str, str, int]]:
    rows = CaseEvent.objects.filter(case__in=cases, act__in=COUNTED).order_by().values_list("act")
    found = Counter(dict(rows.annotate(Count("case", distinct=True))))
    return _named("办理情况", found, COUNTED)


def _limits(cases: QuerySet[Case]) -> list[tuple[str, str, int]]:
    """Of those that ended for the first time under a limit; what has none is on time for nobody."""
    limited = cases.filter(ended_on__isnull=False, ended_due_on__isnull=False)
    told = limited.aggregate(all=Count("pk"), in_time=Count("pk", filter=Q(ended_on__lte=F("ended_due_on"))))
    rows = [("期限", "有期限的，已经了结", told["all"]), ("期限", "其中在期限内", told["in_time"])]
    return rows if told["all"] else []


def _ratings(cases: QuerySet[Case]) -> Counter[str]:
    last = CaseEvent.objects.filter(case=OuterRef("case"), act="rate").order_by("-number").values("pk")[:1]
    given = CaseEvent.objects.filter(case__in=cases, act="rate", pk=Subquery(last)).values_list("given", flat=True)
    return Counter(said.get("satisfied", "") for said in given)

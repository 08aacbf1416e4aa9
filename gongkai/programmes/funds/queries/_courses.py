"""一个项目、一笔分配、一笔发放：from budget to effect, and where each sum went; a page at a time, sums over all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models import Sum as Adding
from django.db.models.functions import Coalesce

from gongkai.engines.registers import queries
from gongkai.engines.registers.amounts import MOST_NAMED, Line, Sum, amount_of
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import EntryReference, EntryVersion
from gongkai.programmes.funds import rules
from gongkai.programmes.funds.programme import ALLOCATIONS, BENEFICIARIES, EFFECTS, METHODS, PAYMENTS, PROJECTS
from gongkai.programmes.funds.queries._steps import Step, line_of, said, steps

SHOWN = 50
"""一页：so many entries of each part of a page."""
DIFFERING_SHOWN = 20
PERSONS_SHOWN = 200
_LEVELS_UP = 8

After = Mapping[str, str]
"""翻到哪里：part of a page → the key after which it is read."""


@dataclass(frozen=True)
class Part:
    """一部分：a page of entries, and how many and how much they are altogether."""

    page: queries.Page
    sum: Sum


@dataclass(frozen=True)
class Differing:
    """不相符的各级：a page of them, how many there are, and after which key the next page begins."""

    steps: tuple[Step, ...]
    count: int
    next: str


@dataclass(frozen=True)
class Course:
    """项目全过程：methods, what was given out at the top, every step whose numbers do not agree, what came of it."""

    project: EntryVersion
    methods: queries.Page
    tops: Part
    overdrawn: Differing
    open: Differing
    over_budget: str
    paid: Part
    effects: queries.Page


def course(key: str, today: date, after: After | None = None) -> Course | None:
    """一个项目的全过程：as it stands today; none for a project there is not. At most 14 SQL, however long it is."""
    project = queries.entry_on(PROJECTS, key, today, seen_on=today)
    if project is None:
        return None
    begun = after or {}
    tops, paid = _tops(key, today), _of_project(PAYMENTS, key, today)
    allocated = queries.sum_of(tops)
    overdrawn, unaccounted = _differing(key, today, begun)
    methods, effects = (
        queries.naming_page(
            register, field, key, today, of=PROJECTS, seen_on=today, after=begun.get(part, ""), limit=SHOWN
        )
        for register, field, part in ((METHODS, "projects", "methods"), (EFFECTS, "project", "effects"))
    )
    return Course(
        project=project,
        methods=methods,
        tops=Part(_page(tops, begun.get("allocations", ""), SHOWN), allocated),
        overdrawn=overdrawn,
        open=unaccounted,
        over_budget=_over_budget(project, tops, allocated),
        paid=Part(_page(paid, begun.get("payments", ""), SHOWN), queries.sum_of(paid)),
        effects=effects,
    )


def _of_project(register: str, key: str, today: date) -> QuerySet[EntryVersion]:
    return queries.named_by(register, "project", [key], today, of=PROJECTS, seen_on=today)


def _tops(key: str, today: date) -> QuerySet[EntryVersion]:
    """顶层的分配：those that come from no other allocation of the project."""
    rows = _of_project(ALLOCATIONS, key, today)
    above = EntryReference.objects.filter(version=OuterRef("pk"), field="upper", target__in=rows.values("entry"))
    return rows.filter(~Exists(above))


def _page(rows: QuerySet[EntryVersion], after: str, limit: int) -> queries.Page:
    found = list(rows.filter(key__gt=after).select_related("organ").order_by("key")[: limit + 1])
    return queries.Page(tuple(found[:limit]), found[limit - 1].key if len(found) > limit else "")


def _over_budget(project: EntryVersion, tops: QuerySet[EntryVersion], allocated: Sum) -> str:
    budget = line_of_budget(project)
    if not rules.over_budget(budget, allocated):
        return ""
    keys = tuple(tops.order_by("key").values_list("key", flat=True)[:MOST_NAMED])
    return rules.over_budget(budget, Sum(allocated.amount, allocated.count, keys))


def _differing(key: str, today: date, after: After) -> tuple[Differing, Differing]:
    """更多与更少：the steps of a project whose sums do not agree, found by the database over all of them. 7 SQL."""
    received = queries.fen()
    rows = _of_project(ALLOCATIONS, key, today).annotate(
        left=received
        - queries.fen("kept")
        - _below(ALLOCATIONS, "upper", today)
        - _below(PAYMENTS, "allocation", today)
    )
    counts = rows.aggregate(over=Count("pk", filter=Q(left__lt=0)), open=Count("pk", filter=Q(left__gt=0)))
    over, unaccounted = (
        _page(rows.filter(wanted), after.get(part, ""), DIFFERING_SHOWN) if counts[part] else queries.Page((), "")
        for part, wanted in (("over", Q(left__lt=0)), ("open", Q(left__gt=0)))
    )
    told = {step.version.key: step for step in steps((*over.versions, *unaccounted.versions), today)}
    first, second = (
        Differing(tuple(told[one.key] for one in page.versions), counts[part], page.next)
        for part, page in (("over", over), ("open", unaccounted))
    )
    return first, second


def _below(register: str, field: str, today: date) -> Coalesce:
    """What names the allocation of the outer query, in fen."""
    rows = queries.in_force(register, today, seen_on=today).filter(
        references__field=field, references__target=OuterRef("entry")
    )
    added = rows.order_by().values("references__target").annotate(added=Adding(queries.fen())).values("added")
    return Coalesce(Subquery(added, output_field=BigIntegerField()), 0, output_field=BigIntegerField())


@dataclass(frozen=True)
class Allocation:
    """一笔分配的来龙去脉：every level above it, and where it went, a page of each."""

    step: Step
    above: tuple[EntryVersion, ...]
    passed: queries.Page
    paid: queries.Page
    project: EntryVersion | None
    method: EntryVersion | None


def allocation(key: str, today: date, after: After | None = None) -> Allocation | None:
    """一笔分配：none where there is not. 9 SQL, and 1 for each level above."""
    version = queries.entry_on(ALLOCATIONS, key, today, seen_on=today)
    if version is None:
        return None
    begun = after or {}
    passed, paid = (
        queries.naming_page(
            register, field, key, today, of=ALLOCATIONS, seen_on=today, after=begun.get(part, ""), limit=SHOWN
        )
        for register, field, part in ((ALLOCATIONS, "upper", "passed"), (PAYMENTS, "allocation", "payments"))
    )
    return Allocation(
        step=steps([version], today)[0],
        above=_above(version, today),
        passed=passed,
        paid=paid,
        project=queries.entry_on(PROJECTS, said(version, "project"), today, seen_on=today),
        method=queries.entry_on(METHODS, said(version, "method"), today, seen_on=today),
    )


def _above(version: EntryVersion, today: date) -> tuple[EntryVersion, ...]:
    """The allocations it comes from, the highest first; one that comes back to itself is not followed for ever."""
    found: list[EntryVersion] = []
    seen = {version.key}
    upper = said(version, "upper")
    while upper and upper not in seen and len(found) < _LEVELS_UP:
        seen.add(upper)
        above = queries.entry_on(ALLOCATIONS, upper, today, seen_on=today)
        if above is None:
            break
        found.append(above)
        upper = said(above, "upper")
    return tuple(reversed(found))


@dataclass(frozen=True)
class Payment:
    """一笔发放：to whom; a page of those whose publicity lasts, and whether the list adds up."""

    version: EntryVersion
    project: EntryVersion | None
    source: EntryVersion | None
    listed: Part

    @property
    def list_disagrees(self) -> str:
        """名单与发放是否相符。"""
        return list_disagrees(self.version, self.listed.sum)


def payment(key: str, today: date, after: str = "") -> Payment | None:
    """一笔发放：none where there is not. 5 SQL, however long its list is."""
    version = queries.entry_on(PAYMENTS, key, today, seen_on=today)
    if version is None:
        return None
    page = queries.naming_page(
        BENEFICIARIES, "payment", key, today, of=PAYMENTS, seen_on=today, after=after, limit=PERSONS_SHOWN
    )
    listed = queries.sums(BENEFICIARIES, "payment", [key], today, of=PAYMENTS, seen_on=today, named=0)
    return Payment(
        version=version,
        project=queries.entry_on(PROJECTS, said(version, "project"), today, seen_on=today),
        source=queries.entry_on(ALLOCATIONS, said(version, "allocation"), today, seen_on=today),
        listed=Part(page, listed.get(key, Sum())),
    )


def list_disagrees(payment: EntryVersion, listed: Sum) -> str:
    """名单与发放是否相符：while the list is whole."""
    return rules.list_disagrees(line_of(payment), int(amount_of(payment.values.get("people"))), listed)


def projects(today: date, *, after: str = "", limit: int) -> queries.Page:
    """资金项目：in the order of keys, a page at a time. 1 SQL."""
    return queries.listing(register_of(PROJECTS), today, seen_on=today, after=after, limit=limit)


def line_of_budget(project: EntryVersion) -> Line:
    """预算：of a project."""
    return Line(PROJECTS, project.key, project.title, amount_of(project.values.get("budget")))

"""到一个地方的资金：sums over everything that came, by year and kind; its rows a page at a time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, TextField, Value, When, Window
from django.db.models import Sum as Adding
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, RowNumber

from gongkai.engines.registers import queries
from gongkai.engines.registers.amounts import Sum, amount_of
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import EntryMark, EntryReference, EntryVersion
from gongkai.engines.registers.rules import asked
from gongkai.foundation.places.rules import LENGTHS, padded
from gongkai.programmes.funds.programme import ALLOCATIONS, BENEFICIARIES, EFFECTS, PAYMENTS, PROJECTS
from gongkai.programmes.funds.queries._courses import list_disagrees
from gongkai.programmes.funds.queries._steps import Step, said, steps

ROWS_SHOWN = 15
"""一页：so many rows of what came; each is a panel with what became of it."""
SPENT_SHOWN = 8
NAMES_SHOWN = 20
_EFFECTS_SHOWN = 3


@dataclass(frozen=True)
class Spent:
    """一笔发放和它的名单：the first of those listed, and how many and how much all of them are."""

    version: EntryVersion
    persons: tuple[EntryVersion, ...]
    listed: Sum

    @property
    def list_disagrees(self) -> str:
        """名单与发放是否相符。"""
        return list_disagrees(self.version, self.listed)


@dataclass(frozen=True)
class Arrival:
    """到这里的一笔：an allocation to the place, or a payment in it that no allocation to the place covers.

    `payments` are the first of those made from it, `paid` is all of them; `people` are those all of them were for.
    """

    version: EntryVersion
    project: EntryVersion | None
    source: EntryVersion | None
    payments: tuple[Spent, ...]
    paid: Sum
    people: int
    effects: tuple[EntryVersion, ...]
    step: Step | None

    @property
    def amount(self) -> Decimal:
        """金额。"""
        return amount_of(self.version.values.get("amount"))

    @property
    def kind(self) -> str:
        """资金类别：of its project."""
        return said(self.project, "kind") if self.project else ""

    @property
    def differences(self) -> str:
        """不相符的说明：of its own sums, and of each list shown with it."""
        own = self.step.balance.sentence if self.step else ""
        return own + "".join(one.list_disagrees for one in self.payments)


@dataclass(frozen=True)
class Arrived:
    """到一个地方的资金：of a year, and of one kind where that was asked for; sums over all, a page of the rows."""

    place: str
    years: tuple[str, ...]
    year: str
    # 类别 → 合计, in the order of the list of kinds.
    kinds: Mapping[str, Sum]
    total: Sum
    arrivals: tuple[Arrival, ...] = field(default=())
    next: str = ""


@dataclass(frozen=True)
class _Group:
    year: str
    project: str
    sum: Sum


def arrived(place: str, today: date, *, year: str = "", kind: str = "", after: str = "") -> Arrived:
    """到一个地方的资金：as published today, the newest year with any unless another is asked for.

    At most 16 SQL, whatever came.
    """
    rows = _rows(place, today)
    groups = _groups(rows)
    years = tuple(sorted({one.year for one in groups if one.year}, reverse=True))
    year = year or next(iter(years), "")
    groups = [one for one in groups if one.year == year]
    projects = queries.versions(PROJECTS, {one.project for one in groups} - {""}, today, seen_on=today)
    by_kind = _by_kind(groups, projects)
    kinds = {code: _added(one.sum for one in found) for code, found in by_kind.items()}
    wanted = {code: found for code, found in by_kind.items() if not kind or code == kind}
    page, following = _page(rows.filter(year=year), wanted, after) if wanted else ((), "")
    return Arrived(
        place, years, year, kinds, _added(kinds.values()), tuple(_arrivals(page, projects, place, today)), following
    )


def _rows(place: str, today: date) -> QuerySet[Any]:
    """What came: allocations to the place itself, and payments in it that none of these covers."""
    own = _at((ALLOCATIONS,), place, today).values("entry")
    covered = EntryReference.objects.filter(version=OuterRef("pk"), field="allocation", target__in=own)
    rows = _at((ALLOCATIONS, PAYMENTS), place, today).filter(Q(register=ALLOCATIONS) | ~Exists(covered))
    came: QuerySet[Any] = rows.annotate(year=_written("year"), project=_written("project"), on=_written("on"))
    return came


def _written(field: str) -> Coalesce:
    return Coalesce(KT(f"values__{field}"), Value(""), output_field=TextField())


def _at(registers: Sequence[str], place: str, today: date) -> QuerySet[Any]:
    """The entries of a place itself, not of what lies below it.

    A place is written by its stem or with the zeros that pad it, as the printed lists do: 9901, 990100, 990100000000.
    """
    written = {place, padded(place), place.ljust(LENGTHS[-1], "0")}
    marks = {mark for code in written for mark in asked(code, {})}
    found = EntryMark.objects.filter(register__in=registers, mark__in=marks).values("version")
    rows = queries.found_otherwise(*registers).filter(pk__in=found).holding(today).seen_on(today)
    own: QuerySet[Any] = rows.annotate(place=_written("place")).filter(place__in=written)
    return own


def _groups(rows: QuerySet[Any]) -> list[_Group]:
    """By year and project. 1 SQL."""
    found = rows.values_list("year", "project").annotate(count=Count("pk"), amount=Adding(queries.fen())).order_by()
    return [_Group(year, project, Sum(queries.yuan(amount), count)) for year, project, count, amount in found]


def _by_kind(groups: Iterable[_Group], projects: Mapping[str, EntryVersion]) -> dict[str, list[_Group]]:
    """By kind, in the order in which the closed list has them; what has no project any more, last."""
    order = [choice.code for choice in register_of(PROJECTS).field("kind").choices]
    found: dict[str, list[_Group]] = {}
    for one in groups:
        code = said(projects[one.project], "kind") if one.project in projects else ""
        found.setdefault(code, []).append(one)
    return dict(sorted(found.items(), key=lambda one: order.index(one[0]) if one[0] in order else len(order)))


def _added(sums: Iterable[Sum]) -> Sum:
    found = list(sums)
    return Sum(sum((one.amount for one in found), Decimal()), sum(one.count for one in found))


def _page(
    rows: QuerySet[Any], by_kind: Mapping[str, Sequence[_Group]], after: str
) -> tuple[tuple[EntryVersion, ...], str]:
    """Kind after kind, the newest first, and after what the next page begins. 1 SQL."""
    cases = [
        When(project__in=[one.project for one in found], then=Value(place))
        for place, found in enumerate(by_kind.values())
    ]
    placed = rows.annotate(at=Case(*cases, output_field=IntegerField())).filter(at__isnull=False)
    if after:
        placed = placed.filter(_beyond(after))
    found = list(placed.select_related("organ").order_by("at", "-on", "-key", "register")[: ROWS_SHOWN + 1])
    kept = tuple(found[:ROWS_SHOWN])
    return kept, _mark(kept[-1]) if len(found) > ROWS_SHOWN else ""


def _mark(row: Any) -> str:
    """翻页的记号：where a page ends."""
    return f"{row.at}.{said(row, 'on')}.{row.register}.{row.key}"


def _beyond(mark: str) -> Q:
    """After a mark, in the order of the page; one that is none is the beginning."""
    place, _, rest = mark.partition(".")
    on, _, rest = rest.partition(".")
    register, _, key = rest.partition(".")
    if not (place.isascii() and place.isdigit() and len(place) < 3 and key):
        return Q()
    here = Q(at=int(place))
    return (
        Q(at__gt=int(place))
        | here & Q(on__lt=on)
        | here & Q(on=on, key__lt=key)
        | here & Q(on=on, key=key, register__gt=register)
    )


def _arrivals(
    page: Sequence[EntryVersion], projects: Mapping[str, EntryVersion], place: str, today: date
) -> list[Arrival]:
    """The rows with what became of each. At most 13 SQL."""
    allocations = [one for one in page if one.register == ALLOCATIONS]
    own = [one.key for one in allocations]
    sources = queries.versions(ALLOCATIONS, {_source(one) for one in page} - {""}, today, seen_on=today)
    balances = {step.version.key: step for step in steps(allocations, today)} if allocations else {}
    people = _people(own, today)
    first = {key: step.balance.paid.keys[:SPENT_SHOWN] for key, step in balances.items()}
    made = queries.versions(PAYMENTS, {key for keys in first.values() for key in keys}, today, seen_on=today)
    listed = _listed([*made.values(), *(one for one in page if one.register == PAYMENTS)], today)
    effects = _effects(place, {said(one, "project") for one in page}, today)
    found = []
    for one in page:
        whole = balances.get(one.key) if one.register == ALLOCATIONS else None
        paid = [made[key] for key in first.get(one.key, ()) if key in made] if whole else [one]
        found.append(
            Arrival(
                version=one,
                project=projects.get(said(one, "project")),
                source=sources.get(_source(one)),
                payments=tuple(listed[payment.key] for payment in paid),
                paid=whole.balance.paid if whole else Sum(amount_of(one.values.get("amount")), 1),
                people=people.get(one.key, 0) if whole else int(amount_of(one.values.get("people"))),
                effects=tuple(effects.get(said(one, "project"), ())),
                step=whole,
            )
        )
    return found


def _people(allocations: Sequence[str], today: date) -> dict[str, int]:
    """受益人数：of all payments made from an allocation. 1 SQL."""
    found = queries.sums(
        PAYMENTS, "allocation", allocations, today, of=ALLOCATIONS, seen_on=today, amount="people", named=0
    )
    return {key: int(one.amount) for key, one in found.items()}


def _source(version: EntryVersion) -> str:
    return said(version, "upper") or said(version, "allocation")


def _listed(payments: Sequence[EntryVersion], today: date) -> dict[str, Spent]:
    """Each payment with the first names on its list. 3 SQL for every 500."""
    sums = queries.sums(
        BENEFICIARIES, "payment", [one.key for one in payments], today,
        of=PAYMENTS, seen_on=today, named=NAMES_SHOWN,
    )  # fmt: skip
    persons = queries.versions(BENEFICIARIES, {key for one in sums.values() for key in one.keys}, today, seen_on=today)
    return {
        one.key: Spent(
            one,
            tuple(persons[key] for key in sums[one.key].keys if key in persons) if one.key in sums else (),
            sums.get(one.key, Sum()),
        )
        for one in payments
    }


def _effects(place: str, projects: set[str], today: date) -> dict[str, list[EntryVersion]]:
    """What came of projects here, the last few of each. 1 SQL."""
    rows = _at((EFFECTS,), place, today).annotate(project=_written("project")).filter(project__in=projects)
    newest = Window(RowNumber(), partition_by=[F("project")], order_by=[F("key").desc()])
    found: dict[str, list[EntryVersion]] = {}
    for one in rows.annotate(nth=newest).filter(nth__lte=_EFFECTS_SHOWN).order_by("-key"):
        found.setdefault(said(one, "project"), []).append(one)
    return found

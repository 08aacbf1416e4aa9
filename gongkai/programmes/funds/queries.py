"""资金查询：a project from budget to effect, one allocation with what became of it, and what came to a place."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongkai.engines.registers import queries
from gongkai.engines.registers.amounts import Line, amount_of, total
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import EntryVersion
from gongkai.engines.registers.rules import asked
from gongkai.foundation.places.rules import LENGTHS, padded
from gongkai.programmes.funds import rules
from gongkai.programmes.funds.programme import ALLOCATIONS, BENEFICIARIES, EFFECTS, METHODS, PAYMENTS, PROJECTS
from gongkai.programmes.funds.rules import Agreement, Balance

MOST = 2_000
"""上限：so many entries of one project, or of one place, are read for a page; beyond, it says so."""
_LEVELS_UP = 8


def line_of(version: EntryVersion) -> Line:
    """一笔：of an entry with an amount."""
    return Line(version.register, version.key, version.title, amount_of(version.values.get("amount")))


def _said(version: EntryVersion, field: str) -> str:
    return str(version.values.get(field, ""))


@dataclass(frozen=True)
class Step:
    """一级：an allocation, its balance, and the entries below it."""

    version: EntryVersion
    balance: Balance


@dataclass(frozen=True)
class Course:
    """项目全过程：methods, what was given out at the top, every step whose numbers do not agree, what came of it.

    Where more than can be read is `cut`, no disagreement is told: the sums are those of a part.
    """

    project: EntryVersion
    methods: tuple[EntryVersion, ...]
    tops: tuple[Step, ...]
    differing: tuple[Step, ...]
    over_budget: str
    allocated: Decimal
    paid: tuple[EntryVersion, ...]
    effects: tuple[EntryVersion, ...]
    cut: bool

    @property
    def paid_total(self) -> Decimal:
        """发放的合计。"""
        return total(map(line_of, self.paid))


def course(key: str, today: date) -> Course | None:
    """一个项目的全过程：as it stands today; none for a project there is not. 5 SQL."""
    project = queries.entry_on(PROJECTS, key, today, seen_on=today)
    if project is None:
        return None
    allocations, payments, methods, effects = (
        queries.naming(register, field, [key], today, of=PROJECTS, seen_on=today, limit=MOST + 1)
        for register, field in (
            (ALLOCATIONS, "project"), (PAYMENTS, "project"), (METHODS, "projects"), (EFFECTS, "project"),
        )
    )  # fmt: skip
    steps = _steps(allocations, allocations, payments)
    known = {version.key for version in allocations}
    tops = tuple(step for step in steps if _said(step.version, "upper") not in known)
    top_lines = tuple(step.balance.received for step in tops)
    cut = max(len(allocations), len(payments)) > MOST
    return Course(
        project=project,
        methods=tuple(methods),
        tops=tops,
        differing=() if cut else tuple(step for step in steps if step.balance.agreement is not Agreement.EVEN),
        over_budget="" if cut else rules.over_budget(line_of_budget(project), top_lines),
        allocated=total(top_lines),
        paid=tuple(payments),
        effects=tuple(effects),
        cut=cut,
    )


def _steps(
    wanted: Iterable[EntryVersion], allocations: Iterable[EntryVersion], payments: Iterable[EntryVersion]
) -> list[Step]:
    passed, paid = _by(allocations, "upper"), _by(payments, "allocation")
    return [
        Step(
            version,
            Balance(
                line_of(version),
                tuple(map(line_of, passed.get(version.key, ()))),
                tuple(map(line_of, paid.get(version.key, ()))),
                amount_of(version.values.get("kept")),
            ),
        )
        for version in wanted
    ]


def _by(versions: Iterable[EntryVersion], field: str) -> dict[str, list[EntryVersion]]:
    found: dict[str, list[EntryVersion]] = {}
    for version in versions:
        found.setdefault(_said(version, field), []).append(version)
    return found


def steps_of(keys: Collection[str], today: date) -> list[Step]:
    """几笔分配的收支：each against what was passed on and paid from it. 3 SQL."""
    found = queries.versions(ALLOCATIONS, keys, today, seen_on=today)
    passed, paid = (
        queries.naming(register, field, keys, today, of=ALLOCATIONS, seen_on=today, limit=MOST + 1)
        for register, field in ((ALLOCATIONS, "upper"), (PAYMENTS, "allocation"))
    )
    return _steps(found.values(), passed, paid)


@dataclass(frozen=True)
class Allocation:
    """一笔分配：where it came from, level by level, and where it went, entry by entry."""

    step: Step
    above: tuple[EntryVersion, ...]
    passed: tuple[EntryVersion, ...]
    paid: tuple[EntryVersion, ...]
    project: EntryVersion | None
    method: EntryVersion | None
    cut: bool


def allocation(key: str, today: date) -> Allocation | None:
    """一笔分配：none where there is not. 5 SQL, and 1 for each level above."""
    version = queries.entry_on(ALLOCATIONS, key, today, seen_on=today)
    if version is None:
        return None
    passed, paid = (
        queries.naming(register, field, [key], today, of=ALLOCATIONS, seen_on=today, limit=MOST + 1)
        for register, field in ((ALLOCATIONS, "upper"), (PAYMENTS, "allocation"))
    )
    return Allocation(
        step=_steps([version], passed, paid)[0],
        above=_above(version, today),
        passed=tuple(passed),
        paid=tuple(paid),
        project=queries.entry_on(PROJECTS, _said(version, "project"), today, seen_on=today),
        method=queries.entry_on(METHODS, _said(version, "method"), today, seen_on=today),
        cut=max(len(passed), len(paid)) > MOST,
    )


def _above(version: EntryVersion, today: date) -> tuple[EntryVersion, ...]:
    """The allocations it comes from, the highest first; one that comes back to itself is not followed for ever."""
    found: list[EntryVersion] = []
    seen = {version.key}
    upper = _said(version, "upper")
    while upper and upper not in seen and len(found) < _LEVELS_UP:
        seen.add(upper)
        above = queries.entry_on(ALLOCATIONS, upper, today, seen_on=today)
        if above is None:
            break
        found.append(above)
        upper = _said(above, "upper")
    return tuple(reversed(found))


@dataclass(frozen=True)
class Arrival:
    """到这里的一笔：an allocation to the place, or a payment in it that no allocation to the place covers."""

    version: EntryVersion
    project: EntryVersion | None
    source: EntryVersion | None
    payments: tuple[EntryVersion, ...]
    beneficiaries: tuple[EntryVersion, ...]
    effects: tuple[EntryVersion, ...]
    step: Step | None

    @property
    def amount(self) -> Decimal:
        """金额。"""
        return amount_of(self.version.values.get("amount"))

    @property
    def year(self) -> str:
        """年度。"""
        return _said(self.version, "year")

    @property
    def list_disagrees(self) -> str:
        """名单与发放是否相符：each payment against its list, while that is whole."""
        listed = _by(self.beneficiaries, "payment")
        said = (
            rules.list_disagrees(
                line_of(one),
                int(amount_of(one.values.get("people"))),
                tuple(map(line_of, listed.get(one.key, ()))),
            )
            for one in self.payments
        )
        return "".join(said)


@dataclass(frozen=True)
class Arrived:
    """到一个地方的资金：everything that came, the newest first."""

    place: str
    arrivals: tuple[Arrival, ...]
    cut: bool

    @property
    def years(self) -> tuple[str, ...]:
        """有资金的年度：the newest first."""
        return tuple(sorted({one.year for one in self.arrivals if one.year}, reverse=True))

    def of_year(self, year: str) -> tuple[Arrival, ...]:
        """一年的各笔：all of them for no year."""
        return tuple(one for one in self.arrivals if not year or one.year == year)


def arrived(place: str, today: date) -> Arrived:
    """到一个地方的资金：as published today. At most 8 SQL, whatever came."""
    (allocations, more), (payments, more_paid), (beneficiaries, _), (effects, _) = (
        _at(register, place, today) for register in (ALLOCATIONS, PAYMENTS, BENEFICIARIES, EFFECTS)
    )
    own = {version.key for version in allocations}
    outside = [version for version in payments if _said(version, "allocation") not in own]
    sources = queries.versions(
        ALLOCATIONS,
        {_said(one, "upper") or _said(one, "allocation") for one in [*allocations, *outside]} - {""},
        today,
        seen_on=today,
    )
    projects = queries.versions(
        PROJECTS, {_said(one, "project") for one in [*allocations, *outside]}, today, seen_on=today
    )
    below = _by(payments, "allocation")
    listed, results = _by(beneficiaries, "payment"), _by(effects, "project")
    passed = queries.naming(ALLOCATIONS, "upper", own, today, of=ALLOCATIONS, seen_on=today, limit=MOST + 1)
    paid = queries.naming(PAYMENTS, "allocation", own, today, of=ALLOCATIONS, seen_on=today, limit=MOST + 1)
    # Of what was not read whole no sum is made: it would tell of money without a whereabouts that has one.
    whole = max(len(passed), len(paid)) <= MOST
    steps = {step.version.key: step for step in _steps(allocations, passed, paid)} if whole else {}
    found = [
        Arrival(
            version=one,
            project=projects.get(_said(one, "project")),
            source=sources.get(_said(one, "upper") or _said(one, "allocation")),
            payments=tuple(made := below.get(one.key, []) if one.register == ALLOCATIONS else [one]),
            beneficiaries=tuple(person for payment in made for person in listed.get(payment.key, ())),
            effects=tuple(results.get(_said(one, "project"), ())),
            step=steps.get(one.key) if one.register == ALLOCATIONS else None,
        )
        for one in [*allocations, *outside]
    ]
    found.sort(key=lambda one: (_said(one.version, "on"), one.version.key), reverse=True)
    return Arrived(place, tuple(found), cut=more or more_paid)


def _at(register: str, place: str, today: date) -> tuple[list[EntryVersion], bool]:
    """The entries of a place itself, not of what lies below it, and whether there may be more. 1 SQL.

    A place is written by its stem or with the zeros that pad it, as the printed lists do: 9901, 990100, 990100000000.
    """
    written = {place, padded(place), place.ljust(LENGTHS[-1], "0")}
    marks = {mark for code in written for mark in asked(code, {})}
    rows = queries.in_force(register, today, seen_on=today).filter(marks__register=register, marks__mark__in=marks)
    found = list(rows.select_related("entry__organ").distinct().order_by("key")[: MOST + 1])
    return [version for version in found[:MOST] if _said(version, "place") in written], len(found) > MOST


def projects(today: date, *, after: str = "", limit: int) -> queries.Page:
    """资金项目：in the order of keys, a page at a time. 1 SQL."""
    return queries.listing(register_of(PROJECTS), today, seen_on=today, after=after, limit=limit)


def line_of_budget(project: EntryVersion) -> Line:
    """预算：of a project."""
    return Line(PROJECTS, project.key, project.title, amount_of(project.values.get("budget")))

"""工作监督：how the organs below stand: what is open, nearly due, overdue, lies still, and was overturned.

Every number is an indicator: its heading, its definition, and the list that opens what it counts come from there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai.engines.assessment.indicators import Indicator, Period, Reading
from gongkai.engines.casework.workload import Workload, workload
from gongkai.faces.kit.tables import Cell
from gongkai.faces.office.desk import desk
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import Listing
from gongkai.faces.office.reporting import SHOWN
from gongkai.foundation.errors import NotPermitted
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.organs.queries import names_on
from gongkai.foundation.people.actors import AUDITOR, FOI_HEAD, OPENNESS_OFFICER, SIGNER, Actor
from gongkai.programmes.reports import permission
from gongkai.programmes.reports.indicators import OVERTURNED, PUBLICATION
from gongkai.programmes.reports.models import Challenge
from gongkai.programmes.reports.publication import lines_of
from gongkai.programmes.requests.indicators import workload_indicators
from gongkai.programmes.requests.queries import Overdue, Voice, most_overdue, voices_seen

NOT_THEIRS = "工作监督由政府信息公开工作机构负责人和政务公开办使用，您没有这些岗位。"
ROLES = (FOI_HEAD, SIGNER)
LATE = ("办件编号", "机关", "所欠的事", "届满日", "逾期")
SUMMED = ("open", "soon", "overdue", "long", OVERTURNED.key)
"""合计：the numbers above the table."""


@dataclass(frozen=True)
class Shown:
    """一个数：a reading, and where it opens; "" where the reader sees other rows than those counted."""

    reading: Reading
    href: str


@dataclass(frozen=True)
class Line:
    """一个机关：its numbers in the order of the columns."""

    organ: Organ
    numbers: tuple[Shown, ...]

    @property
    def busy(self) -> bool:
        """Whether anything is to be shown."""
        return any(number.reading.value for number in self.numbers)

    def of(self, key: str) -> int:
        """One of its numbers."""
        return next(int(one.reading.value) for one in self.numbers if one.reading.indicator.key == key)


def sees(actor: Actor) -> bool:
    """可否用工作监督。"""
    return bool(actor.organs(*ROLES, OPENNESS_OFFICER, AUDITOR))


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """工作监督页：organs with something to show first; each number opens its cases."""
    if not sees(request.actor):
        raise NotPermitted(NOT_THEIRS)
    today = china_date(request.at)
    loads = workload(request.actor, procedure="requests", on=today)
    organs = _organs(request, today, loads)
    corrected = _overturned(request, today.year)
    indicators = (*workload_indicators().values(), OVERTURNED)
    lines = [_line(organ, indicators, _values(organ.code, loads, corrected), today) for organ in organs]
    busy = sorted((line for line in lines if line.busy), key=_pressing)
    # 合计所列的办件：a clerk elsewhere sees more cases than these organs have.
    all_theirs = set(loads) <= {organ.code for organ in organs}
    facts = {
        "lines": busy,
        "indicators": indicators,
        "idle": [line.organ.name for line in lines if not line.busy],
        "sums": _sums(busy, indicators, today, opens=all_theirs),
        "overdue": _overdue(request.actor, today),
        "voices": _voices(request.actor, today),
        "reports": _reports(request, today.year - 1),
        "report_year": today.year - 1,
    }
    head = ("机关", *(each.name for each in indicators))
    listings = {
        "organs": Listing("工作监督", head, lambda: [_row(line) for line in lines]),
        "overdue": Listing("逾期最久的申请", LATE, lambda: map(_owed, _overdue(request.actor, today))),
    }
    return desk(request, "office/supervision.html", facts, listings=listings)


def _owed(found: tuple[Overdue, str]) -> tuple[Cell, ...]:
    one, organ = found
    return (one.duty.subject, organ, one.duty.name, one.duty.due_on, str(one.judged.days_late))


def _line(organ: Organ, indicators: Iterable[Indicator], values: Mapping[str, int], today: date) -> Line:
    return Line(organ, tuple(_shown(each, organ.code, values[each.key], today) for each in indicators))


def _shown(indicator: Indicator, organ: str, value: int, today: date, *, year: int = 0, opens: bool = True) -> Shown:
    """A number with its evidence; nothing opens where there is nothing."""
    of = year or today.year
    period = Period.year(of) if indicator.yearly else Period.day(today)
    narrowed: dict[str, str | int] = {"organ": organ, "year": of if indicator.yearly else ""}
    reading = Reading(indicator, organ, period, value, narrowed)
    href = f"{reverse(f'office:{indicator.evidence}')}?{reading.query}" if value and opens else ""
    return Shown(reading, href)


def _values(organ: str, loads: Mapping[str, Workload], corrected: Mapping[str, int]) -> dict[str, int]:
    return {**vars(loads.get(organ, Workload())), OVERTURNED.key: corrected.get(organ, 0)}


def _sums(lines: list[Line], indicators: Iterable[Indicator], today: date, *, opens: bool) -> list[Shown]:
    return [
        _shown(each, "", sum(line.of(each.key) for line in lines), today, opens=opens)
        for each in indicators
        if each.key in SUMMED
    ]


def _reports(request: StaffRequest, year: int) -> list[Shown]:
    """年度报告：how many are public, public late, and late without being public; six SQL queries."""
    lines, today = lines_of(request.actor, year, request.at), china_date(request.at)
    return [_shown(each, "", sum(map(SHOWN[key], lines)), today, year=year) for key, each in PUBLICATION.items()]


def _organs(request: StaffRequest, today: date, loads: Mapping[str, Workload]) -> list[Organ]:
    """Those in being, and those that ended and still have cases."""
    seen = permission.organs_of(request.actor, *ROLES)
    listed = seen.on(today) | seen.filter(code__in=list(loads))
    return list(listed.named(today).order_by("place__code", "code"))


def _overdue(actor: Actor, today: date) -> list[tuple[Overdue, str]]:
    """The requests longest overdue with the name of the organ; two SQL queries."""
    found = most_overdue(actor, on=today)
    names = names_on({one.duty.organ for one in found}, today)
    return [(one, names.get(one.duty.organ, one.duty.organ)) for one in found]


def _voices(actor: Actor, today: date) -> list[tuple[Voice, str]]:
    """Complaints and ratings with the name of the organ; three SQL queries."""
    found = voices_seen(actor)
    names = names_on({voice.case.organ.code for voice in found}, today)
    return [(voice, names.get(voice.case.organ.code, voice.case.organ.code)) for voice in found]


def _overturned(request: StaffRequest, year: int) -> dict[str, int]:
    rows = permission.challenges_of(request.actor).filter(outcome=Challenge.Outcome.CORRECTED, decided_on__year=year)
    return dict(rows.values_list("organ__code").annotate(count=Count("pk")).order_by())


def _pressing(line: Line) -> tuple[int, int, int]:
    return (-line.of("overdue"), -line.of("long"), -line.of("soon"))


def _row(line: Line) -> tuple[Cell, ...]:
    return (line.organ.name, *(int(one.reading.value) for one in line.numbers))

"""工作监督：how the organs below stand: what is open, nearly due, overdue, lies still, and was overturned."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai.engines.casework.counting import long_days, soon_days
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
from gongkai.programmes.reports.models import Challenge
from gongkai.programmes.reports.publication import lines_of
from gongkai.programmes.requests.queries import Voice, voices_seen

NOT_THEIRS = "工作监督由政府信息公开工作机构负责人和政务公开办使用，您没有这些岗位。"
ROLES = (FOI_HEAD, SIGNER)
HEAD = (
    "机关", "在办", "待确认收到", "即将到期", "已逾期", "暂停计时", "久未办理", "本年收到", "本年办结", "其中逾期办结",
    "本年复议诉讼纠正",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """一个机关。"""

    organ: Organ
    load: Workload
    overturned: int

    @property
    def total(self) -> bool:
        """Whether anything is to be shown."""
        return bool(self.overturned or self.load != Workload())


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
    lines = [Line(organ, loads.get(organ.code, Workload()), corrected.get(organ.code, 0)) for organ in organs]
    busy = sorted((line for line in lines if line.total), key=_pressing)
    facts = {
        "lines": busy,
        "idle": [line.organ.name for line in lines if not line.total],
        "sums": _sums(busy),
        # 合计所列的办件：a clerk elsewhere sees more cases than these organs have.
        "all_cases": reverse("office:cases") if set(loads) <= {organ.code for organ in organs} else "",
        "soon": soon_days(),
        "long": long_days(),
        "year": today.year,
        "voices": _voices(request.actor, today),
        "reports": _reports(request, today.year - 1),
    }
    listing = Listing("工作监督", HEAD, lambda: [_row(line) for line in lines])
    return desk(request, "office/supervision.html", facts, listings={"organs": listing})


def _reports(request: StaffRequest, year: int) -> dict[str, int]:
    """年度报告：how many are public, public late, and late without being public; four SQL queries."""
    lines = lines_of(request.actor, year, request.at)
    return {"year": year, **{name: sum(map(counts, lines)) for name, counts in SHOWN.items()}}


def _organs(request: StaffRequest, today: date, loads: Mapping[str, Workload]) -> list[Organ]:
    """Those in being, and those that ended and still have cases."""
    seen = permission.organs_of(request.actor, *ROLES)
    listed = seen.on(today) | seen.filter(code__in=list(loads))
    return list(listed.named(today).order_by("place__code", "code"))


def _voices(actor: Actor, today: date) -> list[tuple[Voice, str]]:
    """Complaints and ratings with the name of the organ; three SQL queries."""
    found = voices_seen(actor)
    names = names_on({voice.case.organ.code for voice in found}, today)
    return [(voice, names.get(voice.case.organ.code, voice.case.organ.code)) for voice in found]


def _overturned(request: StaffRequest, year: int) -> dict[str, int]:
    rows = permission.challenges_of(request.actor).filter(outcome=Challenge.Outcome.CORRECTED, decided_on__year=year)
    return dict(rows.values_list("organ__code").annotate(count=Count("pk")).order_by())


def _pressing(line: Line) -> tuple[int, int, int]:
    return (-line.load.overdue, -line.load.long, -line.load.soon)


def _sums(lines: list[Line]) -> dict[str, int]:
    names = ("open", "soon", "overdue", "long")
    found = {name: sum(getattr(line.load, name) for line in lines) for name in names}
    return {**found, "overturned": sum(line.overturned for line in lines)}


def _row(line: Line) -> tuple[Cell, ...]:
    load = line.load
    return (
        line.organ.name, load.open, load.unreceived, load.soon, load.overdue, load.suspended, load.long,
        load.received, load.ended, load.late, line.overturned,
    )  # fmt: skip

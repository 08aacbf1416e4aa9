"""负面清单核查：withheld records that stand on no entry in force, and entries that are to be looked at again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from gongkai.engines.publishing import queries as publishing
from gongkai.engines.publishing.models import Edition
from gongkai.faces.kit.tables import Cell
from gongkai.faces.office.desk import CHECKING, checks_withholding, desk
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import Listing
from gongkai.foundation.errors import NotPermitted
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.queries import names_on
from gongkai.law import codes
from gongkai.programmes.reports.permission import organs_of
from gongkai.programmes.withholding import queries
from gongkai.programmes.withholding.queries import Unlisted
from gongkai.programmes.withholding.rules import REGISTER, Listed

NOT_THEIRS = "负面清单核查由拟稿、审查、签发人员和政务公开办使用，您没有这些岗位。"
MOST = 200


@dataclass(frozen=True)
class Line:
    """没有清单依据的一件。"""

    edition: Edition
    organ: str
    ground: str
    reason: str


@dataclass(frozen=True)
class DueLine:
    """应当再次审查的一项：`passed` where its last day has passed."""

    entry: Listed
    organ: str
    ground: str
    passed: bool


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """负面清单核查页。"""
    if not checks_withholding(request.actor):
        raise NotPermitted(NOT_THEIRS)
    today = china_date(request.at)
    seen = set(organs_of(request.actor, *CHECKING).values_list("code", flat=True))
    unlisted, due = queries.unlisted(request.at, seen), queries.due(today, seen)
    names = names_on({one.group.organ for one in unlisted} | {one.organ for one in due}, today)
    lines = _lines(request, unlisted, names)
    facts = {
        "lines": lines,
        "total": sum(one.group.count for one in unlisted),
        "due": [_due(one, names, today) for one in due],
        "register": REGISTER,
    }
    head = ("机关", "标题", "不予公开理由", "所依据的清单事项", "问题", "归档日期")
    listing = Listing("没有清单依据的不予公开文件", head, lambda: [_row(line) for line in lines])
    return desk(request, "office/withholding.html", facts, listings={"records": listing})


def _lines(request: StaffRequest, unlisted: Sequence[Unlisted], names: Mapping[str, str]) -> list[Line]:
    why = {one.group.key: one.reason for one in unlisted}
    found = publishing.withheld_records(request.actor, [one.group for one in unlisted], limit=MOST)
    return [
        Line(
            edition=one,
            organ=names.get(one.organ.code, one.organ.code),
            ground=_ground(one.ground),
            reason=why[(one.organ.code, one.ground, one.listed_under)],
        )
        for one in found
    ]


def _due(entry: Listed, names: Mapping[str, str], today: date) -> DueLine:
    return DueLine(entry, names.get(entry.organ, entry.organ), _ground(entry.ground), not entry.stands(today))


def _row(line: Line) -> tuple[Cell, ...]:
    edition = line.edition
    filed = china_date(edition.filed_at) if edition.filed_at else None
    return line.organ, edition.title, line.ground, edition.listed_under, line.reason, filed


def _ground(code: str) -> str:
    found = codes.withholding_grounds.get(code)
    return found.short if found else code

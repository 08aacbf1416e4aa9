"""应办未办：one list of what organs owe by all programmes that make duties; what is overdue first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai.engines.assessment.duties import STANDINGS, Duty, Judged, Standing
from gongkai.faces.kit.owing import duties_of
from gongkai.faces.kit.tables import Cell
from gongkai.faces.office.desk import desk
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import Listing
from gongkai.foundation.errors import NotPermitted
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.programmes.consultations import queries as consultations
from gongkai.programmes.decisions import owing as decisions
from gongkai.programmes.enforcement import permission
from gongkai.programmes.enforcement.rules import KINDS as ENFORCEMENT
from gongkai.programmes.execution.rules.owed import KINDS as EXECUTION

PAGE = 200
HEAD = ("机关", "义务", "事项", "期限届满日", "履行情况", "逾期", "依据")
CONSULTATION, CASE = "consultation:", "enforcement:"


@dataclass(frozen=True)
class Owed:
    """一项欠办：the duty in words, what it is about, and where it is worked on, "" where only its organ can tell."""

    duty: Duty
    judged: Judged
    organ: str
    what: str
    about: str
    href: str

    @property
    def overdue(self) -> bool:
        """逾期未履行。"""
        return self.judged.standing is Standing.OVERDUE

    @property
    def said(self) -> str:
        """履行情况的名称。"""
        return STANDINGS[self.judged.standing] if self.duty.due_on else "未定期限"

    @property
    def late(self) -> str:
        """逾期天数。"""
        return str(self.judged.days_late) if self.overdue else ""


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """应办未办页：of one's own organs and of the places one supervises; overdue first, then by the day it is due."""
    if not request.actor.posts:
        raise NotPermitted("应办未办由各机关的工作人员查看，您现在没有岗位。")
    today = china_date(request.at)
    codes = set(permission.organs_of(request.actor).values_list("code", flat=True))
    judged = [(one, one.judged(today)) for one in duties_of(codes, request.at) if one.known(today)]
    open_ = [row for row in judged if not row[1].standing.met]
    open_.sort(key=lambda row: (row[0].due_on or date.max, row[0].organ, row[0].subject))
    late = [row for row in open_ if row[1].standing is Standing.OVERDUE]
    kept = late if request.GET.get("show") == "overdue" else open_
    facts = {
        "rows": _rows(kept[:PAGE], request.at),
        "more": len(kept) > PAGE,
        "all": len(open_),
        "overdue": len(late),
        "only_overdue": kept is late,
        "page_size": PAGE,
    }
    listing = Listing("应办未办", HEAD, lambda: map(_cells, _rows(kept, request.at)))
    return desk(request, "office/owing.html", facts, listings={"owing": listing})


def _rows(found: Sequence[tuple[Duty, Judged]], at: datetime) -> list[Owed]:
    """With names: four SQL queries."""
    names = organs.names_on({duty.organ for duty, _ in found}, china_date(at))
    drafts = [duty.subject.removeprefix(CONSULTATION) for duty, _ in found if duty.subject.startswith(CONSULTATION)]
    asked = {f"{CONSULTATION}{uid}": one.title for uid, one in consultations.states_of(drafts, at).items()}
    decided = decisions.matters({duty.subject for duty, _ in found})
    return [
        Owed(duty, judged, names.get(duty.organ, duty.organ), *_said(duty, asked, decided)) for duty, judged in found
    ]


def _said(duty: Duty, asked: dict[str, str], decided: dict[str, tuple[str, str]]) -> tuple[str, str, str]:
    """What is owed, about what, and its page."""
    _, _, key = duty.subject.partition(":")
    if duty.subject in asked:
        return duty.name, asked[duty.subject], reverse("office:consultation", args=[key])
    if duty.subject in decided:
        number, title = decided[duty.subject]
        return duty.name, title, reverse("office:decision", args=[number])
    if duty.kind in EXECUTION:
        return EXECUTION[duty.kind], duty.name, reverse("office:execution")
    if duty.kind in ENFORCEMENT:
        case = duty.subject.startswith(CASE)
        where = reverse("office:enforcement_case", args=[key]) if case else reverse("office:enforcement")
        return ENFORCEMENT[duty.kind], duty.name if case else key, where
    return duty.name, key, ""


def _cells(one: Owed) -> tuple[Cell, ...]:
    return (one.organ, one.what, one.about, one.duty.due_on, one.said, one.late, str(one.duty.basis))

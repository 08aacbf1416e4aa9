"""信访：what the pages of petitions show: the queue, and one petition with who handles it and by when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import ChoiceField, Form

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import Offer, acts_for, assignments_of
from gongkai.engines.casework.queue import STANDINGS, Narrowing, QueueRow, queue, row_of
from gongkai.engines.casework.rules import AssignmentStanding, CaseAct, Effect, Kind, Part, letters_for
from gongkai.faces.kit.components import Row
from gongkai.faces.kit.tables import Cell
from gongkai.faces.office import cases
from gongkai.faces.office.forms.casework import SEEN, ActForm, act_form
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import MOST, Listing
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people.actors import AUDITOR, ROLES, Actor
from gongkai.law import OutsideCoverage, codes
from gongkai.programmes.petitions import lettering, permission, queries, rules
from gongkai.programmes.petitions.contents import CHANNELS, Petitioner
from gongkai.programmes.petitions.letters import DRAFTED_BY
from gongkai.programmes.petitions.models import Petition
from gongkai.programmes.petitions.programme import PETITIONS

SIDE = 60  # 件：in the queue on the left
GROUPS = ("推进办理", "期限、送达和其他")
HEAD = ("编号", "信访事项", "来源", "承办机关", "状态", "期限情况", "届满日", "收到日期")
HOW_FAR = {
    AssignmentStanding.HANDLING: ("承办中", "info"),
    AssignmentStanding.RETURNING: ("提出异议", "warn"),
    AssignmentStanding.DONE: ("已答复", "good"),
    AssignmentStanding.RELEASED: ("不再承办", "off"),
}


@dataclass(frozen=True)
class Line:
    """队列一行：a case and who handles it."""

    row: QueueRow
    handler: str


@dataclass(frozen=True)
class Assigned:
    """承办一行：an organ and how far it is."""

    organ: str
    standing: str
    tone: str


def sees(actor: Actor) -> bool:
    """可否看信访事项。"""
    return bool(actor.organs(*permission.OFFICE, *permission.HANDLERS, AUDITOR))


def side(request: StaffRequest) -> tuple[QueueRow, ...]:
    """左侧队列：the most pressing open ones; two SQL queries."""
    narrowing = Narrowing(procedure=PETITIONS.key)
    return queue(request.actor, on=china_date(request.at), now=request.at, narrowing=narrowing, limit=SIDE).rows


def lines(rows: Sequence[QueueRow], on: date) -> list[Line]:
    """队列：with who handles each. Two SQL queries."""
    handlers = queries.main_handlers(row.case for row in rows)
    names = organs.names_on(set(handlers.values()), on)
    return [Line(row, names.get(handlers.get(row.case.pk, ""), "")) for row in rows]


def facts_of(request: StaffRequest, case: Case, *, shown: tuple[Petitioner, str] | None = None) -> dict[str, Any]:
    """信访事项页的内容：for the template; `shown` who it is from, once opened."""
    today = china_date(request.at)
    row, petition = row_of(request.actor, case, on=today, now=request.at), queries.petition_of(request.actor, case.uid)
    offers, course = _offers(request, row, today), cases.course(row)
    running = row.clock if row.standing != "unlimited" else None
    return {
        "case": case,
        "row": row,
        "petition": petition,
        "kept": petition,
        "clock": running,
        "no_limit": "" if running else "这一类事项没有法定的办结期限；转送和告知的期限已经履行。",
        "organ_name": organs.name_on(case.organ, today),
        "standing": "" if row.standing in {"unlimited", "ended"} else STANDINGS[row.standing],
        "tone": cases.TONES.get(row.standing, "plain"),
        "waits_for": ROLES.get(PETITIONS.state(case.state).waits_for, ""),
        "groups": _groups(offers),
        "refused": _refused(request.actor, offers),
        "lines": course,
        "matters": [one for one in cases.matters(row.procedure, course) if one.open or not _given(one)],
        "said_rows": _said(petition),
        "assigned": _assigned(row, today),
        "answers": _answers(petition, row, today),
        "files": list(petition.files.defer("sealed")),
        "letters_out": lettering.letters_in(case),
        "others": queries.others_by_same(petition, request.actor) if permission.in_office(request.actor, case) else (),
        "in_office": permission.in_office(request.actor, case),
        "shown": shown,
        "may_reveal": bool(permission.may_reveal(request.actor, petition)),
        "may_hand": bool(permission.may_hand(request.actor, petition)),
        "doors": [(rules.GROUNDS[key], door) for key, door in rules.DOORS.items()],
    }


def _given(matter: cases.Matter) -> bool:
    """A draft that became an answer stands among the answers."""
    return matter.lines[0].act.key == DRAFTED_BY and matter.lines[-1].act.key in rules.ANSWERS


def _said(petition: Petition) -> list[Row]:
    rows = [
        ("类别", rules.SORTS[petition.sort]),
        ("领域", codes.appeal_matters[petition.matter].name),
        ("来源", CHANNELS.get(petition.channel, petition.channel)),
        ("信访人", "身份保密" if petition.confidential else "实名"),
    ]
    return [Row(name, value) for name, value in rows]


def _answers(petition: Petition, row: QueueRow, on: date) -> tuple[queries.Answer, ...]:
    codes_ = {item.organ for item in row.done if item.organ}
    return queries.answers(petition.sort, row.done, organs.names_on(codes_, on))


def _assigned(row: QueueRow, on: date) -> list[Assigned]:
    """承办机关：one SQL query for the names."""
    found = [one for one in assignments_of(row.case, done=row.done) if one.part is Part.MAIN]
    names = organs.names_on({one.organ for one in found}, on)
    return [Assigned(names.get(one.organ, one.organ), *HOW_FAR[one.standing]) for one in found]


def _offers(request: StaffRequest, row: QueueRow, today: date) -> tuple[Offer, ...]:
    try:
        return acts_for(request.actor, row.case, on=today, done=row.done, now=request.at)
    except OutsideCoverage:  # the page says why no limit can be reckoned
        return ()


def _groups(offers: Iterable[Offer]) -> list[tuple[str, list[CaseAct]]]:
    found: dict[str, list[CaseAct]] = {name: [] for name in GROUPS}
    for offer in offers:
        if offer.allowed:
            onward = offer.act.to or (offer.act.effect is Effect.NONE and offer.act.proposes)
            found[GROUPS[0] if onward else GROUPS[1]].append(offer.act)
    return [(name, acts) for name, acts in found.items() if acts]


def _refused(actor: Actor, offers: Iterable[Offer]) -> tuple[list[Offer], list[Offer]]:
    """Those of one's own posts, and the others'; what belongs to something not begun is not mentioned."""
    no = [offer for offer in offers if not offer.allowed and not offer.act.within]
    near = [offer for offer in no if actor.organs(*offer.act.roles)]
    return near, [offer for offer in no if offer not in near]


class _Organ(ChoiceField):
    """What was sent reaches the engine, which says which organs there are."""

    def valid_value(self, value: object) -> bool:  # noqa: ARG002
        return True


def form_for(
    request: StaffRequest, case: Case, act: CaseAct, *, said: Any = None, facts: dict[str, Any] | None = None
) -> Form:
    """办理表单：of one act; organs are chosen from those that handle petitions; what was asked online is filled in."""
    today = china_date(request.at)
    row = facts["row"] if facts else row_of(request.actor, case, on=today, now=request.at)
    proposed = next((dict(one.given) for one in reversed(row.done) if one.act == act.key == "propose_opinion"), {})
    asked = dict(row.done[-1].given) if row.done and row.done[-1].act in rules.REQUESTS else {}
    first = {"on": today.isoformat(), SEEN: len(row.done), **proposed, **asked}
    form: ActForm = act_form(act, letters_for(row.procedure, act, row.done), said=said, first=first)
    if any(need.kind is Kind.ORGAN for need in act.needs):
        choices = sorted(queries.handling_organs(today).items(), key=lambda one: one[1])
        for need in act.needs:
            if need.kind is Kind.ORGAN:
                none = [("", "不建议" if need.optional else "请选择")]
                form.fields[need.key] = _Organ(label=need.name, required=False, choices=none + choices)
    return form


def listing(request: StaffRequest, narrowing: Narrowing) -> Listing:
    """信访事项列表：those of the page, as many as a file holds."""

    def rows() -> list[tuple[Cell, ...]]:
        today = china_date(request.at)
        found = queue(request.actor, on=today, now=request.at, narrowing=narrowing, limit=MOST).rows
        ways = queries.channels_of(row.case for row in found)
        return [
            (
                line.row.case.number, line.row.case.title,
                CHANNELS.get(ways.get(line.row.case.pk, ""), ""), line.handler,
                line.row.state_name, STANDINGS[line.row.standing], line.row.due_on,
                line.row.case.first_received_on,
            )
            for line in lines(found, today)
        ]  # fmt: skip

    return Listing("信访事项", HEAD, rows)

"""热线：what the pages of the hotline show: its queue, and one message with who handles it and by when."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import Offer, acts_for, assignments_of
from gongkai.engines.casework.queue import STANDINGS, Narrowing, QueueRow, queue, row_of
from gongkai.engines.casework.rules import AssignmentStanding, CaseAct, Effect, Handling, Part
from gongkai.engines.registers.models import EntryVersion
from gongkai.faces.kit.components import Row
from gongkai.faces.kit.entries import entry_of
from gongkai.faces.kit.tables import Cell
from gongkai.faces.office import cases
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import MOST, Listing
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people.actors import (
    AUDITOR,
    HANDLER,
    HANDLER_HEAD,
    HOTLINE_CLERK,
    HOTLINE_OFFICER,
    ROLES,
    Actor,
)
from gongkai.foundation.places import queries as places
from gongkai.law import OutsideCoverage, codes
from gongkai.law.chinese import day_in_chinese
from gongkai.programmes.hotline import desk, permission, queries, rules, suggesting
from gongkai.programmes.hotline.contents import CHANNELS, Person
from gongkai.programmes.hotline.doors import asks_for_information
from gongkai.programmes.hotline.models import Message
from gongkai.programmes.hotline.programme import HOTLINE

OFFICE, HANDLERS = (HOTLINE_CLERK, HOTLINE_OFFICER), (HANDLER, HANDLER_HEAD)
SIDE = 60  # 件：in the queue on the left
DISCLOSURE = "14-06"  # 诉求事项：政府信息公开
GROUPS = ("推进办理", "承办单位", "期限和其他")
UNSAID = ("unreceived", "unlimited", "ended")
"""期限情况：those the state says already."""
PARTS = {Part.MAIN: "主办", Part.CO: "协办"}
HOW_FAR = {
    AssignmentStanding.HANDLING: ("承办中", "info"),
    AssignmentStanding.RETURNING: ("申请退单", "warn"),
    AssignmentStanding.DONE: ("已办结", "good"),
    AssignmentStanding.RELEASED: ("不再承办", "off"),
}
HEAD = ("编号", "诉求", "地点", "来源", "主办单位", "状态", "期限情况", "届满日", "收到时间")


@dataclass(frozen=True)
class Line:
    """队列一行：a case with its message, where it is from and who handles it."""

    row: QueueRow
    message: Message | None
    place: str
    handler: str


@dataclass(frozen=True)
class Assigned:
    """承办一行：an organ, its part and how far it is."""

    organ: str
    part: str
    standing: str
    tone: str


def sees(actor: Actor) -> bool:
    """可否看热线诉求。"""
    return bool(actor.organs(*OFFICE, *HANDLERS, AUDITOR))


def side(request: StaffRequest) -> tuple[QueueRow, ...]:
    """左侧队列：the most pressing open ones; two SQL queries."""
    narrowing = Narrowing(procedure=HOTLINE.key)
    return queue(request.actor, on=china_date(request.at), now=request.at, narrowing=narrowing, limit=SIDE).rows


def lines(rows: Sequence[QueueRow], on: date) -> list[Line]:
    """队列：with what a list shows of each. Four SQL queries."""
    shown = [row.case for row in rows]
    messages, handlers = desk.messages_of(shown), desk.main_handlers(shown)
    names = organs.names_on(set(handlers.values()), on)
    where = place_names({one.place for one in messages.values()}, on)
    return [
        Line(
            row,
            message,
            where.get(message.place, "") if message else "",
            names.get(handlers.get(row.case.pk, ""), ""),
        )
        for row in rows
        for message in [messages.get(row.case.pk)]
    ]


def place_names(codes_: Collection[str], on: date) -> dict[str, str]:
    """地点名称：the last two levels of each, by code. One SQL query."""
    return {code: "".join(names[-2:]) for code, names in places.paths({one for one in codes_ if one}, on=on).items()}


def facts_of(request: StaffRequest, case: Case, *, shown: tuple[Person, str] | None = None) -> dict[str, Any]:
    """诉求页的内容：for the template; `shown` who it is from, once opened."""
    today = china_date(request.at)
    row, message = row_of(request.actor, case, on=today, now=request.at), desk.message_of(request.actor, case.uid)
    offers = _offers(request, row, today)
    office = permission.in_office(request.actor, case.organ.code)
    course = cases.course(row)
    followers = desk.followers_of(case) if office else []
    return {
        "case": case,
        "row": row,
        "message": message,
        "kept": message,
        "clock": row.clock,
        "organ_name": organs.name_on(case.organ, today),
        "standing": "" if row.standing in UNSAID else STANDINGS[row.standing],
        "tone": cases.TONES.get(row.standing, "plain"),
        "waits_for": ROLES.get(row.procedure.state(case.state).waits_for, ""),
        "groups": _groups(offers),
        "refused": _refused(request.actor, offers),
        "lines": course,
        "matters": cases.matters(row.procedure, course),
        "no_limit": _no_limit(row, message, today),
        "said_rows": _said(message, today),
        "assigned": _assigned(row, today),
        "followers": followers,
        "many_followers": len(followers) == desk.FOLLOWERS,
        "about": _about(message, today) if office or not message.confidential else None,
        "withheld": bool(followers) and queries.is_withheld(case),
        "in_office": office,
        "shown": shown,
        "may_reveal": _opens(request.actor, message),
        "added": queries.added_to(message, opened=shown is not None),
        "photos": queries.photos_of(message) if office or not message.confidential else (),
        "doors": [(codes.hotline_refusals[key].name, door) for key, door in rules.DOORS.items()],
        "may_propose": bool(permission.may_propose_knowledge(request.actor, message)),
        "may_hand": bool(permission.may_hand(request.actor, message)),
        **_advice(request, message, office=office),
    }


def _opens(actor: Actor, message: Message) -> bool:
    """Whether there is something to open, and this person may."""
    return bool(permission.may_reveal(actor, message)) and (message.confidential or not message.anonymous)


def _about(message: Message, today: date) -> EntryVersion | None:
    """The public entry the message speaks of, if it names one."""
    about = queries.about_of(message)
    return entry_of(about, today) if about else None


def _no_limit(row: QueueRow, message: Message, on: date) -> str:
    """Why no clock runs, and until when it is to be decided whether the message is accepted; empty where one does."""
    if row.clock is not None:
        return ""
    if row.case.state != "received":
        return "这一类诉求没有规定办理期限。"
    said = "尚未受理，办理期限没有开始计算。受理之日起算。"
    try:
        fixed = rules.accept_by(profile=message.profile, came_on=china_date(row.case.opened_at))
    except OutsideCoverage as error:
        return f"{said}{error.sentence}"
    if fixed is None:
        return said
    late = "已经超过。" if on > fixed.on else ""
    return (
        f"{said}应当在{day_in_chinese(fixed.on)}以前决定是否受理（{fixed.limit.value}，{fixed.limit.citation}）。{late}"
    )


def _said(message: Message, on: date) -> list[Row]:
    where = place_names({message.place}, on).get(message.place, "")
    where = "　".join(one for one in (where, message.address) if one)
    rows = [
        ("诉求类型", codes.appeal_kinds[message.kind].name),
        ("诉求事项", codes.appeal_matters[message.matter].name),
        ("发生地点", where or "没有说明"),
        ("来源", CHANNELS.get(message.channel, message.channel)),
        ("诉求人", "匿名" if message.anonymous else "实名，身份保密" if message.confidential else "实名"),
        ("办理期限方案", rules.PROFILES[message.profile].name),
    ]
    return [Row(name, value) for name, value in rows]


def _assigned(row: QueueRow, on: date) -> list[Assigned]:
    """承办单位：one SQL query for the names."""
    found = assignments_of(row.case, done=row.done)
    names = organs.names_on({one.organ for one in found}, on)
    return [Assigned(names.get(one.organ, one.organ), PARTS[one.part], *HOW_FAR[one.standing]) for one in found]


def _advice(request: StaffRequest, message: Message, *, office: bool) -> dict[str, Any]:
    """参考：repeats before a message is given to anybody, who may handle it, and the door of what is no message."""
    state = message.case.state
    facts: dict[str, Any] = {}
    if not office or state not in permission.BEFORE:
        return facts
    if state != "return_asked":
        facts["repeats"] = desk.repeats_of(message, at=request.at)
    if state != "received":
        facts["suggestions"] = found = suggesting.suggestions_for(message, at=request.at)
        facts["names"] = organs.names_on({one.organ for one in found.organs}, china_date(request.at))
    if message.matter == DISCLOSURE or asks_for_information(message.text):
        facts["disclosure"] = rules.DOORS["disclosure"]
    return facts


def _offers(request: StaffRequest, row: QueueRow, today: date) -> tuple[Offer, ...]:
    try:
        return acts_for(request.actor, row.case, on=today, done=row.done)
    except OutsideCoverage:  # the page says why no limit can be reckoned
        return ()


def _groups(offers: Iterable[Offer]) -> list[tuple[str, list[CaseAct]]]:
    found: dict[str, list[CaseAct]] = {name: [] for name in GROUPS}
    for offer in offers:
        if offer.allowed:
            found[GROUPS[_group(offer.act)]].append(offer.act)
    return [(name, acts) for name, acts in found.items() if acts]


def _group(act: CaseAct) -> int:
    if act.handling in {Handling.ASSIGN, Handling.JOIN, Handling.RELEASE} and act.key != "take_back":
        return 1
    return 0 if act.to or (act.effect is Effect.NONE and act.key not in LATER) else 2


LATER = ("extend", "urge", "supervise", "answer_supervision", "call_back")


def _refused(actor: Actor, offers: Iterable[Offer]) -> tuple[list[Offer], list[Offer]]:
    """Those of one's own posts, and the others'; what belongs to something not begun is not mentioned."""
    no = [offer for offer in offers if not offer.allowed and not offer.act.within]
    near = [offer for offer in no if actor.organs(*offer.act.roles)]
    return near, [offer for offer in no if offer not in near]


def suggested(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """建议的承办单位：code and name, out of what the page has at hand."""
    found, names = facts.get("suggestions"), facts.get("names", {})
    return [(one.organ, names.get(one.organ, one.organ)) for one in found.organs] if found else []


def first_of(case: Case, act: CaseAct, facts: Mapping[str, Any]) -> dict[str, str]:
    """表单里先写好的：an answer proposed before, the nearest repeat, the door of what asks for information."""
    if act.key == "propose_answer":
        done = reversed(list(case.events.all()))
        return next((dict(one.given) for one in done if one.act == "propose_answer"), {})
    if act.key == "merge" and facts.get("repeats"):
        nearest, _ = facts["repeats"][0]
        return {"into": nearest.case.number}
    if act.key == "refuse" and facts.get("disclosure"):
        return {"ground": "disclosure", "reason": facts["disclosure"]}
    return {}


def listing(request: StaffRequest, narrowing: Narrowing) -> Listing:
    """诉求列表：those of the page, as many as a file holds."""

    def rows() -> list[tuple[Cell, ...]]:
        today = china_date(request.at)
        found = queue(request.actor, on=today, now=request.at, narrowing=narrowing, limit=MOST).rows
        return [_cells(line) for line in lines(found, today)]

    return Listing("热线诉求", HEAD, rows)


def _cells(line: Line) -> tuple[Cell, ...]:
    row, message = line.row, line.message
    return (
        row.case.number, row.case.title, line.place, CHANNELS.get(message.channel, "") if message else "",
        line.handler, row.state_name, STANDINGS[row.standing], row.due_on, row.case.opened_at,
    )  # fmt: skip

"""办件：what the pages of the case queue and of one case show, gathered from what the engine answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongkai.engines.casework.models import Case, CaseEvent
from gongkai.engines.casework.queries import Offer, acts_for
from gongkai.engines.casework.queue import STANDINGS, Narrowing, QueueRow, queue, row_of
from gongkai.engines.casework.rules import CaseAct, Done, Effect, Kind, Need, Procedure, letters, shown_rows
from gongkai.faces.kit.components import Row
from gongkai.faces.kit.tables import Cell
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import MOST, Listing
from gongkai.foundation.mail import queries as mail
from gongkai.foundation.now import CHINA, china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.actors import (
    AUDITOR,
    FOI_CLERK,
    FOI_HEAD,
    LEGALITY_REVIEWER,
    OPENNESS_OFFICER,
    ROLES,
    SECRECY_REVIEWER,
    SIGNER,
    Actor,
)
from gongkai.foundation.text.difference import Paragraph, difference
from gongkai.law import Citation, OutsideCoverage
from gongkai.law.chinese import day_in_chinese, moment_in_chinese
from gongkai.programmes.requests import lettering
from gongkai.programmes.requests.delivery import delivery_of
from gongkai.programmes.requests.letters import DRAFTED_BY, earlier_edit
from gongkai.programmes.requests.states import PROCEDURES, REVIEWED

CODE = "receipt_codes"  # 会话里的键：codes shown once, by number
SIDE = 60  # 件：in the queue on the left
HEAD = (
    "编号", "标题", "办件种类", "机关", "状态", "期限情况", "届满日", "是否暂定", "已用工作日", "期限工作日",
    "剩余工作日", "逾期工作日", "收到日期", "轮到",
)  # fmt: skip
COURSE = ("序号", "日期", "行为", "人员", "登记时间", "填写内容")
TONES = {
    "overdue": "urgent",
    "today": "warn",
    "soon": "warn",
    "suspended": "info",
    "unreceived": "info",
    "ended": "off",
}
GROUPS = ("推进办理", "征求意见和期限", "会商、督办等")


@dataclass(frozen=True)
class CourseLine:
    """经过一行：one act with what was filled in, in words."""

    number: int
    act: CaseAct
    on: date
    by: str
    event: CaseEvent
    given: tuple[Row, ...]


@dataclass(frozen=True)
class Matter:
    """未了或者已了的事项：what one act opened and what belongs to it, such as a 会商 with its opinions and minute."""

    lines: tuple[CourseLine, ...]
    open: bool

    @property
    def name(self) -> str:
        """The act that opened it."""
        return self.lines[0].act.name


def basis_of(act: CaseAct, case: Case, today: date) -> Citation:
    """依据：of an act, as the law stood when the application was first received."""
    rule = act.basis.at(received_on=case.first_received_on or today)
    return rule if isinstance(rule, Citation) else rule.citation


def sees(actor: Actor) -> bool:
    """可否看办件。"""
    reviewers = (LEGALITY_REVIEWER, SECRECY_REVIEWER)
    return bool(actor.organs(FOI_CLERK, FOI_HEAD, SIGNER, OPENNESS_OFFICER, AUDITOR, *reviewers))


def side(request: StaffRequest) -> tuple[QueueRow, ...]:
    """左侧队列：the most pressing open cases; two SQL queries."""
    return _queue(request, Narrowing(procedures=PROCEDURES), SIDE)


def _queue(request: StaffRequest, narrowing: Narrowing, limit: int) -> tuple[QueueRow, ...]:
    return queue(request.actor, on=china_date(request.at), now=request.at, narrowing=narrowing, limit=limit).rows


def facts_of(request: StaffRequest, case: Case) -> dict[str, Any]:
    """办件页的内容：for the template."""
    today = china_date(request.at)
    row = row_of(request.actor, case, on=today, now=request.at)
    offers = _offers(request, row, today)
    lines = course(row)
    return {
        "case": case,
        "row": row,
        "clock": row.clock,
        "organ_name": organs.name_on(case.organ, today),
        "standing": STANDINGS[row.standing],
        "tone": TONES.get(row.standing, "plain"),
        "waits_for": ROLES.get(row.procedure.state(case.state).waits_for, ""),
        "groups": _groups(offers),
        "edited_before": bool(earlier_edit(row.done)) and _may(offers, "edit_reply"),
        "refused": _refused(request.actor, case, offers),
        "letters": letters(row.procedure, row.done),
        "matters": matters(row.procedure, lines),
        "lines": lines,
        **_letters(request, row, today),
    }


def _letters(request: StaffRequest, row: QueueRow, today: date) -> dict[str, Any]:
    """公函、送达和救济告知：what goes out with the acts."""
    case, done = row.case, row.done
    proposed = any(one.act == "propose_reply" for one in done)
    held = lettering.letters_in(case)
    return {
        "held": held,
        "drafted": proposed and case.state in REVIEWED,
        "changed": _changed(lettering.body_of(case, done, on=today)) if proposed and case.state in REVIEWED else None,
        "bounced": mail.bounced_about(lettering.subject_of(case)),
        "received": mail.received_about(lettering.subject_of(case)),
        "delivery": delivery_of(done),
        "remedies": lettering.remedies_of(case, done, on=today) if proposed else (),
        "may_set_letters": request.actor.holds(FOI_HEAD, case.organ.code),
    }


@dataclass(frozen=True)
class Changed:
    """修改过的答复书：what was composed against what stands, and what it lacks."""

    paragraphs: tuple[Paragraph, ...]
    missing: tuple[str, ...]


def _changed(body: lettering.Body) -> Changed | None:
    return Changed(difference(body.composed, body.now), body.missing) if body.is_edited else None


def written(case: Case, act: CaseAct, done: Sequence[Done], *, on: date, earlier: bool = False) -> dict[str, str]:
    """已有的文字：what an act changes, to begin with; nothing for most. `earlier`: as edited before it came back."""
    if act.key != "edit_reply":
        return {}
    if earlier and earlier_edit(done):
        return {"body": "\n".join(earlier_edit(done))}
    return {"body": "\n".join(lettering.body_of(case, done, on=on).now)}


def _offers(request: StaffRequest, row: QueueRow, today: date) -> tuple[Offer, ...]:
    try:
        return acts_for(request.actor, row.case, on=today, done=row.done, now=request.at)
    except OutsideCoverage:  # the page says why no limit can be reckoned
        return ()


def _groups(offers: Iterable[Offer]) -> list[tuple[str, list[CaseAct]]]:
    found: dict[str, list[CaseAct]] = {name: [] for name in GROUPS}
    for offer in offers:
        if offer.allowed:
            act = offer.act
            onward = act.to or act.key in DRAFTED_BY
            found[GROUPS[0] if onward else GROUPS[1] if act.effect is not Effect.NONE else GROUPS[2]].append(act)
    return [(name, acts) for name, acts in found.items() if acts]


def _may(offers: Iterable[Offer], act: str) -> bool:
    return any(offer.allowed and offer.act.key == act for offer in offers)


def _refused(actor: Actor, case: Case, offers: Iterable[Offer]) -> tuple[list[Offer], list[Offer]]:
    """Those of one's own posts, and the others'; what belongs to something not begun is not mentioned."""
    no = [offer for offer in offers if not offer.allowed and not offer.act.within]
    near = [offer for offer in no if any(actor.holds(role, case.organ.code) for role in offer.act.roles)]
    return near, [offer for offer in no if offer not in near]


def course(row: QueueRow) -> list[CourseLine]:
    """经过：every act done, in order, what was filled in told in words; one SQL query for the names."""
    events = list(row.case.events.all())
    names = people.names(event.by for event in events)
    return [
        CourseLine(
            event.number,
            act,
            event.on,
            names.get(event.by, "系统" if event.by == "system" else event.by),
            event,
            tuple(_given(row, act, event)),
        )
        for event in events
        for act in [row.procedure.act(event.act)]
    ]


def _given(row: QueueRow, act: CaseAct, event: CaseEvent) -> Iterable[Row]:
    for need in act.needs:
        text = event.given.get(need.key, "")
        if text and need.key != "on":
            yield Row(need.name, _said(row, need, text), wide=need.kind in {Kind.TEXT, Kind.ROWS})


def _said(row: QueueRow, need: Need, text: str) -> str:
    if need.kind is Kind.DAY:
        return day_in_chinese(date.fromisoformat(text))
    if need.kind is Kind.MOMENT:
        return moment_in_chinese(datetime.fromisoformat(text).replace(tzinfo=CHINA))
    if need.kind is Kind.ORGAN:
        return organs.names_on({text}, row.done[-1].on).get(text, text)
    if need.kind is Kind.LETTER:
        found = next((one for one in letters(row.procedure, row.done) if str(one.number) == text), None)
        return f"第{text}项 {found.name}：{found.whom}" if found else f"第{text}项"
    return shown_rows(need, text) if need.kind is Kind.ROWS else need.shown(text)


def matters(procedure: Procedure, lines: Sequence[CourseLine]) -> list[Matter]:
    """会商和督办：what was opened, each with all that belongs to it, the latest last."""
    found: list[list[CourseLine]] = []
    current: dict[str, list[CourseLine]] = {}
    for line in lines:
        if procedure.opens(line.act.key):
            current[line.act.key] = [line]
            found.append(current[line.act.key])
        elif line.act.within in current:
            current[line.act.within].append(line)
    return [Matter(tuple(group), not any(line.act.closes for line in group)) for group in found]


def listing(request: StaffRequest, narrowing: Narrowing) -> Listing:
    """办件列表：those of the page, as many as a file holds."""

    def rows() -> list[tuple[Cell, ...]]:
        today = china_date(request.at)
        found = _queue(request, narrowing, MOST)
        names = organs.names_on({row.case.organ.code for row in found}, today)
        return [_cells(row, names.get(row.case.organ.code, row.case.organ.code)) for row in found]

    return Listing("申请办件", HEAD, rows)


def _cells(row: QueueRow, organ: str) -> tuple[Cell, ...]:
    case, clock = row.case, row.clock
    counts = (
        (clock.used.number, clock.allowed.number, clock.remaining.number, clock.overdue_by.number)
        if clock
        else (None,) * 4
    )
    return (
        case.number, case.title, row.procedure.name, organ, row.state_name, STANDINGS[row.standing],
        row.due_on, "暂定" if clock and clock.provisional else "", *counts,
        case.first_received_on,
        ROLES.get(row.procedure.state(case.state).waits_for, ""),
    )  # fmt: skip


def course_listing(case: Case, lines: Sequence[CourseLine]) -> Listing:
    """经过：the acts of one case."""
    rows = [
        (
            line.number, line.on, line.act.name, line.by, line.event.at,
            "；".join(f"{one.name}：{one.value}" for one in line.given),
        )
        for line in lines
    ]  # fmt: skip
    return Listing(f"经过-{case.number}", COURSE, lambda: rows)

"""信访查询：what the office and the petitioner ask; read only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.engines.casework.models import Case, CaseAssignment
from gongkai.engines.casework.queries import clock_of, done_in
from gongkai.engines.casework.rules import Clock, ClockState, Done, assignments
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import HANDLER, HOTLINE_CLERK, Actor
from gongkai.foundation.people.models import Post
from gongkai.programmes.petitions import permission
from gongkai.programmes.petitions.models import Petition
from gongkai.programmes.petitions.programme import PETITIONS
from gongkai.programmes.petitions.rules import (
    ANSWERS,
    APPEAL,
    ASKS,
    DOORS,
    REQUEST_IN,
    REQUESTS,
    received_on,
    why_not,
)

# 信访人看得到的行为，以及其中看得到的填写内容。
SHOWN: Mapping[str, tuple[str, ...]] = {
    "register": (), "forward": ("organ",), "assign": ("organ",), "accept": (), "refer": ("text",), "study": (),
    "receive": (), "refuse": ("ground", "reason", "where"), "extend": ("days", "reason"), "answer": (),
    "deliver": (), "request_review": ("reason",), "request_re_review": ("reason",), "ask_review": ("organ",),
    "answer_review": (), "ask_re_review": ("organ",), "hold_hearing": (), "end_hearing": (),
    "answer_re_review": (), "withdraw": (), "turn": (), "rate": ("satisfied",),
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """经过一行：one act the petitioner may know of, with what was filled in."""

    on: date
    name: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Answer:
    """书面答复：an opinion as it was given, by which organ, and what may be done against it until when."""

    name: str
    on: date
    organ: str
    outcome: str
    text: str
    next: str = ""
    until: date | None = None


@dataclass(frozen=True)
class Followed:
    """办理进度：what the petitioner sees."""

    petition: Petition
    state: str
    clock: Clock | None
    organ: str
    history: tuple[Told, ...]
    answers: tuple[Answer, ...]
    door: str
    ask: str = ""
    """可以请求的：请求复查 or 请求复核, while it may be asked online; else empty."""


def petition_of(person: Actor, case: str) -> Petition:
    """信访事项：of a case this person may see. One SQL query.

    :raises NotFound: for any other.
    """
    found = permission.visible_to(person).select_related("case__organ").filter(case__uid=case).first()
    if found is None:
        raise NotFound
    return found


def offices(on: date) -> list[Organ]:
    """受理信访的机关：organs with a clerk in post on a day, with their names. 1 SQL."""
    held = Post.objects.on(on).filter(role=HOTLINE_CLERK).values("organ")
    return list(Organ.objects.on(on).named(on).filter(pk__in=held).order_by("place__code", "code"))


def main_handlers(cases: Iterable[Case]) -> dict[int, str]:
    """承办机关：case → the name-giving code of the organ that handles it now. 1 SQL."""
    rows = CaseAssignment.objects.filter(case__in=list(cases), until=0, part="main")
    return dict(rows.values_list("case_id", "organ__code"))


def others_by_same(petition: Petition, person: Actor) -> list[Petition]:
    """同一信访人的其他事项：those this person may see, the newest first. 1 SQL."""
    same = permission.visible_to(person).filter(person=petition.person).exclude(pk=petition.pk)
    return list(same.select_related("case").order_by("-id")[:10])


def followed(petition: Petition, *, at: datetime) -> Followed:
    """办理进度：nothing said between offices, nobody's name. At most three SQL queries."""
    case, today = petition.case, china_date(at)
    done = done_in(case)
    clock = clock_of(case, on=today, done=done)
    table = assignments(PETITIONS, done)
    codes = {one.organ for one in table} | {item.given["organ"] for item in done if "organ" in item.given}
    names = organs.names_on(codes, today)
    state = PETITIONS.state(case.state)
    ground = next((item.given["ground"] for item in done if item.act == "refuse"), "")
    now = next((one.organ for one in reversed(table) if not one.until), "")
    return Followed(
        petition,
        state.name,
        None if state.ended or clock is None or clock.state is ClockState.STOPPED else clock,
        names.get(now, ""),
        tuple(_told(item, names) for item in done if item.act in SHOWN),
        answers(petition.sort, done, names),
        DOORS.get(ground, ""),
        _may_ask(petition, done, today),
    )


def _may_ask(petition: Petition, done: tuple[Done, ...], on: date) -> str:
    key = REQUEST_IN.get(petition.case.state) if petition.sort == APPEAL else None
    act = PETITIONS.act(key) if key else None
    return PETITIONS.act(REQUESTS[act.key]).name if act and not why_not(act, on=on, given={}, done=done) else ""


def _told(item: Done, names: Mapping[str, str]) -> Told:
    act = PETITIONS.act(item.act)
    said = tuple(
        (need.name, names.get(text, text) if need.key == "organ" else need.shown(text))
        for need in act.needs
        if need.key in SHOWN[item.act] and (text := item.given.get(need.key, ""))
    )
    return Told(item.on, act.name, said)


def answers(sort: str, done: Iterable[Done], names: Mapping[str, str]) -> tuple[Answer, ...]:
    """历次书面答复：what was proposed before each was given, and until when the next step may be asked."""
    known, found, opinion = tuple(done), [], {}
    for place, item in enumerate(known):
        if item.act == "propose_opinion":
            opinion = dict(item.given)
        if item.act not in ANSWERS:
            continue
        asked = any(later.act in ASKS or later.act in REQUESTS for later in known[place:])
        last = sort != APPEAL or item.act == ANSWERS[-1] or asked
        ask = "" if last else tuple(ASKS)[ANSWERS.index(item.act)]
        outcome = next(need for need in PETITIONS.act("propose_opinion").needs if need.key == "outcome")
        received = received_on(_until_next(known, place)) if ask else None
        until = None
        if received:
            until = date.fromordinal(received.toordinal() + ASKS[ask].at(answered_on=received).value.days)
        name = PETITIONS.act(item.act).name.removeprefix("出具")
        shown = outcome.shown(opinion.get("outcome", ""))
        next_ = PETITIONS.act(ask).name if ask else ""
        found.append(Answer(name, item.on, names.get(item.organ, ""), shown, opinion.get("text", ""), next_, until))
    return tuple(found)


def _until_next(done: tuple[Done, ...], place: int) -> tuple[Done, ...]:
    """The acts up to the answer after this one."""
    later = (at for at, item in enumerate(done) if at > place and item.act in ANSWERS)
    return done[: next(later, len(done))]


def handling_organs(on: date) -> dict[str, str]:
    """承办机关：those with a handler in post, code → name. Two SQL queries."""
    held = Post.objects.on(on).filter(role=HANDLER, person__is_active=True).values_list("organ__code", flat=True)
    return organs.names_on(set(held), on)


def channels_of(cases: Iterable[Case]) -> dict[int, str]:
    """来源：case → how it came. 1 SQL."""
    return dict(Petition.objects.filter(case__in=list(cases)).values_list("case_id", "channel"))

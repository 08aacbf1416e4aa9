"""What who sent a message sees of it: its state, its time, who handles it, the answer; nothing said between offices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import clock_of, done_in
from gongkai.engines.casework.rules import LIVE, Clock, Done, Part, assignments
from gongkai.foundation import sealing
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.law import OutsideCoverage
from gongkai.programmes.hotline.models import Message, MessagePhoto
from gongkai.programmes.hotline.outcomes import rating_of
from gongkai.programmes.hotline.programme import HOTLINE, SATISFIED
from gongkai.programmes.hotline.queries._answers import Answer, answer_of, joined_of
from gongkai.programmes.hotline.rules import DOORS

# 诉求人看得到的行为，以及其中看得到的填写内容。
SHOWN = {
    "accept": (), "refuse": ("ground", "reason"), "turn": ("reason",), "merge": (), "dispatch": ("organ",),
    "appoint": ("organ",), "join": ("organ",), "sign_for": (), "answer": (), "answer_directly": (),
    "extend": ("days", "reason"), "call_back": ("satisfied",), "redo": (), "close": (), "withdraw": (),
}  # fmt: skip

# 内部的状态：what is asked between offices is told as the state before it.
INNER = {"return_asked": "in_hand"}


@dataclass(frozen=True)
class Told:
    """告知诉求人的一步：an act by its name, its day, and what was said in it: names and texts."""

    name: str
    on: date
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Followed:
    """诉求人所见：a message as who sent it follows it; `may` are the acts open to them."""

    message: Message
    case: Case
    words: str
    state: str
    clock: Clock | None
    trouble: str
    handlers: tuple[tuple[str, bool], ...]
    """承办单位：name, and whether the main one."""
    history: tuple[Told, ...]
    answer: Answer | None
    merged: bool
    withheld: bool
    """并入的那一件已经答复，但答复会让人知道别的诉求人是谁，不在网上显示。"""
    refused: str
    """并入的那一件不予受理的，情形和理由。"""
    door: str
    rated: str
    additions: tuple[tuple[str, str, datetime], ...]
    photos: int
    may: frozenset[str]


def followed(message: Message, *, at: datetime) -> Followed:
    """诉求进度：for who proved number and code. At most 12 SQL queries."""
    case, on = message.case, china_date(at)
    done = done_in(case)
    clock, trouble = _clock(case, done, on)
    live = [one for one in assignments(HOTLINE, done) if not one.until and one.standing in LIVE]
    named = organs.names_on({item.given["organ"] for item in done if item.given.get("organ")}, on)
    joined = joined_of(message, on=on) if message.leading_id else None
    rating = rating_of(done)
    ground = next((item.given["ground"] for item in done if item.act == "refuse"), "")
    return Followed(
        message=message,
        case=case,
        words=message.text,
        state=HOTLINE.state(INNER.get(case.state, case.state)).name,
        clock=clock,
        trouble=trouble,
        handlers=tuple((named.get(one.organ, one.organ), one.part is Part.MAIN) for one in live),
        history=tuple(_told(item, named) for item in done if item.act in SHOWN),
        answer=joined.answer if joined else answer_of(done, named),
        merged=joined is not None,
        withheld=joined is not None and joined.withheld,
        refused=joined.refused if joined else "",
        door=joined.door if joined else DOORS.get(ground, ""),
        rated=SATISFIED.shown(rating) if rating else "",
        additions=tuple((str(one.get_about_display()), one.text, one.at) for one in message.additions.all()),
        photos=message.photos.count(),
        may=_may(case, done),
    )


def _clock(case: Case, done: Sequence[Done], on: date) -> tuple[Clock | None, str]:
    try:
        return clock_of(case, on=on, done=done), ""
    except OutsideCoverage as error:
        return None, error.sentence


def _told(item: Done, named: dict[str, str]) -> Told:
    act = HOTLINE.act(item.act)
    keys = SHOWN[item.act]
    shown = [need for need in act.needs if need.key in keys and need.key in item.given]
    said = tuple((need.name, named.get(item.given[need.key]) or need.shown(item.given[need.key])) for need in shown)
    return Told(act.name, item.on, said)


def _may(case: Case, done: Sequence[Done]) -> frozenset[str]:
    """What is open to who sent it: the table's acts of the state, and adding while it is open."""
    open_ = {act.key for act in HOTLINE.open_acts(case.state)}
    acts = {"withdraw"} & open_
    if case.open:
        acts |= {"add", "photo"}
    if "call_back" in open_ and not rating_of(done, own=True):
        acts.add("rate")
    if any(item.act == "refuse" and item.given["ground"] == "disclosure" for item in done):
        acts.add("apply")
    if "redo" in open_ and not any(item.act == "redo" and item.by == "system" for item in done):
        acts.add("again")
    return frozenset(acts)


@dataclass(frozen=True)
class Added:
    """诉求补充：what it is about, its words and when; the words are empty where they are sealed and not opened."""

    about: str
    text: str
    at: datetime
    sealed: bool


def added_to(message: Message, *, opened: bool) -> tuple[Added, ...]:
    """诉求的补充：for the office; sealed words only once who spoke was opened, which is a noted act. 1 SQL."""
    return tuple(
        Added(
            str(one.get_about_display()),
            sealing.unseal(one.sealed) if one.sealed and opened else one.text,
            one.at,
            bool(one.sealed),
        )
        for one in message.additions.all()
    )


def photos_of(message: Message) -> list[MessagePhoto]:
    """诉求的照片：which there are, still sealed. 1 SQL."""
    return list(message.photos.defer("sealed"))

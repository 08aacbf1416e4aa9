"""听证会：its acts in their order: notice, chosen participants made public, materials served in time, record signed."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from gongkai.engines.casework.rules import Done
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.law.chinese import day_in_chinese
from gongkai.programmes.decisions.rules._consulting import earliest_problem, materials_problem
from gongkai.programmes.decisions.rules._facts import CITED, YES, this_round

ORDER = ("announce_hearing", "publish_notice", "choose_participants", "serve_materials", "hold_hearing")
MISSING: Mapping[str, str] = {
    "announce_hearing": "还没有拟听证会公告。",
    "publish_notice": "听证会公告还没有发布。公告经审签发布以后，由系统登记。",
    "choose_participants": "听证参加人名单应当提前公布。请先办理“公布听证参加人”。",
    "serve_materials": "听证会材料还没有送达听证参加人。请先办理“登记送达听证会材料”。",
}
OPEN = "有一场听证会已经拟了公告，还没有举行。要改时间、地点的，请先取消，再拟公告。"
FARTHEST = timedelta(days=3 * 366)
"""听证会最远：three years ahead; beyond it the day is mistyped."""
ENDS = frozenset({"hold_hearing", "call_off_hearing"})


def announced(done: Sequence[Done]) -> Done | None:
    """在办的听证会：the act that announced the hearing not yet held nor called off; None where there is none."""
    found: Done | None = None
    for one in this_round(done):
        if one.act == "announce_hearing":
            found = one
        elif one.act in ENDS:
            found = None
    return found


def untold(done: Sequence[Done]) -> frozenset[int]:
    """没有公告过的取消：numbers of the acts that called off a hearing whose notice was never released.

    A notice released at the last moment is noted after the hearing was called off: it was told all the same.
    """
    found, called_off, told = set[int](), 0, False
    for one in done:
        if one.act == "announce_hearing":
            called_off, told = 0, False
        elif one.act == "publish_notice":
            told = True
            found.discard(called_off)
        elif one.act == "call_off_hearing" and not told:
            called_off = one.number
            found.add(called_off)
    return frozenset(found)


def hearing_over(done: Sequence[Done]) -> Decision:
    """听证会是否了结：none of this round stays announced when the draft goes on."""
    if announced(done) is None:
        return ALLOWED
    return Refused("听证会已经拟了公告，还没有举行。请先举行，或者取消。")


def hearing_problem(act: str, given: Mapping[str, str], done: Sequence[Done], *, on: date) -> Decision:
    """听证会的这一步可否办理：nothing before what must come before it. 依据：第十六条、第十七条。"""
    open_, turn = announced(done), out_of_turn(act, done, on=on)
    if not turn or open_ is None:
        return turn and _announced_with_draft(given, done) and _announce(given, on)
    return turn if act == "call_off_hearing" else _in_time(act, given, open_, done)


def out_of_turn(act: str, done: Sequence[Done], *, on: date) -> Decision:
    """听证会的这一步是不是还没轮到：whatever is filled in."""
    open_ = announced(done)
    if act == "announce_hearing":
        return ALLOWED if open_ is None else Refused(OPEN)
    if open_ is None:
        return Refused(MISSING["announce_hearing"])
    if act == "call_off_hearing":
        return ALLOWED
    had = {one.act for one in this_round(done) if one.number >= open_.number}
    missing = next((key for key in ORDER[: ORDER.index(act)] if key not in had), "")
    if missing:
        return Refused(MISSING[missing])
    if act == "choose_participants" and on.isoformat() <= open_.given["enrol_until"]:
        return Refused(f"报名到{day_in_chinese(open_.day('enrol_until'))}才截止，截止以后再遴选。")
    return ALLOWED


def _announced_with_draft(given: Mapping[str, str], done: Sequence[Done]) -> Decision:
    """提前公布草案：at an address the notice names, or in the consultation. 依据：第十六条第二款。"""
    if given.get("materials") or any(one.act in CITED for one in this_round(done)):
        return ALLOWED
    return Refused(
        "听证会应当提前公布决策草案及其说明等材料。请在“决策草案及其说明等材料的网址”里写明在哪里公布，或者先登记公开征求意见。"
    )


def _announce(given: Mapping[str, str], on: date) -> Decision:
    if not on.isoformat() <= given["enrol_until"] < given["held_on"]:
        return Refused("报名截止日期应当在今天以后、听证会以前。请核对日期。")
    held_on = date.fromisoformat(given["held_on"])
    if held_on - on > FARTHEST:
        return Refused("听证会日期在三年以后。请核对日期。")
    return earliest_problem(on=on, held_on=held_on)


def _served(given: Mapping[str, str], open_: Done, done: Sequence[Done]) -> Decision:
    chosen = next(one for one in reversed(done) if one.act == "choose_participants")
    if given["served_on"] < chosen.on.isoformat():
        return Refused("送达日期不能早于公布听证参加人名单的日期：名单确定以前，还没有可以送达的人。请核对日期。")
    return materials_problem(served_on=date.fromisoformat(given["served_on"]), held_on=open_.day("held_on"))


def _in_time(act: str, given: Mapping[str, str], open_: Done, done: Sequence[Done]) -> Decision:
    held_on = open_.day("held_on")
    if act == "choose_participants":
        return ALLOWED
    if act == "serve_materials":
        return _served(given, open_, done)
    if given["held_on"] != held_on.isoformat():
        return Refused(f"公告的听证会日期是{day_in_chinese(held_on)}，与所填的不同。改期的，请取消后重新公告。")
    if given["signed"] != YES:
        return Refused("听证会记录应当由听证参加人确认并签字。请补齐后再登记。")
    return ALLOWED

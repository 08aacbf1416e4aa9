"""热线办理：the time of each case, and what its acts are held to beyond the table."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import OperationalError

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.ports import Standing
from gongkai.engines.casework.rules import LIVE, CaseAct, Clock, Done, Part, assignments, first_received
from gongkai.foundation.errors import Conflict, Invalid, NotPermitted
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.law import Value, WorkingDays
from gongkai.programmes.hotline import operations, rules
from gongkai.programmes.hotline.models import Message
from gongkai.programmes.hotline.programme import HOTLINE, TURN
from gongkai.programmes.hotline.senders import senders_of, tells_of_any

NO_LEADERS = ("merged", "refused", "turned", "withdrawn")
"""不能并入的：states of cases that will answer nobody."""


def limit_of(*, case: Case, done: Sequence[Done]) -> Value[WorkingDays] | None:
    """本件期限：by kind, matter and profile; that of several organs once a second one was added. One SQL query."""
    received_on = first_received(HOTLINE, done)
    if received_on is None:
        return None
    told = Message.objects.get(case=case)
    joint = any(item.act == "join" for item in done)
    return rules.limit_for(
        kind=told.kind, matter=told.matter, profile=told.profile, received_on=received_on, joint=joint
    )


def condition(*, act: CaseAct, on: date, given: Mapping[str, str], standing: Standing) -> Decision:
    """办理条件：time is extended before it has run out, and only where there is any; who is let go assists."""
    if act.key == "dismiss" and given.get("organ"):
        assisting = {one.organ for one in assignments(HOTLINE, standing.done) if not one.until and one.part is Part.CO}
        if given["organ"] not in assisting:
            return Refused("该机关不是本件的协办单位。主办单位要换的，请用“指定主办单位”。")
    if act.key in {"propose_answer", "answer"}:
        return _parts_there(act, given, standing.done)
    if act.key != "extend":
        return ALLOWED
    if standing.clock is None:
        return Refused("这一类诉求没有规定办理期限，不需要延长。")
    if standing.clock.due_on and on >= standing.clock.due_on:
        return Refused("延长办理期限应当在期限届满的前一日以前提出，本件已经不能延长。")
    return ALLOWED


def _parts_there(act: CaseAct, given: Mapping[str, str], done: Sequence[Done]) -> Decision:
    """协办意见：an answer waits for them, or says why it goes out without."""
    waiting = [
        one for one in assignments(HOTLINE, done) if one.part is Part.CO and not one.until and one.standing in LIVE
    ]
    if not waiting:
        return ALLOWED
    if act.key == "propose_answer":
        said = given.get("missing", "") if given else "?"
    else:
        said = next((item.given.get("missing", "") for item in reversed(done) if item.act == "propose_answer"), "")
    if said:
        return ALLOWED
    return Refused(
        f"还有{len(waiting)}个协办单位没有反馈意见。请等其反馈；不能再等的，在“协办意见未到的说明”里写明已经怎样催办、答复为什么不受影响。"
    )


def unfit(case: Case) -> frozenset[str]:  # noqa: ARG001 — the same of every message
    """不提供的行为：what is done with the petition a message becomes. No SQL."""
    return frozenset({TURN})


def accompany(*, case: Case, done: Sequence[Done], clock: Clock | None, by: Actor, at: datetime) -> None:
    """随行核对：what hangs on the message or on other cases; what is refused here undoes the act.

    :raises Invalid: for an extension past what the profile allows; for a case to merge into that is not there; for an
        answer that tells those merged into it who another sender is.
    :raises Conflict: where somebody else acts on the case to merge into at this moment.
    :raises NotPermitted: for giving up a case into which others were merged; for giving to an organ a message whose
        words are sealed and were not written anew; for turning a message by itself, or one that leads others; for
        handing back what the hotline office appointed the handler for, where that is fixed.
    """
    last = done[-1]
    if last.act == TURN and by != SYSTEM:
        raise NotPermitted("转为信访事项在“信访事项”的页面按诉求编号办理，这一件随之了结。")
    if last.act == "extend":
        _check_longest(case, done, clock)
    elif last.act == "merge":
        _check_into(case, last.given["into"])
        operations.note_merged(case=case, into=last.given["into"], by=by, at=at)
    elif last.act == "answer_directly":
        _check_names_nobody(case, last.given["text"])
    elif last.act == "withdraw":
        _check_leads(case)
    elif last.act == TURN and Message.objects.filter(leading=case).exists():
        raise NotPermitted("已有别的诉求并入这一件，转为信访事项以后并入的就没有答复了。请仍按热线诉求办理。")
    elif last.act in {"dispatch", "appoint", "join"}:
        _check_handed(case)
    elif last.act == "ask_return":
        _check_fixed(case, done)


def _check_longest(case: Case, done: Sequence[Done], clock: Clock | None) -> None:
    told, received_on = Message.objects.get(case=case), first_received(HOTLINE, done)
    assert received_on  # time is extended where it runs
    most = rules.most_days(kind=told.kind, matter=told.matter, profile=told.profile, received_on=received_on)
    if most and clock and clock.allowed.number > most.value.number:
        raise Invalid(f"延长以后总共不能超过{most.value}（{most.citation}）。请减少延长的天数。", field="days")


def _check_handed(case: Case) -> None:
    told = Message.objects.get(case=case)
    if told.confidential and not told.handed:
        raise NotPermitted("这件诉求保密，承办单位看不到原文。请先在本页填写承办内容，再派单。")


def _check_into(case: Case, number: str) -> None:
    same = Case.objects.filter(procedure=HOTLINE.key, organ=case.organ, number=number).exclude(pk=case.pk)
    try:
        # Locked, so that two are not merged into each other at once; without waiting, since the other may wait for us.
        found = same.exclude(state__in=NO_LEADERS).select_for_update(of=("self",), nowait=True).first()
    except OperationalError as error:
        raise Conflict("要并入的那一件正有别人在办理。请稍候刷新，再并件。") from error
    if found is None:
        raise Invalid("没有这件可以并入的诉求。请核对办件编号。", field="into")


def _check_names_nobody(case: Case, text: str) -> None:
    """Those merged into a message read its answer. Only the office, which may know who they are, is told at once."""
    if Message.objects.filter(leading=case).exists() and tells_of_any(text, senders_of(case)):
        raise Invalid(
            "答复里有诉求人的姓名、称呼或者联系方式，并入的诉求人也看到这份答复。请删去后再答复。", field="text"
        )


def _check_leads(case: Case) -> None:
    if Message.objects.filter(leading=case).exists():
        raise NotPermitted(operations.LEADS)


def _check_fixed(case: Case, done: Sequence[Done]) -> None:
    told, received_on = Message.objects.get(case=case), first_received(HOTLINE, done)
    assigned = [item.act for item in done if item.act in {"dispatch", "appoint"}]
    if assigned[-1] != "appoint" or received_on is None:
        return
    if basis := rules.fixed_handler(profile=told.profile, received_on=received_on):
        raise NotPermitted(f"本件由热线工作机构指定承办，不能再申请退单（{basis}）。")

"""舆情办理：the time of each topic, what its acts are held to beyond the table, and the statement drafted with one."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.ports import Standing
from gongkai.engines.casework.rules import CaseAct, Clock, Done, first_received
from gongkai.foundation.errors import Invalid, NotPermitted
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.law import Hours, Value
from gongkai.programmes.concerns import judging, operations, rules
from gongkai.programmes.concerns.programme import CONCERNS, RELEASES


def limit_of(*, case: Case, done: Sequence[Done]) -> Value[Hours] | None:  # noqa: ARG001
    """首次回应时限：by the level last judged; before, by the level at entry. No SQL."""
    found_on = first_received(CONCERNS, done)
    return rules.limit_for(level=judging.level_of(done), found_on=found_on) if found_on else None


def condition(*, act: CaseAct, on: date, given: Mapping[str, str], standing: Standing) -> Decision:  # noqa: ARG001
    """办理条件：nothing else is done before the time it was found is entered."""
    if act.key != "note_found" and first_received(CONCERNS, standing.done) is None:
        return Refused("请先登记发现或者收到的时间：回应时限从这时起算。")
    if act.key == "close" and _supervised(standing.done):
        return Refused("督办的事项还没有反馈，请先反馈督办情况。")
    return ALLOWED


def _supervised(done: Sequence[Done]) -> bool:
    return CONCERNS.opened("supervise", [item.act for item in done])


def unfit(case: Case) -> frozenset[str]:
    """不提供的行为：what follows a release of itself; the time found is entered with the topic."""
    return RELEASES | ({"note_found"} if case.first_received_on else frozenset())


def accompany(*, case: Case, done: Sequence[Done], clock: Clock | None, by: Actor, at: datetime) -> None:  # noqa: ARG001
    """随行办理：draft the statement, move the items of a merged topic; what is refused here undoes the act.

    :raises Invalid: for a statement that cannot be submitted as it stands; for a topic to merge into that is not there;
        for a body other than the table's without a reason; for other bodies that are none.
    :raises NotPermitted: for a release entered by hand.
    """
    last = done[-1]
    if last.act in RELEASES and by != SYSTEM:
        raise NotPermitted("回应发布以后由系统自动登记，不能手工登记。请在“回应”中查看审签和发布的情况。")
    if last.act in {"propose_statement", "propose_further"}:
        operations.draft_statement(case=case, given=last.given, handler=last.organ, by=by, at=at)
    elif last.act == "judge":
        _check_others(last)
    elif last.act == "assign":
        _check_routed(case, done)
    elif last.act == "merge":
        operations.move_items(case=case, into=last.given["into"], by=by, at=at)


def _check_others(judged: Done) -> None:
    _, unknown = judging.others_named(judged.given.get("others", ""), judged.on)
    if unknown:
        named = "、".join(unknown)
        raise Invalid(f"没有名为“{named}”的机关。请写全称、简称或者机构代码，用顿号隔开。", field="others")


def _check_routed(case: Case, done: Sequence[Done]) -> None:
    """Another body than the table names is assigned only with a reason."""
    routed, given = judging.routed(case, done), done[-1].given
    if routed is None or not routed.body.code or routed.body.code == given["organ"] or given.get("reason"):
        return
    raise Invalid(
        f"按认定，第一责任主体是{routed.who}（{routed.basis}）。交办给其他机关的，请写明理由。", field="reason"
    )

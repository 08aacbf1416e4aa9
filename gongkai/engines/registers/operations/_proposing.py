"""提出、审查、退回与撤回：everything that comes before an adoption."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from gongkai.engines.registers import permission, queries
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import Adjustment, AdjustmentLine, AdjustmentState
from gongkai.engines.registers.operations._common import locked, note
from gongkai.engines.registers.queries import Examined, Wanted
from gongkai.engines.registers.rules import Action
from gongkai.foundation.errors import Conflict, Invalid
from gongkai.foundation.events import emit
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.permission import insist
from gongkai.foundation.review import operations as review
from gongkai.foundation.text import storable
from gongkai.foundation.uids import new_uid

_SAID = 5
OF_ENTRY = "entry."
"""条目的字段：before its key in a refusal, so that the 依据 of an entry is not taken for that of its adjustment."""


@transaction.atomic
def propose(
    *,
    register: str,
    organ: Organ,
    since: date,
    reason: str,
    basis: str,
    wanted: Sequence[Wanted],
    other: Organ | None = None,
    by: Actor,
    at: datetime,
) -> Adjustment:
    """提出调整：one or many changes to a register, reviewed and adopted together, in force from one day.

    Nothing stands in the register before the adoption; a day in the past enters what was already in force. What moves
    names the other organ, which gives it up or receives it, and must consent before the adoption.

    :raises NotFound: for a register there is not.
    :raises NotPermitted: unless by a drafter of the organ.
    :raises Invalid: with a sentence for every line that cannot be adopted, the first five said out.
    """
    declared = register_of(register)
    insist(permission.may_propose(by, organ))
    reason, basis = head_of(reason, basis)
    _insist_sensible(organ, other, wanted)
    examined = queries.examine(declared, organ, since, wanted, other=other)
    refuse_problems(examined)
    made = Adjustment(
        uid=new_uid(),
        register=register,
        organ=organ,
        other=other if any(one.action is Action.MOVE for one in examined) else None,
        since=since,
        reason=reason,
        basis=basis,
        size=len(examined),
        proposed_by=by.uid,
        proposed_by_name=by.name,
        proposed_at=at,
    )
    lines = [_line(made, one) for one in examined]
    made.sha256 = queries.digest(made, lines)
    made.save()
    AdjustmentLine.objects.bulk_create(lines, batch_size=500)
    note("proposed", made, by=by.uid, at=at)
    emit("registers.proposed", key=made.uid, adjustment=made.uid)
    return made


def head_of(reason: str, basis: str) -> tuple[str, str]:
    """理由和依据：why and on what basis, which the public reads."""
    reason, basis = storable(reason).strip(), storable(basis).strip()
    if not reason:
        raise Invalid("请写明调整理由。", field="reason")
    if not basis:
        raise Invalid("请写明调整依据，例如《……》第几条，或者批准文件的名称和文号。", field="basis")
    return reason, basis


def _insist_sensible(organ: Organ, other: Organ | None, wanted: Sequence[Wanted]) -> None:
    if not wanted:
        raise Invalid("请至少填写一项调整。", field="lines")
    if other == organ:
        raise Invalid("划转的另一方不能是提出调整的机关自己，请核对。", field="other")


def _line(adjustment: Adjustment, one: Examined) -> AdjustmentLine:
    manner = one.manner.code if one.manner else ""
    return AdjustmentLine(
        adjustment=adjustment, number=one.number, manner=manner, key=one.key, values=one.values, base=one.base
    )


def refuse_problems(examined: Sequence[Examined]) -> None:
    """Refuse an adjustment with lines that cannot be adopted."""
    bad = [one for one in examined if one.problems]
    if not bad:
        return
    single = len(examined) == 1
    said = [("" if single else f"第{one.number}行：") + "".join(one.problems.values()) for one in bad[:_SAID]]
    if len(bad) > _SAID:
        said.append(f"另有{len(bad) - _SAID}行有问题，请用“试导入”逐行查看。")
    raise Invalid("".join(said), field=f"{OF_ENTRY}{next(iter(bad[0].problems))}")


@transaction.atomic
def approve(*, adjustment: str, sha256: str, by: Actor, at: datetime) -> Adjustment:
    """同意：let an adjustment pass the review that is due; `sha256` names what the reviewer has read.

    :raises NotFound: for what this person may not see.
    :raises NotPermitted: unless by the role of the step, with a second factor, and not by who proposed it.
    :raises Conflict: when the step was decided a moment ago, or the content is another.
    """
    found = locked(by, adjustment)
    verdicts = queries.verdicts_on(found)
    insist(permission.may_review(by, found, verdicts))
    step = permission.pending(found, verdicts)
    if step is None or sha256 != found.sha256:
        raise Conflict("这项调整的内容与您看到的不同。请刷新页面，核对后再办理。")
    review.give(
        subject=queries.subject(found.uid),
        round_=permission.ROUND,
        step=step,
        approved=True,
        sha256=sha256,
        remark="",
        by=by,
        at=at,
    )
    note("approved", found, by=by.uid, at=at, step=step.code)
    emit("registers.approved", key=f"{found.uid}:{step.code}", adjustment=found.uid)
    return found


@transaction.atomic
def return_adjustment(*, adjustment: str, remark: str, by: Actor, at: datetime) -> Adjustment:
    """退回调整：send it back with a reason its drafter can act on; a new proposal takes its place.

    :raises NotFound: for what this person may not see.
    :raises NotPermitted: unless by whoever the adjustment waits for.
    :raises Invalid: without a reason.
    """
    found = locked(by, adjustment)
    insist(permission.may_return(by, found, queries.verdicts_on(found)))
    _close(found, AdjustmentState.RETURNED, remark, "请写明退回的理由，让拟稿人知道怎样改。")
    note("returned", found, by=by.uid, at=at)
    emit("registers.returned", key=found.uid, adjustment=found.uid)
    return found


@transaction.atomic
def recall_adjustment(*, adjustment: str, remark: str, by: Actor, at: datetime) -> Adjustment:
    """撤回调整：whoever proposed it takes it back before it is decided.

    :raises NotFound: for what this person may not see.
    :raises NotPermitted: unless by who proposed it.
    :raises Invalid: without a reason.
    """
    found = locked(by, adjustment)
    insist(permission.may_recall(by, found))
    _close(found, AdjustmentState.RECALLED, remark, "请写明撤回的理由。")
    note("recalled", found, by=by.uid, at=at)
    return found


def _close(adjustment: Adjustment, state: AdjustmentState, remark: str, missing: str) -> None:
    remark = storable(remark).strip()
    if not remark:
        raise Invalid(missing, field="remark")
    adjustment.state, adjustment.remark = state, remark
    adjustment.save(update_fields=["state", "remark"])

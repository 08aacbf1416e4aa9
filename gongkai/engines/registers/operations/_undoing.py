"""撤销批准：an adoption whose day has not come is taken back, and what it closed stands again."""

from datetime import datetime

from django.db import transaction

from gongkai.engines.registers import permission, queries
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import Adjustment, AdjustmentState, EntryVersion, RegisterEntry
from gongkai.engines.registers.operations._common import locked, note, queue
from gongkai.engines.registers.operations._hiding import hide
from gongkai.engines.registers.queries import chunks
from gongkai.foundation.errors import Conflict, Invalid
from gongkai.foundation.events import emit
from gongkai.foundation.now import china_date
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.permission import insist
from gongkai.foundation.text import storable


@transaction.atomic
def undo_adoption(*, adjustment: str, remark: str, by: Actor, at: datetime) -> Adjustment:
    """撤销批准：take back an adoption whose day has not come; the act stays known.

    :raises NotFound: for what this person may not see.
    :raises NotPermitted: unless by a signer who did not propose it.
    :raises Conflict: when it is in force, when a later adjustment builds on it, or an entry it brought is referred to.
    :raises Invalid: without a reason.
    """
    queue()
    found = locked(by, adjustment)
    insist(permission.may_undo(by, found))
    remark = storable(remark).strip()
    if not remark:
        raise Invalid("请写明撤销批准的理由，将向社会公布。", field="remark")
    if found.since <= china_date(at):
        raise Conflict("这项调整已经施行，不能撤销。需要改变的，请另行提出调整。")
    _refuse_built_upon(found)
    declared = register_of(found.register)
    touched = list(EntryVersion.objects.filter(adopted=found).values_list("entry", flat=True))
    touched += EntryVersion.objects.filter(withdrawn=found).values_list("entry", flat=True).distinct()
    brought = list(found.opened.filter(number=1).values_list("entry", flat=True))
    EntryVersion.objects.filter(adopted=found).delete()
    EntryVersion.objects.filter(ended=found).update(until=None, ended=None)
    EntryVersion.objects.filter(withdrawn=found).update(withdrawn=None)
    if declared.forgets:
        hide(declared, touched, china_date(at))
    for some in chunks(brought):
        RegisterEntry.objects.filter(pk__in=some).delete()
    found.state, found.remark = AdjustmentState.UNDONE, remark
    found.save(update_fields=["state", "remark"])
    note("undone", found, by=by.uid, at=at)
    emit("registers.undone", key=found.uid, adjustment=found.uid)
    return found


def _refuse_built_upon(adjustment: Adjustment) -> None:
    """Nothing adopted later may rest on what is taken back."""
    later = adjustment.opened.filter(ended__isnull=False).first() or _begun_again(adjustment)
    if later is not None:
        raise Conflict(f"{later.key}已有另一项调整在此之后批准，请先撤销那一项。")
    _refuse_referred(adjustment)
    _refuse_lost_targets(adjustment)


def _begun_again(adjustment: Adjustment) -> EntryVersion | None:
    """An entry this adjustment ended, which another has listed anew."""
    ended = adjustment.closed.values("entry")
    return EntryVersion.objects.filter(entry__in=ended, since__gte=adjustment.since).exclude(adopted=adjustment).first()


def _refuse_referred(adjustment: Adjustment) -> None:
    own = set(adjustment.opened.values_list("key", flat=True))
    continued = set(adjustment.closed.values_list("entry", flat=True))
    lost = [entry for entry in adjustment.opened.values_list("entry", flat=True) if entry not in continued]
    for some in chunks(lost):
        for _, register, key, title in queries.referring(some, adjustment.since):
            if not (register == adjustment.register and key in own):
                raise Conflict(f"{title}（{key}）引用了这项调整列入的条目，请先调整引用它的条目。")


def _refuse_lost_targets(adjustment: Adjustment) -> None:
    """What is opened again may name only what still stands."""
    register = register_of(adjustment.register)
    closed = list(adjustment.closed.all())
    reopened = {(version.register, version.key) for version in closed}
    named = [
        (version, code, key) for version in closed for _, code, key in queries.references_in(register, version.values)
    ]
    for of in {code for _, code, _ in named}:
        spans = queries.spans_of(of, {key for _, code, key in named if code == of})
        for version, code, key in named:
            stands = code != of or (code, key) in reopened or any(span.until is None for span in spans.get(key, ()))
            if not stands:
                raise Conflict(f"{version.title}（{version.key}）恢复后所引的{key}已经终止，不能撤销这项调整。")

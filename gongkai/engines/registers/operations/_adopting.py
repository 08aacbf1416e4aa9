"""批准与撤销批准：the only code that writes entries and their versions."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db import transaction

from gongkai.engines.registers import permission, queries
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import (
    Adjustment,
    AdjustmentState,
    EntryFile,
    EntryMark,
    EntryReference,
    EntryVersion,
    RegisterEntry,
    RegisterHead,
)
from gongkai.engines.registers.operations._common import locked, note
from gongkai.engines.registers.operations._proposing import refuse_problems
from gongkai.engines.registers.queries import Examined, chunks
from gongkai.engines.registers.rules import (
    Action,
    Published,
    Register,
    files_in,
    hidden_from,
    last_shown,
    marks,
    parts_of,
)
from gongkai.foundation.errors import Conflict, Invalid
from gongkai.foundation.events import emit
from gongkai.foundation.now import china_date
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.permission import insist
from gongkai.foundation.text import storable

_BATCH = 500


@transaction.atomic
def adopt(*, adjustment: str, sha256: str, by: Actor, at: datetime) -> Adjustment:
    """批准调整：put every line into the register, or none, in force from its day; public from this moment.

    Every line is examined anew against the register as it stands now: a basis that moved, an entry that is still
    referred to, an organ abolished meanwhile refuse the whole.

    :raises NotFound: for what this person may not see.
    :raises NotPermitted: unless by a signer who did not propose it, after every review.
    :raises Conflict: when the content is not what the signer has read.
    :raises Invalid: with the sentences of the lines that cannot be adopted any more.
    """
    number = _queue()
    found = locked(by, adjustment)
    insist(permission.may_adopt(by, found, queries.verdicts_on(found)))
    if sha256 != found.sha256 or queries.digest(found, queries.lines_of(found)) != found.sha256:
        raise Conflict("这项调整的内容与审查时的不同。请刷新页面，核对后再办理。")
    examined = queries.examined(found)
    refuse_problems(examined)
    _write(register_of(found.register), found, examined, china_date(at))
    found.state, found.number = AdjustmentState.ADOPTED, number
    found.adopted_by, found.adopted_at = by.uid, at
    found.save(update_fields=["state", "number", "adopted_by", "adopted_at"])
    note("adopted", found, by=by, at=at, number=number)
    emit("registers.adopted", key=found.uid, adjustment=found.uid)
    return found


def _queue() -> int:
    """Wait for every adoption before this one; answers its number."""
    head = RegisterHead.objects.select_for_update().filter(pk=1).first()
    if head is None:
        RegisterHead.objects.get_or_create(pk=1)
        head = RegisterHead.objects.select_for_update().get(pk=1)
    head.number += 1
    head.save(update_fields=["number"])
    return head.number


def _write(register: Register, adjustment: Adjustment, examined: Sequence[Examined], today: date) -> None:
    """Close what ends, begin what begins, some lines at a time; then count anew how long the public reads it."""
    _close(adjustment, examined)
    beginning = [one for one in examined if one.action is not Action.END]
    fresh = [one for one in beginning if one.entry is None]
    entries = [RegisterEntry(register=register.code, key=one.key, organ=adjustment.organ) for one in fresh]
    RegisterEntry.objects.bulk_create(entries, batch_size=_BATCH)
    for keys in chunks([one.key for one in fresh]):
        made = {entry.key: entry for entry in RegisterEntry.objects.filter(register=register.code, key__in=keys)}
        for one in fresh:
            one.entry = made.get(one.key, one.entry)
    for batch in chunks(beginning):
        versions = [_version(register, adjustment, one) for one in batch]
        EntryVersion.objects.bulk_create(versions)
        _marks(register, versions)
        _references(register, versions)
        _files(register, versions)
    if register.forgets:
        _hide(register, [one.entry.pk for one in examined if one.entry is not None], today)


def _close(adjustment: Adjustment, examined: Sequence[Examined]) -> None:
    """What is withdrawn leaves the public's sight whole, whatever of it has ended or not even begun."""
    changed = [one.standing for one in examined if one.standing and one.action is not Action.ADD]
    earlier = [standing.pk for standing in changed if standing.until is None and standing.since < adjustment.since]
    for some in chunks(earlier):
        EntryVersion.objects.filter(pk__in=some).update(until=adjustment.since, ended=adjustment)
    later = [standing for standing in changed if standing.until is None and standing.since >= adjustment.since]
    for standing in later:
        standing.until, standing.ended = standing.since + timedelta(1), adjustment
    EntryVersion.objects.bulk_update(later, ["until", "ended"], batch_size=_BATCH)
    for some in chunks([one.entry.pk for one in examined if one.hides and one.entry]):
        EntryVersion.objects.filter(entry__in=some, withdrawn__isnull=True).update(withdrawn=adjustment)


def _hide(register: Register, entries: Sequence[int], today: date) -> None:
    """Count anew from which day on the public reads each version of these entries no more."""
    for some in chunks(entries):
        rows = (
            EntryVersion.objects.filter(entry__in=some)
            .order_by("entry", "number")
            .select_related("adopted", "withdrawn")
        )
        changed = []
        for _, group in groupby(rows, key=lambda version: version.entry_id):
            versions = list(group)
            for version, day in zip(
                versions, hidden_from([_published(register, one, today) for one in versions]), strict=True
            ):
                if version.hidden_from != day:
                    version.hidden_from = day
                    changed.append(version)
        EntryVersion.objects.bulk_update(changed, ["hidden_from"], batch_size=_BATCH)


def _published(register: Register, version: EntryVersion, today: date) -> Published:
    adopted_at = version.adopted.adopted_at
    return Published(
        china_date(adopted_at) if adopted_at else today,
        last_shown(register, version.values),
        version.withdrawn.since if version.withdrawn else None,
    )


def _version(register: Register, adjustment: Adjustment, one: Examined) -> EntryVersion:
    if one.entry is None:
        raise RuntimeError(f"{one.key}没有条目")
    return EntryVersion(
        entry=one.entry,
        number=one.base + 1,
        register=register.code,
        key=one.key,
        since=adjustment.since,
        title=str(one.values[register.title])[:300],
        values=one.values,
        adopted=adjustment,
    )


def _marks(register: Register, versions: Iterable[EntryVersion]) -> None:
    EntryMark.objects.bulk_create(
        [
            EntryMark(version=version, register=register.code, mark=mark, key=version.key)
            for version in versions
            for mark in marks(register, version.values)
        ],
        batch_size=_BATCH * 4,
    )


def _references(register: Register, versions: Iterable[EntryVersion]) -> None:
    named = [(version, *one) for version in versions for one in queries.references_in(register, version.values)]
    targets: dict[tuple[str, str], RegisterEntry] = {}
    for code in {code for _, _, code, _ in named}:
        for some in chunks(sorted({key for _, _, of, key in named if of == code})):
            for entry in RegisterEntry.objects.filter(register=code, key__in=some):
                targets[code, entry.key] = entry
    EntryReference.objects.bulk_create(
        [
            EntryReference(version=version, field=field, target=targets[code, key])
            for version, field, code, key in named
        ],
        batch_size=_BATCH,
    )


def _files(register: Register, versions: Iterable[EntryVersion]) -> None:
    EntryFile.objects.bulk_create(
        [
            EntryFile(version=version, register=register.code, sha256=sha256, name=name)
            for version in versions
            for sha256, name in (parts_of(one) for _, one in files_in(register, version.values, public=True))
        ],
        batch_size=_BATCH,
    )


@transaction.atomic
def undo_adoption(*, adjustment: str, remark: str, by: Actor, at: datetime) -> Adjustment:
    """撤销批准：take back an adoption whose day has not come; the act stays known.

    :raises NotFound: for what this person may not see.
    :raises NotPermitted: unless by a signer who did not propose it.
    :raises Conflict: when it is in force, when a later adjustment builds on it, or an entry it brought is referred to.
    :raises Invalid: without a reason.
    """
    _queue()
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
        _hide(declared, touched, china_date(at))
    for some in chunks(brought):
        RegisterEntry.objects.filter(pk__in=some).delete()
    found.state, found.remark = AdjustmentState.UNDONE, remark
    found.save(update_fields=["state", "remark"])
    note("undone", found, by=by, at=at)
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

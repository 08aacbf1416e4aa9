"""批准与撤销批准：the only code that writes entries and their versions."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from gongkai.engines.registers import permission, queries
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import (
    Adjustment,
    AdjustmentState,
    EntryFile,
    EntryReference,
    EntryVersion,
    RegisterEntry,
)
from gongkai.engines.registers.operations._common import locked, note, queue, tell_refused
from gongkai.engines.registers.operations._hiding import hide
from gongkai.engines.registers.operations._proposing import refuse_problems
from gongkai.engines.registers.queries import Examined, chunks
from gongkai.engines.registers.rules import Action, Register, files_in, marks, parts_of
from gongkai.foundation.errors import Conflict, Invalid
from gongkai.foundation.events import emit
from gongkai.foundation.now import china_date
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.permission import insist

_BATCH = 500
_MARK = 'INSERT INTO registers_entrymark (version_id, register, mark, "key") VALUES (%s, %s, %s, %s)'


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
    number = queue()
    found = _decided(adjustment, sha256, by)
    _adopt(found, number, by=by.uid, at=at)
    return found


def _decided(adjustment: str, sha256: str, by: Actor) -> Adjustment:
    """The adjustment, which this person may adopt as they have read it."""
    found = locked(by, adjustment)
    insist(permission.may_adopt(by, found, queries.verdicts_on(found)))
    if sha256 != found.sha256 or queries.digest(found, queries.lines_of(found)) != found.sha256:
        raise Conflict("这项调整的内容与审查时的不同。请刷新页面，核对后再办理。")
    return found


def _adopt(found: Adjustment, number: int, *, by: str, at: datetime) -> None:
    examined = queries.examined(found)
    refuse_problems(examined)
    _write(register_of(found.register), found, examined, china_date(at))
    found.state, found.number, found.refused = AdjustmentState.ADOPTED, number, ""
    found.adopted_by, found.adopted_at = by, at
    found.save(update_fields=["state", "number", "refused", "adopted_by", "adopted_at"])
    note("adopted", found, by=by, at=at, number=number)
    emit("registers.adopted", key=found.uid, adjustment=found.uid)


@transaction.atomic
def order_adoption(*, adjustment: str, sha256: str, by: Actor, at: datetime) -> Adjustment:
    """批准大批调整：decide as `adopt` does, and have it done behind: many lines take longer than a browser waits.

    Until then nothing of it is public; it is put into the register whole or not at all.

    :raises NotFound: for what this person may not see.
    :raises NotPermitted: unless by a signer who did not propose it, after every review.
    :raises Conflict: when the content is not what the signer has read.
    """
    found = _decided(adjustment, sha256, by)
    found.state, found.refused, found.adopted_by, found.adopted_at = AdjustmentState.ADOPTING, "", by.uid, at
    found.save(update_fields=["state", "refused", "adopted_by", "adopted_at"])
    note("ordered", found, by=by.uid, at=at)
    emit("registers.ordered", key=f"{found.uid}:{at.timestamp()}", adjustment=found.uid)
    return found


@transaction.atomic
def adopt_ordered(*, adjustment: str, at: datetime) -> bool:
    """办理大批调整：put into the register what a signer ordered; what cannot stand any more goes back to the signer.

    Run again, it does nothing more. Answers whether it was adopted now.
    """
    number = queue()
    rows = Adjustment.objects.filter(uid=adjustment, state=AdjustmentState.ADOPTING)
    found = rows.select_for_update(of=("self",)).select_related("organ", "other").first()
    if found is None:
        return False
    try:
        with transaction.atomic():
            _adopt(found, number, by=found.adopted_by, at=at)
    except Invalid as refusal:
        by, found.refused = found.adopted_by, refusal.sentence
        found.state, found.number, found.adopted_by, found.adopted_at = AdjustmentState.PROPOSED, None, "", None
        found.save(update_fields=["state", "number", "refused", "adopted_by", "adopted_at"])
        note("adoption_refused", found, by="system", at=at)
        tell_refused(found, to=by, at=at)
        return False
    return True


def _write(register: Register, adjustment: Adjustment, examined: Sequence[Examined], today: date) -> None:
    """Close what ends, begin what begins, some lines at a time; then count anew how long the public reads it."""
    _close(adjustment, examined)
    beginning = [one for one in examined if one.action is not Action.END]
    fresh = [one for one in beginning if one.entry is None]
    entries = [RegisterEntry(register=register.code, key=one.key) for one in fresh]
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
        hide(register, [one.entry.pk for one in examined if one.entry is not None], today)


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


def _version(register: Register, adjustment: Adjustment, one: Examined) -> EntryVersion:
    if one.entry is None:
        raise RuntimeError(f"{one.key}没有条目")
    return EntryVersion(
        entry=one.entry,
        number=one.base + 1,
        register=register.code,
        key=one.key,
        organ=one.keeper or adjustment.organ,
        since=adjustment.since,
        title=str(one.values[register.title])[:300],
        values=one.values,
        adopted=adjustment,
    )


def _marks(register: Register, versions: Iterable[EntryVersion]) -> None:
    """A dozen rows for every version: written as they are, which takes a third of the time objects take."""
    rows = [
        (version.pk, register.code, mark, version.key)
        for version in versions
        for mark in marks(register, version.values)
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_MARK, rows)


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

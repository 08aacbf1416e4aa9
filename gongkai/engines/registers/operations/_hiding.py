"""公开期限：from which day on the public reads each version no more, counted anew after each act that may change it."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from django.db import transaction
from django.db.models import Exists, OuterRef, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import EntryVersion
from gongkai.engines.registers.queries import chunks
from gongkai.engines.registers.rules import Published, Register, hidden_from, last_shown
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.now import china_date
from gongkai.foundation.people.actors import SYSTEM

_BATCH = 500


@transaction.atomic
def hide_late(*, register: str, at: datetime) -> int:
    """补算公开期限：of entries whose last version was adopted before the register declared it; answers how many.

    What is counted already is left alone, so that it may run any number of times; 500 entries at once.

    :raises NotFound: for a register there is not.
    """
    declared = register_of(register)
    if not declared.shown_until:
        return 0
    later = EntryVersion.objects.filter(entry=OuterRef("entry"), number__gt=OuterRef("number"))
    late = EntryVersion.objects.filter(register=register, hidden_from__isnull=True).exclude(Exists(later))
    last = Coalesce(KT(f"values__{declared.shown_until}"), Value(""), output_field=TextField())
    said = late.alias(last=last).exclude(last="")
    entries = list(said.order_by("key").values_list("entry", flat=True)[:_BATCH])
    hide(declared, entries, china_date(at))
    if entries:
        facts = {"register": register, "entries": len(entries)}
        subject = f"register:{register}"
        journal.record(act="registers.hidden", by=SYSTEM.uid, at=at, organ="", subject=subject, facts=facts)
    return len(entries)


def hide(register: Register, entries: Sequence[int], today: date) -> None:
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

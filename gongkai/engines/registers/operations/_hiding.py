"""公开期限：from which day on the public reads each version no more, counted anew after each act that may change it."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from gongkai.engines.registers.models import EntryVersion
from gongkai.engines.registers.queries import chunks
from gongkai.engines.registers.rules import Published, Register, hidden_from, last_shown
from gongkai.foundation.now import china_date

_BATCH = 500


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

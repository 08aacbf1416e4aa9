"""前面的缓存：what the acts of the last minutes changed is purged once more, from the journal.

A page rendered before an act may reach a cache after it was purged; what follows an act (index, checkpoint) changes
pages too; and an act that nobody described changes everything.
"""

from datetime import datetime, timedelta

from gongkai.assembly import showing
from gongkai.faces.portal.purging import stale_by
from gongkai.foundation import purging
from gongkai.foundation.journal import queries as journal
from gongkai.foundation.pages.shelves import RECORD
from gongkai.foundation.pages.watch import Act
from gongkai.foundation.purging import EVERYTHING

LATELY = timedelta(minutes=3)
MOST_ACTS = 500


def purge_recent(*, at: datetime) -> None:
    """再次清除：once a minute; more acts than can be looked at one by one purge everything.

    :raises NotPurged: when a cache does not answer.
    """
    if not purging.is_cached():
        return
    entries = journal.newest(MOST_ACTS)
    lately = [Act(entry.act, entry.subject) for entry in entries if entry.at >= at - LATELY]
    tags = None if len(lately) == MOST_ACTS else showing.changed(lately)
    if tags is None:
        purging.purge(EVERYTHING)
    elif tags:
        purging.purge(stale_by(tag.removeprefix(RECORD) for tag in sorted(tags) if tag.startswith(RECORD)))

"""表二的来历：an organ's normative documents as publishing knows them: made, repealed, in force at a year's end."""

from datetime import datetime

from django.db.models import Q

from gongkai.engines.publishing import queries as publishing
from gongkai.engines.publishing.models import Edition, State
from gongkai.foundation.organs.models import Organ
from gongkai.law import year_end
from gongkai.programmes.reports import ports

OVER = frozenset({"repealed", "expired"})
VALID = frozenset({"in_force", "amended", "not_yet"})


def normative(organ: Organ, year: int, at: datetime) -> dict[str, tuple[str, ...]]:
    """行政规范性文件：uids of those issued in the year, repealed in it, and in force at its end.

    Only what was made public is known here; one withdrawn for another reason than repeal does not count. Three SQL
    queries, more where one amends or repeals another.
    """
    last = year_end(year)
    before = last.replace(year=year - 1)
    public = Q(state=State.RELEASED, released_at__lte=at)
    repealed = Q(state=State.WITHDRAWN, record__withdrawals__reason="repealed")
    rows = list(
        Edition.objects.filter(public | repealed, organ=organ, kind=ports.normative_kind, formed_on__lte=last)
        .select_related("record", "organ__place", "organ__parent", "origin__place", "origin__parent")
        .order_by("formed_on", "pk")
        .distinct()
    )
    standings = publishing.standings(rows, at, on=last)
    issued, ended, valid = [], [], []
    for edition in rows:
        uid = edition.record.uid
        if edition.formed_on and edition.formed_on.year == year:
            issued.append(uid)
        standing = standings[edition.pk]
        if standing.code in VALID:
            valid.append(uid)
        elif standing.code in OVER and standing.since and before < standing.since <= last:
            ended.append(uid)
    return {"issued": tuple(issued), "repealed": tuple(ended), "in_force": tuple(valid)}

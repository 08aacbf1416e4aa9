"""义务查询：what organs owe of the decisions they make or undertake."""

from collections.abc import Collection

from django.db.models import Q

from gongkai.engines.assessment.duties import Duty
from gongkai.engines.casework.queries import done_in
from gongkai.programmes.decisions.duties import duties_of
from gongkai.programmes.decisions.models import DecisionMatter

OWING = frozenset({"publish_notice", "decide"})
"""由此产生义务的行为。"""


def duties(codes: Collection[str], *, limit: int) -> list[Duty]:
    """这些机关的义务：of matters not undisclosed, those last acted on first. Two SQL queries."""
    theirs = Q(organ__code__in=codes) | Q(case__assignments__organ__code__in=codes)
    rows = DecisionMatter.objects.filter(theirs, secret=False, case__events__act__in=OWING).distinct()
    rows = rows.select_related("case__organ").prefetch_related("case__events").order_by("-changed_at", "-pk")
    found = (
        duty
        for row in rows[:limit]
        for duty in duties_of(done_in(row.case), organ=row.case.organ.code, matter=row.case.uid)
    )
    return [duty for duty in found if duty.organ in codes]


def matters(uids: Collection[str]) -> dict[str, tuple[str, str]]:
    """决策事项：number and title of those not undisclosed, by the subject of a duty. One SQL query."""
    rows = DecisionMatter.objects.filter(case__uid__in=uids, secret=False)
    return {uid: (number, title) for uid, number, title in rows.values_list("case__uid", "case__number", "case__title")}

"""现状：whether a decision stands in its register, and how far the adjustment for a change has come."""

from collections.abc import Iterable

from gongkai.engines.registers.models import Adjustment, AdjustmentState, EntryVersion
from gongkai.foundation.organs.models import Organ
from gongkai.programmes.enforcement.models import PublicityChange

UNDER_WAY = frozenset({AdjustmentState.PROPOSED, AdjustmentState.ADOPTED})


def standing(organ: Organ, register: str, key: str) -> EntryVersion | None:
    """现行的决定：the open version an organ keeps under a number. 1 SQL."""
    rows = EntryVersion.objects.filter(register=register, key=key, organ=organ, until__isnull=True)
    return rows.select_related("organ").first()


def state_of(changes: Iterable[PublicityChange]) -> dict[str, str]:
    """各项变动的调整状态：uid → state of its adjustment, empty where there is none. 1 SQL."""
    by_adjustment = {change.adjustment: change.uid for change in changes if change.adjustment}
    rows = Adjustment.objects.filter(uid__in=by_adjustment)
    states = dict(rows.values_list("uid", "state"))
    return {change.uid: states.get(change.adjustment, "") for change in changes}

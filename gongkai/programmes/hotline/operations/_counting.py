"""The numbers of the public pages, counted now and then instead of by every reader; no act and in no journal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from gongkai.foundation.errors import NotPermitted
from gongkai.foundation.now import china_date
from gongkai.foundation.pages import operations as pages
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.programmes.hotline import statistics
from gongkai.programmes.hotline.models import HotlineCount
from gongkai.programmes.hotline.queries import BOARD, COUNTED, TRENDS, depth_of_places


@transaction.atomic
def count_hotline(*, by: Actor, at: datetime) -> bool:
    """统计热线诉求：the numbers of both public pages; answers whether any changed, and then lets kept pages go.

    :raises NotPermitted: unless by the system.
    """
    if by != SYSTEM:
        raise NotPermitted("统计由系统每小时进行。")
    on = china_date(at)
    found: Mapping[str, Mapping[str, Any]] = {
        BOARD: statistics.board_counted(on=on),
        TRENDS: statistics.trends_counted(on=on, depth=depth_of_places(on=on)),
    }
    kept = dict(HotlineCount.objects.select_for_update().values_list("what", "counted"))
    changed = [what for what, counted in found.items() if kept.get(what) != counted]
    for what in changed:
        HotlineCount.objects.update_or_create(what=what, defaults={"counted": found[what], "at": at})
    if changed:
        pages.touched(COUNTED)
    return bool(changed)

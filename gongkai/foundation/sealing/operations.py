"""重新密封：what a programme's rows have in common when the key is changed; each programme says which rows."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from gongkai.foundation import sealing
from gongkai.foundation.errors import NotPermitted
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.people.actors import SYSTEM, Actor

Anew = Callable[[Any], Mapping[str, Any]]
"""重新密封一行：its columns as the newest key seals them."""


@transaction.atomic
def reseal_rows(
    *,
    rows: QuerySet[Any, Any],
    act: str,
    subject: str,
    anew: Anew | None = None,
    is_old: Callable[[Any], bool] | None = None,
    after: int,
    limit: int,
    by: Actor,
    at: datetime,
) -> int | None:
    """重新密封各行：the next after a number with the newest key; answers the last of them, None when none are left.

    Without `anew`, a row is its `sealed`, text or bytes; without `is_old`, it is old when the newest key does not open
    that. What is empty, as of who is erased, stays so. One journal entry of `act`, where any row was sealed again.

    :raises NotPermitted: unless by the system.
    :raises Conflict: when a row opens with none of the keys.
    """
    if by != SYSTEM:
        raise NotPermitted("重新密封由系统管理员在服务器上执行 gongkai reseal。")
    read = list(rows.select_for_update().filter(pk__gt=after).order_by("pk")[:limit])
    old = [row for row in read if (is_old or _is_old)(row)]
    for row in old:
        rows.model._default_manager.filter(pk=row.pk).update(**(anew or _anew)(row))
    if old:
        journal.record(act=act, by=by.uid, at=at, organ="", subject=subject, facts={"rows": len(old)})
    return read[-1].pk if read else None


def _is_old(row: Any) -> bool:
    kept = row.sealed
    return not sealing.is_current(kept if isinstance(kept, str) else bytes(kept).decode())


def _anew(row: Any) -> dict[str, str | bytes]:
    kept = row.sealed
    if isinstance(kept, str):
        return {"sealed": sealing.seal(sealing.unseal(kept))}
    return {"sealed": sealing.seal_bytes(sealing.unseal_bytes(bytes(kept)))}

"""The only code that gives numbers."""

from django.db import transaction
from django.db.models import F

from gongkai.foundation.numbering.models import Series


def take(series: str) -> int:
    """取号：the next number of a series, starting at 1, without gaps or races.

    The number belongs to the caller's transaction: rolled back, it is given to the next who asks.

    :raises RuntimeError: outside a transaction, where a failed caller would leave a gap.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("取号须在事务中进行，否则失败的操作会留下空号")
    # The UPDATE takes the row's lock first, so two takers never read the same value.
    if not Series.objects.filter(name=series).update(last=F("last") + 1):
        _, created = Series.objects.get_or_create(name=series, defaults={"last": 1})
        if created:
            return 1
        Series.objects.filter(name=series).update(last=F("last") + 1)
    return Series.objects.values_list("last", flat=True).get(name=series)

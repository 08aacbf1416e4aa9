"""派生数据的变化：counted in the transaction that changes it. No act: the act that caused it is in the journal."""

from django.db import transaction
from django.db.models import F

from gongkai.foundation.pages.models import Derived

SEARCH, LEDGER = "search", "ledger"  # the tags of the pages that show them


def touched(name: str) -> None:
    """计数：something derived changed; pages that show it are shown no more once this transaction is committed.

    The row stays locked until then, so the counter grows in the order of the commits.

    :raises RuntimeError: outside a transaction: the change and its number are seen together or not at all.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("派生数据的计数须与其变化在同一事务中写入")
    if not Derived.objects.filter(name=name).update(number=F("number") + 1):
        Derived.objects.get_or_create(name=name)
        Derived.objects.filter(name=name).update(number=F("number") + 1)

"""Which other records' pages show a record: those it points to, and those that point to it."""

from gongkai.engines.publishing.models import Relation, Withdrawal


def neighbours(record: str) -> frozenset[str]:
    """相邻记录：uids of the records whose pages may change when this one is released or withdrawn. Three SQL queries.

    Whatever the state of the editions that say so: it is only used to look at pages anew.
    """
    pairs = Relation.objects.filter(target__isnull=False)
    targets = pairs.filter(edition__record__uid=record).values_list("target__uid", flat=True)
    sources = pairs.filter(target__uid=record).values_list("edition__record__uid", flat=True)
    moved = Withdrawal.objects.filter(successor__uid=record).values_list("record__uid", flat=True)
    return frozenset(uid for uid in (*targets, *sources, *moved) if uid)

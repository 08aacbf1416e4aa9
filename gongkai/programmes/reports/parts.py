"""汇总范围：whose reports a government adds to its own, each body once."""

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Substr

from gongkai.foundation.organs.models import Kind, Organ, OrganQuerySet
from gongkai.foundation.places.rules import LENGTHS, subtree


def parts_of(organ: Organ, day: date) -> OrganQuerySet:
    """汇总范围：what a government adds: every body of its place and below that no nearer government adds. 1 SQL.

    Its office and departments, the governments one level below, the townships, and the institutions that report: an
    organisation authorised to manage public affairs reports like an organ (条例第五十四条), itself and not within its
    department, so that nothing is counted twice. Empty for an organ that is no government.

    依据：AR-C10（一级政府的报告汇总本级各机关和下级政府）。
    """
    there = Organ.objects.on(day).named(day).select_related("place")
    if organ.kind != Kind.GOVERNMENT:
        return there.none()
    code = organ.place.code
    first, last = subtree(code)
    found = there.filter(place__code__gte=first, place__code__lte=last)
    # Another government of the very place is no part of this one.
    found = found.exclude(kind=Kind.GOVERNMENT, place__code=code)
    for length in (each for each in LENGTHS if each > len(code)):
        where = Substr(OuterRef("place__code"), 1, length)
        nearer = Organ.objects.on(day).filter(kind=Kind.GOVERNMENT, place__code=where, place__code__gt=code)
        # A government is not below itself, nor below another of its own place.
        at_home = Q(kind=Kind.GOVERNMENT, place__level__lte=LENGTHS.index(length) + 1)
        found = found.exclude(Exists(nearer), ~at_home)
    return found.exclude(pk=organ.pk).order_by("place__code", "code")

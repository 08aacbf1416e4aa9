"""Where a record shows: what a cache must forget when it changes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.engines.publishing.models import Attachment, Edition, Record, Relation, State


@dataclass(frozen=True)
class Trace:
    """踪迹：a record's editions (ids and numbers) and files (edition number, place), public now or once.

    `neighbour`: not the record itself, but one whose page names it.
    """

    record: str
    organ: str
    editions: tuple[int, ...]
    numbers: tuple[int, ...]
    files: tuple[tuple[int, int], ...]
    neighbour: bool


def traces(records: Iterable[str]) -> tuple[Trace, ...]:
    """踪迹：of these records and of those tied to them by a relation, either way. Five SQL queries."""
    own = dict(Record.objects.filter(uid__in=list(records)).values_list("pk", "uid"))
    pointing = Relation.objects.filter(target__in=list(own), edition__state=State.RELEASED)
    tied = set(pointing.values_list("edition__record", flat=True))
    pointed = Relation.objects.filter(edition__record__in=list(own), target__isnull=False)
    tied |= {pk for pk in pointed.values_list("target", flat=True) if pk is not None}
    known = Record.objects.filter(pk__in=[*own, *tied], published_at__isnull=False)
    rows = list(known.order_by("pk").values_list("pk", "uid", "organ__code"))
    once = Edition.objects.filter(record__in=[pk for pk, _, _ in rows], released_at__isnull=False)
    editions: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for record, pk, number in once.order_by("number").values_list("record", "pk", "number"):
        editions[record].append((pk, number))
    files: dict[int, list[tuple[int, int]]] = defaultdict(list)
    attached = Attachment.objects.filter(edition__in=[pk for each in editions.values() for pk, _ in each])
    for record, number, place in attached.values_list("edition__record", "edition__number", "position"):
        files[record].append((number, place))
    return tuple(
        Trace(
            record=uid,
            organ=organ,
            editions=tuple(id_ for id_, _ in editions[pk]),
            numbers=tuple(number for _, number in editions[pk]),
            files=tuple(files[pk]),
            neighbour=pk not in own,
        )
        for pk, uid, organ in rows
    )

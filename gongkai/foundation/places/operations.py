"""区划操作：the only code that writes divisions; a national list, so only the system (command line) imports it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.now import china_date
from gongkai.foundation.places import divisions, rules
from gongkai.foundation.places.divisions import BadRow, Division, Row
from gongkai.foundation.places.models import Place

Progress = Callable[[int, int], None]
_BATCH = 2000


@dataclass(frozen=True)
class Imported:
    """导入结果：how many divisions were new, renamed (old row closed), corrected (same day) and unchanged."""

    added: int
    renamed: int
    corrected: int
    unchanged: int


class BadDivisions(Invalid):
    """区划清单有误：nothing was imported; `.bad` lists every bad row with its line number."""

    code = "bad-divisions"

    def __init__(self, bad: Sequence[BadRow]) -> None:
        super().__init__(divisions.listed(list(bad)), field="rows")
        self.bad = tuple(bad)


def import_divisions(
    *,
    rows: Iterable[Row],
    by: rules.Agent,
    at: datetime,
    progress: Progress | None = None,
    on: date | None = None,
) -> Imported:
    """导入区划：take a list of divisions (JSON lines or mappings: code, name, level) as in force from a day.

    A name that differs closes the old row on `on` (default: today in China) and opens a new one; a difference on the
    very day a row began corrects it in place. Divisions the list does not mention stay. All or nothing.
    `progress(done, total)` is called after each batch of rows.

    :raises BadDivisions: when any row is bad; nothing is imported.
    :raises NotPermitted: when it is not the system that asks.
    """
    _insist_system(by)
    day = on or china_date(at)
    wanted, bad = divisions.read(rows)
    with transaction.atomic():
        known = {place.code: place for place in Place.objects.order_by("since").iterator()}
        bad += _misfits(wanted, known, day)
        if bad:
            raise BadDivisions(sorted(bad, key=lambda row: row.line))
        outcome = _Import(known, day, len(wanted), progress or _silent).run(wanted)
        facts = {**vars(outcome), "on": day.isoformat()}
        journal.record(act="places.import", by=by.uid, at=at, organ="", subject="places", facts=facts)
    return outcome


def abolish(*, code: str, on: date, by: rules.Agent, at: datetime) -> Place:
    """撤销区划：end a division from a day on, when nothing below it is still in force.

    :raises NotFound: when no division of this code is in force.
    :raises Conflict: when divisions below it are in force, or it began on or after that day.
    :raises NotPermitted: when it is not the system that asks.
    """
    _insist_system(by)
    with transaction.atomic():
        place = Place.objects.select_for_update().open().filter(code=rules.stem(code)).first()
        if place is None:
            raise NotFound()
        if on <= place.since:
            raise Conflict(f"{place} 自 {place.since} 起启用，撤销日期须在其后。", field="on")
        if Place.objects.open().under(place.code).exclude(pk=place.pk).exists():
            raise Conflict(f"{place} 之下还有现行区划。请先撤销或改隶下级区划。")
        place.until = on
        place.save(update_fields=["until"])
        facts = {"on": on.isoformat()}
        journal.record(act="places.abolish", by=by.uid, at=at, organ="", subject=f"place:{place.code}", facts=facts)
    return place


def _insist_system(by: rules.Agent) -> None:
    if by.uid != "system":
        raise NotPermitted("行政区划是全国统一的清单，只能在服务器上用命令导入。请联系运行维护人员。")


def _silent(done: int, total: int) -> None:
    """Default progress: nobody watches."""


def _misfits(wanted: list[Division], known: dict[str, Place], day: date) -> list[BadRow]:
    """Rows without a parent in force, or that would begin before what is already known of their code."""
    codes = {division.code for division in wanted}
    bad = []
    for division in wanted:
        above = known.get(division.parent)
        if division.parent and division.parent not in codes and (above is None or above.until is not None):
            bad.append(BadRow(division.line, f"代码 {division.code} 的上级 {division.parent} 不存在"))
        place = known.get(division.code)
        if place is None or (place.until is None and place.name == division.name):
            continue
        if (place.until or place.since) > day:
            bad.append(BadRow(division.line, f"代码 {division.code} 已有晚于 {day} 的记录"))
    return bad


class _Import:
    """One run of an import, level by level so that parents have their keys before their children."""

    def __init__(self, known: dict[str, Place], day: date, total: int, progress: Progress) -> None:
        self.known = known
        self.day = day
        self.total = total
        self.progress = progress
        self.done = self.added = self.renamed = self.corrected = 0

    def run(self, wanted: list[Division]) -> Imported:
        for level in range(1, 6):
            batch = [division for division in wanted if division.level == level]
            for start in range(0, len(batch), _BATCH):
                self._take(batch[start : start + _BATCH])
        unchanged = self.total - self.added - self.renamed - self.corrected
        return Imported(self.added, self.renamed, self.corrected, unchanged)

    def _take(self, batch: list[Division]) -> None:
        replaced: list[Place] = []
        corrected: list[Place] = []
        opened: list[Place] = []
        for division in batch:
            place = self.known.get(division.code)
            if place is None or place.until is not None:
                opened.append(self._row(division))
            elif place.name == division.name:
                continue
            elif place.since == self.day:
                place.name = division.name
                corrected.append(place)
            else:
                replaced.append(place)
                opened.append(self._row(division))
        Place.objects.bulk_update(corrected, ["name"], batch_size=200)
        Place.objects.filter(pk__in=[place.pk for place in replaced]).update(until=self.day)
        Place.objects.bulk_create(opened, batch_size=_BATCH)
        self.known.update({place.code: place for place in opened})
        self._adopt(replaced)
        self.added += len(opened) - len(replaced)
        self.renamed += len(replaced)
        self.corrected += len(corrected)
        self.done += len(batch)
        self.progress(self.done, self.total)

    def _row(self, division: Division) -> Place:
        return Place(
            code=division.code,
            name=division.name,
            level=division.level,
            parent=self.known.get(division.parent),
            since=self.day,
        )

    def _adopt(self, replaced: list[Place]) -> None:
        """The children in force of a renamed place belong to its new row."""
        codes = {place.pk: place.code for place in replaced}
        children = list(Place.objects.open().filter(parent__in=codes))
        for child in children:
            child.parent = self.known[codes[child.parent_id or 0]]
        Place.objects.bulk_update(children, ["parent"], batch_size=200)
        for child in children:
            self.known[child.code] = child

"""What every act on a report has in common."""

from collections.abc import Mapping
from datetime import datetime

from gongkai.foundation.canonical import Json
from gongkai.foundation.errors import Conflict
from gongkai.foundation.events import emit
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.permission import insist
from gongkai.programmes.reports import permission
from gongkai.programmes.reports.models import AnnualReport


def locked(by: Actor, organ: str, year: int, act: str) -> AnnualReport:
    """取一份并锁定：refuse unless this person may do the act now.

    :raises NotFound: for a report this person may not see.
    :raises NotPermitted: with the reason.
    """
    pk = permission.find(by, organ, year).pk
    report = AnnualReport.objects.select_for_update(of=("self",)).select_related("organ__place").get(pk=pk)
    insist(permission.may(by, act, report))
    return report


def insist_seen(report: AnnualReport, seen: int) -> None:
    """须为所见：nobody writes over what they have not seen.

    :raises Conflict: when somebody saved in between.
    """
    if report.lock_version != seen:
        raise Conflict(
            f"{report.saved_by_name}在您打开之后已经修改了这份报告，您填写的内容没有保存。请对照最新内容后再填一次。"
        )


def signed(report: AnnualReport, by: Actor, at: datetime) -> None:
    """署名：who wrote last, and everybody who wrote."""
    report.saved_by, report.saved_by_name, report.saved_at = by.uid, by.name, at
    report.lock_version += 1
    took_part(report, by)


def took_part(report: AnnualReport, by: Actor) -> None:
    """参与编制：who wrote, submitted or reopened does not review."""
    if by != SYSTEM and by.uid not in report.authors:
        report.authors = [*report.authors, by.uid]


def note(act: str, report: AnnualReport, *, by: Actor, at: datetime, facts: Mapping[str, Json] | None = None) -> None:
    """记入日志，并发出事件：numbers of cells and names of sections, never what was written in them."""
    entry = journal.record(
        act=f"reports.{act}",
        by=by.uid,
        at=at,
        organ=report.organ.code,
        subject=f"report:{report.organ.code}:{report.year}",
        facts={"year": report.year, **(facts or {})},
    )
    ids: dict[str, str | int] = {"organ": report.organ.code, "year": report.year, "by": by.uid}
    emit(f"reports.{act}", key=str(entry), act=act, entry=entry, **ids)

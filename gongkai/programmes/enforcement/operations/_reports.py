"""行政执法年度报告：the numbers of a year, computed from the registers, then published."""

from datetime import datetime

from django.db import IntegrityError, transaction

from gongkai.foundation.errors import Conflict, Invalid, NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.permission import insist
from gongkai.programmes.enforcement import permission, queries
from gongkai.programmes.enforcement.models import EnforcementReport
from gongkai.programmes.enforcement.operations._common import note


@transaction.atomic
def count_year(*, organ: Organ, year: int, by: Actor, at: datetime) -> EnforcementReport:
    """计算执法年度报告：the year's decisions of an organ, kind by kind; again as often as wanted until it is public.

    :raises NotPermitted: unless by a drafter of the organ.
    :raises Invalid: for a year that is not over.
    :raises Conflict: when it is public already, or somebody counted it at the same moment.
    """
    insist(permission.may_enter(by, organ))
    if year >= china_date(at).year:
        raise Invalid(f"{year}年还没有结束，年度报告在次年编制。", field="year")
    report = EnforcementReport.objects.select_for_update().filter(organ=organ, year=year).first()
    if report is not None and report.published_at is not None:
        raise Conflict("这份年度报告已经公布，数据不再改变。")
    report = report or EnforcementReport(organ=organ, year=year)
    report.figures = queries.figures(organ.code, year)
    report.computed_by, report.computed_by_name, report.computed_at = by.uid, by.name, at
    try:
        with transaction.atomic():
            report.save()
    except IntegrityError as error:
        raise Conflict("另一位同事刚刚计算了这一年度的数据。请刷新页面核对，需要时再计算一次。") from error
    note("year_counted", f"enforcement:{organ.code}:{year}", organ, by=by, at=at)
    return report


@transaction.atomic
def publish_year(*, organ: str, year: int, seen: str, by: Actor, at: datetime) -> EnforcementReport:
    """公布执法年度报告：as computed; public from this moment. 依据：国办发〔2018〕118号（未核对原文）。

    :param seen: when the figures that were read had been computed, as `EnforcementReport.reading`.

    :raises NotFound: for a report this person may not see.
    :raises NotPermitted: unless by a signer of the organ who did not compute it, with a second factor.
    :raises Conflict: when it was computed again since it was read.
    """
    rows = permission.reports_of(by).filter(organ__code=organ, year=year)
    report = rows.select_for_update(of=("self",)).first()
    if report is None:
        raise NotFound
    insist(permission.may_publish(by, report))
    if seen != report.reading:
        raise Conflict("数据在您打开页面以后重新计算过。请核对新的数字，再点“公布”。")
    report.published_at, report.published_by_name = at, by.name
    report.save(update_fields=["published_at", "published_by_name"])
    note("year_published", f"enforcement:{organ}:{year}", report.organ, by=by, at=at)
    return report

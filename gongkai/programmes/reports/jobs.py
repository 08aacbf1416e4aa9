"""年度报告的定期和批量事项。"""

from collections.abc import Callable
from datetime import datetime

from gongkai.foundation.people.actors import SYSTEM
from gongkai.programmes.reports import operations as ops
from gongkai.programmes.reports.models import AnnualReport, Stage


def recompute(*, year: int, at: datetime, progress: Callable[[str, int, int], None] = lambda *_: None) -> int:
    """重新计算：the reports of a year still being drafted, governments last; answers how many (份).

    What was entered or imported stays, with the computed number beside it. Each is a transaction of its own.
    """
    drafts = AnnualReport.objects.select_related("organ__place").filter(year=year, state=Stage.DRAFT)
    rows = sorted(drafts, key=lambda one: (-one.organ.place.level, one.organ.kind == "government", one.organ.code))
    for done, report in enumerate(rows, start=1):
        ops.compute(organ=report.organ.code, year=year, by=SYSTEM, at=at)
        progress("正在重算年度报告", done, len(rows))
    return len(rows)

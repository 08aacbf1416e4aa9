"""导入清单：what became of each document, in sums and one by one."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from gongkai.assembly.importing._drafts import IMPORTED, REFUSED, SKIPPED, Outcome

SHOWN = 20
HEADER = ("来源", "结果", "标题", "编号", "说明")
_QUOTED = re.compile(r"“[^”]*”")


class Account:
    """导入清单。"""

    def __init__(self) -> None:
        self.outcomes: list[Outcome] = []

    def add(self, outcome: Outcome) -> None:
        """记一件。"""
        self.outcomes.append(outcome)

    @property
    def total(self) -> int:
        """件数。"""
        return len(self.outcomes)

    @property
    def code(self) -> int:
        """退出码：0 nothing refused, 1 some refused, 2 nothing came in."""
        refused = self._count(REFUSED)
        if not self.total or refused == self.total:
            return 2
        return 1 if refused else 0

    def lines(self, report: Path | None) -> Iterator[str]:
        """汇总：the refused ones (the first of them), why, and the sums."""
        refused = [outcome for outcome in self.outcomes if outcome.result == REFUSED]
        for outcome in refused[:SHOWN]:
            yield f"✗ {outcome.label}：{outcome.sentence}"
        if len(refused) > SHOWN:
            more = "" if report else "，用 --report 文件.csv 可得全部清单"
            yield f"……另有 {len(refused) - SHOWN} 件未导入{more}。"
        skipped = self._count(SKIPPED)
        again = f"，{skipped} 件以前已导入" if skipped else ""
        yield f"共 {self.total} 件：导入 {self._count(IMPORTED)} 件{again}，未导入 {len(refused)} 件。"
        reasons = Counter(_QUOTED.sub("“…”", outcome.sentence, count=1) for outcome in refused)
        for sentence, count in reasons.most_common() if len(refused) > 1 else ():
            yield f"  {count} 件：{sentence}"
        if self._count(IMPORTED):
            yield "导入的都是草稿，请登录核对识别出的各项后送审。"
        if report:
            yield f"清单已写入 {report}。"

    def write(self, report: Path) -> None:
        """写清单：a CSV that Excel and WPS open with its characters right and no formula in it."""
        with report.open("w", encoding="utf-8-sig", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(HEADER)
            for one in self.outcomes:
                cells = (one.label, one.result, one.title, one.record, one.sentence)
                rows.writerow([f"'{cell}" if cell[:1] in {"=", "+", "-", "@"} else cell for cell in cells])

    def _count(self, result: str) -> int:
        return sum(outcome.result == result for outcome in self.outcomes)

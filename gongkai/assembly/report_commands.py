"""年度报告的命令：what `gongkai check-report` does. Neither Django nor a database is needed.

A file is read, held against what the form prescribes, and what was found is said; it can be written out in the
printed geometry, or filled up with totals and zeros first.
"""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.assembly.terminal import FOUND, OK, REFUSED, say

if TYPE_CHECKING:
    from gongkai.engines.assessment.rules import Filled, Number
    from gongkai.law import Cell

EXPLAIN = "说明要写成“约束=原因”，如 AR-C5=某局职责并入。"
ABOUT = "核对年度报告的表格：读网页、XLSX 或文字，逐条检查勾稽关系；有不成立的硬性关系时退出码为 1"


def options(parser: argparse.ArgumentParser) -> None:
    """The grammar of the command."""
    from gongkai.law.form import LEVELS

    parser.add_argument("file", type=Path, metavar="文件", help="年度报告：.html、.xlsx，或者一格一行的 .txt")
    parser.add_argument("--year", type=int, metavar="年度", help="报告年度；不写则从标题或正文判断")
    parser.add_argument("--last", type=Path, metavar="文件", help="上一年度的报告，用来核对结转")
    levels = "、".join(f"{key} {name}" for key, name in LEVELS.items())
    parser.add_argument("--level", choices=list(LEVELS), metavar="层级", help=f"机关的层级：{levels}")
    parser.add_argument(
        "--explain", action="append", default=[], metavar="约束=原因", help="可以说明的约束的原因；可重复"
    )
    parser.add_argument(
        "--parts", nargs="+", type=Path, default=[], metavar="文件", help="所汇总的各机关的报告，核对加总"
    )
    parser.add_argument("--write", type=Path, metavar="文件", help="把读到的表写成 .html 或 .xlsx，版式同印出的表")
    parser.add_argument("--complete", action="store_true", help="写出前补算总计，空格补 0")


def check_report(options: argparse.Namespace) -> int:
    """核对年度报告：0 when everything that must hold does; 1 when not."""
    from gongkai.assembly import environment
    from gongkai.engines.assessment.rules import check, check_roll_up, suspects
    from gongkai.law import use_overlay

    if refused := _wrong(options):
        say(refused)
        return REFUSED
    if environment.LAW:
        use_overlay(environment.LAW)
    explained = dict(entry.split("=", 1) for entry in options.explain)
    report = _read(options.file, year=options.year)
    if refused := _not_explained(report, explained):
        say(refused)
        return REFUSED
    last = _read(options.last, assumed=report.year - 1) if options.last else None
    checked = check(report, last=last, level=options.level or "", explained=explained)
    findings = list(checked.findings)
    if options.parts:
        findings += check_roll_up(report, [_read(path, assumed=report.year) for path in options.parts])
    say(f"{report.year}年度，{report.form.name}：读出{len(report.cells)}格，共{len(report.form.cells)}格。")
    for finding in findings:
        say(f"{'✗' if finding.hard else '△'} {finding.constraint.id} {finding.sentence}")
        say(f"    依据：{finding.basis}")
    _say_suspect(suspects(report))
    for skip in checked.skipped:
        say(f"- {skip.constraint.id} 未核对：{skip.reason}（{skip.constraint.name}）。")
    say(f"说明：{report.form.note}")
    hard = sum(finding.hard for finding in findings)
    say(_sum_up(hard, len(findings) - hard))
    if options.write:
        _write(report, options.write, complete=options.complete)
    return FOUND if hard else OK


def _wrong(options: argparse.Namespace) -> str:
    """Why the command cannot be done as it was given; empty where it can."""
    missing = [path for path in (options.file, options.last, *options.parts) if path and not path.is_file()]
    if missing:
        return f"找不到文件：{'、'.join(map(str, missing))}。请核对路径。"
    if any("=" not in entry for entry in options.explain):
        return EXPLAIN
    if options.write and options.write.suffix.lower() not in {".html", ".xlsx"}:
        return "--write 的文件名须以 .html 或 .xlsx 结尾。"
    return ""


def _not_explained(report: "Filled", explained: Mapping[str, str]) -> str:
    """Why a reason cannot be taken; empty where all can."""
    able = [item.id for item in report.form.constraints if item.explainable]
    wrong = [key for key in explained if key not in able]
    return f"{'、'.join(wrong)}不能以说明代替改正，可以说明的是{'、'.join(able)}。" if wrong else ""


def _read(path: Path, *, year: int | None = None, assumed: int | None = None) -> "Filled":
    from gongkai.engines.assessment.report_reading import Unreadable, read

    try:
        return read(path.read_bytes(), path.name, year=year, assumed=assumed)
    except Unreadable as error:
        raise Unreadable(f"{path.name} 读不出来：", *error.sentences) from error


def _say_suspect(suspected: "Sequence[tuple[Cell, Number]]") -> None:
    from gongkai.engines.assessment.rules import plain

    if len(suspected) == 1:
        cell, number = suspected[0]
        say(f"提示：只要把{cell.title}改为{plain(number)}，各项勾稽关系就都成立，请先核对这一格。")


def _sum_up(hard: int, soft: int) -> str:
    if not hard and not soft:
        return "核对完毕，没有发现问题。"
    said = [f"{hard}处必须成立的关系不成立"] if hard else []
    return f"核对完毕：{'，'.join([*said, *([f'{soft}处请留意'] if soft else [])])}。"


def _write(report: "Filled", path: Path, *, complete: bool) -> None:
    from gongkai.engines.assessment import printing
    from gongkai.engines.assessment.rules import with_totals

    if complete:
        zeros = dict.fromkeys(report.form.cells, 0)
        report = replace(report, cells=with_totals(report.form, {**zeros, **report.cells}))
    html = path.suffix.lower() == ".html"
    path.write_bytes(printing.to_html(report).encode() if html else printing.to_xlsx(report))
    say(f"已写 {path}")

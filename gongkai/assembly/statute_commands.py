"""法规库的命令：what `gongkai statutes` does: take in files of statutes, row by row, or only try."""

import argparse
import csv
import io
import json
import lzma
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai.assembly.terminal import FOUND, OK, REFUSED, Progress, say, setup

if TYPE_CHECKING:
    from gongkai.programmes.statutes.rules import Row

ABOUT = "把法规收入法规库：每行一部的 .jsonl，或者每行一条的 .csv、.xlsx；收过的不重复收"
MOST_SAID = 50


def options(parser: argparse.ArgumentParser) -> None:
    """The grammar of the command."""
    parser.add_argument("files", nargs="*", type=Path, metavar="文件", help=".jsonl（可为 .xz）、.csv 或 .xlsx")
    parser.add_argument("--shipped", action="store_true", help="收入随平台提供的法律法规文本")
    parser.add_argument("--try", dest="dry", action="store_true", help="只试，不收：逐行说出哪些收不进去")
    parser.add_argument("--words", action="store_true", help="重建条文检索：分词词典变了以后")
    parser.add_argument("--report", type=Path, metavar="文件", help="把逐行结果写成 .csv 清单")


def take_statutes(options: argparse.Namespace) -> int:
    """收入法规：good rows are taken though others are not; 1 when some were not."""
    if options.words:
        return _rebuild_words()
    missing = [path for path in options.files if not path.is_file()]
    if missing or not (options.files or options.shipped):
        say(
            f"找不到文件：{'、'.join(map(str, missing))}。请核对路径。" if missing else "请给出文件，或者写 --shipped。"
        )
        return REFUSED
    setup()
    from django.db import transaction

    progress = Progress()
    with transaction.atomic() if options.dry else _each():
        results = list(_results(options, progress))
        if options.dry:
            transaction.set_rollback(True)
    progress.close()
    return _sum_up(results, options)


def _rebuild_words() -> int:
    setup()
    from gongkai.foundation.now import now
    from gongkai.foundation.people.actors import SYSTEM
    from gongkai.programmes.statutes import operations

    say(f"已重建 {operations.rebuild_words(by=SYSTEM, at=now())} 条的检索。")
    return OK


class _each:  # noqa: N801 — stands where transaction.atomic() stands
    def __enter__(self) -> None:
        """Each row is its own transaction."""

    def __exit__(self, *_: object) -> None:
        """Nothing to undo."""


def _results(options: argparse.Namespace, progress: Progress) -> Iterator[tuple[str, int, str, str]]:
    """File, row, outcome and sentence."""
    from gongkai.foundation.errors import Refusal
    from gongkai.foundation.now import now
    from gongkai.foundation.people.actors import SYSTEM
    from gongkai.programmes.statutes import operations
    from gongkai.programmes.statutes.rules import Unreadable, entered

    for done, (name, row) in enumerate(_rows(options), start=1):
        try:
            wanted = entered(row.said)
            _version, fresh = operations.enter_version(wanted=wanted, by=SYSTEM, at=now())
            yield name, row.place, "收入" if fresh else "已有", f"《{wanted.title}》"
        except (Refusal, Unreadable) as error:
            yield name, row.place, "未收", getattr(error, "sentence", None) or str(error)
        progress("正在收入法规", done, 0)


def _rows(options: argparse.Namespace) -> "Iterator[tuple[str, Row]]":
    from gongkai.programmes.statutes.rules import Row

    if options.shipped:
        for place, said in enumerate(shipped(), start=1):
            yield "随平台提供", Row(place, said)
    for path in options.files:
        for row in rows_of(path):
            yield path.name, row


def rows_of(path: Path) -> "Iterator[Row]":
    """文件的各行：a line that is no JSON is a row that cannot be read.

    :raises Invalid: for a table whose columns are unknown.
    """
    from gongkai.foundation.errors import Invalid
    from gongkai.programmes.statutes.rules import Row, Unreadable, in_rows, joined

    if path.suffix.lower() in {".csv", ".xlsx"}:
        try:
            yield from in_rows(_table(path))
        except Unreadable as error:
            raise Invalid(f"{path.name}：{error}") from error
        return
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        yield from joined(Row(place, _line(line)) for place, line in enumerate(lines, start=1) if line.strip())


def _line(line: str) -> Mapping[str, Any]:
    try:
        said = json.loads(line)
    except ValueError:
        said = None
    return said if isinstance(said, dict) else {}


def _table(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    if path.suffix.lower() == ".xlsx":
        from gongkai.foundation.tables import first_sheet, insist_unmerged

        lines = [[_cell(cell) for cell in line.cells] for line in insist_unmerged(first_sheet(path.read_bytes()))]
    else:
        content = path.read_bytes()
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("gb18030", "replace")
        lines = [[cell.strip() for cell in line] for line in csv.reader(io.StringIO(text))]
    for number, line in enumerate(lines[1:], start=2):
        if any(line):
            yield number, dict(zip(lines[0], line, strict=False))


def _cell(cell: object) -> str:
    """A day as a day is written, whatever the sheet made of it."""
    date = getattr(cell, "date", None)
    return str(date()) if date is not None else str(cell or "").strip()


def shipped() -> Iterator[Mapping[str, Any]]:
    """随平台提供的文本：those that are complete, with the days the law data give."""
    from gongkai.law import book, statutes

    for key in statutes.statute_keys():
        text, edition = statutes.statute(key), book.current().editions[key]
        if not text.complete:
            continue
        body, chapter = "", ""
        for article in text.articles:
            body += f"\n## {article.chapter}" if article.chapter and article.chapter != chapter else ""
            chapter = article.chapter
            body += f"\n{article.label} {article.text}"
        yield {
            "title": text.title,
            "category": "law" if _is_law(text.title) else "administrative_regulation",
            "number": text.number,
            "version_date": edition.issued_on.isoformat() if edition.issued_on else "",
            "since": edition.from_.isoformat(),
            "history": _history(edition.issued_on),
            "body": body,
        }


def _history(issued_on: date | None) -> list[str]:
    """Of each that is shipped there was a text before: a basis of an earlier day is not measured by this one."""
    return [f"{issued_on.year}年{issued_on.month}月{issued_on.day}日公布修订后的文本"] if issued_on else []


def _is_law(title: str) -> bool:
    return title.endswith("法") and not title.endswith("办法")


def _sum_up(results: list[tuple[str, int, str, str]], options: argparse.Namespace) -> int:
    count = Counter(outcome for _, _, outcome, _ in results)
    refused = [one for one in results if one[2] == "未收"]
    for name, place, _, sentence in refused[:MOST_SAID]:
        say(f"{name} 第 {place} 行：{sentence}")
    if len(refused) > MOST_SAID:
        say(f"……另有 {len(refused) - MOST_SAID} 行，用 --report 看全部。")
    if options.report:
        with options.report.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([("文件", "行", "结果", "说明"), *results])
    said = "试收" if options.dry else "收入"
    say(f"{said} {count['收入']} 部（次），已有 {count['已有']}，未收 {count['未收']}。")
    return FOUND if refused else OK

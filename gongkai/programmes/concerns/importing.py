"""导入表格：a table of items, entered row by row; what cannot be entered is told by its row."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from gongkai.foundation.errors import Conflict, Invalid, Refusal
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.permission import insist
from gongkai.foundation.tables import first_sheet
from gongkai.programmes.concerns import operations, permission, reading
from gongkai.programmes.concerns.contents import Said

MOST_ROWS = 500


@dataclass(frozen=True)
class Outcome:
    """导入结果：how many were entered, how many were known already, and what is wrong with which row."""

    entered: int
    known: int
    troubles: tuple[tuple[int, str], ...]


def bring(*, organ: Organ, content: bytes, by: Actor, at: datetime) -> Outcome:
    """导入：each row is an act of its own; sent again, what was entered is known.

    :raises NotPermitted: unless by a concern officer of the organ.
    :raises Invalid: for what is no table, has no head row, or has more rows than one file may.
    """
    insist(permission.may_keep(by, organ))
    rows = list(islice(reading.rows(_lines(content), at=at), MOST_ROWS + 1))
    if not rows:
        raise Invalid("表格里没有内容。第一行是列名，以下每行一条。", field="file")
    if len(rows) > MOST_ROWS:
        raise Invalid(f"一次至多导入{MOST_ROWS}行，请分成几个文件。", field="file")
    entered, known, troubles = 0, 0, list[tuple[int, str]]()
    for row in rows:
        if row.trouble or row.found_at is None:
            troubles.append((row.number, row.trouble))
            continue
        said = Said(row.title, row.source, row.url, row.words)
        try:
            operations.enter_item(organ=organ, said=said, found_at=row.found_at, channel="file", by=by, at=at)
            entered += 1
        except Conflict:
            known += 1
        except Refusal as refusal:
            troubles.append((row.number, refusal.sentence))
    return Outcome(entered, known, tuple(troubles))


def _lines(content: bytes) -> Iterator[tuple[int, tuple[object, ...]]]:
    if not content:
        raise Invalid("请选择要导入的表格。", field="file")
    if content.startswith(b"PK"):
        yield from ((line.number, line.cells) for line in first_sheet(content))
        return
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("gb18030")
        except UnicodeDecodeError as error:
            raise Invalid("这个文件读不出。请另存为XLSX或者UTF-8编码的CSV后再上传。", field="file") from error
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text)), 1):
            yield number, tuple(cells)
    except csv.Error as error:
        raise Invalid("这个CSV文件读不出。请另存为XLSX后再上传。", field="file") from error

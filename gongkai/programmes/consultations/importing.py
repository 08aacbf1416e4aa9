"""导入来信和座谈意见：a table with a comment a row; checked whole, and nothing is entered while a row is wrong."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from gongkai.foundation.codes import code_of_row
from gongkai.foundation.errors import Invalid, Refusal
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.permission import Refused, insist
from gongkai.foundation.tables import Line, first_sheet, insist_unmerged
from gongkai.foundation.text import storable
from gongkai.programmes.consultations import contents, operations, permission, queries, rules
from gongkai.programmes.consultations.contents import MOST_COPIES, Speaker
from gongkai.programmes.consultations.programme import BY_CLERK, CHANNELS, SPEAKERS
from gongkai.programmes.consultations.queries import Seen

COLUMNS = ("段落", "意见", "是否署名", "姓名或者单位名称", "联系方式", "份数", "来源", "收到日期")
MOST_ROWS, MOST_TROUBLES = 1_000, 100
_KINDS = {name: code for code, name in SPEAKERS.items()}
_CHANNELS = {CHANNELS[code]: code for code in BY_CLERK}
_DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日")


@dataclass(frozen=True)
class Outcome:
    """导入结果：how many rows were entered, how many of this file had been before, and what is wrong with which row."""

    entered: int
    known: int
    troubles: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Row:
    """表格的一行：what it says, and what is wrong with it."""

    number: int
    passage: int = 0
    text: str = ""
    who: Speaker = field(default_factory=Speaker)
    copies: int = 1
    channel: str = ""
    received_on: date | None = None
    troubles: tuple[str, ...] = ()


def bring(*, consultation: str, content: bytes, by: Actor, at: datetime) -> Outcome:
    """导入：each row is an act of its own, after all were found right. The same file sent again is entered once.

    :raises NotFound: for a consultation that is not theirs to see, or not public yet.
    :raises NotPermitted: unless by a drafter or head of the organ.
    :raises Invalid: for what is no table, has other columns, no rows, or more than one file may.
    """
    found = permission.find(by, consultation)
    insist(permission.may_work(by, found.organ.code))
    seen = queries.seen(consultation, at)
    rows = _read(content, seen, at)
    troubles = [(row.number, sentence) for row in rows for sentence in row.troubles]
    if troubles:
        return Outcome(0, 0, tuple(troubles[:MOST_TROUBLES]))
    file = hashlib.sha256(content).hexdigest()
    entered, known, late = 0, 0, list[tuple[int, str]]()
    for row in rows:
        assert row.received_on is not None
        try:
            made = operations.enter_comment(
                consultation=consultation, version=seen.edition, passage=row.passage, text=row.text, who=row.who,
                channel=row.channel, copies=row.copies, received_on=row.received_on,
                key=code_of_row(f"{file}:{row.number}"), by=by, at=at,
            )  # fmt: skip
        except Refusal as refusal:
            late.append((row.number, refusal.sentence))
        else:
            entered, known = entered + (not made.again), known + made.again
    return Outcome(entered, known, tuple(late))


def _read(content: bytes, seen: Seen, at: datetime) -> list[Row]:
    if not content:
        raise Invalid("请选择要导入的表格。", field="file")
    lines = insist_unmerged(first_sheet(content, most_columns=len(COLUMNS) + 10))
    head = next((line for line in lines if any(cell not in (None, "") for cell in line.cells)), None)
    places = {name: at_ for at_, name in enumerate(map(_cell, head.cells))} if head else {}
    wanting = [name for name in COLUMNS if name not in places]
    if wanting:
        raise Invalid(f"第一行应为列名，缺少：{'、'.join(wanting)}。可以先下载样表，照样子填写。", field="file")
    body = queries.version(seen, seen.edition, at).body
    passages = {one.number for one in contents.passages_of(body) if not one.heading}
    rows: list[Row] = []
    for line in lines:
        if any(cell not in (None, "") for cell in line.cells):
            rows.append(_row(line, places, passages, seen))
        if len(rows) > MOST_ROWS:
            raise Invalid(f"一次至多导入{MOST_ROWS}行，请分成几个文件。", field="file")
    if not rows:
        raise Invalid("表格里没有意见。第一行是列名，以下每行一条。", field="file")
    return rows


def _row(line: Line, places: dict[str, int], passages: set[int], seen: Seen) -> Row:
    said = {name: _cell(_at(line, place)) for name, place in places.items()}
    who = Speaker(_KINDS.get(said["是否署名"] or SPEAKERS["anonymous"], ""), said["姓名或者单位名称"], said["联系方式"])
    row = Row(
        number=line.number,
        passage=_number(said["段落"]) or 0,
        text=said["意见"],
        who=who,
        copies=_number(said["份数"] or "1") or 0,
        channel=_CHANNELS.get(said["来源"], ""),
        received_on=_day(_at(line, places["收到日期"])),
    )
    troubles = [sentence for _, sentence in contents.problems_with(row.text, who)]
    if said["段落"] not in ("", "全文") and row.passage not in passages:
        troubles.append(f"段落“{said['段落'][:20]}”不是草案的段号。对全文的，请写“全文”或者不写。")
    return replace(row, troubles=(*troubles, *_wrong(row, seen)))


def _wrong(row: Row, seen: Seen) -> Iterator[str]:
    day = row.received_on
    if not 1 <= row.copies <= MOST_COPIES:
        yield f"份数请写1到{MOST_COPIES}的整数。"
    if not row.channel:
        yield f"来源请写：{'、'.join(_CHANNELS)}。"
    if day is None:
        yield "收到日期请写成2026-03-09这样的日期。"
    elif day > seen.today or isinstance(rules.may_comment(seen.opened_on, seen.until, day), Refused):
        yield "收到日期须在征集期限之内，不晚于今天。"


def _at(line: Line, place: int) -> object:
    return line.cells[place] if place < len(line.cells) else None


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else storable(str(value)).strip()


def _number(said: str) -> int | None:
    digits = said.removeprefix("第").removesuffix("段")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 8 else None


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    for form in _DAYS:
        try:
            return datetime.strptime(_cell(value), form).date()  # noqa: DTZ007 — a day, no instant
        except ValueError:
            continue
    return None

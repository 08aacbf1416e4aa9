"""任务分解：the text of a work report or of ten practical matters read into proposed tasks, line by line; pure.

A proposal is only that: a clerk corrects it before it is adopted. So nothing of the text is lost: what is no task is a
heading over those below it, and every proposal keeps the words it was read from.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongkai.foundation.text import storable
from gongkai.programmes.execution.rules.amounts import Target, number
from gongkai.programmes.execution.rules.answering import answering

LONGEST, NAME, _HEADING = 60_000, 60, 30
_HAN = "一二三四五六七八九十"
# 1、1．1. before anything but a digit: 1.5万人 is a number; 1.9月底前 is not.
_ARABIC = r"\d{1,2}(?:[、．]|\.(?!\d)|\.(?=\d+[年月]))"
_BRACKETED = rf"[（(][{_HAN}\d]{{1,3}}[）)]"
_MARK = re.compile(rf"(?:第?[{_HAN}]{{1,3}}[、．.]|{_BRACKETED}|{_ARABIC}|\d{{1,2}}[）)]|[①-⑳]|[{_HAN}]{{1,3}}是)\s*")
_JOINED = re.compile(rf"(?<=[。；;])\s*(?=(?:{_BRACKETED}|{_ARABIC}|[①-⑳]))")
# Possessive, here and below: a text of 60,000 characters is read in one pass, whatever stands in it.
_SENTENCE = re.compile(r"(?:[（(][^（）()]{0,200}[）)]|[^。；;])++[。；;]*+|[。；;]++")
_UNITS = (
    "平方公里", "平方米", "立方米", "个百分点", "人次", "公里", "千米", "公顷", "万千瓦", "千瓦", "兆瓦", "吨", "亩",
    "米", "个", "所", "座", "张", "人", "户", "家", "套", "台", "辆", "件", "项", "条", "处", "名", "场", "次", "册",
    "棵", "株", "间", "栋", "幢", "对", "只", "头", "例", "班", "元", "%", "％",
)  # fmt: skip
_QUANTITY = re.compile(rf"(?<![\d.,第])(\d[\d,]{{0,14}}(?:\.\d{{1,4}})?)\s*((?:万|亿|千|百)?余?(?:{'|'.join(_UNITS)}))")
_STOP = re.compile(r"[，。；：、,;:！？“”《》（）()\s]")
_EDGES = " 。；;，,"
_LINK = re.compile(r"^(?:以上|以内|以下|左右|和|及|以及|并|其中|同时|全年|年内|年底前|力争|确保)++")
_REACH = re.compile(
    r"(?:累计|分别|确保|力争|全年|年内|达到|达|提高到|提升到|增加到|提高至|控制在|不少于|不低于|不高于|不超过|超过|突破|约|近|共|至|为|到)++$"
)
_LIMIT, _WITHIN = re.compile(r"(?:控制在|不高于|不超过)$"), re.compile(r"以内|以下")
_MONTH = re.compile(r"(?:(20\d\d)年)?(\d{1,2})月(?:(\d{1,2})日|底|末|份)?(?:之前|以前|前)")
_QUARTER = re.compile(r"第?([一二三四1234])季度(?:末|底)?(?:之前|以前|前|内)?")
_HALF = re.compile(r"上半年")


@dataclass(frozen=True)
class Proposal:
    """建议的任务：what a line of the text says is to be done, as far as it could be read; organs as written."""

    heading: str
    text: str
    name: str
    targets: tuple[Target, ...]
    due_on: date
    lead: str = ""
    assisting: tuple[str, ...] = ()


@dataclass(frozen=True)
class Broken:
    """分解结果：the proposals in the order of the text, and the headings they stand under."""

    proposals: tuple[Proposal, ...]
    headings: tuple[str, ...]


def broken_down(text: str, year: int) -> Broken:
    """分解：numbered lines are a task each; a paragraph without numbers is a task for each of its sentences.

    What is due when the text names no day is due at the end of the year. At most 60,000 characters are read.
    """
    proposals: list[Proposal] = []
    headings: list[str] = []
    heading = ""
    for line in _lines(text):
        if _is_heading(line):
            heading = _plain(line)
            headings.append(heading)
            continue
        parts = [line] if _MARK.match(line) else list(_sentences(line))
        proposals += [_proposal(part, heading, year) for part in parts]
    return Broken(tuple(proposals), tuple(headings))


def _lines(text: str) -> Iterator[str]:
    for line in storable(text)[:LONGEST].splitlines():
        for part in _JOINED.split(line):
            if any(map(str.isalnum, part)):
                yield part.strip()


def _sentences(line: str) -> Iterator[str]:
    for found in _SENTENCE.finditer(line):
        if any(map(str.isalnum, found.group())):
            yield found.group().strip()


def _is_heading(line: str) -> bool:
    """Numbered or not, a short line that ends without a stop, names no organ and counts nothing."""
    plain = _plain(line)
    if len(plain) > _HEADING or plain[-1:] in "。；;，,）)":
        return False
    return not _QUANTITY.search(plain) and not answering(line).lead


def _plain(line: str) -> str:
    """Without its number."""
    return _MARK.sub("", line, count=1).strip() or line


def _proposal(text: str, heading: str, year: int) -> Proposal:
    who = answering(_plain(text))
    name = _named(who.rest) or _named(text)
    return Proposal(heading, text, name, quantities(who.rest), due_of(who.rest, year), who.lead, who.assisting)


def _named(text: str) -> str:
    """The task in few words: its first clauses as far as they fit."""
    said = text.strip(_EDGES)
    if len(said) <= NAME:
        return said
    cut = max((found.end() for found in re.finditer(r"[，。；]", said[:NAME])), default=0)
    return (said[:cut] if cut > 6 else said[:NAME]).strip(_EDGES)


def quantities(text: str) -> tuple[Target, ...]:
    """量化目标：each number with a unit, named by the words before it; a name once."""
    found: dict[str, Target] = {}
    done = 0
    for match in _QUANTITY.finditer(text):
        amount, name = number(match.group(1)), _indicator(text[done : match.start()])
        most = bool(_LIMIT.search(text[done : match.start()]) or _WITHIN.match(text[match.end() :]))
        done = match.end()
        if amount is not None and name and name not in found:
            found[name] = Target(name, Decimal(amount), match.group(2).replace("余", "").replace("％", "%"), most)
    return tuple(found.values())


def _indicator(before: str) -> str:
    said = _QUARTER.sub("", _MONTH.sub("", _STOP.split(before)[-1][-4 * NAME :]))
    said = _REACH.sub("", said).strip()
    return _LINK.sub("", said).strip()[-NAME // 2 :]


def due_of(text: str, year: int) -> date:
    """完成时限：the last day the text names; the end of the year where it names none."""
    months = [
        (int(found.group(1) or year), int(found.group(2)), int(found.group(3) or 0))
        for found in _MONTH.finditer(text)
        if 1 <= int(found.group(2)) <= 12
    ]
    if months:
        its_year, month, day = months[-1]
        last = calendar.monthrange(its_year, month)[1]
        return date(its_year, month, day if 1 <= day <= last else last)
    quarter = _QUARTER.search(text)
    if quarter:
        month = 3 * ("一二三四1234".index(quarter.group(1)) % 4 + 1)
        return date(year, month, calendar.monthrange(year, month)[1])
    return date(year, 6, 30) if _HALF.search(text) else date(year, 12, 31)

"""建站：divisions, organs and people from lists that an office can make in Excel or WPS.

| list | columns (first row) |
|---|---|
| divisions | JSON lines: code, name, level |
| organs | 组织机构代码 名称 简称 统一社会信用代码 区划代码 类别 主管机关代码, and the particulars of the guide |
| people | 用户名 姓名 邮箱 机关代码 岗位 处室; a person with several posts stands in several rows |

People get a password that is printed once and never kept; whoever reviews sets up one-time codes at the first sign-in.
"""

import csv
import io
import lzma
import secrets
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

from django.db import transaction

from gongkai.foundation.errors import Invalid
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import operations as organs
from gongkai.foundation.organs import queries as organ_queries
from gongkai.foundation.people import operations as people
from gongkai.foundation.people.actors import ROLES, SYSTEM
from gongkai.foundation.places import operations as places
from gongkai.foundation.tables import first_sheet

Progress = Callable[[str, int, int], None]
Row = Mapping[str, str]

ORGAN_COLUMNS = {
    "组织机构代码": "code",
    "名称": "name",
    "简称": "short_name",
    "统一社会信用代码": "credit_code",
    "区划代码": "place",
    "类别": "kind",
    "主管机关代码": "parent",
    "政府信息公开工作机构": "foi_office",
    "办公地址": "address",
    "办公时间": "office_hours",
    "联系电话": "phone",
    "传真号码": "fax",
    "电子邮箱": "email",
    "邮政编码": "postcode",
}
PERSON_COLUMNS = {
    "用户名": "username",
    "姓名": "name",
    "邮箱": "email",
    "机关代码": "organ",
    "岗位": "role",
    "处室": "unit",
}
ROLE_CODES = {name: code for code, name in ROLES.items()}


def divisions(path: Path, *, on: date, at: datetime, progress: Progress) -> str:
    """导入区划：answers what was done, in a sentence.

    :raises Invalid: with the bad lines; nothing is imported then.
    """
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as rows:
        done = places.import_divisions(
            rows=rows, on=on, by=SYSTEM, at=at, progress=lambda n, total: progress("正在导入区划", n, total)
        )
    return f"区划：新增 {done.added}，更名 {done.renamed}，更正 {done.corrected}，不变 {done.unchanged}。"


def organ_list(path: Path, *, on: date, at: datetime, progress: Progress) -> str:
    """导入机关：answers what was done and the doubtful codes.

    :raises Invalid: with the bad rows; nothing is imported then.
    """
    rows = [_named(row, ORGAN_COLUMNS, number) for number, row in _table(path)]
    done = organs.import_organs(
        rows=rows, on=on, by=SYSTEM, at=at, progress=lambda n, total: progress("正在导入机关", n, total)
    )
    said = f"机关：新增 {done.added}，更名 {done.renamed}，更新 {done.updated}，不变 {done.unchanged}。"
    return "\n".join([said, *done.warnings])


def people_list(path: Path, *, at: datetime) -> list[str]:
    """登记人员：answers a line for each person with the password to hand over; all or nothing.

    :raises Invalid: with the row that cannot be taken.
    """
    rows = [(number, _named(row, PERSON_COLUMNS, number)) for number, row in _table(path)]
    said = []
    with transaction.atomic():
        for username, posts in groupby(rows, key=lambda numbered: numbered[1]["username"]):
            listed = list(posts)
            password = secrets.token_urlsafe(12)
            _enrol(username, password, listed, at=at)
            said.append(f"{username}\t{listed[0][1]['name']}\t{password}")
    return said


def _enrol(username: str, password: str, listed: list[tuple[int, dict[str, str]]], *, at: datetime) -> None:
    first = listed[0][1]
    person = people.enrol(
        username=username, name=first["name"], email=first["email"], password=password, organ=None, by=SYSTEM, at=at
    )
    for number, row in listed:
        role = ROLE_CODES.get(row["role"], row["role"])
        if role not in ROLES:
            raise Invalid(f"第 {number} 行：没有“{row['role']}”这个岗位。可用：{'、'.join(ROLES.values())}。")
        organ = organ_queries.by_code(row["organ"])
        people.appoint(person=person, organ=organ, role=role, unit=row["unit"], since=china_date(at), by=SYSTEM, at=at)


def _table(path: Path) -> Iterator[tuple[int, Row]]:
    """The rows of a .csv (as Excel and WPS save it) or .xlsx, with their numbers on the sheet."""
    if path.suffix.lower() == ".xlsx":
        # A person's name may stand merged beside several posts.
        sheet = first_sheet(path.read_bytes(), fill=True)
        lines = [[str(cell or "").strip() for cell in line.cells] for line in sheet]
    else:
        lines = [[cell.strip() for cell in line] for line in csv.reader(io.StringIO(_text(path.read_bytes())))]
    if not lines:
        raise Invalid(f"{path.name} 是空的。请在第一行写列名，以下每行一件。")
    for number, line in enumerate(lines[1:], start=2):
        if any(line):
            yield number, dict(zip(lines[0], line, strict=False))


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def _named(row: Row, columns: Mapping[str, str], number: int) -> dict[str, str]:
    """A row under our names; English column names are taken as they are."""
    unknown = [name for name in row if name and name not in columns and name not in columns.values()]
    if unknown:
        raise Invalid(f"第 {number} 行：不认识的列“{'、'.join(unknown)}”。可用的列：{'、'.join(columns)}。")
    return {english: row.get(chinese, "") or row.get(english, "") for chinese, english in columns.items()}

"""演示账号：who may sign in to the demonstration, and with what."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from gongkai.assembly import sign_in
from gongkai.assembly.demo._world import data
from gongkai.foundation.now import now
from gongkai.foundation.people.actors import ROLES

STEP = 30
HEADER = ("用户名", "姓名", "岗位", "机关", "动态验证码")


def lines(at: datetime | None = None) -> Iterator[str]:
    """账号清单：the main accounts, their common passphrase, and this half-minute's codes."""
    at = at or now()
    listed = data("people")
    names = {organ["key"]: organ["names"][-1]["short_name"] for organ in data("province")["organs"]}
    yield f"演示账号（口令都是 {listed['passphrase']}）："
    rows = [HEADER, *(_row(person, names, at) for person in listed["people"] if person["main"])]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(HEADER))]
    for row in rows:
        yield "  " + "  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
    yield f"动态验证码每 {STEP} 秒一变，本次还有 {STEP - int(at.timestamp()) % STEP} 秒有效。"
    yield "再次查看：gongkai demo --accounts"


def _row(person: dict[str, Any], names: dict[str, str], at: datetime) -> tuple[str, ...]:
    roles = "、".join(dict.fromkeys(ROLES[post["role"]] for post in person["posts"]))
    organs = "、".join(dict.fromkeys(names[post["organ"]] for post in person["posts"]))
    code = sign_in.current_code(person["totp"], at) if person["totp"] else "（不需要）"
    return person["username"], person["name"], roles, organs, code


def _width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(1 if ord(character) < 0x2000 else 2 for character in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))

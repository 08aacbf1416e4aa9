"""先办什么：of what waits for a person's own act, what is most pressing, and why, with its day in words. Pure."""

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.engines.publishing.rules import Deadline, NoDeadline
from gongkai.foundation.now import china_date

SOON = 5  # 天：days before the last lawful one on which a thing counts as nearly due


@dataclass(frozen=True)
class Waiting:
    """等待办理的事实：what `need_of` asks of an edition that waits for somebody's act.

    `what` says for what it waits; `own` whether this person drafted it; `returned_at` and `returned_for` when and why
    it came back, if it did; `sent_at` when it was last submitted.
    """

    act: str
    what: str
    own: bool
    deadline: Deadline | NoDeadline | None
    returned_at: datetime | None = None
    returned_for: str = ""
    sent_at: datetime | None = None


@dataclass(frozen=True)
class Need:
    """先办的理由：a code, its rank (smaller is more pressing), its name for a badge, a sentence, and the day meant."""

    code: str
    rank: int
    name: str
    words: str
    on: date | None = None


NAMES = {
    "late": "已逾期",
    "today": "今天到期",
    "returned": "退回给我",
    "soon": "即将到期",
    "review": "待我审查",
    "release": "待我发布",
    "draft": "我的拟稿",
    "colleague": "同事的拟稿",
}
RANKS = {code: rank for rank, code in enumerate(NAMES)}


def need_of(facts: Waiting, *, today: date) -> Need:
    """先办的理由：the most pressing of the reasons there are; its sentence tells them all."""
    due = facts.deadline.due_on if isinstance(facts.deadline, Deadline) else None
    code = _code(facts, due, today)
    day = due if code in {"late", "today", "soon"} else _day(facts)
    words = "；".join(filter(None, (_limit(due, today), _wait(facts))))
    return Need(code, RANKS[code], NAMES[code], words if words.endswith("…") else f"{words}。", day)


def _code(facts: Waiting, due: date | None, today: date) -> str:
    if facts.act == "submit" and not facts.own:
        return "colleague"
    left = (due - today).days if due else None
    if left is not None and left <= 0:
        return "late" if left < 0 else "today"
    if facts.act == "submit" and facts.returned_for:
        return "returned"
    if left is not None and left <= SOON:
        return "soon"
    return {"submit": "draft", "approve": "review"}.get(facts.act, "release")


def _limit(due: date | None, today: date) -> str:
    if due is None:
        return ""
    left = (due - today).days
    if left < 0:
        return f"应于{in_words(due)}前公开，已超过{-left}天"
    if left == 0:
        return f"今天（{in_words(due)}）是最后法定公开日"
    return f"最后法定公开日{in_words(due)}，还有{left}天"


def _wait(facts: Waiting) -> str:
    if facts.returned_for and facts.act == "submit":
        when = f"{in_words(china_date(facts.returned_at))}" if facts.returned_at else ""
        return f"{when}被退回：{shortened(facts.returned_for)}"
    sent = f"，{in_words(china_date(facts.sent_at))}送审" if facts.sent_at and facts.act != "submit" else ""
    return f"{facts.what}{sent}"


def _day(facts: Waiting) -> date | None:
    moment = facts.returned_at if facts.act == "submit" else facts.sent_at
    return china_date(moment) if moment else None


def in_words(day: date) -> str:
    """日期：2026年3月2日。"""
    return f"{day.year}年{day.month}月{day.day}日"


def shortened(text: str, most: int = 60) -> str:
    """摘其开头：at most so many characters (字), on one line, without the stop at its end."""
    line = " ".join(text.split())
    return (f"{line[:most]}……" if len(line) > most else line).rstrip("。；;.")

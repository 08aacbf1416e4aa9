"""经过：what happened with a matter, each on its own day, as the public reads it; read only.

A meeting is entered days after it was held, a consultation cited long after it was opened: the reader wants the day of
the event, and beside it the day on which it was entered. What a cited consultation went through is told with it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.engines.casework.rules import Done, Kind, read_rows, shown_rows
from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.models import EntryVersion
from gongkai.law.chinese import day_in_chinese
from gongkai.programmes.decisions import ports, rules
from gongkai.programmes.decisions.course import CONSULTED, PUBLIC, TOLD
from gongkai.programmes.decisions.programme import DECISIONS
from gongkai.programmes.decisions.register import EXPERTS

DAYS = ("held_on", "served_on", "opened_on")
"""填写的日期里，事情发生的那一天。"""
CITING = "cite_consultation"


@dataclass(frozen=True)
class Expert:
    """一位专家的论证意见：who, of what institution, what was declared and said."""

    name: str
    institution: str
    conflict: str
    stance: str
    dissents: bool
    text: str


@dataclass(frozen=True)
class Happened:
    """经过的一项：what happened on which day, what of it is public, the document and the experts that belong to it.

    `number` is that of the act it was entered by on `entered_on`; 0 for what the consultation cited tells of itself.
    """

    number: int
    act: str
    name: str
    on: date
    entered_on: date
    at: datetime | None = None
    said: tuple[tuple[str, str], ...] = ()
    record: str = ""
    url: str = ""
    experts: tuple[Expert, ...] = ()

    @property
    def coded(self) -> frozenset[str]:
        """Which of what was said are names of a code: they have an English, the words of officials have none."""
        if not self.number:
            return frozenset()
        return frozenset(need.name for need in DECISIONS.act(self.act).needs if need.kind is Kind.CODE)


def cited_by(done: Sequence[Done]) -> list[str]:
    """登记过的意见征集：every one ever cited, by its public identifier."""
    return [one.given.get("consultation", "") for one in done if one.act == CITING]


def course(
    done: Sequence[Done], out: set[str], today: date, known: Mapping[str, ports.Consultation]
) -> tuple[Happened, ...]:
    """公开的经过：by the day of each event; `out` are the records released, `known` the consultations cited."""
    return tuple(sorted(_told(done, out, today, known), key=lambda one: one.on))


def _told(
    done: Sequence[Done], out: set[str], today: date, known: Mapping[str, ports.Consultation]
) -> Iterable[Happened]:
    pool, secret, untold = _pool(done, today), rules.kept_secret(done), rules.untold(done)
    for one in done:
        if one.act not in PUBLIC or one.number in untold:
            continue
        record = one.given.get("record", "")
        if record and record not in out:
            continue  # withdrawn since: its tombstone tells
        cited = known.get(one.given.get("consultation", "")) if one.act == CITING else None
        if one.number in secret:
            yield Happened(one.number, one.act, TOLD[one.act], one.on, one.on, one.at, (), record)
        elif cited is not None:
            yield from _of_consultation(one, cited, today)
        else:
            yield Happened(
                one.number, one.act, TOLD[one.act], _day(one), one.on, one.at, tuple(_said(one)), record,
                _safe(one.given.get("report", "") or one.given.get("url", "")), tuple(_experts(one, pool)),
            )  # fmt: skip


def _of_consultation(one: Done, cited: ports.Consultation, today: date) -> Iterable[Happened]:
    """Opened, put out again, closed, its results published: each once it has happened."""
    said = (("征求意见的标题", cited.title), ("截止日期", day_in_chinese(cited.until)))
    yield Happened(one.number, one.act, TOLD[one.act], cited.opened_on, one.on, one.at, said, url=cited.url)
    later = [("consultation_revised", day) for day in cited.revised_on]
    later.append(("consultation_closed", cited.until))
    if cited.report_published_on:
        later.append(("consultation_reported", cited.report_published_on))
    for act, day in later:
        if day < today or (day == today and act != "consultation_closed"):
            yield Happened(0, act, CONSULTED[act], day, day, url=cited.url)


def _day(one: Done) -> date:
    """The day of the event, where one was given; else the day of the entry."""
    return next((one.day(key) for key in DAYS if one.given.get(key) and key in PUBLIC[one.act]), one.on)


def _safe(url: str) -> str:
    return url if url.lower().startswith(("https://", "http://")) else ""


def _said(one: Done) -> Iterable[tuple[str, str]]:
    for need in DECISIONS.act(one.act).needs:
        text = one.given.get(need.key, "")
        if not text or need.key not in PUBLIC[one.act] or need.key in DAYS:
            continue
        if need.kind is Kind.DAY:
            yield need.name, day_in_chinese(date.fromisoformat(text))
        else:
            yield need.name, shown_rows(need, text) if need.kind is Kind.ROWS else need.shown(text)


def _pool(done: Sequence[Done], today: date) -> dict[str, EntryVersion]:
    keys = {row["expert"] for one in done if one.act == "review_by_experts" for row in _rows(one)}
    return registers.versions(EXPERTS, keys, today, seen_on=None) if keys else {}


def _rows(one: Done) -> tuple[dict[str, str], ...]:
    return read_rows(one.given.get("experts", "")) or ()


def _experts(one: Done, pool: dict[str, EntryVersion]) -> Iterable[Expert]:
    if one.act != "review_by_experts":
        return
    columns = {column.key: column for need in DECISIONS.act(one.act).needs for column in need.columns}
    for row in _rows(one):
        known = pool.get(row["expert"])
        yield Expert(
            known.title if known else row["expert"], str(known.values.get("institution", "")) if known else "",
            "：".join(filter(None, (columns["conflict"].shown(row["conflict"]), row.get("interest", "")))),
            columns["stance"].shown(row["stance"]),
            row["stance"] == "disagree", row["text"],
        )  # fmt: skip

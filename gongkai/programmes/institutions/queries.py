"""公共企事业单位查询：what each must publish, whether it does, and what is overdue; read only."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from gongkai import law
from gongkai.engines.assessment.duties import Duty, Standing
from gongkai.engines.registers import queries
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import EntryVersion
from gongkai.law import Citation, codes
from gongkai.programmes.institutions import rules
from gongkai.programmes.institutions.programme import INSTITUTIONS, MATTERS

MOST = 2_000
DUTY = "institution-publication"


@dataclass(frozen=True)
class Matter:
    """一项应当公开的内容：what stands for it in the catalogue, or nothing; and the duty to keep it up."""

    code: str
    name: str
    entry: EntryVersion | None
    duty: Duty

    def overdue(self, today: date) -> bool:
        """是否逾期：not renewed by the last day of its cycle."""
        return self.duty.standing(today) is Standing.OVERDUE


@dataclass(frozen=True)
class Catalogue:
    """一个单位的目录：every matter of its sector, and what it publishes besides."""

    institution: EntryVersion
    matters: tuple[Matter, ...]
    today: date

    @property
    def missing(self) -> tuple[Matter, ...]:
        """没有公开的。"""
        return tuple(one for one in self.matters if one.entry is None)

    @property
    def overdue(self) -> tuple[Matter, ...]:
        """逾期没有更新的。"""
        return tuple(one for one in self.matters if one.overdue(self.today))


def listed(today: date, *, sector: str = "", after: str = "", limit: int) -> queries.Page:
    """公共企事业单位：of one sector or all, a page at a time. 1 SQL."""
    chosen = {"sector": sector} if sector else {}
    return queries.listing(register_of(INSTITUTIONS), today, seen_on=today, chosen=chosen, after=after, limit=limit)


def supervised(organs: Collection[str], today: date) -> list[EntryVersion]:
    """所监督的单位：those whose competent organ is one of these. 1 SQL an organ."""
    found: list[EntryVersion] = []
    for organ in sorted(organs):
        chosen = {"organ": organ}
        page = queries.listing(register_of(INSTITUTIONS), today, seen_on=today, chosen=chosen, limit=MOST)
        found += page.versions
    return found


def catalogues(institutions: Iterable[EntryVersion], today: date) -> list[Catalogue]:
    """各单位的目录：1 SQL for every 500 institutions."""
    wanted = list(institutions)
    keys = [one.key for one in wanted]
    entries = queries.naming(MATTERS, "institution", keys, today, of=INSTITUTIONS, seen_on=today, limit=MOST * 10)
    of: dict[str, list[EntryVersion]] = {}
    for entry in entries:
        of.setdefault(str(entry.values.get("institution", "")), []).append(entry)
    basis = law.PUBLIC_INSTITUTIONS.at(published_on=today)
    return [Catalogue(one, tuple(_matters(one, of.get(one.key, []), basis)), today) for one in wanted]


def _matters(institution: EntryVersion, entries: list[EntryVersion], basis: Citation) -> Iterable[Matter]:
    by_matter: dict[str, list[EntryVersion]] = {}
    for entry in entries:
        by_matter.setdefault(str(entry.values.get("matter", "")), []).append(entry)
    wanted = rules.matters_of(str(institution.values.get("sector", "")))
    for code in (*wanted, *sorted(set(by_matter) - set(wanted))):
        standing: list[EntryVersion | None] = [*by_matter.get(code, [])]
        for found in standing or [None]:
            yield Matter(code, _name_of(code), found, _duty(institution, code, found, basis))


def _name_of(code: str) -> str:
    known = codes.institution_matters.get(code)
    return known.name if known else code


def _duty(institution: EntryVersion, code: str, entry: EntryVersion | None, basis: Citation) -> Duty:
    """To publish it, with no last day the law names; to renew it by the end of its cycle, where it is published."""
    updated = _day(entry, "updated_on")
    due = _day(entry, "due_on")
    return Duty(
        kind=DUTY,
        organ=str(institution.values.get("organ", "")),
        subject=f"{institution.key}:{entry.key if entry else code}",
        name=f"{institution.title}：{_name_of(code)}",
        arisen_on=updated or institution.since,
        due_on=due,
        met_on=updated if entry and due is None else None,
        basis=basis,
    )


def _day(entry: EntryVersion | None, field: str) -> date | None:
    said = str(entry.values.get(field, "")) if entry else ""
    return date.fromisoformat(said) if said else None

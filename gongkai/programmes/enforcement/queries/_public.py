"""公开的查询：decisions found, the course of a case whose decision is public, yearly reports."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import EntryVersion
from gongkai.engines.registers.rules import Register
from gongkai.programmes.enforcement.after import DECISIONS, PENALTIES
from gongkai.programmes.enforcement.models import EnforcementCase, EnforcementReport
from gongkai.programmes.enforcement.rules import STAGES


@dataclass(frozen=True)
class Found:
    """查到的一项决定：with the register it stands in and its party as the public reads it."""

    register: Register
    version: EntryVersion

    @property
    def party(self) -> str:
        """公开的相对人名称。"""
        return str(self.version.values.get("party", ""))

    @property
    def decided_on(self) -> str:
        """决定日期。"""
        return str(self.version.values.get("decided_on", ""))


def search(
    day: date, *, words: str = "", organ: str = "", kinds: Mapping[str, str] | None = None, limit: int
) -> tuple[list[Found], dict[str, int]]:
    """查执法决定：the first of each register, and how many each has (counted up to 2,001). 2 SQL a register.

    `kinds` says which registers are asked, and for which kind of act in each; all where it is empty.
    """
    asked = kinds if kinds is not None else dict.fromkeys(DECISIONS, "")
    found: list[Found] = []
    totals: dict[str, int] = {}
    for code, kind in asked.items():
        register = register_of(code)
        chosen = {name: value for name, value in (("organ", organ), ("kind", kind)) if value}
        page = registers.listing(register, day, seen_on=day, words=words, chosen=chosen, limit=limit)
        found += [Found(register, version) for version in page.versions]
        totals[code] = registers.total(register, day, seen_on=day, words=words, chosen=chosen)
    return sorted(found, key=lambda one: one.decided_on, reverse=True), totals


@dataclass(frozen=True)
class Traced:
    """办案过程：the stages a case went through, and its decision as the public reads it."""

    case: EnforcementCase
    decision: EntryVersion
    stages: tuple[tuple[str, date | None], ...]


def traced(uid: str, day: date) -> Traced | None:
    """一件案件的过程：only while its decision is public; never its name or the remarks on it. 3 SQL."""
    case = EnforcementCase.objects.select_related("organ").filter(uid=uid).exclude(decision="").first()
    decision = registers.entry_on(PENALTIES, case.decision, day, seen_on=day) if case else None
    if case is None or decision is None or decision.organ_id != case.organ_id:
        return None
    reached = {one.stage: one.reached_on for one in case.stages.all()}
    return Traced(case, decision, tuple((name, reached.get(stage)) for stage, name in STAGES.items()))


def traced_cases(penalties: Iterable[EntryVersion]) -> dict[str, str]:
    """有过程可查的决定：number of a penalty → uid of its case, of the organ that keeps it. 1 SQL.

    Numbers are given by each organ, so another may have a case decided under the same one.
    """
    kept = {(one.organ_id, one.key) for one in penalties}
    rows = EnforcementCase.objects.filter(decision__in={key for _, key in kept}) if kept else ()
    return {row.decision: row.uid for row in rows if (row.organ_id, row.decision) in kept}


def published_reports(at: datetime, *, limit: int = 200) -> list[EnforcementReport]:
    """已公布的执法年度报告：the newest year first. 1 SQL."""
    rows = EnforcementReport.objects.filter(published_at__lte=at).select_related("organ")
    return list(rows.order_by("-year", "organ__code")[:limit])


def report_of(organ: str, year: int, at: datetime) -> EnforcementReport | None:
    """一份已公布的执法年度报告；none where it is not public. 1 SQL."""
    rows = EnforcementReport.objects.filter(organ__code=organ, year=year, published_at__lte=at)
    return rows.select_related("organ").first()

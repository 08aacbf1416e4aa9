"""查询：matters as the public reads them, the catalogue by government and year, hearings to come; read only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from gongkai.engines.assessment.duties import Duty
from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import done_in
from gongkai.engines.casework.rules import Done
from gongkai.engines.publishing.models import Edition
from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.models import EntryVersion
from gongkai.foundation.errors import Invalid
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.organs.models import Organ
from gongkai.law import Citation
from gongkai.programmes.decisions import ports, rules
from gongkai.programmes.decisions.duties import duties_of
from gongkai.programmes.decisions.handling import cited_in, progress_of
from gongkai.programmes.decisions.happened import Happened, cited_by, course
from gongkai.programmes.decisions.models import DecisionHearing, DecisionMatter, DecisionPaper, HearingEnrolment
from gongkai.programmes.decisions.programme import DECISIONS
from gongkai.programmes.decisions.register import CATALOGUE

SHOWN, MOST_PLANNED = 30, 200
NEXT = {"reviewing": "合法性审查", "reviewed": "集体讨论决定", "submitted": "集体讨论决定", "decided": "公布决策和说明"}
"""状态 → 下一步。"""


@dataclass(frozen=True)
class Line:
    """公开清单的一行：a matter, where it stands, what comes next."""

    uid: str
    title: str
    organ: str
    year: int
    entry: str
    state: str
    next: str
    changed_at: datetime
    state_code: str
    note: str = ""
    running_until: date | None = None
    """正在征求意见，到哪一天；None while nothing runs."""


@dataclass(frozen=True)
class LinePage:
    """清单的一页：and the cursor of the page after; empty at the end."""

    lines: tuple[Line, ...]
    next: str


def _public() -> QuerySet[DecisionMatter]:
    return DecisionMatter.objects.filter(secret=False)


def public_matters(
    at: datetime,
    *,
    organ: str = "",
    place: str = "",
    year: int = 0,
    state: str = "",
    words: str = "",
    after: str = "",
    limit: int = SHOWN,
) -> LinePage:
    """公开的决策事项：the one last acted on first. Two SQL queries; two more where any in drafting cites one.

    `place` is a code of a division and takes its whole subtree, `state` one of the procedure.

    :raises Invalid: for what is no code of a division.
    """
    found = _public().select_related("case", "organ").prefetch_related("case__events")
    wanted = {"organ__code": organ, "year": year, "case__state": state, "case__title__icontains": words}
    found = found.filter(**{key: value for key, value in wanted.items() if value})
    if place:
        found = found.filter(organ__in=_organs_in(place))
    if after.isascii() and after.isdecimal() and len(after) < 19:
        mark = DecisionMatter.objects.filter(pk=int(after)).first()
        if mark is not None:
            found = found.filter(Q(changed_at__lt=mark.changed_at) | Q(changed_at=mark.changed_at, pk__lt=mark.pk))
    rows = list(found.order_by("-changed_at", "-pk")[: limit + 1])
    return LinePage(_lines(rows[:limit], china_date(at)), str(rows[limit - 1].pk) if len(rows) > limit else "")


def _organs_in(place: str) -> QuerySet[Organ]:
    try:
        return Organ.objects.in_place(place)
    except ValueError as refusal:
        raise Invalid(f"{refusal}。", field="place") from refusal


def _lines(rows: Sequence[DecisionMatter], today: date) -> tuple[Line, ...]:
    """How the consultations stand is asked in one question for the whole list."""
    drafted = {row.case.pk: done_in(row.case) for row in rows if row.case.state == "preparing"}
    known = ports.consultations((cited_in(done) for done in drafted.values()), on=today)
    return tuple(_line(row, _coming(row, drafted.get(row.case.pk, ()), known, today)) for row in rows)


def _line(row: DecisionMatter, coming: rules.Standing | None) -> Line:
    """Past the drafting the state says what comes next, and nobody is asked how a consultation stands."""
    case = row.case
    return Line(
        case.uid, case.title, row.organ.code, row.year, row.entry, DECISIONS.state(case.state).name,
        coming.step.name if coming else NEXT.get(case.state, ""), row.changed_at, case.state,
        rules.adjusting_note(done_in(case)), coming.running_until if coming else None,
    )  # fmt: skip


def _coming(
    row: DecisionMatter, done: Sequence[Done], known: Mapping[str, ports.Consultation], today: date
) -> rules.Standing | None:
    scope = rules.scope_of(row.organ.kind)
    return rules.next_step(progress_of(done, on=today, scope=scope, known=known)) if done else None


def years_of(organ: str = "") -> list[int]:
    """有决策事项的年度：the newest first. One SQL query."""
    found = _public().filter(organ__code=organ) if organ else _public()
    return sorted(set(found.values_list("year", flat=True)), reverse=True)


def organs_with(day: date) -> list[tuple[str, str]]:
    """有决策事项的决策机关：code and name. Two SQL queries."""
    codes = set(_public().values_list("organ__code", flat=True))
    return sorted(organs.names_on(codes, day).items())


def planned(day: date, *, organ: str, year: int) -> list[EntryVersion]:
    """目录里的决策事项：of a government and year, whether begun or not. One SQL query."""
    rows = registers.in_force(CATALOGUE, day, seen_on=day).select_related("organ")
    rows = rows.filter(organ__code=organ) if organ else rows
    found = [one for one in rows.order_by("key")[: MOST_PLANNED * 5] if not year or one.values.get("year") == str(year)]
    return found[:MOST_PLANNED]


def begun(entries: Iterable[str]) -> set[str]:
    """其中已经启动的决策事项：of those keys of the catalogue, secret or not. One SQL query."""
    return set(DecisionMatter.objects.filter(entry__in=list(entries)).values_list("entry", flat=True))


@dataclass(frozen=True)
class Hearing:
    """一场听证会：as the public reads it; the participants' list once it is made public."""

    uid: str
    title: str
    held_on: date
    time: str
    place: str
    seats: int
    enrol_until: date
    method: str
    open: bool
    called_off: bool
    chosen_how: str
    chosen: tuple[tuple[str, str], ...]
    record: str
    matter: str = ""
    matter_title: str = ""


@dataclass(frozen=True)
class PublicMatter:
    """公开的决策事项：its steps with why each is required, its course, hearings, and the documents that are out."""

    uid: str
    number: str
    title: str
    organ: str
    organ_name: str
    year: int
    entry: str
    state: str
    state_name: str
    open: bool
    standing: tuple[rules.Standing, ...]
    course: tuple[Happened, ...]
    hearings: tuple[Hearing, ...]
    documents: tuple[tuple[str, str, str], ...]
    consultation: tuple[str, ports.Consultation] | None
    changed_at: datetime
    facts: rules.MatterFacts
    reference: Citation | None
    owed: tuple[Duty, ...] = ()
    note: str = ""

    @property
    def next(self) -> rules.Standing | None:
        """The first required step that is not done."""
        return rules.next_step(self.standing) if self.open else None


def public_matter(uid: str, at: datetime) -> PublicMatter | None:
    """一件公开的决策事项：None for a secret one as for one there is not. Nine SQL queries at most."""
    rows = _public().select_related("case__organ").prefetch_related("case__events")
    row = rows.filter(case__uid=uid).first()
    return _matter(row, at) if row else None


def titles_of(uids: Iterable[str]) -> dict[str, str]:
    """其中公开的决策事项：public identifier → title. One SQL query."""
    return dict(_public().filter(case__uid__in=list(uids)).values_list("case__uid", "case__title"))


def _matter(row: DecisionMatter, at: datetime) -> PublicMatter:
    case, today = row.case, china_date(at)
    done, scope = done_in(case), rules.scope_of(case.organ.kind)
    papers = {paper.record: paper for paper in case.decision_papers.all()}
    out = _released(papers, at)
    cited = next((one for one in reversed(rules.this_round(done)) if one.act == "cite_consultation"), None)
    known = ports.consultations(cited_by(done), on=today)
    uid = cited.given["consultation"] if cited else ""
    return PublicMatter(
        uid=case.uid, number=case.number, title=case.title, organ=case.organ.code,
        organ_name=organs.name_on(case.organ, today), year=row.year, entry=row.entry, state=case.state,
        state_name=DECISIONS.state(case.state).name, open=case.open,
        standing=progress_of(done, on=today, scope=scope, known=known),
        course=course(done, set(out), today, known),
        hearings=tuple(_hearings(case.hearings.select_related("paper", "case").order_by("held_on"), set(out), today)),
        documents=tuple((papers[one].get_role_display(), one, title) for one, title in out.items()),
        consultation=(uid, known[uid]) if uid in known else None,
        changed_at=row.changed_at,
        facts=rules.facts_of(done) or rules.MatterFacts(),
        reference=rules.reference_of(scope, on=today),
        owed=duties_of(done, organ=case.organ.code, matter=case.uid),
        note=rules.adjusting_note(done),
    )  # fmt: skip


def _released(records: Iterable[str], at: datetime) -> dict[str, str]:
    rows = Edition.objects.released(at).filter(record__uid__in=list(records)).order_by("published_at", "pk")
    return dict(rows.values_list("record__uid", "title"))


def _hearings(rows: Iterable[DecisionHearing], out: set[str], today: date) -> Iterable[Hearing]:
    found = [row for row in rows if row.paper.record in out]
    chosen: dict[int, list[tuple[str, str]]] = {}
    enrolled = HearingEnrolment.objects.filter(hearing__in=[row.pk for row in found], chosen=True)
    for one in enrolled if found else ():
        chosen.setdefault(one.hearing_id, []).append((one.public_name, one.get_stake_display()))
    for row in found:
        yield Hearing(
            row.uid, row.title, row.held_on, row.time, row.place, row.seats, row.enrol_until, row.method,
            row.called_off_at is None and row.chosen_at is None and today <= row.enrol_until,
            row.called_off_at is not None, row.chosen_how, tuple(chosen.get(row.pk, ())), row.paper.record,
            row.case.uid, row.case.title,
        )  # fmt: skip


def public_hearings(at: datetime, *, behind: timedelta = timedelta(days=30), limit: int = 100) -> list[Hearing]:
    """公开的听证会：those to come, and those of the last days, the next first. Three SQL queries."""
    today = china_date(at)
    rows = DecisionHearing.objects.filter(held_on__gte=today - behind, case__decision_matter__secret=False)
    found = list(rows.select_related("paper", "case").order_by("held_on", "pk")[:limit])
    return list(_hearings(found, set(_released([row.paper.record for row in found], at)), today))


def hearing_of(uid: str) -> DecisionHearing | None:
    """一场听证会。One SQL query."""
    return DecisionHearing.objects.select_related("paper", "case__organ").filter(uid=uid).first()


def matter_of(record: str) -> str:
    """文件所属的决策事项：the matter's public identifier; "" for any other record. One SQL query."""
    found = DecisionPaper.objects.filter(record=record, case__decision_matter__secret=False)
    return found.values_list("case__uid", flat=True).first() or ""


@dataclass(frozen=True)
class PaperStanding:
    """文件的情况：a paper as its newest edition stands in the office."""

    paper: DecisionPaper
    title: str
    state: str
    released: bool


def papers_in(case: Case) -> list[PaperStanding]:
    """决策事项的文件：in their order. Two SQL queries."""
    made = list(case.decision_papers.order_by("pk"))
    editions = Edition.objects.filter(record__uid__in=[one.record for one in made]).select_related("record")
    newest = {one.record.uid: one for one in editions.order_by("number")}
    return [
        PaperStanding(one, found.title, str(found.get_state_display()), found.released_at is not None)
        for one in made
        if (found := newest.get(one.record))
    ]

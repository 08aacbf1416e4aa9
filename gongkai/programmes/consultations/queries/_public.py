"""Consultations as everybody sees them: only what a released notice says, and what its report came to."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum

from gongkai.engines.assessment.duties import Duty, Late
from gongkai.engines.publishing.models import Edition
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.law import WorkingDays
from gongkai.programmes.consultations import programme, rules
from gongkai.programmes.consultations.contents import Question
from gongkai.programmes.consultations.models import CommentText, Consultation, ConsultationTerm
from gongkai.programmes.consultations.queries._numbers import unanswered_of
from gongkai.programmes.consultations.rules import Phase

PAGE = 20
_COLUMNS = (
    "pk", "uid", "name", "matter", "organ__code", "record__uid", "record__published_at", "edition", "title", "theme",
    "until", "reason", "report_record", "report_at", "released", "questions",
)  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """一件意见征集：as its released notice has it; `edition` is the version that lies open now."""

    pk: int
    uid: str
    name: str
    matter: str
    organ: str
    record: str
    published_at: datetime
    edition: int
    title: str
    theme: str
    until: date
    shortened_reason: str
    report: str
    reported_on: date | None
    changed_at: datetime
    questions: tuple[Question, ...]
    today: date

    @property
    def opened_on(self) -> date:
        """The day it was published."""
        return china_date(self.published_at)

    @property
    def duty(self) -> Duty:
        """公布结果的义务。"""
        return rules.report_duty(self.organ, f"consultation:{self.uid}", self.until, self.reported_on)

    @property
    def phase(self) -> Phase:
        """征集阶段。"""
        return rules.phase(self.until, self.duty.due_on, self.reported_on, self.today)

    @property
    def phase_name(self) -> str:
        """征集阶段的名称。"""
        return rules.PHASES[self.phase]

    @property
    def matter_name(self) -> str:
        """征集事项的名称。"""
        return programme.MATTERS.get(self.matter, self.matter)

    @property
    def is_open(self) -> bool:
        """Whether comments are taken today."""
        return bool(rules.may_comment(self.opened_on, self.until, self.today))

    @property
    def days_left(self) -> int:
        """Days after today on which comments are still taken."""
        return max((self.until - self.today).days, 0)

    @property
    def late(self) -> Late | None:
        """逾期天数：of the report; None in time."""
        duty = self.duty
        return duty.days_late(self.today) if duty.standing(self.today).late else None

    @property
    def late_by_working_days(self) -> bool:
        """Whether the days late are working days."""
        return isinstance(self.late, WorkingDays)


@dataclass(frozen=True)
class Asked:
    """查询条件：of the list."""

    phase: str = ""
    organ: str = ""
    theme: str = ""
    matter: str = ""
    words: str = ""
    page: int = 1


@dataclass(frozen=True)
class Found:
    """查到的征集：a page of them, and how many there are of each choice."""

    rows: tuple[Seen, ...]
    total: int
    pages: int
    organs: Mapping[str, int]
    themes: Mapping[str, int]
    matters: Mapping[str, int]
    phases: Mapping[Phase, int]


@dataclass(frozen=True)
class State:
    """征集的状态：what another programme may know of it."""

    uid: str
    title: str
    opened_on: date
    until: date
    shortened_reason: str
    report_published_on: date | None
    unanswered: int
    closed: bool
    """已经截止：no comment is taken any more."""
    organ: str
    """征求意见的机关：its code."""
    matter: str
    """草案的种类：its code."""
    revised_on: tuple[date, ...]
    """公布修改后的稿子的日期：the first version left out."""


def released(at: datetime, **where: Any) -> QuerySet[Consultation]:
    """已公开的征集：with what its released notice says; not where it was withdrawn. The public's only way in.

    `where`: conditions on what is said there.
    """
    now = Edition.objects.released(at).filter(record=OuterRef("record"))
    report = Edition.objects.released(at).filter(record=OuterRef("report"), record__withdrawn_at__isnull=True)
    terms = ConsultationTerm.objects.filter(consultation=OuterRef("pk"), number__lte=OuterRef("edition"))
    latest = terms.order_by("-number")
    return (
        Consultation.objects.filter(record__withdrawn_at__isnull=True)
        .annotate(edition=Subquery(now.values("number")[:1]))
        .filter(edition__isnull=False)
        .annotate(
            title=Subquery(now.values("title")[:1]),
            theme=Subquery(now.values("theme")[:1]),
            released=Subquery(now.values("released_at")[:1]),
            until=Subquery(latest.values("until")[:1]),
            reason=Subquery(latest.values("shortened_reason")[:1]),
            report_record=Subquery(report.values("record__uid")[:1]),
            report_at=Subquery(report.values("published_at")[:1]),
        )
        .filter(**where)
    )


def seen(uid: str, at: datetime) -> Seen:
    """一件公开的征集。One SQL query.

    :raises NotFound: for what does not exist and what is not public: the same answer.
    """
    row = released(at).filter(uid=uid).values(*_COLUMNS).first()
    if row is None:
        raise NotFound
    return _seen(row, china_date(at))


def listing(asked: Asked, at: datetime, *, limit: int = PAGE, newest: bool = False) -> Found:
    """公开的征集：those open first, by their last day; then the closed, the newest first. One SQL query.

    `newest`: what changed last is first, for feeds.
    """
    today = china_date(at)
    rows = released(at)
    if asked.words:
        rows = rows.filter(Q(name__icontains=asked.words) | Q(title__icontains=asked.words))
    every = seen_rows(rows, today)
    given = {"organ": asked.organ, "theme": asked.theme, "matter": asked.matter, "phase": asked.phase}
    narrowed = sorted((one for one in every if _fits(one, given)), key=_order)
    if newest:
        narrowed.sort(key=lambda one: (one.changed_at, one.pk), reverse=True)
    start = (max(asked.page, 1) - 1) * limit
    return Found(
        rows=tuple(narrowed[start : start + limit]),
        total=len(narrowed),
        pages=-(-len(narrowed) // limit),
        organs=_counted(every, given, "organ"),
        themes=_counted(every, given, "theme"),
        matters=_counted(every, given, "matter"),
        phases=Counter(one.phase for one in every if _fits(one, given, without="phase")),
    )


def seen_rows(rows: QuerySet[Consultation], today: date) -> list[Seen]:
    """公开的征集：of a question that began with `released`. One SQL query."""
    return [_seen(row, today) for row in rows.values(*_COLUMNS)]


def consulting_organs(at: datetime) -> list[tuple[str, str]]:
    """征集机关：code and place of every organ with a public consultation. One SQL query."""
    return sorted(released(at).order_by().values_list("organ__code", "organ__place__code").distinct())


def version(one: Seen, number: int, at: datetime) -> Edition:
    """一版公告：a public edition of the notice. One SQL query.

    :raises NotFound: for any other.
    """
    found = Edition.objects.public_history(at).filter(record__uid=one.record, number=number).first()
    if found is None:
        raise NotFound
    return found


def uid_of(record: str) -> str:
    """所属的征集：of a notice or a report, by its record; "" for any other. One SQL query."""
    which = Q(record__uid=record) | Q(report__uid=record)
    return Consultation.objects.filter(which).values_list("uid", flat=True).first() or ""


def public_versions(one: Seen, at: datetime) -> tuple[tuple[int, datetime | None, str], ...]:
    """公告的公开版本：number, when it was released, what changed; newest first. One SQL query."""
    rows = Edition.objects.public_history(at).filter(record__uid=one.record).order_by("-number")
    return tuple(rows.values_list("number", "released_at", "public_note"))


def copies_by_version(one: Seen) -> Mapping[int, int]:
    """各版收到的份数。One SQL query."""
    rows = CommentText.objects.filter(consultation=one.pk).order_by().values_list("version").annotate(Sum("copies"))
    return dict(rows)


def state_of(uid: str, at: datetime) -> State | None:
    """征集的状态：for whoever cites it by its uid; None when it is not public. Three SQL queries."""
    return states_of([uid], at).get(uid)


def states_of(uids: Iterable[str], at: datetime) -> dict[str, State]:
    """几件征集的状态：of those that are public, by their uids. Three SQL queries, however many."""
    rows = seen_rows(released(at).filter(uid__in=set(uids)), china_date(at))
    unanswered = unanswered_of(one.pk for one in rows) if rows else {}
    revised = _revised(rows, at) if rows else {}
    return {
        one.uid: State(
            uid=one.uid,
            title=one.title,
            opened_on=one.opened_on,
            until=one.until,
            shortened_reason=one.shortened_reason,
            report_published_on=one.reported_on,
            unanswered=unanswered.get(one.pk, 0),
            closed=one.today > one.until,
            organ=one.organ,
            matter=one.matter,
            revised_on=tuple(revised.get(one.record, ())),
        )
        for one in rows
    }


def _revised(rows: Iterable[Seen], at: datetime) -> dict[str, list[date]]:
    """The days of every public version of a notice but its first. One SQL query."""
    found: dict[str, list[date]] = {}
    history = Edition.objects.public_history(at).filter(record__uid__in=[one.record for one in rows], number__gt=1)
    for record, released_at in history.order_by("number").values_list("record__uid", "released_at"):
        if released_at is not None:
            found.setdefault(record, []).append(china_date(released_at))
    return found


def _seen(row: Mapping[str, Any], today: date) -> Seen:
    return Seen(
        pk=row["pk"],
        uid=row["uid"],
        name=row["name"],
        matter=row["matter"],
        organ=row["organ__code"],
        record=row["record__uid"],
        published_at=row["record__published_at"],
        edition=row["edition"],
        title=row["title"],
        theme=row["theme"],
        until=row["until"],
        shortened_reason=row["reason"] or "",
        report=row["report_record"] or "",
        reported_on=china_date(row["report_at"]) if row["report_at"] else None,
        changed_at=max(row["released"], row["report_at"] or row["released"]),
        questions=tuple(Question.of(one) for one in row["questions"]),
        today=today,
    )


def _fits(one: Seen, given: Mapping[str, str], *, without: str = "") -> bool:
    return all(not value or key == without or str(getattr(one, key)) == value for key, value in given.items())


def _order(one: Seen) -> tuple[bool, float, str]:
    """Open ones by their last day, the others newest first."""
    day = one.until.toordinal()
    return (not one.is_open, day if one.is_open else -day, one.uid)


def _counted(every: list[Seen], given: Mapping[str, str], key: str) -> Mapping[str, int]:
    return Counter(str(getattr(one, key)) for one in every if _fits(one, given, without=key))


def owing(at: datetime) -> list[Seen]:
    """欠结果的征集：closed, without a public report; longest owed first. One SQL query."""
    today = china_date(at)
    rows = seen_rows(released(at, until__lt=today, report_at__isnull=True), today)
    return sorted(rows, key=lambda one: (one.until, one.uid))


def duties(at: datetime) -> list[Duty]:
    """公布结果的义务：of every consultation that closed, met or not. One SQL query."""
    today = china_date(at)
    return [one.duty for one in seen_rows(released(at, until__lt=today), today)]


def erasable(before: datetime, at: datetime) -> list[int]:
    """满保存期限的征集：whose report has been public since, or whose notice was withdrawn before; none that owes its
    result. Two SQL queries.
    """
    reported = released(at, report_at__lte=before).values_list("pk", flat=True)
    withdrawn = Consultation.objects.filter(record__withdrawn_at__lte=before).values_list("pk", flat=True)
    return sorted({*reported, *withdrawn})

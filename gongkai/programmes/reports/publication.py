"""公布情况：which organ published its report of a year, on which day and how late: what anybody may know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Min, Q

from gongkai.engines.assessment.duties import Duty, Standing
from gongkai.engines.publishing.models import Edition
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor
from gongkai.law import year_end
from gongkai.programmes.reports import permission, ports, queries, released, rules
from gongkai.programmes.reports.models import AnnualReport


@dataclass(frozen=True)
class Publication:
    """一个机关一年的公布情况：its duty as of `on`; `record` is empty while nothing is public.

    `again_on` is the day it was made public anew, where it had been withdrawn since; what counts is the first day.
    """

    organ: Organ
    year: int
    due: rules.Due
    duty: Duty
    on: date
    record: str = ""
    title: str = ""
    again_on: date | None = None

    @property
    def published_on(self) -> date | None:
        """The day it first became public; None while nothing is."""
        return self.duty.met_on

    @property
    def days_late(self) -> int:
        """Calendar days after the last day of the law, so far where nothing is public."""
        return self.duty.days_late(self.on).days

    @property
    def publishing(self) -> Standing:
        """How the duty to publish it stands."""
        return self.duty.standing(self.on)


def of_year(year: int, at: datetime, *, organ: str = "") -> list[Publication]:
    """各机关年度报告的公布情况：those the law gives a day, and whoever published one; by place. Four SQL queries.

    依据：《政府信息公开条例》第四十九条。
    """
    last, today = year_end(year), china_date(at)
    whose = Organ.objects.on(last).named(min(last, today)).select_related("place").order_by("place__code", "code")
    if organ:
        whose = whose.filter(code=organ)
    known = Known.of(year)
    public, first = _public(known, at), _first_days(known, at)
    rows = []
    for each in whose:
        due, edition = rules.due(each.kind, year), public.get(each.code)
        if edition is None and due.on is None:
            continue
        day, again = _days(edition, first.get(each.code))
        record, title = (edition.record.uid, edition.title) if edition else ("", "")
        duty = rules.publishing_duty(each.code, year, due, day)
        rows.append(Publication(each, year, due, duty, today, record, title, again))
    return rows


@dataclass(frozen=True)
class Known:
    """哪些是某年的报告：records its reports are linked to, and those of the kind that name the year in their title."""

    linked: Mapping[str, str]
    which: Q

    @classmethod
    def of(cls, year: int) -> "Known":
        """One SQL query; what the reports of another year are linked to is none of this."""
        reports = AnnualReport.objects.exclude(record="")
        linked = dict(reports.filter(year=year).values_list("record", "organ__code"))
        others = reports.exclude(year=year).values("record")
        titled = Q(kind=ports.report_kind, title__contains=f"{year}年") & ~Q(record__uid__in=others)
        return cls(linked, Q(record__uid__in=list(linked)) | titled)


def _first_days(known: Known, at: datetime) -> dict[str, date]:
    """首次公布日期：by organ, of whatever was public of the year, withdrawn since or not. One SQL query."""
    rows = Edition.objects.filter(known.which, released_at__lte=at, published_at__isnull=False)
    days = rows.order_by().values_list("organ__code").annotate(first=Min("published_at"))
    return {code: china_date(first) for code, first in days}


def _days(edition: Edition | None, first: date | None) -> tuple[date | None, date | None]:
    """The day that counts and, where it became public anew, that day; none while nothing is public.

    依据：第四十九条 asks that it be published by a day, which was done then; while it is withdrawn it is owed again.
    """
    if edition is None or edition.published_at is None:
        return None, None
    day = china_date(edition.published_at)
    return (first, day) if first is not None and first < day else (day, None)


def _public(known: Known, at: datetime) -> dict[str, Edition]:
    """By organ: the record its report is linked to, else one that names the year in its title. One SQL query."""
    rows = Edition.objects.released(at).filter(known.which)
    rows = rows.select_related("record", "organ").order_by("-published_at", "-pk")
    editions = list(rows.only("title", "published_at", "number", "record__uid", "organ__code"))
    linked = known.linked
    found = {edition.organ.code: edition for edition in editions if edition.record.uid not in linked}
    return found | {linked[edition.record.uid]: edition for edition in editions if edition.record.uid in linked}


@dataclass(frozen=True)
class PublicReport:
    """公布的报告：one organ's, with the numbers its tables were published with; none where nobody entered them."""

    publication: Publication
    edition: int
    report: AnnualReport | None
    figures: Mapping[str, str]


def of_organ(organ: str, year: int, at: datetime) -> PublicReport:
    """一份公布的报告。Six SQL queries.

    :raises NotFound: where none is public.
    """
    publication = next((row for row in of_year(year, at, organ=organ) if row.record), None)
    if publication is None:
        raise NotFound
    report = AnnualReport.objects.filter(record=publication.record).select_related("organ__place").first()
    edition = Edition.objects.released(at).get(record__uid=publication.record)
    figures = released.figures_of(report, edition) if report else None
    form = queries.form_of(report) if report else None
    known = {key: text for key, text in (figures or {}).items() if form and key in form.cells}
    return PublicReport(publication, edition.number, report, known)


@dataclass(frozen=True)
class Line:
    """清单一行：an organ, its report of the year if begun, by when it is due, and its duty to publish it as of `on`."""

    organ: Organ
    report: AnnualReport | None
    due: rules.Due
    duty: Duty
    on: date
    again_on: date | None

    @property
    def published_on(self) -> date | None:
        """The day it first became public; None while nothing is."""
        return self.duty.met_on

    @property
    def days_late(self) -> int:
        """Calendar days after the last day of the law, so far where nothing is public."""
        return self.duty.days_late(self.on).days

    @property
    def publishing(self) -> Standing:
        """How the duty to publish it stands."""
        return self.duty.standing(self.on)

    @property
    def state(self) -> str:
        """How far it has come: published, or the stage of the report; none before it is begun."""
        return "published" if self.published_on else self.report.state if self.report else "none"

    @property
    def lateness(self) -> str:
        """How late, in words; empty in time."""
        if not self.publishing.late:
            return ""
        return f"逾期{self.days_late}天公布" if self.published_on else f"已逾期{self.days_late}天"


def lines_of(person: Actor, year: int, at: datetime) -> list[Line]:
    """机关和它们的报告：organs of one's posts and of the places one supervises. Six SQL queries."""
    today = china_date(at)
    whose = permission.organs_of(person).on(year_end(year)).named(today).select_related("place")
    listed = list(whose.order_by("place__code", "code"))
    return lines_among(listed, queries.reports_of(listed, year), year, at)


def line_of(report: AnnualReport, at: datetime) -> Line:
    """一份报告的清单一行。Five SQL queries."""
    organ = report.organ
    organ.name = organs.name_on(organ, china_date(at))
    return lines_among([organ], {organ.code: report}, report.year, at)[0]


def lines_among(whose: Sequence[Organ], reports: Mapping[str, AnnualReport], year: int, at: datetime) -> list[Line]:
    """清单：organs that come with names and places, with their reports. Four SQL queries."""
    today, public = china_date(at), queries.published(list(reports.values()), at)
    inner, first = queries.internal_dues(whose, year), _first_days(Known.of(year), at)
    rows = []
    for organ in whose:
        report, due = reports.get(organ.code), rules.due(organ.kind, year, inner.get(organ.code))
        day, again = _days(public.get(report.pk) if report else None, first.get(organ.code))
        duty = rules.publishing_duty(organ.code, year, due, day)
        rows.append(Line(organ, report, due, duty, today, again))
    return rows

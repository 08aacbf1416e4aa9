"""公布情况：which organ published its report of a year, on which day and how late: what anybody may know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

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
    """一个机关一年的公布情况：`record` is empty while nothing is public; `days_late` after the last day, so far."""

    organ: Organ
    year: int
    due: rules.Due
    record: str = ""
    title: str = ""
    published_on: date | None = None
    days_late: int = 0


def of_year(year: int, at: datetime, *, organ: str = "") -> list[Publication]:
    """各机关年度报告的公布情况：those the law gives a day, and whoever published one; by place. Three SQL queries.

    依据：《政府信息公开条例》第四十九条。
    """
    last, today = year_end(year), china_date(at)
    whose = Organ.objects.on(last).named(min(last, today)).select_related("place").order_by("place__code", "code")
    if organ:
        whose = whose.filter(code=organ)
    public = _public(year, at)
    rows = []
    for each in whose:
        due, edition = rules.due(each.kind, year), public.get(each.code)
        if edition is None and due.on is None:
            continue
        day = china_date(edition.published_at) if edition and edition.published_at else None
        record, title = (edition.record.uid, edition.title) if edition else ("", "")
        rows.append(Publication(each, year, due, record, title, day, rules.days_late(due, day, today)))
    return rows


def _public(year: int, at: datetime) -> dict[str, Edition]:
    """By organ: the record its report is linked to, else one that names the year in its title."""
    known = AnnualReport.objects.exclude(record="")
    linked = dict(known.filter(year=year).values_list("record", "organ__code"))
    others = known.exclude(year=year).values("record")
    titled = Q(kind=ports.report_kind, title__contains=f"{year}年") & ~Q(record__uid__in=others)
    rows = Edition.objects.released(at).filter(Q(record__uid__in=list(linked)) | titled)
    rows = rows.select_related("record", "organ").order_by("-published_at", "-pk")
    editions = list(rows.only("title", "published_at", "number", "record__uid", "organ__code"))
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
    """一份公布的报告。Five SQL queries.

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
    """清单一行：an organ, its report of the year if begun, and by when it is due."""

    organ: Organ
    report: AnnualReport | None
    due: rules.Due
    published_on: date | None
    days_late: int

    @property
    def state(self) -> str:
        """How far it has come: published, or the stage of the report; none before it is begun."""
        return "published" if self.published_on else self.report.state if self.report else "none"

    @property
    def lateness(self) -> str:
        """How late, in words; empty in time."""
        if not self.days_late:
            return ""
        return f"逾期{self.days_late}天公布" if self.published_on else f"已逾期{self.days_late}天"


def lines_of(person: Actor, year: int, at: datetime) -> list[Line]:
    """机关和它们的报告：organs of one's posts and of the places one supervises. Four SQL queries."""
    today = china_date(at)
    whose = permission.organs_of(person).on(year_end(year)).named(today).select_related("place")
    listed = list(whose.order_by("place__code", "code"))
    return lines_among(listed, queries.reports_of(listed, year), year, at)


def line_of(report: AnnualReport, at: datetime) -> Line:
    """一份报告的清单一行。Three SQL queries."""
    organ = report.organ
    organ.name = organs.name_on(organ, china_date(at))
    return lines_among([organ], {organ.code: report}, report.year, at)[0]


def lines_among(whose: Sequence[Organ], reports: Mapping[str, AnnualReport], year: int, at: datetime) -> list[Line]:
    """清单：organs that come with names and places, with their reports. Two SQL queries."""
    public = queries.published(list(reports.values()), at)
    inner = queries.internal_dues(whose, year)
    rows = []
    for organ in whose:
        report, due = reports.get(organ.code), rules.due(organ.kind, year, inner.get(organ.code))
        edition = public.get(report.pk) if report else None
        published = china_date(edition.published_at) if edition and edition.published_at else None
        rows.append(Line(organ, report, due, published, rules.days_late(due, published, china_date(at))))
    return rows

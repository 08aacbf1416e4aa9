"""An organ with people in every post, its government, and requests that a list stands in for the requests' tables."""

from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace

import pytest

from gongkai.engines.assessment.rules import RequestCount, RequestFact
from gongkai.foundation.now import CHINA
from gongkai.foundation.organs.models import Organ, OrganName
from gongkai.foundation.people.actors import ROLES, Actor, PostFact
from gongkai.foundation.places.models import Place
from gongkai.law import year_end
from gongkai.programmes.reports import operations as ops
from gongkai.programmes.reports import permission, ports, queries
from gongkai.programmes.reports.models import AnnualReport

YEAR = 2025


class Listed:
    """Requests in a list: what the requests programme answers from its tables."""

    procedures = ("requests",)

    def __init__(self) -> None:
        self.of: dict[str, list[RequestFact]] = {}

    def facts(self, *, organ: str, year: int):
        return [fact for fact in self.of.get(organ, []) if fact.received_on <= year_end(year)]

    def counts(self, *, year: int, organs=None, until=None):
        first, last = date(year, 1, 1), year_end(year)
        for organ, facts in self.of.items():
            for fact in facts:
                over = fact.closed_on is not None and fact.closed_on < first
                if fact.received_on > last or over or (organs is not None and organ not in organs):
                    continue
                ended = fact.closed_on is not None and fact.closed_on <= last
                new = fact.received_on >= first
                yield RequestCount(organ, fact.applicant, new, fact.result or "" if ended else "", 1)


@pytest.fixture(autouse=True)
def requests_(monkeypatch: pytest.MonkeyPatch) -> Listed:
    listed = Listed()
    monkeypatch.setattr(ports, "requests", listed)
    monkeypatch.setattr(ports, "decisions", ports.NoDecisions())
    return listed


@pytest.fixture
def at() -> datetime:
    return datetime(2026, 1, 12, 9, tzinfo=CHINA)


def an_organ(code: str, name: str, place: Place, kind: str = "department") -> Organ:
    organ = Organ.objects.create(uid=code.lower(), code=code, place=place, kind=kind)
    OrganName.objects.create(organ=organ, name=name, short_name=name, since=date(2016, 1, 1))
    return organ


def actor_of(organ: Organ, role: str) -> Actor:
    post = PostFact(organ.code, role, "办公室", organ.place.code)
    return Actor(uid=f"{role[:9]}-{organ.code[-6:]}", name=ROLES[role], posts=(post,), second_factor=True)


@pytest.fixture
def province(db: None) -> Place:
    return Place.objects.create(code="99", name="东澜省", level=1, since=date(2016, 1, 1))


@pytest.fixture
def government(province: Place) -> Organ:
    return an_organ("000014330", "东澜省人民政府", province, "government")


@pytest.fixture
def organ(province: Place) -> Organ:
    return an_organ("000014349", "东澜省民政厅", province)


@pytest.fixture
def who(organ: Organ) -> SimpleNamespace:
    return SimpleNamespace(**{role: actor_of(organ, role) for role in ROLES})


@pytest.fixture
def report(organ: Organ, who: SimpleNamespace, at: datetime) -> AnnualReport:
    return ops.begin(organ=organ, year=YEAR, by=who.foi_clerk, at=at)


@pytest.fixture
def complete(who: SimpleNamespace, at: datetime) -> Callable[[AnnualReport], AnnualReport]:
    """Compute, enter 0 in what is left blank, write every section."""

    def run(report: AnnualReport) -> AnnualReport:
        code, by = report.organ.code, actor_of(report.organ, "foi_clerk")
        now = ops.compute(organ=code, year=report.year, by=by, at=at)
        form = queries.form_of(now)
        blank = {key: "0" for key in form.cells if key not in now.cells}
        now = ops.enter_cells(organ=code, year=report.year, numbers=blank, seen=now.lock_version, by=by, at=at)
        for part in form.narratives:
            seen = permission.find(by, code, report.year).lock_version
            now = ops.write_section(
                organ=code, year=report.year, section=part.id, html="<p>如实报告。</p>", seen=seen, by=by, at=at
            )
        return now

    return run

"""What a government adds: every body below it once, and a list that says who is in and who has not handed in."""

from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace

import pytest

from gongkai.assembly import cli
from gongkai.engines.assessment.rules import RequestFact
from gongkai.foundation.organs.models import Kind, Organ
from gongkai.foundation.places.models import Place
from gongkai.law import year_end
from gongkai.programmes.reports import jobs, publication
from gongkai.programmes.reports import operations as ops
from gongkai.programmes.reports.models import AnnualReport
from gongkai.programmes.reports.parts import parts_of
from gongkai.programmes.reports.rolling import roll_call

from .conftest import YEAR, Listed, actor_of, an_organ
from .test_released import approve

BODIES = (
    # code, place, kind
    ("000014330", "99", Kind.GOVERNMENT),
    ("000014349", "99", Kind.DEPARTMENT),
    ("000014357", "99", Kind.OFFICE),
    ("990000148", "99", Kind.INSTITUTION),
    ("990000201", "9901", Kind.GOVERNMENT),
    ("990000210", "9901", Kind.DEPARTMENT),
    ("990000228", "9901", Kind.INSTITUTION),
    ("990000236", "990101", Kind.GOVERNMENT),
    ("990000244", "990101", Kind.DEPARTMENT),
    ("990000252", "990101001", Kind.TOWNSHIP),
    ("990000260", "990101001", Kind.INSTITUTION),
    # 不设区的市：a city whose towns stand right below it, and a place without a government of its own.
    ("990000279", "9902", Kind.GOVERNMENT),
    ("990000287", "990200001", Kind.TOWNSHIP),
    ("990000295", "990103", Kind.DEPARTMENT),
    # 派出机关：a second government of the same place.
    ("990000308", "9901", Kind.GOVERNMENT),
)
SUMS = {
    "000014330": {"000014349", "000014357", "990000148", "990000201", "990000279", "990000308"},
    "990000201": {"990000210", "990000228", "990000236", "990000295"},
    "990000236": {"990000244", "990000252", "990000260"},
    "990000279": {"990000287"},
}


@pytest.fixture
def bodies(province: Place, organ: Organ, government: Organ) -> dict[str, Organ]:
    known = {organ.code: organ, government.code: government}
    places = {"99": province} | {
        code: Place.objects.create(code=code, name=f"{code}地", level=level, since=date(2016, 1, 1))
        for code, level in (
            ("9901", 2), ("9902", 2), ("990101", 3), ("990103", 3), ("990101001", 4), ("990200001", 4),
        )
    }  # fmt: skip
    new = {
        code: an_organ(code, f"{code}机关", places[place], kind) for code, place, kind in BODIES if code not in known
    }
    return known | new


def test_each_body_is_added_once_by_the_nearest_government(
    bodies: dict[str, Organ], django_assert_num_queries: Callable[[int], object]
) -> None:
    found = {}
    for code in SUMS:
        with django_assert_num_queries(1):  # type: ignore[attr-defined]
            found[code] = {part.code for part in parts_of(bodies[code], year_end(YEAR))}
    assert found == SUMS
    twice = [code for parts in found.values() for code in parts]
    assert len(twice) == len(set(twice))
    assert set(twice) | {"000014330"} == set(bodies)
    assert list(parts_of(bodies["000014349"], year_end(YEAR))) == []


def test_the_list_says_who_is_in_who_came_since_and_who_is_awaited(
    bodies: dict[str, Organ],
    at: datetime,
    complete: Callable[[AnnualReport], AnnualReport],
    django_assert_num_queries: Callable[[int], object],
) -> None:
    whole = bodies["000014330"]

    def reported(code: str) -> None:
        report = ops.begin(organ=bodies[code], year=YEAR, by=actor_of(bodies[code], "foi_clerk"), at=at)
        complete(report)
        who = SimpleNamespace(**{role: actor_of(bodies[code], role) for role in ("foi_clerk", "foi_head")})
        approve(code, who, at)

    reported("000014349")
    reported("990000148")
    clerk = actor_of(whole, "foi_clerk")
    ops.begin(organ=whole, year=YEAR, by=clerk, at=at)
    now = ops.compute(organ=whole.code, year=YEAR, by=clerk, at=at)
    reported("000014357")
    ops.begin(organ=bodies["990000201"], year=YEAR, by=actor_of(bodies["990000201"], "foi_clerk"), at=at)
    with django_assert_num_queries(5):  # type: ignore[attr-defined]
        found = {part.organ.code: (part.standing, part.state) for part in roll_call(now, at)}
    assert found == {
        "000014349": ("counted", "approved"),
        "990000148": ("counted", "approved"),
        "000014357": ("since", "approved"),
        "990000201": ("awaited", "draft"),
        "990000279": ("awaited", "none"),
        "990000308": ("awaited", "none"),
    }
    assert now.parts == ["000014349", "990000148"]


def test_drafts_of_a_year_are_computed_anew_from_below_and_nothing_else_is(
    bodies: dict[str, Organ], at: datetime, complete: Callable[[AnnualReport], AnnualReport], requests_: Listed
) -> None:
    drafts = ("000014330", "990000201", "990000210")
    for code in drafts:
        ops.begin(organ=bodies[code], year=YEAR, by=actor_of(bodies[code], "foi_clerk"), at=at)
    complete(AnnualReport.objects.get(organ=bodies["990000210"]))
    ops.submit(organ="990000210", year=YEAR, by=actor_of(bodies["990000210"], "foi_clerk"), at=at)
    requests_.of["990000201"] = [RequestFact("c1", date(YEAR, 3, 1), "person")]
    assert jobs.recompute(year=YEAR, at=at) == 2
    found = {report.organ.code: report for report in AnnualReport.objects.select_related("organ")}
    assert found["990000201"].cells["T3.r01.c7"]["number"] == "1"
    assert found["990000210"].state == "in_review"
    assert cli.build().parse_args(["recompute", "--year", str(YEAR)]).year == YEAR


def test_an_institution_that_makes_no_report_is_not_awaited(government: Organ, province: Place, at: datetime) -> None:
    an_organ("990000148", "东澜省立医院", province, "institution")
    report = ops.begin(organ=government, year=YEAR, by=actor_of(government, "foi_clerk"), at=at)
    assert [part.standing for part in roll_call(report, at)] == ["not_obliged"]


@pytest.mark.parametrize(
    ("on", "late", "said"),
    [(date(2026, 1, 31), 0, ""), (date(2026, 2, 1), 1, "已逾期1天"), (date(2026, 3, 3), 31, "已逾期31天")],
)
def test_what_is_not_published_in_time_says_by_how_many_days(
    organ: Organ, government: Organ, on: date, late: int, said: str, at: datetime
) -> None:
    then = at.replace(year=on.year, month=on.month, day=on.day)
    rows = {row.organ.code: row for row in publication.of_year(YEAR, then)}
    assert (rows[organ.code].days_late, rows[government.code].days_late) == (late, 0)
    [line] = [one for one in publication.lines_of(actor_of(organ, "foi_clerk"), YEAR, then) if one.organ == organ]
    assert (line.days_late, line.lateness, line.state) == (late, said, "none")

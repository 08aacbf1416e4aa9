"""Who is told of an annual report: reviewers, authors, who hands it over; never who did it."""

from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace

import pytest

from gongkai.foundation.jobs.operations import work_off
from gongkai.foundation.notices.models import Notice
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.models import Person, Post
from gongkai.programmes.reports import operations as ops
from gongkai.programmes.reports.models import AnnualReport

ROLES = ("foi_clerk", "foi_head", "drafter")


def told() -> list[tuple[str, str]]:
    work_off()
    rows = Notice.objects.order_by("id")
    found = [(one.to_uid.partition("-")[0], one.about) for one in rows]
    rows.delete()
    return found


@pytest.mark.django_db(transaction=True)
def test_a_report_is_told_to_who_must_act(
    report: AnnualReport,
    complete: Callable[[AnnualReport], AnnualReport],
    organ: Organ,
    who: SimpleNamespace,
    at: datetime,
) -> None:
    for role in ROLES:
        person = Person.objects.create(uid=getattr(who, role).uid, username=role, name="某人")
        Post.objects.create(person=person, organ=organ, unit="办公室", role=role, since=date(2016, 1, 1))
    complete(report)
    assert told() == []
    mine = {"organ": organ.code, "year": report.year, "at": at}
    this = f"report:{organ.code}:{report.year}"
    for _ in range(2):  # the same text handed in a second time is told a second time
        ops.submit(by=who.foi_clerk, **mine)
        assert told() == [("foi_head", this)]
        ops.return_(reason="请补充", by=who.foi_head, **mine)
        assert told() == [("foi_clerk", this)]
    sha256 = ops.submit(by=who.foi_clerk, **mine).sha256
    told()
    ops.approve(sha256=sha256, by=who.foi_head, **mine)
    assert told() == [("drafter", this), ("foi_clerk", this)]
    ops.register_challenge(
        organ=organ, route="review", authority="东澜省人民政府", filed_on=date(2026, 1, 5), by=who.foi_clerk, at=at
    )
    assert [uid for uid, _ in told()] == ["foi_head"]
    ops.set_internal_due(place="99", year=2026, due_on=date(2027, 1, 15), by=who.openness_officer, at=at)
    assert [uid for uid, _ in told()] == ["foi_clerk", "foi_head"]

"""What entries must say, how a task stands by what was reported, what was put right in time."""

from datetime import date

import pytest

from gongkai.engines.assessment.duties import Standing as Kept
from gongkai.programmes.execution.rules import oversight, owed, progress, tasks

DAY = date(2026, 7, 10)
TASK = {"due_on": "2026-06-30", "targets": ["公路｜1000｜公里", "危桥｜120｜座"], "lead": "A", "assisting": ["B"]}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({}, None),
        ({"assisting": ["A"]}, "assisting"),
        ({"start_on": "2026-07-01"}, "due_on"),
        ({"targets": ["公路｜很多｜公里"]}, "targets"),
        ({"targets": ["｜10｜公里"]}, "targets"),
        ({"targets": ["公路｜10｜公里", "公路｜20｜公里"]}, "targets"),
        ({"targets": ["占比｜62.5｜%"]}, None),
    ],
)
def test_a_task_names_others_days_in_order_and_a_number_for_each_target(changed, field):
    assert set(tasks.problems_with_task({**TASK, **changed}, DAY)) == ({field} if field else set())


@pytest.mark.parametrize(
    ("report", "field"),
    [
        ({"state": "under_way"}, None),
        ({"state": "done"}, "done_on"),
        ({"state": "done", "done_on": "2026-06-30"}, None),
        ({"state": "done", "done_on": "2026-07-05"}, "done_on"),
        ({"state": "under_way", "done_on": "2026-06-30"}, "done_on"),
        ({"state": "slow"}, "reason"),
        ({"state": "ended"}, "reason"),
        ({"state": "under_way", "on": "2026-07-11"}, "on"),
        ({"state": "under_way", "achieved": ["公路｜多"]}, "achieved"),
    ],
)
def test_a_report_says_when_it_is_done_why_it_is_slow_and_nothing_of_the_future(report, field):
    found = progress.problems_with_progress({"on": "2026-07-01", **report}, DAY)
    assert set(found) == ({field} if field else set())


def told(on, state, **more):
    return {"on": on, "state": state, **more}


@pytest.mark.parametrize(
    ("reports", "day", "state", "late", "days"),
    [
        ([], "2026-06-30", "", False, 0),
        ([], "2026-07-01", "", True, 1),
        ([told("2026-06-01", "under_way")], "2026-07-10", "under_way", True, 10),
        ([told("2026-07-01", "done", done_on="2026-06-30")], "2026-07-10", "done", False, 0),
        ([told("2026-07-08", "done", done_on="2026-07-08")], "2026-12-31", "done", True, 8),
        ([told("2026-07-08", "done", done_on="2026-06-08")], "2026-07-07", "", True, 7),
        (
            [told("2026-07-01", "done", done_on="2026-06-30"), told("2026-07-05", "slow")],
            "2026-07-10",
            "slow",
            True,
            10,
        ),
        ([told("2026-06-20", "ended")], "2026-12-31", "ended", False, 0),
    ],
)
def test_a_task_stands_as_last_reported_and_lateness_is_never_chosen(reports, day, state, late, days):
    found = progress.standing(TASK, reports, date.fromisoformat(day))
    assert (found.state, found.late, found.days_late) == (state, late, days)


def test_what_was_reached_is_shown_beside_each_target_and_never_rounded_up():
    found = progress.reached(TASK, {"公路": progress.Decimal("999.9")})
    assert [(one.name, one.percent, one.amount is None) for one in found] == [("公路", 99, False), ("危桥", 0, True)]


def test_a_report_beside_its_task_is_looked_at_before_it_is_adopted():
    report = told("2026-07-01", "done", achieved=["公路｜1000", "桥梁｜120"])
    found = progress.doubts_about(report, TASK)
    assert "桥梁" in found["achieved"]
    assert "佐证" in found["evidence"]
    short = progress.doubts_about(told("2026-07-01", "done", achieved=["公路｜1000"], evidence=["x"]), TASK)
    assert "危桥" in short["achieved"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"done_on": "2026-07-01", "proof": ["x"]}, None),
        ({"done_on": "2026-07-01"}, "proof"),
        ({"next": "继续"}, None),
        ({}, "next"),
        ({"on": "2026-08-01", "next": "继续"}, "on"),
    ],
)
def test_what_is_put_right_has_proof_and_what_is_not_says_what_follows(said, field):
    found = oversight.problems_with_rectification({"on": "2026-07-01", **said}, DAY)
    assert set(found) == ({field} if field else set())


def test_duties_arise_from_tasks_findings_and_the_cycle_of_a_plan():
    standing = progress.standing(TASK, [told("2026-05-31", "under_way")], DAY)
    late = owed.of_task("T-1", "修路", TASK, standing, since=date(2026, 1, 5), plan="年度计划")
    assert (late.organ, late.standing(DAY), late.basis) == ("A", Kept.OVERDUE, "《年度计划》确定的完成时限")
    report = owed.of_report("T-1", "修路", TASK, standing, since=date(2026, 1, 5), cycle="monthly")
    assert report is not None
    assert (report.due_on, report.standing(DAY)) == (date(2026, 6, 30), Kept.OVERDUE)
    assert owed.of_report("T-1", "修路", TASK, standing, since=date(2026, 1, 5), cycle="") is None
    found = {"answering": "B", "due_on": "2026-07-01", "found_on": "2026-06-01", "report": "督查报告"}
    mended = oversight.rectified(found, [{"on": "2026-07-09", "done_on": "2026-07-08"}], DAY)
    assert owed.of_finding("F-1", "缺检测", found, mended).standing(DAY) is Kept.MET_LATE


FINDING = {"found_on": "2026-05-01", "due_on": "2026-06-30"}


@pytest.mark.parametrize(
    ("reports", "done", "late", "back"),
    [
        ([], None, True, set()),
        ([{"on": "2026-06-20", "done_on": "2026-06-18"}], "2026-06-18", False, set()),
        ([{"on": "2026-06-20", "done_on": "2026-06-18"}, {"on": "2026-07-01"}], None, True, {0}),
        ([{"on": "2026-06-20", "done_on": "2026-06-18"}, {"on": "2026-06-20"}], None, True, {0}),
        (
            [
                {"on": "2026-06-20", "done_on": "2026-06-18"},
                {"on": "2026-07-01"},
                {"on": "2026-07-09", "done_on": "2026-07-08"},
            ],
            "2026-07-08",
            True,
            {0},
        ),
        ([{"on": "2026-07-01"}, {"on": "2026-07-11", "done_on": "2026-07-11"}], None, True, set()),
    ],
)
def test_a_later_report_takes_back_what_was_said_to_be_put_right(reports, done, late, back):
    found = oversight.rectified(FINDING, reports, DAY)
    assert (found.done_on, found.late) == (date.fromisoformat(done) if done else None, late)
    assert oversight.taken_back(reports) == back


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"on": "2026-05-01", "done_on": "2026-05-01"}, set()),
        ({"on": "2026-05-02", "done_on": "2026-04-30"}, {"done_on"}),
        ({"on": "2026-04-30"}, {"on"}),
    ],
)
def test_nothing_is_put_right_before_it_was_found(said, fields):
    assert set(oversight.problems_beside_finding(said, FINDING)) == fields

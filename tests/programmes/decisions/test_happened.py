"""The public course: each event on its own day, with the day it was entered; a consultation cited tells its own."""

from datetime import date

import pytest

from gongkai.engines.casework.rules import Done
from gongkai.programmes.decisions import rules
from gongkai.programmes.decisions.happened import course
from gongkai.programmes.decisions.ports import Consultation

START = Done(1, "start", date(2026, 3, 2), "", {**dict.fromkeys(rules.KEYS, "no"), "judged": "利益不同"})
CITED = Done(3, "cite_consultation", date(2026, 3, 25), "", {"consultation": "abc"})
HEARD = Done(2, "hear_people", date(2026, 3, 24), "", {"way": "meeting", "held_on": "2026-03-10"})


def consultation(*, reported: bool) -> Consultation:
    return Consultation(
        "草案", date(2026, 3, 5), date(2026, 4, 6), "", report_published=reported, unanswered=0,
        revised_on=(date(2026, 3, 12),), report_published_on=date(2026, 4, 20) if reported else None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("today", "reported", "acts"),
    [
        (date(2026, 4, 6), False, ["start", "cite_consultation", "hear_people", "consultation_revised"]),
        (date(2026, 4, 7), False, ["start", "cite_consultation", "hear_people", "consultation_revised",
                                   "consultation_closed"]),
        (date(2026, 4, 20), True, ["start", "cite_consultation", "hear_people", "consultation_revised",
                                   "consultation_closed", "consultation_reported"]),
    ],
)  # fmt: skip
def test_the_course_stands_by_the_day_of_each_event(today: date, reported: bool, acts: list[str]) -> None:
    told = course([START, HEARD, CITED], set(), today, {"abc": consultation(reported=reported)})
    assert [one.act for one in told] == acts
    assert [(one.on, one.entered_on, one.number) for one in told[1:4]] == [
        (date(2026, 3, 5), date(2026, 3, 25), 3),
        (date(2026, 3, 10), date(2026, 3, 24), 2),
        (date(2026, 3, 12), date(2026, 3, 12), 0),
    ]
    assert told[2].said == (("方式", "座谈会"),), "the day is said once, at the head"


def test_a_consultation_that_runs_is_under_way() -> None:
    facts = Done(1, "start", date(2026, 3, 2), "", {**dict.fromkeys(rules.KEYS, "no"), "concern": "yes"})
    for today, until in ((date(2026, 4, 6), date(2026, 4, 6)), (date(2026, 4, 7), None)):
        standing = rules.progress([facts, CITED], on=today, consulted=consultation(reported=False))
        found = next(one for one in standing if one.step.key == "consultation")
        assert (found.done, found.running_until) == (False, until)

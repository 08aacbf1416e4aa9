from datetime import date

import pytest

from gongkai.engines.publishing.content import Content, manifest, manifest_sha256
from gongkai.engines.publishing.rules import (
    Deadline,
    Effect,
    NoDeadline,
    date_problems,
    publication_deadline,
    standing_on,
)

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("formed_on", "due_on", "provisional"),
    [
        (date(2026, 2, 10), date(2026, 3, 16), False),  # 春节九天不计，2月14日、28日调休上班计入
        (date(2026, 3, 2), date(2026, 3, 30), False),
        (date(2019, 5, 15), date(2019, 6, 13), False),
        (date(2026, 12, 14), date(2027, 1, 12), True),  # 跨入尚未公布放假通知的年度
    ],
)
def test_the_last_lawful_day_is_counted_in_working_days(formed_on, due_on, provisional):
    deadline = publication_deadline(formed_on)
    assert isinstance(deadline, Deadline)
    assert (deadline.due_on, deadline.provisional) == (due_on, provisional)
    assert "第二十六条" in deadline.basis
    assert len(deadline.steps) >= 3


@pytest.mark.parametrize("formed_on", [None, date(2007, 1, 1), date(2012, 1, 1), date(2031, 1, 1)])
def test_where_no_day_can_be_named_a_sentence_says_why(formed_on):
    answer = publication_deadline(formed_on)
    assert isinstance(answer, NoDeadline)
    assert answer.reason.endswith("。")


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (Content(title="甲", formed_on=date(2026, 3, 3)), "formed_on"),
        (Content(title="甲", formed_on=date(2026, 3, 1), effective_on=date(2026, 2, 1)), "effective_on"),
        (Content(title="甲", effective_on=date(2026, 2, 1), expires_on=date(2026, 2, 1)), "expires_on"),
        (Content(title="甲", formed_on=date(2026, 2, 1), expires_on=date(2026, 1, 1)), "expires_on"),
        (Content(title="甲", attribute="withheld", rereview_on=DAY), "rereview_on"),
    ],
)
def test_dates_out_of_order_are_named(content, field):
    assert [problem.field for problem in date_problems(content, today=DAY)] == [field]


@pytest.mark.parametrize(
    ("effective", "expires", "effects", "code"),
    [
        (None, None, [], "in_force"),
        (date(2026, 4, 1), None, [], "not_yet"),
        (date(2026, 1, 1), date(2026, 3, 2), [], "expired"),
        (date(2026, 1, 1), date(2026, 3, 3), [], "in_force"),
        (None, None, [Effect("amends", date(2026, 3, 1), "b")], "amended"),
        (None, None, [Effect("amends", date(2026, 3, 3), "b")], "in_force"),
        (None, None, [Effect("amends", date(2026, 1, 1), "b"), Effect("repeals", date(2026, 2, 1), "c")], "repealed"),
        (None, date(2026, 1, 1), [Effect("repeals", date(2026, 5, 1), "c")], "expired"),
    ],
)
def test_standing_is_derived_for_any_day(effective, expires, effects, code):
    assert standing_on(DAY, effective_on=effective, expires_on=expires, effects=effects).code == code


def test_one_changed_byte_is_another_content():
    def digest(body):
        content = Content(title="甲", body=body)
        return manifest_sha256(manifest(content, record="r", edition=1, kind="document", organ="o", files=[]))

    assert digest("<p>甲</p>") != digest("<p>乙</p>")
    assert digest("<p>甲</p>") == digest("<p>甲</p>")

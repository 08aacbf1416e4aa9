"""What a survey asks, and what is written beside 其他: counted at once, read by all only once somebody looked at it."""

from datetime import date

import pytest

from gongkai.foundation.errors import Conflict, Invalid, NotPermitted
from gongkai.programmes.consultations import operations as ops
from gongkai.programmes.consultations import queries
from gongkai.programmes.consultations.contents import Question
from gongkai.programmes.consultations.models import SurveyRemark
from gongkai.programmes.consultations.queries import RemarkCount

from .conftest import TEXTS

ASKED = (Question("您支持吗？", ("支持", "不支持")), Question("在哪里充电？", ("家里", "其他（请写明）"), many=True))
KEYS = ("abcdefgh23456789", "bcdefgh23456789a", "cdefgh23456789ab", "defgh23456789abc", "efgh23456789abcd")


@pytest.fixture
def surveyed(county, staff, put_out, at):
    begun = ops.begin_consultation(organ=county, matter="market", texts=TEXTS, questions=ASKED, by=staff.drafter, at=at)
    put_out(begun.record.uid, at)
    written = ("公司车棚", "公司车棚。", "找13912345678办卡", "", "换电柜")
    for key, words in zip(KEYS, written, strict=True):
        answers = {1: [1], 2: [1, 2] if words else [1]}
        ops.reply_to_survey(consultation=begun.uid, answers=answers, remarks={2: words}, key=key, at=at)
    return begun


@pytest.mark.parametrize(
    ("answers", "remarks"),
    [({1: [1], 2: [1]}, {2: "公司"}), ({1: [1], 2: [2]}, {1: "因为"}), ({1: [1], 2: [2]}, {2: "长" * 201})],
)
def test_words_stand_beside_the_choice_other_and_nowhere_else(surveyed, at, answers, remarks):
    with pytest.raises(Invalid):
        ops.reply_to_survey(consultation=surveyed.uid, answers=answers, remarks=remarks, key="fgh23456789abcde", at=at)


def test_what_is_written_is_counted_once_moderated_and_in_the_report(
    surveyed, staff, put_out, at, later, django_assert_num_queries
):
    with django_assert_num_queries(4):
        counted = queries.survey_counts(surveyed.pk, ASKED)
    assert [(each.answered, each.waiting) for each in counted] == [(5, 0), (5, 3)]
    assert counted[1].shares == (("家里", 5, "100.0%"), ("其他（请写明）", 4, "80.0%"))
    assert counted[1].remarks == ()
    rows = {one.text: one for one in SurveyRemark.objects.all()}
    assert {text: one.copies for text, one in rows.items()} == {"公司车棚": 2, "找139＊＊＊＊5678办卡": 1, "换电柜": 1}
    common = {"consultation": surveyed.uid, "by": staff.drafter, "at": later(40)}
    with pytest.raises(NotPermitted, match="3条调查填写没有审核"):
        ops.draft_consultation_report(**common)
    ops.show_remarks(remarks=[rows["公司车棚"].uid, rows["换电柜"].uid], **common)
    ops.hide_remarks(remarks=[rows["找139＊＊＊＊5678办卡"].uid], reason="advert", **common)
    with django_assert_num_queries(5):
        counted = queries.survey_counts(surveyed.pk, ASKED)
    told = (RemarkCount("公司车棚", 2), RemarkCount("", 1, "广告"), RemarkCount("换电柜", 1))
    assert counted[1].remarks == told
    with django_assert_num_queries(1):
        assert tuple(remark for _, remark in queries.remarks_of(surveyed.pk)) == told
    with django_assert_num_queries(1):
        assert len(queries.remarks_page(surveyed)[0]) == 3
    edition = ops.draft_consultation_report(**common)
    assert "<p>公司车棚（2人）</p>" in edition.body
    assert "80.0%" in edition.body
    assert "办卡" not in edition.body
    # What is moderated otherwise after the report was made is another report.
    ops.hide_remarks(remarks=[rows["换电柜"].uid], reason="unrelated", **common)
    with pytest.raises(NotPermitted, match="又有改动"):
        put_out(edition.record.uid, later(40))
    edition = ops.draft_consultation_report(**common)
    put_out(edition.record.uid, later(40))
    assert queries.seen(surveyed.uid, later(40)).reported_on == date(2026, 4, 11)
    with pytest.raises(Conflict, match="结果已经公布"):
        ops.show_remarks(remarks=[rows["换电柜"].uid], **common)

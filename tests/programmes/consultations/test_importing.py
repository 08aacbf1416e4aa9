"""Letters and meetings by the table: every row right or none entered, and no row twice."""

import io
from datetime import date

import pytest
from openpyxl import Workbook

from gongkai.foundation.errors import Invalid, NotPermitted
from gongkai.programmes.consultations import importing
from gongkai.programmes.consultations.models import Comment

DAY = date(2026, 3, 3)
RIGHT = (
    ("全文", "支持。", "不署名", None, None, None, "来信", DAY),
    (3, "请增加充电桩。", "单位", "春晖社区居委会", None, 48, "来信", "2026-03-04"),
    ("第2段", "不要收费。", "个人", "张三丰", "13800138000", 1, "座谈会", "2026年3月5日"),
)


def table(*rows, head=importing.COLUMNS):
    book = Workbook()
    for row in (head, *rows):
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def bring(found, staff, at, content):
    return importing.bring(consultation=found.uid, content=content, by=staff.drafter, at=at)


def test_each_row_is_a_comment_and_the_same_file_is_entered_once(opened, staff, later):
    content = table(*RIGHT, RIGHT[0], (None,) * 8)
    made = bring(opened, staff, later(40), content)
    assert (made.entered, made.known, made.troubles) == (4, 0, ())
    again = bring(opened, staff, later(40), content)
    assert (again.entered, again.known) == (0, 4)
    rows = Comment.objects.order_by("pk").values_list(
        "words__passage", "words__text", "copies", "channel", "shown_name"
    )
    assert list(rows) == [
        (0, "支持。", 1, "mail", ""),
        (3, "请增加充电桩。", 48, "mail", "春晖社区居委会"),
        (2, "不要收费。", 1, "meeting", "张**"),
        (0, "支持。", 1, "mail", ""),
    ]


def test_what_is_wrong_is_told_by_its_row_and_nothing_is_entered(opened, staff, later):
    wrong = (
        ("1", "章名不能提意见", "不署名", None, None, 1, "来信", DAY),
        ("全文", "", "个人", "", None, 0, "传真", "明天"),
        ("全文", "晚了", "不署名", None, None, 1, "来信", date(2026, 4, 20)),
    )
    told = bring(opened, staff, later(10), table(RIGHT[0], *wrong))
    assert told.entered == 0
    assert [number for number, _ in told.troubles] == [3, 4, 4, 4, 4, 4, 5]
    said = "".join(sentence for _, sentence in told.troubles)
    for sentence in (
        "不是草案的段号",
        "请写下您的意见",
        "请填写姓名",
        "份数请写",
        "来源请写",
        "收到日期请写成",
        "征集期限之内",
    ):
        assert sentence in said
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("content", "match"),
    [(b"", "请选择"), (b"PK\x03\x04", "打不开"), (table(head=("意见",)), "缺少：段落"), (table(), "没有意见")],
)
def test_a_file_that_is_no_such_table_is_refused(opened, staff, at, content, match):
    with pytest.raises(Invalid, match=match):
        bring(opened, staff, at, content)


def test_only_those_of_the_organ_bring_a_table(opened, staff, at):
    with pytest.raises(NotPermitted):
        importing.bring(consultation=opened.uid, content=table(*RIGHT), by=staff.signer, at=at)

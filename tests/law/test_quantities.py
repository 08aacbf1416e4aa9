from datetime import date
from decimal import Decimal

import pytest

from gongkai.law import CalendarDays, Hours, WorkingDays, Yuan
from gongkai.law.chinese import article_number, day_and_weekday, numeral, span_in_chinese


@pytest.mark.parametrize("kind", [WorkingDays, CalendarDays, Hours])
@pytest.mark.parametrize("bad", [True, 1.5, "20", None])
def test_a_quantity_takes_only_whole_numbers(kind, bad):
    with pytest.raises(TypeError):
        kind(bad)


@pytest.mark.parametrize("kind", [WorkingDays, CalendarDays, Hours])
def test_a_quantity_is_never_negative(kind):
    with pytest.raises(ValueError, match="negative"):
        kind(-1)


def test_units_do_not_mix():
    assert WorkingDays(20) != CalendarDays(20)
    assert WorkingDays(15) + WorkingDays(5) == WorkingDays(20)
    with pytest.raises(TypeError):
        WorkingDays(20) + CalendarDays(1)
    with pytest.raises(TypeError):
        assert WorkingDays(1) < Hours(2)


def test_quantities_read_as_chinese():
    assert [str(q) for q in (WorkingDays(20), CalendarDays(30), Hours(48), Yuan(Decimal("12.50")))] == [
        "20个工作日",
        "30日",
        "48小时",
        "12.5元",
    ]
    assert str(Yuan(Decimal(2000))) == "2000元"


@pytest.mark.parametrize("bad", [Decimal("0.001"), Decimal(-1), Decimal("NaN"), Decimal("Infinity")])
def test_yuan_is_exact_to_the_fen(bad):
    with pytest.raises(ValueError):  # noqa: PT011 - Decimal words some of them itself
        Yuan(bad)


@pytest.mark.parametrize(
    ("number", "chinese"),
    [
        (0, "零"),
        (5, "五"),
        (10, "十"),
        (15, "十五"),
        (20, "二十"),
        (105, "一百零五"),
        (110, "一百一十"),
        (2026, "二千零二十六"),
    ],
)
def test_numerals_are_written_in_chinese(number, chinese):
    assert numeral(number) == chinese


@pytest.mark.parametrize("number", [1, 9, 10, 19, 20, 26, 99, 100, 101, 110, 203, 1260])
def test_article_labels_are_read_back(number):
    assert article_number(f"第{numeral(number)}条") == number


def test_days_are_written_as_officials_write_them():
    assert day_and_weekday(date(2026, 5, 9)) == "2026年5月9日（星期六）"
    assert span_in_chinese(date(2026, 12, 30), date(2027, 1, 2)) == "2026年12月30日至2027年1月2日"

import pytest

from gongkai.foundation.papers.numerals import FORMATS, in_digits, in_words, value_of


@pytest.mark.parametrize(
    ("form", "number", "shown"),
    [
        ("decimal", 12, "12"), ("decimalZero", 3, "03"), ("decimalFullWidth", 12, "１２"), ("upperRoman", 14, "XIV"),
        ("lowerRoman", 9, "ix"), ("upperLetter", 27, "AA"), ("lowerLetter", 3, "c"), ("chineseCounting", 11, "十一"),
        ("chineseCounting", 20, "二十"), ("chineseCounting", 100, "一〇〇"),
        ("chineseCountingThousand", 101, "一百零一"),
        ("chineseCountingThousand", 110, "一百一十"), ("chineseCountingThousand", 10, "十"),
        ("ideographDigital", 10, "一〇"),
        ("japaneseCounting", 115, "百十五"), ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 2, "乙"),
        ("ideographZodiac", 12, "亥"), ("decimalEnclosedCircle", 21, "㉑"), ("decimalEnclosedCircleChinese", 1, "①"),
        ("decimalEnclosedParen", 2, "⑵"), ("decimalEnclosedFullstop", 3, "⒊"), ("none", 5, ""),
    ],
)  # fmt: skip
def test_each_format_shows_a_number_as_word_does(form, number, shown):
    assert FORMATS[form](number) == shown


def test_every_number_in_words_and_digits_is_read_back():
    for number in range(1, 10_000):
        assert value_of(in_words(number)) == number
        assert value_of(in_digits(number)) == number


def test_what_is_no_number_is_none():
    assert value_of("甲") == -1
    assert value_of("") == -1

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.foundation.places import rules

stems = st.sampled_from(rules.LENGTHS).flatmap(
    lambda length: st.text("123456789", min_size=length, max_size=length)  # no zeros: nothing to strip
)


@pytest.mark.parametrize(
    ("printed", "stem"),
    [
        ("330000", "33"),
        ("33", "33"),
        ("330100", "3301"),
        ("330106", "330106"),
        ("330106001000", "330106001"),
        ("330106001001", "330106001001"),
        (" 330000000000 ", "33"),
        ("441900003", "441900003"),
    ],
)
def test_a_printed_code_has_one_stem(printed: str, stem: str) -> None:
    assert rules.stem(printed) == stem


@pytest.mark.parametrize("code", ["", "3", "330", "33010", "3301060010011", "33o106", "000000", "三三"])
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="行政区划代码"):
        rules.stem(code)


@given(stems)
def test_padding_and_stripping_are_inverse(stem: str) -> None:
    assert rules.stem(rules.padded(stem)) == stem


@given(stems, stems)
def test_a_subtree_is_exactly_the_codes_that_begin_with_it(code: str, other: str) -> None:
    first, last = rules.subtree(code)
    assert (first <= other <= last) == other.startswith(code) == rules.contains(code, other)


def test_an_empty_code_contains_nothing() -> None:
    assert not rules.contains("", "33")


def test_ancestors_run_from_the_province_to_the_place_itself() -> None:
    assert rules.ancestors("330106001") == ("33", "3301", "330106", "330106001")

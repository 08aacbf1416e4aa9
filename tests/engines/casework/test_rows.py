"""What is filled in row by row: read back as it was written, refused with what every row lacks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.engines.casework.rules import MOST_ROWS, problems_in, read_rows, shown_rows, write_rows
from gongkai.programmes.requests.needs import WITHHELD

ROW = {"part": "附件二的单价", "ground": "R-N15", "basis": "商业秘密"}
WORD = st.text(min_size=1).map(str.strip).filter(bool)


@given(st.lists(st.dictionaries(st.sampled_from(["part", "ground", "basis"]), WORD, min_size=1)))
def test_rows_are_read_back_as_they_were_written(rows: list[dict[str, str]]) -> None:
    assert list(read_rows(write_rows(rows)) or ()) == rows


@pytest.mark.parametrize("text", ["R-N15", "{}", "[1]", "[", '["a"]', "1"])
def test_what_is_no_list_of_rows_is_none(text: str) -> None:
    assert read_rows(text) is None


def test_an_empty_row_says_nothing() -> None:
    assert read_rows('[{"part": " ", "basis": ""}]') == read_rows("") == ()


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([ROW], []),
        ([ROW, {"ground": "R-N15"}], ["第2项请填写“不予公开的内容”。", "第2项请填写“理由”。"]),
        ([{**ROW, "ground": "R-X"}], ["第1项的“不予公开的情形”请从下列选项中选择：R-N14-1（国家秘密）"]),
        ([ROW] * (MOST_ROWS + 1), [f"至多{MOST_ROWS}项"]),
    ],
)
def test_every_row_says_all_its_columns(rows: list[dict[str, str]], says: list[str]) -> None:
    found = list(problems_in(WITHHELD, rows))
    assert len(found) == len(says)
    assert all(said in sentence for said, sentence in zip(says, found, strict=True))


def test_rows_are_shown_a_line_each_with_the_names_of_their_codes() -> None:
    assert (
        shown_rows(WITHHELD, write_rows([ROW, ROW])).split("\n")[1] == "2. 附件二的单价；保护第三方合法权益；商业秘密"
    )
    assert shown_rows(WITHHELD, "R-N15") == "R-N15"

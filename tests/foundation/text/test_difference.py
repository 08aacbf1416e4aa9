"""What changed between two texts: nothing lost, nothing made up, and never without end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.foundation.text import difference as differences
from gongkai.foundation.text.difference import Piece, difference, differing_words

WORDS = st.sampled_from(["第一条", "应当", "在24小时内", "报告", "。", "，", "的", "甲\t乙", "a B", ""])
PARAGRAPHS = st.lists(st.lists(WORDS, max_size=8).map("".join), max_size=12)


def sides(found):
    old, new = [], []
    for paragraph in found:
        before = "".join(piece.text for piece in paragraph.pieces if piece.kind != "added")
        after = "".join(piece.text for piece in paragraph.pieces if piece.kind != "removed")
        if paragraph.kind != "added":
            old.append(before)
        if paragraph.kind != "removed":
            new.append(after)
    return old, new


@given(PARAGRAPHS, PARAGRAPHS)
def test_both_texts_can_be_read_back_from_the_difference(old, new):
    assert sides(difference(old, new)) == (old, new)


@given(PARAGRAPHS)
def test_equal_texts_have_no_difference(lines):
    assert {paragraph.kind for paragraph in difference(lines, lines)} <= {"same"}


def test_whole_words_change_and_what_went_stands_before_what_came():
    (paragraph,) = difference(["应当提前48小时提出预警建议。"], ["应当提前24小时提出预警建议。"])
    assert paragraph.kind == "changed"
    assert paragraph.pieces == (
        Piece("same", "应当提前"),
        Piece("removed", "48"),
        Piece("added", "24"),
        Piece("same", "小时提出预警建议。"),
    )
    assert [p.text for p in differing_words("省政府办公厅", "省人民政府办公厅") if p.kind != "same"] == [
        "省政府",
        "省人民政府",
    ]


def test_a_paragraph_put_in_leaves_its_neighbours_alone():
    found = difference(["甲条。", "丙条。"], ["甲条。", "另外规定如下。", "丙条。"])
    assert [paragraph.kind for paragraph in found] == ["same", "added", "same"]


def test_one_cell_of_a_table_row_changes_alone():
    (row,) = difference(["望川县\t12\t30"], ["望川县\t12\t31"])
    assert [(piece.kind, piece.text) for piece in row.pieces if piece.kind != "same"] == [
        ("removed", "30"),
        ("added", "31"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["0\t0\t0"] * 5000, ["0\t0\t0"] * 4990 + ["1\t1"] * 50),
        (["甲，" * 40_000], ["甲，" * 40_000 + "乙。"]),
        (["甲乙丙丁"] * 199, ["甲乙丙丁", "甲乙"] * 100),
        ([f"第{n}条甲乙丙" for n in range(3000)], [f"第{n}款丁戊己" for n in range(3000)]),
    ],
)
def test_huge_and_repetitive_texts_are_compared_within_bounds(old, new, monkeypatch):
    compared = []

    class Counting(differences.SequenceMatcher):
        def __init__(self, a, b, autojunk):
            compared.append(len(a) * len(b))
            super().__init__(a=a, b=b, autojunk=autojunk)

    monkeypatch.setattr(differences, "SequenceMatcher", Counting)
    assert sides(difference(old, new)) == (old, new)
    assert max(compared, default=0) <= max(differences.MOST_COMPARED, differences.MOST_WORDS)
    assert sum(compared) <= differences.MOST_WORK + differences.MOST_COMPARED * 2

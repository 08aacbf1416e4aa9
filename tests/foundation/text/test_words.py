"""One spelling, and words cut the same everywhere."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.foundation.text import (
    SEG_VERSION,
    compact,
    fold,
    index_tokens,
    is_word,
    normalise,
    parts,
    segment,
    storable,
)
from gongkai.foundation.text.segmenting import TERMS


@given(st.text())
def test_folding_keeps_every_position(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert once == once.strip()


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("ＡＢＣ　１２３", "abc 123"),
        ("浙政办发﹝2024﹞１２号", "浙政办发〔2024〕12号"),
        ("⽂件", "文件"),
        ("养老\u200b服务\x00", "养老服务"),
        ("一\n\n 二\t三", "一 二 三"),
        ("㈠总则", "(一)总则"),
        ("10²米①", "10²米①"),
        ("“引号”", '"引号"'),
    ],
)
def test_one_spelling(typed: str, plain: str) -> None:
    assert normalise(typed) == plain


def test_a_phrase_is_the_same_across_a_line_break() -> None:
    assert compact("科技创新平台和　　\n大型仪器") == "科技创新平台和大型仪器"


@given(st.text(st.characters()))
def test_what_is_storable_holds_nothing_a_database_refuses(text: str) -> None:
    assert "\x00" not in storable(text)
    storable(text + "\ud800").encode()
    assert storable(f"{text}\u202e") == storable(text)


def test_every_term_of_the_dictionary_is_one_word() -> None:
    assert len(TERMS) > 500
    assert [term for term in TERMS if segment(term) != [term]] == []
    assert [term for term in TERMS if unicodedata.normalize("NFKC", term) != term] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("政务公开工作", ["政务公开工作"]),
        ("浙江省人民政府办公厅关于依申请公开的通知", ["浙江省", "人民政府办公厅", "关于", "依申请公开", "的", "通知"]),
        ("推进最多跑一次改革", ["推进", "最多跑一次", "改革"]),
        ("5G基站3000个", ["5g", "基站", "3000", "个"]),
        ("社会计划", ["社会", "计划"]),
        ("！，。", []),
        ("𠮷林", ["𠮷", "林"]),
    ],
)
def test_words_are_cut_as_the_office_speaks(text: str, words: list[str]) -> None:
    assert segment(text) == words


@pytest.mark.parametrize(
    ("word", "inside", "not_inside"),
    [
        ("人民政府", {"人民", "政府"}, {"民政"}),
        ("人民政府办公厅", {"人民政府", "政府", "办公厅"}, {"民政"}),
        ("民政局", {"民政"}, {"政局"}),
        ("教育厅", {"教育"}, set()),
        ("市政府", {"政府"}, {"市政"}),
        ("养老服务", {"养老", "服务"}, set()),
        ("住房公积金", {"住房", "公积金"}, set()),
        ("城乡居民基本医疗保险", {"基本医疗保险", "医疗保险", "居民"}, {"民基"}),
        ("政府信息公开条例", {"政府信息公开", "信息公开", "条例"}, set()),
    ],
)
def test_a_long_word_is_made_of_words_end_to_end(word: str, inside: set[str], not_inside: set[str]) -> None:
    assert inside <= set(parts(word))
    assert not_inside.isdisjoint(parts(word))
    assert set(parts(word)) <= set(index_tokens(word))


@given(st.text())
def test_any_text_can_be_cut_and_tokens_hold_no_syntax(text: str) -> None:
    for token in index_tokens(text):
        assert token
        assert not set(token) & set(" \"'\\*()\x00")


def test_the_version_names_the_dictionary() -> None:
    assert SEG_VERSION.startswith("1-")
    assert is_word("政务公开")
    assert not is_word("梓萱望江")

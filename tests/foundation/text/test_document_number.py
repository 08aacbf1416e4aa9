"""Numbers of documents, in every form people type them."""

import json
import lzma
import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gongkai.foundation.text import document_number, index_number

BRACKETS = [
    "〔〕",
    "﹝﹞",
    "[]",
    "［］",
    "【】",
    "()",
    "（）",
    "〈〉",
    "<>",
    "＜＞",
    "{}",
    "｛｝",
    "「」",
    "『』",
    "《》",
    "〖〗",
]
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
CODES = st.sampled_from(
    ["浙政办发", "国发", "沪府规", "粤府函", "豫政", "财金", "国家发展改革委发", "浙发改价格", "杭房公委", "浙政干"]
)


@given(
    CODES, st.integers(1949, 2099), st.integers(1, 99999), st.sampled_from(BRACKETS),
    st.sampled_from(["", " ", "　", "  "]), st.booleans(),
    st.sampled_from(["", "第", "第0", "0"]), st.sampled_from(["号", " 号", ""]),
)  # fmt: skip
def test_every_bracket_form_is_the_same_number(
    code: str, year: int, serial: int, pair: str, gap: str, wide: bool, before: str, mark: str
) -> None:
    typed = f"{code}{gap}{pair[0]}{gap}{year}{gap}{pair[1]}{gap}{before}{serial}{mark}"
    number = document_number.parse(typed.translate(WIDE) if wide else typed)
    assert number is not None
    assert (number.agency_code, number.year, number.serial) == (code, year, serial)
    assert number.canonical == f"{code}〔{year}〕{serial}号"
    assert document_number.parse(number.canonical) == number
    assert document_number.normalise(typed) == number.canonical


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("浙政办发202412号", "浙政办发〔2024〕12号"),
        ("浙政办发 2024 12号", "浙政办发〔2024〕12号"),
        ("浙政办发2024年12号", "浙政办发〔2024〕12号"),
        ("浙政办发2024年第12号", "浙政办发〔2024〕12号"),
        ("浙政办发2024-12", "浙政办发〔2024〕12号"),
        ("文号：浙政办发〔2024〕012号", "浙政办发〔2024〕12号"),
        ("（浙政办发〔2024〕12号）".strip("（）"), "浙政办发〔2024〕12号"),
        ("国发[98]12号", "国发〔1998〕12号"),
        ("浙江省人民政府令第302号", "浙江省人民政府令第302号"),
        ("浙江省人民政府第302号令", "浙江省人民政府令第302号"),
        ("浙江省人民政府令 第 ３０２ 号", "浙江省人民政府令第302号"),
        ("中华人民共和国国务院令第711号", "中华人民共和国国务院令第711号"),
        ("公告2018年第14号", "公告2018年第14号"),
        ("国家发展改革委2017年第9号", "国家发展改革委2017年第9号"),
        ("渝府〔2023〕8号\u200b", "渝府〔2023〕8号"),
    ],
)
def test_other_forms_have_one_canonical_form_each(typed: str, canonical: str) -> None:
    number = document_number.parse(typed)
    assert number is not None
    assert number.canonical == canonical
    assert document_number.parse(canonical) == number


@pytest.mark.parametrize(
    "typed", ["", "2024", "你好", "〔2024〕12号", "第302号令", "2024年5月1日", "浙江2024", "公司2024-12", "号"]
)
def test_what_is_no_number_is_none(typed: str) -> None:
    assert document_number.parse(typed) is None
    assert document_number.normalise(f" {typed} ") == typed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("根据国办公开办函〔2019〕3号和浙政发〔2023〕1号、《国务院令第711号》",
         ["国办公开办函〔2019〕3号", "浙政发〔2023〕1号", "国务院令第711号"]),
        ("财金〔2024〕60号各省、自治区、直辖市", ["财金〔2024〕60号"]),
        ("河北省人民政府冀政发﹝2015﹞16号", ["冀政发〔2015〕16号"]),
        ("（国务院令第698号）自公布之日起施行", ["国务院令第698号"]),
        ("应按国发（2003）2号文执行", ["国发〔2003〕2号"]),
        ("你公司2024年12号楼，台风〔2024〕，2024年第12号台风，3（2024）5", []),
    ],
)  # fmt: skip
def test_numbers_are_found_in_running_text(text: str, found: list[str]) -> None:
    assert [number.canonical for number in document_number.find(text)] == found


def test_an_occurrence_says_where_it_stands() -> None:
    text = "依据 浙政办发［２０２４］ 第１２号 和〔2023〕5号"
    places = [(text[one.start : one.end], one.number.canonical) for one in document_number.occurrences(text)]
    assert places == [("浙政办发［２０２４］ 第１２号", "浙政办发〔2024〕12号"), ("〔2023〕5号", "〔2023〕5号")]


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    document_number.parse(text)
    for one in document_number.occurrences(text):
        assert 0 <= one.start < one.end <= len(text)


@given(CODES, st.integers(1950, 2090), st.integers(1, 9999), st.text(st.characters(categories=["P", "Zs"]), max_size=5))
def test_a_number_is_found_whatever_stands_round_it(code: str, year: int, serial: int, around: str) -> None:
    canonical = f"{code}〔{year}〕{serial}号"
    assert canonical in [one.canonical for one in document_number.find(f"{around}{canonical}{around}")]


def test_nearly_all_real_numbers_are_parsed(shared: Path) -> None:
    file = shared / "data" / "policy_doc_numbers_11govs.jsonl.xz"
    if not file.exists():
        pytest.skip("the real numbers are not here")
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        typed = [number for line in lines if (number := json.loads(line)["doc_number"])]
    well_formed = [one for one in typed if re.search(r"\d{4}\D{1,3}\d+\s*号$", one)]
    assert len(well_formed) > 37_000
    parsed = [document_number.parse(one) for one in well_formed]
    assert sum(one is not None for one in parsed) >= 0.999 * len(well_formed)
    assert sum(document_number.parse(one) is not None for one in typed) >= 0.99 * len(typed)
    for one in parsed:
        assert one is None or document_number.parse(one.canonical) == one


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=8, max_size=8), st.sampled_from("0123456789X"),
       st.integers(1990, 2099), st.integers(10_000, 9_999_999))  # fmt: skip
def test_index_numbers_are_recognised_and_found(code: str, check: str, year: int, serial: int) -> None:
    assume(not code.isalpha())
    number = f"{code}{check}/{year}-{serial}"
    assert index_number.recognised(number)
    assert index_number.find(f"索引号：{number.lower().replace('/', ' ／ ')}，") == (number,)


@pytest.mark.parametrize(
    "text",
    [
        "00248201/2024-00123",
        "002482015/24-00123",
        "002482015/2024-0012",
        "002482015/2024-00123\n",
        "002482015-2024-00123",
    ],
)
def test_what_is_no_index_number_is_refused(text: str) -> None:
    assert not index_number.recognised(text)


def test_an_index_number_by_credit_code_is_found_whole() -> None:
    assert index_number.find("11330000002482015A/2024-00123") == ("11330000002482015A/2024-00123",)

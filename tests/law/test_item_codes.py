"""Codes of service items: what is put together is taken apart again, and each fault has its sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.identifiers import credit_code_check_character
from gongkai.law.item_codes import Form, format_item_code, parse_item_code, problems_with_item_code

BODY = "11330600002577014T"
BASE = "330108012003"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@pytest.mark.parametrize(
    ("text", "form", "base", "body", "nature", "serial"),
    [
        (BASE, Form.BASE, BASE, "", "", ""),
        (f"{BODY}1{BASE}", Form.IMPLEMENTING, BASE, BODY, "1", ""),
        (f"{BODY}2{BASE}07", Form.HANDLING, BASE, BODY, "2", "07"),
        (f"511A0138000000-511602000000-000-{BODY}-1-00", Form.WRITTEN_OUT, "511A0138000000", BODY, "1", "00"),
        (f"G-000007-001-511602000000-000-{BODY}-1-00", Form.WRITTEN_OUT, "G-000007-001", BODY, "1", "00"),
        (
            "512C0107400001-511602000000-000-00877868-5-1-00",
            Form.WRITTEN_OUT,
            "512C0107400001",
            "00877868-5",
            "1",
            "00",
        ),
    ],
)
def test_a_code_is_taken_apart(text, form, base, body, nature, serial):
    code = parse_item_code(text)
    assert (code.form, code.base, code.body, code.nature, code.serial) == (form, base, body, nature, serial)


def test_the_directory_code_says_region_kind_sector_and_serials():
    parts = parse_item_code(f"{BODY}1{BASE}").parts
    assert (parts.region, parts.kind, parts.sector, parts.main, parts.sub) == ("33", "01", "08", "012", "003")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "共0位，不是12位"),
        ("33010801200", "共11位"),
        ("E-000021-001-1111111111111111", "不是12位"),
        ("339908012003", "第3、4位“99”不是事项类型代码"),
        ("33010801200A", "应为12位数字"),
        (f"{BODY[:17]}A1{BASE}", "的校验码应为“T”"),
        (f"{BODY.replace('T', 'I')}1{BASE}", "不含I、O、S、V、Z"),
        (f"{BODY}9{BASE}", "实施主体性质“9”没有这个代码"),
        (f"{BODY}1{BASE}0A", "序号“0A”应为2位数字"),
        ("512C0107400001-511602000000-000-083372204-1-00", "请改为统一社会信用代码"),
        ("511A0014100002-511602000000-000-2222222222222-1-00", "应为18位"),
        ("511A0014100002-511602000000-000-035210000-1-00", "组织机构代码“035210000”的校验码"),
        ("１２３４５６７８９０１２", "应为12位数字"),
    ],
)
def test_each_fault_has_its_sentence(text, says):
    assert says in "".join(problems_with_item_code(text))


def test_a_well_made_code_has_no_problem():
    assert problems_with_item_code(BASE) == ()
    assert problems_with_item_code(f"{BODY}1{BASE}01") == ()
    assert problems_with_item_code(f"511A0138000000-511602000000-000-{BODY}-1-00") == ()


digits = st.text("0123456789", min_size=8, max_size=8)
kinds = st.sampled_from(["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "20"])
bodies = st.text(ALPHABET, min_size=17, max_size=17).map(lambda body: body + credit_code_check_character(body))


@given(st.sampled_from(["00", "33"]), kinds, digits, bodies, st.sampled_from("123"), st.sampled_from(["", "00", "07"]))
def test_what_is_put_together_is_taken_apart_and_sound(region, kind, rest, body, nature, serial):
    base = region + kind + rest
    code = parse_item_code(format_item_code(base, body=body, nature=nature, serial=serial))
    assert (code.base, code.body, code.nature, code.serial) == (base, body, nature, serial)
    assert problems_with_item_code(code.text) == ()


@given(bodies, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_of_the_body_is_found(body, place, other):
    """The check of GB 32100 catches every single wrong character."""
    wrong = body[:place] + other + body[place + 1 :]
    if wrong != body:
        assert any("校验码" in said for said in problems_with_item_code(f"{wrong}1{BASE}"))


@given(st.text(max_size=60))
def test_no_text_breaks_the_parser(text):
    assert isinstance(problems_with_item_code(text), tuple)


@pytest.mark.parametrize(
    "parts",
    [
        {"base": ""},
        {"base": "1"},
        {"base": BASE, "body": BODY},
        {"base": BASE, "serial": "01"},
        {"base": BASE, "body": "1", "nature": "1"},
    ],
)
def test_parts_of_the_wrong_length_are_not_put_together(parts):
    with pytest.raises(ValueError, match=r"item code|implementing body"):
        format_item_code(**parts)

import pytest

from gongkai.law import BadIdentifier, UnknownLaw, codes
from gongkai.law.codes import format_index_number, parse_index_number
from gongkai.law.identifiers import (
    credit_code_check_character,
    is_valid_credit_code,
    is_valid_org_code,
    org_code_check_character,
    org_code_of,
    problem_with_credit_code,
    problem_with_org_code,
)


def test_article_20_has_its_fifteen_items_in_order():
    assert [code.code for code in codes.art20_categories] == [f"A20-{n:02d}" for n in range(1, 16)]
    assert codes.art20_categories["A20-07"].name == "财政预算、决算信息"
    assert codes.art20_categories["A20-15"].citation.article == "第二十条第（十五）项"


@pytest.mark.parametrize(
    ("code", "force", "secret", "consent", "review"),
    [
        ("N14-1", "shall_not", True, False, True),
        ("N14-2", "shall_not", False, False, True),
        ("N14-3", "shall_not", False, False, True),
        ("N15", "must_not_unless", False, True, True),
        ("N16-1", "may", False, False, True),
        ("N16-2", "may", False, False, True),
        ("N16-3", "may", False, False, True),
        ("N36-7", "refer", False, False, False),
    ],
)
def test_the_withholding_grounds_carry_their_force(code, force, secret, consent, review):
    ground = codes.withholding_grounds[code]
    assert (ground.force, ground.state_secret, ground.third_party_consent, ground.review_before_court) == (
        force,
        secret,
        consent,
        review,
    )
    assert ground.citation.attested == "verbatim"


def test_the_list_of_grounds_is_closed():
    assert len(codes.withholding_grounds) == 8
    assert "N17" not in codes.withholding_grounds
    assert codes.withholding_grounds.get("N17") is None
    with pytest.raises(UnknownLaw, match="没有代码"):
        codes.withholding_grounds["N17"]


def test_the_other_lists_are_there():
    assert codes.disclosure_attributes.choices() == [
        ("proactive", "主动公开"),
        ("on_request", "依申请公开"),
        ("withheld", "不予公开"),
    ]
    assert [code.code for code in codes.platform_parts] == ["guide", "rules", "disclosures", "reports"]
    assert len(codes.themes) == 22
    assert {"命令", "决定", "通知", "意见", "批复", "函", "纪要", "解读"} <= {code.name for code in codes.genres}
    for changeable in (codes.themes, codes.genres):
        assert changeable.listed.configuration
        assert all(code.citation.caution for code in changeable)


@pytest.mark.parametrize(
    ("org_code", "year", "serial", "text"),
    [
        ("000014349", 2021, 112, "000014349/2021-00112"),
        ("00001434-9", 2021, 1, "000014349/2021-00001"),
        ("002489401", 2026, 99_999, "002489401/2026-99999"),
        ("002489401", 2026, 100_000, "002489401/2026-100000"),
        ("MB1234567", 2026, 9_999_999, "MB1234567/2026-9999999"),
    ],
)
def test_index_numbers_are_written_by_the_guideline_and_read_back(org_code, year, serial, text):
    assert format_index_number(org_code, year, serial) == text
    parsed = parse_index_number(text)
    assert (parsed.form, parsed.prefix, parsed.year, parsed.serial) == ("org", org_code.replace("-", ""), year, serial)


@pytest.mark.parametrize(
    ("org_code", "year", "serial"),
    [("0000143", 2021, 1), ("000014349", 21, 1), ("000014349", 2021, 0), ("000014349", 2021, 10_000_000)],
)
def test_an_index_number_that_cannot_be_is_refused(org_code, year, serial):
    with pytest.raises(BadIdentifier) as refused:
        format_index_number(org_code, year, serial)
    assert refused.value.sentence.endswith("。")


@pytest.mark.parametrize(
    ("typed", "form", "text"),
    [
        ("000014349/2017-00110", "org", "000014349/2017-00110"),
        ("002489401/2024-274848", "org", "002489401/2024-274848"),
        ("11330600002577014T/2016-167792", "credit", "11330600002577014T/2016-167792"),
        (" 11330600002577014t／２０１６-167792 ", "credit", "11330600002577014T/2016-167792"),
        ("330200-0101-03-0102-20070101-12", "legacy", "330200-0101-03-0102-20070101-12"),
    ],
)
def test_index_numbers_in_use_are_read(typed, form, text):
    parsed = parse_index_number(typed)
    assert (parsed.form, parsed.text) == (form, text)


@pytest.mark.parametrize(
    "typed", ["", "abc", "000014349/17-00110", "国办发〔2016〕80号", "000014349/2017-110", "1-2-3"]
)
def test_what_is_no_index_number_is_refused_with_its_form(typed):
    with pytest.raises(BadIdentifier) as refused:
        parse_index_number(typed)
    assert "000014349/2021-00112" in refused.value.sentence


@pytest.mark.parametrize("code", ["000014349", "002489401", "014416330"])
def test_real_organisation_codes_are_valid(code):
    assert is_valid_org_code(code)
    assert org_code_check_character(code[:8]) == code[8]
    assert problem_with_org_code(code) == ""


@pytest.mark.parametrize("code", ["11330600002577014T", "11341702486344515H", "91330100799655058B"])
def test_real_credit_codes_are_valid(code):
    assert is_valid_credit_code(code)
    assert credit_code_check_character(code[:17]) == code[17]
    assert org_code_of(code) == code[8:17]
    assert problem_with_credit_code(code) == ""


def test_wrong_codes_get_a_sentence():
    assert "校验码应为" in problem_with_org_code("035210000")
    assert "9位" in problem_with_org_code("03521000-0")
    assert "校验码应为“T”" in problem_with_credit_code("113306000025770141")
    assert "18位" in problem_with_credit_code("1133060000257701IO")


@pytest.mark.parametrize("place", range(18))
def test_one_wrong_character_never_passes_as_a_credit_code(place):
    code = "11330600002577014T"
    for char in "0123456789ABCDEFGHJKLMNPQRTUWXY":
        if char != code[place]:
            assert not is_valid_credit_code(code[:place] + char + code[place + 1 :])

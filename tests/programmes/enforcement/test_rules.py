"""Publicity periods, what an entry may say, and the standard's columns; tables, no database."""

from datetime import date, timedelta

import pytest

from gongkai.engines.registers import exchange
from gongkai.engines.registers.rules import Register, read
from gongkai.foundation.errors import Invalid
from gongkai.programmes.enforcement import after, rules

DECIDED = date(2026, 3, 31)
COMPANY = {
    "party_kind": "1",
    "party_name": "澜州市绿源环保有限公司",
    "credit_code": "91330100799655058B",
    "authority": "东澜省生态环境厅",
    "authority_code": "11330600002577014T",
}
PENALTY = {
    **COMPANY,
    "number": "东环罚〔2026〕3号",
    "violation": "未按规定贮存危险废物",
    "facts": "贮存场所没有防渗。",
    "basis": ["《中华人民共和国固体废物污染环境防治法》第一百一十二条"],
    "kinds": ["21"],
    "content": "罚款12.5万元",
    "fine": "12.5",
    "decided_on": DECIDED.isoformat(),
}

NATURAL = {"party_kind": "2", "party_name": "王小明", "credit_code": ""}


def penalty(*kinds, **more):
    return rules.Penalty(frozenset(kinds), DECIDED, **more)


@pytest.mark.parametrize(
    ("given", "until"),
    [
        (penalty("11"), None),
        (penalty("12"), date(2026, 6, 30)),
        (penalty("11", "12"), date(2026, 6, 30)),
        (penalty("21", small_fine=True), date(2026, 6, 30)),
        (penalty("21"), date(2029, 3, 31)),
        (penalty("21", market=True), date(2029, 3, 31)),
        (penalty("21", market=True, shown_on=date(2026, 4, 20)), date(2029, 4, 20)),
        (penalty("12", market=True, shown_on=date(2026, 4, 20)), date(2026, 7, 20)),
        (penalty("12", shown_on=date(2026, 4, 20)), date(2026, 6, 30)),
        (penalty("12", "22"), date(2029, 3, 31)),
        (penalty("21", "12", small_fine=True), date(2026, 6, 30)),
        (penalty("21", small_fine=True, safety=True), date(2027, 3, 31)),
        (penalty("44", restricted_until=date(2031, 1, 1)), date(2031, 1, 1)),
        (penalty("44", restricted_until=date(2027, 1, 1)), date(2029, 3, 31)),
    ],
)
def test_a_penalty_is_shown_for_the_longest_of_its_kinds_and_a_warning_not_at_all(given, until):
    found = rules.publicity(given)
    assert found.until == until
    assert found.bases
    assert rules.shown_until(given, None) == (until or date(2026, 3, 30))


@pytest.mark.parametrize(
    ("given", "on", "said"),
    [
        (penalty("21"), date(2026, 6, 29), "2026年6月30日届满"),
        (penalty("21"), date(2026, 6, 30), ""),
        (penalty("21", safety=True), date(2027, 3, 30), "2027年3月31日届满"),
        (penalty("33", market=True), date(2027, 3, 30), "不得提前停止"),
        (penalty("33"), date(2027, 3, 30), ""),
        (penalty("21", small_fine=True), date(2026, 6, 30), "不需要提前"),
        (penalty("11"), date(2026, 6, 30), "没有公示"),
    ],
)
def test_publicity_ends_early_after_the_minimum_only(given, on, said):
    found = rules.why_not_ended(given, on)
    assert (said in found) if said else (found == "")


CHECK = after.penalties().check


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({}, "", ""),
        ({"decided_on": "2026-04-10"}, "decided_on", "晚于公布之日"),
        ({"kinds": ["12"]}, "fine", "却没有罚款"),
        ({"fine": ""}, "fine", "请填写罚款金额"),
        ({"fine": "-1"}, "fine", "不能是负数"),
        ({"confiscated": "3"}, "confiscated", "却没有没收"),
        ({"kinds": ["21", "33"]}, "licences", "证照名称"),
        ({"credit_code": ""}, "credit_code", "至少填写一个主体代码"),
        ({"party_kind": "2", "party_name": "王小明"}, "credit_code", "自然人不填"),
        ({"party_kind": "3", "credit_code": "", "org_code": "799655058"}, "credit_code", "工商注册号"),
        ({"authority_code": "002577014"}, "authority_code", "应为18位"),
        ({"facts": "当事人王小明（身份证号：11010519491231002X）"}, "facts", "不保存"),
        ({"party_kind": "3", "credit_code": "11010519491231002X"}, "credit_code", "不保存"),
        ({**NATURAL, "content": "对王小明罚款12.5万元"}, "content", "请改为“王**”"),
        ({**NATURAL, "party_name": "王某某", "content": "对王某某罚款"}, "", ""),
        ({**NATURAL, "party_name": "高明", "content": "对高明罚款"}, "", ""),
        ({"decided_on": "2019-03-01"}, "decided_on", "不在"),
        ({"ended_on": "2026-04-01"}, "ended_on", "最短公示期"),
    ],
)
def test_an_entry_that_cannot_stand_gets_its_sentence(changed, field, said):
    found = CHECK({**PENALTY, **changed}, date(2026, 4, 8))
    assert (said in found[field]) if field else (found == {})


def test_dirty_codes_and_amounts_in_yuan_are_told_and_not_refused():
    warn = after.penalties().warn
    assert warn(PENALTY, DECIDED) == {}
    found = warn({**PENALTY, "credit_code": "91330100799655058A", "fine": "125000"}, DECIDED)
    assert "校验码应为" in found["credit_code"]
    assert "以元为单位" in found["fine"]
    short = {**PENALTY, **NATURAL, "party_name": "高明", "content": "对高明罚款"}
    assert "请改为“高**”" in warn(short, DECIDED)["content"]


def test_before_the_law_that_set_them_limits_are_none():
    first = date(2021, 7, 15)
    for limit in (rules.decision_limit, rules.withdrawal_limit):
        assert limit(first) is not None
        assert limit(first - timedelta(1)) is None


def test_what_follows_is_filled_in_and_a_person_is_covered():
    found = rules.complete_penalty(PENALTY)
    assert (found["party"], found["organ"], found["year"]) == ("澜州市绿源环保有限公司", "002577014", "2026")
    assert (found["shown_until"], found["source"]) == ("2029-03-31", "东澜省生态环境厅")
    person = rules.complete_penalty({**PENALTY, "party_kind": "2", "party_name": "王小明", "credit_code": ""})
    assert person["party"] == "王**"
    ended = rules.complete_penalty({**PENALTY, "ended_on": "2026-09-01"})
    assert ended["shown_until"] == "2026-09-01"
    assert "信用修复" in ended["publicity"]
    assert rules.complete_penalty({**PENALTY, "kinds": ["11"]})["shown_until"] == "2026-03-30"


@pytest.mark.parametrize(
    ("register", "columns"), [(after.licences(), rules.LICENCE), (after.penalties(), rules.PENALTY)]
)
def test_the_standard_names_every_column_and_reads_no_identity_document(register: Register, columns):
    known = {field.key for field in register.fields}
    assert {column.field for column in columns if column.field} <= known
    required = {field.key for field in register.fields if field.required}
    assert required <= {column.field for column in columns}
    unread = {column.code.partition("_")[2] for column in columns if not column.field}
    assert unread == {"FR_ZJLX", "FR_ZJHM", "XDR_ZJLX", "XDR_ZJHM"}


def test_in_public_columns_a_person_is_covered_and_amounts_are_plain_numbers():
    register = after.penalties()
    values = rules.complete_penalty(
        {
            **PENALTY,
            "party_kind": "2",
            "party_name": "王小明",
            "credit_code": "",
            "kinds": ["21", "12"],
            "remark": "内部",
        }
    )
    codes = [column.code for column in rules.PENALTY]
    public = dict(zip(codes, rules.public_row(register, rules.PENALTY, values), strict=True))
    assert "王小明" not in "".join(public.values())
    assert (public["CF_XDR_MC"], public["CF_NR_FK"], public["CF_CFLB"], public["BZ"]) == (
        "王**",
        "12.5",
        "罚款;通报批评",
        "",
    )
    whole = dict(zip(codes, rules.whole_row(register, rules.PENALTY, values), strict=True))
    assert (whole["CF_XDR_MC"], whole["BZ"]) == ("王小明", "内部")


def test_a_file_under_the_standards_codes_is_read_and_identity_numbers_are_passed_over():
    head = ["CF_XDR_MC", "行政相对人类别", "CF_XDR_ZJHM", "CF_WSH", "CF_CFLB", "CF_JDRQ", "CF_GSJZQ", "CF_CFJGDM"]
    row = ["王小明", "自然人", "11010519491231002X", "东环罚〔2026〕4号", "罚款;通报批评", "2026/3/31", "2027/1/1", "x"]
    content = "\n".join(",".join(line) for line in (head, row)).encode()
    (found,) = exchange.read(after.penalties(), content)
    assert not {"CF_XDR_ZJHM", "", "shown_until"} & set(found.values)
    assert "11010519491231002X" not in str(found)
    values, _ = read(after.penalties(), found.values, date(2026, 3, 2))
    assert (values["party_name"], values["kinds"]) == ("王小明", ["21", "12"])
    with pytest.raises(Invalid, match="重复"):
        exchange.read(after.penalties(), "CF_WSH,行政处罚决定书文号\n1,2".encode())

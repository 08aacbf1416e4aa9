"""Situations that need no database: a reply, an application's contents, a fee, a provision, what is the same."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gongkai import law
from gongkai.law import codes
from gongkai.programmes.requests import choices, contents, fees, likeness, outcomes, remedies
from gongkai.programmes.requests.contents import Applicant, Wanted
from gongkai.programmes.requests.programme import REQUESTS

ZHANG = Applicant("person", "张文", "resident_id", "339999199002308516", phone="0571-5550101")
PLAN = Wanted("某村征地补偿安置方案")
BUREAU = remedies.Answering("某市民政局", "department", 2, "某市人民政府")
WAYS = {"review_first": "先复议", "either": "复议或者诉讼", "complaint": "投诉举报"}
WHO = {"姓名": "name", "号码": "proof_number", "电话": "phone", "邮箱": "mail", "地址": "address", "联系人": "contact"}
WHAT = {"名称": "title", "文号": "number", "描述": "features"}
FEE_KEYS = {"收到", "件数", "此前", "页数", "金额", "依据", "提示", "步骤", "拒绝"}


def coded(table: Mapping[str, str], said: str) -> str:
    """The code of a name as the screens show it; the word itself where there is none, to be refused."""
    return next((code for code, name in table.items() if name == said), said)


def applicant(said: dict[str, str]) -> Applicant:
    """An applicant as the scenario changes the ordinary one."""
    changed = {WHO[key]: value for key, value in said.items() if key in WHO}
    kinds = {kind.code: kind.name for kind in codes.applicant_kinds}
    if "类别" in said:
        changed["kind"] = coded(kinds, said["类别"])
    if "证件" in said:
        changed["proof_kind"] = coded(choices.PROOFS, said["证件"])
    return replace(ZHANG, **changed)


def wanted(said: dict[str, str]) -> Wanted:
    """What is asked for as the scenario changes it."""
    changed = {WHAT[key]: value for key, value in said.items() if key in WHAT}
    if "形式" in said:
        changed["form"] = coded(choices.FORMS, said["形式"])
    if "途径" in said:
        changed["way"] = coded(choices.WAYS, said["途径"])
    return replace(PLAN, **changed)


def an_application(case: dict[str, Any], _: Any) -> None:
    """申请：what is missing, in the words the applicant reads; nothing where the application may be taken."""
    who, what = applicant(case["申请"].get("申请人", {})), wanted(case["申请"].get("内容", {}))
    who, what = contents.tidy_applicant(who), contents.tidy_wanted(what)
    problems = (
        *contents.problems_with_wanted(what),
        *contents.problems_with_applicant(who),
        *contents.problems_between(who, what),
    )
    missing = case["缺漏"]
    assert len(problems) == len(missing), problems
    assert all(says in sentence for says, (_, sentence) in zip(missing, problems, strict=True)), problems


def a_reply(case: dict[str, Any], _: Any) -> None:
    """答复：what the decision says, on what basis, where the report counts it and which remedies are told."""
    kind = codes.reply_kinds[case["答复"]]
    given = {"kind": kind.code, "withheld": case.get("不予公开部分", "")}
    said = "".join((*outcomes.decided(given), *outcomes.free_of_charge(given, received_on=date(2026, 3, 2))))
    day = case.get("答复日", date(2026, 3, 16))
    told = remedies.remedies(kinds=outcomes.kinds_of(given), decided_on=day, answering=BUREAU)
    answers = {
        "归入": outcomes.group_of(kind.code),
        "依据": str(kind.citation),
        "表三": kind.rows["AR-2021"],
        "2019年表三": kind.rows["AR-2019"],
        "救济": [WAYS[remedy.key] for remedy in told],
    }
    assert {key: answers[key] for key in answers if key in case} == {key: case[key] for key in answers if key in case}
    assert all(words in said for words in case.get("写明", ())), said
    everything = "".join(remedy.text for remedy in told)
    assert all(words in everything for words in case.get("救济写明", ())), everything


def a_fee(case: dict[str, Any], article: dict[str, Any]) -> None:
    """计费：amount, basis and, where written down, every step."""
    if "拒绝" in case:
        with pytest.raises(law.OutsideCoverage) as refused:
            _fee(case)
        assert case["拒绝"] in refused.value.sentence
        return
    fee = _fee(case)
    assert str(fee.amount) == case["金额"]
    assert (str(fee.citation), fee.citation.caution) == (article["条文"], article["提示"])
    if "步骤" in case:
        assert [step.sentence for step in fee.steps] == case["步骤"]


def _fee(case: dict[str, Any]) -> fees.Fee:
    if "页数" in case:
        return fees.page_fee(pages=case["页数"], received_on=case["收到"])
    return fees.item_fee(items=case["件数"], before=case.get("此前", 0), received_on=case["收到"])


def a_provision(case: dict[str, Any], _: Any) -> None:
    """条款：what the article says on that day, or that this day's law is not held."""
    rule = getattr(law, case["条款"])
    if "拒绝" in case:
        with pytest.raises(law.OutsideCoverage) as refused:
            rule.at(**case["事实"])
        assert case["拒绝"] in refused.value.sentence
        return
    found = rule.at(**case["事实"])
    cited = found if isinstance(found, law.Citation) else found.citation
    assert case["引文"] in cited.quote
    if "数值" in case:
        assert str(found.value) == case["数值"]
    assert cited.caution == case.get("提示", "")


def what_is_the_same(case: dict[str, Any], _: Any) -> None:
    """相同信息：whether two applications ask for the very same."""
    one, other = (likeness.alike(wanted(said)) for said in case["两件"])
    assert (one == other) is case["相同"]


def a_table(case: dict[str, Any], _: Any) -> None:
    """程序表：who does an act, in which states, and that there is none for what the article does not give."""
    named = {act.name: act for act in REQUESTS.acts}
    for name, row in case["程序表"].items():
        if row is None:
            assert not any(name in act for act in named), name
            continue
        act = named[name]
        said = {"只一次": act.once, "须填": [need.name for need in act.needs if not need.optional and need.key != "on"]}
        assert {key: said[key] for key in row} == row


RUNS: Mapping[str, tuple[Callable[[dict[str, Any], Any], None], set[str]]] = {
    "申请": (an_application, {"申请", "缺漏"}),
    "答复": (
        a_reply,
        {"答复", "不予公开部分", "答复日", "归入", "依据", "表三", "2019年表三", "救济", "写明", "救济写明"},
    ),
    "件数": (a_fee, FEE_KEYS),
    "页数": (a_fee, FEE_KEYS),
    "条款": (a_provision, {"条款", "事实", "引文", "数值", "提示", "拒绝"}),
    "两件": (what_is_the_same, {"两件", "相同"}),
    "程序表": (a_table, {"程序表"}),
}

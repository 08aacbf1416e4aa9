"""Letters of a request: each goes out with its act, says what was done, and tells the right remedies."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from types import SimpleNamespace

import pytest

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import done_in
from gongkai.foundation.errors import Invalid, NotFound, NotPermitted
from gongkai.foundation.letters import jobs, queries
from gongkai.foundation.letters.models import Letter
from gongkai.foundation.organs.models import Organ, OrganName
from gongkai.law import codes
from gongkai.programmes.requests import lettering, letters, outcomes
from gongkai.programmes.requests.programme import REQUESTS

Done = Callable[..., Case]
DAY = date(2026, 3, 2)
BEFORE: dict[str, tuple[tuple[str, dict[str, str]], ...]] = {
    "R-ABUSE": (("ask_reasons", {"reason": "五十件", "until_on": "2026-03-06"}),),
    "R-UNCLEAR": (
        ("ask_to_correct", {"items": "文号", "until_on": "2026-03-20"}),
        ("enter_correction", {"text": "补正"}),
    ),
}
"""What must be done before such a reply."""
PART = outcomes.withheld_text([outcomes.Withheld("附件二的单价", "R-N15", "报价属于商业秘密。")])
ALSO = {"R-PART": {"withheld": PART}}
REPLIES = [kind.code for kind in codes.reply_kinds if not kind.code.startswith("R-ABANDON")]


def words(letter: Letter) -> str:
    return "\n".join(letter.sheet["paragraphs"])


def sent(case: Case) -> list[tuple[str, str]]:
    return [(held.letter.kind, held.letter.number) for held in lettering.letters_in(case)]


@pytest.fixture
def replied(done: Done) -> Callable[..., Case]:
    def run(kind: str, **given: str) -> Case:
        done("confirm", DAY)
        for act, filled in BEFORE.get(kind, ()):
            done(act, date(2026, 3, 4), **filled)
        done("propose_reply", date(2026, 3, 9), kind=kind, text="第一点。\n第二点。", **{**ALSO.get(kind, {}), **given})
        done("approve_legality", date(2026, 3, 10))
        done("approve_secrecy", date(2026, 3, 10))
        return done("sign_reply", date(2026, 3, 11))

    return run


def test_each_letter_goes_out_with_its_act(case: Case, done: Done) -> None:
    done("confirm", DAY)
    done("ask_to_correct", date(2026, 3, 6), items="请写明文号\n请写明年份", until_on="2026-03-20")
    done("enter_correction", date(2026, 3, 16), text="东民发〔2025〕3号")
    done("consult_third_party", date(2026, 3, 18), whom="某公司")
    done("consult_organ", date(2026, 3, 18), whom="东澜省财政厅")
    done("extend", date(2026, 3, 20), days="5", reason="因需要区分处理。")
    word = "东澜省民政厅依告〔2026〕"
    assert sent(case) == [
        ("receipt", f"{word}1号"),
        ("correction", f"{word}2号"),
        ("third_party", f"{word}3号"),
        ("organ", f"{word}4号"),
        ("extension", f"{word}5号"),
    ]
    _, correction, third, organ, extension = [held.letter for held in lettering.letters_in(case)]
    assert "请写明文号\n请写明年份\n请于2026年3月20日以前" in words(correction)
    assert "第三十条" in words(correction)
    assert third.sheet["addressee"] == "某公司"
    assert "自收到本征求意见书之日起15个工作日内" in words(third)
    assert organ.sheet["addressee"] == "东澜省财政厅"
    assert "因需要区分处理，不能" in words(extension)
    assert "延长5个工作日" in words(extension)


def test_a_third_party_is_told_what_is_disclosed_over_its_objection_and_why(case: Case, done: Done) -> None:
    done("confirm", DAY)
    done("consult_third_party", date(2026, 3, 4), whom="某公司")
    done("consult_organ", date(2026, 3, 4), whom="东澜省财政厅")
    done("enter_opinion", date(2026, 3, 9), letter="2", stance="object", opinion="不同意公开，涉及商业秘密")
    due_on = done("enter_opinion", date(2026, 3, 9), letter="3", opinion="同意").due_on
    with pytest.raises(Invalid, match="不是本件发出的函"):
        done("notify_third_party", date(2026, 3, 10), letter="3", text="排放数据", reason="危及饮水安全")
    after = done("notify_third_party", date(2026, 3, 10), letter="2", text="排放数据", reason="危及饮水安全")
    assert (after.state, after.due_on) == ("in_hand", due_on)
    held = lettering.letters_in(case)[-1].letter
    assert (held.kind, held.sheet["addressee"]) == ("overridden", "某公司")
    said = words(held)
    assert "于2026年3月4日书面征求您的意见，并于2026年3月9日收到您的意见" in said
    assert "第三十二条的规定，本机关决定予以公开" in said
    assert "决定公开的政府信息内容：\n排放数据\n理由：\n危及饮水安全\n对本机关予以公开的决定不服的" in said
    assert "商业秘密" not in said


def test_a_fee_notice_says_how_the_amount_was_reckoned(case: Case, done: Done) -> None:
    done("confirm", DAY)
    done("notify_fee", date(2026, 3, 4), basis="item", count="5", before="28", pay_by="到政务服务窗口缴纳")
    notice = lettering.letters_in(case)[-1].letter
    assert "第29至30件共2件，每件100元，计200元。第31至33件共3件，每件200元，计600元。合计800元。" in words(notice)
    assert "缴纳方式：到政务服务窗口缴纳" in words(notice)
    done("note_fee_delivered", date(2026, 3, 6), received_on="2026-03-05")
    done("abandon_unpaid", date(2026, 4, 3))
    gone = lettering.letters_in(case)[-1].letter
    assert "以下" not in words(gone)
    assert "逾期未缴纳" in words(gone)
    assert "也可以自知道或者应当知道之日起6个月内直接向" in words(gone)


@pytest.mark.parametrize("kind", REPLIES)
def test_every_reply_has_a_decision_of_its_own(case: Case, replied: Callable[..., Case], kind: str) -> None:
    replied(kind)
    letter = lettering.letters_in(case)[-1].letter
    assert letter.number == "东澜省民政厅依复〔2026〕1号"
    assert letter.sheet["title"] == f"政府信息公开申请答复书（{outcomes.group_of(kind)}）"
    assert "经审查，" in words(letter)
    assert "如下：\n第一点。\n第二点。" in words(letter) or kind in {"R-NOTOURS", "R-OTHER", "R-PART"}
    first = "应当自知道或者应当知道之日起60日内，先向" in words(letter)
    assert first == (kind.startswith("R-N1") or kind == "R-PART")


def test_a_part_grant_names_what_it_withholds(case: Case, replied: Callable[..., Case]) -> None:
    parts = [
        outcomes.Withheld("宗地的登记簿", "R-REGISTRY", "请向不动产登记机构查询。"),
        outcomes.Withheld("评审会记录；", "R-N16-2", "属于讨论记录"),
    ]
    replied("R-PART", withheld=outcomes.withheld_text(parts[:1]))
    said = words(lettering.letters_in(case)[-1].letter)
    assert "宗地的登记簿：属于行政查询事项" in said
    assert "第三十六条第（七）项" in said
    assert "先向" not in said
    first, one, two, *_ = outcomes.decided({"kind": "R-PART", "withheld": outcomes.withheld_text(parts)})
    assert first.endswith("对不予公开的内容说明理由如下：")
    assert one.startswith("（一）宗地的登记簿：属于")
    assert two.startswith("（二）评审会记录：属于")
    assert two.endswith("不予公开。理由：属于讨论记录。")


def test_a_ground_alone_from_before_parts_were_named_can_still_be_read() -> None:
    given = {"kind": "R-PART", "withheld": "R-N15"}
    assert outcomes.kinds_of(given) == ("R-PART", "R-N15")
    assert outcomes.decided(given)[1].startswith("不予公开的部分属于：")


def test_the_reviewing_government_is_named_where_the_register_has_it(
    case: Case, organ: Organ, replied: Callable[..., Case]
) -> None:
    government = Organ.objects.create(uid="gov", code="000000001", place=organ.place, kind="government")
    OrganName.objects.create(organ=government, name="东澜省人民政府", short_name="省政府", since=date(2016, 1, 1))
    replied("R-N15")
    assert "先向东澜省人民政府申请行政复议" in words(lettering.letters_in(case)[-1].letter)


BODY = "本机关收到您的申请（编号：{}）。\n根据《中华人民共和国政府信息公开条例》，本机关决定不予公开。\n因有第三方。"


def test_an_edited_reply_goes_out_as_edited_with_what_is_not_edited_made_anew(
    case: Case, done: Done, who: SimpleNamespace
) -> None:
    done("confirm", DAY)
    done("propose_reply", date(2026, 3, 9), kind="R-N15", text="第三方不同意。")
    composed = lettering.body_of(case, done_in(case), on=DAY)
    assert (composed.is_edited, composed.missing) == (False, ())
    done("edit_reply", date(2026, 3, 9), body=BODY.format(case.number))
    body = lettering.body_of(case, done_in(case), on=DAY)
    assert body.now == tuple(BODY.format(case.number).split("\n"))
    assert body.composed == composed.now
    assert body.missing == ("没有写明依据“第十五条”。",)
    with pytest.raises(NotPermitted, match="不能由提交的人自己办理"):
        done("approve_legality", date(2026, 3, 10), by=replace(who.legality_reviewer, uid=who.foi_clerk.uid))
    done("approve_legality", date(2026, 3, 10))
    with pytest.raises(NotPermitted, match="不能“修改答复书”"):  # what was reviewed does not change
        done("edit_reply", date(2026, 3, 10), body="改动")
    done("approve_secrecy", date(2026, 3, 10))
    drafted = lettering.draft(case, on=date(2026, 3, 11))
    done("sign_reply", date(2026, 3, 11))
    sheet = lettering.letters_in(case)[-1].letter.sheet
    assert sheet["paragraphs"] == list(drafted.paragraphs)
    assert tuple(sheet["paragraphs"][:3]) == body.now
    assert "先向" in sheet["paragraphs"][3]
    assert (sheet["addressee"], sheet["day"]) == ("申请人", "2026年3月11日")


def test_a_reply_proposed_anew_is_composed_anew(case: Case, done: Done) -> None:
    done("confirm", DAY)
    done("propose_reply", date(2026, 3, 9), kind="R-N15", text="第三方不同意。")
    done("edit_reply", date(2026, 3, 9), body=BODY.format(case.number))
    done("return_reply", date(2026, 3, 10), reason="请补充")
    done("propose_reply", date(2026, 3, 10), kind="R-OPEN", text="见附件。")
    assert not lettering.body_of(case, done_in(case), on=DAY).is_edited


@pytest.mark.parametrize(
    ("act", "given", "name"),
    [
        ("ask_to_correct", {"items": "请写明𠀀", "until_on": "2026-03-20"}, "需要补正的事项"),
        ("propose_reply", {"kind": "R-OPEN", "text": "见附件\ue000"}, "答复内容"),
    ],
)
def test_what_no_font_has_is_refused_when_it_is_typed(
    case: Case, done: Done, act: str, given: dict[str, str], name: str
) -> None:
    done("confirm", DAY)
    with pytest.raises(Invalid, match=f"“{name}”中的“.”，本机的字体里没有") as refused:
        done(act, date(2026, 3, 4), **given)
    assert refused.value.field in given
    assert case.events.count() == 1


def test_a_decision_is_read_as_a_draft_before_it_is_signed(case: Case, done: Done) -> None:
    done("confirm", DAY)
    with pytest.raises(NotFound):
        lettering.draft(case, on=DAY)
    done("propose_reply", date(2026, 3, 9), kind="R-MAKE", text="需要加工。")
    drafted = lettering.draft(case, on=date(2026, 3, 11))
    assert drafted.number == "（待编号）"
    done("approve_legality", date(2026, 3, 10))
    done("approve_secrecy", date(2026, 3, 10))
    done("sign_reply", date(2026, 3, 11))
    signed = lettering.letters_in(case)[-1].letter.sheet
    assert {**drafted.as_json(), "number": signed["number"]} == signed


def test_the_files_are_made_from_the_queue(case: Case, replied: Callable[..., Case], at: datetime) -> None:
    replied("R-OPEN")
    letter = lettering.letters_in(case)[-1].letter
    jobs.make(letter=letter.uid, at=at)
    made = queries.letter_of(lettering.subject_of(case), letter.uid)
    assert made.docx
    assert made.pdf


def test_a_foreign_case_has_none_of_the_letters(case: Case, replied: Callable[..., Case], who: SimpleNamespace) -> None:
    replied("R-OPEN")
    letter = lettering.letters_in(case)[-1].letter
    with pytest.raises(NotFound):
        queries.letter_of("case:other", letter.uid)


def test_every_kind_is_sent_by_acts_the_procedure_has() -> None:
    acts = [act for kind in letters.KINDS for act in kind.acts]
    assert len(set(acts)) == len(acts)
    assert all(REQUESTS.act(act) for act in acts)


def test_every_reply_code_has_words() -> None:
    for code in REPLIES:
        assert outcomes.decided({"kind": code}), code

"""Acts in a case: what the table allows happens whole; everything else is refused with a sentence."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest

from gongkai.engines.casework import jobs, permission
from gongkai.engines.casework import operations as ops
from gongkai.engines.casework.models import Case, CaseEvent
from gongkai.engines.casework.queries import open_acts
from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.organs.models import Organ
from gongkai.programmes.requests.outcomes import Withheld, withheld_text
from tests.engines.casework.conftest import an_actor

DAY = date(2026, 3, 2)
PART = withheld_text([Withheld("附件二的单价", "R-N15", "报价属于商业秘密")])
Done = Callable[..., Case]


def test_a_case_gets_the_next_number_of_its_organ_and_year(organ: Organ, who: SimpleNamespace, at: datetime) -> None:
    numbers = [
        ops.enter(procedure="requests", organ=organ, title="甲", by=who.foi_clerk, at=at).number for _ in range(2)
    ]
    assert numbers == ["000014349-requests-2026-00001", "000014349-requests-2026-00002"]


def test_the_receipt_starts_the_clock(case: Case, done: Done) -> None:
    assert case.due_on is None
    now = done("confirm", DAY)
    assert (now.state, now.received_on, now.due_on) == ("in_hand", DAY, date(2026, 3, 30))


def test_a_whole_case_with_correction_third_party_and_extension(case: Case, done: Done) -> None:
    done("confirm", DAY)
    done("ask_to_correct", date(2026, 3, 6), items="请写明文号", until_on="2026-03-20")
    assert done("enter_correction", date(2026, 3, 16), text="东民发〔2025〕3号").due_on == date(2026, 4, 14)
    assert done("consult_third_party", date(2026, 3, 18), whom="某公司").due_on is None
    waiting = done("note_delivered", date(2026, 3, 20), letter="4", received_on="2026-03-20")
    assert waiting.provisional
    answered = done("enter_opinion", date(2026, 3, 27), letter="4", stance="agree", opinion="同意公开")
    assert (answered.due_on, answered.provisional) == (date(2026, 4, 23), False)
    assert done("extend", date(2026, 4, 20), days="5", reason="需要区分处理").due_on == date(2026, 4, 30)
    done("propose_reply", date(2026, 4, 27), kind="R-PART", withheld=PART, text="部分公开")
    done("approve_legality", date(2026, 4, 28))
    done("approve_secrecy", date(2026, 4, 28))
    done("sign_reply", date(2026, 4, 28))
    ended = done("deliver_reply", date(2026, 4, 29), way="post")
    assert (ended.state, ended.ended_on) == ("replied", date(2026, 4, 29))
    assert (ended.first_received_on, ended.received_on, ended.result) == (DAY, date(2026, 3, 16), "R-PART")
    assert list(jobs.inconsistencies(at=datetime.now().astimezone())) == []


def test_every_act_is_in_the_journal_and_none_of_what_was_written(case: Case, done: Done) -> None:
    done("confirm", DAY)
    done("ask_to_correct", date(2026, 3, 6), items="张三的文号", until_on="2026-03-20")
    entries = Entry.objects.filter(subject=f"case:{case.uid}").order_by("number")
    assert [entry.act for entry in entries] == ["casework.entered", "casework.confirm", "casework.ask_to_correct"]
    assert "张三" not in str([entry.facts for entry in entries])
    assert case.title not in str([entry.facts for entry in entries])


@pytest.mark.parametrize(
    ("act", "on", "given", "says"),
    [
        ("extend", date(2026, 3, 20), {"days": "21", "reason": "多"}, "延长不得超过20个工作日"),
        ("extend", date(2026, 3, 31), {"days": "5", "reason": "晚"}, "届满以后不能再延长"),
        ("ask_to_correct", date(2026, 3, 12), {"items": "文号", "until_on": "2026-03-20"}, "7个工作日内作出"),
        ("ask_to_correct", date(2026, 3, 6), {"items": "文号", "until_on": "2026-03-06"}, "补正期限须晚于告知之日"),
        ("enter_correction", date(2026, 3, 6), {"text": "补正"}, "当前状态为“办理中”"),
        ("fly", date(2026, 3, 6), {}, "不能“fly”"),
    ],
)
def test_what_the_articles_do_not_allow_is_refused(
    done: Done, act: str, on: date, given: dict[str, str], says: str, who: SimpleNamespace
) -> None:
    done("confirm", DAY)
    doer = who.foi_head if act == "extend" else who.foi_clerk
    with pytest.raises(NotPermitted, match=says):
        done(act, on, doer, **given)


def test_a_request_is_not_abandoned_before_its_day(done: Done) -> None:
    done("confirm", DAY)
    done("ask_to_correct", date(2026, 3, 6), items="文号", until_on="2026-03-20")
    with pytest.raises(NotPermitted, match="届满以前不能视为放弃"):
        done("abandon_uncorrected", date(2026, 3, 20))
    assert done("abandon_uncorrected", date(2026, 3, 23)).state == "abandoned"


def test_an_extension_is_given_once(done: Done) -> None:
    done("confirm", DAY)
    done("extend", date(2026, 3, 20), days="5", reason="征求意见较多")
    with pytest.raises(NotPermitted, match="只能办理一次"):
        done("extend", date(2026, 3, 23), days="5", reason="再延")


def test_nobody_approves_what_they_proposed(done: Done, organ: Organ) -> None:
    both = an_actor(organ, "foi_clerk")
    both = type(both)(
        both.uid, both.name, (*both.posts, *an_actor(organ, "legality_reviewer").posts), second_factor=True
    )
    done("confirm", DAY)
    done("propose_reply", date(2026, 3, 9), both, kind="R-OPEN", text="予以公开")
    with pytest.raises(NotPermitted, match="不能由提交的人自己办理"):
        done("approve_legality", date(2026, 3, 10), both)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"items": "", "until_on": "20260320"}, "请填写“需要补正的事项”。“补正期限”请写成"),
        ({"items": "文号", "until_on": "2026-03-20", "on": "2026-03-09"}, "不能晚于今天"),
        ({"items": "文号", "until_on": "2026-03-20", "on": "2026-03-01"}, "不能早于上一事项"),
    ],
)
def test_what_cannot_be_read_is_refused_all_at_once(done: Done, given: dict[str, str], says: str) -> None:
    done("confirm", DAY)
    with pytest.raises(Invalid, match=says):
        done("ask_to_correct", date(2026, 3, 6), **given)


def test_nobody_acts_on_what_they_have_not_seen(case: Case, done: Done, who: SimpleNamespace, at: datetime) -> None:
    done("confirm", DAY)
    with pytest.raises(Conflict, match="又办理了新的事项"):
        ops.do(case=case.uid, act="withdraw", given={}, seen=0, by=who.foi_clerk, at=at + timedelta(hours=1))


def test_a_letter_of_another_case_is_refused(done: Done) -> None:
    done("confirm", DAY)
    done("consult_organ", date(2026, 3, 4), whom="财政厅")
    with pytest.raises(Invalid, match="不是本件发出的函"):
        done("enter_opinion", date(2026, 3, 6), letter="1", opinion="同意")


def test_an_act_killed_half_way_did_not_happen(case: Case, done: Done, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("gongkai.foundation.journal.operations.record", dies)
    with pytest.raises(KeyboardInterrupt):
        done("confirm", DAY)
    case.refresh_from_db()
    assert (case.state, CaseEvent.objects.count()) == ("unconfirmed", 0)


def test_who_has_no_post_in_the_case_sees_none(case: Case, who: SimpleNamespace, foreign: Organ, at: datetime) -> None:
    seeing = {role for role, person in vars(who).items() if permission.visible_to(person).filter(pk=case.pk).exists()}
    assert seeing == {"foi_clerk", "foi_head", "signer", "auditor", "openness_officer"}
    stranger = an_actor(foreign, "foi_clerk")
    with pytest.raises(NotFound):
        ops.do(case=case.uid, act="confirm", given={"on": "2026-03-02"}, seen=0, by=stranger, at=at)


def test_what_may_be_done_is_what_the_table_has(case: Case) -> None:
    found = [act.key for act in open_acts(case)]
    assert found == ["confirm", "receive", "supervise", "answer_supervision", "withdraw"]


def test_a_date_stored_wrongly_is_found(case: Case, done: Done, at: datetime) -> None:
    done("confirm", DAY)
    Case.objects.filter(pk=case.pk).update(due_on=date(2026, 4, 1), state="paying")
    found = list(jobs.inconsistencies(at=at))
    assert len(found) == 2
    assert "按办理经过应为2026-03-30" in found[0]


def test_a_case_that_ends_without_a_reply_has_its_result_from_the_act(case: Case, done: Done) -> None:
    done("confirm", DAY)
    assert done("withdraw", date(2026, 3, 9)).result == "R-OTHER"


def test_a_proposal_sent_back_is_no_result(case: Case, done: Done) -> None:
    done("confirm", DAY)
    done("propose_reply", date(2026, 3, 5), kind="R-PART", withheld=PART, text="部分公开")
    assert done("return_reply", date(2026, 3, 6), reason="应当公开").result == ""


@pytest.mark.parametrize("wrong", [{"result": "R-OPEN"}, {"first_received_on": DAY}, {"ended_on": DAY}])
def test_an_index_of_statistics_stored_wrongly_is_found(case: Case, wrong: dict[str, object], at: datetime) -> None:
    Case.objects.filter(pk=case.pk).update(**wrong)
    [said] = jobs.inconsistencies(at=at)
    assert case.number in said


def test_only_a_clerk_of_the_organ_enters_a_case(
    organ: Organ, foreign: Organ, who: SimpleNamespace, at: datetime
) -> None:
    for person in (who.drafter, an_actor(foreign, "foi_clerk")):
        with pytest.raises(NotPermitted, match="依申请公开经办人"):
            ops.enter(procedure="requests", organ=organ, title="甲", by=person, at=at)
    assert Case.objects.count() == 0


def test_a_code_is_one_of_its_list_and_the_refusal_names_them(done: Done) -> None:
    done("confirm", DAY)
    with pytest.raises(Invalid, match=r"“答复类型”请从下列选项中选择：R-OPEN-PUB（已经主动公开.*R-PART（部分公开"):
        done("propose_reply", date(2026, 3, 6), kind="R-SOME", text="答复")
    with pytest.raises(Invalid, match="item（按件计收）、page（按量（页）计收）"):
        done("notify_fee", date(2026, 3, 6), basis="hour", count="40")


def test_an_abandonment_is_not_proposed_as_a_reply(done: Done) -> None:
    done("confirm", DAY)
    with pytest.raises(Invalid, match="答复类型"):
        done("propose_reply", date(2026, 3, 6), kind="R-ABANDON-CORR", text="视为放弃")


def replied(done: Done) -> Case:
    done("confirm", DAY)
    done("propose_reply", date(2026, 3, 9), kind="R-N16-1", text="不予公开")
    done("approve_legality", date(2026, 3, 10))
    done("approve_secrecy", date(2026, 3, 10))
    done("sign_reply", date(2026, 3, 10))
    return done("deliver_reply", date(2026, 3, 11), way="post")


def test_a_case_taken_up_anew_has_its_whole_limit_and_keeps_how_it_first_ended(done: Done, at: datetime) -> None:
    replied(done)
    again = done("reopen", date(2026, 5, 11), reason="复议决定撤销原答复，责令重新答复")
    assert (again.state, again.open, again.received_on) == ("in_hand", True, date(2026, 5, 11))
    assert again.due_on == date(2026, 6, 8)
    assert (again.ended_on, again.result) == (date(2026, 3, 11), "R-N16-1")
    assert list(jobs.inconsistencies(at=at)) == []


def test_a_decision_may_fix_another_day_for_a_case_taken_up_anew(done: Done) -> None:
    replied(done)
    again = done("reopen", date(2026, 5, 11), reason="责令限期答复", due_on="2026-05-29")
    assert (again.due_on, again.provisional) == (date(2026, 5, 29), False)


def test_a_letter_never_answered_does_not_stop_a_case_taken_up_anew(done: Done) -> None:
    done("confirm", DAY)
    done("consult_organ", date(2026, 3, 4), whom="东澜省财政厅")
    done("propose_reply", date(2026, 3, 9), kind="R-N16-1", text="不予公开")
    done("approve_legality", date(2026, 3, 10))
    done("approve_secrecy", date(2026, 3, 10))
    done("sign_reply", date(2026, 3, 10))
    done("deliver_reply", date(2026, 3, 11), way="post")
    assert done("reopen", date(2026, 5, 11), reason="责令重新答复").due_on == date(2026, 6, 8)


def test_a_conference_leaves_the_clock_and_the_state_as_they_are(done: Done) -> None:
    before = done("confirm", DAY)
    done("confer", date(2026, 3, 4), subject="是否属于过程性信息", participants="法规处、规划处")
    done("enter_view", date(2026, 3, 5), author="法规处", view="不属于", dissent="yes")
    after = done("conclude", date(2026, 3, 6), minute="多数意见认为应当公开")
    assert (after.state, after.due_on) == (before.state, before.due_on)


def test_a_request_is_not_abandoned_for_a_fee_before_its_day(done: Done) -> None:
    done("confirm", DAY)
    done("notify_fee", date(2026, 3, 4), basis="page", count="40", pay_by="银行转账")
    with pytest.raises(NotPermitted, match="请先办理“登记缴费通知送达”"):
        done("abandon_unpaid", date(2026, 4, 2))
    done("note_fee_delivered", date(2026, 4, 2), received_on="2026-03-06")
    with pytest.raises(NotPermitted, match=r"于2026年3月6日收到缴费通知.*于2026年4月3日届满"):
        done("abandon_unpaid", date(2026, 4, 3))
    assert done("abandon_unpaid", date(2026, 4, 7)).result == "R-ABANDON-FEE"

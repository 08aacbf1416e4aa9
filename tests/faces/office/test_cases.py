"""申请办件 on the screens: the queue, a case its clock in words, acts with their forms, refusals that lose nothing."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.test import Client

from gongkai.engines.casework import operations as ops
from gongkai.engines.casework.models import Case
from gongkai.engines.casework.ports import procedure_of
from gongkai.foundation.notices import operations as notices
from gongkai.foundation.notices.models import Notice
from gongkai.foundation.now import CHINA, frozen
from gongkai.foundation.organs.models import Organ
from tests.faces.office.test_lists import sheet_of

SignIn = Callable[..., Client]
DAY = date(2026, 3, 2)


@pytest.fixture
def case(organ: Organ, who: SimpleNamespace, at: datetime) -> Case:
    return ops.enter(procedure="requests", organ=organ, title="某村征地补偿方案", by=who.foi_clerk, at=at)


@pytest.fixture
def done(case: Case, who: SimpleNamespace) -> Callable[..., Case]:
    """Do one act on a day, as whoever the table names."""

    def run(act: str, day: date, **given: str) -> Case:
        doer = getattr(who, procedure_of("requests").act(act).role)
        morning = datetime.combine(day, time(9), tzinfo=CHINA)
        said = {"on": day.isoformat(), **given}
        return ops.do(case=case.uid, act=act, given=said, seen=case.events.count(), by=doer, at=morning)

    return run


@pytest.fixture
def desk(who: SimpleNamespace, sign_in: SignIn) -> Client:
    """The clerk's client."""
    return sign_in(who.foi_clerk)


def main_of(answer: object) -> str:
    html: str = answer.content.decode()  # type: ignore[attr-defined]
    return html.split('<main id="main"', 1)[1].split("</main>", maxsplit=1)[0]


def offered(client: Client, case: Case) -> set[str]:
    return set(re.findall(r"\?act=(\w+)#do", main_of(client.get(f"/office/cases/{case.number}/"))))


def test_the_queue_shows_days_used_and_left_and_whose_turn_it_is(
    case: Case, done: Callable[..., Case], desk: Client
) -> None:
    done("confirm", DAY)
    with frozen(datetime(2026, 3, 10, 9, tzinfo=CHINA)):
        page = main_of(desk.get("/office/cases/"))
    assert "2026-03-30" in page
    assert "6／20" in page
    assert "轮到我" in page
    assert case.number in page


def test_the_queue_is_narrowed_by_tab_state_and_words(
    case: Case, done: Callable[..., Case], desk: Client, organ: Organ, who: SimpleNamespace, at: datetime
) -> None:
    done("confirm", DAY)
    ops.enter(procedure="requests", organ=organ, title="某路施工许可", by=who.foi_clerk, at=at)
    for query, there, gone in (
        ("?standing=unreceived", "某路施工许可", "某村征地补偿方案"),
        ("?state=in_hand", "某村征地补偿方案", "某路施工许可"),
        ("?words=施工", "某路施工许可", "某村征地补偿方案"),
        ("?standing=overdue", "没有这样的办件", "某村征地补偿方案"),
    ):
        page = main_of(desk.get(f"/office/cases/{query}"))
        assert there in page, query
        assert gone not in page, query


def test_the_queue_turns_its_pages_and_its_file_has_them_all(
    desk: Client, organ: Organ, who: SimpleNamespace, at: datetime
) -> None:
    for n in range(53):
        ops.enter(procedure="requests", organ=organ, title=f"事项{n}", by=who.foi_clerk, at=at)
    first = desk.get("/office/cases/")
    [after] = re.findall(r'href="\?(after=[^"]+)" rel="next"', main_of(first))
    second = main_of(desk.get(f"/office/cases/?{after}"))
    numbers = [re.findall(r"/office/cases/(\d[\w]+-[\w-]+)/", page) for page in (main_of(first), second)]
    assert [len(found) for found in numbers] == [50, 3]
    assert sheet_of(desk.get("/office/cases/?xlsx=cases").content).max_row == 54


def test_who_has_no_post_in_a_procedure_is_told_whose_it_is(clerk: Client, case: Case) -> None:
    answer = clerk.get("/office/cases/")
    assert answer.status_code == 403
    assert "依申请公开经办人" in answer.content.decode()
    assert clerk.get(f"/office/cases/{case.number}/").status_code == 404


def test_a_foreign_case_answers_exactly_as_one_that_does_not_exist(
    case: Case, foreigner: SimpleNamespace, sign_in: SignIn
) -> None:
    stranger = sign_in(foreigner.foi_clerk)
    for tail in ("", "?act=confirm", "?xlsx=course"):
        there = stranger.get(f"/office/cases/{case.number}/{tail}")
        nowhere = stranger.get(f"/office/cases/nothing-there/{tail}")
        assert there.status_code == nowhere.status_code == 404
        assert there.content.replace(case.number.encode(), b"") == nowhere.content.replace(b"nothing-there", b"")
    assert stranger.post(f"/office/cases/{case.number}/confirm/", {"on": "2026-03-02", "seen": "0"}).status_code == 404


def test_the_clock_tells_every_step_with_its_article(case: Case, done: Callable[..., Case], desk: Client) -> None:
    done("confirm", DAY)
    done("consult_third_party", date(2026, 3, 4), whom="某公司")
    done("note_delivered", date(2026, 3, 6), letter="2", received_on="2026-03-06")
    with frozen(datetime(2026, 3, 10, 9, tzinfo=CHINA)):
        page = main_of(desk.get(f"/office/cases/{case.number}/"))
    assert "双方确认收到申请，答复期限为20个工作日，当日不计入。" in page
    assert "第三十三条第二款" in page
    assert "征求第三方意见" in page
    assert "（暂定）" in page
    assert "对方提前答复的，届满日相应提前。" in page


def test_the_buttons_are_the_acts_of_the_post(
    case: Case, done: Callable[..., Case], desk: Client, who: SimpleNamespace, sign_in: SignIn
) -> None:
    assert offered(desk, case) == {"confirm", "receive", "withdraw"}
    done("confirm", DAY)
    assert "note_delivered" not in offered(desk, case)
    assert offered(sign_in(who.foi_head), case) == {"extend", "delay"}
    assert offered(sign_in(who.signer), case) == set()
    assert offered(sign_in(who.openness_officer), case) == {"supervise"}
    page = main_of(sign_in(who.signer).get(f"/office/cases/{case.number}/"))
    assert "“提交答复审核”由本机关依申请公开经办人办理，您没有这个岗位。" in page


def test_an_act_is_done_from_its_form(case: Case, desk: Client, at: datetime) -> None:
    page = main_of(desk.get(f"/office/cases/{case.number}/?act=confirm"))
    assert 'value="2026-03-02"' in page
    answer = desk.post(f"/office/cases/{case.number}/confirm/", {"on": "2026-03-02", "seen": "0"}, follow=True)
    assert "已办理：双方确认收到申请。答复期限至2026年3月30日。" in answer.content.decode()


def test_a_refused_act_keeps_what_was_typed_and_says_all_that_is_wrong(
    case: Case, done: Callable[..., Case], desk: Client
) -> None:
    done("confirm", DAY)
    answer = desk.post(
        f"/office/cases/{case.number}/ask_to_correct/",
        {"on": "2026-03-02", "items": "请写明文号", "until_on": "", "seen": "1"},
    )
    page = main_of(answer)
    assert answer.status_code == 400
    assert "请填写“补正期限”。" in page
    assert "请写明文号" in page
    answer = desk.post(
        f"/office/cases/{case.number}/ask_to_correct/",
        {"on": "2026-03-02", "items": "请写明文号", "until_on": "2026-03-01", "seen": "1"},
    )
    assert answer.status_code == 403
    assert "补正期限须晚于告知之日" in main_of(answer)
    assert "请写明文号" in main_of(answer)


def test_what_another_did_meanwhile_is_shown_and_nothing_is_lost(
    case: Case, done: Callable[..., Case], desk: Client
) -> None:
    done("confirm", DAY)
    done("consult_organ", DAY, whom="东澜省财政厅")
    typed = {"kind": "R-OPEN", "text": "予以公开，随函附上。", "organ": "", "seen": "1"}
    answer = desk.post(f"/office/cases/{case.number}/propose_reply/", typed)
    page = main_of(answer)
    assert answer.status_code == 409
    assert "您查看之后又办理了新的事项" in page
    assert "予以公开，随函附上。" in page
    assert "东澜省财政厅" in page
    assert re.search(r'name="seen" value="2"', page)
    again = desk.post(f"/office/cases/{case.number}/propose_reply/", {**typed, "seen": "2"})
    assert again.status_code == 302


def test_letters_are_chosen_by_whom_they_went_to_and_codes_by_name(
    case: Case, done: Callable[..., Case], desk: Client
) -> None:
    done("confirm", DAY)
    done("consult_third_party", DAY, whom="某公司")
    page = main_of(desk.get(f"/office/cases/{case.number}/?act=note_delivered"))
    assert "征求第三方意见：某公司（2026年3月2日发出）" in page
    page = main_of(desk.get(f"/office/cases/{case.number}/?act=propose_reply"))
    assert '<option value="R-PART">部分公开（区分处理）</option>' in page
    assert "R-ABANDON-CORR" not in page


def test_a_code_there_is_not_is_refused_with_the_choices(case: Case, done: Callable[..., Case], desk: Client) -> None:
    done("confirm", DAY)
    answer = desk.post(f"/office/cases/{case.number}/propose_reply/", {"kind": "R-X", "text": "好", "seen": "1"})
    assert answer.status_code == 400
    assert "R-PART（部分公开（区分处理））" in main_of(answer)


def test_nobody_approves_what_they_proposed_and_the_page_says_so(
    case: Case, done: Callable[..., Case], who: SimpleNamespace, sign_in: SignIn
) -> None:
    done("confirm", DAY)
    done("propose_reply", DAY, kind="R-OPEN", text="予以公开")
    from gongkai.foundation.people.models import Person, Post

    person = Person.objects.get(uid=who.foi_clerk.uid)
    Post.objects.create(
        person=person, organ=case.organ, unit="办公室", role="legality_reviewer", since=date(2016, 1, 1)
    )
    both = sign_in(who.foi_clerk)
    page = main_of(both.get(f"/office/cases/{case.number}/"))
    assert "不能由提交的人自己办理" in page
    assert both.post(f"/office/cases/{case.number}/approve_legality/", {"seen": "2"}).status_code == 403
    weak = sign_in(who.foi_head, second_factor=False)
    assert weak.get(f"/office/cases/{case.number}/").status_code == 302


def test_a_reviewer_sees_a_case_while_its_reply_is_reviewed_and_sends_it_back(
    case: Case, done: Callable[..., Case], who: SimpleNamespace, sign_in: SignIn
) -> None:
    reviewer, address = sign_in(who.secrecy_reviewer), f"/office/cases/{case.number}/"
    done("confirm", DAY)
    assert reviewer.get(address).status_code == 404
    done("propose_reply", DAY, kind="R-OPEN", text="予以公开")
    assert offered(reviewer, case) == {"return_reply"}
    done("approve_legality", DAY, opinion="依据充分，同意公开。")
    page = main_of(reviewer.get(address))
    assert "依据充分，同意公开。" in page
    assert offered(reviewer, case) == {"approve_secrecy", "return_reply"}
    said = {"reason": "附件二尚未定密，不能公开。", "seen": "3"}
    answer = reviewer.post(f"{address}return_reply/", said, follow=True)
    assert answer.redirect_chain == [("/office/cases/", 302)]
    assert "已办理：退回修改。" in answer.content.decode()
    assert reviewer.get(address).status_code == 404


def test_a_conference_is_read_together_with_its_dissent_and_minute(
    case: Case, done: Callable[..., Case], desk: Client
) -> None:
    done("confirm", DAY)
    done("confer", DAY, subject="是否属于过程性信息", participants="法规处、规划处")
    done("enter_view", DAY, author="法规处", view="应当公开", dissent="yes")
    page = main_of(desk.get(f"/office/cases/{case.number}/"))
    assert "尚未了结" in page
    assert "有不同意见" in page
    done("conclude", DAY, minute="多数意见认为应当公开")
    page = main_of(desk.get(f"/office/cases/{case.number}/"))
    assert "已了结" in page
    assert "多数意见认为应当公开" in page


def test_the_course_can_be_taken_away(case: Case, done: Callable[..., Case], desk: Client) -> None:
    done("confirm", DAY)
    done("consult_organ", DAY, whom="=财政厅")
    sheet = sheet_of(desk.get(f"/office/cases/{case.number}/?xlsx=course").content)
    assert [cell.value for cell in sheet[3]][2] == "征求其他机关意见"
    assert "=财政厅" in str(sheet.cell(3, 6).value)


def test_what_waits_for_me_stands_first_at_home_with_reason_and_day(
    case: Case, done: Callable[..., Case], desk: Client, who: SimpleNamespace, sign_in: SignIn
) -> None:
    done("confirm", DAY)
    with frozen(datetime(2026, 4, 1, 9, tzinfo=CHINA)):
        page = main_of(desk.get("/office/"))
        assert f"/office/cases/{case.number}/" in page
        assert "已逾期" in page
        assert "应于2026年3月30日前答复，已逾期2个工作日" in page
        assert case.number not in main_of(sign_in(who.signer).get("/office/"))
        sheet = sheet_of(desk.get("/office/?xlsx=first").content)
    assert sheet.cell(2, 2).value == case.number


def test_pages_ask_a_bounded_number_of_questions(
    case: Case,
    done: Callable[..., Case],
    desk: Client,
    organ: Organ,
    who: SimpleNamespace,
    at: datetime,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    for n in range(12):
        ops.enter(procedure="requests", organ=organ, title=f"事项{n}", by=who.foi_clerk, at=at)
    done("confirm", DAY)
    desk.get("/office/cases/")
    with django_assert_max_num_queries(14):  # type: ignore[attr-defined]
        desk.get("/office/cases/")
    with django_assert_max_num_queries(18):  # type: ignore[attr-defined]
        desk.get(f"/office/cases/{case.number}/?act=propose_reply")


def test_a_page_is_light_however_long_the_queue(desk: Client, organ: Organ, who: SimpleNamespace, at: datetime) -> None:
    for n in range(80):
        ops.enter(
            procedure="requests",
            organ=organ,
            title=f"关于公开某某村集体土地征收补偿安置方案及其附件的申请{n}",
            by=who.foi_clerk,
            at=at + timedelta(minutes=n),
        )
    assert len(desk.get("/office/cases/").content) < 120_000


def test_a_notice_about_a_case_leads_to_it(case: Case, desk: Client, who: SimpleNamespace, at: datetime) -> None:
    with transaction.atomic():
        notices.post(
            to=who.foi_clerk.uid, subject="期限变了", body="请查看。", about=f"case:{case.number}", key="k", at=at
        )
    page = main_of(desk.get("/office/notices/"))
    assert f'name="about" value="case:{case.number}"' in page
    notice = Notice.objects.get()
    answer = desk.post(f"/office/notices/{notice.pk}/read/", {"about": notice.about})
    assert answer.headers["Location"] == f"/office/cases/{case.number}/"

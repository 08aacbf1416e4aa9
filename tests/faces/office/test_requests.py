"""登记申请 and what a case page shows of it: the receipt's rule, who asked, what came before."""

import re
from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.engines.casework.models import Case
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.organs.models import Organ
from gongkai.programmes.requests.models import Application, Complaint, ProofCopy, Rating
from tests.faces.office.test_cases import main_of
from tests.programmes.requests.test_copies import picture

SignIn = Callable[..., Client]
PROOF = "11010519491231002X"
FORM = {
    "organ": "000014349",
    "channel": "counter",
    "came": "2026-03-02",
    "confirmed": "",
    "kind": "person",
    "name": "周问渠",
    "proof_kind": "resident_id",
    "proof_number": PROOF,
    "contact": "",
    "phone": "13800138000",
    "mail": "",
    "address": "",
    "title": "东澜江防洪堤工程征地补偿安置方案",
    "number": "",
    "features": "",
    "form": "paper",
    "way": "pick_up",
}


@pytest.fixture
def desk(who: SimpleNamespace, sign_in: SignIn) -> Client:
    return sign_in(who.foi_clerk)


@pytest.fixture
def registered(desk: Client) -> Callable[..., str]:
    """Register an application; answers the number of its case."""

    def run(**changed: str) -> str:
        answer = desk.post("/office/cases/register/", {**FORM, **changed})
        assert answer.status_code == 302, main_of(answer)
        return re.findall(r"/office/cases/([\w-]+)/", answer["Location"])[0]

    return run


def test_a_fee_by_item_counts_on_from_what_the_applicant_asked_before_in_the_month(
    desk: Client, registered: Callable[..., str]
) -> None:
    before = [registered(title=f"征地方案{n}") for n in range(11)]
    number = registered(title="最后一件")
    registered(title="再后一件")
    page = main_of(desk.get(f"/office/cases/{number}/?act=notify_fee"))
    assert "当月在本件以前向本机关提出的申请有 11 件" in page
    assert all(one in page for one in before)
    assert re.search(r'name="before"\s+value="11"', page)
    said = {"on": "2026-03-02", "basis": "item", "count": "1", "before": "12", "pay_by": "转账", "seen": "1"}
    refused = desk.post(f"/office/cases/{number}/notify_fee/", said)
    assert "系统统计为11件，所填为12件" in main_of(refused)
    reasoned = {**said, "before_reason": "另有一件由传真收到，尚未登记"}
    assert desk.post(f"/office/cases/{number}/notify_fee/", reasoned).status_code == 302


def test_a_case_is_found_by_who_asked(desk: Client, registered: Callable[..., str]) -> None:
    number = registered(name="秦问道")
    other = registered(title="某路施工许可")
    page = main_of(desk.get("/office/cases/?words=问道"))
    assert number in page
    assert other not in page
    assert other in main_of(desk.get("/office/cases/?words=施工"))


def test_what_comes_over_the_counter_is_received_that_day_and_the_rule_is_told(desk: Client) -> None:
    answer = desk.post("/office/cases/register/", FORM, follow=True)
    html = answer.content.decode()
    assert "收到申请之日为2026年3月2日" in html
    assert "第三十一条第（一）项" in html
    assert "答复期限至2026年3月30日" in html
    assert Case.objects.get().state == "in_hand"


def test_the_code_is_shown_once(desk: Client) -> None:
    answer = desk.post("/office/cases/register/", FORM, follow=True)
    code = re.findall(r"[2-9a-z]{4}(?:-[2-9a-z]{4}){3}", main_of(answer))
    assert len(code) == 1
    assert code[0] not in desk.get(f"/office/cases/{Case.objects.get().number}/").content.decode()


@pytest.mark.parametrize("channel", ["ordinary_mail", "fax"])
def test_what_must_be_confirmed_waits_for_it(desk: Client, channel: str) -> None:
    answer = desk.post("/office/cases/register/", {**FORM, "channel": channel}, follow=True)
    assert "请与申请人确认收到" in answer.content.decode()
    assert Case.objects.get().state == "unconfirmed"
    assert "?act=confirm#do" in main_of(answer)


def test_everything_missing_is_said_at_once_and_what_was_typed_stays(desk: Client, who: SimpleNamespace) -> None:
    answer = desk.post("/office/cases/register/", {**FORM, "name": "", "title": "", "proof_number": "123"})
    page = main_of(answer)
    assert answer.status_code == 400
    for said in ("请填写申请人的姓名或者名称", "请写明要什么政府信息", "居民身份证号码应为18位"):
        assert said in page
    assert "13800138000" in page
    assert not Case.objects.exists()


def test_a_claim_that_a_record_is_wrong_is_registered_shown_and_has_no_limit(desk: Client) -> None:
    kept = {key: FORM[key] for key in FORM if key not in {"confirmed", "title", "number", "features", "form"}}
    said = {"record": "社会保险缴费记录", "wrong": "2024年3月没有缴费", "right": "已缴费", "evidence": "缴费回单"}
    lacking = desk.post("/office/cases/register-rectification/", {**kept, **said, "evidence": ""})
    assert (lacking.status_code, "有什么证据证明记录不准确" in main_of(lacking)) == (400, True)
    files = {
        name: SimpleUploadedFile(f"{name}.png", picture(), "image/png") for name in ("evidence_file", "proof_copy")
    }
    answer = desk.post("/office/cases/register-rectification/", {**kept, **said, **files}, follow=True)
    page = main_of(answer)
    number = Case.objects.get().number
    for told in (
        "没有法定期限",
        "没有规定办理更正申请的期限",
        "2024年3月没有缴费",
        "查看证据材料",
        "查看证件扫描件",
        "第四十一条",
    ):
        assert told in page, told
    assert PROOF not in page
    opened = desk.post(f"/office/cases/{number}/reveal/", {"what": "evidence"})
    assert (opened["Content-Type"], opened["Cache-Control"]) == ("image/png", "no-store")
    assert PROOF in desk.post(f"/office/cases/{number}/reveal/").content.decode()
    assert "没有法定期限" in main_of(desk.get("/office/cases/"))


def test_a_scan_of_the_proof_is_registered_sealed_as_an_applicants_own(desk: Client) -> None:
    too_large = SimpleUploadedFile("证.png", b"0" * (6 * 1024 * 1024), "image/png")
    refused = desk.post("/office/cases/register/", {**FORM, "proof_copy": too_large})
    assert (refused.status_code, "不能超过5MB" in main_of(refused)) == (400, True)
    assert not Case.objects.exists()
    scan = picture()
    answer = desk.post(
        "/office/cases/register/", {**FORM, "proof_copy": SimpleUploadedFile("证.png", scan, "image/png")}, follow=True
    )
    assert "查看证件扫描件" in main_of(answer)
    assert scan not in bytes(ProofCopy.objects.get().sealed)
    opened = desk.post(f"/office/cases/{Case.objects.get().number}/reveal/", {"what": "copy"})
    assert opened.content == scan


def test_only_a_clerk_registers(who: SimpleNamespace, sign_in: SignIn) -> None:
    for role in ("foi_head", "drafter", "auditor"):
        assert sign_in(getattr(who, role)).get("/office/cases/register/").status_code == 403


def test_the_proof_is_masked_and_shown_whole_only_by_an_act_of_the_journal(
    desk: Client, registered: Callable[..., str], who: SimpleNamespace, sign_in: SignIn
) -> None:
    number = registered()
    page = desk.get(f"/office/cases/{number}/").content.decode()
    assert PROOF not in page
    assert "110" in page
    assert "＊＊＊＊" in page
    shown = desk.post(f"/office/cases/{number}/reveal/").content.decode()
    assert PROOF in shown
    entry = Entry.objects.get(act="requests.revealed")
    assert entry.by == who.foi_clerk.uid
    assert PROOF not in str(entry.facts)
    assert PROOF not in desk.get(f"/office/cases/{number}/").content.decode()
    assert sign_in(who.auditor).post(f"/office/cases/{number}/reveal/").status_code == 403


def test_earlier_ones_of_the_same_and_similar_ones_of_anyone_are_shown(
    desk: Client, registered: Callable[..., str], at: datetime
) -> None:
    first = registered()
    other = registered(name="吴求是", proof_kind="passport", proof_number="E12345678", phone="13900139000")
    again = registered(title="东澜江防洪堤工程征地补偿安置方案及批复")
    page = main_of(desk.get(f"/office/cases/{again}/"))
    earlier = page.split("同一申请人此前的申请")[1].split("内容相近的申请")[0]
    assert first in earlier
    assert other not in earlier
    assert other in page.split("内容相近的申请")[1]
    assert "收到该申请人的申请 2 件" in page


def test_an_application_of_several_matters_is_split(desk: Client, registered: Callable[..., str]) -> None:
    number = registered(features="一是征地方案；二是环评报告")
    assert "拆分申请" in main_of(desk.get(f"/office/cases/{number}/"))
    refused = desk.post(f"/office/cases/{number}/split/", {"parts": "征地方案", "seen": "1"})
    assert refused.status_code == 400
    assert "至少两件" in main_of(refused)
    assert "征地方案</textarea>" in main_of(refused).replace("\n", "")
    done = desk.post(f"/office/cases/{number}/split/", {"parts": "征地方案\n环评报告", "seen": "1"}, follow=True)
    assert "已拆分为2件" in done.content.decode()
    assert Case.objects.count() == 2
    assert "拆分出的各件" in main_of(done)


def test_the_page_of_a_request_asks_a_bounded_number_of_questions(
    desk: Client, registered: Callable[..., str], organ: Organ, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    numbers = [registered() for _ in range(6)]
    desk.get(f"/office/cases/{numbers[-1]}/")
    with django_assert_max_num_queries(26):  # type: ignore[attr-defined]
        desk.get(f"/office/cases/{numbers[-1]}/")


def test_a_complaint_and_a_rating_are_read_on_the_case_and_led_to_by_the_supervision(
    desk: Client, registered: Callable[..., str], who: SimpleNamespace, sign_in: SignIn, at: datetime
) -> None:
    number = registered()
    application = Application.objects.get(case__number=number)
    assert "投诉和评价" not in main_of(desk.get(f"/office/cases/{number}/"))
    Complaint.objects.create(application=application, text="逾期未答复<b>", at=at)
    Rating.objects.create(application=application, score=2, words="太慢", at=at)
    page = main_of(desk.get(f"/office/cases/{number}/"))
    assert "逾期未答复&lt;b&gt;" in page
    assert "评价 2 分" in page
    assert "太慢" in page
    page = main_of(sign_in(who.openness_officer).get("/office/supervision/"))
    assert page.count(f"/office/cases/{number}/#voices") == 2
    assert "太慢" not in page


def test_an_act_the_channel_never_allows_is_not_offered(desk: Client, registered: Callable[..., str]) -> None:
    waiting = main_of(desk.get(f"/office/cases/{registered(channel='fax')}/"))
    assert "?act=confirm#do" in waiting
    assert "act=receive" not in waiting
    assert "收到申请”" not in waiting


def test_editing_the_reply_stands_among_what_carries_the_case_on(desk: Client, registered: Callable[..., str]) -> None:
    number = registered()
    desk.post(f"/office/cases/{number}/propose_reply/", {"kind": "R-OPEN", "text": "予以公开。", "seen": "1"})
    page = main_of(desk.get(f"/office/cases/{number}/"))
    assert page.index("推进办理") < page.index("?act=edit_reply#do") < page.index("征求意见和期限")

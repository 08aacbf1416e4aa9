"""Applying for information and following it, without an account: nothing typed is lost, nothing told without code."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.engines.casework import operations as casework
from gongkai.engines.publishing import operations as publishing
from gongkai.engines.publishing.models import Edition
from gongkai.foundation.letters import operations as letters
from gongkai.foundation.letters.models import Letter
from gongkai.foundation.now import frozen
from gongkai.foundation.people.actors import SYSTEM
from gongkai.programmes.requests import paying
from gongkai.programmes.requests.models import AnswerFound, Application, ApplicationDraft, ProofCopy
from tests.programmes.requests.conftest import PLAN, ZHANG
from tests.programmes.requests.test_copies import picture

WANTED = {"title": PLAN.title, "number": "", "features": PLAN.features}
WHO = {
    "kind": "person",
    "name": ZHANG.name,
    "proof_kind": "resident_id",
    "proof_number": ZHANG.proof_number,
    "phone": ZHANG.phone,
}
HOW = {"form": "electronic", "way": "online"}


@pytest.fixture(autouse=True)
def fresh() -> None:
    cache.clear()


@pytest.fixture
def draft(site: Any, organ: Any) -> str:
    """The address of the first step, without its last part."""
    answer = site.post(reverse("portal:apply-begin"), {"organ": organ.code})
    return str(answer["Location"]).removesuffix("wanted/")


def test_a_nul_is_taken_out_before_anything_is_asked_of_the_database(site: Any, draft: str, organ: Any) -> None:
    assert site.post(reverse("portal:apply-begin"), {"organ": f"{organ.code}\0"}).status_code == 302
    assert site.post(f"{draft}answers/", {"record": "nothing\0"}).status_code == 404
    assert site.post(f"{draft}answers/", {"record": "\0"}).status_code == 302


def handed_in(site: Any, draft: str, **changed: str) -> tuple[str, str]:
    """Fill in every step and submit; answers number and code."""
    for step, said in (("wanted", WANTED), ("applicant", {**WHO, **changed}), ("delivery", HOW)):
        assert site.post(f"{draft}{step}/", said).status_code == 302, step
    page = site.post(f"{draft}check/").content.decode()
    return tuple(re.search(rf'id="receipt-{name}">([^<]+)<', page)[1] for name in ("number", "code"))


def follow(site: Any, number: str, code: str, **more: Any) -> Any:
    return site.post("/requests/follow/", {"number": number, "code": code, **more})


def act(number: str, name: str, at: Any, **given: str) -> None:
    case = Application.objects.get(case__number=number).case
    given = {"on": at.date().isoformat(), **given}
    casework.do(case=case.uid, act=name, given=given, seen=case.events.count(), by=SYSTEM, at=at)


def test_an_application_from_the_first_step_to_the_receipt(site: Any, draft: str, organ: Any) -> None:
    assert site.get(f"{draft}answers/")["Location"].endswith("/applicant/"), "nothing public looks like it"
    number, code = handed_in(site, draft)
    made = Application.objects.get(case__number=number)
    assert (made.case.organ, made.name, made.channel, made.case.state) == (organ, "张文", "online", "unconfirmed")
    assert follow(site, number, code).status_code == 200
    assert site.get(f"{draft}check/").status_code == 404
    assert site.post(f"{draft}check/").status_code == 404, "handed in twice it is one application"
    assert Application.objects.count() == 1


def test_nothing_typed_is_lost_on_a_mistake_and_all_mistakes_are_told(site: Any, draft: str) -> None:
    wrong = site.post(f"{draft}applicant/", {**WHO, "proof_number": "123", "phone": ""})
    page = wrong.content.decode()
    assert wrong.status_code == 400
    assert "与校验码相符" in page
    assert "至少填写一种联系方式" in page
    assert f'value="{ZHANG.name}"' in page


def test_a_draft_is_gone_on_with_later_and_its_number_is_not_shown_again(site: Any, draft: str) -> None:
    site.post(f"{draft}wanted/", WANTED)
    site.post(f"{draft}applicant/", WHO)
    assert PLAN.title in site.get(f"{draft}wanted/").content.decode()
    for step in ("applicant", "check"):
        page = site.get(f"{draft}{step}/").content.decode()
        assert ZHANG.proof_number not in page
        assert "339＊" in page
    assert site.post(f"{draft}applicant/", {**WHO, "proof_number": ""}).status_code == 302
    kept = ApplicationDraft.objects.get()
    assert ZHANG.proof_number not in kept.sealed
    assert draft.split("/")[-2] not in kept.key_hash


def test_what_is_posted_needs_an_address(site: Any, draft: str) -> None:
    site.post(f"{draft}wanted/", WANTED)
    site.post(f"{draft}applicant/", WHO)
    answer = site.post(f"{draft}delivery/", {"form": "paper", "way": "post"})
    assert answer.status_code == 400
    assert "请填写通信地址" in answer.content.decode()


def test_submitting_too_early_says_everything_that_is_missing(site: Any, draft: str) -> None:
    answer = site.post(f"{draft}check/")
    assert answer.status_code == 400
    assert "第（一）项" in answer.content.decode()
    assert ApplicationDraft.objects.exists()


def test_a_published_answer_spares_the_application_and_counts(site: Any, draft: str, press: Any, settled: Any) -> None:
    uid = press.release(title="某村征地补偿安置方案的公告")
    settled()
    site.post(f"{draft}wanted/", WANTED)
    page = site.get(f"{draft}answers/").content.decode()
    assert "某村征地补偿安置方案的公告" in page
    answer = site.post(f"{draft}answers/", {"record": uid})
    assert answer["Location"] == f"/documents/{uid}/"
    assert AnswerFound.objects.get(record=uid).times == 1
    assert not ApplicationDraft.objects.exists()


def test_without_number_and_code_there_is_exactly_nothing(site: Any, draft: str) -> None:
    number, code = handed_in(site, draft)
    wrong = "2222-2222-2222-2222"

    def told(number: str, code: str, **more: str) -> tuple[int, str]:
        answer = follow(site, number, code, **more)
        return answer.status_code, re.sub(r'value="[^"]*"', "", answer.content.decode())

    nothing = told("000014349-requests-2026-09999", wrong)
    assert nothing[0] == 404
    assert told(number, wrong) == told("000014349-requests-2026-09999", code) == nothing
    assert told(number, wrong, act="withdraw", text="x") == nothing
    assert Application.objects.get().case.state == "unconfirmed"


def test_a_correction_is_answered_where_it_is_followed(site: Any, draft: str, at: Any) -> None:
    number, code = handed_in(site, draft)
    act(number, "confirm", at)
    act(number, "ask_to_correct", at, items="请写明是哪一年的方案", until_on="2026-03-20")
    assert "补正期限：2026年3月20日" in follow(site, number, code).content.decode()
    page = follow(site, number, code).content.decode()
    assert "请写明是哪一年的方案" in page
    again = follow(site, number, code, act="correct", text="").content.decode()
    assert "请写明补正的内容" in again
    done = follow(site, number, code, act="correct", text="2025年").content.decode()
    assert "已经收到您的补正" in done
    assert Application.objects.get().case.state == "in_hand"


def test_deliberations_and_a_draft_answer_stay_inside(site: Any, draft: str, at: Any) -> None:
    number, code = handed_in(site, draft)
    act(number, "confirm", at)
    act(number, "consult_third_party", at, whom="秘而不宣公司")
    act(number, "enter_opinion", at, letter="2", stance="agree", opinion="秘而不宣的意见")
    act(number, "propose_reply", at, kind="R-OPEN", text="秘而不宣的答复")
    act(number, "approve_legality", at)
    act(number, "approve_secrecy", at)
    page = follow(site, number, code).content.decode()
    assert "征求第三方意见" in page
    assert "秘而不宣" not in page
    assert "待签发" not in page
    assert "审核" not in page
    act(number, "sign_reply", at)
    assert "秘而不宣" not in follow(site, number, code).content.decode()
    act(number, "deliver_reply", at, way="network")
    page = follow(site, number, code).content.decode()
    assert "秘而不宣的答复" in page
    assert "秘而不宣公司" not in page


def test_withdrawn_rated_and_complained(site: Any, draft: str) -> None:
    number, code = handed_in(site, draft)
    assert "已经撤回这件申请" in follow(site, number, code, act="withdraw").content.decode()
    assert follow(site, number, code, act="rate", score="9" * 5000).status_code == 400
    assert "谢谢您的评价" in follow(site, number, code, act="rate", score="4").content.decode()
    assert "已经收到您的投诉" in follow(site, number, code, act="complain", text="慢").content.decode()
    made = Application.objects.get()
    assert (made.rating.score, made.complaints.count()) == (4, 1)


def test_too_many_tries_are_told_to_wait(site: Any, draft: str) -> None:
    number, code = handed_in(site, draft)
    statuses = {follow(site, number, "x").status_code for _ in range(30)}
    assert statuses == {404}
    assert follow(site, number, code).status_code == 429


def test_no_public_page_feed_map_or_search_says_a_word_of_a_request(
    site: Any, draft: str, organ: Any, settled: Any
) -> None:
    number, _ = handed_in(site, draft)
    settled()
    addresses = [
        "/", "/openness/", "/policies/", f"/search/?q={PLAN.title}", "/search/suggest?q=某村征地", "/search/feed.atom",
        "/sitemap.xml", "/sitemap-pages.xml", "/requests/", "/requests/apply/", f"/organs/{organ.code}/guide/",
    ]  # fmt: skip
    for address in addresses:
        page = site.get(address).content.decode().replace(f'value="{PLAN.title}"', "")
        page = re.sub(rf"[“：>]{PLAN.title}[”< ]|q={PLAN.title}", "", page)
        for told in (PLAN.title, ZHANG.name, number):
            assert told not in page, address


def test_what_is_private_is_never_kept_by_anybody(site: Any, draft: str) -> None:
    number, code = handed_in(site, draft)
    for answer in (site.get("/requests/apply/"), site.get("/requests/follow/"), follow(site, number, code)):
        assert "no-store" in answer["Cache-Control"]
        assert 'content="noindex"' in answer.content.decode()


def test_english_is_complete(site: Any, draft: str, at: Any) -> None:
    number, code = handed_in(site, draft)
    act(number, "confirm", at)
    for answer in (
        site.get("/requests/?lang=en"),
        site.get("/requests/follow/?lang=en"),
        site.post("/requests/follow/?lang=en", {"number": number, "code": code}),
    ):
        page = re.sub(r"<(\w+)[^>]* lang=\"zh[^>]*>.*?</\1>", "", answer.content.decode(), flags=re.DOTALL)
        body = page[page.index('<div class="page">') : page.index("</main>")]
        left = [line.strip() for line in re.sub(r"<[^>]+>", "\n", body).splitlines() if re.search("[一-鿿]", line)]
        assert left == []


def test_who_goes_back_after_handing_in_reads_that_it_was_handed_in(site: Any, draft: str) -> None:
    handed_in(site, draft)
    answer = site.get(f"{draft}check/")
    assert answer.status_code == 404
    assert "这份申请已经提交" in answer.content.decode()


def test_following_takes_few_queries(site: Any, draft: str, at: Any, django_assert_max_num_queries: Any) -> None:
    number, code = handed_in(site, draft)
    act(number, "confirm", at + timedelta(minutes=1))
    with django_assert_max_num_queries(14):
        follow(site, number, code)


def test_a_letter_without_pdf_is_given_as_docx(site: Any, draft: str, at: Any) -> None:
    number, code = handed_in(site, draft)
    act(number, "confirm", at)
    made = Letter.objects.get()
    assert "下载" not in follow(site, number, code).content.decode().split("给您的公函")[1].split("</section>")[0]
    letters.make_files(letter=made.uid, by=SYSTEM, at=at)
    Letter.objects.update(pdf=None)
    assert "下载 Word" in follow(site, number, code).content.decode()
    answer = follow(site, number, code, act="letter", letter=made.uid)
    assert answer["Content-Disposition"].endswith('.docx"')
    assert answer.content.startswith(b"PK")


def test_who_got_no_answer_in_time_is_told_where_to_turn(site: Any, draft: str, at: Any) -> None:
    number, code = handed_in(site, draft)
    act(number, "confirm", at)
    assert "逾期没有答复怎么办" not in follow(site, number, code).content.decode()
    with frozen(at + timedelta(days=60)):
        page = follow(site, number, code).content.decode()
    assert "逾期没有答复怎么办" in page
    assert "对行政机关逾期不予答复不服的" in page


def test_published_answers_are_listed_searched_fed_and_linked_where_one_begins(
    site: Any, draft: str, press: Any, settled: Any, organ: Any
) -> None:
    uid = press.release(kind="answer", title="关于某村征地补偿标准的答复", document_number="")
    other = press.release(title="关于某村征地的通知")
    settled()
    for query in ("", "?q=征地补偿标准", f"?organ={organ.code}", "?since=2020-01-01", "?kind=document"):
        page = site.get(f"/requests/answers/{query}").content.decode()
        assert ((uid in page), (other in page)) == (query != "?kind=document", False), query
    for address in ("feed.atom", "feed.json", "list.csv"):
        answer = site.get(f"/requests/answers/{address}")
        said = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert uid in said.decode(), address
    assert "/requests/answers/" in site.get("/requests/").content.decode()
    site.post(f"{draft}wanted/", {**WANTED, "features": ""})
    page = site.get(f"{draft}answers/").content.decode()
    assert uid in page
    assert "/requests/answers/" in page
    assert 'data-suggest="/search/suggest?for=apply"' in site.get(f"{draft}wanted/").content.decode()
    site.post(f"{draft}answers/", {"record": uid})
    offered = [site.get(f"/search/suggest?q=某村征地{more}").json()["suggestions"] for more in ("", "&for=apply")]
    assert [[one["label"] for one in row if uid in one["href"]] for row in offered] == [
        ["文件"],
        ["1 人在这里找到了答案"],
    ]
    listed = site.get("/requests/answers/")
    assert ("1 人在这里找到了答案" in listed.content.decode(), listed["Cache-Control"]) == (True, "no-store")
    told = site.get("/api/v1/requests/answers").json()["items"]
    assert [(one["record"], one["helped"]) for one in told] == [(uid, 1)]
    assert site.get("/api/v1/requests/answers?q=征地补偿").json()["items"] == told


def test_the_applicant_is_told_where_the_answer_became_public(site: Any, draft: str, at: Any, press: Any) -> None:
    number, code = handed_in(site, draft)
    act(number, "confirm", at)
    act(number, "propose_reply", at, kind="R-OPEN", text="每亩6万元")
    act(number, "approve_legality", at)
    act(number, "approve_secrecy", at)
    act(number, "sign_reply", at)
    act(number, "deliver_reply", at, way="network", publish="yes", theme="05")
    assert "主动公开" not in follow(site, number, code).content.decode().split("<main", 1)[1].split("</main>")[0]
    edition = Edition.objects.get(kind="answer")
    for role in ("unit_head", "secrecy_reviewer", "signer"):
        publishing.approve(record=edition.record.uid, sha256=edition.sha256, by=press.who(role), at=at)
    publishing.release(record=edition.record.uid, by=press.who("publisher"), at=at)
    page = follow(site, number, code).content.decode()
    assert f"/documents/{edition.record.uid}/" in page
    public = site.get(f"/documents/{edition.record.uid}/").content.decode()
    assert number not in public
    assert ZHANG.name not in public


def test_a_scan_is_kept_through_a_refused_form_and_goes_in_with_the_application(site: Any, draft: str) -> None:
    scan = SimpleUploadedFile("证件.png", picture(), "image/png")
    wrong = site.post(f"{draft}applicant/", {**WHO, "name": "", "proof_copy": scan})
    assert wrong.status_code == 400
    assert "扫描件已经上传" in wrong.content.decode()
    assert site.post(f"{draft}applicant/", WHO).status_code == 302
    assert "已上传" in site.get(f"{draft}check/").content.decode()
    for content, why in ((b"MZ" + bytes(900), "可执行程序"), (bytes(7 * 1024 * 1024), "不能超过5MB")):
        bad = SimpleUploadedFile("a.png", content, "image/png")
        answer = site.post(f"{draft}applicant/", {**WHO, "proof_copy": bad})
        assert answer.status_code == 400
        assert why in answer.content.decode()
    number, code = handed_in(site, draft)
    assert Application.objects.get().proof_copy.extension == "png"
    scan = SimpleUploadedFile("证件.jpg", picture("JPEG"), "image/jpeg")
    answer = follow(site, number, code, act="prove", proof_copy=scan)
    assert "已经收到身份证明的扫描件" in answer.content.decode()
    assert Application.objects.get().proof_copy.extension == "jpg"


def test_a_scan_taken_off_is_not_handed_in(site: Any, draft: str) -> None:
    scan = SimpleUploadedFile("a.png", picture(), "image/png")
    site.post(f"{draft}applicant/", {**WHO, "proof_copy": scan})
    handed_in(site, draft, drop_copy="on")
    assert not ProofCopy.objects.exists()


def test_a_fee_is_paid_on_the_simulated_page_and_only_where_it_is_bound(site: Any, draft: str, at: Any) -> None:
    number, code = handed_in(site, draft)
    act(number, "confirm", at)
    act(number, "notify_fee", at, basis="page", count="40", pay_by="网上缴纳")
    assert "缴款码" not in follow(site, number, code).content.decode()
    paying.bind(paying.SimulatedPayments())
    try:
        assert "在线缴费" in follow(site, number, code).content.decode()
        page = follow(site, number, code, act="bill").content.decode()
        address = re.search(r'href="(/requests/pay/\d+/)"', page)[1]  # type: ignore[index]
        assert "应缴金额：100元" in page
        shown = site.get(address).content.decode()
        assert "不收取任何费用" in shown
        assert number not in shown
        assert "DEMO" in site.post(address).content.decode()
    finally:
        paying.bind(None)
    assert site.get(address).status_code == 404
    assert Application.objects.get().case.state == "in_hand"


def test_a_record_about_oneself_is_asked_to_be_put_right_and_followed(site: Any, organ: Any, at: Any) -> None:
    asking = f"/requests/rectify/?organ={organ.code}"
    said = {"record": "社会保险缴费记录", "wrong": "2024年3月没有缴费", "right": "已缴费", "evidence": "缴费回单"}
    file = SimpleUploadedFile("回单.png", picture(), "image/png")
    wrong = site.post(asking, {**WHO, **said, "evidence": "", "name": "", "evidence_file": file})
    assert wrong.status_code == 400
    for sentence in (
        "有什么证据证明记录不准确",
        "姓名或者名称",
        "2024年3月没有缴费",
        "请重新选择文件：</strong> <span>回单.png",
    ):
        assert sentence in wrong.content.decode()
    file = SimpleUploadedFile("回单.png", picture(), "image/png")
    page = site.post(asking, {**WHO, **said, "evidence_file": file}).content.decode()
    assert "补正" not in re.search(r"<ol.*?</ol>", page, re.DOTALL)[0]
    number, code = (re.search(rf'id="receipt-{name}">([^<]+)<', page)[1] for name in ("number", "code"))
    seen = follow(site, number, code).content.decode()
    assert "条例没有规定更正申请的办理期限" in seen
    assert "收到更正申请" in seen
    outcome = {"kind": "C-REFERRED", "text": "由税务机关征收。", "organ": "东澜省税务局"}
    act(number, "propose_reply", at, **outcome)
    assert "税务" not in follow(site, number, code).content.decode()
    act(number, "sign_reply", at)
    act(number, "deliver_reply", at, way="network")
    told = follow(site, number, code).content.decode()
    assert re.search(r"有权更正的行政机关：\s*<strong[^>]*>东澜省税务局", told)
    assert "不服答复怎么办" in told

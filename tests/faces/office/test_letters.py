"""Letters on the screens: read, downloaded, drafted; words and templates set by the head; the archive package."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.foundation.letters import operations
from gongkai.foundation.letters.models import Letter
from gongkai.foundation.mail.operations import note_sent, receive_mail
from gongkai.foundation.now import CHINA, frozen
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import SYSTEM
from gongkai.programmes.requests import lettering
from gongkai.programmes.requests import operations as requests
from gongkai.programmes.requests.package import LIST, package
from tests.faces.office.test_cases import case, done, main_of
from tests.programmes.requests.conftest import PLAN, ZHANG

__all__ = ["case", "done"]
DAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 12, 12, tzinfo=CHINA)
Done = Callable[..., Case]
SignIn = Callable[..., Client]


@pytest.fixture
def replied(case: Case, done: Done, who: SimpleNamespace, at: datetime) -> Case:
    done("confirm", DAY)
    done("propose_reply", date(2026, 3, 9), kind="R-N15", text="第三方不同意公开。")
    done("approve_legality", date(2026, 3, 10))
    done("approve_secrecy", date(2026, 3, 10))
    done("sign_reply", date(2026, 3, 10))
    done("deliver_reply", date(2026, 3, 11), way="post", mail_number="XA12345678999")
    for held in lettering.letters_in(case):
        operations.make_files(letter=held.letter.uid, by=who.foi_clerk, at=at)
    return case


def got(client: Client, address: str) -> bytes:
    with frozen(NOON):
        answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.getvalue()  # type: ignore[no-any-return]


def test_a_reply_is_edited_from_its_composed_text_and_reviewers_see_where(
    case: Case, done: Done, who: SimpleNamespace, sign_in: SignIn
) -> None:
    done("confirm", DAY)
    done("propose_reply", date(2026, 3, 9), kind="R-N15", text="第三方不同意公开。")
    page = f"/office/cases/{case.number}/"
    clerk = sign_in(who.foi_clerk)
    with frozen(NOON):
        form = main_of(clerk.get(f"{page}?act=edit_reply"))
        assert "第三方不同意公开。</textarea>" in form
        assert "答复书正文修改之处" not in form
        said = {"body": f"申请（编号：{case.number}）不予公开。\n依据《中华人民共和国政府信息公开条例》。", "seen": "2"}
        assert clerk.post(f"{page}edit_reply/", said).status_code == 302
        page = main_of(sign_in(who.legality_reviewer).get(page))
    assert "没有写明依据“第十五条”。" in page
    assert "<del>" in page
    assert "<ins>" in page


def test_an_edit_of_a_reply_that_came_back_is_offered_for_the_one_proposed_anew(
    case: Case, done: Done, who: SimpleNamespace, sign_in: SignIn
) -> None:
    proposed = {"kind": "R-N15", "text": "第三方不同意公开。"}
    done("confirm", DAY)
    done("propose_reply", date(2026, 3, 9), **proposed)
    done("edit_reply", date(2026, 3, 9), body="经办人改过的正文。")
    done("return_reply", date(2026, 3, 10), reason="请补充")
    done("propose_reply", date(2026, 3, 10), **proposed)
    page, clerk = f"/office/cases/{case.number}/", sign_in(who.foi_clerk)
    with frozen(NOON):
        assert "用上一次修改的正文" in main_of(clerk.get(page))
        assert "经办人改过的正文。</textarea>" in main_of(clerk.get(f"{page}?act=edit_reply&from=earlier"))
        assert "第三方不同意公开。</textarea>" in main_of(clerk.get(f"{page}?act=edit_reply"))
        assert "用上一次修改的正文" not in main_of(sign_in(who.legality_reviewer).get(page))
        assert clerk.post(f"{page}edit_reply/", {"body": "经办人改过的正文。", "seen": "5"}).status_code == 302
        assert "用上一次修改的正文" not in main_of(clerk.get(page))


def test_the_page_shows_letters_delivery_and_remedies(replied: Case, who: SimpleNamespace, sign_in: SignIn) -> None:
    page = main_of(sign_in(who.foi_clerk).get(f"/office/cases/{replied.number}/"))
    assert "依复〔2026〕1号" in page
    assert "邮件号XA12345678999，以交邮之日2026年3月11日为准" in page
    assert "国办公开办函〔2016〕235号" in page
    assert "先向" in page
    assert "公函设置" not in page


def test_a_letter_is_downloaded_as_docx_and_pdf(replied: Case, who: SimpleNamespace, sign_in: SignIn) -> None:
    client, letter = sign_in(who.signer), lettering.letters_in(replied)[-1].letter
    docx = got(client, f"/office/cases/{replied.number}/letters/{letter.uid}/docx")
    assert letter.number in [paragraph.text for paragraph in Document(io.BytesIO(docx)).paragraphs]
    assert got(client, f"/office/cases/{replied.number}/letters/{letter.uid}/pdf").startswith(b"%PDF")


def test_the_decision_is_read_as_a_draft_by_who_signs_it(
    case: Case, done: Done, who: SimpleNamespace, sign_in: SignIn
) -> None:
    done("confirm", DAY)
    done("propose_reply", date(2026, 3, 9), kind="R-MAKE", text="需要加工。")
    client = sign_in(who.foi_head)
    assert "答复书草稿" in main_of(client.get(f"/office/cases/{case.number}/"))
    docx = got(client, f"/office/cases/{case.number}/letters/draft/docx")
    words = [paragraph.text for paragraph in Document(io.BytesIO(docx)).paragraphs]
    assert "（待编号）" in words
    assert "2026年3月12日" in words


def test_the_archive_package_holds_all_and_proves_it(
    replied: Case, done: Done, who: SimpleNamespace, sign_in: SignIn
) -> None:
    client, address = sign_in(who.foi_clerk), f"/office/cases/{replied.number}/package.zip"
    assert client.get(address).status_code == 409
    done("archive", date(2026, 3, 12), retention="thirty")
    packed = got(client, address)
    with zipfile.ZipFile(io.BytesIO(packed)) as zipped:
        listed = json.loads(zipped.read(LIST))
        names = {entry["名称"] for entry in listed["文件"]}
        assert names == set(zipped.namelist()) - {LIST}
        course = zipped.read("办理经过.txt").decode()
        reckoning = zipped.read("期限计算.txt").decode()
    assert (listed["保管期限"], listed["办理结果"]) == ("30年", "R-N15")
    assert sum(name.endswith(".pdf") for name in names) == 2
    assert "送达：通过邮政企业邮寄送达" in course
    assert "答复内容：第三方不同意公开。" in course
    assert "届满日：2026年3月30日" in reckoning
    assert got(client, address) == packed


def test_the_package_of_a_reopened_case_reckons_to_its_last_end(
    replied: Case, done: Done, who: SimpleNamespace
) -> None:
    done("reopen", date(2026, 3, 16), reason="复议撤销", day_source="送达")
    done("propose_reply", date(2026, 3, 20), kind="R-OPEN", text="公开。")
    done("approve_legality", date(2026, 3, 20))
    done("approve_secrecy", date(2026, 3, 20))
    done("sign_reply", date(2026, 3, 20))
    done("deliver_reply", date(2026, 3, 23), way="post", mail_number="XA12345678999")
    archived = done("archive", date(2026, 3, 24), retention="thirty")
    for held in lettering.letters_in(archived):
        operations.make_files(letter=held.letter.uid, by=who.foi_clerk, at=NOON)
    Letter.objects.filter(subject=lettering.subject_of(archived), kind="reply").update(pdf=None)
    with zipfile.ZipFile(io.BytesIO(package(archived))) as zipped:
        listed = json.loads(zipped.read(LIST))
        reckoning = zipped.read("期限计算.txt").decode()
        assert "没有电子邮件往来" in zipped.read("来往邮件.txt").decode()
    assert (listed["办结之日"], listed["办理结果"]) == ("2026-03-23", "R-OPEN")
    assert "已用：0" not in reckoning


def test_the_package_holds_the_application_without_what_is_sealed(
    organ: Organ, who: SimpleNamespace, at: datetime
) -> None:
    taken = requests.apply(organ=organ, applicant=ZHANG, wanted=PLAN, at=at)
    note_sent(message_id="<a@x>", about=f"case:{taken.case.uid}", letter="L", by=SYSTEM, at=at)
    requests.give_up(number=taken.number, code=taken.code, at=at)
    case = casework.do(case=taken.case.uid, act="archive", given={"retention": "ten"}, seen=1, by=who.foi_clerk, at=at)
    with zipfile.ZipFile(io.BytesIO(package(case))) as zipped:
        asked = zipped.read("申请书.txt").decode()
        assert "发出" in zipped.read("来往邮件.txt").decode()
    assert PLAN.features in asked
    assert ZHANG.proof_number not in asked
    assert "zhang@" not in asked


def test_the_head_names_the_word_and_the_next_letter_bears_it(
    organ: Organ, case: Case, done: Done, who: SimpleNamespace, sign_in: SignIn
) -> None:
    client, address = sign_in(who.foi_head), f"/office/letters/{organ.code}/series/notice/"
    assert "2至12个汉字" in client.post(address, {"word-notice-word": "abc"}).content.decode()
    assert client.post(address, {"word-notice-word": "东民依函"}).status_code == 302
    done("confirm", DAY)
    assert lettering.letters_in(case)[0].letter.number == "东民依函〔2026〕1号"
    assert "东民依函〔" in main_of(client.get("/office/letters/"))


def test_a_template_is_fetched_changed_and_given_back(organ: Organ, who: SimpleNamespace, sign_in: SignIn) -> None:
    client, address = sign_in(who.foi_head), f"/office/letters/{organ.code}/templates/reply"
    document = Document(io.BytesIO(got(client, f"{address}.docx")))
    document.add_paragraph("{{ applicant }}")
    kept = io.BytesIO()
    document.save(kept)
    wrong = client.post(f"{address}/", {"template-reply-template": SimpleUploadedFile("a.docx", kept.getvalue())})
    assert wrong.status_code == 400
    assert "不认识的占位符“applicant”" in main_of(wrong)
    right = client.post(
        f"{address}/", {"template-reply-template": SimpleUploadedFile("a.docx", got(client, f"{address}.docx"))}
    )
    assert right.status_code == 302
    assert "政府信息公开申请答复书：本机关的模板" in main_of(client.get("/office/letters/"))
    assert client.post(f"{address}/", {"remove": "1"}).status_code == 302
    assert "政府信息公开申请答复书：默认模板" in main_of(client.get("/office/letters/"))


def test_mail_nobody_could_match_is_sorted_by_the_openness_office(
    case: Case, who: SimpleNamespace, sign_in: SignIn, at: datetime
) -> None:
    content = "From: <zhang@example.cn>\r\nSubject: 补正\r\nMessage-ID: <a@x>\r\n\r\nhello".encode()
    mail = receive_mail(content=content, by=SYSTEM, at=at)
    client = sign_in(who.openness_officer)
    assert "zhang@example.cn" in main_of(client.get("/office/mail/"))
    assert "hello" in main_of(client.get(f"/office/mail/{mail.uid}/"))
    assert got(client, f"/office/mail/{mail.uid}.eml") == content
    wrong = client.post(f"/office/mail/{mail.uid}/file/", {f"file-{mail.uid}-number": "9"})
    assert "没有这个编号的办件" in main_of(wrong)
    right = client.post(f"/office/mail/{mail.uid}/file/", {f"file-{mail.uid}-number": case.number})
    assert right.status_code == 302
    assert "没有待分拣的来信" in main_of(client.get("/office/mail/"))
    clerk = sign_in(who.foi_clerk)
    assert "发件人的身份未经核实" in main_of(clerk.get(f"/office/cases/{case.number}/"))
    assert got(clerk, f"/office/cases/{case.number}/mail/{mail.uid}.eml") == content


def test_mail_is_handed_on_to_an_organ_by_its_name(
    who: SimpleNamespace, sign_in: SignIn, organ: Organ, at: datetime
) -> None:
    mail = receive_mail(content=b"Message-ID: <c@x>\r\n\r\nhello", by=SYSTEM, at=at)
    client, address = sign_in(who.openness_officer), f"/office/mail/{mail.uid}/hand-on/"
    field = f"on-{mail.uid}-organ"
    for said, answer in (("", "必填"), ("没有这个局", "没有名称中含")):
        refused = client.post(address, {field: said})
        assert refused.status_code in {400, 422}
        assert answer in refused.content.decode() or not said
    assert client.post(address, {field: organ.code}).status_code == 302
    clerk = sign_in(who.foi_clerk)
    assert "不属于本机关，退回" in main_of(clerk.get(f"/office/mail/{mail.uid}/"))
    assert clerk.post(address, {"back": "1"}).status_code == 302
    assert clerk.post(address, {"back": "1"}).status_code == 404


def test_mail_is_set_aside_with_a_word(who: SimpleNamespace, sign_in: SignIn, organ: Organ, at: datetime) -> None:
    mail = receive_mail(content=b"Message-ID: <b@x>\r\n\r\nbuy", by=SYSTEM, at=at)
    client, address = sign_in(who.openness_officer), f"/office/mail/{mail.uid}/set-aside/"
    assert client.post(address, {f"aside-{mail.uid}-reason": ""}).status_code == 400
    assert client.post(address, {f"aside-{mail.uid}-reason": "广告邮件"}).status_code == 302
    assert client.post(address, {f"aside-{mail.uid}-reason": "广告邮件"}).status_code == 404


def test_only_a_head_sets_letters(organ: Organ, who: SimpleNamespace, sign_in: SignIn) -> None:
    assert sign_in(who.foi_clerk).get("/office/letters/").status_code == 403

"""Letters by electronic mail: to applicants who left an address, once, with a way back to the case."""

import smtplib
import traceback
from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace

import pytest
from django.core import mail as outbox
from django.core.mail import EmailMessage

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.foundation.errors import Conflict
from gongkai.foundation.letters import operations as letters
from gongkai.foundation.mail import queries as mail
from gongkai.foundation.mail.models import SentMail
from gongkai.foundation.now import CHINA
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import SYSTEM
from gongkai.programmes.requests import lettering, mailing
from gongkai.programmes.requests.operations import Receipt
from tests.engines.casework.conftest import an_actor
from tests.programmes.requests.conftest import COMPANY

AT = datetime(2026, 3, 12, 9, tzinfo=CHINA)


def do(case: Case, who: SimpleNamespace, act: str, role: str, **given: str) -> Case:
    return casework.do(
        case=case.uid,
        act=act,
        given={"on": "2026-03-12", **given},
        seen=case.events.count(),
        by=getattr(who, role),
        at=AT,
    )


@pytest.fixture
def case_of_zhang(applied: Receipt, who: SimpleNamespace) -> Case:
    case = Case.objects.get(number=applied.number)
    do(case, who, "confirm", "foi_clerk")
    return case


def newest(case: Case) -> str:
    return lettering.letters_in(case)[-1].letter.uid


def test_a_notice_is_mailed_once_with_the_letter_and_a_way_back(case_of_zhang: Case, who: SimpleNamespace) -> None:
    do(case_of_zhang, who, "ask_to_correct", "foi_clerk", items="请写明年份", until_on="2026-03-31")
    for _ in range(2):
        mailing.mail_notice(letter=newest(case_of_zhang), at=AT)
    (message,) = outbox.outbox
    assert message.to == ["zhang@example.cn"]
    assert case_of_zhang.number in message.subject
    assert "请写明年份" in message.body
    assert message.attachments[0][1].startswith(b"%PDF")
    sent = SentMail.objects.get()
    assert sent.message_id == message.extra_headers["Message-ID"]
    assert sent.about == f"case:{case_of_zhang.uid}"


def test_a_decision_waits_for_its_delivery_through_the_network(case_of_zhang: Case, who: SimpleNamespace) -> None:
    do(case_of_zhang, who, "propose_reply", "foi_clerk", kind="R-OPEN", text="见附件。")
    do(case_of_zhang, who, "approve_legality", "legality_reviewer")
    do(case_of_zhang, who, "approve_secrecy", "secrecy_reviewer")
    do(case_of_zhang, who, "sign_reply", "signer")
    mailing.mail_notice(letter=newest(case_of_zhang), at=AT)
    assert outbox.outbox == []
    done = do(case_of_zhang, who, "deliver_reply", "foi_clerk", way="network")
    mailing.mail_reply(case=done.uid, number=done.events.count(), at=AT)
    assert [message.to for message in outbox.outbox] == [["zhang@example.cn"]]


def test_a_third_party_and_who_left_no_address_get_no_mail(
    ask: Callable[..., Receipt], case_of_zhang: Case, who: SimpleNamespace
) -> None:
    do(case_of_zhang, who, "consult_third_party", "foi_clerk", whom="某公司")
    mailing.mail_notice(letter=newest(case_of_zhang), at=AT)
    case = Case.objects.get(number=ask(who=COMPANY).number)
    do(case, who, "confirm", "foi_clerk")
    mailing.mail_notice(letter=newest(case), at=AT)
    assert outbox.outbox == []


def test_a_company_is_not_addressed_as_a_person(ask: Callable[..., Receipt], who: SimpleNamespace) -> None:
    case = Case.objects.get(number=ask(who=COMPANY).number)
    do(case, who, "confirm", "foi_clerk")
    sheet = lettering.letters_in(case)[0].letter.sheet
    assert sheet["addressee"] == "某某有限公司"
    assert "你单位提出的" in sheet["paragraphs"][0]


@pytest.mark.parametrize(
    ("text", "found"),
    [("答复：{number}", True), ("（{upper}）", True), ("无编号", False), ("999999999-requests-2026-99999", False)],
)
def test_a_case_is_found_by_its_number_in_a_title(case_of_zhang: Case, text: str, found: bool) -> None:
    said = text.format(number=case_of_zhang.number, upper=case_of_zhang.number.upper())
    assert mailing.subject_named(said, SYSTEM) == (f"case:{case_of_zhang.uid}" if found else "")


def test_a_case_is_not_found_by_who_may_not_see_it(case_of_zhang: Case, foreign: Organ) -> None:
    assert mailing.subject_named(case_of_zhang.number, an_actor(foreign, "openness_officer")) == ""


def refusing(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    def refuse(self: EmailMessage) -> int:
        raise smtplib.SMTPRecipientsRefused({"zhang@example.cn": (code, b"<zhang@example.cn>: no mailbox here")})

    monkeypatch.setattr(EmailMessage, "send", refuse)


def test_an_address_refused_for_good_is_noted_at_the_letter_and_not_tried_again(
    case_of_zhang: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing(monkeypatch, 550)
    for _ in range(2):
        mailing.mail_notice(letter=newest(case_of_zhang), at=AT)
    assert list(mail.bounced_about(f"case:{case_of_zhang.uid}").values()) == ["550 （地址）: no mailbox here"]


def test_an_address_refused_for_now_is_tried_again_and_not_named(
    case_of_zhang: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing(monkeypatch, 451)
    with pytest.raises(OSError, match="451") as raised:
        mailing.mail_notice(letter=newest(case_of_zhang), at=AT)
    assert "@" not in "".join(traceback.format_exception(raised.value))
    assert not SentMail.objects.exists()


def test_a_letter_whose_page_cannot_be_set_goes_as_docx(ask: Callable[..., Receipt], who: SimpleNamespace) -> None:
    case = Case.objects.get(number=ask(title="补偿方案\U0001f9ff").number)
    do(case, who, "confirm", "foi_clerk")
    with pytest.raises(Conflict, match="字体"):
        letters.make_files(letter=newest(case), by=SYSTEM, at=AT)
    mailing.mail_notice(letter=newest(case), at=AT)
    (message,) = outbox.outbox
    assert message.attachments[0][0].endswith(".docx")
    assert message.attachments[0][1].startswith(b"PK")


def test_the_day_of_a_letter_is_the_day_of_its_act(case_of_zhang: Case) -> None:
    assert lettering.letters_in(case_of_zhang)[0].letter.on == date(2026, 3, 12)

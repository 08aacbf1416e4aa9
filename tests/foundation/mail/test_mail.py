"""Mail that comes in: threaded to its matter, a bounce put down at what came back, the rest in the tray, none twice."""

import os
from collections.abc import Callable, Iterator
from datetime import date, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.foundation import sealing
from gongkai.foundation.errors import Invalid, NotFound, NotPermitted
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.mail import folder, jobs, operations, ports, queries
from gongkai.foundation.mail.models import ReceivedMail, SentMail
from gongkai.foundation.mail.rules import read_message
from gongkai.foundation.notices.models import Notice
from gongkai.foundation.now import CHINA
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import SYSTEM, Actor, PostFact
from gongkai.foundation.people.models import Person, Post
from gongkai.foundation.places.models import Place
from gongkai.foundation.sealing import unseal_bytes
from tests.engines.casework.conftest import an_organ

AT = datetime(2026, 3, 2, 9, tzinfo=CHINA)
SORTER = Actor("sorter", "政务公开办", (PostFact("000014349", "openness_officer", "办公室", "99"),), second_factor=True)
ELSEWHERE = Actor("away", "外地", (PostFact("000014373", "openness_officer", "办公室", "9902"),), second_factor=True)
OTHER_CLERK = Actor("there", "经办人", (PostFact("000014357", "foi_clerk", "办公室", "9901"),), second_factor=True)
DRAFTER = Actor("drafter", "拟稿人", (PostFact("000014349", "drafter", "办公室", "99"),), second_factor=True)
CLERK = Actor("clerk", "经办人", (PostFact("000014349", "foi_clerk", "办公室", "99"),), second_factor=True)


@pytest.fixture(autouse=True)
def numbers() -> Iterator[None]:
    before = ports._subject_named[:]
    ports.bind(lambda text, by: "case:named" if "A-requests-2026-00001" in text and by != ELSEWHERE else "")
    yield
    ports._subject_named[:] = before


def letter(message_id: str = "<one@example.cn>", title: str = "咨询", **headers: str) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "张文 <zhang@example.cn>", title
    if message_id:
        message["Message-ID"] = message_id
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content("补正内容：东民发〔2025〕3号。")
    return message.as_bytes()


def bounce(original: str, *, action: str = "failed", headers_only: bool = False) -> bytes:
    kind = "text/rfc822-headers" if headers_only else "message/rfc822"
    return f"""From: MAILER-DAEMON@example.cn
Subject: Undelivered Mail
Message-ID: <bounce-of-{original.strip("<>")}>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.cn

Final-Recipient: rfc822; zhang@example.cn
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 No such user
--b
Content-Type: {kind}

Message-ID: {original}
Subject: letter

--b--
""".encode()


@pytest.fixture
def organs(db: None) -> None:
    """A province with its openness office, and a city below it with an organ that has an address and a clerk."""
    province = Place.objects.create(code="99", name="东澜省", level=1, since=date(2016, 1, 1))
    city = Place.objects.create(code="9901", name="澜州市", level=2, parent=province, since=date(2016, 1, 1))
    Place.objects.create(code="9902", name="远州市", level=2, parent=province, since=date(2016, 1, 1))
    for code, name, place in (("000014349", "省政府办公厅", province), ("000014357", "市民政局", city)):
        organ = an_organ(code, name, place)
        Organ.objects.filter(pk=organ.pk).update(email=f"foi-{code}@example.gov.cn")
    for actor in (SORTER, OTHER_CLERK):
        person = Person.objects.create(uid=actor.uid, username=actor.uid, name="某人")
        [post] = actor.posts
        organ = Organ.objects.get(code=post.organ_code)
        Post.objects.create(person=person, organ=organ, unit="办公室", role=post.role, since=date(2016, 1, 1))
    an_organ("000014365", "市无人局", city)


@pytest.fixture
def sent(organs: None) -> SentMail:
    return operations.note_sent(message_id="<letter-L1@gongkai>", about="case:A", letter="L1", by=SYSTEM, at=AT)


def take(content: bytes) -> ReceivedMail:
    return operations.receive_mail(content=content, by=SYSTEM, at=AT)


THREADED = {
    "by what it answers": ({"In_Reply_To": "<letter-L1@gongkai>"}, "case:A"),
    "by its references": ({"References": "<x@y> <letter-L1@gongkai>"}, "case:A"),
    "by the number in its title": ({"title": "答复：申请（A-requests-2026-00001）"}, "case:named"),
    "by nothing": ({}, ""),
}


@pytest.mark.parametrize(("headers", "about"), THREADED.values(), ids=THREADED)
def test_a_message_is_threaded(sent: SentMail, headers: dict[str, str], about: str) -> None:
    assert take(letter(**headers)).about == about


def test_the_same_message_is_taken_in_once(sent: SentMail) -> None:
    assert take(letter()).pk == take(letter()).pk
    assert take(letter(message_id="")).pk == take(letter(message_id="")).pk
    assert ReceivedMail.objects.count() == 2


@pytest.mark.parametrize("headers_only", [False, True])
def test_a_bounce_is_put_down_at_the_letter(sent: SentMail, headers_only: bool) -> None:
    mail = take(bounce("<letter-L1@gongkai>", headers_only=headers_only))
    assert (mail.is_bounce, mail.about) == (True, "case:A")
    assert queries.bounced_about("case:A") == {"L1": "smtp; 550 5.1.1 No such user"}
    assert queries.received_about("case:A") == ()


@pytest.mark.parametrize(
    "said",
    [
        "smtp; 550 <zhang@example.cn>: Recipient address rejected",
        "smtp; 550 5.1.1 <zhang>... User unknown",
        "smtp;550 zhang@example.cn not found, try ZHANG@example.cn.",
    ],
)
def test_a_bounce_keeps_no_address_unsealed(sent: SentMail, said: str) -> None:
    content = bounce("<letter-L1@gongkai>").replace(b"smtp; 550 5.1.1 No such user", said.encode())
    take(content)
    (kept,) = queries.bounced_about("case:A").values()
    assert "550" in kept
    assert "zhang" not in kept.lower()


def test_what_was_refused_at_once_is_put_down_like_a_bounce(db: None) -> None:
    operations.note_sent(
        message_id="<a@x>", about="case:A", letter="L1", refused="550 <zhang@example.cn> unknown", by=SYSTEM, at=AT
    )
    assert queries.bounced_about("case:A") == {"L1": "550 （地址） unknown"}


def test_who_opens_a_message_stands_in_the_journal(sent: SentMail) -> None:
    lying, filed = take(letter("<a@x>")), take(letter("<b@x>", title="A-requests-2026-00001"))
    assert operations.open_mail(mail=lying.uid, by=SORTER, at=AT) == letter("<a@x>")
    opened = operations.open_mail(mail=filed.uid, number="A-requests-2026-00001", by=CLERK, at=AT)
    assert opened == letter("<b@x>", title="A-requests-2026-00001")
    noted = Entry.objects.filter(act="mail.opened").order_by("pk").values_list("by", "subject", "facts__mail")
    assert list(noted) == [("sorter", "mail:tray", lying.uid), ("clerk", "case:named", filed.uid)]
    with pytest.raises(NotPermitted):
        operations.open_mail(mail=lying.uid, by=DRAFTER, at=AT)
    with pytest.raises(NotFound):
        operations.open_mail(mail=lying.uid, by=CLERK, at=AT)
    for number, by in (("A-requests-2026-00001", ELSEWHERE), ("无", CLERK)):
        with pytest.raises(NotFound):
            operations.open_mail(mail=filed.uid, number=number, by=by, at=AT)


def test_a_report_of_success_is_no_bounce(sent: SentMail) -> None:
    take(bounce("<letter-L1@gongkai>", action="delivered"))
    assert queries.bounced_about("case:A") == {}


def test_what_was_written_is_sealed_and_not_in_the_journal(sent: SentMail) -> None:
    mail = take(letter(title="张文的补正", In_Reply_To="<letter-L1@gongkai>"))
    assert b"zhang" not in bytes(mail.sealed)
    assert "张文" not in str(list(Entry.objects.values_list("facts", "subject")))
    (opened,) = queries.received_about("case:A")
    assert opened.said.sender == "张文 <zhang@example.cn>"
    assert opened.said.text == "补正内容：东民发〔2025〕3号。"
    assert queries.content_of(mail) == letter(title="张文的补正", In_Reply_To="<letter-L1@gongkai>")


def test_the_tray_is_sorted_by_the_openness_office(sent: SentMail) -> None:
    one, other = take(letter("<a@x>")), take(letter("<b@x>"))
    with pytest.raises(NotPermitted, match="政务公开办"):
        queries.tray(DRAFTER)
    for by in (CLERK, OTHER_CLERK, ELSEWHERE):  # written to nobody, it lies with the office at the top
        assert queries.tray(by) == ((), 0)
        with pytest.raises(NotFound):
            operations.file_mail(mail=one.uid, number="A-requests-2026-00001", by=by, at=AT)
    with pytest.raises(Invalid, match="没有这个编号的办件"):
        operations.file_mail(mail=one.uid, number="无", by=SORTER, at=AT)
    assert operations.file_mail(mail=one.uid, number="A-requests-2026-00001", by=SORTER, at=AT).about == "case:named"
    with pytest.raises(Invalid, match="如何处理"):
        operations.set_aside(mail=other.uid, reason=" ", by=SORTER, at=AT)
    operations.set_aside(mail=other.uid, reason="广告邮件", by=SORTER, at=AT)
    assert queries.tray(SORTER) == ((), 0)
    assert ReceivedMail.objects.count() == 2
    with pytest.raises(NotFound):
        operations.set_aside(mail=other.uid, reason="再次", by=SORTER, at=AT)


def test_the_tray_reads_heads_and_no_letter_however_large(
    sent: SentMail, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Callable[[int], CaptureQueriesContext]
) -> None:
    large = "x" * 100_000
    for number in range(4):
        take(letter(f"<{number}@x>", title=f"第{number}封", X_Filler=large))
    read: list[int] = []

    def weighed(sealed: bytes) -> bytes:
        read.append(len(sealed))
        return unseal_bytes(sealed)

    monkeypatch.setattr(sealing, "unseal_bytes", weighed)
    with django_assert_num_queries(2) as asked:
        rows, more = queries.tray(SORTER, limit=3)
    assert not any('"sealed"' in one["sql"] for one in asked.captured_queries)
    assert [one.head.title for one in rows] == ["第0封", "第1封", "第2封"]
    assert max(read) < 3_000
    assert [one.head.title for one in queries.tray(SORTER, after=more)[0]] == ["第3封"]
    ReceivedMail.objects.update(head=b"")  # kept before heads were
    assert [one.head.sender for one in queries.tray(SORTER, after=more)[0]] == ["张文 <zhang@example.cn>"]


WRITTEN_TO = {
    "the organ's address": ({"To": "市民政局 <FOI-000014357@example.gov.cn>"}, "000014357"),
    "a copy to it": ({"To": "x@example.cn", "Cc": "foi-000014357@example.gov.cn"}, "000014357"),
    "where it was delivered": ({"Delivered_To": "foi-000014357@example.gov.cn"}, "000014357"),
    "two organs": ({"To": "foi-000014357@example.gov.cn, foi-000014349@example.gov.cn"}, ""),
    "a number of the organ that is wrong": ({"title": "Re: 000014357-requests-2026-99999"}, "000014357"),
    "an organ where nobody sorts": ({"title": "000014365-requests-2026-00001"}, ""),
    "nobody here": ({"To": "webmaster@example.cn"}, ""),
}


@pytest.mark.parametrize(("headers", "organ"), WRITTEN_TO.values(), ids=WRITTEN_TO)
def test_mail_lies_with_the_organ_it_was_written_to(organs: None, headers: dict[str, str], organ: str) -> None:
    mail = take(letter(**headers))
    assert mail.organ == organ
    theirs, others = (OTHER_CLERK, SORTER) if organ else (SORTER, OTHER_CLERK)
    assert [one.mail.pk for one in queries.tray(theirs)[0]] == [mail.pk]
    assert queries.tray(others) == ((), 0)
    with pytest.raises(NotFound):
        operations.open_mail(mail=mail.uid, by=others, at=AT)


def test_the_office_at_the_top_hands_on_and_the_organ_hands_back(organs: None) -> None:
    mail = take(letter())
    with pytest.raises(Invalid, match="没有可以分拣来信的人员"):
        operations.hand_on_mail(mail=mail.uid, organ="000014365", by=SORTER, at=AT)
    operations.hand_on_mail(mail=mail.uid, organ="000014357", by=SORTER, at=AT)
    assert queries.tray(SORTER) == ((), 0)
    with pytest.raises(NotFound):
        operations.hand_on_mail(mail=mail.uid, organ="", by=SORTER, at=AT)
    with pytest.raises(NotPermitted, match="退回"):
        operations.hand_on_mail(mail=mail.uid, organ="000014349", by=OTHER_CLERK, at=AT)
    operations.hand_on_mail(mail=mail.uid, organ="", by=OTHER_CLERK, at=AT)
    assert len(queries.tray(SORTER)[0]) == 1
    noted = Entry.objects.filter(act="mail.handed_on").order_by("pk").values_list("by", "facts__from", "facts__to")
    assert list(noted) == [("sorter", "", "000014357"), ("there", "000014357", "")]


def test_who_sorts_is_told_once_a_day(organs: None) -> None:
    for organ in ("", "", "000014357"):
        jobs.tell_sorters(organ=organ, at=AT)
    assert list(Notice.objects.order_by("id").values_list("to_uid", "digest")) == [("sorter", True), ("there", True)]


def test_a_folder_and_a_maildir_are_emptied_and_nothing_is_deleted(sent: SentMail, tmp_path: Path) -> None:
    (tmp_path / "1.eml").write_bytes(letter("<a@x>"))
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "17.host").write_bytes(letter("<b@x>"))
    assert folder.take_folder(tmp_path, at=AT) == 2
    assert folder.take_folder(tmp_path, at=AT) == 0
    assert (tmp_path / "taken" / "1.eml").exists()
    assert (tmp_path / "cur" / "17.host:2,S").exists()


def test_what_is_too_large_is_laid_aside_and_told(
    sent: SentMail, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "LONGEST", 10)
    (tmp_path / "1.eml").write_bytes(letter())
    assert folder.take_folder(tmp_path, at=AT) == 0
    assert (tmp_path / "refused" / "1.eml").exists()


def test_a_new_key_seals_what_an_old_one_sealed(sent: SentMail) -> None:
    take(letter())
    ReceivedMail.objects.update(head=b"")  # kept before heads were
    last = operations.reseal_mail(by=SYSTEM, at=AT)
    assert last
    assert queries.head_of(ReceivedMail.objects.get()).title == "咨询"
    assert ReceivedMail.objects.get().head
    assert operations.reseal_mail(after=last, by=SYSTEM, at=AT) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_are_refused(content: bytes) -> None:
    for tried in (content, b"Content-Type: multipart/report; boundary=b\r\n\r\n" + content):
        assert read_message(tried).message_id.startswith("<")


def test_a_page_of_html_is_read_without_its_marks() -> None:
    message = EmailMessage()
    message.set_content("<p>同意<script>x</script>公开</p>", subtype="html")
    assert "<" not in read_message(message.as_bytes()).text


def test_odd_headers_are_read_as_far_as_they_go() -> None:
    content = b"From: \xff\xfe\r\nSubject: =?utf-8?b?5L2g?=\r\nMessage-ID: no brackets\r\n\r\n" + os.urandom(20)
    assert read_message(content).title == "你"


def nested(depth: int) -> bytes:
    parts = "".join(f'Content-Type: multipart/mixed; boundary="b{one}"\n\n--b{one}\n' for one in range(depth))
    return f"Subject: deep\n{parts}Content-Type: text/plain\n\nhi\n".encode()


@pytest.mark.parametrize("content", [nested(3000), b"To: " + b"(" * 5000 + b"\n\nx"], ids=["parts", "comments"])
def test_what_no_reader_follows_to_its_end_is_still_a_message(content: bytes) -> None:
    assert read_message(content).message_id.startswith("<sha256-")


def test_one_message_never_keeps_back_those_behind_it(
    sent: SentMail, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "first.eml").write_bytes(b"broken")
    (tmp_path / "then.eml").write_bytes(letter())
    os.utime(tmp_path / "first.eml", (0, 0))

    def once(text: str, by: Actor) -> str:
        ports.bind(lambda text, by: "")
        raise RuntimeError("no reader is without faults")

    ports.bind(once)
    assert folder.take_folder(tmp_path, at=AT) == 1
    assert (tmp_path / "first.eml").exists()
    assert "first.eml" in caplog.text
    assert ReceivedMail.objects.count() == 1


def test_another_letter_under_a_number_already_seen_is_not_lost(sent: SentMail) -> None:
    first = take(letter("<same@example.cn>", title="抢先"))
    second = take(letter("<same@example.cn>", title="申请人的来信"))
    assert second != first
    assert take(letter("<same@example.cn>", title="申请人的来信")) == second
    assert ReceivedMail.objects.count() == 2

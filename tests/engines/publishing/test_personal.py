"""Personal data is decided by a person before review: covered for good, or kept with a reason."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace

import docx
import openpyxl
import pytest
from PIL import Image, ImageDraw, ImageFont

from gongkai.engines.publishing import intake, personal, queries
from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing.content import Content
from gongkai.engines.publishing.models import Edition, State
from gongkai.engines.publishing.personal import Inspection
from gongkai.foundation import ocr
from gongkai.foundation.errors import Conflict, Invalid, NotPermitted
from gongkai.foundation.files import queries as stored_files
from gongkai.foundation.journal import queries as journal
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.privacy.models import PrivacyDecision
from gongkai.foundation.privacy.rules import Place

ID, MOBILE = "11010519491231002X", "13812345678"
BODY = (
    f"<p>当事人身份证号：{ID}，手机<strong>{MOBILE}</strong>。</p><p>咨询电话：0311-87654321</p>"
    "<table><thead><tr><th>姓名</th><th>金额</th></tr></thead><tbody><tr><td>王秀兰</td><td>1</td></tr>"
    "<tr><td>李德华</td><td>2</td></tr></tbody></table>"
)


@pytest.fixture
def edition(organ: Organ, who: SimpleNamespace, content: Content, at: datetime) -> Edition:
    return ops.draft(organ=organ, kind="document", content=replace(content, body=BODY), by=who.drafter, at=at)


@pytest.fixture
def look(who: SimpleNamespace, at: datetime) -> Callable[[Edition], Inspection]:
    def inspect(edition: Edition) -> Inspection:
        work = queries.work(who.drafter, edition.record.uid, at=at)
        return personal.inspect(work.edition, work.content, work.attachments, today=china_date(at))

    return inspect


def names(inspection: Inspection) -> list[str]:
    return [concern.fingerprint for concern in inspection.open]


def sheet() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["姓名", "手机号码"])
    book.active.append(["赵铁柱", 13987654321])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_draft_with_undecided_personal_data_is_not_submitted(
    edition: Edition, who: SimpleNamespace, at: datetime
) -> None:
    with pytest.raises(Invalid) as refusal:
        ops.submit(record=edition.record.uid, by=who.drafter, at=at)
    assert refusal.value.field == "privacy"
    assert "4处个人信息（居民身份证号码、手机号码、姓名）" in refusal.value.sentence
    assert ID not in refusal.value.sentence


def test_an_offices_phone_is_shown_and_asks_nothing(edition: Edition, look: Callable[[Edition], Inspection]) -> None:
    shown = [c.finding.kind.name for c in look(edition).concerns if not c.open]
    assert shown == ["机关公开电话"]


def test_what_is_not_published_asks_nothing(
    edition: Edition, who: SimpleNamespace, content: Content, at: datetime
) -> None:
    ops.save(
        record=edition.record.uid,
        content=replace(content, body=BODY, attribute="on_request"),
        lock_version=1,
        by=who.drafter,
        at=at,
    )
    assert ops.submit(record=edition.record.uid, by=who.drafter, at=at).state == State.IN_REVIEW


def test_kept_with_a_reason_it_is_submitted_and_the_reviewers_read_the_reason(
    edition: Edition, who: SimpleNamespace, at: datetime, look: Callable[[Edition], Inspection]
) -> None:
    uid = edition.record.uid
    kept = ops.keep(record=uid, fingerprints=names(look(edition)), reason="依法公示的补助对象", by=who.drafter, at=at)
    assert kept == 4
    assert ops.submit(record=uid, by=who.drafter, at=at).state == State.IN_REVIEW
    decided = [c.decision for c in look(edition).concerns if c.decision]
    assert {(d.verdict, d.reason, d.by_name) for d in decided} == {("kept", "依法公示的补助对象", "拟稿人")}


@pytest.mark.parametrize("reason", ["", "  ", "可以", f"本人{MOBILE}同意", f"{ID}已同意公开"])
def test_a_reason_is_a_reason_and_tells_nothing_personal(
    edition: Edition, who: SimpleNamespace, at: datetime, look: Callable[[Edition], Inspection], reason: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        ops.keep(record=edition.record.uid, fingerprints=names(look(edition)), reason=reason, by=who.drafter, at=at)
    assert refusal.value.field == "reason"


def test_covering_is_a_new_save_and_leaves_nothing(
    edition: Edition, who: SimpleNamespace, at: datetime, look: Callable[[Edition], Inspection]
) -> None:
    uid = edition.record.uid
    covered = ops.redact(record=uid, fingerprints=names(look(edition)), by=who.drafter, at=at)
    assert covered.lock_version == edition.lock_version + 1
    body = Edition.objects.get(pk=edition.pk).body
    assert "身份证号：110＊＊＊＊＊＊＊＊＊＊＊＊＊＊X，手机<strong>138＊＊＊＊5678</strong>" in body
    assert "<td>王＊＊</td>" in body
    assert "咨询电话：0311-87654321" in body
    assert not look(edition).open
    assert ops.submit(record=uid, by=who.drafter, at=at).state == State.IN_REVIEW


def test_covering_after_review_voids_the_review(
    edition: Edition, who: SimpleNamespace, at: datetime, look: Callable[[Edition], Inspection]
) -> None:
    uid = edition.record.uid
    concerns = names(look(edition))
    ops.keep(record=uid, fingerprints=concerns, reason="依法公示", by=who.drafter, at=at)
    ops.submit(record=uid, by=who.drafter, at=at)
    ops.redact(record=uid, fingerprints=concerns[:1], by=who.drafter, at=at)
    assert Edition.objects.get(pk=edition.pk).state == State.DRAFT


def test_new_data_is_asked_for_and_old_is_not_asked_twice(
    edition: Edition, who: SimpleNamespace, content: Content, at: datetime, look: Callable[[Edition], Inspection]
) -> None:
    uid = edition.record.uid
    ops.keep(record=uid, fingerprints=names(look(edition)), reason="依法公示", by=who.drafter, at=at)
    more = f"<p>新的一段。</p>{BODY}<p>另有联系人手机13900001111。</p>"
    ops.save(record=uid, content=replace(content, body=more), lock_version=1, by=who.drafter, at=at)
    assert [concern.finding.value for concern in look(edition).open] == ["13900001111"]


def test_the_same_number_in_another_sentence_is_asked_for(
    edition: Edition, who: SimpleNamespace, content: Content, at: datetime, look: Callable[[Edition], Inspection]
) -> None:
    uid = edition.record.uid
    ops.keep(record=uid, fingerprints=names(look(edition)), reason="依法公示", by=who.drafter, at=at)
    body = f"{BODY}<p>请拨打{MOBILE}。</p>"
    ops.save(record=uid, content=replace(content, body=body), lock_version=1, by=who.drafter, at=at)
    assert [concern.finding.value for concern in look(edition).open] == [MOBILE]


def test_the_public_copy_of_a_file_is_covered_and_the_original_kept(
    drafted: Edition, who: SimpleNamespace, at: datetime, look: Callable[[Edition], Inspection]
) -> None:
    uid, given = drafted.record.uid, sheet()
    original, public = intake.keep_attachment(content=given, name="名单.xlsx", by=who.drafter, at=at)
    ops.attach(record=uid, title="名单", file_name="名单.xlsx", original=original, public=public, by=who.drafter, at=at)
    found = look(drafted)
    assert [(c.finding.kind.code, c.where) for c in found.open] == [
        ("name", "附件1表格第2行第1列"),
        ("mobile", "附件1表格第2行第2列"),
    ]
    ops.redact(record=uid, fingerprints=names(found), by=who.drafter, at=at)
    attachment = drafted.attachments.get()
    assert stored_files.read_file(attachment.original) == given
    assert attachment.public_id != public.pk
    book = openpyxl.load_workbook(io.BytesIO(stored_files.read_file(attachment.public)))
    assert list(book.active.values)[1] == ("赵＊＊", "139＊＊＊＊4321")
    assert not look(drafted).open


@pytest.mark.skipif(not ocr.available(), reason="gongkai[ocr] is not installed")
def test_a_number_in_a_picture_of_a_document_is_decided_like_any_other(
    drafted: Edition, who: SimpleNamespace, at: datetime, look: Callable[[Edition], Inspection]
) -> None:
    scan, kept = Image.new("RGB", (900, 160), "white"), io.BytesIO()
    ImageDraw.Draw(scan).text((40, 50), f"ID {ID}", fill="black", font=ImageFont.load_default(size=44))
    scan.save(kept, "PNG")
    document, buffer = docx.Document(), io.BytesIO()
    document.add_picture(kept)
    document.save(buffer)
    uid, given = drafted.record.uid, buffer.getvalue()
    original, public = intake.keep_attachment(content=given, name="证明.docx", by=who.drafter, at=at)
    ops.attach(record=uid, title="证明", file_name="证明.docx", original=original, public=public, by=who.drafter, at=at)
    found = look(drafted)
    assert [(c.finding.value, c.where) for c in found.open] == [(ID, "附件1第1张图片第1行")]
    with pytest.raises(Invalid, match="个人信息"):
        ops.submit(record=uid, by=who.drafter, at=at)
    ops.redact(record=uid, fingerprints=names(found), by=who.drafter, at=at)
    assert not look(drafted).open
    assert stored_files.read_file(drafted.attachments.get().original) == given


def test_nothing_personal_reaches_the_journal_or_the_decisions(
    edition: Edition, who: SimpleNamespace, at: datetime, look: Callable[[Edition], Inspection]
) -> None:
    uid = edition.record.uid
    concerns = names(look(edition))
    ops.keep(record=uid, fingerprints=concerns[:2], reason="依法公示", by=who.drafter, at=at)
    ops.redact(record=uid, fingerprints=concerns[2:], by=who.drafter, at=at)
    entries = list(journal.history(f"record:{uid}"))
    assert [entry.act for entry in entries] == [
        "publishing.drafted",
        "publishing.personal_kept",
        "publishing.redacted",
    ]
    assert entries[1].facts["personal"] == {"id_number": 1, "mobile": 1}
    stored = repr(list(PrivacyDecision.objects.values())) + repr([entry.facts for entry in entries])
    assert not [value for value in (ID, MOBILE, "王秀兰", "李德华") if value in stored]


def test_only_the_drafter_decides_and_only_on_what_is_there(
    edition: Edition, who: SimpleNamespace, at: datetime, look: Callable[[Edition], Inspection]
) -> None:
    uid, concerns = edition.record.uid, names(look(edition))
    with pytest.raises(NotPermitted):
        ops.redact(record=uid, fingerprints=concerns, by=who.publisher, at=at)
    with pytest.raises(Conflict):
        ops.keep(record=uid, fingerprints=["0" * 64], reason="依法公示", by=who.drafter, at=at)
    with pytest.raises(Invalid):
        ops.redact(record=uid, fingerprints=[], by=who.drafter, at=at)


def test_a_purge_forgets_what_was_decided(
    edition: Edition, who: SimpleNamespace, at: datetime, look: Callable[[Edition], Inspection]
) -> None:
    uid = edition.record.uid
    ops.keep(record=uid, fingerprints=names(look(edition)), reason="依法公示", by=who.drafter, at=at)
    ops.purge(record=uid, by=who.drafter, at=at + timedelta(minutes=1))
    assert not PrivacyDecision.objects.exists()


def test_an_organs_own_telephone_and_mailbox_ask_nothing_wherever_they_stand(
    organ: Organ, who: SimpleNamespace, content: Content, at: datetime, look: Callable[[Edition], Inspection]
) -> None:
    Organ.objects.filter(pk=organ.pk).update(phone="0000-5550101、13800000001", email="foi@mzt.example")
    body = "<p>户主请联系本人电话0000-5550101、13800000001</p><p>foi@mzt.example</p><p>zhang@mzt.example</p>"
    edition = ops.draft(organ=organ, kind="document", content=replace(content, body=body), by=who.drafter, at=at)
    assert look(edition).open == ()


def test_a_finding_in_a_picture_names_the_picture_of_the_file() -> None:
    assert personal.where(Place("file:2", 1, picture=3), {"file:2": "段"}) == "附件2第3张图片第1行"

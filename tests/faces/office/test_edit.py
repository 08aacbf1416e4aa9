"""The edit page: nothing typed is lost, whatever happens."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfWriter

from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing import queries
from gongkai.engines.publishing.content import Content
from gongkai.engines.publishing.models import DisplacedText, Edition, State
from gongkai.foundation.organs.models import Organ

Form = Callable[..., dict[str, str]]


def pdf(width: int = 100) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width, 100)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def url(edition: Edition) -> str:
    return f"/office/records/{edition.record.uid}/edit/"


def test_the_form_shows_what_is_kept(clerk: Client, drafted: Edition) -> None:
    page = clerk.get(url(drafted)).content.decode()
    assert "关于推进养老服务高质量发展的通知" in page
    assert "健全养老服务体系" in page
    assert 'value="2026-02-24"' in page
    assert "第二十条第（十一）项" in page


def test_a_save_is_kept_and_leads_to_the_item(clerk: Client, drafted: Edition, form_of: Form) -> None:
    answer = clerk.post(url(drafted), form_of(drafted, summary="第一行\r\n第二行"))
    assert answer.status_code == 302
    assert answer["Location"] == f"/office/records/{drafted.record.uid}/#content"
    drafted.refresh_from_db()
    assert (drafted.summary, drafted.lock_version) == ("第一行\n第二行", 2)


def test_a_save_without_a_change_voids_no_review(
    clerk: Client, drafted: Edition, form_of: Form, review: Callable[..., str]
) -> None:
    review(drafted)
    drafted.refresh_from_db()
    answer = clerk.post(url(drafted), form_of(drafted), follow=True)
    drafted.refresh_from_db()
    assert drafted.state == State.APPROVED
    assert "内容没有变化" in answer.content.decode()


def test_a_change_after_review_voids_it_and_says_so(
    clerk: Client, drafted: Edition, form_of: Form, review: Callable[..., str]
) -> None:
    review(drafted)
    drafted.refresh_from_db()
    answer = clerk.post(url(drafted), form_of(drafted, title="改了标题"), follow=True)
    drafted.refresh_from_db()
    assert drafted.state == State.DRAFT
    assert "原审查意见失效" in answer.content.decode()


def test_a_refused_save_names_each_fault_and_keeps_everything_typed(
    clerk: Client, drafted: Edition, form_of: Form
) -> None:
    sent = form_of(drafted, title="", summary="写了很久的概述", effective_on="2020-01-01", formed_on="不是日期")
    answer = clerk.post(url(drafted), sent)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "请填写“标题”。" in page
    assert "日期写法不对" in page
    assert "写了很久的概述" in page
    assert "不是日期" in page


def test_dates_out_of_order_are_refused_at_their_field(clerk: Client, drafted: Edition, form_of: Form) -> None:
    answer = clerk.post(url(drafted), form_of(drafted, effective_on="2020-01-01", summary="留着"))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'href="#id_effective_on"' in page
    assert "施行日期早于成文日期" in page
    assert "留着" in page


def test_a_title_too_long_is_refused_with_its_length(clerk: Client, drafted: Edition, form_of: Form) -> None:
    page = clerk.post(url(drafted), form_of(drafted, title="长" * 301)).content.decode()
    assert "最多300个字，现有301个" in page


def test_a_state_secret_is_refused_and_nothing_of_it_is_kept(clerk: Client, drafted: Edition, form_of: Form) -> None:
    sent = form_of(drafted, attribute="withheld", ground="N14-1", summary="涉密内容", lock_version="99")
    answer = clerk.post(url(drafted), sent)
    assert answer.status_code == 400
    assert "国家秘密不得进入本系统" in answer.content.decode()
    assert not DisplacedText.objects.exists()
    drafted.refresh_from_db()
    assert drafted.summary == ""


def test_two_clerks_saving_at_once_lose_neither_text(
    clerk: Client, drafted: Edition, content: Content, form_of: Form, who: SimpleNamespace, at: datetime
) -> None:
    theirs = replace(content, body="<p>甲先保存的文字。</p>")
    ops.save(record=drafted.record.uid, content=theirs, lock_version=1, by=who.drafter, at=at)
    mine = form_of(drafted, body="<p>乙写了一下午的文字。</p>")
    answer = clerk.post(url(drafted), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<del>甲先保存的文字。</del>" in page
    assert "<ins>乙写了一下午的文字。</ins>" in page
    assert "乙写了一下午的文字。&lt;/p&gt;" in page  # still in the form
    assert 'name="lock_version" value="2"' in page
    assert DisplacedText.objects.get().content["body"] == "<p>乙写了一下午的文字。</p>"
    again = clerk.post(url(drafted), {**mine, "lock_version": "2"})
    assert again.status_code == 302
    drafted.refresh_from_db()
    assert drafted.body == "<p>乙写了一下午的文字。</p>"


def test_the_displaced_text_stands_on_the_item_beside_the_present_one(
    clerk: Client, drafted: Edition, content: Content, form_of: Form, who: SimpleNamespace, at: datetime
) -> None:
    theirs = replace(content, body="<p>甲先保存的文字。</p>")
    ops.save(record=drafted.record.uid, content=theirs, lock_version=1, by=who.drafter, at=at)
    clerk.post(url(drafted), form_of(drafted, body="<p>乙的文字。</p>", theme="02"))
    page = clerk.get(f"/office/records/{drafted.record.uid}/").content.decode()
    assert "未采用的修改" in page
    assert "<ins>乙的文字。</ins>" in page
    assert "综合政务" in page


def test_a_displaced_text_that_was_taken_over_is_no_longer_shown(
    clerk: Client, drafted: Edition, content: Content, form_of: Form, who: SimpleNamespace, at: datetime
) -> None:
    theirs = replace(content, body="<p>甲先保存的文字。</p>")
    ops.save(record=drafted.record.uid, content=theirs, lock_version=1, by=who.drafter, at=at)
    mine = form_of(drafted, body="<p>乙的文字。</p>")
    clerk.post(url(drafted), mine)
    clerk.post(url(drafted), {**mine, "lock_version": "2"})
    assert 'id="displaced"' not in clerk.get(f"/office/records/{drafted.record.uid}/").content.decode()


def test_a_taken_number_is_refused_at_its_field(
    clerk: Client, drafted: Edition, form_of: Form, organ: Organ, who: SimpleNamespace, at: datetime
) -> None:
    other = ops.draft(organ=organ, kind="document", content=Content(title="另一份"), by=who.drafter, at=at)
    answer = clerk.post(url(other), form_of(other, document_number="东民发[2026] 3号", summary="留着"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'href="#id_document_number"' in page
    assert "本机关已有文号" in page
    assert "留着" in page


def test_a_relation_is_found_by_its_number_and_shown_by_its_title(
    clerk: Client, released: str, form_of: Form, organ: Organ, who: SimpleNamespace, at: datetime
) -> None:
    draft = ops.draft(organ=organ, kind="interpretation", content=Content(title="解读"), by=who.drafter, at=at)
    row = {"relation-0-type": "interprets", "relation-0-target": "东民发〔2026〕3号"}
    assert clerk.post(url(draft), form_of(draft, **row)).status_code == 302
    assert [r.target for r in queries.content_of(draft).relations] == [released]
    page = clerk.get(url(draft)).content.decode()
    assert f"关于推进养老服务高质量发展的通知（东民发〔2026〕3号） [{released}]" in page
    shown = {"relation-0-type": "interprets", "relation-0-target": f"随便写的 [{released}]"}
    draft.refresh_from_db()
    assert clerk.post(url(draft), form_of(draft, **shown)).status_code == 302
    assert [r.target for r in queries.content_of(draft).relations] == [released]


def test_a_relation_to_nothing_says_what_to_do_and_keeps_the_row(
    clerk: Client, drafted: Edition, form_of: Form
) -> None:
    row = {"relation-0-type": "amends", "relation-0-target": "从来没有的文件"}
    answer = clerk.post(url(drafted), form_of(drafted, **row))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "没有找到“从来没有的文件”" in page
    assert 'value="从来没有的文件"' in page


def test_half_a_row_asks_for_the_other_half(clerk: Client, drafted: Edition, form_of: Form) -> None:
    rows = {"relation-0-citation": "某省文件", "identifier-0-scheme": "统一编号"}
    page = clerk.post(url(drafted), form_of(drafted, **rows)).content.decode()
    assert "请选择与这份文件的关系" in page
    assert "请填写编号。" in page


def test_identifiers_and_citations_are_kept(clerk: Client, drafted: Edition, form_of: Form) -> None:
    rows = {
        "identifier-0-scheme": "统一编号",
        "identifier-0-value": "DM-2026-1",
        "identifier-0-source": "公文系统",
        "relation-1-type": "implements",
        "relation-1-citation": "国办发〔2016〕80号",
    }
    assert clerk.post(url(drafted), form_of(drafted, **rows)).status_code == 302
    kept = queries.content_of(Edition.objects.get(pk=drafted.pk))
    assert kept.identifiers[0].value == "DM-2026-1"
    assert kept.relations[0].citation == "国办发〔2016〕80号"


def test_adding_an_attachment_saves_what_was_typed(clerk: Client, drafted: Edition, form_of: Form) -> None:
    sent = form_of(drafted, summary="顺手写的", do="attach", attachment_title="清单")
    file = SimpleUploadedFile("清单.pdf", pdf())
    answer = clerk.post(url(drafted), {**sent, "attachment": file})
    assert answer.status_code == 302
    assert answer["Location"].endswith("/edit/#attachments")
    drafted.refresh_from_db()
    assert drafted.summary == "顺手写的"
    assert drafted.attachments.get().title == "清单"


def test_a_refused_attachment_keeps_the_text_and_lets_save_again(
    clerk: Client, drafted: Edition, form_of: Form
) -> None:
    sent = form_of(drafted, summary="顺手写的", do="attach")
    answer = clerk.post(url(drafted), {**sent, "attachment": SimpleUploadedFile("a.pdf", b"MZ" + bytes(100))})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "可执行程序" in page
    assert "其余内容已保存" in page
    assert 'name="lock_version" value="2"' in page
    assert not drafted.attachments.exists()


def test_attachments_are_moved_and_removed(clerk: Client, drafted: Edition, form_of: Form) -> None:
    for name in ("一", "二", "三"):
        drafted.refresh_from_db()
        sent = form_of(drafted, do="attach", attachment_title=name)
        clerk.post(url(drafted), {**sent, "attachment": SimpleUploadedFile(f"{name}.pdf", pdf(ord(name)))})
    drafted.refresh_from_db()
    clerk.post(url(drafted), form_of(drafted, do="up:3"))
    assert list(drafted.attachments.values_list("title", flat=True)) == ["一", "三", "二"]
    drafted.refresh_from_db()
    clerk.post(url(drafted), form_of(drafted, do="detach:1"))
    assert list(drafted.attachments.values_list("position", "title")) == [(1, "三"), (2, "二")]
    drafted.refresh_from_db()
    assert clerk.post(url(drafted), form_of(drafted, do="detach:9")).status_code == 409


def test_a_released_edition_cannot_be_edited(clerk: Client, released: str) -> None:
    answer = clerk.get(f"/office/records/{released}/edit/")
    assert answer.status_code == 403
    assert "已发布" in answer.content.decode()


def test_a_correction_asks_for_its_public_note(clerk: Client, released: str, form_of: Form) -> None:
    answer = clerk.post(f"/office/records/{released}/revise/")
    assert answer["Location"] == f"/office/records/{released}/edit/"
    edition = Edition.objects.get(record__uid=released, number=2)
    page = clerk.get(f"/office/records/{released}/edit/").content.decode()
    assert "更正说明" in page
    clerk.post(url(edition), form_of(edition, public_note="改正笔误。"))
    edition.refresh_from_db()
    assert edition.public_note == "改正笔误。"

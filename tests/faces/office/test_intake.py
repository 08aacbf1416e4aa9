"""Uploads: a good paper becomes a draft, a bad one its sentence, and the form keeps what was chosen."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from gongkai.engines.publishing.models import Edition
from gongkai.foundation.files.models import StoredFile
from gongkai.foundation.files.rules import Limits
from gongkai.foundation.organs.models import Organ

NEW = "/office/records/new/"
LINES = (
    "东澜省民政厅文件",
    "东民发〔2026〕7号",
    "东澜省民政厅关于做好适老化改造的通知",
    "各市（州）民政局：",
    "现就有关事项通知如下。",
    "一、总体要求",
    "坚持以人民为中心。",
    "东澜省民政厅",
    "2026年2月20日",
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def paper(lines: tuple[str, ...] = LINES) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def with_part(name: str, content: bytes, *, type_: bytes = b"") -> bytes:
    """The paper with one more part in its package."""
    written = io.BytesIO(paper())
    with zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return written.getvalue()


def bomb() -> bytes:
    return with_part("word/media/image1.xml", bytes(120 * 1024 * 1024))


BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "broken": ("a.docx", lambda: paper()[:2000], "请"),
    "encrypted": ("a.docx", lambda: OLE + bytes(4096), "请"),
    "macro": ("a.docx", lambda: with_part("word/vbaProject.bin", OLE + bytes(600)), "宏"),
    "old": ("a.doc", lambda: OLE + bytes(4096), "docx"),
    "bomb": ("a.docx", bomb, "请"),
    "executable": ("a.docx", lambda: b"MZ" + bytes(4096), "可执行程序"),
    "empty": ("a.docx", lambda: b"", "空文件"),
    "picture": ("a.png", lambda: b"\x89PNG\r\n\x1a\n" + bytes(64) + b"IEND\xaeB`\x82", "暂时不能"),
}


def send(client: Client, organ: Organ, name: str, content: bytes, **more: str) -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(NEW, {"organ": organ.code, "kind": "normative", "title": "", "file": file, **more})


def test_a_paper_becomes_a_draft_with_proposals_to_check(clerk: Client, organ: Organ) -> None:
    answer = send(clerk, organ, "通知.docx", paper())
    edition = Edition.objects.get()
    assert answer["Location"] == reverse("office:edit", args=[edition.record.uid])
    assert edition.document_number == "东民发〔2026〕7号"
    assert edition.original_name == "通知.docx"
    page = clerk.get(answer["Location"]).content.decode()
    assert "请核对" in page
    assert "由上传的文件识别，请核对。" in page
    assert "东澜省民政厅关于做好适老化改造的通知" in page


def test_the_original_comes_back_byte_for_byte(clerk: Client, organ: Organ) -> None:
    content = paper()
    send(clerk, organ, "通知.docx", content)
    answer = clerk.get(f"/office/records/{Edition.objects.get().record.uid}/original")
    assert b"".join(answer.streaming_content) == content  # type: ignore[attr-defined]
    assert "attachment" in answer["Content-Disposition"]


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_gets_its_sentence_and_the_form_keeps_the_rest(clerk: Client, organ: Organ, kind: str) -> None:
    name, content, word = BAD[kind]
    answer = send(clerk, organ, name, content(), title="手写的标题")
    page = answer.content.decode()
    assert answer.status_code == 400, page
    summary = page.split('class="error-summary"')[1].split("</div>")[0]
    assert word in summary
    assert 'href="#id_file"' in summary
    assert 'value="手写的标题"' in page
    assert "checked" in page.split('value="normative"')[1][:60]
    assert not Edition.objects.exists()


def test_a_file_above_the_limit_is_let_go_by_and_the_form_keeps_the_rest(
    clerk: Client, organ: Organ, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.faces.office.uploads.LIMITS", Limits(size=1024 * 1024))
    answer = send(clerk, organ, "大.docx", bytes(3 * 1024 * 1024), title="手写的标题")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "文件超过 1 MB" in page
    assert 'value="手写的标题"' in page
    assert not StoredFile.objects.exists()


def test_what_the_header_announces_as_too_large_is_not_even_counted(
    clerk: Client, organ: Organ, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
    monkeypatch.setattr("gongkai.faces.office.uploads.LIMITS", Limits(size=1024 * 1024))
    monkeypatch.setattr("gongkai.faces.office.uploads.Quota.receive_data_chunk", lambda *_: pytest.fail("read"))
    answer = send(clerk, organ, "大.docx", bytes(3 * 1024 * 1024))
    assert "文件超过 1 MB" in answer.content.decode()


def test_the_form_of_a_stranger_is_refused_before_its_file_is_read(who: Any, organ: Organ) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(_person(who.drafter.uid), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert send(strict, organ, "通知.docx", paper()).status_code == 403
    assert not Edition.objects.exists()


def test_without_a_file_a_title_is_enough(clerk: Client, organ: Organ) -> None:
    clerk.post(NEW, {"organ": organ.code, "kind": "document", "title": "白手起稿"})
    assert Edition.objects.get().title == "白手起稿"


def test_with_neither_file_nor_title_it_says_what_to_do(clerk: Client, organ: Organ) -> None:
    answer = clerk.post(NEW, {"organ": organ.code, "kind": "document", "title": ""})
    assert answer.status_code == 400
    assert "请选择要上传的文件" in answer.content.decode()


def test_a_date_that_cannot_stand_is_left_out_and_said(clerk: Client, organ: Organ) -> None:
    answer = send(clerk, organ, "通知.docx", paper((*LINES[:-1], "2031年2月20日")))
    edition = Edition.objects.get()
    assert edition.formed_on is None
    assert "识别出的日期不能采用" in clerk.get(answer["Location"]).content.decode()


def test_a_taken_number_offers_to_go_on_without_it(clerk: Client, organ: Organ) -> None:
    send(clerk, organ, "通知.docx", paper())
    answer = send(clerk, organ, "通知.docx", paper())
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "本机关已有文号" in page
    assert "先不填文号" in page
    assert send(clerk, organ, "通知.docx", paper(), without_number="on").status_code == 302
    assert Edition.objects.get(document_number="").title


def test_another_organ_cannot_be_chosen(clerk: Client, foreign: Organ) -> None:
    answer = send(clerk, foreign, "通知.docx", paper())
    assert answer.status_code == 400
    assert "您不是这个机关的拟稿人" in answer.content.decode()
    assert not Edition.objects.exists()


def test_who_is_no_drafter_is_told_so(who: Any, sign_in: Callable[..., Client]) -> None:
    answer = sign_in(who.signer).get(NEW)
    assert answer.status_code == 403
    assert "只有拟稿人可以起草" in answer.content.decode()


def test_an_interpretation_begins_with_its_relation(clerk: Client, organ: Organ, released: str) -> None:
    page = clerk.get(f"{NEW}?kind=interpretation&interprets={released}").content.decode()
    assert "关于推进养老服务高质量发展的通知" in page
    clerk.post(NEW, {"organ": organ.code, "kind": "interpretation", "title": "解读", "interprets": released})
    relation = Edition.objects.get(kind="interpretation").relations.get()
    assert (relation.type, relation.target and relation.target.uid) == ("interprets", released)


def test_ten_thousand_rows_are_taken(clerk: Client, organ: Organ) -> None:
    document = docx.Document()
    document.add_paragraph("关于公布清单的公告")
    table = document.add_table(rows=1, cols=2)
    row = table.rows[0]._tr
    from copy import deepcopy

    for _ in range(9_999):
        table._tbl.append(deepcopy(row))
    written = io.BytesIO()
    document.save(written)
    answer = send(clerk, organ, "清单.docx", written.getvalue())
    assert answer.status_code == 302
    assert clerk.get(answer["Location"]).status_code == 200


def _person(uid: str) -> Any:
    from gongkai.foundation.people.models import Person

    return Person.objects.get(uid=uid)


def pdf_of_columns() -> bytes:
    """Latin text, which needs no font: one page in two columns."""
    lines = "".join(
        f"BT /H 11 Tf {x} {740 - 20 * n} Td (A line of text set in column {x} goes on) Tj ET\n"
        for x in (60, 320)
        for n in range(10)
    ).encode()
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    font = DictionaryObject({NameObject(key): NameObject(value) for key, value in HELVETICA.items()})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/H"): font})})
    content = DecodedStreamObject()
    content.set_data(lines)
    page[NameObject("/Contents")] = writer._add_object(content)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


HELVETICA = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}


def test_of_a_pdf_the_clerk_sees_how_sure_each_doubtful_page_is(clerk: Client, organ: Organ) -> None:
    sent = {"organ": organ.code, "kind": "document", "title": "分栏的文件"}
    answer = clerk.post(NEW, {**sent, "file": SimpleUploadedFile("a.pdf", pdf_of_columns())}, follow=True)
    page = answer.content.decode()
    assert "从 PDF 读出 1 页，文字可信度" in page
    assert "逐页可信度" in page
    assert page.count("第 1 页像是分栏排版") == 1

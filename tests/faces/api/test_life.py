"""The whole life of a record, by program."""

import io
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.foundation.pdf.pdfs import Page, pdf

OFFICE = "/api/v1/office"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def a_paper() -> SimpleUploadedFile:
    paper = docx.Document()
    for line in (
        "东澜省人民政府办公厅关于加强村卫生室建设的通知",
        "东政办发〔2026〕5号",
        "各市、县人民政府：",
        "为加强村卫生室建设，现就有关事项通知如下。",
        "东澜省人民政府办公厅",
        "2026年2月25日",
    ):
        paper.add_paragraph(line)
    kept = io.BytesIO()
    paper.save(kept)
    return SimpleUploadedFile("通知.docx", kept.getvalue(), content_type=DOCX)


def test_a_draft_is_opened_from_json(who: SimpleNamespace, said: dict[str, Any]) -> None:
    answer = who.drafter.post(f"{OFFICE}/records", said)
    assert answer.status_code == 201
    work = answer.json()
    assert work["state"] == "draft"
    assert work["content"]["title"] == said["title"]
    assert work["deadline"]["due_on"] == "2026-03-23"
    assert {choice["act"] for choice in work["choices"] if choice["allowed"]} == {"save", "discard", "submit", "purge"}


def test_a_draft_is_opened_from_a_word_file_and_the_file_is_kept(who: SimpleNamespace, organ: Any) -> None:
    paper = a_paper()
    answer = who.drafter.send(f"{OFFICE}/uploads", organ=organ.code, kind="document", file=paper)
    assert answer.status_code == 201, answer.content.decode()
    work = answer.json()
    assert work["content"]["document_number"] == "东政办发〔2026〕5号"
    assert work["content"]["formed_on"] == "2026-02-25"
    original = who.drafter.get(work["original_url"])
    paper.seek(0)
    assert b"".join(original.streaming_content) == paper.read()


def test_the_answer_to_a_pdf_says_how_sure_its_reading_is(who: SimpleNamespace, organ: Any) -> None:
    lines = ["关于加强村卫生室建设的通知", "各市、县人民政府：", "为加强村卫生室建设，现就有关事项通知如下。"]
    content = pdf(Page([(102, 740 - 40 * n, 16, words) for n, words in enumerate(lines)]), Page())
    file = SimpleUploadedFile("通知.pdf", content, content_type="application/pdf")
    answer = who.drafter.send(f"{OFFICE}/uploads", organ=organ.code, kind="document", file=file)
    assert answer.status_code == 201, answer.content.decode()
    reading = answer.json()["reading"]
    assert [(page["page"], page["grade"]) for page in reading["pages"]] == [(1, "高"), (2, "高")]
    assert 0 < reading["share"] <= 1
    assert reading["sentence"] in answer.json()["remarks"]


def test_the_answer_to_a_word_file_has_remarks_and_no_share(who: SimpleNamespace, organ: Any) -> None:
    work = who.drafter.send(f"{OFFICE}/uploads", organ=organ.code, kind="document", file=a_paper()).json()
    assert (work["reading"], work["remarks"], work["attachments_named"]) == (None, [], [])


def test_a_broken_file_is_refused_with_a_sentence(who: SimpleNamespace, organ: Any) -> None:
    broken = SimpleUploadedFile("通知.docx", b"PK\x03\x04 not a docx")
    answer = who.drafter.send(f"{OFFICE}/uploads", organ=organ.code, kind="document", file=broken)
    assert answer.status_code == 400
    assert answer.json()["error"]["sentence"].endswith("。")


def test_a_save_over_another_is_refused_and_both_texts_are_kept(
    who: SimpleNamespace, drafted: str, said: dict[str, Any]
) -> None:
    path = f"{OFFICE}/records/{drafted}"
    first = who.drafter.put(path, {**said, "title": "第一次保存的标题", "lock_version": 1})
    assert (first.status_code, first.json()["lock_version"]) == (200, 2)
    second = who.drafter.put(path, {**said, "title": "第二次保存的标题", "lock_version": 1})
    assert (second.status_code, second.json()["error"]["code"]) == (409, "overtaken")
    work = who.drafter.get(path).json()
    assert work["content"]["title"] == "第一次保存的标题"
    assert [text["content"]["title"] for text in work["displaced"]] == ["第二次保存的标题"]


def test_attachments_are_added_read_reordered_and_removed(who: SimpleNamespace, drafted: str) -> None:
    path = f"{OFFICE}/records/{drafted}/files"
    for title in ("名单", "清单"):
        file = SimpleUploadedFile(f"{title}.csv", f"序号,{title}\n1,甲\n".encode())
        answer = who.drafter.send(path, title=title, file=file)
        assert answer.status_code == 201, answer.content.decode()
    assert "甲".encode() in b"".join(who.signer.get(f"{path}/1").streaming_content)
    turned = who.drafter.put(path, {"positions": [2, 1]})
    assert [file["title"] for file in turned.json()["files"]] == ["清单", "名单"]
    assert len(who.drafter.delete(f"{path}/1").json()["files"]) == 1
    assert who.signer.get(f"{path}/2").status_code == 404


def test_a_record_lives_from_draft_to_withdrawal(
    who: SimpleNamespace,
    anybody: Any,
    drafted: str,
    approved: Callable[[str], str],
    said: dict[str, Any],
    run_jobs: Callable[[], int],
    django_capture_on_commit_callbacks: Any,
) -> None:
    path, public = f"{OFFICE}/records/{drafted}", f"/api/v1/documents/{drafted}"
    assert anybody.get(public).status_code == 404
    approved(drafted)
    assert [step["approved"] for step in who.signer.get(path).json()["steps"]] == [True, True, True]
    assert anybody.get(public).status_code == 404
    assert who.publisher.post(f"{path}/release").json() == {"record": drafted, "edition": 1, "state": "released"}
    run_jobs()

    page = anybody.get(public).json()
    assert page["title"] == said["title"]
    assert page["index_number"].startswith("000014349/2026-")
    assert [hit["record"] for hit in anybody.get("/api/v1/search", q="养老服务").json()["hits"]] == [drafted]
    assert anybody.get(f"{public}/proof").status_code == 200

    assert who.drafter.post(f"{path}/revise").json()["edition"] == 2
    work = who.drafter.get(path).json()
    corrected = {**said, "title": "关于推进养老服务高质量发展的通知（更正）", "lock_version": work["lock_version"]}
    assert who.drafter.put(path, corrected).status_code == 200
    unexplained = who.drafter.post(f"{path}/submit")
    assert (unexplained.status_code, unexplained.json()["error"]["field"]) == (400, "public_note")
    version = work["lock_version"] + 1
    assert who.drafter.put(path, {**corrected, "public_note": "更正标题。", "lock_version": version}).status_code == 200
    approved(drafted)
    assert anybody.get(public).json()["edition"] == 1
    assert who.publisher.post(f"{path}/release").json()["edition"] == 2
    run_jobs()
    assert anybody.get(public).json()["public_note"] == "更正标题。"
    assert anybody.get(public, edition=1).json()["title"] == said["title"]

    gone = who.publisher.post(f"{path}/withdraw", {"reason": "published_in_error", "note": "误将内部稿发布。"})
    assert gone.json()["state"] == "withdrawn"
    answer = anybody.get(public)
    assert (answer.status_code, answer.json()["error"]["code"]) == (410, "published_in_error")
    assert "2026年3月2日" in answer.json()["error"]["sentence"]
    assert anybody.get("/api/v1/search", q="养老服务").json()["hits"] == []
    assert anybody.get("/api/v1/documents").json()["items"] == []


def test_a_consolidated_record_leads_to_its_successor(
    who: SimpleNamespace, anybody: Any, released: str, approved: Callable[[str], str], said: dict[str, Any]
) -> None:
    newer = who.drafter.post(f"{OFFICE}/records", {**said, "document_number": "东政办发〔2026〕4号"}).json()["record"]
    who.publisher.post(f"{OFFICE}/records/{approved(newer)}/release")
    said_so = {"reason": "consolidated", "note": "并入新文件。", "successor": newer}
    assert who.publisher.post(f"{OFFICE}/records/{released}/withdraw", said_so).status_code == 200
    answer = anybody.get(f"/api/v1/documents/{released}")
    assert (answer.status_code, answer["Location"]) == (302, f"/api/v1/documents/{newer}")


def test_an_unsuitable_record_leaves_no_title_and_no_note(who: SimpleNamespace, anybody: Any, released: str) -> None:
    who.publisher.post(f"{OFFICE}/records/{released}/withdraw", {"reason": "unsuitable", "note": "涉及某人隐私。"})
    answer = anybody.get(f"/api/v1/documents/{released}")
    assert answer.status_code == 410
    assert "养老" not in answer.content.decode()
    assert "隐私" not in answer.content.decode()


def test_a_release_can_be_scheduled_and_unscheduled(
    who: SimpleNamespace, anybody: Any, drafted: str, approved: Callable[[str], str]
) -> None:
    path = f"{OFFICE}/records/{approved(drafted)}"
    naive = who.publisher.post(f"{path}/schedule", {"release_at": "2026-03-05T09:00:00"})
    assert (naive.status_code, naive.json()["error"]["field"]) == (400, "release_at")
    assert who.publisher.post(f"{path}/schedule", {"release_at": "2026-03-05T09:00:00+08:00"}).status_code == 200
    assert who.publisher.get(path).json()["release_at"] == "2026-03-05T01:00:00+00:00"
    assert anybody.get(f"/api/v1/documents/{drafted}").status_code == 404
    assert who.publisher.post(f"{path}/unschedule").json()["state"] == "approved"


def test_a_returned_draft_tells_its_drafter_why(who: SimpleNamespace, drafted: str) -> None:
    path = f"{OFFICE}/records/{drafted}"
    who.drafter.post(f"{path}/submit")
    sha256 = who.unit_head.get(path).json()["sha256"]
    assert who.unit_head.post(f"{path}/return", {"sha256": sha256, "reason": "请补充附件。"}).status_code == 200
    work = who.drafter.get(path).json()
    assert (work["state"], work["returned_reason"]) == ("draft", "请补充附件。")


def test_an_approval_of_something_else_is_refused(who: SimpleNamespace, drafted: str) -> None:
    path = f"{OFFICE}/records/{drafted}"
    who.drafter.post(f"{path}/submit")
    answer = who.unit_head.post(f"{path}/approve", {"sha256": "0" * 64})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "content-changed")


def test_a_normative_document_waits_for_its_interpretation(who: SimpleNamespace, said: dict[str, Any]) -> None:
    uid = who.drafter.post(f"{OFFICE}/records", {**said, "kind": "normative"}).json()["record"]
    path = f"{OFFICE}/records/{uid}"
    who.drafter.post(f"{path}/submit")
    for role in ("unit_head", "secrecy_reviewer", "legality_reviewer", "signer"):
        sha256 = getattr(who, role).get(path).json()["sha256"]
        assert getattr(who, role).post(f"{path}/approve", {"sha256": sha256}).status_code == 200
    assert "解读" in who.publisher.get(path).json()["gate"]
    assert who.publisher.post(f"{path}/release").status_code == 403
    assert who.publisher.post(f"{path}/promise-interpretation", {"reason": "解读稿在审。"}).status_code == 204
    assert who.publisher.get(path).json()["gate"] == ""
    assert who.publisher.post(f"{path}/release").status_code == 200


def test_what_is_not_proactively_disclosed_is_filed(
    who: SimpleNamespace, anybody: Any, said: dict[str, Any], approved: Callable[[str], str]
) -> None:
    uid = who.drafter.post(f"{OFFICE}/records", {**said, "attribute": "on_request"}).json()["record"]
    path = f"{OFFICE}/records/{approved(uid)}"
    assert who.publisher.post(f"{path}/release").status_code == 403
    assert who.publisher.post(f"{path}/file").json()["state"] == "filed"
    assert anybody.get(f"/api/v1/documents/{uid}").status_code == 404


def test_a_discarded_draft_is_gone_and_frees_its_number(
    who: SimpleNamespace, drafted: str, said: dict[str, Any]
) -> None:
    taken = who.drafter.post(f"{OFFICE}/records", said)
    assert (taken.status_code, taken.json()["error"]["code"]) == (409, "number-taken")
    assert who.drafter.post(f"{OFFICE}/records/{drafted}/discard").status_code == 204
    assert who.drafter.get(f"{OFFICE}/records/{drafted}").status_code == 404
    assert who.drafter.post(f"{OFFICE}/records", said).status_code == 201


@pytest.mark.parametrize("act", ["recall", "revise", "withdraw"])
def test_an_act_out_of_turn_is_refused_with_a_sentence(who: SimpleNamespace, drafted: str, act: str) -> None:
    program = who.publisher if act == "withdraw" else who.drafter
    answer = program.post(f"{OFFICE}/records/{drafted}/{act}", {"reason": "repealed", "note": "已废止。"})
    assert answer.status_code == 403
    assert "当前状态" in answer.json()["error"]["sentence"]

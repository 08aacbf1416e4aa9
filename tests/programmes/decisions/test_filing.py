"""Papers on file: what was signed lies sealed beside the matter and goes into its archive as it is."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta

import docx
import pytest

from gongkai.engines.casework.models import Case
from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import SYSTEM
from gongkai.programmes.decisions import operations as ops
from gongkai.programmes.decisions import package
from tests.engines.casework.conftest import an_actor
from tests.programmes.decisions.conftest import AT, decide, start

LATER = AT + timedelta(days=30)


def paper(words: str) -> bytes:
    made, kept = docx.Document(), io.BytesIO()
    made.add_paragraph(words)
    made.save(kept)
    return kept.getvalue()


def test_what_was_signed_goes_into_the_archive_as_it_is_and_what_is_wanting_is_named(
    matter: Case, do: Callable[..., Case], organ: Organ, foreign: Organ
) -> None:
    start(do, matter, foreign)
    decide(do, matter)
    drafter, minutes = an_actor(organ, "drafter"), paper("会议记录，全体签字")
    made = ops.file_paper(
        decision=matter.number,
        kind="会议记录",
        content=minutes,
        name="C:\\卷\\第3次常务会议.docx",
        by=drafter,
        at=LATER,
    )
    assert (made.name, made.extension) == ("第3次常务会议", "docx")
    assert "全体签字".encode() not in bytes(made.sealed)
    with pytest.raises(Conflict, match="已经归入"):
        ops.file_paper(decision=matter.number, kind="其他材料", content=minutes, name="x.docx", by=drafter, at=LATER)
    content, found = ops.open_filed_paper(decision=matter.number, paper=made.uid, by=drafter, at=LATER)
    assert (content, found) == (minutes, made)
    wrong = ops.file_paper(
        decision=matter.number, kind="合法性审查意见", content=paper("别的事项"), name="a.docx", by=drafter, at=LATER
    )
    void = {"decision": matter.number, "paper": wrong.uid, "by": drafter, "at": LATER}
    with pytest.raises(Invalid, match="理由"):
        ops.void_filed_paper(reason=" ", **void)
    ops.void_filed_paper(reason="放错了事项", **void)
    with pytest.raises(Conflict):
        ops.void_filed_paper(reason="再来一次", **void)
    Case.objects.filter(pk=matter.pk).update(state="in_force")
    matter.refresh_from_db()
    kept = zipfile.ZipFile(io.BytesIO(package.package(matter, at=LATER)))
    listed = json.loads(kept.read("目录.json"))
    ops.note_package_taken(decision=matter.number, by=drafter, at=LATER)
    assert Entry.objects.order_by("-pk").first().act == "decisions.package_taken"
    assert kept.read("归档材料/01 会议记录 第3次常务会议.docx") == minutes
    assert listed["尚缺材料"] == ["合法性审查意见"]
    assert [one["理由"] for one in listed["作废的材料"]] == ["放错了事项"]
    assert ops.reseal_filed_papers(by=SYSTEM, at=LATER) == wrong.pk


@pytest.mark.parametrize(
    ("kind", "content", "name", "says"),
    [
        ("照片", b"x", "a.pdf", "哪一种材料"),
        ("会议记录", b"", "", "请选择要归入的文件"),
        ("会议记录", b"plain words", "a.txt", "请另存后再上传"),
        ("会议记录", b"%PDF-1.4 broken", "a.pdf", "不完整"),
    ],
)
def test_a_wrong_file_is_refused_at_its_box(
    matter: Case, organ: Organ, kind: str, content: bytes, name: str, says: str
) -> None:
    with pytest.raises(Invalid, match=says) as refused:
        ops.file_paper(
            decision=matter.number, kind=kind, content=content, name=name, by=an_actor(organ, "drafter"), at=LATER
        )
    assert refused.value.field in {"kind", "file"}
    assert not matter.filed_papers.exists()


def test_only_who_decides_or_undertakes_files_and_no_other_organ_knows(
    matter: Case, organ: Organ, foreign: Organ
) -> None:
    said = {"decision": matter.number, "kind": "其他材料", "content": paper("a"), "name": "a.docx", "at": LATER}
    with pytest.raises(NotPermitted, match="归档材料由"):
        ops.file_paper(by=an_actor(organ, "openness_officer"), **said)
    with pytest.raises(NotFound):
        ops.file_paper(by=an_actor(foreign, "drafter"), **said)
    with pytest.raises(NotPermitted):
        ops.reseal_filed_papers(by=an_actor(organ, "administrator"), at=LATER)

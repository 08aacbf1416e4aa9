"""Files and lists come in as drafts of one organ; what cannot is named with its sentence and stops nothing else."""

import csv
import io
import json
import lzma
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import pytest

from gongkai.assembly import importing
from gongkai.engines.publishing.models import Edition, Record
from gongkai.foundation.errors import Invalid, NotPermitted, Refusal
from gongkai.foundation.files.queries import read_file
from gongkai.foundation.journal import queries as journal
from gongkai.foundation.now import CHINA, frozen
from gongkai.foundation.organs import operations as organs
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people import operations as people
from gongkai.foundation.people.actors import SYSTEM
from gongkai.foundation.places import operations as places
from gongkai.foundation.places.models import Place

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, 0, tzinfo=CHINA)
CODES = {"东澜省民政厅": "990000033", "东澜省财政厅": "990000076"}
NOTICE = """东澜省民政厅
关于做好养老服务工作的通知

东民发〔2026〕3号

各市民政局：

现就养老服务有关事项通知如下。

一、总体要求

坚持以人民为中心。

东澜省民政厅
2026年2月24日
"""

Run = Callable[..., int]


@pytest.fixture(autouse=True)
def world(db: None) -> Iterator[None]:
    """Two organs, a drafter of one, a drafter of both, and a signer."""
    with frozen(AT):
        places.import_divisions(rows=[{"code": "990000", "name": "东澜省"}], by=SYSTEM, at=AT)
        province = Place.objects.get()
        made = [
            organs.establish(
                code=code, name=name, short_name=name[3:], place=province, kind="department", since=AT.date(),
                by=SYSTEM, at=AT,
            )
            for name, code in CODES.items()
        ]  # fmt: skip
        appoint("clerk", "drafter", made[0])
        appoint("both", "drafter", *made)
        appoint("boss", "signer", made[0])
        yield


def appoint(username: str, role: str, *houses: Organ) -> None:
    person = people.enrol(
        username=username, name=username, password="long-enough-2026", organ=None, by=SYSTEM, at=AT
    )  # fmt: skip
    for house in houses:
        people.appoint(person=person, organ=house, role=role, by=SYSTEM, at=AT)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def run(said: list[str]) -> Run:
    def imported(*paths: Path, organ: str = "", by: str = "clerk", **more: Any) -> int:
        said.clear()
        return importing.run(paths, organ=organ, by=by, say=said.append, **more)

    return imported


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "通知.txt"
    path.write_text(NOTICE, encoding="utf-8")
    return path


@pytest.fixture
def listed(tmp_path: Path) -> Callable[..., Path]:
    """Write rows (mappings or raw lines) as a .jsonl.xz."""

    def write(*rows: dict[str, Any] | str) -> Path:
        path = tmp_path / "目录.jsonl.xz"
        lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
        path.write_bytes(lzma.compress(("\n".join(lines) + "\n").encode()))
        return path

    return write


def row(title: str, body: str = "现将有关事项通知如下。", **more: Any) -> dict[str, Any]:
    fields = ("file", "date", "status", "theme", "category", "summary", "url", "attachment")
    return {"dept": "东澜省门户网站", "title": title, "body": body, **dict.fromkeys(fields), **more}


def test_a_text_file_becomes_a_draft_with_what_was_recognised(run: Run, notice: Path) -> None:
    assert run(notice) == 0
    draft = Edition.objects.select_related("original", "record__organ").get()
    assert (draft.state, draft.kind, draft.record.organ.code) == ("draft", "document", CODES["东澜省民政厅"])
    assert draft.title == "东澜省民政厅关于做好养老服务工作的通知"
    assert draft.document_number == "东民发〔2026〕3号"
    assert str(draft.formed_on) == "2026-02-24"
    assert "<h2>一、总体要求</h2>" in draft.body
    assert draft.saved_by_name == "clerk"
    assert draft.original is not None
    assert read_file(draft.original) == NOTICE.encode()
    assert journal.history(f"record:{draft.record.uid}").filter(act="publishing.drafted").exists()


def test_a_word_file_becomes_a_draft(run: Run, tmp_path: Path) -> None:
    document, made = docx.Document(), io.BytesIO()
    for line in NOTICE.splitlines():
        document.add_paragraph(line)
    document.save(made)
    path = tmp_path / "通知.docx"
    path.write_bytes(made.getvalue())
    assert run(path) == 0
    draft = Edition.objects.get()
    assert draft.document_number == "东民发〔2026〕3号"
    assert draft.original_name == "通知.docx"


def test_importing_again_skips_and_says_so(run: Run, notice: Path, said: list[str]) -> None:
    run(notice)
    assert run(notice) == 0
    assert "1 件以前已导入" in said[0]
    assert Record.objects.count() == 1


def test_the_same_file_may_come_to_another_organ(run: Run, notice: Path) -> None:
    run(notice)
    assert run(notice, by="both", organ="财政厅") == 0
    assert Record.objects.count() == 2


def test_a_list_becomes_drafts_with_their_source(run: Run, listed: Callable[..., Path]) -> None:
    url = "https://www.example/1.html"
    assert run(listed(row("关于甲事项的通知", url=url, summary="甲"), row("关于乙事项的通知"))) == 0
    first, second = Edition.objects.order_by("pk")
    assert first.identifiers == [["来源网址", url, "东澜省门户网站"]]
    assert (first.title, first.summary) == ("关于甲事项的通知", "甲")
    assert second.identifiers == []
    assert first.original is not None
    assert read_file(first.original).decode() == "关于甲事项的通知\n\n现将有关事项通知如下。"


def test_a_body_that_the_source_holds_twice_over_comes_in_once(run: Run, listed: Callable[..., Path]) -> None:
    body = "各市民政局：\n现将养老服务有关事项通知如下，请结合实际认真贯彻落实，重大情况及时报告，不得延误。\n"
    report = listed(row("关于甲事项的通知", body * 2)).with_name("report.csv")
    assert run(listed(row("关于甲事项的通知", body * 2)), report=report) == 0
    draft = Edition.objects.get()
    assert draft.body.count("养老服务") == 1
    assert "只取了一遍" in report.read_text(encoding="utf-8-sig")


def test_bad_rows_are_named_by_line_and_stop_nothing(run: Run, listed: Callable[..., Path], said: list[str]) -> None:
    numbered = "东民发〔2026〕7号\n\n各市民政局：\n\n现将{}事项通知如下。\n\n东澜省民政厅\n2026年2月9日"
    path = listed(
        row("关于甲事项的通知", numbered.format("甲")),
        row("关于乙事项的通知", ""),
        "{not json",
        "[1, 2]",
        "",
        row("", "没有标题的正文"),
        row("关于丙事项的通知", numbered.format("丙")),
        row("关于丁事项的通知"),
    )
    assert run(path) == 1
    assert set(Edition.objects.values_list("title", flat=True)) == {"关于甲事项的通知", "关于丁事项的通知"}
    refused = [line for line in said if line.startswith("✗")]
    expected = [
        ("2", "没有正文"),
        ("3", "不是 JSON"),
        ("4", "不是 JSON"),
        ("6", "没有标题"),
        ("7", "东民发〔2026〕7号"),
    ]
    assert len(refused) == len(expected)
    for line, (number, words) in zip(refused, expected, strict=True):
        assert line.startswith(f"✗ 目录.jsonl.xz 第 {number} 行：")
        assert words in line
    assert any("共 7 件：导入 2 件，未导入 5 件" in line for line in said)


def test_rows_no_database_could_hold_come_in_without_what_it_could_not(run: Run, listed: Callable[..., Path]) -> None:
    path = listed(
        '{"title": "关于\\u0000甲\\ud800事项的通知", "body": "正文\\u0000一\\udfff。"}', row("长" * 400, "正文二。")
    )
    assert run(path) == 0
    first, second = Edition.objects.order_by("pk")
    assert "甲" in first.title
    assert not set(first.title + first.body) & {"\0", "\ud800"}
    assert len(second.title) == 300


def test_a_list_cut_off_in_the_middle_keeps_what_came_before(run: Run, tmp_path: Path, said: list[str]) -> None:
    lines = "".join(json.dumps(row(f"关于第{n}项的通知", f"{n}" * 4000)) + "\n" for n in range(50))
    path = tmp_path / "断.jsonl.xz"
    path.write_bytes(lzma.compress(lines.encode(), preset=0)[:-60])
    code = run(path)
    assert any("文件损坏" in line for line in said)
    assert code == (1 if Record.objects.exists() else 2)


def test_nothing_taken_is_exit_two(run: Run, tmp_path: Path, said: list[str]) -> None:
    for name, content in (("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600), ("空.txt", b"")):
        path = tmp_path / name
        path.write_bytes(content)
        assert run(path) == 2
        assert said[0].startswith(f"✗ {name}：")
    empty = tmp_path / "空文件夹"
    empty.mkdir()
    assert run(empty) == 2


def test_a_folder_gives_what_stands_in_it(run: Run, notice: Path) -> None:
    assert run(notice.parent) == 0
    assert Record.objects.count() == 1


def test_the_report_names_every_document(run: Run, listed: Callable[..., Path], tmp_path: Path) -> None:
    report = tmp_path / "清单.csv"
    run(listed(row("=关于甲事项的通知", date="2026-02-01"), row("关于乙事项的通知", "")), report=report)
    with report.open(encoding="utf-8-sig", newline="") as file:
        first, second = csv.DictReader(file)
    assert first["编号"] == Record.objects.get().uid
    assert first["标题"].startswith("'=")
    assert "来源标注的日期：2026-02-01" in first["说明"]
    assert (second["结果"], second["来源"]) == ("未导入", "目录.jsonl.xz 第 2 行")


def test_the_organ_is_inferred_or_asked_for(run: Run, notice: Path) -> None:
    with pytest.raises(Invalid, match="东澜省民政厅（990000033）、东澜省财政厅（990000076）"):
        run(notice, by="both")
    assert run(notice, by="both", organ="990000076") == 0
    assert Record.objects.get().organ.code == "990000076"


@pytest.mark.parametrize(
    ("by", "organ", "kind", "refusal", "sentence"),
    [
        ("", "", "document", Invalid, "--by"),
        ("nobody", "", "document", Invalid, "没有用户名为“nobody”"),
        ("boss", "", "document", NotPermitted, "不是任何机关的拟稿人"),
        ("clerk", "东澜省财政厅", "document", NotPermitted, "可以用 --organ 指定：东澜省民政厅"),
        ("clerk", "", "letter", Invalid, "没有“letter”这种记录"),
    ],
)
def test_what_cannot_begin_says_why(
    run: Run, notice: Path, by: str, organ: str, kind: str, refusal: type[Refusal], sentence: str
) -> None:
    with pytest.raises(refusal, match=sentence):
        run(notice, by=by, organ=organ, kind=kind)
    assert not Record.objects.exists()


def test_a_report_that_cannot_be_written_is_refused_before_anything_is_imported(run: Run, notice: Path) -> None:
    with pytest.raises(Invalid, match="--report"):
        run(notice, report=notice / "清单.csv")
    assert not Record.objects.exists()


def test_real_documents_come_in(run: Run, shared: Path, tmp_path: Path) -> None:
    seed = shared / "seeds" / "implementation-opinions-2016.txt"
    with lzma.open(shared / "data" / "hebei_gov_disclosure.jsonl.xz", "rt", encoding="utf-8") as lines:
        some = [line for number, line in enumerate(lines) if number % 50 == 0]
    path = tmp_path / "河北.jsonl"
    path.write_text("".join(some), encoding="utf-8")
    assert run(seed, path) == 1
    assert Record.objects.count() > 25
    assert Edition.objects.exclude(identifiers=[]).exists()

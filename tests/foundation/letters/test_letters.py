"""Letters: the words stand on the page as given; numbers have no gaps; a numbered letter never changes."""

import io
import threading
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction
from docx import Document
from docx.oxml import OxmlElement
from PIL import Image
from pypdf import PdfReader

from gongkai.foundation.errors import Conflict, Invalid, NotPermitted
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.letters import jobs, operations, queries, reading, setting, word
from gongkai.foundation.letters.models import Letter
from gongkai.foundation.letters.rules import Sheet
from gongkai.foundation.organs.models import Organ

Number = Callable[..., Letter]


def text_of(docx: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(docx)).paragraphs if paragraph.text]


def edited(*lines: str) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


OWN = ("{{ number }}", "{%p for line in paragraphs %}", "{{ line }}", "{%p endfor %}", "{{ signed_by }}", "{{ day }}")


@pytest.fixture
def number(organ: Organ, who: SimpleNamespace, at: datetime, sheet: Sheet) -> Number:
    def run(act: int, **given: object) -> Letter:
        known = {"kind": "reply", "series": "reply", "otherwise": "东民依复", "sheet": sheet, "on": at.date()}
        return operations.number_letter(
            organ=organ, subject="case:A", act=act, by=who.signer, at=at, **{**known, **given}
        )  # type: ignore[arg-type]

    return run


def test_the_shipped_template_is_one_an_organ_could_upload() -> None:
    assert word.problems(word.default_template()) == []


def test_all_that_stands_on_a_letter_stands_in_its_docx(sheet: Sheet) -> None:
    assert text_of(queries.as_word(sheet, None)) == [
        sheet.organ,
        "（待编号）",
        sheet.title,
        "申请人：",
        *sheet.paragraphs,
        sheet.signed_by,
        sheet.day,
        sheet.contact,
    ]


def test_all_that_stands_on_a_letter_stands_in_its_pdf(sheet: Sheet) -> None:
    said = "".join(page.extract_text() for page in PdfReader(io.BytesIO(queries.as_pdf(sheet, None))).pages)
    said = "".join(said.split())
    for words in (sheet.organ, sheet.title, *sheet.paragraphs, sheet.day):
        assert "".join(words.split()) in said


def test_a_character_the_font_lacks_is_named_and_never_printed_as_a_box(sheet: Sheet) -> None:
    with pytest.raises(Conflict, match="缺少“\ue000”") as refused:
        queries.as_pdf(replace(sheet, paragraphs=("姓名中的\ue000字",)), None)
    assert "Word文件不受影响" in refused.value.sentence


WRONG = {
    "an unknown placeholder": (("{{ applicant }}", *OWN), "不认识的占位符“applicant”"),
    "a missing placeholder": (OWN[1:], "缺少占位符“number”（发文字号）"),
    "a broken placeholder": (("{{ number", *OWN[1:]), "缺少占位符“number”"),
    "a loop without its end": ((*OWN[:3], *OWN[4:]), "占位符写法有误"),
    "a way into the program": (("{{ number.__class__ }}", *OWN), "不能使用运算、函数或者其他指令"),
    "a sum": (("{{ number * 9 }}", *OWN), "不能使用运算、函数或者其他指令"),
}


@pytest.mark.parametrize(("lines", "sentence"), WRONG.values(), ids=WRONG)
def test_a_template_is_refused(
    organ: Organ, who: SimpleNamespace, at: datetime, lines: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(Invalid, match=sentence.replace("(", "\\(")):
        operations.keep_template(
            organ=organ, kind="reply", content=edited(*lines), name="a.docx", by=who.foi_head, at=at
        )


def with_picture(document: Any) -> None:
    picture = Image.new("RGB", (4, 4))
    kept = io.BytesIO()
    picture.save(kept, "PNG")
    document.add_picture(io.BytesIO(kept.getvalue()))


def with_field(document: Any) -> None:
    document.add_paragraph()._p.append(OxmlElement("w:fldSimple"))


def with_merged_cells(document: Any) -> None:
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1))


OBSTACLES: dict[str, tuple[Callable[[Any], object], str]] = {
    "a picture": (with_picture, "图片或者文本框"),
    "a field": (with_field, "域"),
    "merged cells": (with_merged_cells, "合并的单元格"),
    "a table in a table": (lambda one: one.add_table(1, 1).cell(0, 0).add_table(1, 1), "表格中的表格"),
    "a list numbered by Word": (lambda one: one.add_paragraph("甲", style="List Number"), "自动编号"),
    "hidden words": (lambda one: setattr(one.add_paragraph().add_run("甲").font, "hidden", True), "隐藏的文字"),
    "words in the foot": (lambda one: one.sections[0].footer.paragraphs[0].add_run("内部资料"), "页眉、页脚中有文字"),
}


@pytest.mark.parametrize(("change", "named"), OBSTACLES.values(), ids=OBSTACLES)
def test_what_the_pdf_could_not_say_is_refused_when_the_template_comes(
    organ: Organ, who: SimpleNamespace, at: datetime, change: Callable[[Any], object], named: str
) -> None:
    document = Document(io.BytesIO(edited(*OWN)))
    change(document)
    kept = io.BytesIO()
    document.save(kept)
    with pytest.raises(Invalid, match=named) as refused:
        operations.keep_template(
            organ=organ, kind="reply", content=kept.getvalue(), name="a.docx", by=who.foi_head, at=at
        )
    assert "不能带入PDF" in refused.value.sentence


def test_a_page_number_may_stand_in_the_foot() -> None:
    document = Document(io.BytesIO(edited(*OWN)))
    document.sections[0].footer.paragraphs[0].add_run("— 1 —")
    kept = io.BytesIO()
    document.save(kept)
    assert reading.obstacles(kept.getvalue()) == []


def test_a_template_with_macros_is_refused(organ: Organ, who: SimpleNamespace, at: datetime) -> None:
    kept = io.BytesIO(edited(*OWN))
    with zipfile.ZipFile(kept, "a") as package:
        package.writestr("word/vbaProject.bin", b"macro")
    with pytest.raises(Invalid, match="宏"):
        operations.keep_template(
            organ=organ, kind="reply", content=kept.getvalue(), name="a.docx", by=who.foi_head, at=at
        )
    with pytest.raises(Invalid, match=r"\.docx"):
        operations.keep_template(organ=organ, kind="reply", content=b"x", name="a.docm", by=who.foi_head, at=at)


def test_an_own_template_serves_from_the_next_letter_on(
    organ: Organ, who: SimpleNamespace, at: datetime, number: Number
) -> None:
    before = number(1)
    operations.keep_template(
        organ=organ, kind="reply", content=edited("自制", *OWN), name="a.docx", by=who.foi_head, at=at
    )
    after = number(2)
    operations.remove_template(organ=organ, kind="reply", by=who.foi_head, at=at)
    made = [operations.make_files(letter=one.uid, by=who.signer, at=at) for one in (before, after, number(3))]
    heads = [text_of(queries.read_file(one.docx))[0] for one in made if one.docx]
    assert heads == ["东澜省民政厅", "自制", "东澜省民政厅"]


def test_only_the_head_of_the_foi_office_sets_templates_and_words(
    organ: Organ, who: SimpleNamespace, at: datetime
) -> None:
    with pytest.raises(NotPermitted, match="政府信息公开工作机构负责人"):
        operations.name_series(organ=organ, series="reply", word="东民依复", by=who.foi_clerk, at=at)


def test_numbers_run_without_gaps_in_a_series_of_a_year(number: Number, at: datetime) -> None:
    next_year = at.date().replace(year=2027)
    given = [
        number(1).number,
        number(2).number,
        number(3, series="notice", otherwise="东民依告").number,
        number(4, on=next_year).number,
    ]
    assert given == ["东民依复〔2026〕1号", "东民依复〔2026〕2号", "东民依告〔2026〕1号", "东民依复〔2027〕1号"]


def test_the_organ_names_its_own_word(organ: Organ, who: SimpleNamespace, at: datetime, number: Number) -> None:
    operations.name_series(organ=organ, series="reply", word="浙民依复", by=who.foi_head, at=at)
    assert number(1).number == "浙民依复〔2026〕1号"
    with pytest.raises(Conflict, match="另一类公函"):
        operations.name_series(organ=organ, series="notice", word="浙民依复", by=who.foi_head, at=at)
    with pytest.raises(Invalid, match="2至12个汉字"):
        operations.name_series(organ=organ, series="notice", word="浙民〔2026〕", by=who.foi_head, at=at)


def test_an_act_rolled_back_gives_its_number_to_the_next(number: Number) -> None:
    number(1)
    with pytest.raises(RuntimeError), transaction.atomic():
        number(2)
        raise RuntimeError
    assert number(3).number == "东民依复〔2026〕2号"


def test_the_files_are_made_once_and_stay(who: SimpleNamespace, at: datetime, number: Number, organ: Organ) -> None:
    letter = number(1)
    first = operations.make_files(letter=letter.uid, by=who.signer, at=at)
    again = operations.make_files(letter=letter.uid, by=who.signer, at=at)
    assert first.docx
    assert first.pdf
    assert (first.docx_id, first.pdf_id) == (again.docx_id, again.pdf_id)
    assert "东民依复〔2026〕1号" in text_of(queries.read_file(first.docx))


def test_where_no_page_can_be_set_the_docx_is_made_all_the_same(
    who: SimpleNamespace, at: datetime, number: Number, sheet: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = number(1, sheet=replace(sheet, paragraphs=("姓名中的\ue000字",)))
    with pytest.raises(Conflict, match="缺少"):
        operations.make_files(letter=letter.uid, by=who.signer, at=at)
    jobs.make(letter=letter.uid, at=at)  # from the queue it is no alarm
    letter.refresh_from_db()
    assert letter.docx
    assert letter.pdf is None
    assert queries.without_pdf() == [letter.uid]
    monkeypatch.setattr(setting, "_pages_lacking", lambda _: [])
    jobs.make_missing(at=at)
    letter.refresh_from_db()
    assert letter.pdf
    assert queries.without_pdf() == []


def test_the_journal_knows_the_number_and_none_of_the_words(number: Number, sheet: Sheet) -> None:
    number(1)
    facts = Entry.objects.get(act="letters.numbered").facts
    assert facts["number"] == "东民依复〔2026〕1号"
    assert sheet.paragraphs[0] not in str(facts)


@pytest.mark.django_db(transaction=True)
def test_numbers_taken_at_once_are_all_different_and_without_gaps(
    organ: Organ, who: SimpleNamespace, at: datetime, number: Number
) -> None:
    failed: list[Exception] = []

    def run(start: int) -> None:
        try:
            for act in range(start, start + 5):
                if act % 2:
                    with pytest.raises(RuntimeError), transaction.atomic():
                        number(act)
                        raise RuntimeError
                number(act)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(start,)) for start in (0, 10, 20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    numbers = sorted(int(letter.number.split("〕")[1].removesuffix("号")) for letter in Letter.objects.all())
    assert numbers == list(range(1, 16))

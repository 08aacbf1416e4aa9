"""What is covered in a public copy is gone: from every part, however it was written there."""

import html
import io
import re
import zipfile

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.comments import Comment

from gongkai.foundation import redaction
from gongkai.foundation.errors import Invalid
from gongkai.foundation.privacy.rules import Grid, Passage

ID, MOBILE, NAME = "11010519491231002X", "13812345678", "欧阳建国"
MASKS = {ID: "110＊＊＊＊＊＊＊＊＊＊＊＊＊＊X", MOBILE: "138＊＊＊＊5678", NAME: "欧＊＊＊"}
TEXT_BOX = (
    f"<w:r {nsdecls('w')} xmlns:v='urn:schemas-microsoft-com:vml'><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r>"
    "<w:t>户主{}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


def everything(content: bytes) -> str:
    """All that a reader of the bytes could find: each part as text, with its tags and without."""
    if not content.startswith(b"PK"):
        raw = content.decode("utf-8", "replace")
        return raw + html.unescape(re.sub(r"<[^>]+>", "", raw))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return "\n".join(everything(package.read(name)) + name for name in package.namelist())


def said(content: bytes) -> str:
    texts = redaction.read(content, "file").texts
    return "\n".join(t.text if isinstance(t, Passage) else "\n".join("|".join(row) for row in t.rows) for t in texts)


@pytest.fixture
def sheet() -> bytes:
    book = openpyxl.Workbook()
    first = book.active
    first.append(["姓名", "身份证号", "手机"])
    first.append([NAME, ID, int(MOBILE)])
    first["D2"] = f'="电话{MOBILE}"'
    first["A2"].comment = Comment(f"核对{MOBILE}", NAME)
    first.oddHeader.center.text = NAME
    first.row_dimensions[2].hidden = True
    secret = book.create_sheet("明细")
    secret.sheet_state = "hidden"
    secret["B7"] = f"户主{NAME}，电话{MOBILE}"
    book.create_sheet(NAME)["A1"].hyperlink = f"https://example.org/?id={ID}"
    book.properties.creator = NAME
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def word(sheet: bytes) -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph("当事人")
    for piece in (NAME[:1], NAME[1:], "，身份证号", ID[:6], ID[6:14], ID[14:]):
        paragraph.add_run(piece).bold = bool(len(piece) % 2)
    hidden = document.add_paragraph().add_run(f"隐藏{MOBILE}")
    hidden.font.hidden = True
    document.add_paragraph()._p.append(parse_xml(TEXT_BOX.format(NAME)))
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "姓名", "电话"
    table.cell(1, 0).text, table.cell(1, 1).text = NAME, MOBILE
    section = document.sections[0]
    section.header.paragraphs[0].text = f"经办：{NAME}"
    section.footer.paragraphs[0].text = f"电话 {MOBILE}"
    document.add_comment(hidden, text=f"请核对{ID}", author=NAME)
    document.core_properties.author = document.core_properties.title = NAME
    document.core_properties.keywords = MOBILE
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr("word/embeddings/list.xlsx", sheet)
        rels = package.read("word/_rels/document.xml.rels").decode()
    link = (
        '<Relationship Id="rIdE" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/package" '
        'Target="embeddings/list.xlsx"/></Relationships>'
    )
    return _replaced(buffer.getvalue(), "word/_rels/document.xml.rels", rels.replace("</Relationships>", link))


def _replaced(content: bytes, name: str, part: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for each in old.namelist():
            data = part.encode() if each == name else old.read(each)
            if each == "[Content_Types].xml":
                data = data.replace(
                    b"<Override", b'<Default Extension="xlsx" ContentType="application/octet-stream"/><Override', 1
                )
            new.writestr(each, data)
    return buffer.getvalue()


def test_word_is_covered_in_every_part(word: bytes) -> None:
    assert all(value in everything(word) for value in MASKS)
    covered = redaction.redact(word, MASKS)
    left = [value for value in MASKS if value in everything(covered)]
    assert left == []
    paragraphs = [p.text for p in docx.Document(io.BytesIO(covered)).paragraphs]
    assert paragraphs[0] == f"当事人{MASKS[NAME]}，身份证号{MASKS[ID]}"
    assert MASKS[MOBILE] in said(covered)


def test_the_scan_reads_what_a_word_file_says_anywhere(word: bytes) -> None:
    text = said(word)
    for words in (f"经办：{NAME}", f"电话 {MOBILE}", f"户主{NAME}", f"{NAME}|{MOBILE}", f"请核对{ID}", f"{NAME}|{ID}"):
        assert words in text, words


def test_a_sheet_is_covered_in_every_part(sheet: bytes) -> None:
    covered = redaction.redact(sheet, MASKS)
    assert [value for value in MASKS if value in everything(covered)] == []
    book = openpyxl.load_workbook(io.BytesIO(covered))
    rows = list(book.worksheets[0].values)
    assert rows[1][:3] == (MASKS[NAME], MASKS[ID], MASKS[MOBILE])
    assert book["明细"]["B7"].value == f"户主{MASKS[NAME]}，电话{MASKS[MOBILE]}"


def test_a_number_written_with_an_exponent_is_read_and_covered(sheet: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(sheet)) as package:
        part = package.read("xl/worksheets/sheet1.xml").decode()
    changed = _replaced(sheet, "xl/worksheets/sheet1.xml", part.replace(f"<v>{MOBILE}</v>", "<v>1.3812345678E10</v>"))
    assert MOBILE in said(changed)
    assert "1.3812345678E10" not in everything(redaction.redact(changed, MASKS))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_keeps_its_encoding(encoding: str) -> None:
    text = f"姓名,手机\r\n{NAME},{MOBILE}\r\n"
    covered = redaction.redact(text.encode(encoding), MASKS)
    assert covered.decode(encoding) == text.replace(NAME, MASKS[NAME]).replace(MOBILE, MASKS[MOBILE])
    grid = redaction.read(covered, "file").texts[0]
    assert isinstance(grid, Grid)
    assert grid.rows[0] == ("姓名", "手机")


def test_what_would_be_left_is_refused() -> None:
    document = docx.Document()
    run = document.add_paragraph("电话138").add_run()
    run.add_tab()
    document.paragraphs[0].add_run("12345678")
    buffer = io.BytesIO()
    document.save(buffer)
    with pytest.raises(Invalid) as refusal:
        redaction.redact(buffer.getvalue(), {"138\t12345678": "＊" * 12})
    assert refusal.value.code == "left"


def test_a_kind_that_cannot_be_covered_says_what_to_do() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("OFD.xml", "<ofd/>")
    with pytest.raises(Invalid) as refusal:
        redaction.redact(buffer.getvalue(), MASKS)
    assert "重新导出后替换附件" in refusal.value.sentence

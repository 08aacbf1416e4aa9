"""Where a number can hide in a file: each place is read by the check, or is not in the public copy; never neither."""

# ruff: noqa: E501 -- a table: a row a place
import html
import io
import re
import zipfile
from collections.abc import Callable
from datetime import date

import docx
import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image, ImageDraw, ImageFont

from gongkai.foundation import ocr, redaction
from gongkai.foundation.files.rules import check, public_copy
from gongkai.foundation.privacy.rules import Passage, scan

ID = "11010519491231002X"
MASKS = {ID: "110＊＊＊＊＊＊＊＊＊＊＊＊＊＊X"}
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
V = "urn:schemas-microsoft-com:vml"
OPC = "http://schemas.openxmlformats.org/package/2006"
XML = "application/xml"
installed = pytest.mark.skipif(not ocr.available(), reason="gongkai[ocr] is not installed")


def said(content: bytes) -> str:
    texts = redaction.read(content, "file").texts
    return "\n".join(t.text if isinstance(t, Passage) else "\n".join("|".join(row) for row in t.rows) for t in texts)


def everything(content: bytes) -> str:
    """Each part as text, with its tags and without."""
    if content[:2] != b"PK":
        raw = content.decode("utf-8", "replace")
        return raw + html.unescape(re.sub(r"<[^>]+>", "", raw))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return "\n".join(everything(package.read(name)) + name for name in package.namelist())


def changed(content: bytes, change: dict[str, Callable[[str], str] | str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in {**dict.fromkeys(old.namelist()), **change}:
            made = change.get(name)
            if callable(made):
                made = made(old.read(name).decode())
            new.writestr(name, old.read(name) if made is None else made)
    return buffer.getvalue()


def with_part(content: bytes, owner: str, kind: str, name: str, part: str | bytes, content_type: str = XML) -> bytes:
    """The package with one part more, which `owner` leads to by a relationship of this kind (rIdX)."""
    folder, _, base = owner.rpartition("/")
    rels, target = f"{folder}/_rels/{base}.rels", "/" + name
    link = f'<Relationship Id="rIdX" Type="{kind if ":" in kind else f"{R}/{kind}"}" Target="{target}"/>'
    empty = f'<Relationships xmlns="{OPC}/relationships"></Relationships>'
    override = f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>'
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    return changed(
        content,
        {
            "[Content_Types].xml": lambda types: types.replace("</Types>", override),
            rels: (lambda old: old.replace("</Relationships>", link + "</Relationships>"))
            if rels in names
            else empty.replace("></Rel", f">{link}</Rel"),
            name: part,
        },
    )


def word(body: str = "", save: Callable[[docx.document.Document], object] | None = None) -> bytes:
    document = docx.Document()
    document.add_paragraph("公开的正文。")
    if save:
        save(document)
    buffer = io.BytesIO()
    document.save(buffer)
    spaces = (
        f'xmlns:v="{V}" xmlns:wp="{WP}" xmlns:r="{R}" xmlns:a="{A}" xmlns:o="urn:schemas-microsoft-com:office:office"'
    )
    extra = body.replace("<w:p>", f"<w:p {spaces}>", 1) + "<w:sectPr"
    return changed(buffer.getvalue(), {"word/document.xml": lambda x: x.replace("<w:sectPr", extra, 1)})


def sheet(fill: Callable[[openpyxl.Workbook], object] = lambda _: None) -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "预算"
    fill(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def slides(extra: dict[str, tuple[str, str, str]] | None = None, shown: str = "1") -> bytes:
    """A presentation of one slide; `extra` parts hang on it: name → (kind, content type, content)."""
    types = (
        f'<Types xmlns="{OPC}/content-types"><Default Extension="rels" ContentType="{XML}"/>'
        '<Override PartName="/ppt/presentation.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'presentationml.presentation.main+xml"/><Override PartName="/ppt/slides/slide1.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.presentationml.slide+xml"/></Types>'
    )
    rels = f'<Relationships xmlns="{OPC}/relationships"><Relationship Id="r1" Type="{R}/'
    slide = f'<p:sld xmlns:p="{P}" xmlns:a="{A}" show="{shown}"><a:p><a:r><a:t>{"公开" if shown == "1" else ID}</a:t></a:r></a:p></p:sld>'
    content = changed(
        _empty(),
        {
            "[Content_Types].xml": types,
            "_rels/.rels": f'{rels}officeDocument" Target="ppt/presentation.xml"/></Relationships>',
            "ppt/presentation.xml": f'<p:presentation xmlns:p="{P}"/>',
            "ppt/_rels/presentation.xml.rels": f'{rels}slide" Target="slides/slide1.xml"/></Relationships>',
            "ppt/slides/slide1.xml": slide,
        },
    )
    for name, (kind, content_type, part) in (extra or {}).items():
        content = with_part(content, "ppt/slides/slide1.xml", kind, name, part, content_type)
    return content


def _empty() -> bytes:
    buffer = io.BytesIO()
    zipfile.ZipFile(buffer, "w").close()
    return buffer.getvalue()


def paragraph(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


def run(inner: str) -> str:
    return paragraph(f"<w:r>{inner}</w:r>")


def in_w(tag: str) -> str:
    return f'<w:{tag} xmlns:w="{W}"><w:p><w:r><w:t>{ID}</w:t></w:r></w:p></w:{tag}>'


def note(kind: str) -> str:
    return f'<w:{kind}s xmlns:w="{W}"><w:{kind} w:id="2"><w:p><w:r><w:t>{ID}</w:t></w:r></w:p></w:{kind}></w:{kind}s>'


CHART = f'<c:chartSpace xmlns:c="{C}"><c:ser><c:cat><c:strCache><c:pt idx="0"><c:v>{ID}</c:v></c:pt></c:strCache></c:cat></c:ser></c:chartSpace>'
DRAWN = f'<a:p xmlns:a="{A}"><a:r><a:t>{ID}</a:t></a:r></a:p>'


def _header(document: docx.document.Document) -> None:
    document.sections[0].header.paragraphs[0].text = ID


def _even_footer(document: docx.document.Document) -> None:
    document.settings.odd_and_even_pages_header_footer = True
    document.sections[0].even_page_footer.paragraphs[0].text = ID


def _properties(document: docx.document.Document) -> None:
    document.core_properties.subject = ID


def _comment(document: docx.document.Document) -> None:
    document.add_comment(document.paragraphs[0].runs[0], text=ID, author="某")


def _hidden_sheet(book: openpyxl.Workbook) -> None:
    book.create_sheet("二")["A1"] = ID
    book["二"].sheet_state = "veryHidden"


def _hidden_row(book: openpyxl.Workbook) -> None:
    book.active["A9"] = ID
    book.active.row_dimensions[9].hidden = True


def _hidden_column(book: openpyxl.Workbook) -> None:
    book.active["H1"] = ID
    book.active.column_dimensions["H"].hidden = True


def _white(book: openpyxl.Workbook) -> None:
    book.active["B2"] = ID
    book.active["B2"].number_format = ";;;"


def _formula(book: openpyxl.Workbook) -> None:
    book.active["B1"] = f'=IF(1,"好","{ID}")'


def _named(book: openpyxl.Workbook) -> None:
    book.defined_names["某人"] = DefinedName("某人", attr_text=f'"{ID}"')


def _validation(book: openpyxl.Workbook) -> None:
    rule = DataValidation(type="list", formula1=f'"{ID},无"', promptTitle="选", prompt="请选")
    rule.add("C1")
    book.active.add_data_validation(rule)


def _prompt(book: openpyxl.Workbook) -> None:
    rule = DataValidation(type="whole", prompt=f"如 {ID}")
    rule.add("C1")
    book.active.add_data_validation(rule)


def _sheet_header(book: openpyxl.Workbook) -> None:
    book.active.oddHeader.center.text = ID


def _sheet_name(book: openpyxl.Workbook) -> None:
    book.create_sheet(ID)


def _cell_note(book: openpyxl.Workbook) -> None:
    book.active["A1"].comment = Comment(ID, "某")


def _link(book: openpyxl.Workbook) -> None:
    book.active["A1"].hyperlink = f"https://example.org/?id={ID}"


def _sheet_properties(book: openpyxl.Workbook) -> None:
    book.properties.description = ID


SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TEXT_BOX = f'<w:pict><v:shape alt="框"><v:textbox><w:txbxContent><w:p><w:r><w:t>{ID}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>'
SPLIT = f'<w:t>{ID[:6]}</w:t></w:r><w:proofErr w:type="x"/><w:r><w:rPr><w:b/></w:rPr><w:t>{ID[6:]}</w:t>'
EXTERNAL = f'<externalLink xmlns="{S}"><externalBook><sheetDataSet><sheetData><row r="1"><cell r="A1"><v>{ID}</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>'
PIVOT = f'<pivotCacheDefinition xmlns="{S}"><cacheFields><cacheField><sharedItems><s v="{ID}"/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>'
PLACES: dict[str, bytes] = {
    "docx 页眉": word(save=_header),
    "docx 偶数页页脚": word(save=_even_footer),
    "docx 脚注": with_part(word(), "word/document.xml", "footnotes", "word/footnotes.xml", note("footnote")),
    "docx 尾注": with_part(word(), "word/document.xml", "endnotes", "word/endnotes.xml", note("endnote")),
    "docx 批注": word(save=_comment),
    "docx 文本框": word(run(TEXT_BOX)),
    "docx 分成几段的号码": word(run(SPLIT)),
    "docx 艺术字": word(run(f'<w:pict><v:shape><v:textpath string="{ID}"/></v:shape></w:pict>')),
    "docx 隐藏文字": word(run(f"<w:rPr><w:vanish/></w:rPr><w:t>{ID}</w:t>")),
    "docx 修订删去的": word(paragraph(f'<w:del w:id="9" w:author="某"><w:r><w:delText>{ID}</w:delText></w:r></w:del>')),
    "docx 替代文字": word(run(f'<w:drawing><wp:inline><wp:docPr id="7" name="图" descr="{ID}"/></wp:inline></w:drawing>')),
    "docx 表单域默认值": word(run(f'<w:fldChar w:fldCharType="begin"><w:ffData><w:textInput><w:default w:val="{ID}"/></w:textInput></w:ffData></w:fldChar>')),
    "docx 下拉选项": word(f'<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="{ID}" w:value="1"/></w:dropDownList></w:sdtPr><w:sdtContent/></w:sdt>'),
    "docx 域代码": word(run(f'<w:instrText>HYPERLINK "https://example.org/{ID}"</w:instrText>')),
    "docx 简单域": word(paragraph(f'<w:fldSimple w:instr="QUOTE {ID}"/>')),
    "docx 文档属性": word(save=_properties),
    "docx 自定义属性": with_part(word(), "word/document.xml", f"{OPC}/relationships/metadata/custom-properties", "docProps/custom.xml", f"<Properties>{ID}</Properties>"),
    "docx 自定义 XML": with_part(word(), "word/document.xml", "customXml", "customXml/item1.xml", f"<r>{ID}</r>"),
    "docx 文档变量": changed(word(), {"word/settings.xml": lambda x: x.replace("</w:settings>", f'<w:docVars><w:docVar w:name="a" w:val="{ID}"/></w:docVars></w:settings>')}),
    "docx 自动图文集": with_part(word(), "word/document.xml", "glossaryDocument", "word/glossary/document.xml", in_w("glossaryDocument")),
    "docx 图表缓存": with_part(word(), "word/document.xml", "chart", "word/charts/chart1.xml", CHART),
    "docx 智能图形": with_part(word(), "word/document.xml", "diagramData", "word/diagrams/data1.xml", DRAWN),
    "docx 嵌入的表格": with_part(word(), "word/document.xml", "package", "word/embeddings/a.xlsx", sheet(_hidden_sheet), "application/octet-stream"),
    "docx 嵌入的旧对象": with_part(word(run('<w:object><o:OLEObject Type="Embed" r:id="rIdX"/></w:object>')), "word/document.xml", "oleObject", "word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + ID.encode() * 9, "application/octet-stream"),
    "docx 矢量图": with_part(word(), "word/document.xml", "image", "word/media/image1.svg", f'<svg xmlns="http://www.w3.org/2000/svg"><text>{ID}</text></svg>', "image/svg+xml"),
    "docx 链接地址": changed(word(), {"word/_rels/document.xml.rels": lambda x: x.replace("</Relationships>", f'<Relationship Id="rH" Type="{R}/hyperlink" Target="mailto:{ID}@example.org" TargetMode="External"/></Relationships>')}),
    "xlsx 深度隐藏的表": sheet(_hidden_sheet),
    "xlsx 隐藏的行": sheet(_hidden_row),
    "xlsx 隐藏的列": sheet(_hidden_column),
    "xlsx 不显示的格式": sheet(_white),
    "xlsx 公式里的字": sheet(_formula),
    "xlsx 名称": sheet(_named),
    "xlsx 有效性列表": sheet(_validation),
    "xlsx 输入提示": sheet(_prompt),
    "xlsx 打印页眉": sheet(_sheet_header),
    "xlsx 表名": sheet(_sheet_name),
    "xlsx 批注": sheet(_cell_note),
    "xlsx 链接": sheet(_link),
    "xlsx 文档属性": sheet(_sheet_properties),
    "xlsx 外部工作簿缓存": with_part(sheet(), "xl/workbook.xml", "externalLink", "xl/externalLinks/externalLink1.xml", EXTERNAL, f"{SPREADSHEET}.externalLink+xml"),
    "xlsx 透视表缓存": with_part(sheet(), "xl/workbook.xml", "pivotCacheDefinition", "xl/pivotCache/pivotCacheDefinition1.xml", PIVOT),
    "xlsx 绘图文字": with_part(sheet(), "xl/worksheets/sheet1.xml", "drawing", "xl/drawings/drawing1.xml", DRAWN),
    "xlsx 数据连接": with_part(sheet(), "xl/workbook.xml", "connections", "xl/connections.xml", f'<connections xmlns="{S}"><connection connection="UID={ID}"/></connections>'),
    "pptx 隐藏的幻灯片": slides(shown="0"),
    "pptx 演讲备注": slides({"ppt/notesSlides/notesSlide1.xml": ("notesSlide", XML, f'<p:notes xmlns:p="{P}" xmlns:a="{A}">{DRAWN}</p:notes>')}),
    "pptx 批注": slides({"ppt/comments/comment1.xml": ("comments", XML, f'<p:cmLst xmlns:p="{P}"><p:cm><p:text>{ID}</p:text></p:cm></p:cmLst>')}),
    "pptx 标签": slides({"ppt/tags/tag1.xml": ("tags", XML, f'<p:tagLst xmlns:p="{P}"><p:tag name="A" val="{ID}"/></p:tagLst>')}),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_number_in_this_place_is_read_or_is_not_in_the_public_copy_and_covered_it_is_gone(place: str) -> None:
    original = PLACES[place]
    assert ID in everything(original)
    copy = public_copy(original, check(io.BytesIO(original), "").media_type)
    assert ID in said(copy) or ID not in everything(copy)
    assert ID not in everything(redaction.redact(copy, MASKS))


NOISE = (
    "{00000000-0001-0000-0000-000000000000}", "{62284800-1234-4567-8901-123456789012}", "02020603050405020304",
    "E0002AFF C0007841 00000009 00000000 000001FF 00000000", "5274310", "4294967295", "13812345678901", "1.381234567E-3",
    "ＭＳ 明朝", "标题 1", "Times New Roman", "2026-03-01T01:02:03Z", "rId13812345", "0A138123", "#,##0.00_ ;[Red]-#,##0.00",
)  # fmt: skip


@pytest.mark.parametrize("noise", NOISE)
def test_what_programs_write_for_themselves_is_nobodys_number(noise: str) -> None:
    marked = word(paragraph(f'<w:bookmarkStart w:id="5" w:name="{noise}"/>'))
    assert scan(redaction.read(marked, "file").texts, today=date(2026, 3, 2)) == ()


def picture(kind: str = "PNG", words: str = f"ID {ID}", **options: object) -> bytes:
    made = Image.new("RGB", (900, 160), "white")
    ImageDraw.Draw(made).text((40, 50), words, fill="black", font=ImageFont.load_default(size=44))
    buffer = io.BytesIO()
    made.save(buffer, kind, **options)
    return buffer.getvalue()


def two_pictures() -> bytes:
    """In a document: one without, one with the number; its workbook shows a third with it."""
    document = docx.Document()
    for content in (picture(words="Chart of the year"), picture("JPEG", quality=95)):
        document.add_picture(io.BytesIO(content))
    buffer = io.BytesIO()
    document.save(buffer)
    book = with_part(sheet(), "xl/worksheets/sheet1.xml", "image", "xl/media/image1.png", picture(), "image/png")
    return with_part(
        buffer.getvalue(), "word/document.xml", "package", "word/embeddings/a.xlsx", book, "application/octet-stream"
    )


@installed
def test_words_in_pictures_of_a_document_are_read_in_their_place_and_blackened_for_good() -> None:
    content = two_pictures()
    found = [t for t in redaction.read(content, "file").texts if isinstance(t, Passage) and ID in t.text]
    assert [text.place.picture for text in found] == [2, 3]
    covered = redaction.redact(content, MASKS)
    left = redaction.read(covered, "file")
    words = "".join(text.text for text in left.texts if isinstance(text, Passage))
    assert ID not in words
    assert "Chart of the year" in words
    assert left.unread == ""


def test_a_picture_nobody_could_read_is_named_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.foundation.ocr.available", lambda: False)
    reading = redaction.read(two_pictures(), "file")
    assert "第 1、2、3 张图片" in reading.unread
    assert "没有安装图像识别" in reading.unread


@installed
def test_a_drawing_in_a_format_no_reader_knows_is_named() -> None:
    drawn = with_part(word(), "word/document.xml", "image", "word/media/image1.emf", b"no picture", "image/x-emf")
    assert "第 1 张图片" in redaction.read(drawn, "file").unread


def test_a_page_pulled_into_a_document_is_named_as_unread() -> None:
    pulled = with_part(word(), "word/document.xml", "aFChunk", "word/chunk.txt", ID, "text/plain")
    assert "chunk.txt" in redaction.read(public_copy(pulled, check(io.BytesIO(pulled), "").media_type), "file").unread


def test_the_place_and_camera_of_a_photo_in_a_document_are_not_in_the_public_copy() -> None:
    exif = Image.Exif()
    exif[0x010F] = "CameraMaker"
    exif.get_ifd(0x8825)[1] = "N"
    document = docx.Document()
    document.add_picture(io.BytesIO(picture("JPEG", exif=exif)))
    buffer = io.BytesIO()
    document.save(buffer)
    copy = public_copy(buffer.getvalue(), check(buffer, "").media_type)
    with zipfile.ZipFile(io.BytesIO(copy)) as package:
        names = [name for name in package.namelist() if "/media/" in name]
        photo = Image.open(io.BytesIO(package.read(names[0])))
    assert not dict(photo.getexif())
    assert b"CameraMaker" not in copy

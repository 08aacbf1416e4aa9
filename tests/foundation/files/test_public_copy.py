"""公开副本：what the public downloads says nothing about who made it."""

import io
import zipfile

import docx
import openpyxl
import pytest

from gongkai.foundation.files.rules import DOCX, TXT, XLSX, public_copy

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/package/2006/relationships"
COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


@pytest.fixture
def marked(word, packages):
    """A document with a comment, tracked changes, hidden text, session marks, custom properties and local paths."""
    body = (
        f'<w:document xmlns:w="{W}" xmlns:r="{packages.R}"><w:body>'
        '<w:p w:rsidR="00AB12CD"><w:commentRangeStart w:id="0"/><w:r w:rsidRPr="00AB12CE"><w:t>定稿</w:t></w:r>'
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
        '<w:del w:id="1" w:author="孙七"><w:r><w:delText>删掉的话</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="孙七"><w:r><w:t>新加的话</w:t></w:r></w:ins>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏的话</w:t></w:r></w:p>"
        "</w:body></w:document>"
    )
    rels = packages.part(word, "word/_rels/document.xml.rels").replace(
        b"</Relationships>",
        f'<Relationship Id="rc" Type="{packages.R}/comments" Target="comments.xml"/>'
        f'<Relationship Id="rh" Type="{packages.R}/hyperlink" Target="file:///C:/sunqi/a.docx" TargetMode="External"/>'
        "</Relationships>".encode(),
    )
    types = packages.part(word, "[Content_Types].xml").replace(
        b"</Types>", f'<Override PartName="/word/comments.xml" ContentType="{COMMENTS}"/></Types>'.encode()
    )
    settings = (
        f'<w:settings xmlns:w="{W}" xmlns:r="{packages.R}"><w:attachedTemplate r:id="r1"/><w:trackRevisions/>'
        '<w:rsids><w:rsidRoot w:val="00AB12CD"/></w:rsids></w:settings>'
    )
    template = (
        f'<Relationships xmlns="{REL}"><Relationship Id="r1" Type="{packages.R}/attachedTemplate" '
        'Target="file:///C:\\Users\\sunqi\\Normal.dotm" TargetMode="External"/></Relationships>'
    )
    comments = f'<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="周八"><w:p/></w:comment></w:comments>'
    return packages.repacked(
        word,
        {
            "word/document.xml": body.encode(),
            "word/_rels/document.xml.rels": rels,
            "[Content_Types].xml": types,
            "word/settings.xml": settings.encode(),
            "word/_rels/settings.xml.rels": template.encode(),
            "word/comments.xml": comments.encode(),
            "docProps/custom.xml": "<Properties>内部编号</Properties>".encode(),
        },
    )


def everything(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}


def test_a_word_copy_names_nobody_and_opens_again(marked):
    copy = public_copy(marked, DOCX.media_type)
    said = "".join(everything(copy).values())
    for trace in (
        "张三",
        "李四",
        "孙七",
        "周八",
        "sunqi",
        "rsid",
        "删掉的话",
        "隐藏的话",
        "内部编号",
        "trackRevisions",
        "commentRef",
    ):
        assert trace not in said
    assert "word/comments.xml" not in everything(copy)
    document = docx.Document(io.BytesIO(copy))
    assert [paragraph.text for paragraph in document.paragraphs] == ["定稿新加的话"]
    assert document.core_properties.author == ""


def test_the_original_is_not_touched_and_the_copy_is_always_the_same(marked):
    before = bytes(marked)
    assert public_copy(marked, DOCX.media_type) == public_copy(marked, DOCX.media_type)
    assert marked == before


def test_the_copy_of_a_copy_is_the_copy(marked):
    once = public_copy(marked, DOCX.media_type)
    assert public_copy(once, DOCX.media_type) == once


def test_a_sheet_copy_has_no_author_and_no_notes(sheet):
    copy = public_copy(sheet, XLSX.media_type)
    said = "".join(everything(copy).values())
    for trace in ("王五", "赵六", "内部意见", "legacyDrawing"):
        assert trace not in said
    assert openpyxl.load_workbook(io.BytesIO(copy)).active["A1"].value == "预算"


def test_documents_inside_are_cleaned_too(word, sheet, packages):
    rels = packages.part(word, "word/_rels/document.xml.rels").replace(
        b"</Relationships>",
        f'<Relationship Id="re" Type="{packages.R}/package" Target="embeddings/a.xlsx"/></Relationships>'.encode(),
    )
    types = packages.part(word, "[Content_Types].xml").replace(
        b"</Types>", b'<Default Extension="xlsx" ContentType="application/octet-stream"/></Types>'
    )
    change = {"word/embeddings/a.xlsx": sheet, "word/_rels/document.xml.rels": rels, "[Content_Types].xml": types}
    copy = public_copy(packages.repacked(word, change), DOCX.media_type)
    inner = packages.part(copy, "word/embeddings/a.xlsx")
    assert "王五" not in "".join(everything(inner).values())


def test_other_kinds_come_back_as_they_are():
    assert public_copy("文字".encode(), TXT.media_type) == "文字".encode()

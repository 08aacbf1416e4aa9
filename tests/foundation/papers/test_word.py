"""docx 读取：numbers, tables, notes, changes: what the eye sees in Word is what stands in the HTML."""

import time

import docx
import pytest

from gongkai.foundation.errors import Invalid
from gongkai.foundation.papers import read

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def lines(content):
    return read(content, "公文.docx").text.split("\n")


def test_automatic_numbers_become_the_text_word_shows(build):
    body = (
        build.numbered("总体要求", 0) + build.numbered("指导思想", 1) + build.numbered("基本原则", 1)
        + build.numbered("统筹推进", 2) + build.numbered("重点任务", 0) + build.numbered("平台建设", 1)
    )  # fmt: skip
    lists = build.numbering(
        build.levels(("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))
    )
    assert lines(build.word_file(body, numbering=lists)) == [
        "一、总体要求", "（一）指导思想", "（二）基本原则", "1. 统筹推进", "二、重点任务", "（一）平台建设",
    ]  # fmt: skip


def test_a_list_interrupted_by_text_goes_on_counting(build):
    body = build.numbered("甲") + build.paragraph("插入一段。") + build.numbered("乙")
    lists = build.numbering(build.levels(("chineseCounting", "%1、")))
    assert lines(build.word_file(body, numbering=lists)) == ["一、甲", "插入一段。", "二、乙"]


def test_a_start_override_restarts_and_a_second_number_without_one_continues(build):
    numbers = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>"
    )
    lists = build.numbering(build.levels(("decimal", "%1)")), numbers=numbers)
    body = "".join(build.numbered(text, 0, number) for text, number in (("甲", 1), ("乙", 2), ("丙", 3), ("丁", 3)))
    assert lines(build.word_file(body, numbering=lists)) == ["1) 甲", "2) 乙", "1) 丙", "2) 丁"]


def test_numbers_come_from_styles_too_and_styles_pick_their_level(build):
    levels = (
        '<w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1章"/><w:pStyle w:val="Z"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="chineseCountingThousand"/><w:lvlRestart w:val="0"/>'
        '<w:lvlText w:val="第%2条"/><w:pStyle w:val="T"/></w:lvl>'
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="Z"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="tiao"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="T2"><w:name w:val="tiao2"/><w:basedOn w:val="T"/></w:style>'
    )
    body = "".join(
        build.paragraph(text, f'<w:pStyle w:val="{style}"/>')
        for text, style in (("总则", "Z"), ("甲。", "T"), ("乙。", "T2"), ("附则", "Z"), ("丙。", "T"))
    )
    paper = read(build.word_file(body, numbering=build.numbering(levels), styles=styles), "")
    assert paper.text.split("\n") == ["第一章总则", "第一条甲。", "第二条乙。", "第二章附则", "第三条丙。"]
    assert "<h2>第一章总则</h2>" in paper.html


def test_number_zero_means_no_number(build):
    body = build.paragraph("甲", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>')
    assert lines(build.word_file(body, numbering=build.numbering(build.levels(("decimal", "%1."))))) == ["甲"]


def test_legal_numbering_and_compound_templates(build):
    given = build.levels(("chineseCounting", "%1、"), ("decimal", "%1.%2"), extra="<w:isLgl/>")
    body = build.numbered("甲", 0) + build.numbered("乙", 1) + build.numbered("丙", 1)
    assert lines(build.word_file(body, numbering=build.numbering(given))) == ["1、甲", "1.1 乙", "1.2 丙"]


def test_bullets_become_a_list(build):
    lists = build.numbering(build.levels(("bullet", "")))
    paper = read(build.word_file(build.numbered("甲") + build.numbered("乙"), numbering=lists), "")
    assert paper.html == "<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>"


def test_merged_cells_and_nested_tables(build):
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "横"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "纵"
    table.cell(1, 0).text = "甲"
    inner = table.cell(2, 0).add_table(rows=1, cols=1)
    inner.cell(0, 0).text = "内"
    html = read(build.saved(document), "表.docx").html
    assert '<td colspan="2">横</td>' in html
    assert '<td rowspan="2">纵</td>' in html
    assert html.count("<table>") == 2
    assert "<td>内</td>" in html


def test_repeated_heading_rows_become_the_head(build):
    row = "<w:tr>{mark}<w:tc>{cell}</w:tc></w:tr>"
    body = (
        "<w:tbl>"
        + row.format(mark="<w:trPr><w:tblHeader/></w:trPr>", cell=build.paragraph("单位"))
        + row.format(mark="", cell=build.paragraph("某局"))
        + "</w:tbl>"
    )
    html = read(build.word_file(body), "").html
    assert "<thead>\n<tr><th>单位</th></tr>\n</thead>" in html


def test_footnotes_stand_at_the_end_and_link_both_ways(build):
    body = '<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>继续。</w:t></w:r></w:p>'
    notes = (
        f'<w:footnote w:id="0" w:type="separator">{build.paragraph("x")}</w:footnote>'
        f'<w:footnote w:id="2">{build.paragraph("脚注内容。")}</w:footnote>'
    )
    html = read(build.word_file(body, footnotes=notes), "").html
    assert '正文<sup><a id="noteref-1" href="#note-1">[1]</a></sup>继续。' in html
    assert '<section class="notes">\n<p id="note-1"><a href="#noteref-1">[1]</a> 脚注内容。</p>\n</section>' in html


def test_tracked_changes_are_accepted_and_reported(build):
    body = (
        "<w:p><w:r><w:t>原文</w:t></w:r>"
        '<w:del w:id="1" w:author="张三"><w:r><w:delText>删去的话</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="张三"><w:r><w:t>加上的话</w:t></w:r></w:ins></w:p>'
        '<w:p><w:pPr><w:rPr><w:del w:id="3" w:author="张三"/></w:rPr></w:pPr><w:r><w:t>前段</w:t></w:r></w:p>'
        + build.paragraph("后段")
    )
    paper = read(build.word_file(body), "")
    assert paper.text == "原文加上的话\n前段后段"
    assert any("修订痕迹" in note and "删除的文字未读入" in note for note in paper.notes)
    assert "删去" not in paper.html


def test_hidden_text_is_dropped_and_reported(build):
    body = build.paragraph("公开") + build.paragraph("内部掌握", run="<w:vanish/>")
    paper = read(build.word_file(body), "")
    assert paper.text == "公开"
    assert any("隐藏文字 4 个字" in note for note in paper.notes)


def test_pictures_are_handed_over_and_their_place_is_told(build, tmp_path):
    picture = tmp_path / "a.png"
    picture.write_bytes(PNG)
    document = docx.Document()
    document.add_paragraph("如下图所示：")
    document.add_picture(str(picture))
    paper = read(build.saved(document), "图.docx")
    assert [(image.media_type, image.content) for image in paper.images] == [("image/png", PNG)]
    assert any("1 幅图片未导入正文，请作为附件上传。（第 1 幅在“如下图所示：”附近。）" in note for note in paper.notes)


def test_text_boxes_and_headers_are_told(build):
    box = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>"
        + build.paragraph("文本框里的话")
        + "</w:txbxContent></wps:txbx></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>"
    )
    paper = read(build.word_file(box + build.paragraph("正文"), header=build.paragraph("某市人民政府公报")), "")
    assert paper.text == "正文"
    assert any("“文本框里的话”" in note for note in paper.notes)
    assert any("“某市人民政府公报”" in note for note in paper.notes)


def test_inline_form_links_breaks_and_symbols(build):
    body = (
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>粗</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr>"
        "<w:t>2</w:t></w:r><w:r><w:br/></w:r><w:hyperlink r:id='web'><w:r><w:t>网</w:t></w:r></w:hyperlink>"
        "<w:r><w:sym w:font='Wingdings 2' w:char='F052'/></w:r></w:p>"
    )
    html = read(build.word_file(body), "").html
    assert html == '<p><strong>粗</strong><sup>2</sup><br><a href="https://www.gov.cn/a?b=1&amp;c=2">网</a>☑</p>'


def test_style_headings_and_the_title_style(build):
    document = docx.Document()
    document.add_heading("某市人民政府关于印发某某办法的通知", 0)
    document.add_heading("总体要求", 1)
    document.add_heading("目标", 2)
    document.add_paragraph("\u3000\u3000正文。")
    paper = read(build.saved(document), "")
    assert paper.title == "某市人民政府关于印发某某办法的通知"
    assert paper.html.split("\n")[1:] == ["<h2>总体要求</h2>", "<h3>目标</h3>", "<p>正文。</p>"]


def test_ten_thousand_rows_are_read_in_reasonable_time(build):
    cell = "<w:tc>" + build.paragraph("内容{0}") + "</w:tc>"
    rows = "".join(
        f"<w:tr>{''.join(cell.format(f'{row}-{column}') for column in range(5))}</w:tr>" for row in range(10_000)
    )
    content = build.word_file(f"<w:tbl>{rows}</w:tbl>")
    started = time.monotonic()
    paper = read(content, "大表.docx")
    assert time.monotonic() - started < 60
    assert paper.html.count("<tr>") == 10_000
    assert paper.text.endswith("内容9999-0\t内容9999-1\t内容9999-2\t内容9999-3\t内容9999-4")


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"%PDF-1.7\n%%EOF", "a.pdf", "无法打开"),
        (b"PK\x03\x04broken", "a.docx", "已损坏"),
        (b"   \n", "a.txt", "没有文字"),
        (b"", "a.docx", "空文件"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(content, name, says):
    with pytest.raises(Invalid, match=says):
        read(content, name)


def test_the_same_bytes_give_the_same_paper(build):
    content = build.word_file(
        build.numbered("甲") + build.paragraph("乙"), numbering=build.numbering(build.levels(("decimal", "%1.")))
    )
    assert read(content, "") == read(content, "")

"""Word files as clerks bring them."""

import io
from dataclasses import dataclass

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Sheet:
    """What stands on a paper; its body is the same for all."""

    title: str
    number: str
    issuer: str
    day: str
    addressees: str = "各市、县（市、区）人民政府，省政府直属各单位"


def word(sheet: Sheet) -> dict[str, str | bytes]:
    """A docx with headings, automatic numbering, a table and a footnote, as a file input takes it."""
    document = docx.Document()
    _centred(document, sheet.title)
    _centred(document, sheet.number)
    document.add_paragraph(f"{sheet.addressees}：")
    document.add_paragraph("为方便群众办事，现将有关事项通知如下：")
    document.add_heading("一、总体要求", level=1)
    noted = document.add_paragraph("公告栏由专人管理，每个工作日更新")
    document.add_heading("二、具体事项", level=1)
    for item in ("公开办事指南和收费标准。", "公开窗口电话和办公时间。", "公开监督投诉的渠道。"):
        document.add_paragraph(item, style="List Number")
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, ("事项", "责任单位", "更新周期"), strict=True):
        cell.text = text
    for row in (("办事指南", "政务公开处", "每月"), ("窗口电话", "综合服务处", "每周")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph("附件：公告栏事项清单")
    for line in (sheet.issuer, sheet.day):
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _footnote(document, noted, "公告栏包括电子屏和纸质栏。")
    buffer = io.BytesIO()
    document.save(buffer)
    return {"name": f"{sheet.title[-20:]}.docx", "mimeType": WORD, "buffer": buffer.getvalue()}


def _centred(document: Document, text: str) -> None:
    document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.CENTER


def _footnote(document: Document, where: Paragraph, text: str) -> None:
    """python-docx has no footnotes: the part is added by hand."""
    inner = "".join(
        f'<w:footnote w:id="{number}"{kind}><w:p><w:r><w:t>{said}</w:t></w:r></w:p></w:footnote>'
        for number, kind, said in ((0, ' w:type="separator"', ""), (2, "", text))
    )
    xml = f"<w:footnotes {nsdecls('w')}>{inner}</w:footnotes>"
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES_TYPE, xml.encode(), document.part.package)
    document.part.relate_to(part, FOOTNOTES)
    mark = f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>'
    where._p.append(parse_xml(mark))
    where.add_run("。")

"""年度报告的成文：title, preface and signature; the page for publishing and the files that go with it."""

from collections.abc import Mapping
from datetime import date, datetime
from html import escape

from gongkai.engines.assessment.printing import STYLE, table_html, to_xlsx
from gongkai.engines.assessment.rules import Filled
from gongkai.engines.assessment.typeset import to_pdf
from gongkai.engines.assessment.word import to_docx
from gongkai.foundation.errors import Conflict
from gongkai.foundation.now import china_date
from gongkai.law import Narrative
from gongkai.law.chinese import day_in_chinese


def title(name: str, year: int) -> str:
    """标题。"""
    return f"{name}{year}年政府信息公开工作年度报告"


def preface(year: int) -> str:
    """引言：on what it is made and which days it covers."""
    return (
        "根据《中华人民共和国政府信息公开条例》和政府信息公开工作年度报告格式的要求，编制本报告。"
        f"本报告所列数据的统计期限为{year}年1月1日至12月31日。"
    )


def body(filled: Filled, sections: Mapping[str, str], *, name: str, day: date) -> str:
    """正文：the report as canonical HTML, tables in the printed geometry."""
    parts = [f"<p>{preface(filled.year)}</p>"]
    for part in filled.form.sections:
        if isinstance(part, Narrative):
            parts += [f"<h2>{escape(part.heading)}</h2>", sections.get(part.id, "")]
        else:
            parts += [f"<h2>{escape(part.section)}</h2>", table_html(filled, part)]
    signature = f'<p class="signature">{escape(name)}</p>\n<p class="formed-on">{day_in_chinese(day)}</p>'
    return "\n".join([*parts, signature])


def page(filled: Filled, sections: Mapping[str, str], *, name: str, day: date) -> str:
    """网页文件：the report as a page of its own, which `check-report` reads back."""
    heading = escape(title(name, filled.year))
    metas = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    head = f"{metas}<title>{heading}</title><style>{STYLE}</style>"
    said = body(filled, sections, name=name, day=day)
    return (
        f'<!doctype html>\n<html lang="zh-CN"><head>{head}</head><body>\n<h1>{heading}</h1>\n{said}\n</body></html>\n'
    )


def word(filled: Filled, sections: Mapping[str, str], *, name: str, at: datetime) -> bytes:
    """Word 文件。"""
    return to_docx(
        filled,
        dict(sections),
        title=title(name, filled.year),
        preface=preface(filled.year),
        signature=(name, day_in_chinese(china_date(at))),
        at=at,
    )


def pdf(filled: Filled, sections: Mapping[str, str], *, name: str, day: date) -> bytes:
    """PDF 文件。

    :raises Conflict: when the machine has no Chinese font, or it lacks a character of the report.
    """
    signature = (name, day_in_chinese(day))
    return to_pdf(filled, sections, title=title(name, filled.year), preface=preface(filled.year), signature=signature)


def files(filled: Filled, sections: Mapping[str, str], *, name: str, at: datetime) -> list[tuple[str, str, bytes]]:
    """附件：title, file name and bytes of what is published beside the page."""
    heading = title(name, filled.year)
    made = [
        ("年度报告统计表（XLSX）", f"{heading}统计表.xlsx", to_xlsx(filled)),
        ("年度报告全文（DOCX）", f"{heading}.docx", word(filled, sections, name=name, at=at)),
    ]
    try:
        content = pdf(filled, sections, name=name, day=china_date(at))
    except Conflict:  # no font for it on this machine: the other two say the same
        return made
    return [*made, ("年度报告全文（PDF）", f"{heading}.pdf", content)]

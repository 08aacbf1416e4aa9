"""可信度：how sure the reading of a page is, and in words what the clerk should look at."""

from collections.abc import Sequence

from gongkai.foundation.papers.pdf.row import Sheet
from gongkai.foundation.papers.sure import FAIR, HIGH, LOW, NONE, PageSureness, Sureness

_GRADES = ((0.95, HIGH), (0.8, FAIR), (0.0, LOW))
_RARE = 0.06
_SEEN = 0.94  # what OCR is sure of is still to be compared: never 高
_SENTENCES = {
    "unknown": "第 {page} 页有 {n} 个字符的字体没有编码，读不出来（显示为“�”或乱码），请对照原件补录。",
    "rare": "第 {page} 页生僻字异常多，文字可能是乱码，请逐字对照原件。",
    "columns": "第 {page} 页像是分栏排版，已按先左后右读出，请核对段落顺序。",
    "table": "第 {page} 页像是有表格，文字已逐行读出并在原处标明，请对照原件重新制表。",
    "turned": "第 {page} 页有 {n} 个字的方向与其余文字不同（竖排、旋转或者水印），请核对其位置。",
    "hidden": "第 {page} 页有看不见的文字 {n} 个字，没有读入正文。公开这个 PDF 前请核对。",
    "pictured": "第 {page} 页有图片，图片里的文字没有读入，请核对是否需要补录。",
    "layer": "第 {page} 页是扫描件，文字取自扫描软件附带的识别结果，请逐字对照原件。",
    "ocr": "第 {page} 页是扫描件，文字由图像识别得出（把握 {score}%），请逐字对照原件，数字和人名尤其要看。",
    "picture": "第 {page} 页是图片，没有文字可读。{unread}",
}
_SHARE = {"layer": 0.75, "picture": 0.0}
_LOSS = {"rare": 0.4, "columns": 0.1, "table": 0.25, "turned": 0.1, "pictured": 0.05, "hidden": 0.05}


def sureness(sheets: Sequence[Sheet]) -> Sureness:
    """判断可信度：a reading that leaves out a page is never graded 高."""
    pages = tuple(_of(sheet) for sheet in sheets)
    usual = max(1, sum(sheet.glyphs for sheet in sheets) // max(1, sum(bool(sheet.glyphs) for sheet in sheets)))
    weights = [sheet.glyphs or (usual if sheet.source == "picture" else 0) for sheet in sheets]
    total = sum(weights)
    share = sum(page.share * weight for page, weight in zip(pages, weights, strict=True)) / total if total else 0.0
    worst = any(page.grade in {LOW, NONE} for page in pages)
    return Sureness(share, FAIR if worst and _grade(share) == HIGH else _grade(share), pages)


def _of(sheet: Sheet) -> PageSureness:
    found = _reasons(sheet)
    share = _SEEN * sheet.score if sheet.source == "ocr" else _SHARE.get(sheet.source, 1.0)
    if sheet.glyphs:
        share *= 1 - min(1.0, 3 * sheet.unknown / sheet.glyphs)
    for reason in found:
        share -= _LOSS.get(reason, 0.0)
    said = {"page": sheet.number, "score": round(sheet.score * 100), "unread": sheet.unread}
    notes = tuple(_SENTENCES[reason].format(n=count, **said) for reason, count in found.items())
    share = max(0.0, share)
    return PageSureness(sheet.number, share, NONE if sheet.source == "picture" else _grade(share), notes)


def _reasons(sheet: Sheet) -> dict[str, int]:
    """What is unsure about a page, and how much of it."""
    counted = {
        sheet.source: int(sheet.source in {"ocr", "layer", "picture"}),
        "unknown": sheet.unknown,
        "rare": int(sheet.glyphs > 50 and sheet.rare > _RARE * sheet.glyphs),
        "columns": int(sheet.columns > 1),
        "table": int(any(row.table for row in sheet.rows)),
        "turned": sheet.turned,
        "hidden": sheet.hidden,
        "pictured": int(sheet.source == "text" and sheet.pictured > 0.04),
    }
    return {reason: count for reason, count in counted.items() if count}


def _grade(share: float) -> str:
    return next(grade for least, grade in _GRADES if share >= least)

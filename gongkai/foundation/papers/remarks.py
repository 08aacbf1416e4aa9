"""读取提示：what the clerk should look at, as Chinese sentences."""

import re

from gongkai.foundation.papers.numbering import W
from gongkai.foundation.papers.package import Package
from gongkai.foundation.papers.runs import GETA, Findings

_SHOWN = 200


def remarks(package: Package, found: Findings, unknown_formats: set[str]) -> list[str]:
    """读取提示：of one Word document, the weightiest first."""
    counted = (
        (package.revisions, "文件带有修订痕迹 {n} 处：已按“接受所有修订”读入，删除的文字未读入。请核对定稿。"),
        (package.hidden, "文件中有隐藏文字 {n} 个字，未读入。如需公开，请在原文件中取消隐藏后重新上传。"),
        (found.comments, "文件带有批注 {n} 处，未读入。"),
        (len(found.images), f"文中有 {{n}} 幅图片未导入正文，请作为附件上传。{_places(found.places)}"),
        (len(found.boxes), f"文中有 {{n}} 个文本框，其中的文字未导入正文：{_quoted(found.boxes)}请核对是否需要补录。"),
        (found.formulas, "文中有公式 {n} 处，只读入了其中的文字，上下标和分式请核对。"),
        (found.symbols, f"文中有特殊符号 {{n}} 个无法识别，已用“{GETA}”代替，请改成正确的符号。"),
        (found.fields, "文中有带圈字符等域代码 {n} 处未读入，请对照原文件补录。"),
        (found.ruby, "文中有拼音注音 {n} 处，只读入了汉字。"),
        (len(unknown_formats), "自动编号中有 {n} 种格式不常见，已用阿拉伯数字代替，请核对编号。"),
    )
    notes = [sentence.replace("{n}", str(count)) for count, sentence in counted if count]
    margins = _margins(package)
    if margins:
        notes.append(f"页眉页脚中的文字未导入正文：{_quoted(margins)}请核对是否需要补录。")
    return notes


def _places(places: list[str]) -> str:
    shown = "；".join(f"第 {index} 幅在“{place}”附近" for index, place in enumerate(places[:10], 1) if place)
    return f"（{shown}。）" if shown else ""


def _quoted(texts: list[str]) -> str:
    joined = "”“".join(texts)
    return f"“{joined[:_SHOWN]}{'……' if len(joined) > _SHOWN else ''}”，"


def _margins(package: Package) -> list[str]:
    """Words of headers and footers, page numbers aside."""
    found: list[str] = []
    for link in package.links(package.main).values():
        if link.kind in {"header", "footer"} and link.target in package.parts:
            root = package.text_part(package.parts[link.target], link.target)
            words = "".join(text.text or "" for text in root.iter(f"{W}t")).strip()
            if re.sub(r"[\s\d第页共/—–－-]", "", words) and words not in found:
                found.append(words)
    return found

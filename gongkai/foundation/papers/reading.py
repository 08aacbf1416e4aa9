"""读入公文：from the bytes of a file to a paper."""

import io
import re
from itertools import pairwise

from gongkai.foundation.errors import Invalid
from gongkai.foundation.files.rules import DOCX, PDF, TXT, check
from gongkai.foundation.papers.headings import headings, kind_of
from gongkai.foundation.papers.layout import body_html
from gongkai.foundation.papers.paper import Draft, Line, Paper
from gongkai.foundation.papers.pdf import read_pdf
from gongkai.foundation.papers.plain import read_plain
from gongkai.foundation.papers.recognise import recognise
from gongkai.foundation.papers.sure import Sureness
from gongkai.foundation.papers.word import read_word
from gongkai.foundation.text.html import plain_text, sanitise

NOT_READ = "暂时不能从{label}中读取正文。请上传 .docx、.pdf 或 .txt；也可以把正文粘贴到编辑框，把这个文件作为附件上传。"
EMPTY = "文件里没有文字。如果正文是扫描图片，请粘贴或录入文字，把扫描件作为附件上传。"
BROKEN_OFF = "有 {n} 处段落似乎在句子中间断开（如“{example}”），请核对是否应与下一段合并。"
_LONG = 60
_READERS = {DOCX: read_word, TXT: read_plain}


def read(content: bytes, name: str) -> Paper:
    """读入公文：text, structure and proposed fields of a .docx, .pdf or .txt. The same bytes give the same paper.

    :param name: the file's name at its sender, for its extension only.
    :raises Invalid: when the file may not come in, is no .docx, .pdf or .txt, or has no text.
    """
    kind = check(io.BytesIO(content), name)
    if kind == PDF:
        return paper_of(*read_pdf(content))
    reader = _READERS.get(kind)
    if reader is None:
        raise Invalid(NOT_READ.format(label=kind.label), code="kind")
    return paper_of(reader(content))


def paper_of(draft: Draft, sure: Sureness | None = None) -> Paper:
    """成稿：a draft recognised and laid out.

    :raises Invalid: when it has no text.
    """
    texts = [block.text if isinstance(block, Line) else "" for block in draft.blocks]
    lines = [(index, block) for index, block in enumerate(draft.blocks) if isinstance(block, Line)]
    found = recognise(texts, frozenset(index for index, line in lines if line.title_style))
    styled = {index: line.level for index, line in lines if line.level}
    levels = headings(texts, styled, found.roles)
    html = sanitise(body_html(draft.blocks, found.roles, levels, draft.footnotes))
    text = plain_text(html)
    if not text:
        raise Invalid(EMPTY, code="empty")
    return Paper(
        html=html,
        text=text,
        title=found.title,
        document_number=found.document_number,
        issuer=found.issuer,
        formed_on=found.formed_on,
        addressees=found.addressees,
        attachments=found.attachments,
        notes=(*found.warnings, *draft.notes, *found.notes, *_broken_off(texts, found.roles)),
        images=tuple(draft.images),
        secrecy_mark=found.secrecy_mark,
        sureness=sure,
    )


def _broken_off(texts: list[str], roles: dict[int, str]) -> list[str]:
    """Long paragraphs that end without punctuation before another paragraph: a page ended there when it was copied."""
    ends = [
        text[-12:]
        for index, (text, following) in enumerate(pairwise(texts))
        if len(text) > _LONG and re.search(r"[\u4e00-\u9fff，、]\Z", text) and following and not kind_of(following)[0]
        if index not in roles and index + 1 not in roles
    ]
    return [BROKEN_OFF.format(n=len(ends), example=ends[0])] if ends else []

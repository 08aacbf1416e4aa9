"""打开 PDF：within bounds, or a sentence that says what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2

from gongkai.foundation.errors import Invalid

ENCRYPTED = "这个 PDF 设了打开密码，无法读取。请用原软件去掉密码，另存后再上传。"
BROKEN = "这个 PDF 已损坏，无法打开。请用原软件重新导出，或者打印为新的 PDF 后再上传。"
NO_PAGES = "这个 PDF 里没有页面。请确认选对了文件。"
TOO_MANY = "这个 PDF 有 {pages} 页，超过 {limit} 页。请拆成几个文件分别上传。"


@dataclass(frozen=True)
class PdfLimits:
    """上限：pages of one file, glyphs of one page, objects looked at on one page, rules (lines) of one page."""

    pages: int = 1_000
    glyphs: int = 30_000
    objects: int = 50_000
    rules: int = 5_000


LIMITS = PdfLimits()


@contextmanager
def opened(content: bytes, limits: PdfLimits = LIMITS) -> Iterator[pypdfium2.PdfDocument]:
    """打开：the document, closed afterwards.

    :raises Invalid: when it has a password, is broken, has no pages or too many.
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise Invalid(ENCRYPTED if locked else BROKEN, code="encrypted" if locked else "broken") from None
    try:
        pages = len(document)
        if not pages:
            raise Invalid(NO_PAGES, code="empty")
        if pages > limits.pages:
            raise Invalid(TOO_MANY.format(pages=pages, limit=limits.pages), code="too-many-pages")
        yield document
    finally:
        document.close()

"""读取结果：what is read from a paper, and the plain pieces it passes through on the way."""

from dataclasses import dataclass, field
from datetime import date

from gongkai.foundation.papers.sure import Sureness


@dataclass(frozen=True)
class Image:
    """图片：a picture found in a paper and not taken into its text; `media_type` as the paper states it."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Paper:
    """读入的公文：canonical HTML with everything the paper says, and proposals which the clerk confirms or corrects.

    `secrecy_mark` is 绝密, 机密 or 秘密 when the head bears one; such a paper must not be kept. A proposal that is
    uncertain is empty, and `notes` says so in a Chinese sentence; nothing is guessed. `sureness` is that of a PDF.
    """

    html: str
    text: str
    title: str
    document_number: str
    issuer: str
    formed_on: date | None
    addressees: str
    attachments: tuple[str, ...]
    notes: tuple[str, ...]
    images: tuple[Image, ...] = ()
    secrecy_mark: str = ""
    sureness: Sureness | None = None


@dataclass(frozen=True)
class Span:
    """文字段：a stretch of text in one form, line breaks as newlines; `note` numbers a footnote standing here."""

    text: str
    marks: tuple[str, ...] = ()
    href: str = ""
    note: int = 0


@dataclass
class Line:
    """段落：one paragraph; `level` is its outline level by style (1 is highest, 0 none)."""

    spans: list[Span]
    level: int = 0
    title_style: bool = False
    item: bool = False

    @property
    def text(self) -> str:
        """文字：without notes, line breaks kept."""
        return "".join(span.text for span in self.spans).strip(" \u3000\t\n\xa0")


@dataclass
class Grid:
    """表格：already in HTML."""

    html: str


Block = Line | Grid


@dataclass
class Draft:
    """初读：a paper as its format gives it, before anything is recognised."""

    blocks: list[Block]
    footnotes: list[list[Line]] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

"""Builders of Word documents with the things python-docx cannot make."""

import io
import zipfile
from collections.abc import Callable

import docx
import pytest

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
REL = "http://schemas.openxmlformats.org/package/2006/relationships"
KINDS = f"{R}/"
WEB = (
    f'<Relationship Id="web" Type="{KINDS}hyperlink" Target="https://www.gov.cn/a?b=1&amp;c=2" TargetMode="External"/>'
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def word_file(body: str, **parts: str) -> bytes:
    """A docx whose body and further parts (numbering, styles, footnotes, comments …) are given as inner XML."""
    roots = {
        "numbering": "numbering",
        "styles": "styles",
        "footnotes": "footnotes",
        "comments": "comments",
        "header": "hdr",
    }
    overrides = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{MAIN}.{name}+xml"/>' for name in parts)
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN}.document.main+xml"/>{overrides}</Types>'
    )
    links = "".join(f'<Relationship Id="r{name}" Type="{KINDS}{name}" Target="{name}.xml"/>' for name in parts) + WEB
    files = {
        "[Content_Types].xml": types,
        "_rels/.rels": f'<Relationships xmlns="{REL}"><Relationship Id="r1" Type="{KINDS}officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{REL}">{links}</Relationships>',
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
    } | {
        f"word/{name}.xml": f"<w:{roots[name]} {NAMESPACES}>{inner}</w:{roots[name]}>" for name, inner in parts.items()
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in files.items():
            package.writestr(name, text)
    return buffer.getvalue()


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def numbered(text: str, level: int = 0, number: int = 1) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def levels(*given: tuple[str, str], extra: str = "") -> str:
    """(format, template) per level."""
    return "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{template}"/>'
        f"{extra}</w:lvl>"
        for index, (form, template) in enumerate(given)
    )


def numbering(*abstracts: str, numbers: str = "") -> str:
    made = "".join(
        f'<w:abstractNum w:abstractNumId="{index}">{inner}</w:abstractNum>' for index, inner in enumerate(abstracts)
    )
    return made + (numbers or '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>')


def saved(document: "docx.document.Document") -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


class Build:
    word_file = staticmethod(word_file)
    paragraph = staticmethod(paragraph)
    numbered = staticmethod(numbered)
    levels = staticmethod(levels)
    numbering = staticmethod(numbering)
    saved: Callable[..., bytes] = staticmethod(saved)


@pytest.fixture
def build() -> type[Build]:
    return Build

"""Good and bad files."""

import io
import zipfile

import docx
import openpyxl
import pytest
from openpyxl.comments import Comment

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def repacked(content: bytes, change: dict[str, bytes | None] | None = None, **options: object) -> bytes:
    """The same package with parts added, replaced, or (None) left out."""
    change = change or {}
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in change:
                new.writestr(name, old.read(name))
        for name, part in change.items():
            if part is not None:
                new.writestr(name, part)
    return buffer.getvalue()


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name)


@pytest.fixture
def word() -> bytes:
    document = docx.Document()
    document.core_properties.author = "张三"
    document.core_properties.last_modified_by = "李四"
    document.add_paragraph("公开的正文。")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def sheet() -> bytes:
    book = openpyxl.Workbook()
    book.properties.creator = "王五"
    book.active["A1"] = "预算"
    book.active["A1"].comment = Comment("内部意见", "赵六")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


class Packages:
    repacked = staticmethod(repacked)
    part = staticmethod(part)
    R = R


@pytest.fixture
def packages() -> type[Packages]:
    return Packages

"""文本文件：.txt as lines, .csv as a grid; covered in the encoding they came in."""

import csv
import io
from collections.abc import Mapping

from gongkai.foundation.errors import Invalid
from gongkai.foundation.files.rules import encodings_for
from gongkai.foundation.privacy.rules import Grid, Passage, Place
from gongkai.foundation.redaction.package import replaced

NOT_TEXT = "这个文本文件的编码无法识别。请用记事本打开，“另存为”时编码选 UTF-8，再上传。"
_SAMPLE = 20  # 行：that show whether it is a table


def text(data: bytes, part: str) -> tuple[Passage | Grid, ...]:
    """读文本：lines, or rows where the first lines have the same number of commas or tabs.

    :raises Invalid: when the encoding is none of this country's.
    """
    said = _decode(data)[0]
    lines = said.splitlines()
    for mark in ("\t", ","):
        counts = {line.count(mark) for line in lines[:_SAMPLE] if line.strip()}
        if len(lines) > 1 and len(counts) == 1 and counts != {0}:
            rows = tuple(tuple(row) for row in csv.reader(io.StringIO(said), delimiter=mark))
            return (Grid(Place(part, 1), rows),)
    return tuple(Passage(Place(part, number), line) for number, line in enumerate(lines, start=1) if line.strip())


def redact(data: bytes, masks: Mapping[str, str]) -> bytes:
    """替换：in the text; its encoding and line ends stay.

    :raises Invalid: as `text`.
    """
    said, encoding = _decode(data)
    return replaced(said, masks).encode(encoding)


def _decode(data: bytes) -> tuple[str, str]:
    for encoding in encodings_for(data[:4]):
        try:
            said = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        marked = data.startswith(b"\xef\xbb\xbf")
        return said, "utf-8" if encoding == "utf-8-sig" and not marked else encoding
    raise Invalid(NOT_TEXT, code="encoding")

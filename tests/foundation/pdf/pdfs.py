"""Writes PDFs by hand, so that tests need no typesetter and no font: pages of placed text, lines and pictures."""

import zlib
from dataclasses import dataclass, field
from itertools import count


@dataclass
class Page:
    """What stands on one page; `text` is (x, y, size, words) and may name a render mode."""

    text: list[tuple[float, float, float, str]] = field(default_factory=list)
    raw: bytes = b""
    mode: int = 0
    entries: bytes = b""
    pictures: list[tuple[int, int, bytes, bytes, tuple[float, float, float, float]]] = field(default_factory=list)
    resources: bytes = b""
    width: float = 595
    height: float = 842


def hexed(words: str) -> str:
    return words.encode("utf-16-be").hex()


def shown(x: float, y: float, size: float, words: str) -> bytes:
    return f"BT /F {size} Tf 1 0 0 1 {x} {y} Tm <{hexed(words)}> Tj ET\n".encode()


def stream(entries: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (entries, len(packed), packed)


def ranges() -> bytes:
    """Every two-byte code is the character of its own number; a range may not leave its first byte."""
    codes = [b"<%02x00> <%02xff> <%02x00>" % (high, high, high) for high in range(256)]
    blocks = [codes[start : start + 100] for start in range(0, 256, 100)]
    return b"\n".join(b"%d beginbfrange\n%s\nendbfrange" % (len(block), b"\n".join(block)) for block in blocks)


TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
%s
endcmap end end""" % ranges()
FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [<< /Type /Font "
    b"/Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
    b"/DW 1000 /W [32 126 500] "
    b"/FontDescriptor << /Type /FontDescriptor /FontName /Song /Flags 4 /Ascent 880 /Descent -120 /CapHeight 700 "
    b"/ItalicAngle 0 /StemV 80 /FontBBox [0 -120 1000 880] >> >>] /ToUnicode 4 0 R >>"
)


def pdf(*pages: Page, catalog: bytes = b"", objects: dict[int, bytes] | None = None, trailer: bytes = b"") -> bytes:
    """A whole file. `objects` are further ones, numbered from 900; `catalog` and `trailer` are added entries."""
    made: dict[int, bytes] = {3: FONT, 4: stream(b"", TO_UNICODE), **(objects or {})}
    numbers = count(10)
    kids = []
    for page in pages:
        here, content = next(numbers), next(numbers)
        kids.append(here)
        drawn = b"%d Tr\n" % page.mode + b"".join(shown(*placed) for placed in page.text) + page.raw
        names = b""
        for place, (wide, high, entries, data, box) in enumerate(page.pictures):
            number = next(numbers)
            head = b"/Type /XObject /Subtype /Image /Width %d /Height %d %s" % (wide, high, entries)
            packed = b"<< %s /Length %d >>\nstream\n%s\nendstream" % (head, len(data), data)
            made[number] = packed
            names += b"/I%d %d 0 R " % (place, number)
            x, y, w, h = box
            drawn = f"q {w} 0 0 {h} {x} {y} cm /I{place} Do Q\n".encode() + drawn
        made[content] = stream(b"", drawn)
        made[here] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %g %g] /Contents %d 0 R /Resources << /Font << /F 3 0 R "
            b"/H << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> "
            b"/XObject << %s >> %s >> %s >>" % (page.width, page.height, content, names, page.resources, page.entries)
        )
    made[1] = b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog
    made[2] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    return written(made, trailer)


def written(made: dict[int, bytes], trailer: bytes = b"") -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number in sorted(made):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, made[number])
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number in sorted(places):
        out += b"%d 1\n%010d 00000 n \n" % (number, places[number])
    size = max(places) + 1
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)


def set_lines(paragraph: str, width: int, indent: int) -> list[str]:
    """The lines a typesetter makes; Latin letters and digits are half as wide."""
    lines, words, room = [], "", float(width - indent)
    for sign in paragraph:
        step = 0.5 if sign.isascii() else 1.0
        if step > room:
            lines.append(words)
            words, room = "", float(width)
        words, room = words + sign, room - step
    return [*lines, words]


def typeset(text: str, *, width: int = 28, size: float = 16, indent: int = 2, margin: float = 70) -> list[Page]:
    """Paragraphs, one per line of `text`, as official papers set them: `width` characters a line."""
    pages, y = [Page()], 740.0
    for paragraph in text.splitlines():
        for place, words in enumerate(set_lines(paragraph, width, indent)):
            if y < 120:
                pages.append(Page())
                y = 740.0
            pages[-1].text.append((margin + (0 if place else indent * size), y, size, words))
            y -= size * 1.75
    return pages

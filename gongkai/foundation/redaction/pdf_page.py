"""图页：a page made of one picture, the words left on it laid over invisibly, to be searched and read aloud."""

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops
from pypdf import PageObject, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from gongkai.foundation.papers.pdf import lines_of
from gongkai.foundation.pdf import Glyph

_GREY = 12
_LARGE = 1_500_000
_GAP = 0.6


@dataclass
class Picture:
    """图页：the picture, the page's size in points, and the characters left on it."""

    picture: Image.Image
    width: float
    height: float
    glyphs: Sequence[Glyph]


def picture_page(writer: PdfWriter, page: PageObject, made: Picture) -> None:
    """换成图页：nothing of the page's own content, pictures, fonts, links and turning is left."""
    for key in [key for key in page if key not in {"/Type", "/Parent"}]:
        del page[key]
    image = writer._add_object(_image(made.picture))
    content = DecodedStreamObject()
    codes: dict[str, int] = {}
    words = _words(made.glyphs, codes)
    content.set_data(f"q {made.width:.3f} 0 0 {made.height:.3f} 0 0 cm /Page Do Q\n{words}".encode())
    fonts = DictionaryObject()
    if codes:
        fonts[NameObject("/Words")] = writer._add_object(_font(writer, codes))
    page[NameObject("/MediaBox")] = ArrayObject(FloatObject(round(n, 3)) for n in (0, 0, made.width, made.height))
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/XObject"): DictionaryObject({NameObject("/Page"): image}), NameObject("/Font"): fonts}
    )
    page[NameObject("/Contents")] = writer._add_object(content.flate_encode())


def _image(picture: Image.Image) -> StreamObject:
    """Black and white lossless, as long as it is small; else JPEG."""
    grey = picture.convert("L")
    coloured = ImageChops.difference(picture, grey.convert("RGB")).getextrema()
    flat = all(high <= _GREY for _, high in coloured)  # type: ignore[misc]
    packed = zlib.compress(grey.tobytes(), 9) if flat else b""
    item = StreamObject()
    space, coding = ("/DeviceGray" if flat else "/DeviceRGB"), "/FlateDecode"
    if not flat or len(packed) > _LARGE:
        out = io.BytesIO()
        (grey if flat else picture).save(out, "JPEG", quality=88, subsampling=0)
        packed, coding = out.getvalue(), "/DCTDecode"
    item._data = packed
    entries = {"/Type": "/XObject", "/Subtype": "/Image", "/ColorSpace": space, "/Filter": coding}
    item.update({NameObject(key): NameObject(value) for key, value in entries.items()})
    for key, value in (("/Width", picture.width), ("/Height", picture.height), ("/BitsPerComponent", 8)):
        item[NameObject(key)] = NumberObject(value)
    return item


def _words(glyphs: Sequence[Glyph], codes: dict[str, int]) -> str:
    """Runs of characters where they stand, in render mode 3."""
    written = []
    for line in lines_of(glyphs):
        run: list[Glyph] = []
        for glyph in [*line, None]:
            if run and (glyph is None or glyph.left - run[-1].right > _GAP * run[0].size):
                written.append(_run(run, codes))
                run = []
            if glyph is not None and glyph.right > glyph.left and glyph.size > 0:
                run.append(glyph)
    return "".join(written)


def _run(run: list[Glyph], codes: dict[str, int]) -> str:
    size = run[0].size
    wide = 100 * (run[-1].right - run[0].left) / (size * len(run))
    shown = "".join(f"{codes.setdefault(glyph.text, len(codes) + 1):04x}" for glyph in run)
    place = f"1 0 0 1 {run[0].left:.2f} {run[0].bottom + 0.12 * size:.2f} Tm"
    return f"BT 3 Tr /Words {size:.2f} Tf {wide:.2f} Tz {place} <{shown}> Tj ET\n"


def _font(writer: PdfWriter, codes: dict[str, int]) -> DictionaryObject:
    """A font without shapes: each code is one em wide and says which character it is."""
    pairs = [f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for text, code in codes.items()]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    lines = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    table = DecodedStreamObject()
    table.set_data(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Words def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{lines}\nendcmap end end".encode()
    )
    name = NameObject("/Words")
    descriptor = DictionaryObject({NameObject("/Type"): NameObject("/FontDescriptor"), NameObject("/FontName"): name})
    numbers = {"/Flags": 4, "/Ascent": 880, "/Descent": -120, "/CapHeight": 700, "/ItalicAngle": 0, "/StemV": 80}
    descriptor.update({NameObject(key): NumberObject(value) for key, value in numbers.items()})
    descriptor[NameObject("/FontBBox")] = ArrayObject(NumberObject(n) for n in (0, -120, 1000, 880))
    system = {NameObject("/Registry"): TextStringObject("Adobe"), NameObject("/Ordering"): TextStringObject("Identity")}
    inner = DictionaryObject({
        NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/CIDFontType2"),
        NameObject("/BaseFont"): name, NameObject("/DW"): NumberObject(1000),
        NameObject("/CIDSystemInfo"): DictionaryObject({**system, NameObject("/Supplement"): NumberObject(0)}),
        NameObject("/FontDescriptor"): writer._add_object(descriptor),
    })  # fmt: skip
    return DictionaryObject({
        NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type0"),
        NameObject("/BaseFont"): name, NameObject("/Encoding"): NameObject("/Identity-H"),
        NameObject("/DescendantFonts"): ArrayObject([writer._add_object(inner)]),
        NameObject("/ToUnicode"): writer._add_object(table.flate_encode()),
    })  # fmt: skip

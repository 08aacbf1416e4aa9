"""Nothing of its makers and its past is in the public copy of a PDF or a picture; it looks as before."""

import io
import struct
import zlib
from typing import Any

import pypdf
import pypdfium2
import pytest
from PIL import Image, ImageChops
from PIL.PngImagePlugin import PngInfo

from gongkai.foundation.errors import Invalid
from gongkai.foundation.files.rules import JPEG, PDF, PNG, clean_picture, public_copy
from gongkai.foundation.files.rules.pdf_copy import clean_pdf

from .pdfs import Page, hexed, pdf, shown, stream

SECRET = b"AUTHOR-OF-THIS"
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 100 20] /Resources << /Font << /F 3 0 R >> >>"


def copy_of(content: bytes) -> bytes:
    return clean_pdf(content)


def told(content: bytes) -> bytes:
    """Every byte a reader can get at: the file and all its streams unpacked."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    streams = []
    for number in range(1, int(reader.trailer["/Size"])):
        item: Any = reader.get_object(number)
        if isinstance(item, pypdf.generic.StreamObject):
            streams.append(item.get_data())
    return content + b"".join(streams)


def looks(content: bytes) -> Image.Image:
    return pypdfium2.PdfDocument(content)[0].render(scale=1).to_pil().convert("L")


def full() -> bytes:
    """A PDF with everything that tells on its makers."""
    objects = {
        900: b"<< /Author (%s) /Title (%s) /Producer (x) >>" % (SECRET, SECRET),
        901: stream(b"/Type /Metadata /Subtype /XML", b"<x:xmpmeta>%s</x:xmpmeta>" % SECRET),
        902: b"<< /Names [(a.txt) 903 0 R] >>",
        903: b"<< /Type /Filespec /F (%s.txt) /EF << /F 904 0 R >> >>" % SECRET,
        904: stream(b"/Type /EmbeddedFile", SECRET),
        905: b"<< /Names [(js) << /S /JavaScript /JS (app.alert('%s')) >>] >>" % SECRET,
        906: b"<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /T (%s) /Contents (%s) >>" % (SECRET, SECRET),
        907: b"<< /Type /Annot /Subtype /Link /Rect [70 730 200 760] /Contents (%s) "
        b"/A << /S /URI /URI (https://www.gov.cn/) >> >>" % SECRET,
        908: b"<< /Type /Annot /Subtype /Link /Rect [70 630 200 660] /A << /S /Launch /F (%s.exe) >> >>" % SECRET,
        909: b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (%s) /V (filled) /Rect [70 600 170 620] /F 4 "
        b"/AP << /N 910 0 R >> >>" % SECRET,
        910: stream(FORM, shown(0, 4, 12, "已填的字")),
        911: stream(b"/Type /EmbeddedFile", SECRET),
    }
    page = Page(
        [(70, 740, 16, "公开的文字。")],
        entries=b"/Annots [906 0 R 907 0 R 908 0 R 909 0 R] /PieceInfo << /X << /Private (%s) >> >> "
        b"/AA << /O << /S /JavaScript /JS (%s) >> >> /Metadata 901 0 R" % (SECRET, SECRET),
    )
    return pdf(
        page,
        catalog=b"/Metadata 901 0 R /Names << /EmbeddedFiles 902 0 R /JavaScript 905 0 R >> /AcroForm << /Fields "
        b"[909 0 R] >> /OpenAction << /S /JavaScript /JS (%s) >>" % SECRET,
        objects=objects,
        trailer=b"/Info 900 0 R",
    )


def test_nothing_that_tells_on_the_makers_of_a_pdf_goes_along() -> None:
    made = copy_of(full())
    assert SECRET in told(full())
    assert SECRET not in told(made)
    for word in (b"JavaScript", b"/Launch", b"EmbeddedFile", b"/Info", b"/Metadata", b"/AcroForm", b"pypdf"):
        assert word not in told(made)
    reader = pypdf.PdfReader(io.BytesIO(made))
    assert reader.metadata is None
    assert reader.xmp_metadata is None
    assert not reader.attachments
    assert not reader.get_fields()


def test_the_page_looks_as_before_with_its_form_filled_in_and_its_web_link() -> None:
    made = copy_of(full())
    text = pypdfium2.PdfDocument(made)[0].get_textpage().get_text_bounded()
    assert "公开的文字。" in text
    assert "已填的字" in text
    links = [item.get_object() for item in pypdf.PdfReader(io.BytesIO(made)).pages[0]["/Annots"]]
    assert [link.get("/A", {}).get("/URI") for link in links] == ["https://www.gov.cn/", None]


def test_the_same_file_gives_the_same_copy_and_a_copy_gives_itself() -> None:
    made = copy_of(full())
    assert copy_of(full()) == made
    assert copy_of(made) == made


def test_no_earlier_revision_survives() -> None:
    first = pdf(Page([(70, 740, 16, "旧稿")], raw=b"% " + SECRET))
    later = stream(b"", shown(70, 740, 16, "定稿"))
    start = len(first)
    again = first + b"11 0 obj\n" + later + b"\nendobj\n"
    xref = len(again)
    again += b"xref\n11 1\n%010d 00000 n \ntrailer\n<< /Size 12 /Root 1 0 R /Prev %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        start, first.rsplit(b"startxref\n", 1)[1].split(b"\n")[0], xref,
    )  # fmt: skip
    assert "旧稿" in pypdf.PdfReader(io.BytesIO(again[:start])).pages[0].extract_text()
    made = copy_of(again)
    assert "定稿" in pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text()
    assert made.count(b"%%EOF") == 1
    assert hexed("旧稿").encode() not in told(made)
    assert SECRET not in told(made)


@pytest.mark.parametrize("state", [b"/D << /OFF [900 0 R] >>", b"/D << /BaseState /OFF >>"])
def test_what_a_hidden_layer_shows_is_taken_out(state: bytes) -> None:
    raw = b"/OC /L BDC " + shown(70, 700, 16, "隐藏图层") + b"EMC /OC /N BDC " + shown(70, 660, 16, "图层外") + b"EMC"
    page = Page([(70, 740, 16, "公开的文字。")], raw=raw, resources=b"/Properties << /L 900 0 R /N << /Type /X >> >>")
    catalog = b"/OCProperties << /OCGs [900 0 R] " + state + b" >>"
    content = pdf(page, catalog=catalog, objects={900: b"<< /Type /OCG /Name (%s) >>" % SECRET})
    made = copy_of(content)
    assert hexed("隐藏图层").encode() in told(content)
    assert hexed("隐藏图层").encode() not in told(made)
    assert "图层外" in pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text()
    assert SECRET not in told(made)


def test_a_font_called_like_an_action_stays() -> None:
    page = Page(raw=b"BT /AA 16 Tf 70 700 Td (kept) Tj ET", resources=b"/Pattern << /AA 3 0 R >>")
    content = pdf(page).replace(b"/H <<", b"/AA <<")
    made = copy_of(content)
    assert ImageChops.difference(looks(content), looks(made)).getbbox() is None
    assert "kept" in pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text()


def test_a_mark_to_black_out_that_was_not_applied_is_refused() -> None:
    page = Page([(70, 740, 16, "姓名")], entries=b"/Annots [<< /Type /Annot /Subtype /Redact /Rect [0 0 9 9] >>]")
    with pytest.raises(Invalid) as refusal:
        copy_of(pdf(page))
    assert refusal.value.code == "unapplied-redaction"


def test_a_locked_pdf_has_no_public_copy_and_a_broken_one_neither() -> None:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(full())))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    for content, code in ((out.getvalue(), "encrypted"), (b"%PDF-1.7\n%%EOF", "broken")):
        with pytest.raises(Invalid) as refusal:
            public_copy(content, PDF.media_type)
        assert refusal.value.code == code


def photo(orientation: int = 6, **more: Any) -> bytes:
    picture = Image.new("RGB", (60, 40), "white")
    picture.paste((255, 0, 0), (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=SECRET, quality=95, **more)
    return out.getvalue() + SECRET


@pytest.mark.parametrize("progressive", [False, True])
def test_a_photo_loses_who_and_where_and_stands_upright(progressive: bool) -> None:
    content = photo(progressive=progressive)
    made = public_copy(content, JPEG.media_type)
    assert SECRET in content
    assert SECRET not in made
    with Image.open(io.BytesIO(made)) as picture:
        assert dict(picture.getexif()) == {}
        assert picture.size == (40, 60)
        red = picture.convert("RGB").getpixel((35, 5))
        assert isinstance(red, tuple)
        assert red[0] > 200 > 60 > red[1]


def test_the_pixels_of_an_upright_photo_are_not_touched() -> None:
    content = photo(orientation=1)
    made = public_copy(content, JPEG.media_type)
    assert SECRET not in made
    with Image.open(io.BytesIO(content)) as before, Image.open(io.BytesIO(made)) as after:
        assert before.tobytes() == after.tobytes()


def test_a_picture_in_a_document_keeps_only_how_it_stands() -> None:
    made = clean_picture(photo(), upright=False)
    assert SECRET not in made
    with Image.open(io.BytesIO(made)) as picture:
        assert dict(picture.getexif()) == {0x0112: 6}


def test_a_png_keeps_its_pixels_and_loses_its_texts() -> None:
    texts = PngInfo()
    texts.add_text("Author", SECRET.decode())
    texts.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    out = io.BytesIO()
    Image.new("RGBA", (9, 9), (1, 2, 3, 4)).save(out, "PNG", pnginfo=texts)
    own = struct.pack(">I4s", len(SECRET), b"prVt") + SECRET + struct.pack(">I", zlib.crc32(b"prVt" + SECRET))
    content = out.getvalue().replace(b"\x00\x00\x00\x00IEND", own + b"\x00\x00\x00\x00IEND") + SECRET
    made = public_copy(content, PNG.media_type)
    assert SECRET not in made
    with Image.open(io.BytesIO(made)) as picture:
        assert picture.getpixel((4, 4)) == (1, 2, 3, 4)
        assert picture.info == {}


def test_a_webp_loses_its_exif_and_xmp() -> None:
    exif = Image.Exif()
    exif[0x013B] = SECRET.decode()
    out = io.BytesIO()
    Image.new("RGB", (9, 9), "red").save(out, "WEBP", exif=exif, xmp=SECRET)
    made = clean_picture(out.getvalue())
    assert SECRET not in made
    with Image.open(io.BytesIO(made)) as picture:
        assert picture.size == (9, 9)
        assert dict(picture.getexif()) == {}


@pytest.mark.parametrize("content", [b"\xff\xd8\xff\xd9"[:3], b"\x89PNG\r\n\x1a\nxx", photo()[:300]])
def test_a_broken_picture_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid):
        clean_picture(content)


def test_a_photo_within_a_pdf_loses_who_and_where() -> None:
    entries = b"/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode"
    made = copy_of(pdf(Page(pictures=[(60, 40, entries, photo(), (0, 0, 300, 200))])))
    assert SECRET not in told(made)
    assert looks(made).getextrema()[0] < 200

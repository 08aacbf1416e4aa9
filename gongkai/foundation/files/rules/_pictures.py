"""图片痕迹：what a picture file says about its makers and the place, taken out without touching what one sees.

JPEG, PNG and WebP are rewritten piece by piece; pixels are decoded only where the picture must be turned upright.
"""

import io
import struct
import warnings
from collections.abc import Iterator

from PIL import Image, ImageOps, UnidentifiedImageError

from gongkai.foundation.errors import Invalid

BROKEN = "这张图片已损坏，或者尺寸过大，无法去除拍摄信息。请用画图等软件打开，另存一份再上传。"
_PIXELS = 120_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"bKGD", b"pHYs",
    b"acTL", b"fcTL", b"fdAT", b"cICP",
}  # fmt: skip
_WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
_JPEG_DROPPED = {0xFE, *range(0xE1, 0xF0)} - {0xEE}
_ORIENTATION = 0x0112
_EXIF, _XMP = 0x08, 0x04


def clean_picture(content: bytes, *, upright: bool = True) -> bytes:
    """去痕迹：a JPEG, PNG or WebP without EXIF, place, XMP, texts, thumbnails, or anything behind its end.

    :param upright: turn the pixels where EXIF says so; else keep that one mark and nothing beside it, for pictures
        inside documents, whose frame was drawn for it.
    :raises Invalid: when it is broken.
    """
    try:
        turned = _orientation(content)
        if turned > 1 and upright:
            content = _turned(content)
        return _stripped(content, 0 if upright else turned)
    except (struct.error, ValueError, IndexError, OSError, SyntaxError, Image.DecompressionBombError):
        raise Invalid(BROKEN, code="broken") from None


def _orientation(content: bytes) -> int:
    """1 when it stands upright or says nothing."""
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(content)) as picture:
            if picture.width * picture.height > _PIXELS:
                raise Invalid(BROKEN, code="broken")
            return int(picture.getexif().get(_ORIENTATION, 1))
    except UnidentifiedImageError:
        raise ValueError("no picture") from None
    except (SyntaxError, TypeError, KeyError):
        return 1


def _turned(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content)) as picture:
        kind, profile = picture.format or "PNG", picture.info.get("icc_profile")
        upright = ImageOps.exif_transpose(picture)
        out = io.BytesIO()
        quality = {"quality": 95, "subsampling": 0} if kind == "JPEG" else {}
        upright.save(out, kind, icc_profile=profile, **quality)
    return out.getvalue()


def _stripped(content: bytes, orientation: int) -> bytes:
    if content.startswith(b"\xff\xd8"):
        return b"\xff\xd8" + _mark(orientation) + b"".join(_jpeg(content))
    if content.startswith(_PNG):
        return _PNG + b"".join(_png(content))
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        body = b"WEBP" + b"".join(_webp(content))
        return b"RIFF" + struct.pack("<I", len(body)) + body
    raise ValueError("no picture")


def _mark(orientation: int) -> bytes:
    """An EXIF block that says how the picture stands, and nothing else."""
    if orientation <= 1:
        return b""
    tiff = b"MM\x00\x2a\x00\x00\x00\x08" + struct.pack(">HHHIHHI", 1, _ORIENTATION, 3, 1, orientation, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(tiff) + 8) + b"Exif\x00\x00" + tiff


def _jpeg(content: bytes) -> Iterator[bytes]:
    """Segments kept, scans whole, nothing behind the end mark. A colour profile (ICC) and Adobe's mark stay."""
    place = 2
    while True:
        while content[place] == 0xFF and content[place + 1] == 0xFF:
            place += 1
        if content[place] != 0xFF:
            raise ValueError("no marker")
        kind = content[place + 1]
        if kind == 0xD9:
            yield b"\xff\xd9"
            return
        length = struct.unpack(">H", content[place + 2 : place + 4])[0]
        end = place + 2 + length
        jfif = kind == 0xE0
        profile = kind == 0xE2 and content.startswith(b"ICC_PROFILE\x00", place + 4)
        if jfif:
            yield _jfif(content[place:end])
        elif kind not in _JPEG_DROPPED or profile:
            yield content[place:end]
        place = end
        if kind == 0xDA:
            stop = _scan_end(content, place)
            yield content[place:stop]
            place = stop


def _jfif(segment: bytes) -> bytes:
    """The head of a JPEG without the small picture it may bring along."""
    if not segment.startswith(b"JFIF\x00", 4) or len(segment) < 18:
        return b""
    return b"\xff\xe0\x00\x10" + segment[4:16] + b"\x00\x00"


def _scan_end(content: bytes, place: int) -> int:
    """Where the data of a scan end: at a marker that is neither stuffing nor a restart."""
    while True:
        place = content.index(b"\xff", place)
        following = content[place + 1]
        if following == 0xFF:
            place += 1
        elif following == 0 or 0xD0 <= following <= 0xD7:
            place += 2
        else:
            return place


def _png(content: bytes) -> Iterator[bytes]:
    place = len(_PNG)
    while True:
        length, kind = struct.unpack(">I4s", content[place : place + 8])
        end = place + 12 + length
        if end > len(content):
            raise ValueError("cut short")
        if kind in _PNG_KEPT:
            yield content[place:end]
        if kind == b"IEND":
            return
        place = end


def _webp(content: bytes) -> Iterator[bytes]:
    place = 12
    stop = min(len(content), 8 + struct.unpack("<I", content[4:8])[0])
    while place + 8 <= stop:
        kind, length = struct.unpack("<4sI", content[place : place + 8])
        end = place + 8 + length + length % 2
        if kind == b"VP8X":
            flags = content[place + 8] & ~(_EXIF | _XMP)
            yield content[place : place + 8] + bytes([flags]) + content[place + 9 : end]
        elif kind in _WEBP_KEPT:
            yield content[place:end]
        place = end

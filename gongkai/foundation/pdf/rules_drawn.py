"""线条：the straight lines a page draws, which make its tables, and the boxes of its pictures."""

import ctypes
import itertools
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from gongkai.foundation.pdf.opening import PdfLimits

Box = tuple[float, float, float, float]
_THIN = 2.5
_LONG = 12.0
_DEEPEST = 8


def pictures_and_rules(page: pypdfium2.PdfPage, limits: PdfLimits) -> tuple[list[Box], list[Box], list[Box]]:
    """图片与线条：boxes of pictures, of lines across, and of lines down, in the coordinates of the file."""
    pictures: list[Box] = []
    lines: list[Box] = []
    for piece in itertools.islice(page.get_objects(max_depth=_DEEPEST), limits.objects):
        if piece.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures.append(_bounds(piece))
        elif piece.type == pdfium.FPDF_PAGEOBJ_PATH and len(lines) < limits.rules:
            lines += _lines(piece)
    across = [line for line in lines if line[3] - line[1] <= _THIN and line[2] - line[0] >= _LONG]
    down = [line for line in lines if line[2] - line[0] <= _THIN and line[3] - line[1] >= _LONG]
    return pictures, across, down


def _bounds(piece: pypdfium2.PdfObject) -> Box:
    try:
        left, bottom, right, top = piece.get_bounds()
    except pypdfium2.PdfiumError:
        return (0.0, 0.0, 0.0, 0.0)
    return (left, bottom, right, top)


def _lines(piece: pypdfium2.PdfObject) -> list[Box]:
    """A thin shape is one line; of any other, its straight strokes."""
    box = _bounds(piece)
    if box[2] - box[0] <= _THIN or box[3] - box[1] <= _THIN:
        return [box]
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(piece, ctypes.byref(fill), ctypes.byref(stroke))
    return list(_strokes(piece)) if stroke.value else []


def _strokes(piece: pypdfium2.PdfObject) -> Iterator[Box]:
    matrix = piece.get_matrix()
    last = first = (0.0, 0.0)
    for place in range(min(int(pdfium.FPDFPath_CountSegments(piece)), 2_000)):
        segment = pdfium.FPDFPath_GetPathSegment(piece, place)
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = matrix.on_point(x.value, y.value)
        kind = int(pdfium.FPDFPathSegment_GetType(segment))
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield _between(last, point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield _between(point, first)
        last = point


def _between(start: tuple[float, float], end: tuple[float, float]) -> Box:
    return (min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))

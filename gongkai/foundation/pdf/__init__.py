"""版式文件：what a PDF holds, glyph by glyph with its place, and its pages as pictures. Pure; called apart."""

from gongkai.foundation.pdf.glyphs import Glyph, PageGlyphs, read_page
from gongkai.foundation.pdf.opening import LIMITS, PdfLimits, opened

__all__ = ["LIMITS", "Glyph", "PageGlyphs", "PdfLimits", "opened", "read_page"]

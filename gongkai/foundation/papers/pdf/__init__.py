"""读 PDF：text in reading order, tables marked where they stand, and how sure each page is."""

from gongkai.foundation.papers.pdf.draft import read_pdf

__all__ = ["read_pdf"]

"""读 PDF：text in reading order, tables marked where they stand, and how sure each page is."""

from gongkai.foundation.papers.pdf.draft import read_pdf
from gongkai.foundation.papers.pdf.margins import without_margins
from gongkai.foundation.papers.pdf.row import Row, Sheet
from gongkai.foundation.papers.pdf.rows import lines_of
from gongkai.foundation.papers.pdf.sheets import rows_of

__all__ = ["Row", "Sheet", "lines_of", "read_pdf", "rows_of", "without_margins"]

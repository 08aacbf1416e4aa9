"""公文读取：government papers, as .docx, .pdf or plain text, into clean structured HTML and proposals."""

from gongkai.foundation.papers.head import secrecy_mark
from gongkai.foundation.papers.paper import Image, Paper
from gongkai.foundation.papers.reading import read
from gongkai.foundation.papers.sure import HIGH, PageSureness, Sureness
from gongkai.foundation.papers.unfinished import unfinished

__all__ = ["HIGH", "Image", "PageSureness", "Paper", "Sureness", "read", "secrecy_mark", "unfinished"]

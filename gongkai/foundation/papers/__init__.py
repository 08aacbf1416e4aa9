"""公文读取：government papers, as .docx or plain text, into clean structured HTML and proposals for the clerk. Pure."""

from gongkai.foundation.papers.head import secrecy_mark
from gongkai.foundation.papers.paper import Image, Paper
from gongkai.foundation.papers.reading import read

__all__ = ["Image", "Paper", "read", "secrecy_mark"]

"""法律文本：the statute texts shipped beside the data. Laws have no copyright (著作权法第五条)."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .chinese import article_number
from .errors import UnknownLaw
from .reading import Node, read_file

_TEXTS = Path(__file__).parent / "texts"
_HEADING = re.compile(r"^### (第[零一二三四五六七八九十百千]+条)$")


@dataclass(frozen=True)
class Article:
    """条：one article; paragraphs are separated by a blank line."""

    label: str
    number: int
    chapter: str
    text: str


@dataclass(frozen=True)
class Statute:
    """法律文本：the text of one edition; `complete` is false where only the part needed here is kept."""

    edition: str
    title: str
    number: str
    complete: bool
    articles: tuple[Article, ...]

    def article(self, label: str) -> Article:
        """Find an article by a label like 第二十六条 or 第二十条第（一）项.

        :raises UnknownLaw: when the text has no such article.
        """
        number = article_number(label)
        for article in self.articles:
            if article.number == number:
                return article
        raise UnknownLaw(f"《{self.title}》的文本中没有{label}。")


def statute_keys() -> tuple[str, ...]:
    """Name the editions whose text is shipped."""
    return tuple(sorted(path.stem for path in _TEXTS.glob("*.md")))


@cache
def statute(edition: str) -> Statute:
    """Read the text of an edition, named by its key like FOI-2019.

    :raises UnknownLaw: when its text is not shipped.
    """
    if edition not in statute_keys():
        raise UnknownLaw(f"没有收录“{edition}”的文本。")
    head = _head(edition)
    body = (_TEXTS / f"{edition}.md").read_text(encoding="utf-8")
    return Statute(edition, head["title"].text(), head["number"].text(), head.flag("complete"), tuple(_articles(body)))


def _head(edition: str) -> Node:
    index = read_file(_TEXTS / "index.yaml")
    index.keys(optional=statute_keys())
    return index[edition].keys(required=("title", "number", "complete"))


def _articles(body: str) -> list[Article]:
    found: list[Article] = []
    chapter, label, lines = "", "", list[str]()
    for line in [*body.splitlines(), "## "]:
        heading = _HEADING.match(line)
        if heading or line.startswith("## "):
            if label:
                found.append(Article(label, article_number(label) or 0, chapter, "\n".join(lines).strip()))
            label, lines = (heading[1] if heading else ""), []
            chapter = chapter if heading else line.removeprefix("## ").strip()
        elif label:
            lines.append(line)
    return found

"""术语表：one English word per Chinese term, and the glossary page made from it."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .reading import Node, read_file

_FILE = Path(__file__).parent / "vocabulary.yaml"


@dataclass(frozen=True)
class Term:
    """术语：an English word used in code and the one Chinese term it stands for."""

    english: str
    chinese: str
    gloss: str
    group: str


@cache
def terms() -> tuple[Term, ...]:
    """Read all terms in the order of the file.

    :raises LawFileError: when a word or a term stands twice.
    """
    english: set[str] = set()
    chinese: set[str] = set()
    found: list[Term] = []
    for term, node in _read():
        if term.english in english or term.chinese in chinese:
            raise node.fail(f"{term.english} / {term.chinese} is already in the vocabulary")
        english.add(term.english)
        chinese.add(term.chinese)
        found.append(term)
    return tuple(found)


def _read() -> Iterator[tuple[Term, Node]]:
    for group in read_file(_FILE).keys(required=("groups",))["groups"].items():
        group.keys(required=("name", "terms"))
        for node in group["terms"].items():
            node.keys(required=("english", "chinese", "gloss"))
            english, chinese, gloss = (node[key].text() for key in ("english", "chinese", "gloss"))
            yield Term(english, chinese, gloss, group["name"].text()), node


def glossary_markdown() -> str:
    """Write the glossary page; `python -m gongkai.law.vocabulary` prints it."""
    lines = ["# 术语表", "", "Generated from `gongkai/law/vocabulary.yaml`; change that file, not this page."]
    group = ""
    for term in terms():
        if term.group != group:
            group = term.group
            lines += ["", f"## {group}", "", "| 中文 | English | |", "|---|---|---|"]
        lines.append(f"| {term.chinese} | `{term.english}` | {term.gloss} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(glossary_markdown())

"""对照：two texts of one draft side by side, field by field and paragraph by paragraph."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from gongkai.engines.publishing.content import PLAIN_FIELDS, Content, Identifier, Relation
from gongkai.engines.publishing.models import Relation as RelationRow
from gongkai.faces.kit.naming import NAMES, in_words
from gongkai.foundation.text.html import plain_text


@dataclass(frozen=True)
class Difference:
    """不同之处：a field in both texts."""

    name: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Passage:
    """段落对照：`same` paragraphs are only counted; the others stand on both sides."""

    same: int
    theirs: tuple[str, ...]
    mine: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """对照结果：what differs, and the bodies' paragraphs."""

    fields: tuple[Difference, ...]
    passages: tuple[Passage, ...]

    @property
    def differs(self) -> bool:
        """是否有不同之处。"""
        return bool(self.fields) or self.body_differs

    @property
    def body_differs(self) -> bool:
        """正文是否不同。"""
        return any(not passage.same for passage in self.passages)


def compare(theirs: Content, mine: Content) -> Comparison:
    """对照：what `mine` would change in `theirs`."""
    plain = [
        Difference(NAMES[name], in_words(name, getattr(theirs, name)), in_words(name, getattr(mine, name)))
        for name in PLAIN_FIELDS
        if name in NAMES and getattr(theirs, name) != getattr(mine, name)
    ]
    lists = [
        Difference(name, one, other)
        for name, one, other in (
            ("其他标识", _identifiers(theirs), _identifiers(mine)),
            ("关联", _relations(theirs), _relations(mine)),
        )
        if one != other
    ]
    return Comparison((*plain, *lists), _passages(theirs.body, mine.body))


def content_from(said: Mapping[str, Any]) -> Content:
    """还原内容：a displaced text as it was kept."""
    plain: dict[str, Any] = {name: said.get(name) or "" for name in PLAIN_FIELDS}
    for name in ("formed_on", "rereview_on", "effective_on", "expires_on"):
        plain[name] = date.fromisoformat(plain[name]) if plain[name] else None
    return Content(
        **plain,
        identifiers=tuple(Identifier(**row) for row in said.get("identifiers") or ()),
        relations=tuple(Relation(**row) for row in said.get("relations") or ()),
    )


def _passages(theirs: str, mine: str) -> tuple[Passage, ...]:
    left, right = plain_text(theirs).split("\n"), plain_text(mine).split("\n")
    steps = SequenceMatcher(a=left, b=right, autojunk=False).get_opcodes()
    return tuple(
        Passage(a2 - a1 if code == "equal" else 0, tuple(left[a1:a2]), tuple(right[b1:b2]))
        for code, a1, a2, b1, b2 in steps
    )


def _identifiers(content: Content) -> str:
    return "；".join(f"{i.scheme} {i.value}（{i.source}）" for i in content.identifiers)


def _relations(content: Content) -> str:
    return "；".join(f"{RelationRow.Type(r.type).label} {r.target or r.citation}" for r in content.relations)

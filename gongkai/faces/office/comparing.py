"""对照：two texts of one draft side by side, field by field and paragraph by paragraph."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from gongkai.engines.publishing.content import PLAIN_FIELDS, Content, Identifier, Relation
from gongkai.engines.publishing.models import Relation as RelationRow
from gongkai.foundation.text.html import plain_text
from gongkai.law import codes

NAMES = {
    "title": "标题",
    "document_number": "发文字号",
    "issuer": "发文机关",
    "formed_on": "成文日期",
    "addressees": "主送机关",
    "summary": "内容概述",
    "attribute": "公开属性",
    "ground": "不予公开的依据",
    "ground_note": "不予公开的具体理由",
    "rereview_on": "再次审查日期",
    "theme": "主题分类",
    "genre": "体裁分类",
    "art20": "法定主动公开内容",
    "effective_on": "施行日期",
    "expires_on": "失效日期",
    "public_note": "更正说明",
}
_LISTS: dict[str, Any] = {
    "attribute": codes.disclosure_attributes,
    "ground": codes.withholding_grounds,
    "theme": codes.themes,
    "genre": codes.genres,
    "art20": codes.art20_categories,
}


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


def in_words(name: str, value: Any) -> str:
    """值：a field's value as the office reads it."""
    if not value:
        return ""
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    found = _LISTS[name].get(value) if name in _LISTS else None
    return str(found.name if found else value)


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

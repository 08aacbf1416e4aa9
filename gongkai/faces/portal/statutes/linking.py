"""条文链接：citations in a text become links to the statutes and articles we hold."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString

from gongkai.law.citations import Citation, citations
from gongkai.programmes.statutes import queries
from gongkai.programmes.statutes.models import Statute
from gongkai.programmes.statutes.rules import article_address

_TAG = re.compile(r"(<[^>]*>)")
_BLOCK = re.compile(r"</?(?:p|h\d|li|td|th|tr|table|div|ul|ol|br|blockquote|figure|section)\b", re.IGNORECASE)
_ANCHOR = re.compile(r"<(/?)a\b", re.IGNORECASE)
MOST_TEXT = 400_000
"""链接的上限：a longer text is shown without links."""


@dataclass(frozen=True)
class Link:
    """一处链接：from where to where in the text, and its address."""

    start: int
    end: int
    href: str


def links(text: str, day: date, *, region: str = "", but: Statute | None = None) -> list[Link]:
    """找出链接：of each citation of a statute we hold; the article where it stands on that day. Two SQL queries."""
    found = citations(text) if len(text) <= MOST_TEXT else []
    held = queries.named({one.title for one in found}, region=region) if found else {}
    known = [(one, held[one.title]) for one in found if one.title in held]
    first = {(statute.pk, place.article, place.inserted) for one, statute in known for place in one.places[:1]}
    standing = queries.articles_on(first, day) if first else set()
    return [Link(one.start, one.end, _href(one, statute, standing)) for one, statute in known if statute != but]


def _href(one: Citation, statute: Statute, standing: set[tuple[int, int, int]]) -> str:
    for place in one.places[:1]:
        if (statute.pk, place.article, place.inserted) in standing:
            return reverse(
                "portal:statute-article", args=[statute.slug, article_address(place.article, place.inserted)]
            )
    return reverse("portal:statute", args=[statute.slug])


def linked_texts(texts: Sequence[str], day: date, *, region: str = "", but: Statute | None = None) -> list[SafeString]:
    """各段文字加上链接：one look-up for all of them."""
    joined = "\n".join(texts)
    found, made, start = links(joined, day, region=region, but=but), [], 0
    for text in texts:
        here = [one for one in found if start <= one.start and one.end <= start + len(text)]
        made.append(SafeString("".join(_pieces(text, here, start))))
        start += len(text) + 1
    return made


def _pieces(text: str, found: Sequence[Link], offset: int) -> Iterator[str]:
    at = 0
    for one in found:
        yield escape(text[at : one.start - offset])
        yield f'<a href="{escape(one.href)}">{escape(text[one.start - offset : one.end - offset])}</a>'
        at = one.end - offset
    yield escape(text[at:])


def linked_html(html: str, day: date) -> SafeString:
    """网页正文加上链接：citations that stand in one run of text, outside other links; all else stays as it is."""
    parts = _TAG.split(html)
    texts = {place: unescape(part) for place, part in enumerate(parts) if place % 2 == 0}
    starts, joined, length = {}, [], 0
    for place, part in enumerate(parts):
        said = texts.get(place, "\n" if _BLOCK.match(part) else "")
        starts[place] = length
        joined.append(said)
        length += len(said)
    found = links("".join(joined), day)
    if not found:
        return SafeString(html)
    return SafeString("".join(_with_links(parts, texts, starts, found)))


def _with_links(
    parts: Sequence[str], texts: Mapping[int, str], starts: Mapping[int, int], found: Sequence[Link]
) -> Iterator[str]:
    inside = 0
    for place, part in enumerate(parts):
        if place % 2:
            if anchor := _ANCHOR.match(part):
                inside += -1 if anchor[1] else 1
            yield part
            continue
        start, text = starts[place], texts[place]
        here = [one for one in found if start <= one.start and one.end <= start + len(text)]
        yield part if inside or not here else "".join(_pieces(text, here, start))

"""条文链接：citations in a text become links to the statutes and articles we hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString

from gongkai.law.citations import Citation, citations
from gongkai.programmes.statutes import queries
from gongkai.programmes.statutes.models import Statute
from gongkai.programmes.statutes.rules import name_and_place

MOST_CITED = 30
MOST_MEANT = 3
SHORTEST = 2
MOST_TEXT = 400_000
"""链接的上限：a longer text is shown without links."""


@dataclass(frozen=True)
class Link:
    """一处链接：from where to where in the text, its address, and how the citation reads by itself."""

    start: int
    end: int
    href: str
    said: str


def links(text: str, day: date, *, region: str = "", but: Statute | None = None) -> list[Link]:
    """找出链接：of each citation of a statute we hold; each article where it stands on that day. Two SQL queries."""
    found = citations(text) if len(text) <= MOST_TEXT else []
    held = queries.named({one.title for one in found}, region=region) if found else {}
    known = [(one, held[one.title]) for one in found if one.title in held and held[one.title] != but]
    asked = {(statute.pk, place.article, place.inserted) for one, statute in known for place in one.places}
    standing = queries.articles_on(asked, day) if asked else set()
    return [link for one, statute in known for link in _links(text, one, statute, standing)]


def _links(text: str, one: Citation, statute: Statute, standing: set[tuple[int, int, int]]) -> Iterator[Link]:
    """The title leads to its first article, each further article to itself; what does not stand leads nowhere."""
    for part in queries.parts_of(one, {(n, i) for pk, n, i in standing if pk == statute.pk}):
        href = (
            reverse("portal:statute-article", args=[statute.slug, part.article])
            if part.article
            else reverse("portal:statute", args=[statute.slug])
        )
        said = text[part.start : part.end]
        yield Link(part.start, part.end, href, said if part.start == one.start else f"《{one.title}》{said}")


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


@dataclass(frozen=True)
class Cited:
    """所引的法规：the words of the citation and where they lead."""

    text: str
    href: str


def cited_in(text: str, day: date) -> list[Cited]:
    """文中引用的法规和条：each once, in the order of the text."""
    found = {one.href: Cited(one.said, one.href) for one in reversed(links(text, day))}
    return list(found.values())[::-1][:MOST_CITED]


def meant(words: str, day: date) -> list[Cited]:
    """查询所指的法规：政府信息公开条例第二十条 leads to the article; a part of a name to the statutes that bear it.

    At most four SQL queries.
    """
    said = words.strip().strip("《》")
    name, place = name_and_place(words)
    if found := cited_in(f"《{name}》{place}", day) if place else []:
        return [Cited(words.strip(), found[0].href)]
    if len(said) < SHORTEST:
        return []
    titled = queries.listing(queries.Narrowed(words=said), day)[:MOST_MEANT]
    return [Cited(one.title, reverse("portal:statute", args=[one.slug])) for one in titled]

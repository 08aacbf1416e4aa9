"""版本比较：what changed between two public editions of one record: text, metadata, attachments."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext_noop

from gongkai.engines.publishing import queries
from gongkai.engines.publishing.content import PLAIN_FIELDS, Content
from gongkai.engines.publishing.models import Attachment, Edition
from gongkai.engines.publishing.queries import Gone, Moved
from gongkai.faces.kit import naming
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.asking import number
from gongkai.faces.portal.http import absolute, page, public
from gongkai.foundation.errors import NotFound
from gongkai.foundation.text.difference import Paragraph, Piece, difference, differing_words
from gongkai.foundation.text.html import plain_text

AROUND = 1
"""变动前后各显示几段未变的文字。"""
MOST_BYTES = 70_000
"""一页显示多少：what the paragraphs shown may weigh; the rest is read in the two editions themselves."""
UNSHOWN = frozenset({"body", "attribute", "ground", "ground_note", "rereview_on", "listed_under", "public_note"})
TEXTS = frozenset({"title", "summary", "addressees"})


@dataclass(frozen=True)
class Changed:
    """变动的著录项：as pieces where it is a text, else both values."""

    name: str
    before: str
    after: str
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class ChangedFile:
    """变动的附件：`kind` is added, removed, replaced (same name, other bytes) or renamed."""

    kind: str
    before: Attachment | None
    after: Attachment | None


@dataclass(frozen=True)
class Stretch:
    """一段：paragraphs as they are shown, or `hidden` unchanged ones only counted."""

    paragraphs: tuple[Paragraph, ...] = ()
    hidden: int = 0


@dataclass(frozen=True)
class Comparison:
    """比较结果：`cut` says that more changed than one page shows; counts are in paragraphs (段)."""

    fields: tuple[Changed, ...]
    files: tuple[ChangedFile, ...]
    stretches: tuple[Stretch, ...]
    changed: int
    added: int
    removed: int
    cut: bool

    @property
    def body_differs(self) -> bool:
        """正文是否不同。"""
        return bool(self.changed or self.added or self.removed)

    @property
    def differs(self) -> bool:
        """是否有不同之处。"""
        return bool(self.fields or self.files or self.body_differs)


@public
def compare(request: Request, uid: str) -> HttpResponse:
    """版本比较页：`?from=1&to=2`; without them the newest edition and the one before it.

    :raises NotFound: for an edition that is not public.
    """
    found = queries.editions(uid, request.at)
    if isinstance(found, Moved):
        return HttpResponsePermanentRedirect(reverse("portal:document", args=[found.to]))
    if isinstance(found, Gone):
        return page(request, "gone", {"gone": found, "proof_url": reverse("portal:proof", args=[uid])}, status=410)
    after = _chosen(found, request.GET.get("to", ""), found[0])
    before = _chosen(found, request.GET.get("from", ""), _previous(found, after))
    here = reverse("portal:compare", args=[uid])
    facts = {
        "editions": found,
        "current": found[0],
        "before": before,
        "after": after,
        "comparison": comparison(before, after) if before != after else None,
        "swapped": f"{here}?from={after.number}&to={before.number}",
        "address": absolute(f"{here}?from={before.number}&to={after.number}"),
    }
    return page(request, "compare", facts)


def _chosen(found: Sequence[Edition], asked: str, usual: Edition) -> Edition:
    if not asked:
        return usual
    wanted = number(asked, 1, 10**6)
    edition = next((each for each in found if each.number == wanted), None)
    if edition is None:
        raise NotFound
    return edition


def _previous(found: Sequence[Edition], after: Edition) -> Edition:
    return next((each for each in found if each.number < after.number), after)


def comparison(before: Edition, after: Edition) -> Comparison:
    """比较两个版本。Four SQL queries: relations and attachments of each."""
    body = of_paragraphs(_paragraphs(before), _paragraphs(after))
    return replace(body, fields=tuple(_fields(before, after)), files=tuple(_files(before, after)))


def of_paragraphs(before: Sequence[str], after: Sequence[str]) -> Comparison:
    """比较两个文本：of the text alone."""
    paragraphs = difference(before, after)
    kinds = [each.kind for each in paragraphs]
    stretches = list(_stretches(paragraphs))
    shown = list(_affordable(stretches))
    return Comparison(
        fields=(),
        files=(),
        stretches=tuple(shown) if set(kinds) - {"same"} else (),
        changed=kinds.count("changed"),
        added=kinds.count("added"),
        removed=kinds.count("removed"),
        cut=len(shown) < len(stretches),
    )


def _paragraphs(edition: Edition) -> list[str]:
    """Table cells are parted by a bar, as a row stands in one line."""
    return plain_text(edition.body).replace("\t", "｜").split("\n")


def _stretches(paragraphs: Sequence[Paragraph]) -> Iterator[Stretch]:
    """Changes with a paragraph before and after; what is unchanged between them is counted."""
    near: set[int] = set()
    for place, paragraph in enumerate(paragraphs):
        if paragraph.kind != "same":
            near.update(range(place - AROUND, place + AROUND + 1))
    for shown, run in groupby(range(len(paragraphs)), key=lambda place: place in near):
        places = list(run)
        if shown:
            yield from (Stretch(paragraphs=(paragraphs[place],)) for place in places)
        else:
            yield Stretch(hidden=len(places))


def _affordable(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    left = MOST_BYTES
    for stretch in stretches:
        for paragraph in stretch.paragraphs:
            left -= 100 + sum(len(piece.text.encode()) + 13 for piece in paragraph.pieces)
        if left < 0:
            return
        yield stretch


def _fields(before: Edition, after: Edition) -> Iterator[Changed]:
    old, new = queries.content_of(before), queries.content_of(after)
    for name in PLAIN_FIELDS:
        if name in UNSHOWN or getattr(old, name) == getattr(new, name):
            continue
        said = naming.in_words(name, getattr(old, name)), naming.in_words(name, getattr(new, name))
        yield Changed(naming.NAMES[name], *said, differing_words(*said) if name in TEXTS else ())
    one, other = _identifiers(old), _identifiers(new)
    if one != other:
        yield Changed(gettext_noop("其他标识"), one, other)


def _identifiers(content: Content) -> str:
    return "；".join(f"{each.scheme} {each.value}（{each.source}）" for each in content.identifiers)


def _files(before: Edition, after: Edition) -> Iterator[ChangedFile]:
    """Attachments by their bytes first, then by their names."""
    old = list(before.attachments.select_related("public").order_by("position"))
    new = list(after.attachments.select_related("public").order_by("position"))
    for file in list(new):
        same = next((each for each in old if each.public.sha256 == file.public.sha256), None)
        if same is not None:
            old.remove(same)
            new.remove(file)
            if (same.title, same.file_name) != (file.title, file.file_name):
                yield ChangedFile("renamed", same, file)
    for file in new:
        other = next((each for each in old if file.title == each.title or file.file_name == each.file_name), None)
        if other is None:
            yield ChangedFile("added", None, file)
        else:
            old.remove(other)
            yield ChangedFile("replaced", other, file)
    yield from (ChangedFile("removed", file, None) for file in old)

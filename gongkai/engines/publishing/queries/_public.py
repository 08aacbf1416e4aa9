"""One public record. Every question starts from `released(at)` or `public_history(at)`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.engines.publishing.models import Attachment, Edition, Withdrawal
from gongkai.engines.publishing.rules import (
    REDIRECT,
    WITHDRAWAL_REASONS,
    Effect,
    Standing,
    WithdrawalReason,
    standing_on,
)
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs

EFFECTS = frozenset({"amends", "repeals"})


@dataclass(frozen=True)
class Link:
    """关联一行：type of the relation and the other record; `record` is "" when we hold only its citation."""

    type: str
    record: str
    title: str


@dataclass(frozen=True)
class Document:
    """公开文件：one public edition with all its page shows."""

    edition: Edition
    attachments: tuple[Attachment, ...]
    outgoing: tuple[Link, ...]
    incoming: tuple[Link, ...]
    history: tuple[Edition, ...]
    standing: Standing
    withdrawal: Withdrawal | None

    @property
    def is_current(self) -> bool:
        """是否最新版本。"""
        return self.edition.state == "released"


@dataclass(frozen=True)
class Gone:
    """已撤回：the tombstone; `title` is empty when the title itself may not be shown."""

    record: str
    title: str
    reason: WithdrawalReason
    at: datetime


@dataclass(frozen=True)
class Moved:
    """已整合：the record this one went into."""

    record: str
    to: str


def document(record: str, at: datetime, *, number: int | None = None) -> Document | Gone | Moved:
    """公开文件页：the current edition, an earlier one by number, or what became of it.

    :raises NotFound: for what does not exist and what is not public yet: the same answer.
    """
    history = editions(record, at)
    if isinstance(history, Gone | Moved):
        return history
    edition = history[0] if number is None else next((e for e in history if e.number == number), None)
    if edition is None:
        raise NotFound
    pointers = _pointers(edition, at)
    withdrawal = Withdrawal.objects.filter(record=edition.record).first()
    return Document(
        edition=edition,
        attachments=tuple(edition.attachments.select_related("public").order_by("position")),
        outgoing=_outgoing(edition, at),
        incoming=tuple(Link(each.type, each.record, each.title) for each in pointers),
        history=history,
        standing=_standing(edition, pointers, withdrawal, at),
        withdrawal=withdrawal,
    )


def editions(record: str, at: datetime) -> tuple[Edition, ...] | Gone | Moved:
    """公开版本：all public editions of a record, newest first, or what became of it. One SQL query, two of one gone.

    :raises NotFound: for what does not exist and what is not public yet: the same answer.
    """
    found = Edition.objects.public_history(at).filter(record__uid=record).select_related("record", "organ__place")
    return tuple(found.order_by("-number")) or _tombstone(record)


def relations(edition: Edition, at: datetime) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """双向关联：what this edition points to, and the released editions that point to it. Three SQL queries."""
    incoming = (Link(each.type, each.record, each.title) for each in _pointers(edition, at))
    return _outgoing(edition, at), tuple(incoming)


def standing(edition: Edition, at: datetime) -> Standing:
    """效力状态：derived today from dates, relations and a withdrawal as 失效废止. Two SQL queries."""
    withdrawal = Withdrawal.objects.filter(record=edition.record).first()
    return _standing(edition, _pointers(edition, at), withdrawal, at)


@dataclass(frozen=True)
class _Pointer:
    """A released edition that points to a record, and the organ whose it is."""

    organ: str
    published_at: datetime
    type: str
    record: str
    title: str
    effective_on: date | None


def _pointers(edition: Edition, at: datetime) -> list[_Pointer]:
    """The released editions that point to this record, newest first. One SQL query, more where one amends or repeals.

    Only the organ itself, its successors and the organs above it amend or repeal: what others say is left out.

    Sorted here: asked for in order, SQLite would walk all that is released from the newest on.
    """
    rows = Edition.objects.released(at).filter(relations__target=edition.record)
    columns = ("organ__code", "published_at", "relations__type", "record__uid", "title", "effective_on")
    found = [_Pointer(organ, published or at, *row) for organ, published, *row in rows.values_list(*columns)]
    if any(each.type in EFFECTS for each in found):
        entitled = _entitled(edition)
        found = [each for each in found if each.type not in EFFECTS or each.organ in entitled]
    return sorted(found, key=lambda each: (each.published_at, each.record, each.type), reverse=True)


def _entitled(edition: Edition) -> frozenset[str]:
    """Codes of the organs whose documents can amend or repeal this one."""
    organ = edition.organ
    successors = {succession.successor.code for succession in organs.successors(organ)}
    return organs.superiors(place=organ.place, parent=organ.parent) | successors | {organ.code}


def _outgoing(edition: Edition, at: datetime) -> tuple[Link, ...]:
    """What an edition points to, by today's title where it is public. One SQL query, two where it points to records."""
    rows = list(edition.relations.order_by("pk").values_list("type", "target__uid", "citation"))
    targets = [uid for _, uid, _ in rows if uid]
    public = Edition.objects.released(at).filter(record__uid__in=targets)
    titles = dict(public.values_list("record__uid", "title"))
    links = (
        Link(type_, uid if uid in titles else "", titles.get(uid or "", citation)) for type_, uid, citation in rows
    )
    return tuple(link for link in links if link.title)


def _standing(edition: Edition, pointers: Sequence[_Pointer], withdrawal: Withdrawal | None, at: datetime) -> Standing:
    effects = [
        Effect(each.type, each.effective_on or china_date(each.published_at), each.record)
        for each in pointers
        if each.type in EFFECTS
    ]
    if withdrawal is not None and withdrawal.reason == "repealed":
        effects.append(Effect("repeals", china_date(withdrawal.at), ""))
    return standing_on(
        china_date(at), effective_on=edition.effective_on, expires_on=edition.expires_on, effects=effects
    )


def public_file(record: str, number: int, place: int, at: datetime) -> Attachment:
    """公开附件：the file at a place (counted from 1) of a public edition.

    :raises NotFound: for any other, drafts' files included.
    """
    edition = Edition.objects.public_history(at).filter(record__uid=record, number=number)
    found = Attachment.objects.filter(edition__in=edition, position=place).select_related("public", "edition").first()
    if found is None:
        raise NotFound
    return found


def _tombstone(record: str) -> Gone | Moved:
    row = Withdrawal.objects.filter(record__uid=record).select_related("edition", "successor").first()
    if row is None:
        raise NotFound
    reason = WITHDRAWAL_REASONS[row.reason]
    if reason.outcome == REDIRECT and row.successor is not None:
        return Moved(record, row.successor.uid)
    shown = reason.shows_title
    return Gone(record, row.edition.title if shown else "", reason, row.at)

"""One public record. Every question starts from `released(at)` or `public_history(at)`."""

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.engines.publishing.legal_life import Chapter, Standing
from gongkai.engines.publishing.models import Attachment, Edition, Withdrawal
from gongkai.engines.publishing.queries._standing import edition_on, legal_life, pointers, withdrawal_of
from gongkai.engines.publishing.rules import REDIRECT, WITHDRAWAL_REASONS, WithdrawalReason
from gongkai.foundation.errors import NotFound
from gongkai.foundation.organs.models import Organ


@dataclass(frozen=True)
class Link:
    """关联一行：type of the relation and the other record; `record` is "" when we hold only its citation."""

    type: str
    record: str
    title: str


@dataclass(frozen=True)
class Document:
    """公开文件：one public edition with all its page shows; `on` the day whose standing and text were asked for."""

    edition: Edition
    attachments: tuple[Attachment, ...]
    outgoing: tuple[Link, ...]
    incoming: tuple[Link, ...]
    history: tuple[Edition, ...]
    standing: Standing
    withdrawal: Withdrawal | None
    life: tuple[Chapter, ...] = ()
    on: date | None = None

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
    organ: Organ


@dataclass(frozen=True)
class Moved:
    """已整合：the record this one went into."""

    record: str
    to: str


def document(
    record: str, at: datetime, *, number: int | None = None, on: date | None = None
) -> Document | Gone | Moved:
    """公开文件页：the current edition, an earlier one by number, the one of a day, or what became of it.

    `on`: the standing on that day, as it is known now, and the edition the public read then; of a day before its first
    release, the first.

    :raises NotFound: for what does not exist and what is not public yet: the same answer.
    """
    history = editions(record, at)
    if isinstance(history, Gone | Moved):
        return history
    edition = _chosen(history, number, on)
    pointing = pointers(edition, at)
    withdrawal = withdrawal_of(edition)
    # A date that was wrong and has been corrected holds for every day: the newest edition says what is so.
    lived = legal_life(edition if number is not None else history[0], pointing, withdrawal, at, on=on)
    return Document(
        edition=edition,
        attachments=tuple(edition.attachments.select_related("public").order_by("position")),
        outgoing=_outgoing(edition, at),
        incoming=tuple(Link(each.type, each.record, each.title) for each in pointing),
        history=history,
        standing=lived.standing,
        withdrawal=withdrawal,
        life=lived.chapters,
        on=on,
    )


def editions(record: str, at: datetime) -> tuple[Edition, ...] | Gone | Moved:
    """公开版本：all public editions of a record, newest first, or what became of it. One SQL query, two of one gone.

    :raises NotFound: for what does not exist and what is not public yet: the same answer.
    """
    found = Edition.objects.public_history(at).filter(record__uid=record).select_related("record", "organ__place")
    return tuple(found.order_by("-number")) or _tombstone(record)


def _chosen(history: tuple[Edition, ...], number: int | None, on: date | None) -> Edition:
    if number is not None:
        found = next((e for e in history if e.number == number), None)
        if found is None:
            raise NotFound
        return found
    return (edition_on(history, on) or history[-1]) if on else history[0]


def relations(edition: Edition, at: datetime) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """双向关联：what this edition points to, and the released editions that point to it. Three SQL queries."""
    incoming = (Link(each.type, each.record, each.title) for each in pointers(edition, at))
    return _outgoing(edition, at), tuple(incoming)


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
    row = Withdrawal.objects.filter(record__uid=record).select_related("edition__organ", "successor").first()
    if row is None:
        raise NotFound
    reason = WITHDRAWAL_REASONS[row.reason]
    if reason.outcome == REDIRECT and row.successor is not None:
        return Moved(record, row.successor.uid)
    shown = reason.shows_title
    return Gone(record, row.edition.title if shown else "", reason, row.at, row.edition.organ)

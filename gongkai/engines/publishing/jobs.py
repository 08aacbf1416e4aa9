"""What time and events do to publishing: load, call one operation."""

import logging
from datetime import datetime

from django.db import transaction

from gongkai.engines.publishing import operations, queries
from gongkai.engines.publishing.models import Edition
from gongkai.foundation.errors import Refusal
from gongkai.foundation.events import emit
from gongkai.foundation.ledger import operations as ledger
from gongkai.foundation.ledger import static
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.search import SearchDocument
from gongkai.foundation.search import operations as search
from gongkai.foundation.text.html import plain_text

log = logging.getLogger("gongkai.publishing")


def release_scheduled(*, at: datetime) -> int:
    """到时发布：release every scheduled edition whose minute has come; answers how many (件).

    A refusal leaves the schedule standing: `queries.alarms` shows it with its reason until somebody acts, and the
    publishers are told once a day.
    """
    released = 0
    for record, edition in queries.due_releases(at):
        try:
            released += operations.release_due(record=record, edition=edition, at=at) == "released"
        except Exception as error:  # one that fails must not stop those behind it
            if not isinstance(error, Refusal):
                log.exception("scheduled release of %s#%s failed", record, edition)
            with transaction.atomic():
                emit(
                    "publishing.release_refused", key=f"{record}:{edition}:{at:%Y%m%d}", record=record, edition=edition
                )
    return released


def index_record(*, record: str, edition: int, at: datetime) -> None:  # noqa: ARG001 — the event names the edition
    """编入检索：put what is public of a record into the index, or take it out; may run any number of times."""
    current = Edition.objects.released(at).filter(record__uid=record).select_related("record", "organ").first()
    if current is None:
        search.remove(f"record:{record}")
    else:
        search.put(search_document(current))


def sign_checkpoint(*, record: str, edition: int, at: datetime) -> None:  # noqa: ARG001 — any leaf will do
    """签署检查点：cover the leaf of a release or withdrawal with a signed checkpoint as soon as it is committed."""
    publish_checkpoint(at=at)


def publish_checkpoint(*, at: datetime) -> None:
    """发布检查点：sign what was added, then write the files that a plain web server gives out."""
    ledger.publish_checkpoint(at=at)
    static.write()


def nightly_audit(*, at: datetime) -> None:
    """每夜核对：everything public against its reviews and the ledger; what is found is logged as an error."""
    for sentence in inconsistencies(at=at):
        log.error("发布核对：%s", sentence)


def inconsistencies(*, at: datetime) -> list[str]:  # noqa: ARG001 — every check is asked at an instant
    """发布核对：what `gongkai check` says of publishing."""
    return list(queries.audit())


def search_document(edition: Edition) -> SearchDocument:
    """检索条目：a released edition as the index wants it; attachments by their titles."""
    files = " ".join(edition.attachments.values_list("title", flat=True))
    numbers = [edition.document_number, edition.record.index_number or "", *(i[1] for i in edition.identifiers)]
    published = edition.published_at or edition.saved_at
    filters = {
        "organ": edition.organ.code,
        "kind": edition.kind,
        "theme": edition.theme,
        "genre": edition.genre,
        "a20": edition.art20,
        "year": str(china_date(published).year),
        "formed": str(edition.formed_on.year) if edition.formed_on else "",
    }
    return SearchDocument(
        key=f"record:{edition.record.uid}",
        title=edition.title,
        body=f"{edition.issuer} {edition.summary} {plain_text(edition.body)} {files}".strip(),
        numbers=tuple(number for number in numbers if number),
        filters=tuple(f"{name}:{value}" for name, value in filters.items() if value),
        published_at=published,
        names=tuple(organs.names_on({edition.organ.code}, china_date(published)).values()),
    )

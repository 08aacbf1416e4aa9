"""What follows a release: which statutes the document cites."""

from datetime import datetime

from gongkai.engines.publishing.models import Edition
from gongkai.foundation.text.html import plain_text
from gongkai.programmes.statutes import operations


def cite_record(*, record: str, edition: int, at: datetime) -> None:  # noqa: ARG001 — the event names the edition
    """登记文件的引用：of what is public of a record now; may run any number of times."""
    current = Edition.objects.released(at).filter(record__uid=record).first()
    operations.note_cited(record=record, text=plain_text(current.body) if current else "", at=at)

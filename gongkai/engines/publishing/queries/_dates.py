"""Days that lie ahead: when what is public takes effect, and when it expires."""

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.engines.publishing.queries._lists import Filters, narrowed


@dataclass(frozen=True)
class Dated:
    """日程：a released record and one of its days; `type` is effective or expires."""

    record: str
    type: str
    on: date
    title: str
    document_number: str
    issuer: str
    released_at: datetime
    number: int


DAYS = {"effective": "effective_on", "expires": "expires_on"}


def dates(at: datetime, filters: Filters, *, since: date, limit: int) -> tuple[Dated, ...]:
    """施行与失效：of released records, from a day on, soonest first. Two SQL queries, four for an organ's.

    `limit` in days of each type (条).
    """
    found: list[Dated] = []
    for type_, column in DAYS.items():
        rows = narrowed(at, filters).filter(**{f"{column}__gte": since}).order_by(column, "id")
        values = rows.values_list("record__uid", column, "title", "document_number", "issuer", "released_at", "number")[
            :limit
        ]
        found += [Dated(uid, type_, *rest) for uid, *rest in values]
    return tuple(sorted(found, key=lambda each: (each.on, each.record, each.type)))

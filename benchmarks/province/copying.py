"""Copying: what was filled in once, again and again inside the database, so that a million is there in minutes.

A copy differs in what must be unique and is published `number` seconds later, so that copies lie among one another. Its
hashes chain to nothing and its manifest is empty; it is not in the search index.
"""

from collections.abc import Mapping
from hashlib import sha256

from django.db import connection, transaction
from django.db.models import Model

from benchmarks.province.rows import PREFIX, STEPS
from gongkai.engines.publishing.models import Edition, Record
from gongkai.foundation.jobs.models import JobReceipt
from gongkai.foundation.journal.models import Entry, Head
from gongkai.foundation.ledger import tree
from gongkai.foundation.ledger.models import Leaf, LedgerHead, Node
from gongkai.foundation.review.models import Opinion

ACTS, JOBS = 6, 2  # journal entries and job receipts a record


@transaction.atomic
def copy(block: int, number: int) -> None:
    """Copy the first `block` records, and what belongs to them, for the `number`th time."""
    shift = block * number
    uid = f"'{PREFIX}' || CAST(CAST(substr(%s, {len(PREFIX) + 1}) AS integer) + {shift} AS text)"
    later = {name: _later(name, number) for name in ("created_at", "published_at", "changed_at")}
    _copied(
        Record,
        f"id <= {block}",
        {
            **later,
            "id": f"id + {shift}",
            "uid": uid % "uid",
            "index_number": f"index_number || '-{number}'",
            "document_key": f"document_key || '-{number}'",
        },
    )
    _copied(
        Edition,
        f"id <= {block}",
        {
            **{name: _later(name, number) for name in ("saved_at", "submitted_at", "released_at", "published_at")},
            "id": f"id + {shift}",
            "record_id": f"record_id + {shift}",
            "leaf": f"leaf + {shift}",
            "manifest": "'{}'",
        },
    )
    opinions = len(STEPS) * block
    subject = f"'edition:' || CAST(CAST(substr(subject, 9) AS integer) + {shift} AS text)"
    _copied(Opinion, f"id <= {opinions}", {"id": f"id + {opinions * number}", "subject": subject})
    jobs = JOBS * block
    _copied(JobReceipt, f"id <= {jobs}", {"id": f"id + {jobs * number}", "key": f"key || ':{number}'"})
    _copied(Leaf, f"{_name('index')} < {block}", {"index": f"{_name('index')} + {shift}"})
    nodes = f"level >= 1 AND {_name('index')} < ({block} >> level)"
    place = f"{_name('index')} + {number} * ({block} >> level)"
    _copied(Node, nodes, {"id": f"id + {block * number}", "index": place})
    entries = ACTS * block
    renumbered = {
        "number": f"number + {entries * number}",
        "subject": f"'record:' || {uid % 'substr(subject, 8)'}",
        "hash": f"substr(hash, 1, 56) || CAST(10000000 + number + {entries * number} AS text)",
    }
    _copied(Entry, f"number <= {entries}", renumbered)


def finish(records: int) -> None:
    """Leave the heads of the ledger and the journal where so many releases would have left them."""
    frontier = [sha256(bytes([bit])).digest() for bit in range(records.bit_count())]
    LedgerHead.objects.filter(pk=1).update(size=records, frontier=tree.pack(frontier))
    last = Entry.objects.order_by("-number")[0]
    Head.objects.filter(pk=1).update(number=last.number, hash=last.hash)


def _copied(model: type[Model], which: str, changed: Mapping[str, str]) -> None:
    """Copy rows of a table, some columns by an expression instead."""
    columns = [field.column for field in model._meta.concrete_fields]
    into, chosen = (
        ", ".join(each) for each in (map(_name, columns), (changed.get(one, _name(one)) for one in columns))
    )
    table = _name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({into}) SELECT {chosen} FROM {table} WHERE {which}")


def _name(name: str) -> str:
    return connection.ops.quote_name(name)


def _later(column: str, seconds: int) -> str:
    if connection.vendor == "sqlite":
        return f"datetime({column}, '+{seconds} seconds')"
    return f"{column} + interval '{seconds} seconds'"

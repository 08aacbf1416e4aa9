"""成批下载的内容：records as rows, written as JSON Lines or CSV, compressed piece by piece."""

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

import orjson
from django.urls import reverse

from gongkai.engines.publishing import queries
from gongkai.engines.publishing.kinds import kind_of
from gongkai.engines.publishing.models import Edition
from gongkai.engines.publishing.queries import Filters, Parts
from gongkai.faces.kit.tables import csv_lines
from gongkai.faces.portal.http import absolute
from gongkai.faces.portal.xml import china
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs

BATCH = 200
LEVEL = 6
FORMATS = ("jsonl", "csv")
COLUMNS = (
    "uid", "url", "index_number", "title", "document_number", "issuer", "organ", "organ_name", "kind", "theme", "genre",
    "category", "formed_on", "effective_on", "expires_on", "published_at", "released_at", "edition", "summary",
)  # fmt: skip
Row = dict[str, Any]


def rows(at: datetime, filters: Filters) -> Iterator[Row]:
    """逐行：released records newest first, a batch at a time. Five SQL queries a batch, six for an organ's."""
    after = ""
    while True:
        page = queries.listing(at, filters, after=after, limit=BATCH)
        editions = queries.editions_of([item.id for item in page.items], at)
        parts = queries.parts_of(list(editions.values()))
        issued = {(each.organ.code, china_date(each.released_at or at)) for each in editions.values()}
        names = organs.names_at(issued)
        for item in page.items:
            if (edition := editions.get(item.id)) is not None:
                name = names.get((edition.organ.code, china_date(edition.released_at or at)), "")
                yield _row(edition, name, parts[edition.pk])
        after = page.next
        if not after:
            return


def _row(edition: Edition, organ_name: str, parts: Parts) -> Row:
    uid = edition.record.uid
    return {
        "uid": uid,
        "url": absolute(reverse("portal:document", args=[uid])),
        "index_number": edition.record.index_number,
        "title": edition.title,
        "document_number": edition.document_number,
        "issuer": edition.issuer,
        "organ": edition.organ.code,
        "organ_name": organ_name,
        "kind": kind_of(edition.kind).name,
        "theme": edition.theme,
        "genre": edition.genre,
        "category": edition.art20,
        "formed_on": edition.formed_on.isoformat() if edition.formed_on else "",
        "effective_on": edition.effective_on.isoformat() if edition.effective_on else "",
        "expires_on": edition.expires_on.isoformat() if edition.expires_on else "",
        "published_at": china(edition.published_at) if edition.published_at else "",
        "released_at": china(edition.released_at) if edition.released_at else "",
        "edition": edition.number,
        "summary": edition.summary,
        "addressees": edition.addressees,
        "note": edition.public_note,
        "identifiers": [{"scheme": s, "value": v, "source": source} for s, v, source in edition.identifiers],
        "relations": [asdict(link) for link in parts.links],
        "files": [
            {
                "title": file.title,
                "name": file.file_name,
                "url": absolute(reverse("portal:file", args=[uid, edition.number, file.position])),
                "type": file.public.media_type,
                "size": file.public.size,
                "sha256": file.public.sha256,
            }
            for file in parts.attachments
        ],
        "text": edition.body,
    }


def _jsonl(all_: Iterable[Row]) -> Iterator[bytes]:
    for row in all_:
        yield orjson.dumps(row) + b"\n"


def _csv(all_: Iterable[Row]) -> Iterator[bytes]:
    """For office programs: UTF-8 with a mark; no cell that could be taken for a formula; the texts are left out."""
    cells = ([str(row[name] if row[name] is not None else "") for name in COLUMNS] for row in all_)
    return (line.encode() for line in csv_lines(COLUMNS, cells))


WRITERS: dict[str, Callable[[Iterable[Row]], Iterator[bytes]]] = {"jsonl": _jsonl, "csv": _csv}


def packed(all_: Iterable[Row], format_: str) -> Iterator[bytes]:
    """压缩的文件：piece by piece, as gzip; the same rows give the same bytes."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    for line in WRITERS[format_](all_):
        if piece := packer.compress(line):
            yield piece
    yield packer.flush()

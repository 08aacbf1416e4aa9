"""An edition's content as a value, read back from the tables."""

from gongkai.engines.publishing.content import PLAIN_FIELDS, Content, FileFact, Identifier, Relation, manifest
from gongkai.engines.publishing.content import manifest_sha256 as digest
from gongkai.engines.publishing.models import Edition
from gongkai.foundation.canonical import Json


def content_of(edition: Edition) -> Content:
    """读出内容：an edition's content as a value. One SQL query (relations)."""
    relations = edition.relations.order_by("pk").values_list("type", "target__uid", "citation")
    return Content(
        **{name: getattr(edition, name) for name in PLAIN_FIELDS},
        identifiers=tuple(Identifier(*row) for row in edition.identifiers),
        relations=tuple(Relation(type_, target or "", citation) for type_, target, citation in relations),
    )


def files_of(edition: Edition) -> list[FileFact]:
    """读出附件：the public copies, in order. One SQL query."""
    rows = edition.attachments.order_by("position").values_list("title", "file_name", "public__sha256", "public__size")
    return [FileFact(*row) for row in rows]


def manifest_of(edition: Edition) -> dict[str, Json]:
    """读出内容清单：recomputed from the tables, so that a change behind the engine's back shows. Two SQL queries."""
    return manifest(
        content_of(edition),
        record=edition.record.uid,
        edition=edition.number,
        kind=edition.kind,
        organ=(edition.origin or edition.organ).code,
        files=files_of(edition),
    )


def sha256_of(edition: Edition) -> str:
    """当前内容摘要。"""
    return digest(manifest_of(edition))

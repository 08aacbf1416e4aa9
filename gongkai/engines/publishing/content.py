"""内容：what an edition says, apart from any table, and how it is hashed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date

from gongkai.foundation.canonical import Json, canonical, sha256


@dataclass(frozen=True)
class Relation:
    """关联：`type` as in the model; `target` the other record's uid, or "" with a `citation` in words."""

    type: str
    target: str = ""
    citation: str = ""


@dataclass(frozen=True)
class Identifier:
    """其他标识：another system's number for the same record, with the system that gave it (统一编号 …)."""

    scheme: str
    value: str
    source: str


@dataclass(frozen=True)
class FileFact:
    """文件事实：an attachment as the public will get it; `size` in bytes."""

    title: str
    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Content:
    """稿件内容：everything a clerk writes or chooses; dates are calendar days in China."""

    title: str = ""
    document_number: str = ""
    issuer: str = ""
    formed_on: date | None = None
    addressees: str = ""
    summary: str = ""
    body: str = ""
    attribute: str = ""
    ground: str = ""
    ground_note: str = ""
    rereview_on: date | None = None
    listed_under: str = ""
    theme: str = ""
    genre: str = ""
    art20: str = ""
    effective_on: date | None = None
    expires_on: date | None = None
    public_note: str = ""
    identifiers: tuple[Identifier, ...] = field(default=())
    relations: tuple[Relation, ...] = field(default=())


LATER_FIELDS = frozenset({"listed_under"})
PLAIN_FIELDS = tuple(f.name for f in fields(Content) if f.name not in {"identifiers", "relations"})


def settled(content: Content) -> Content:
    """归整：reasons for withholding belong to withheld records only; anything else would publish them."""
    if content.attribute == "withheld":
        return content
    return replace(content, ground="", ground_note="", rereview_on=None, listed_under="")


def manifest(
    content: Content, *, record: str, edition: int, kind: str, organ: str, files: Sequence[FileFact]
) -> dict[str, Json]:
    """内容清单：what is reviewed, hashed, released and proven; the body by its own hash.

    Everything in it becomes public with the release, so it holds nothing of the office's workings. What came into the
    content after records were released is named only where it is said, so that their hashes stay.
    """
    plain = {name: _plain(getattr(content, name)) for name in PLAIN_FIELDS if name != "body"}
    said: dict[str, Json] = {name: value for name, value in plain.items() if value or name not in LATER_FIELDS}
    said["body_sha256"] = sha256(content.body)
    said["identifiers"] = [[i.scheme, i.value, i.source] for i in content.identifiers]
    said["relations"] = [[r.type, r.target, r.citation] for r in content.relations]
    said["files"] = [{"title": f.title, "name": f.name, "sha256": f.sha256, "size": f.size} for f in files]
    return {"record": record, "edition": edition, "kind": kind, "organ": organ, **said}


def public_manifest(reviewed: Mapping[str, Json], *, index_number: str) -> dict[str, Json]:
    """公开清单：what the ledger commits to: the reviewed content, its hash, the 索引号 and where each file stands."""
    base = f"/documents/{reviewed['record']}/editions/{reviewed['edition']}/files"
    files = [{**file, "url": f"{base}/{place}"} for place, file in enumerate(reviewed["files"], start=1)]
    said = {**reviewed, "reviewed_sha256": manifest_sha256(reviewed), "index_number": index_number}
    return {**said, "files": files}


def manifest_sha256(said: Mapping[str, Json]) -> str:
    """内容摘要：the one hash that reviews are bound to and the ledger commits to."""
    return sha256(canonical(said))


def _plain(value: str | date | None) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else value

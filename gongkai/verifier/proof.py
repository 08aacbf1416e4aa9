"""存证证明：read the proof and the leaf in it, and recompute the hashes the leaf is made of."""

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from gongkai.verifier import merkle
from gongkai.verifier.report import Failed

FORMAT = "gongkai-proof-1"
LEAF_FORMAT = "gongkai-leaf-1"
_HEX = re.compile(r"(?:[0-9a-f]{2})*")
_SALT_BYTES = 32
_MALFORMED = "存证证明的格式不对"


@dataclass(frozen=True)
class Proof:
    """存证证明：as read; nothing in it is believed yet."""

    record: str
    record_salt: bytes
    edition: int
    manifest: dict[str, Any] | None
    salt: bytes
    index: int
    data: str
    inclusion: tuple[bytes, ...]
    checkpoint: str
    checkpoint_url: str
    key_url: str
    consistency_url: str


class _Fields:
    """Typed access to a JSON object.

    :raises Failed: naming what is missing.
    """

    def __init__(self, value: object) -> None:
        if not isinstance(value, dict):
            raise Failed(f"{_MALFORMED}：不是 JSON 对象。")
        self.of: dict[str, Any] = value

    def text(self, name: str) -> str:
        value = self.of.get(name)
        if not isinstance(value, str):
            raise Failed(f"{_MALFORMED}：缺少 {name}。")
        return value

    def number(self, name: str) -> int:
        value = self.of.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 1 << 62:
            raise Failed(f"{_MALFORMED}：{name} 不是数。")
        return value

    def octets(self, name: str, length: int) -> bytes:
        value = self.text(name)
        if len(value) != 2 * length or not _HEX.fullmatch(value):
            raise Failed(f"{_MALFORMED}：{name} 不是 {length} 字节的十六进制。")
        return bytes.fromhex(value)

    def hashes(self, name: str) -> tuple[bytes, ...]:
        value = self.of.get(name)
        if not isinstance(value, list) or len(value) > merkle.MAX_STEPS:
            raise Failed(f"{_MALFORMED}：{name} 不是散列清单。")
        return tuple(_Fields({name: step}).octets(name, 32) for step in value)


def loads(content: bytes | str) -> Any:
    """JSON, or a failed check.

    :raises Failed: when it is none.
    """
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Failed(f"{_MALFORMED}：不是 JSON。") from error


def parse(content: bytes) -> Proof:
    """Read the proof.

    :raises Failed: naming what is wrong with it.
    """
    fields = _Fields(loads(content))
    canonical(fields.of)
    if fields.text("format") != FORMAT:
        raise Failed(f"{_MALFORMED}：不是 {FORMAT}。")
    if not all(place in fields.text("consistency_url") for place in ("{first}", "{second}")):
        raise Failed(f"{_MALFORMED}：consistency_url 没有留出 first 和 second 的位置。")
    leaf = _Fields(fields.of.get("leaf"))
    manifest = _Fields(fields.of["manifest"]).of if "manifest" in fields.of else None
    return Proof(
        record=fields.text("record"),
        record_salt=fields.octets("record_salt", _SALT_BYTES),
        edition=fields.number("edition"),
        manifest=manifest,
        salt=b"" if manifest is None else fields.octets("salt", _SALT_BYTES),
        index=leaf.number("index"),
        data=leaf.text("data"),
        inclusion=fields.hashes("inclusion"),
        checkpoint=fields.text("checkpoint"),
        checkpoint_url=fields.text("checkpoint_url"),
        key_url=fields.text("key_url"),
        consistency_url=fields.text("consistency_url"),
    )


def parse_consistency(content: bytes) -> tuple[bytes, ...]:
    """Read what the consistency address answered.

    :raises Failed: when it is no proof.
    """
    return _Fields(loads(content)).hashes("proof")


def canonical(value: object) -> bytes:
    """规范形式：keys sorted, no spaces, UTF-8.

    :raises Failed: for text that is not Unicode.
    """
    try:
        return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise Failed(f"{_MALFORMED}：含有无法规范化的内容。") from error


@dataclass(frozen=True)
class Leaf:
    """账本条目：what the log says happened."""

    act: str
    record: str
    edition: int
    commitment: str
    at: str


def leaf_of(proof: Proof) -> Leaf:
    """Read the leaf.

    :raises Failed: when its text is not the canonical form of an entry.
    """
    fields = _Fields(loads(proof.data))
    if canonical(fields.of) != proof.data.encode() or fields.text("format") != LEAF_FORMAT:
        raise Failed("账本条目不是规范形式。")
    return Leaf(
        act=fields.text("act"),
        record=fields.text("record"),
        edition=fields.number("edition"),
        commitment=fields.text("commitment"),
        at=fields.text("at"),
    )


def content_commitment(proof: Proof) -> str:
    """The commitment that the leaf must hold if this manifest was entered with this salt."""
    manifest_hash = hashlib.sha256(canonical(proof.manifest)).digest()
    return hashlib.sha256(b"\x02" + proof.salt + manifest_hash).hexdigest()


def record_commitment(proof: Proof) -> str:
    """The value that stands in the leaf for this record."""
    return hashlib.sha256(b"\x03" + proof.record_salt + proof.record.encode()).hexdigest()

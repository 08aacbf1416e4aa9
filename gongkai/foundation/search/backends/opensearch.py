"""OpenSearch：the index on a server that speaks the OpenSearch or Elasticsearch REST protocol.

The server is given atoms, not texts: cutting, spellings, synonyms, numbers and pinyin are ours on every backend, so
that the same question has the same answer everywhere. Hence no analyser and no plugin: `atoms` are keywords, a question
is a filter over them, the order is that of newness, in which the server keeps its rows. What a row was made of is not
kept there: `_source` holds the filters alone.
"""

import base64
import http.client
import json
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from gongkai.foundation.search.ports import Atom, Every, Expression, Row
from gongkai.foundation.search.rules import EVER, Columns, Span

SHAPE = 1  # of the mapping; another number has the index made anew
QUESTION_SECONDS, WRITING_SECONDS = 2.0, 30.0
_BYTES_A_CALL = 8_000_000
_MAPPING: dict[str, Any] = {
    "settings": {
        "index": {
            "number_of_shards": 1,  # the newest rows that answer are the newest of one list; a million fit well
            "sort.field": "newness",
            "sort.order": "desc",
            "gc_deletes": "1h",  # so long a late writer cannot bring back what was deleted
            "max_result_window": 10_000,
        }
    },
    "mappings": {
        "_meta": {"gongkai": SHAPE},
        "dynamic": "strict",
        "_source": {"excludes": ["atoms"]},
        "properties": {
            "newness": {"type": "long"},
            "atoms": {"type": "keyword", "doc_values": False},
            "tally": {"type": "keyword", "index": False, "doc_values": False},
        },
    },
}


class Unreachable(OSError):
    """检索服务没有应答：it cannot be reached, is too slow, or refuses; its message says why."""


@dataclass(frozen=True)
class Change:
    """一项改动：a row to be written, or with None deleted; of two changes of one row the larger `version` stands."""

    newness: int
    version: int
    row: Columns | None


@dataclass(frozen=True)
class Server:
    """检索服务：where it is, and the name of our index there."""

    host: str
    port: int
    index: str
    secure: bool = True
    headers: tuple[tuple[str, str], ...] = ()
    _local: threading.local = field(default_factory=threading.local, repr=False, compare=False)

    @property
    def name(self) -> str:
        """As it is told apart from others; without user and password."""
        return f"{'https' if self.secure else 'http'}://{self.host}:{self.port}/{self.index}"

    def call(self, method: str, path: str, body: bytes = b"", *, seconds: float) -> tuple[int, dict[str, Any]]:
        """Ask; answers the status and the JSON. The connection stays open, and is opened anew once if it was closed.

        :raises Unreachable: where nothing readable comes back within `seconds`.
        """
        kept = getattr(self._local, "connection", None)
        try:
            if kept is not None:
                return self._ask(kept, method, path, body, seconds)
        except (http.client.RemoteDisconnected, ConnectionError):
            self.close()
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.close()
            raise Unreachable(f"{self.name} 没有应答：{error or type(error).__name__}") from error
        try:
            return self._ask(self._open(), method, path, body, seconds)
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.close()
            raise Unreachable(f"{self.name} 没有应答：{error or type(error).__name__}") from error

    def close(self) -> None:
        """Let the connection of this thread go."""
        kept = getattr(self._local, "connection", None)
        if kept is not None:
            kept.close()
            self._local.connection = None

    def _open(self) -> http.client.HTTPConnection:
        connect = http.client.HTTPSConnection if self.secure else http.client.HTTPConnection
        self._local.connection = connect(self.host, self.port)
        opened: http.client.HTTPConnection = self._local.connection
        return opened

    def _ask(
        self, connection: http.client.HTTPConnection, method: str, path: str, body: bytes, seconds: float
    ) -> tuple[int, dict[str, Any]]:
        connection.timeout = seconds
        if connection.sock is not None:
            connection.sock.settimeout(seconds)
        kind = "application/x-ndjson" if path.partition("?")[0].endswith("_bulk") else "application/json"
        connection.request(method, path, body or None, {"Content-Type": kind, **dict(self.headers)})
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read() or b"{}")


def parsed(written: str) -> Server:
    """读出服务地址：`https://user:password@host:9200/index`.

    :raises ValueError: for what is no such address.
    """
    parts = urlsplit(written.strip())
    index = parts.path.strip("/") or "gongkai"
    if (
        parts.scheme not in {"http", "https"}
        or not parts.hostname
        or not index.replace("-", "").replace("_", "").isalnum()
    ):
        raise ValueError("GONGKAI_SEARCH_URL 须写作 https://用户:口令@主机:9200/索引名（小写字母、数字、- 和 _）。")
    headers: tuple[tuple[str, str], ...] = ()
    if parts.username is not None:
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers = (("Authorization", f"Basic {base64.b64encode(pair.encode()).decode()}"),)
    secure = parts.scheme == "https"
    return Server(parts.hostname, parts.port or (443 if secure else 9200), index.lower(), secure, headers)


def rendered(wanted: Expression) -> dict[str, Any]:
    """表达式：as a filter of the query language."""
    if isinstance(wanted, Atom):
        return {"prefix": {"atoms": wanted.text}} if wanted.prefix else {"term": {"atoms": wanted.text}}
    if isinstance(wanted, Every):
        return {"bool": {"filter": [rendered(one) for one in wanted.of]}} if wanted.of else {"match_all": {}}
    whole = [one.text for one in wanted.of if isinstance(one, Atom) and not one.prefix]
    if len(whole) == len(wanted.of):
        return {"terms": {"atoms": whole}}
    return {"bool": {"should": [rendered(one) for one in wanted.of], "minimum_should_match": 1}}


class OpenSearchIndex:
    """OpenSearch 索引：one filling of the index; a new filling has a new number, so that nobody reads a half of it."""

    def __init__(self, server: Server, number: int) -> None:
        self.server = server
        self.name = f"{server.index}-{number}"
        self._path = f"/{quote(self.name)}"

    def is_there(self) -> bool:
        """Whether it stands, in the shape of the running code.

        :raises Unreachable: where the server does not answer.
        """
        status, told = self._call("GET", f"{self._path}/_mapping", allowed={200, 404}, seconds=WRITING_SECONDS)
        return status == 200 and [_shape(one) for one in told.values()] == [SHAPE]

    def make(self) -> None:
        """Make it, empty; older fillings of the name are deleted.

        :raises Unreachable: where the server does not answer or refuses.
        """
        every = f"/{quote(self.server.index)}-*/_mapping"
        _, told = self._call("GET", every, allowed={200, 404}, seconds=WRITING_SECONDS)
        for name, one in told.items():
            numbered = name.removeprefix(f"{self.server.index}-").isdecimal()  # not those of `gongkai-test`
            if numbered and isinstance(one, dict) and _shape(one) is not None:
                self._call("DELETE", f"/{quote(name)}", allowed={200, 404}, seconds=WRITING_SECONDS)
        self._call("PUT", self._path, json.dumps(_MAPPING).encode(), seconds=WRITING_SECONDS)

    def change(self, changes: Iterable[Change]) -> None:
        """Write and delete in bulk; found, and found no more, when this returns. Twice is once.

        :raises Unreachable: where the server does not answer, or refuses one of them.
        """
        lines: list[bytes] = []
        size = 0
        for one in changes:
            said = _lines(one)
            if size + len(said) > _BYTES_A_CALL and lines:
                self._bulk(lines)
                lines, size = [], 0
            lines.append(said)
            size += len(said)
        if lines:
            self._bulk(lines)

    def newest(self, wanted: Expression, limit: int, span: Span = EVER) -> list[Row]:
        """最新：the rows that answer, newest first."""
        asked = [] if isinstance(wanted, Every) and not wanted.of else [rendered(wanted)]
        if span != EVER:
            asked.append({"range": {"newness": {"gte": span.low, "lte": span.high}}})
        body = {
            "query": {"bool": {"filter": asked}} if asked else {"match_all": {}},
            "size": min(limit, 10_000),
            "sort": [{"newness": "desc"}],
            "track_total_hits": False,
            "_source": ["tally"],
        }
        _, told = self._call("POST", f"{self._path}/_search", json.dumps(body).encode(), seconds=QUESTION_SECONDS)
        if told.get("timed_out"):
            raise Unreachable(f"{self.server.name} 来不及查完")
        rows = [(int(hit["_id"]), str(hit["_source"]["tally"])) for hit in told["hits"]["hits"]]
        return sorted(rows, reverse=True)

    def gathered(self, wanted: Expression, limit: int, span: Span = EVER) -> tuple[list[int], str]:
        """汇总：the same rows as one list and one text."""
        rows = self.newest(wanted, limit, span)
        return [place for place, _ in rows], "\n".join(tally for _, tally in rows)

    def _bulk(self, lines: Sequence[bytes]) -> None:
        _, told = self._call("POST", f"{self._path}/_bulk?refresh=true", b"".join(lines), seconds=WRITING_SECONDS)
        for item in told["items"]:
            (act, done), *_ = item.items()
            gone_already = act == "delete" and done["status"] == 404
            if done["status"] >= 300 and done["status"] != 409 and not gone_already:
                raise Unreachable(f"{self.server.name} 不收：{json.dumps(done.get('error'), ensure_ascii=False)[:300]}")

    def _call(
        self, method: str, path: str, body: bytes = b"", *, allowed: Iterable[int] = (200,), seconds: float
    ) -> tuple[int, dict[str, Any]]:
        status, told = self.server.call(method, path, body, seconds=seconds)
        if status not in allowed:
            said = json.dumps(told.get("error", told), ensure_ascii=False)[:300]
            raise Unreachable(f"{self.server.name} 答复 {status}：{said}")
        return status, told


def _shape(told: dict[str, Any]) -> object:
    return told.get("mappings", {}).get("_meta", {}).get("gongkai")


def _lines(change: Change) -> bytes:
    act = {"_id": str(change.newness), "version": change.version, "version_type": "external_gte"}
    if change.row is None:
        return json.dumps({"delete": act}).encode() + b"\n"
    row = {"newness": change.newness, "atoms": change.row.all(), "tally": change.row.tally}
    return json.dumps({"index": act}).encode() + b"\n" + json.dumps(row, ensure_ascii=False).encode() + b"\n"

"""公开账本：in plain words for people, to the byte for programs."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.faces.kit.http import Request
from gongkai.faces.kit.tables import csv_stream
from gongkai.faces.portal.asking import number
from gongkai.faces.portal.http import absolute, as_json, machine, page, public
from gongkai.foundation.errors import Invalid, NotFound
from gongkai.foundation.ledger import notes, payloads, queries, tiles
from gongkai.foundation.now import CHINA

SHOWN = 20
BATCH = 1000
MOST_ROWS = 5000
COLUMNS = ("序号", "时间", "行为", "版次", "记录的摘要", "内容的摘要")
FOR_EVER = "public, max-age=31536000, immutable"
ACTS = {
    payloads.RELEASE: _("发布"),
    payloads.EDITION: _("更新"),
    payloads.WITHDRAWAL: _("撤回"),
    payloads.RECOVERY: _("恢复声明"),
}


@dataclass(frozen=True)
class Entry:
    """账本条目：one act as the log says it: hashes and a time, nothing else."""

    index: int
    act: str
    at: datetime
    edition: int
    record: str
    commitment: str


@public
def about(request: Request) -> HttpResponse:
    """公开账本页：what it is, its newest checkpoint and entries, how to check without us."""
    checkpoint = queries.latest_checkpoint()
    size = checkpoint.size if checkpoint else 0
    end = min(number(request.GET.get("until", ""), 1, size) or size, size) if size else 0
    start = max(0, end - SHOWN)
    witnesses = queries.cosignatures(checkpoint) if checkpoint else ()
    facts = {
        "checkpoint": checkpoint,
        "note": notes.cosigned(checkpoint.note, (each.line for each in witnesses)) if checkpoint else "",
        "witnesses": witnesses,
        "key": _key() if checkpoint else "",
        "entries": entries_between(start, end),
        "older": start,
        "newer": min(end + SHOWN, size) if end < size else 0,
        "recoveries": queries.recoveries(),
        "home": absolute("/"),
        "ledger": absolute("/ledger/"),
    }
    return page(request, "ledger", facts)


@public
def table(request: Request) -> HttpResponseBase:
    """账本条目下载：CSV, newest first, 5,000 rows at most; `?until=` goes on below an entry."""
    newest = queries.latest_checkpoint()
    size = newest.size if newest else 0
    end = min(number(request.GET.get("until", ""), 1, 10**9) or size, size)
    return csv_stream("ledger", COLUMNS, map(_cells, _going_back(end, max(0, end - MOST_ROWS))))


def _going_back(end: int, least: int) -> Iterator[Entry]:
    while end > least:
        start = max(least, end - BATCH)
        yield from entries_between(start, end)
        end = start


def _cells(entry: Entry) -> tuple[str, ...]:
    moment = entry.at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")
    return str(entry.index), moment, entry.act, str(entry.edition or ""), entry.record, entry.commitment


def entries_between(start: int, end: int) -> list[Entry]:
    """账本条目：newest first."""
    leaves = queries.entries(start, end) if end > start else ()
    return [_entry(index, leaf) for index, leaf in enumerate(leaves, start=start)][::-1]


def _entry(index: int, leaf: str) -> Entry:
    said = json.loads(leaf)
    at = datetime.fromisoformat(said["at"])
    act = str(ACTS.get(said["act"], said["act"]))
    if said["act"] == payloads.RECOVERY:
        return Entry(index, act, at, 0, said["statement"], "")
    return Entry(index, act, at, said["edition"], said["record"], said["commitment"])


def _key() -> str:
    return queries.signing_key().verifier_key


@machine
def checkpoint(request: Request) -> HttpResponseBase:  # noqa: ARG001
    """最新检查点：the signed note, as it is."""
    newest = queries.latest_checkpoint()
    if newest is None:
        raise NotFound(gettext("公开账本还没有检查点。第一份文件发布后一分钟内即会签署。"))
    return HttpResponse(queries.shown(newest), content_type="text/plain; charset=utf-8")


@machine
def checkpoint_of_life(request: Request, life: int) -> HttpResponseBase:
    """检查点：at the address that a log has after a recovery, which is its prefix for tlog-tiles."""
    if life != queries.life() or life == 1:
        raise NotFound(gettext("没有这个网址的账本。"))
    return checkpoint(request)


@machine
def recoveries(request: Request) -> HttpResponseBase:  # noqa: ARG001
    """恢复声明：the signed statements, oldest first; none on a site that never lost anything. One SQL query."""
    return as_json(payloads.recoveries([each.statement for each in queries.recoveries()]))


@machine
def key(request: Request) -> HttpResponseBase:  # noqa: ARG001
    """验证公钥。"""
    return HttpResponse(f"{_key()}\n", content_type="text/plain; charset=utf-8")


@machine
def consistency(request: Request) -> HttpResponseBase:
    """一致性证明：`?first=&second=`, sizes of two checkpoints."""
    first, second = _given(request, "first"), _given(request, "second")
    return as_json(payloads.consistency(first, second, queries.consistency_proof(first, second)))


@machine
def entries(request: Request) -> HttpResponseBase:
    """账本条目：`?start=&end=`, end excluded; only what a signed checkpoint covers."""
    start, end = _given(request, "start"), _given(request, "end")
    newest = queries.latest_checkpoint()
    end = min(end, newest.size if newest else 0)
    return as_json(payloads.entries(start, queries.entries(start, end) if start < end else ()))


@machine
def tile(request: Request, path: str, life: int = 1) -> HttpResponseBase:  # noqa: ARG001
    """账本切片：C2SP tlog-tiles; what one holds never changes, so it may be kept for ever. Three SQL queries.

    After a recovery the tiles have the new name's address: nothing kept from before can be taken for them.
    """
    wanted = tiles.parse(path)
    if wanted is None or life != queries.life():
        raise NotFound(gettext("没有这个切片。切片的网址写作 tile/层/序号，序号每三位一段。"))
    answer = HttpResponse(queries.tile(wanted), content_type="application/octet-stream")
    answer["Cache-Control"] = FOR_EVER
    return answer


def _given(request: HttpRequest, name: str) -> int:
    value = number(request.GET.get(name, ""), 0, 10**9)
    if value is None:
        said = gettext("请用 %(name)s 给出条数或序号，须为不小于0的整数。") % {"name": name}
        raise Invalid(said, field=name)
    return value

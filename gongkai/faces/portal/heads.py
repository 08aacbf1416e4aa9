"""账本的两个时点：any two heads of the ledger beside each other: one goes on from the other. In words, for programs."""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.engines.publishing import queries as publishing
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.asking import number
from gongkai.faces.portal.http import absolute, as_json, machine, page, public
from gongkai.faces.portal.ledger import Entry, entries_between
from gongkai.foundation.errors import Invalid, NotFound
from gongkai.foundation.ledger import queries
from gongkai.foundation.ledger.models import Checkpoint

FORMAT = "gongkai-comparison-1"
LONGEST_NOTE = 4000
SHOWN = 30
RECENT = 10
LARGEST = 10**9


@dataclass(frozen=True)
class Asked:
    """所给的时点：a size, and the root where a whole checkpoint was given."""

    size: int
    root: bytes | None = None


@dataclass(frozen=True)
class Head:
    """账本的一个时点：its size and root; `signed_at` where a checkpoint of exactly this size was published.

    `as_kept`: whether the checkpoint given has this root; None when a size alone was given.
    """

    size: int
    root: bytes
    signed_at: datetime | None
    as_kept: bool | None

    @property
    def root_base64(self) -> str:
        """As checkpoints write it."""
        return base64.b64encode(self.root).decode()


@dataclass(frozen=True)
class Added:
    """两个时点之间添的：counts of acts (条)."""

    start: int
    end: int
    releases: int
    corrections: int
    withdrawals: int
    recoveries: int

    @property
    def total(self) -> int:
        """总数。"""
        return self.end - self.start


@dataclass(frozen=True)
class Comparison:
    """比较结果：the earlier head, the later one, the proof between them, and what was added."""

    first: Head
    second: Head
    proof: tuple[bytes, ...]
    added: Added

    @property
    def consistent(self) -> bool:
        """是否前后一致：both roots are the log's own; whoever doubts it checks the proof without us."""
        return self.first.as_kept is not False and self.second.as_kept is not False

    @property
    def steps(self) -> tuple[str, ...]:
        """证明各步：as hexadecimal."""
        return tuple(step.hex() for step in self.proof)


@public
def compare(request: Request) -> HttpResponse:
    """比较两个时点：`?first=&second=`, each a number of entries or a whole checkpoint somebody kept."""
    newest = queries.latest_checkpoint()
    typed = {name: request.GET.get(name, "").strip() for name in ("first", "second")}
    problem, found = "", None
    if newest is not None and typed["first"]:
        try:
            found = _compared(typed, newest)
        except (Invalid, NotFound) as refusal:
            problem = refusal.sentence
    facts = {
        "newest": newest,
        "recent": queries.checkpoints(RECENT),
        "typed": typed,
        "problem": problem,
        "found": found,
        "entries": _newest_of(found.added) if found else [],
        "shown": SHOWN,
        "parameters": f"?first={found.first.size}&second={found.second.size}" if found else "",
    }
    return page(request, "heads", facts)


@machine
def listing(request: Request) -> HttpResponseBase:
    """比较两个时点 JSON：the same, with the proof as RFC 6962 defines it."""
    newest = queries.latest_checkpoint()
    if newest is None:
        raise NotFound(_("公开账本还没有检查点。第一份文件发布后一分钟内即会签署。"))
    found = _compared({name: request.GET.get(name, "").strip() for name in ("first", "second")}, newest)
    return as_json(_as_dict(found))


def _compared(typed: dict[str, str], newest: Checkpoint) -> Comparison:
    """Two heads in the order of their sizes; without a second, the newest checkpoint's.

    :raises Invalid: for what is neither a size nor a checkpoint, or longer than the log.
    """
    asked = [_asked(typed["first"], "first"), _asked(typed["second"], "second") if typed["second"] else None]
    first, second = sorted((asked[0] or Asked(0), asked[1] or Asked(newest.size)), key=lambda one: one.size)
    if second.size > newest.size:
        raise Invalid(
            _(
                "本账本最新的检查点是 %(size)s 条，没有 %(asked)s 条。如果您手里有本站签署的更长的检查点，"
                "说明账本被截短过：请保存好它，先看账本页有没有恢复声明，没有的请向上级机关反映。"
            )
            % {"size": newest.size, "asked": second.size},
            field="second",
        )
    heads = [_head(one) for one in (first, second)]
    proof = queries.consistency_proof(first.size, second.size)
    return Comparison(heads[0], heads[1], proof, _added(first.size, second.size))


def _asked(text: str, field: str) -> Asked:
    size = number(text, 1, LARGEST)
    if size is not None:
        return Asked(size)
    lines = text[:LONGEST_NOTE].replace("\r", "").split("\n")
    size = number(lines[1].strip(), 1, LARGEST) if len(lines) > 2 else None
    try:
        root = base64.b64decode(lines[2].strip(), validate=True) if size else b""
    except (binascii.Error, ValueError):
        root = b""
    if size is None or len(root) != 32:
        raise Invalid(
            _(
                "请填账本条数（大于0的整数），或者把保存的检查点整段粘贴进来：第一行是账本名称，第二行是条数，第三行是树根。"
            ),
            field=field,
        )
    return Asked(size, root)


def _head(asked: Asked) -> Head:
    root = queries.root(asked.size)
    checkpoint = queries.checkpoint_of(asked.size)
    signed_at = checkpoint.signed_at if checkpoint else None
    return Head(asked.size, root, signed_at, None if asked.root is None else asked.root == root)


def _added(start: int, end: int) -> Added:
    """Every leaf is a release unless it is a correction, a withdrawal or a recovery statement."""
    corrections, withdrawals = publishing.changes_between(start, end)
    recoveries = sum(start <= recovery.size < end for recovery in queries.recoveries())
    releases = end - start - corrections - withdrawals - recoveries
    return Added(start, end, releases, corrections, withdrawals, recoveries)


def _newest_of(added: Added) -> list[Entry]:
    return entries_between(max(added.start, added.end - SHOWN), added.end)


def _as_dict(found: Comparison) -> dict[str, Any]:
    added = found.added
    query = f"?first={found.first.size}&second={found.second.size}"
    return {
        "format": FORMAT,
        "consistent": found.consistent,
        "first": _head_as_dict(found.first),
        "second": _head_as_dict(found.second),
        "proof": list(found.steps),
        "added": {
            "start": added.start,
            "end": added.end,
            "releases": added.releases,
            "corrections": added.corrections,
            "withdrawals": added.withdrawals,
            "recoveries": added.recoveries,
        },
        "entries_url": absolute(f"{reverse('portal:entries')}?start={added.start}&end={added.end}"),
        "page_url": absolute(f"{reverse('portal:heads')}{query}"),
    }


def _head_as_dict(head: Head) -> dict[str, Any]:
    signed_at = head.signed_at.isoformat() if head.signed_at else None
    return {"size": head.size, "root": head.root_base64, "signed_at": signed_at, "as_kept": head.as_kept}

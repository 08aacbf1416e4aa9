"""查验：what must hold after the kills, and after the rest has been released."""

import json
import time
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.db import connections
from django.test import Client

from gongkai.assembly import checking
from gongkai.engines.publishing.models import Edition, State
from gongkai.foundation.jobs import queries as jobs
from gongkai.foundation.jobs.models import JobReceipt
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.ledger import payloads
from gongkai.foundation.ledger.models import Leaf
from gongkai.foundation.now import now
from gongkai.foundation.search.models import SearchEntry
from gongkai.verifier import Fetched, verify

VERIFIED = 10
LONGEST_WAIT = 120.0


def moment() -> datetime:
    """The time at which the world is made: before anything in it is scheduled."""
    return now() - timedelta(minutes=5)


def after_the_kills(ready: list[str]) -> list[str]:
    """Each edition was released whole or not at all."""
    connections.close_all()
    noted = dict.fromkeys(Entry.objects.filter(act="publishing.released").values_list("subject", flat=True), 0)
    leaves = {json.loads(data)["record"] for data in Leaf.objects.values_list("data", flat=True)}
    counted = {"whole": 0, "not at all": 0}
    problems = []
    for edition in Edition.objects.filter(record__uid__in=ready).select_related("record"):
        record = edition.record
        commitment = payloads.record_commitment(bytes.fromhex(record.salt), record.uid)
        queued = JobReceipt.objects.filter(key__startswith=f"publishing.released:{record.uid}:").count()
        traces = (
            edition.state == State.RELEASED,
            edition.released_at is not None,
            edition.leaf is not None,
            bool(edition.manifest),
            record.published_at is not None,
            record.index_number is not None,
            f"record:{record.uid}" in noted,
            commitment in leaves,
            queued >= 2,
        )
        counted["whole" if all(traces) else "not at all"] += 1
        if len(set(traces)) != 1:
            problems.append(f"{record.uid} 只发布了一半：{traces}")
    print(f"断后：{counted['whole']} 份已完整发布，{counted['not at all']} 份完全没有发布", flush=True)
    return problems


def after_the_rest(ready: list[str], publisher, release, follow) -> list[str]:
    """What was not released can be; then journal, ledger, index and the public's own verifier agree on all of it."""
    open_ = Edition.objects.filter(record__uid__in=ready).exclude(state=State.RELEASED)
    for uid in open_.values_list("record__uid", flat=True):
        release(uid, publisher, scheduled=False)
    deadline = time.monotonic() + LONGEST_WAIT
    follow()
    while jobs.unfinished_jobs().exists() and time.monotonic() < deadline:
        time.sleep(1)
        follow()
    counts = {
        "已发布": Edition.objects.filter(state=State.RELEASED).count(),
        "账本条目": Leaf.objects.count(),
        "日志中的发布": Entry.objects.filter(act="publishing.released").count(),
        "检索条目": SearchEntry.objects.count(),
    }
    print("补发其余之后：" + "，".join(f"{name} {count}" for name, count in counts.items()), flush=True)
    problems = [f"{name}应为 {len(ready)}，是 {count}。" for name, count in counts.items() if count != len(ready)]
    if jobs.unfinished_jobs().exists():
        problems.append("还有任务没有做完。")
    for title, found in checking.examine(deploy=False, progress=lambda _: None):
        problems += [f"{title}：{sentence}" for sentence in found]
    return problems + verified(ready)


def verified(ready: list[str]) -> list[str]:
    """The public's verifier on some of them."""
    step = max(1, len(ready) // VERIFIED)
    chosen = ready[::step]
    bad = [uid for uid in chosen if verify(f"http://testserver/documents/{uid}/", fetch=_fetch).exit_code]
    print(f"公开核验：{len(chosen) - len(bad)} / {len(chosen)} 份通过", flush=True)
    return [f"{uid} 没有通过公开核验。" for uid in bad]


def _fetch(url: str) -> Fetched:
    parts = urlsplit(url)
    answer = Client().get(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return Fetched(answer.status_code, url, iter([content]))

"""机关和读者：who releases while others read."""

import io
import random
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from scripts.drills.producing.machines import asked


class Office:
    """机关：the people of one organ, acting on a machine of their own."""

    def __init__(self) -> None:
        from gongkai.foundation.organs.models import Organ
        from gongkai.foundation.people.models import Post

        held = Post.objects.filter(role="publisher").order_by("pk").values("organ")
        self.organ = Organ.objects.select_related("place").filter(pk__in=held).order_by("pk")[0]
        self.serial = 0

    def who(self, role: str) -> Any:
        """Somebody in this post."""
        from gongkai.foundation.people.actors import ROLES, Actor, PostFact

        post = PostFact(self.organ.code, role, "办公室", self.organ.place.code)
        return Actor(uid=f"drill-{role}", name=ROLES[role], posts=(post,), second_factor=True)

    def draft(self) -> str:
        """拟稿：one committed act; answers the record."""
        from gongkai.engines.publishing import operations as ops
        from gongkai.engines.publishing.content import Content
        from gongkai.foundation.now import china_date, now

        self.serial += 1
        content = Content(
            title=f"关于第{self.serial}次演练的通知",
            document_number=f"演练〔{now().year}〕{self.serial}号",
            issuer="演练机关",
            formed_on=china_date(now()) - timedelta(days=1),
            body=f"<p>第{self.serial}次演练，正文第0次核对。</p>",
            attribute="proactive",
            theme="01",
            genre="circular",
            art20="A20-11",
        )
        return ops.draft(
            organ=self.organ, kind="document", content=content, by=self.who("drafter"), at=now()
        ).record.uid

    def attach(self, uid: str, content: bytes) -> None:
        """添加附件。"""
        from gongkai.engines.publishing import intake
        from gongkai.engines.publishing import operations as ops
        from gongkai.foundation.now import now

        by = self.who("drafter")
        original, public = intake.keep_attachment(content=content, name="附件.txt", by=by, at=now())
        ops.attach(
            record=uid, title="附件", file_name="附件.txt", original=original, public=public, by=by, at=now()
        )  # fmt: skip

    def through(self, uid: str) -> float:
        """送审、审查、发布: answers when it was committed."""
        from gongkai.engines.publishing import operations as ops
        from gongkai.foundation.now import now

        digest = ops.submit(record=uid, by=self.who("drafter"), at=now()).sha256
        for role in ("unit_head", "secrecy_reviewer", "signer"):
            ops.approve(record=uid, sha256=digest, by=self.who(role), at=now())
        ops.release(record=uid, by=self.who("publisher"), at=now())
        return time.monotonic()

    def correct(self, uid: str, number: int) -> float:
        """更正: answers when it was committed."""
        from gongkai.engines.publishing import operations as ops
        from gongkai.engines.publishing import queries
        from gongkai.foundation.now import now

        by = self.who("drafter")
        ops.revise(record=uid, by=by, at=now())
        work = queries.work(by, uid, at=now())
        body = f"<p>演练，正文第{number}次核对。</p>"
        content = replace(work.content, body=body, public_note=f"第{number}次核对后更正。")
        ops.save(record=uid, content=content, lock_version=work.edition.lock_version, by=by, at=now())
        return self.through(uid)

    def withdraw(self, uid: str) -> None:
        """撤回发布。"""
        from gongkai.engines.publishing import operations as ops
        from gongkai.foundation.now import now

        ops.withdraw(record=uid, reason="published_in_error", note="演练。", by=self.who("publisher"), at=now())


MARK = re.compile("第([0-9]+)次核对".encode())


@dataclass
class Readers:
    """读者：ask through the server in front, all the time; note what was not answered with a page."""

    site: str
    paths: list[str]
    count: int = 4
    asked: int = 0
    failed: list[tuple[float, str, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._stop, self._lock = threading.Event(), threading.Lock()
        self._threads = [threading.Thread(target=self._read, args=(seed,), daemon=True) for seed in range(self.count)]
        for thread in self._threads:
            thread.start()

    def _read(self, seed: int) -> None:
        dice = random.Random(seed)
        while not self._stop.is_set():
            path, began = dice.choice(self.paths), time.monotonic()
            status, _ = asked(self.site + path)
            with self._lock:
                self.asked += 1
                if status not in {200, 410}:
                    self.failed.append((began, path, status))
            time.sleep(0.01)

    def stop(self) -> None:
        """End; what is under way is waited for.

        :raises RuntimeError: when a reader had stopped before.
        """
        gone = sum(not thread.is_alive() for thread in self._threads)
        self._stop.set()
        for thread in self._threads:
            thread.join(30)
        if gone or not self.asked:
            raise RuntimeError("读者没有一直在读")


@dataclass
class Watcher:
    """盯着一页的读者：notes when they asked and which correction they saw."""

    url: str
    seen: list[tuple[float, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._stop.is_set():
            began = time.monotonic()
            status, body = asked(self.url)
            mark = MARK.search(body)
            self.seen.append((began, int(mark[1]) if status == 200 and mark else -1))

    def stop(self) -> None:
        """End."""
        self._stop.set()
        self._thread.join(30)

    def stale(self, committed: list[float]) -> list[float]:
        """For each read that was older than what was committed when it was asked: by how much (seconds).

        `committed[n]` is when correction n was.
        """
        return [
            began - committed[mark + 1]
            for began, mark in self.seen
            if 0 <= mark < len(committed) - 1 and committed[mark + 1] < began
        ]


@dataclass
class Writer:
    """经办人：commits one act after another; what was acknowledged must be there for ever."""

    act: Callable[[], str]
    acknowledged: list[tuple[float, str]] = field(default_factory=list)
    refused: int = 0

    def __post_init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._write, daemon=True)
        self._thread.start()

    def _write(self) -> None:
        from django.db import DatabaseError, InterfaceError, connection

        while not self._stop.is_set():
            try:
                uid = self.act()
                self.acknowledged.append((time.monotonic(), uid))
            except (DatabaseError, InterfaceError):
                self.refused += 1
                connection.close()
                time.sleep(0.05)
        connection.close()

    def stop(self) -> None:
        """End after the act under way."""
        self._stop.set()
        self._thread.join(60)


def some_text() -> bytes:
    """An attachment nobody has seen before."""
    return io.BytesIO(f"演练附件 {random.getrandbits(128):x}\n".encode() * 200).getvalue()

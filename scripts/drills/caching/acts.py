"""缓存演练：acts through operations while readers keep the cache full; after each purge every page must show the act.

Usage: acts.py ADDRESS ROUNDS
"""

import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta

import django

django.setup()

from gongkai.engines.publishing import operations as ops  # noqa: E402
from gongkai.engines.publishing import queries  # noqa: E402
from gongkai.engines.publishing.content import Content, Relation  # noqa: E402
from gongkai.foundation.jobs.models import JobReceipt  # noqa: E402
from gongkai.foundation.now import china_date, now  # noqa: E402
from gongkai.foundation.organs.models import Organ  # noqa: E402
from gongkai.foundation.people.actors import ROLES, Actor, PostFact  # noqa: E402

READERS = 4
PATIENCE = 60.0
DONE = (JobReceipt.State.DONE, JobReceipt.State.DEAD)


@dataclass
class Readers:
    """Ask for the same pages again and again, so that whatever may be kept is kept."""

    site: str
    addresses: list[str]
    stop: threading.Event = field(default_factory=threading.Event)
    seen: Counter[str] = field(default_factory=Counter)

    def start(self) -> list[threading.Thread]:
        """Begin."""
        threads = [threading.Thread(target=self.read, args=(n,), daemon=True) for n in range(READERS)]
        for thread in threads:
            thread.start()
        return threads

    def read(self, number: int) -> None:
        """Read the newest pages until told to stop."""
        while not self.stop.is_set():
            for address in list(self.addresses)[-30 + number :]:
                self.seen[get(self.site, address)[2] or "-"] += 1


def get(site: str, address: str) -> tuple[int, str, str]:
    """Status, text, and what the cache says: HIT, MISS, …"""
    try:
        with urllib.request.urlopen(site + address, timeout=30) as answer:
            return answer.status, answer.read().decode(), answer.headers.get("X-Cache", "")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), error.headers.get("X-Cache", "")


class Office:
    """The people of one organ, who take a paper to the public and back."""

    def __init__(self, organ: Organ) -> None:
        self.organ = organ

    def who(self, role: str) -> Actor:
        """Somebody in this post."""
        post = PostFact(self.organ.code, role, "办公室", self.organ.place.code)
        return Actor(uid=f"drill-{role}", name=ROLES[role], posts=(post,), second_factor=True)

    def release(self, title: str, previous: str) -> str:
        """From a draft to the public; the record's uid."""
        content = Content(
            title=title,
            document_number=f"演练〔{now().year}〕{int(title.rpartition('第')[2].removesuffix('号'))}号",
            issuer="演练机关",
            formed_on=china_date(now()) - timedelta(days=1),
            body=f"<p>{title}</p>",
            attribute="proactive",
            theme="01",
            genre="notice",
            art20="A20-11",
            relations=(Relation("implements", previous),) if previous else (),
        )
        edition = ops.draft(organ=self.organ, kind="document", content=content, by=self.who("drafter"), at=now())
        return self.through(edition.record.uid)

    def through(self, uid: str) -> str:
        """Submit, approve, release."""
        edition = ops.submit(record=uid, by=self.who("drafter"), at=now())
        for role in ("unit_head", "secrecy_reviewer", "signer"):
            ops.approve(record=uid, sha256=edition.sha256, by=self.who(role), at=now())
        ops.release(record=uid, by=self.who("publisher"), at=now())
        return uid

    def correct(self, uid: str, title: str) -> None:
        """Release a new edition under another title."""
        edition = ops.revise(record=uid, by=self.who("drafter"), at=now())
        content = replace(queries.content_of(edition), title=title, public_note="更正标题。")
        lock = edition.lock_version
        ops.save(record=uid, content=content, lock_version=lock, by=self.who("drafter"), at=now())
        self.through(uid)

    def withdraw(self, uid: str) -> None:
        """Take it back, title and all."""
        ops.withdraw(record=uid, reason="unsuitable", note="演练。", by=self.who("publisher"), at=now())


def purged() -> float:
    """Wait until every purge that was ordered is done; seconds."""
    began = time.monotonic()
    while JobReceipt.objects.filter(operation="portal.purge").exclude(state__in=DONE).exists():
        if time.monotonic() - began > PATIENCE:
            sys.exit("清除任务没有在一分钟内完成。")
        time.sleep(0.02)
    return time.monotonic() - began


class Judge:
    """Compares what the cache shows with what is true."""

    def __init__(self, site: str) -> None:
        self.site, self.asked, self.stale, self.waited = site, 0, [], 0.0

    def after(self, act: str, expected: dict[str, tuple[int, str, bool]]) -> None:
        """`expected`: address → status, a text, and whether it must be there."""
        self.waited = max(self.waited, purged())
        for address, (status, text, present) in expected.items():
            got, page, cache = get(self.site, address)
            self.asked += 1
            if got != status or (text in page) != present:
                self.stale.append(f"{act}：{address} 显示的仍是旧内容（{got}，{cache}）")


def main(site: str, rounds: int) -> int:
    """So many rounds; 1 when any page was stale or nothing was cached."""
    organ = Organ.objects.select_related("place").filter(until__isnull=True).order_by("pk")[0]
    office, judge, previous = Office(organ), Judge(site), ""
    column = f"/organs/{organ.code}/disclosures/"
    lists = ["/", "/policies/", "/policies/feed.atom", f"/organs/{organ.code}/feed.json", "/ledger/feed.atom", column]
    readers = Readers(site, [*lists])
    readers.start()
    for number in range(1, rounds + 1):
        title, corrected = f"缓存演练第{number}号", f"更正后的缓存演练第{number}号"
        uid = office.release(title, previous)
        page = f"/documents/{uid}/"
        shown = dict.fromkeys([*lists, page], (200, title, True))
        judge.after("发布", shown | ({f"/documents/{previous}/": (200, title, True)} if previous else {}))
        readers.addresses.append(page)
        get(site, page)
        judge.asked += 1
        if get(site, page)[2] != "HIT":
            judge.stale.append(f"{page} 没有进入缓存")
        office.correct(uid, corrected)
        changed = [address for address in [*lists, page] if address != "/ledger/feed.atom"]
        judge.after("更正", dict.fromkeys(changed, (200, corrected, True)))
        if number % 2:
            office.withdraw(uid)
            gone = dict.fromkeys(lists, (200, f"{corrected}", False))
            judge.after("撤回", gone | {page: (410, corrected, False), f"{page}editions/1/": (410, title, False)})
        else:
            previous = uid
    readers.stop.set()
    reads = sum(readers.seen.values())
    print(f"动作 {rounds * 2 + (rounds + 1) // 2} 次；读者读了 {reads} 页，其中缓存直接给出 {readers.seen['HIT']} 页")
    print(f"每次清除之后核对 {judge.asked} 页，旧页 {len(judge.stale)} 页；从提交到清除完成最长 {judge.waited:.1f} 秒")
    for sentence in judge.stale[:10]:
        print(sentence)
    print("演练没有通过。" if judge.stale else "演练通过：清除之后没有一页是旧的。")
    return 1 if judge.stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))

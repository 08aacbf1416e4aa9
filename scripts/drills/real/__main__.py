"""真实文件演练：import, completion, personal data, review, release, and what follows, each phase timed.

python -m scripts.drills.real LIST FOLDER LIMIT
"""

import csv
import logging
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import django

REVIEWS = ("unit_head", "secrecy_reviewer", "signer")
SEARCHED, VERIFIED = 200, 10


class Account:
    """账：the documents that go on, those that stopped and why, and how long each phase took."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.refused: dict[str, list[str]] = {}
        self.filled, self.personal = Counter[str](), Counter[str]()

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Say that it begins, and note how long it took."""
        print(f"{name}……", flush=True)
        started = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - started

    def refuse(self, cause: str, example: str) -> None:
        """One document goes no further."""
        self.refused.setdefault(cause, []).append(example)

    def each(self, uids: list[str], act: Callable[[str], object], titles: dict[str, str]) -> list[str]:
        """Do something to each; those it is not refused to go on."""
        from gongkai.foundation.errors import Refusal
        from scripts.drills.real import clerk

        passed = []
        for uid in uids:
            try:
                act(uid)
                passed.append(uid)
            except Refusal as refusal:
                self.refuse(clerk.sentence(refusal), titles[uid])
        return passed


def main() -> int:
    """Run it all and print the account; the exit code says whether what must hold holds."""
    source, folder, limit = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    django.setup()
    logging.disable(logging.ERROR)
    from gongkai.engines.publishing import operations
    from gongkai.foundation.jobs.operations import work_off
    from gongkai.foundation.now import now
    from scripts.drills.real import clerk, office, sources

    account = Account()
    total, rows = sources.read(source)
    rows = rows[:limit] if limit else rows
    parts = sources.parted(rows, folder)
    offices = office.establish(list(dict.fromkeys(organ for organ, _ in parts)), now())
    with account.phase("导入"):
        drafts = imported(parts, offices, folder, account)
    titles = {uid: row["title"] for uid, row in drafts.items()}

    def of(uid: str) -> office.Office:
        return offices[sources.organ_of(drafts[uid])]

    def reviewed(uid: str) -> None:
        for role in REVIEWS:
            operations.approve(record=uid, sha256=digests[uid], by=of(uid).posts[role], at=now())

    def submitted(uid: str) -> None:
        digests[uid] = operations.submit(record=uid, by=of(uid).posts["drafter"], at=now()).sha256

    digests: dict[str, str] = {}
    steps: dict[str, Callable[[str], object]] = {
        "补全": lambda uid: clerk.save(uid, drafts[uid], of(uid), now(), account.filled),
        "处理个人信息": lambda uid: clerk.decide(uid, of(uid).posts["drafter"], now(), account.personal),
        "送审": submitted,
        "三级审查": reviewed,
        "发布": lambda uid: operations.release(record=uid, by=of(uid).posts["publisher"], at=now()),
    }
    going = list(drafts)
    for name, act in steps.items():
        with account.phase(name):
            going = account.each(going, act, titles)
    with account.phase("检索、账本等后续任务"):
        work_off()
    attached = sum(bool(row["attachment"]) for row in rows)
    print(f"清单 {total} 件，有正文的 {len(rows)} 件，其中来源另有附件的 {attached} 件")
    tell(account, len(rows), len(drafts), len(going))
    return examined(going, titles)


def imported(parts, offices, folder: Path, account: Account) -> dict[str, dict]:
    """The real import, organ by organ; the drafts with the row each came from."""
    from gongkai.assembly import importing

    drafts, report = {}, folder / "report.csv"
    for (organ, kind), (path, rows) in parts.items():
        office = offices[organ]
        importing.run(
            [path], organ=office.organ.code, by=office.drafter, kind=kind, report=report, say=lambda _line: None
        )
        with report.open(encoding="utf-8-sig", newline="") as file:
            for outcome in csv.DictReader(file):
                row = rows[int(re.search(r"第 (\d+) 行", outcome["来源"])[1]) - 1]
                if outcome["结果"] == "已导入":
                    drafts[outcome["编号"]] = row
                else:
                    account.refuse(re.sub(r"“[^”]*”", "“…”", outcome["说明"]), row["title"])
    return drafts


def tell(account: Account, total: int, drafts: int, released: int) -> None:
    """The account in words."""
    print(f"导入 {drafts} 件，发布 {released} 件，未能发布 {sum(map(len, account.refused.values()))} 件")
    for cause, examples in sorted(account.refused.items(), key=lambda item: -len(item[1])):
        print(f"  ✗ {len(examples)} 件：{cause}\n      例：{examples[0]}")
    filled = account.filled
    print(f"来稿中没有认出、按来源标注补填：发文机关 {filled['issuer']} 件，成文日期 {filled['formed_on']} 件")
    print("处理个人信息：" + "，".join(f"{kind} {count} 处" for kind, count in account.personal.most_common()))
    for name, seconds in account.seconds.items():
        print(f"  {name}  {seconds:.1f} 秒，每件 {seconds * 1000 / max(1, total):.1f} 毫秒")
    pace = released / max(0.001, account.seconds["发布"])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"每秒发布 {pace:.0f} 件；内存峰值 {peak:.0f} MB")


def examined(released: list[str], titles: dict[str, str]) -> int:
    """What must hold of what was released: on the portal, found by its title, proven."""
    from django.test import Client

    from gongkai.assembly import checking
    from scripts.drills.killing.examining import verified

    client = Client()
    shown = [uid for uid in released if client.get(f"/documents/{uid}/").status_code == 200]
    chosen = released[:: max(1, len(released) // SEARCHED)]
    found = [uid for uid in chosen if uid in first_page(titles[uid])]
    print(f"门户可见 {len(shown)} / {len(released)} 件；以标题检索，首页可见 {len(found)} / {len(chosen)} 件")
    problems = [
        f"{title}：{sentence}"
        for title, said in checking.examine(deploy=False, progress=lambda _: None)
        for sentence in said
    ]
    problems += [f"门户看不到：{titles[uid]}" for uid in set(released) - set(shown)]
    problems += verified(released[:: max(1, len(released) // VERIFIED)])
    for problem in problems[:20]:
        print(f"✗ {problem}")
    print(f"发现 {len(problems)} 个问题。" if problems else "演练通过。")
    return 1 if problems or not released else 0


def first_page(title: str) -> set[str]:
    """The records on the first page of a search for a title."""
    from gongkai.engines.publishing import queries
    from gongkai.foundation.now import now

    return {match.item.record for match in queries.search(title, now(), queries.Filters()).matches}


if __name__ == "__main__":
    sys.exit(main())

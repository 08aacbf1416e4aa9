"""演练项目：what happens to a site in its life, each with the claim it must bear out."""

import time
from pathlib import Path

from django.db import connections

from gongkai.engines.publishing.models import Edition
from gongkai.foundation.jobs.models import JobReceipt
from gongkai.foundation.ledger.models import LedgerHead
from gongkai.foundation.now import now
from scripts.drills.producing.machines import Postgres, asked, wait_for
from scripts.drills.producing.people import Office, Readers, Watcher, Writer, some_text

RELEASES = 20
LONGEST_STALE = 2.0  # seconds; what is promised is 0.05 on a machine that has them
DYNAMIC = ("/policies/?theme=17", "/policies/?theme=01", "/search/?q=养老", "/ledger/changes/?kind=withdrawn")


class Rehearsal:
    """演练：the office, its documents, and what must be remembered from one step to the next."""

    def __init__(self, site) -> None:
        self.site, self.office = site, Office()
        self.doc = self.office.draft()
        self.office.through(self.doc)
        self.path = f"/documents/{self.doc}/"
        self.corrected = 0
        self.state = site.work / "seen.json"
        released = Edition.objects.released(now()).filter(record__withdrawn_at=None)
        self.paths = [
            "/",
            "/policies/",
            *(f"/documents/{uid}/" for uid in released.values_list("record__uid", flat=True)[:20]),
        ]
        self.interrupted: tuple[str, int] | None = None

    def both_fresh(self) -> str:
        """Correct while it is read: each process shows each correction when first asked; nginx within moments."""
        ports = {name: self.site.ports[name] for name in ("web1", "web2")}
        watchers = [Watcher(self.site.url + self.path) for _ in range(2)]
        committed = [0.0]
        for number in range(1, RELEASES + 1):
            committed.append(self.office.correct(self.doc, number))
            for name, port in ports.items():
                if f"第{number}次核对".encode() not in asked(f"http://127.0.0.1:{port}{self.path}")[1]:
                    raise RuntimeError(f"{name} 没有显示第 {number} 次更正")
        time.sleep(1)
        late, read = [], 0
        for watcher in watchers:
            watcher.stop()
            read += len(watcher.seen)
            late += watcher.stale(committed)
            if any(mark < 0 for _, mark in watcher.seen) or watcher.seen[-1][1] != RELEASES:
                raise RuntimeError("经 nginx 有读失败的，或者最后没有显示最新的")
        if late and max(late) > LONGEST_STALE:
            raise RuntimeError(f"经 nginx 过时 {max(late):.2f} 秒")
        worst = f"，至多 {max(late) * 1000:.0f} 毫秒" if late else ""
        return (
            f"{RELEASES} 次更正，两个进程提交后首次询问即新；"
            f"经 nginx 读 {read} 次，失败 0，文件清除前读到旧版 {len(late)} 次{worst}"
        )

    def purged(self) -> str:
        """A withdrawn document's file is gone: 410 from nginx at once."""
        uid = self.office.draft()
        self.office.through(uid)
        path = f"/documents/{uid}/"
        wait_for("公开", lambda: asked(self.site.url + path)[0] == 200)
        wait_for(
            "写成文件", lambda: (asked(self.site.url + path), (self.site.pages / path[1:] / "index.html").exists())[1]
        )
        self.office.withdraw(uid)
        seconds = wait_for("撤回生效", lambda: asked(self.site.url + path)[0] == 410, 5)
        return f"撤回后 {seconds * 1000:.0f} 毫秒 nginx 答 410，文件已删"

    def kept_private(self) -> str:
        """A draft's attachment is nowhere; released, it comes through us, also from the middle."""
        import urllib.request

        content, uid = some_text(), self.office.draft()
        self.office.attach(uid, content)
        address = f"/documents/{uid}/editions/1/files/1"
        from gongkai.foundation.files.backends import store

        attachment = Edition.objects.get(record__uid=uid).attachments.select_related("public").get()
        direct = store()._at(attachment.public.sha256)
        raw = f"http://127.0.0.1:{self.site.ports['bucket']}/{direct['Bucket']}/{direct['Key']}"
        if asked(self.site.url + address)[0] != 404 or asked(raw)[0] not in {401, 403}:
            raise RuntimeError("草稿的附件可以读到")
        self.office.through(uid)
        request = urllib.request.Request(self.site.url + address, headers={"Range": "bytes=100-199"})
        with urllib.request.urlopen(request) as answer:
            if (answer.status, answer.read()) != (206, content[100:200]):
                raise RuntimeError("续传的字节不对")
        if asked(self.site.url + address) != (200, content) or asked(raw)[0] not in {401, 403}:
            raise RuntimeError("附件与存入的不同，或者桶可以直接读")
        self.paths.append(address)
        return "草稿附件 404，桶匿名读取 403；发布后经平台可读、可续传，桶仍不可直接读"

    def web_killed(self) -> str:
        """One web process dies: nginx goes on with the other, and no reader notices."""
        readers = Readers(self.site.url, [*self.paths, *DYNAMIC], count=4)
        time.sleep(2)
        self.site.services["web1"].kill()
        time.sleep(6)
        readers.stop()
        if len(readers.failed) > readers.count:
            raise RuntimeError(f"{len(readers.failed)} 次失败，多于在途的 {readers.count} 次：{readers.failed[:3]}")
        self.site.services["web1"].start()
        wait_for("网站 1 恢复", lambda: self.site.ready(self.site.ports["web1"]), 120)
        return f"断电后读 {readers.asked} 次，失败 {len(readers.failed)} 次（在途至多 {readers.count} 次）"

    def upgraded(self) -> str:
        """Both are restarted, one after the other, as an upgrade does."""
        readers = Readers(self.site.url, [*self.paths, *DYNAMIC], count=4)
        for name in ("web1", "web2"):
            self.site.services[name].stop()
            self.site.services[name].start()
            wait_for(f"{name} 恢复", lambda name=name: self.site.ready(self.site.ports[name]), 120)
        readers.stop()
        insist_none(readers)
        return f"依次重启，读 {readers.asked} 次，失败 0"

    def worker_killed(self) -> str:
        """The worker dies in the middle of a job; the job is left as begun."""
        for _attempt in range(10):
            for _ in range(3):
                self.office.through(self.office.draft())
            deadline = time.monotonic() + 20
            while time.monotonic() < deadline:
                running = JobReceipt.objects.filter(state=JobReceipt.State.RUNNING).first()
                if running is None:
                    time.sleep(0.001)
                    continue
                self.site.services["worker"].kill_below()
                time.sleep(0.5)
                running.refresh_from_db()
                if running.state == JobReceipt.State.RUNNING:
                    self.interrupted = (running.key, running.attempts)
                    return f"断在 {running.operation} 当中；后台进程由 serve 重新启动，任务结果见后"
                break
        raise RuntimeError("没有能断在任务当中")

    def job_done_once(self) -> str:
        """What was interrupted was done after all, and its effect is there once."""
        assert self.interrupted is not None
        key, attempts = self.interrupted

        def done() -> bool:
            connections.close_all()
            return JobReceipt.objects.get(key=key).state == JobReceipt.State.DONE

        wait_for("中断的任务重做", done, 300)
        receipt = JobReceipt.objects.get(key=key)
        if receipt.attempts < attempts + 1:
            raise RuntimeError("任务没有重新领取")
        wait_for("其余任务", lambda: not JobReceipt.objects.exclude(state=JobReceipt.State.DONE).exists(), 120)
        return f"{receipt.operation} 第 {receipt.attempts} 次领取时完成；没有未完成或放弃的任务"

    def backed_up(self) -> str:
        """A backup is taken from the standby, which does not burden the primary."""
        wait_for("备库追上", lambda: self._lag() == 0)
        url = self.site.standby.address()
        self.site.run("backup", str(self.site.work / "standby.tar"), DATABASE_URL=url)
        return "取自备库（DATABASE_URL 指向备库），含桶中的文件"

    def failed_over(self) -> str:
        """The primary dies; the standby is promoted; what was acknowledged is there; how long nobody could write."""
        verified(self)
        head = LedgerHead.objects.get(pk=1).size
        files = [path for path in self.paths if (self.site.pages / path[1:] / "index.html").exists()]
        readers = Readers(self.site.url, files, count=2)
        asking = Readers(self.site.url, list(DYNAMIC), count=2)
        writer = Writer(self.office.draft)
        time.sleep(3)
        stopped = time.monotonic()
        self.site.primary.stop("immediate")
        time.sleep(1)  # somebody, or Patroni, notices and decides
        self.site.standby.promote()
        wait_for("恢复写入", lambda: any(at > stopped + 1 for at, _ in writer.acknowledged), 60)
        again = next(at for at, _ in writer.acknowledged if at > stopped + 1)
        wait_for("网站恢复", lambda: all(self.site.ready(self.site.ports[name]) for name in ("web1", "web2")), 60)
        time.sleep(3)
        for one in (writer, readers, asking):
            one.stop()
        connections.close_all()
        acknowledged = {uid for _, uid in writer.acknowledged}
        there = set(Edition.objects.filter(record__uid__in=acknowledged).values_list("record__uid", flat=True))
        if acknowledged - there:
            raise RuntimeError(f"{len(acknowledged - there)} 件已确认的办理丢失")
        if LedgerHead.objects.get(pk=1).size < head:
            raise RuntimeError("账本变短了")
        spans = [began for began, _, _ in asking.failed]
        quiet = max(spans) - min(spans) if spans else 0.0
        insist_none(readers)
        return (
            f"停写 {again - stopped:.1f} 秒（含察觉 1 秒）；已确认 {len(acknowledged)} 件，丢失 0；"
            f"存页（文件）读 {readers.asked} 次，失败 0；检索、列表读 {asking.asked} 次，失败 {len(asking.failed)} 次，"
            f"前后 {quiet:.1f} 秒"
        )

    def verified_after(self) -> str:
        """The public's verifier, with what it remembers from before."""
        committed = self.office.correct(self.doc, RELEASES + 1)
        wait_for("新版公开", lambda: f"第{RELEASES + 1}次核对".encode() in asked(self.site.url + self.path)[1])
        seconds = time.monotonic() - committed
        wait_for("检查点", self._proven, 120)
        return f"同一历史（上次记住的检查点之后续写）；故障切换后更正 {seconds * 1000:.0f} 毫秒可见"

    def _proven(self) -> bool:
        try:
            verified(self)
        except RuntimeError as error:
            if "不通过" in str(error):
                raise
            return False
        return True

    def standby_again(self) -> str:
        """The old primary becomes the new standby, and acts wait for it again."""
        import shutil

        site = self.site
        shutil.rmtree(site.work / "primary")
        site.primary, site.standby = (
            site.standby,
            Postgres(site.work / "primary", site.ports["primary"], site.passwords),
        )
        site.stack.callback(site.primary.stop)
        site.standby.follow(site.primary)
        site.primary.be_followed()
        state = "SELECT sync_state FROM pg_stat_replication WHERE application_name = 'gongkai_standby'"
        wait_for("新备库同步", lambda: site.primary.psql(state) == "sync")
        self.office.draft()
        return "pg_basebackup 重做，复制槽重建，重新同步提交"

    def restored(self) -> str:
        """The backup of before the failover is refused against today's head; a fresh one is restored and checked."""
        site = self.site
        fresh = site.work / "fresh.tar"
        site.run("backup", str(fresh))
        head = f"{site.url}/ledger/checkpoint"
        site.primary.psql("CREATE DATABASE restored OWNER gongkai")
        place = {
            "GONGKAI_VAR": str(site.work / "restored"),
            "DATABASE_URL": site.primary.address("restored"),
            "GONGKAI_FILES_URL": f"s3://key:secret@127.0.0.1:{site.ports['bucket']}/restored?tls=0",
            "GONGKAI_PAGES_FOLDER": "",
        }
        try:
            site.run("restore", str(site.work / "standby.tar"), "--head", head, **place)
        except RuntimeError as error:
            if "退出码 2" not in str(error) or "最后公布的检查点" not in str(error):
                raise
        else:
            raise RuntimeError("旧备份没有被拒绝")
        site.primary.psql("DROP DATABASE restored")
        site.primary.psql("CREATE DATABASE restored OWNER gongkai")
        place["GONGKAI_VAR"] = str(site.work / "restored2")
        said = site.run("restore", str(fresh), "--head", head, **place)
        site.run("check", **place)
        return f"旧备份（缺已公布的条目）被拒绝；新备份{said.splitlines()[-1].removeprefix('已恢复 ')}"

    def sound(self) -> str:
        """What `gongkai check` says of the running site."""
        said = self.site.run("check")
        return said.splitlines()[-1]

    def _lag(self) -> int:
        query = "SELECT COALESCE(max(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)), 1) FROM pg_stat_replication"
        return int(float(self.site.primary.psql(query)))


def insist_none(readers: Readers) -> None:
    """No read failed.

    :raises RuntimeError: when one did.
    """
    if readers.failed:
        raise RuntimeError(f"{len(readers.failed)} 次读失败：{readers.failed[:3]}")


def verified(rehearsal: Rehearsal) -> None:
    """The verifier over the server in front, with a memory.

    :raises RuntimeError: with its conclusion when it is not satisfied.
    """
    from gongkai.verifier import verify

    report = verify(rehearsal.site.url + rehearsal.path, state=Path(rehearsal.state))
    if report.exit_code:
        wrong = [check.sentence for check in report.checks if not check.passed]
        raise RuntimeError(f"{report.conclusion}{'；'.join(wrong)}")


def all_of_them(site, step) -> None:
    """Every step in its order; the interrupted job is looked for after the failover, which it must survive."""
    made: list[Rehearsal] = []
    step("机关拟稿、审查、发布一份文件", lambda: made.append(Rehearsal(site)))
    one = made[0]
    step("发布时读：两个网站进程和 nginx", one.both_fresh)
    step("撤回即清除", one.purged)
    step("桶中的附件", one.kept_private)
    step("一个网站进程断电", one.web_killed)
    step("不停机升级", one.upgraded)
    step("核验（记住检查点）", lambda: wait_for("检查点", one._proven, 120) and None)
    step("后台进程断在任务当中", one.worker_killed)
    step("备份取自备库", one.backed_up)
    step("故障切换", one.failed_over)
    step("切换后核验", one.verified_after)
    step("中断的任务只做一次", one.job_done_once)
    step("重建备库", one.standby_again)
    step("恢复到新的数据库和桶，对照账本首部", one.restored)
    step("全面检查", one.sound)

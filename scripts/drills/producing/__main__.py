"""生产演练：a small production site from the files in deploy/, then everything that goes wrong with one.

python -m scripts.drills.producing
"""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path

from scripts.drills.producing.machines import ROOT, Nginx, Postgres, Service, asked, filled, free_port, wait_for

GONGKAI = str(ROOT / ".venv/bin/gongkai")
RELEASES = 20


class Steps:
    """步骤：one line each; the first that fails ends the rehearsal, for the others stand on it."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, title: str, act: Callable[[], str | None]) -> None:
        """Do it and say how it went.

        :raises SystemExit: 1 when it failed.
        """
        self.number += 1
        started = time.monotonic()
        try:
            said = act()
        except Exception as error:
            print(f"✗ {self.number}. {title}：{type(error).__name__} {error}", flush=True)
            raise SystemExit(1) from error
        seconds = time.monotonic() - started
        print(f"✓ {self.number}. {title}{f'：{said}' if said else ''}（{seconds:.1f} 秒）", flush=True)


class Site:
    """站点：everything of the rehearsal, in one folder and on free ports."""

    def __init__(self, work: Path, stack: ExitStack) -> None:
        self.work, self.stack, self.var = work, stack, work / "var"
        self.ports = {name: free_port() for name in ("primary", "standby", "web1", "web2", "nginx", "bucket")}
        self.passwords = {"gongkai": secrets.token_hex(12), "replication": secrets.token_hex(12)}
        self.url = f"http://127.0.0.1:{self.ports['nginx']}"
        self.services: dict[str, Service] = {}
        self.pages = work / "pages"
        self.pages.mkdir()
        self.environment = self._environment()

    def _environment(self) -> dict[str, str]:
        text = filled(
            "gongkai.env", VAR=self.var, ORIGIN=self.url, HOSTS="127.0.0.1", SECRET=secrets.token_hex(24),
            PASSWORD=self.passwords["gongkai"], PRIMARY=f"127.0.0.1:{self.ports['primary']}",
            STANDBY=f"127.0.0.1:{self.ports['standby']}", PAGES=self.pages,
            FILES=f"s3://key:secret@127.0.0.1:{self.ports['bucket']}/gongkai?tls=0",
        )  # fmt: skip
        lines = (line for line in text.splitlines() if line and not line.startswith("#"))
        return dict(line.split("=", 1) for line in lines)

    def run(self, *arguments: str, **changed: str) -> str:
        """A gongkai command with the environment of the site.

        :raises RuntimeError: when it does not end with 0.
        """
        environment = {**os.environ, **self.environment, **changed}
        done = subprocess.run(
            [GONGKAI, *arguments], env=environment, check=False, capture_output=True, text=True, timeout=570
        )
        if done.returncode:
            raise RuntimeError(f"gongkai {arguments[0]} 退出码 {done.returncode}：{(done.stdout + done.stderr)[-400:]}")
        return done.stdout.strip()

    def databases(self) -> str:
        """主库和备库。"""
        self.primary = Postgres(self.work / "primary", self.ports["primary"], self.passwords)
        self.standby = Postgres(self.work / "standby", self.ports["standby"], self.passwords)
        self.stack.callback(self.primary.stop)
        self.stack.callback(self.standby.stop)
        self.primary.found()
        self.standby.follow(self.primary)
        self.primary.be_followed()
        state = "SELECT sync_state FROM pg_stat_replication WHERE application_name = 'gongkai_standby'"
        wait_for("备库同步", lambda: self.primary.psql(state) == "sync")
        return "备库同步提交，复制槽 gongkai_standby"

    def bucket(self) -> str:
        """文件存储。"""
        import logging

        import boto3
        from moto.server import ThreadedMotoServer

        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        server = ThreadedMotoServer(ip_address="127.0.0.1", port=self.ports["bucket"], verbose=False)
        server.start()
        self.stack.callback(server.stop)
        client = boto3.client(
            "s3", endpoint_url=f"http://127.0.0.1:{self.ports['bucket']}", region_name="us-east-1",
            aws_access_key_id="key", aws_secret_access_key="secret",
        )  # fmt: skip
        for name in ("gongkai", "restored"):
            client.create_bucket(Bucket=name)
        return "moto，S3 协议；桶不公开"

    def load(self) -> None:
        """演示数据。"""
        self.run("migrate", "--seal")
        self.run("demo")

    def services_up(self) -> str:
        """网站、后台任务、前端。"""
        for number in ("1", "2"):
            port = self.ports[f"web{number}"]
            self.services[f"web{number}"] = Service(
                "gongkai-web@.service", self.environment, self.work / f"web{number}.log", instance=str(port)
            )
            self.stack.callback(self.services[f"web{number}"].stop)
        self.services["worker"] = Service("gongkai-worker.service", self.environment, self.work / "worker.log")
        self.stack.callback(self.services["worker"].stop)
        webs = [self.ports["web1"], self.ports["web2"]]
        nginx = Nginx(self.work / "nginx", self.ports["nginx"], self.pages, webs, self.var)
        self.stack.callback(nginx.stop)
        for port in webs:
            wait_for(f"网站 {port}", lambda port=port: self.ready(port), 120)
        wait_for("nginx", lambda: asked(self.url + "/")[0] == 200)
        return "nginx → 两个网站进程；后台任务和时钟"

    def ready(self, port: int) -> bool:
        """Whether a web process says that it can serve."""
        return asked(f"http://127.0.0.1:{port}/health/ready", timeout=5)[0] == 200


def rehearse(site: Site, step: Steps) -> None:
    """All the steps; those that use Django come after the database is there."""
    step("PostgreSQL 主库和流复制备库", site.databases)
    step("文件存储", site.bucket)
    step("建库，载入演示数据，附件存入桶", site.load)
    os.environ.update(site.environment)
    import logging

    import django

    django.setup()
    logging.disable(logging.ERROR)
    step("启动", site.services_up)
    from scripts.drills.producing import acts

    acts.all_of_them(site, step)


def remaining(work: Path) -> list[str]:
    """Processes whose command or environment names the folder of the rehearsal, other than this one."""
    name, found = str(work).encode(), []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            command = (process / "cmdline").read_bytes()
            said = command + (process / "environ").read_bytes()
            if name in said and int(process.name) != os.getpid():
                found.append(f"{process.name} {command.replace(bytes(1), b' ').decode(errors='replace')[:80]}")
    return found


def main() -> int:
    """Set up, rehearse, stop everything, see that nothing is left."""
    work = Path(tempfile.mkdtemp(prefix="gongkai-production-"))
    work.chmod(0o755)
    code = 1
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with ExitStack() as stack:
            site = Site(work, stack)
            try:
                rehearse(site, Steps())
                code = 0
            except SystemExit:
                for log in sorted(work.glob("*.log")):
                    tail = log.read_text(errors="replace").splitlines()[-8:]
                    print(f"── {log.name}", *tail, sep="\n", file=sys.stderr)
    finally:
        left = remaining(work)
        shutil.rmtree(work, ignore_errors=True)
    if left:
        print(f"✗ 演练之后还有进程：{'；'.join(left)}")
        return 1
    print("演练通过，没有留下进程。" if code == 0 else "演练没有通过；已全部停止，没有留下进程。")
    return code


if __name__ == "__main__":
    sys.exit(main())

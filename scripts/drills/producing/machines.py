"""机器：the servers of the rehearsal, made from the files in deploy/, and how they are stopped and killed."""

import http.client
import os
import shlex
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[3]
DEPLOY = ROOT / "deploy"
AS_POSTGRES = ("setpriv", "--reuid", "postgres", "--regid", "postgres", "--init-groups")
BIN = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parts[4]), default=Path())


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def filled(name: str, **said: object) -> str:
    """A file of deploy/ with its words in capitals filled in."""
    text = (DEPLOY / name).read_text()
    for word, value in said.items():
        text = text.replace(f"@{word}@", str(value))
    return text


def asked(url: str, *, host: str = "", timeout: float = 20) -> tuple[int, bytes]:
    """Status and body; 0 when nothing answered."""
    request = urllib.request.Request(quote(url, safe=":/?=&%"), headers={"Host": host} if host else {})
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()
    except (OSError, http.client.HTTPException):
        return 0, b""


def wait_for(what: str, true, seconds: float = 60) -> float:
    """Wait until something is true; answers after how many seconds."""
    started = time.monotonic()
    while time.monotonic() - started < seconds:
        if true():
            return time.monotonic() - started
        time.sleep(0.05)
    raise RuntimeError(f"{seconds:.0f} 秒内没有等到：{what}")


def descendants(pid: int) -> list[int]:
    """Every process below one, deepest last."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = entry.read_text().rpartition(")")[2].split()
            parents.setdefault(int(fields[1]), []).append(int(entry.parent.name))
    found, waiting = [], [pid]
    while waiting:
        children = parents.get(waiting.pop(), [])
        found += children
        waiting += children
    return found


class Postgres:
    """数据库服务器：configured by deploy/postgresql; everything of it is done as the user postgres."""

    def __init__(self, home: Path, port: int, passwords: dict[str, str]) -> None:
        self.home, self.port, self.passwords = home, port, passwords
        self.data, self.log = home / "data", home / "log"
        (home / "conf.d").mkdir(parents=True)
        (home / "conf.d/both.conf").write_text(filled("postgresql/both.conf"))
        (home / "pg_hba.conf").write_text(filled("postgresql/pg_hba.conf", NETWORK="127.0.0.1/32"))
        subprocess.run(["chown", "-R", "postgres:", str(home)], check=True)

    def _as_postgres(self, *command: str, **options) -> str:
        done = subprocess.run(
            [*AS_POSTGRES, *command], cwd="/", check=False, capture_output=True, text=True, timeout=120, **options
        )
        if done.returncode:
            raise RuntimeError(f"{Path(command[0]).name}：{(done.stderr or done.stdout).strip()[-300:]}")
        return done.stdout.strip()

    def found(self) -> None:
        """A new cluster with the roles and the database of the site."""
        self._as_postgres(str(BIN / "initdb"), "-D", str(self.data), "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8")
        with (self.data / "postgresql.conf").open("a") as file:
            file.write("\ninclude_dir = '../conf.d'\n")
        self.start()
        for role, rights in (("gongkai", "LOGIN"), ("replication", "LOGIN REPLICATION")):
            self.psql(f"CREATE ROLE {role} {rights} PASSWORD '{self.passwords[role]}'")
        self.psql("CREATE DATABASE gongkai OWNER gongkai")

    def follow(self, primary: "Postgres") -> None:
        """A copy of another server that goes on following it through a slot of its own."""
        primary.psql("SELECT pg_create_physical_replication_slot('gongkai_standby')")
        where = (
            f"host=127.0.0.1 port={primary.port} user=replication password={self.passwords['replication']}"
            " application_name=gongkai_standby"
        )
        self._as_postgres(
            str(BIN / "pg_basebackup"), "-D", str(self.data), "-d", where, "-R", "-X", "stream", "-S",
            "gongkai_standby", "-c", "fast",
        )  # fmt: skip
        self.start()

    def be_followed(self) -> None:
        """From here on no act is acknowledged before the standby has it."""
        (self.home / "conf.d/primary.conf").write_text(filled("postgresql/primary.conf"))
        self.psql("SELECT pg_reload_conf()")

    def start(self) -> None:
        """启动。"""
        options = f"-k {self.home} -p {self.port} -c listen_addresses=127.0.0.1 -c hba_file={self.home}/pg_hba.conf"
        self._as_postgres(
            str(BIN / "pg_ctl"), "-D", str(self.data), "-l", str(self.log), "-s", "-w", "-o", options, "start"
        )

    def stop(self, how: str = "immediate") -> None:
        """停止；`immediate` is a power cut."""
        if (self.data / "postmaster.pid").exists():
            self._as_postgres(str(BIN / "pg_ctl"), "-D", str(self.data), "-s", "-m", how, "-w", "stop")

    def promote(self) -> None:
        """升为主库。"""
        self._as_postgres(str(BIN / "pg_ctl"), "-D", str(self.data), "-s", "-w", "promote")

    def psql(self, statement: str, database: str = "postgres") -> str:
        """One statement as the superuser."""
        return self._as_postgres(
            str(BIN / "psql"), "-h", str(self.home), "-p", str(self.port), "-U", "postgres", "-AtqX", "-v",
            "ON_ERROR_STOP=1", "-c", statement, database,
        )  # fmt: skip

    def address(self, database: str = "gongkai") -> str:
        """`DATABASE_URL` of this server alone."""
        return f"postgres://gongkai:{self.passwords['gongkai']}@127.0.0.1:{self.port}/{database}"


class Service:
    """服务：what a unit file of deploy/systemd starts, with the environment of deploy/gongkai.env."""

    def __init__(self, unit: str, environment: dict[str, str], log: Path, *, instance: str = "") -> None:
        lines = (DEPLOY / "systemd" / unit).read_text().splitlines()
        command = next(line for line in lines if line.startswith("ExecStart=")).removeprefix("ExecStart=")
        here = command.replace("/opt/gongkai", str(ROOT)).replace("%i", instance)
        self.command, self.environment, self.log = shlex.split(here), environment, log
        self.process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """启动。"""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, env={**os.environ, **self.environment}, stdout=log, stderr=log, cwd=ROOT,
                start_new_session=True,
            )  # fmt: skip

    def stop(self) -> None:
        """As systemd does: ask, wait, end what is left."""
        if self.process is None:
            return
        below = descendants(self.process.pid)
        self.process.terminate()
        try:
            self.process.wait(40)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
        for pid in below:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process = None

    def kill(self) -> None:
        """All of it at one instant, as when the machine dies."""
        assert self.process is not None
        self.kill_below()
        self.process.kill()
        self.process.wait(10)
        self.process = None

    def kill_below(self) -> None:
        """Its children; it is left to start them again."""
        assert self.process is not None
        for pid in descendants(self.process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


class Nginx:
    """前端：deploy/nginx.conf in front of the web processes."""

    def __init__(self, home: Path, listen: int, pages: Path, webs: list[int], var: Path) -> None:
        from gongkai.faces.kit.middleware import PERMISSIONS, page_policy

        home.mkdir()
        servers = " ".join(f"server 127.0.0.1:{port} max_fails=0;" for port in webs)
        config = filled(
            "nginx.conf", FOLDER=pages, TILES=var / "tiles", WEB=servers, LISTEN=listen, POLICY=page_policy(),
            PERMISSIONS=PERMISSIONS,
        )  # fmt: skip
        (home / "nginx.conf").write_text(
            f"user root;\npid {home}/pid;\nerror_log {home}/error.log;\ndaemon off;\n{config}"
        )
        command = ["nginx", "-p", str(home), "-c", str(home / "nginx.conf"), "-e", f"{home}/error.log"]
        self.process = subprocess.Popen(command, stdout=sys.stderr)

    def stop(self) -> None:
        """停止。"""
        self.process.send_signal(signal.SIGQUIT)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

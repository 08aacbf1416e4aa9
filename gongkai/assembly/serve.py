"""运行：web, worker and clock in one process tree, each started again when it dies.

    gongkai serve ── web     granian, WSGI; itself the parent of its workers
                  ├─ worker  django-q2's cluster
                  └─ clock   periodic tasks

Each child leads a session of its own, so that Ctrl-C reaches only the parent, which then stops them in order; whatever
a child leaves behind is ended with its session. When the parent itself is killed, the kernel tells the children.
"""

import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import FrameType

ROLES = {"web": "网站", "worker": "后台任务", "clock": "定时"}
STOP_SECONDS = 30.0
READY_SECONDS = 60.0
LONGEST_PAUSE = 30.0
SETTLED_SECONDS = 10.0
THREADS = 4
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104


@dataclass(frozen=True)
class Options:
    """运行选项：where to listen, how many web processes, which roles on this machine."""

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    roles: tuple[str, ...] = tuple(ROLES)

    @property
    def address(self) -> str:
        """The address to open on this machine."""
        shown = "localhost" if self.host in {*ANYWHERE, "127.0.0.1"} else self.host
        return f"http://{shown}:{self.port}/"


@dataclass
class Child:
    """子进程：one role, its process, and how long to wait before starting it again."""

    role: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    again_at: float = 0.0
    pause: float = 0.5
    held: bool = False

    def start(self) -> None:
        """Start it as the leader of a session of its own."""
        self.process = subprocess.Popen(self.command, start_new_session=True)  # noqa: S603
        self.started = time.monotonic()

    def exit_code(self) -> int | None:
        """Its exit code, or None while it runs."""
        return self.process.poll() if self.process else None

    def signal(self, number: int) -> None:
        """Send a signal to the leader alone."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(number)

    def bury(self) -> None:
        """End whatever of its session is left."""
        if self.process:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                return


def port_is_free(host: str, port: int) -> bool:
    """Whether we may listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def answers(host: str, port: int) -> bool:
    """Whether a page is served there; the socket alone listens before the site is loaded."""
    connection = http.client.HTTPConnection(ANYWHERE.get(host, host), port, timeout=5)
    try:
        connection.request("HEAD", "/", headers={"Host": "localhost"})
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


class Tree:
    """进程树：starts the children, starts again what dies, stops all cleanly."""

    def __init__(self, children: Sequence[Child], say: Callable[[str], None]) -> None:
        self.children = children
        self.say = say
        self.stopping = threading.Event()
        self.orders = 0

    def order_stop(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        """SIGTERM or Ctrl-C: stop in order; the second time, at once."""
        self.orders += 1
        self.stopping.set()

    def run(self, ready: Callable[[], bool], announce: Callable[[], None]) -> int:
        """Start the web, and the others when it is ready; keep them alive until ordered to stop.

        Answers the exit code. The others wait so that the site is up soonest, also on two cores.
        """
        announced = False
        deadline = time.monotonic() + READY_SECONDS
        for child in self.children:
            child.held = child.role != "web"
        while not self.stopping.wait(0.05):
            self._mend()
            if not announced and ready():
                announced = True
                announce()
                for child in self.children:
                    child.held = False
            if not announced and time.monotonic() > deadline:
                self.say("网站进程没有在 60 秒内启动，已停止。请查看上面的错误信息。")
                self.stop()
                return 3
        self.stop()
        return 0

    def _mend(self) -> None:
        now = time.monotonic()
        for child in self.children:
            code = child.exit_code()
            if code is None and child.process:
                if now - child.started > SETTLED_SECONDS:
                    child.pause = 0.5
            elif child.process:
                child.bury()
                child.process, child.again_at = None, now + child.pause
                child.pause = min(child.pause * 2, LONGEST_PAUSE)
                self.say(f"{ROLES.get(child.role, child.role)}进程意外退出（代码 {code}），正在重新启动。")
            elif now >= child.again_at and not child.held:
                child.start()

    def stop(self) -> None:
        """Ask each child to end, wait, then end what is left; no job is lost, the queue delivers it again."""
        for child in self.children:
            child.signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while any(child.process and child.exit_code() is None for child in self.children):
            if time.monotonic() > deadline or self.orders > 1:
                break
            time.sleep(0.05)
        for child in self.children:
            child.bury()
            if child.process:
                child.process.wait()


def run(options: Options, say: Callable[[str], None]) -> int:
    """运行：serve until SIGTERM or Ctrl-C; answers the exit code (3: the port is taken or the web never came up)."""
    has_web = "web" in options.roles
    if has_web and not port_is_free(options.host, options.port):
        say(f"端口 {options.port} 已被占用。请停止占用它的程序，或用 --port 换一个端口。")
        return 3
    os.environ.setdefault("GONGKAI_ORIGIN", options.address.rstrip("/"))
    base = [sys.executable, "-m", "gongkai.assembly.serve"]
    place = [options.host, str(options.port), str(options.workers), str(os.getpid())]
    tree = Tree([Child(role, [*base, role, *place]) for role in options.roles], say)
    signal.signal(signal.SIGTERM, tree.order_stop)
    signal.signal(signal.SIGINT, tree.order_stop)

    def announce() -> None:
        say(f"公开平台已启动：{options.address}（按 Ctrl-C 停止）" if has_web else "已启动（按 Ctrl-C 停止）")

    code = tree.run(lambda: not has_web or answers(options.host, options.port), announce)
    say("已停止。")
    return code


def _die_with(parent: int) -> None:
    """On Linux, be told to stop when the parent is killed; elsewhere the parent's signals must do."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            sys.exit(0)


def _web(host: str, port: int, workers: int) -> int:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "gongkai.assembly.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()
    return 0


def _worker() -> int:
    import django

    django.setup()
    from django_q.cluster import Cluster

    cluster = Cluster()
    cluster.start()
    cluster.sentinel.join()
    return int(cluster.sentinel.exitcode or 0)


def _child(role: str, host: str, port: str, workers: str, parent: str) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.assembly.settings")
    _die_with(int(parent))
    if role == "web":
        return _web(host, int(port), int(workers))
    if role == "worker":
        return _worker()
    from gongkai.assembly import clock

    return clock.main()


if __name__ == "__main__":
    sys.exit(_child(*sys.argv[1:]))

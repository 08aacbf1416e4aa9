"""The process tree starts again what dies and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.assembly import serve

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
PARENT = [sys.executable, "-c", "import subprocess, sys, time; subprocess.Popen(sys.argv[1:]); time.sleep(60)"]


def eventually(claim: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not claim():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.02)


def in_background(tree: serve.Tree, ready: Callable[[], bool] = lambda: True) -> tuple[threading.Thread, list[int]]:
    codes: list[int] = []
    thread = threading.Thread(target=lambda: codes.append(tree.run(ready, lambda: None)))
    thread.start()
    return thread, codes


def test_a_child_that_dies_is_started_again_with_a_line() -> None:
    said: list[str] = []
    child = serve.Child("worker", SLEEPER)
    tree = serve.Tree([child], said.append)
    thread, codes = in_background(tree)
    eventually(lambda: child.process is not None)
    assert child.process
    first = child.process.pid
    os.kill(first, signal.SIGKILL)
    eventually(lambda: child.process is not None and child.process.pid != first)
    tree.order_stop()
    thread.join(10)
    assert codes == [0]
    assert said == ["后台任务进程意外退出（代码 -9），正在重新启动。"]


def test_stopping_ends_grandchildren_too(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    grandchild = [
        sys.executable,
        "-c",
        f"import os, time, pathlib; pathlib.Path({str(mark)!r}).write_text(str(os.getpid())); time.sleep(60)",
    ]
    tree = serve.Tree([serve.Child("web", [*PARENT, *grandchild])], lambda _: None)
    thread, _ = in_background(tree)
    eventually(lambda: mark.exists() and mark.read_text() != "")
    tree.order_stop()
    thread.join(10)
    eventually(lambda: not is_running(int(mark.read_text())))


def is_running(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False


def test_a_child_that_will_not_stop_is_ended_at_the_second_order() -> None:
    stubborn = [
        sys.executable,
        "-c",
        "import signal, time; signal.signal(15, signal.SIG_IGN); print(1); time.sleep(60)",
    ]
    child = serve.Child("web", stubborn)
    tree = serve.Tree([child], lambda _: None)
    thread, _ = in_background(tree)
    time.sleep(0.5)
    tree.order_stop()
    time.sleep(0.3)
    tree.order_stop()
    thread.join(5)
    assert not thread.is_alive()


def test_a_web_that_never_answers_ends_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "READY_SECONDS", 0.5)
    said: list[str] = []
    thread, codes = in_background(serve.Tree([serve.Child("web", SLEEPER)], said.append), lambda: False)
    thread.join(10)
    assert codes == [3]
    assert "没有在 60 秒内启动" in said[0]


def test_a_taken_port_is_noticed() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert not serve.port_is_free("127.0.0.1", taken.getsockname()[1])
        assert not serve.answers("127.0.0.1", 1)


def test_the_address_shown_can_be_opened() -> None:
    assert serve.Options("0.0.0.0", 9000).address == "http://localhost:9000/"
    assert serve.Options("10.0.0.5", 80).address == "http://10.0.0.5:80/"


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel tells children only on Linux")
def test_children_learn_that_their_parent_was_killed(tmp_path: Path) -> None:
    child = (
        "import os, sys, time; from gongkai.assembly.serve import _die_with;"
        "_die_with(int(sys.argv[1])); open(sys.argv[2], 'w').write(str(os.getpid())); time.sleep(60)"
    )
    parent = (
        "import os, subprocess, sys, time;"
        "subprocess.Popen([sys.executable, '-c', sys.argv[1], str(os.getpid()), sys.argv[2]]); time.sleep(60)"
    )
    mark = tmp_path / "pid"
    process = subprocess.Popen([sys.executable, "-c", parent, child, str(mark)])
    eventually(lambda: mark.exists() and mark.read_text() != "")
    process.kill()
    process.wait()
    eventually(lambda: not is_running(int(mark.read_text())))

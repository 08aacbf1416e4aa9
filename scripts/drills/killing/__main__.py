"""断电演练：releases killed at random moments, then everything examined.

python -m scripts.drills.killing ROUNDS SEED HALFWAY-BACKUP

Each round a child process releases one reviewed edition (every other one by its schedule) and works off the jobs that
follow; SIGKILL comes at a random moment of that. Afterwards each edition must be released whole or not at all.
"""

import logging
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta

import django
from django.conf import settings

BEGUN, RELEASED, FOLLOWED = b"b", b"r", b"f"
STAGES = {b"": "在开始之前", BEGUN: "发布当中", RELEASED: "后续任务当中", FOLLOWED: "全部做完之后"}


def main() -> int:
    """Run the rounds and examine; the exit code says whether all is well."""
    rounds, seed, backup = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    django.setup()
    logging.disable(logging.ERROR)
    # A killed job may be taken up again after six seconds, not sixty-five; and it dies more often here.
    settings.Q_CLUSTER |= {"timeout": 1, "max_attempts": 100}
    from django.db import connections

    from benchmarks import province
    from scripts.drills.killing import examining

    at = examining.moment()
    organs, _ = province.establish()
    print(f"正在准备 {rounds} 份审查完毕的文件……", flush=True)
    ready = province.open_work(organs[0], rounds + 3, at, approved=True, first=0)
    publisher = province.actor(organs[0], "publisher")
    dice = random.Random(seed)

    def work(number: int, uid: str, tell: int) -> None:
        os.write(tell, BEGUN)
        release(uid, publisher, scheduled=number % 2 == 1)
        os.write(tell, RELEASED)
        follow()
        os.write(tell, FOLLOWED)

    release_time, whole_time = 0.0, 0.0
    for number in range(3):
        connections.close_all()
        release_time, whole_time = timed(lambda tell, n=number: work(n, ready[n], tell))
    print(f"一次发布约 {release_time * 1000:.0f} 毫秒，连同后续任务约 {whole_time * 1000:.0f} 毫秒", flush=True)
    stages: Counter[str] = Counter()
    for number, uid in enumerate(ready[3:]):
        delay = dice.uniform(0, release_time if dice.random() < 0.7 else whole_time)
        connections.close_all()
        stages[STAGES[killed(lambda tell, n=number, u=uid: work(n, u, tell), delay)]] += 1
        if number + 1 == rounds // 2:
            follow()
            connections.close_all()
            subprocess.run([sys.executable, "-m", "gongkai.assembly.cli", "backup", backup], check=True)
    print(f"已断 {rounds} 次：" + "，".join(f"{stage} {count} 次" for stage, count in stages.items()), flush=True)
    problems = examining.after_the_kills(ready)
    problems += examining.after_the_rest(ready, publisher, release, follow)
    for problem in problems:
        print(f"✗ {problem}")
    print(f"发现 {len(problems)} 个问题。" if problems else "没有一份只发布了一半。")
    return 1 if problems else 0


def release(uid: str, publisher, *, scheduled: bool) -> None:
    """One release, at once or by its schedule."""
    from gongkai.engines.publishing import jobs
    from gongkai.engines.publishing import operations as ops
    from gongkai.foundation.now import now

    at = now()
    if not scheduled:
        ops.release(record=uid, by=publisher, at=at)
        return
    ops.schedule(record=uid, release_at=at - timedelta(minutes=1), by=publisher, at=at - timedelta(minutes=2))
    jobs.release_scheduled(at=at)


def follow() -> None:
    """The jobs in the queue."""
    from gongkai.foundation.jobs.operations import work_off

    work_off()


def _child(work, tell: int) -> None:
    code = 1
    try:
        work(tell)
        code = 0
    finally:
        os._exit(code)


def timed(work) -> tuple[float, float]:
    """How long the release and the whole take undisturbed (seconds)."""
    ear, mouth = os.pipe()
    child = os.fork()
    if child == 0:
        _child(work, mouth)
    os.close(mouth)
    moments = []
    while os.read(ear, 1):
        moments.append(time.perf_counter())
    os.close(ear)
    _, status = os.waitpid(child, 0)
    if status or len(moments) != 3:
        raise SystemExit("未受干扰的发布没有成功，演练不能进行。")
    return moments[1] - moments[0], moments[2] - moments[0]


def killed(work, delay: float) -> bytes:
    """Kill the child so many seconds after it began; answers the last stage it told of."""
    ear, mouth = os.pipe()
    child = os.fork()
    if child == 0:
        _child(work, mouth)
    os.close(mouth)
    said = os.read(ear, 1)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(ear, 1):
        said = more
    os.close(ear)
    return said


if __name__ == "__main__":
    sys.exit(main())

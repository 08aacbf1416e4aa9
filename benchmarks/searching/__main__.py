"""Make a database, fill it, ask, print, drop it."""

import argparse
import os
import platform
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.searching")
    parser.add_argument("--sizes", default="10000,200000", help="documents, growing (default %(default)s)")
    parser.add_argument("--times", type=int, default=40, help="questions of each kind (default %(default)s)")
    parser.add_argument("--only", default="", help="kinds of question whose name holds this")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # stopped half way, it drops its database all the same
    folder = Path(tempfile.mkdtemp(prefix="gongkai-benchmark-"))
    (folder / "static").mkdir()
    os.environ["GONGKAI_VAR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    try:
        _run(sorted(int(size) for size in given.sizes.split(",")), given.times, given.only)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def _run(sizes: list[int], times: int, only: str) -> None:
    import django

    django.setup()
    from django.db import connection

    from benchmarks.searching import asking, loading

    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        print(f"{connection.vendor}, Python {platform.python_version()}, {os.cpu_count()} cores, {times} of each\n")
        print("| what | documents | wall ms p50 / p95 / max | CPU ms p50 / p95 |\n|---|--:|--:|--:|", flush=True)
        start = 0
        for size in sizes:
            began = time.perf_counter()
            loading.fill(start, size, lambda done: _say(f"\r{done:,}"))
            _say(f"\r{size:,} documents after {time.perf_counter() - began:.0f} s\n")
            for figure in asking.measured(size, times, only):
                print(asking.line(figure), flush=True)
            start = size
    finally:
        connection.creation.destroy_test_db("", verbosity=0)


def _say(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())

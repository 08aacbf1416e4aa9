"""Run the benchmarks: make a database, fill it, measure, print, drop it; or keep it for a quieter moment."""

import argparse
import os
import platform
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--sizes", default="1000,100000", help="records in the tables, growing (default %(default)s)")
    parser.add_argument("--times", type=int, default=40, help="repetitions of each (default %(default)s)")
    parser.add_argument(
        "--keep", metavar="FOLDER", help="keep the database (SQLite: in it), and go on from what it holds"
    )
    parser.add_argument("--fill", action="store_true", help="fill only, measure nothing; with --keep")
    groups = ("bare", "acts", "lists", "search", "office", "pages")
    parser.add_argument("--groups", nargs="+", choices=groups, default=groups, help="what to measure (default all)")
    return parser.parse_args()


def main() -> int:
    given = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # stopped half way, it drops its database all the same
    sizes = sorted(int(size) for size in given.sizes.split(","))
    folder = Path(given.keep or tempfile.mkdtemp(prefix="gongkai-benchmark-")).resolve()
    (folder / "static").mkdir(parents=True, exist_ok=True)
    os.environ["GONGKAI_VAR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    if given.keep:
        os.environ["GONGKAI_BENCHMARK_KEPT"] = folder.name
    try:
        _measured(sizes, given.times, [] if given.fill else given.groups, keep=bool(given.keep))
    finally:
        if not given.keep:
            shutil.rmtree(folder, ignore_errors=True)
    return 0


def _measured(sizes: list[int], times: int, groups: list[str], *, keep: bool) -> None:
    import django

    django.setup()
    from django.db import connection

    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=keep)
    try:
        _report(sizes, times, groups)
    finally:
        connection.creation.destroy_test_db("", verbosity=0, keepdb=keep)


def _report(sizes: list[int], times: int, groups: list[str]) -> None:
    from django.db import connection

    from benchmarks import cases, province
    from benchmarks.measuring import Figure, table

    organs, names = province.establish()
    figures: list[Figure] = []
    for size in sizes:
        began = time.perf_counter()
        province.fill(organs, names, size, _progress)
        _say(f"\r{size:,} records after {time.perf_counter() - began:.0f} s\n")
        figures += cases.run(organs, size, times, groups)
    if connection.vendor == "sqlite":
        import sqlite3

        database = f"SQLite {sqlite3.sqlite_version}"
    else:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            database = f"PostgreSQL {cursor.fetchone()[0]}"
    print(f"{database}, Python {platform.python_version()}, {os.cpu_count()} cores, {times} repetitions\n")
    print(table(figures, cases.BASES))


def _progress(done: int) -> None:
    _say(f"\r{done:,} records")


def _say(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())

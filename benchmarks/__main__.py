"""Run the benchmarks: make a database, fill it, measure, print, drop it; or keep it for a quieter moment."""

import argparse
import os
import platform
import sys
import time

from benchmarks import shell


def arguments() -> argparse.Namespace:
    parser = shell.options("", __doc__)
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
    with shell.folder("", given.keep or "") as folder:
        if given.keep:
            os.environ["GONGKAI_BENCHMARK_KEPT"] = folder.name
        with shell.database(keep=bool(given.keep), drop=not given.keep):
            _report(shell.growing(given.sizes), given.times, [] if given.fill else given.groups)
    return 0


def _report(sizes: list[int], times: int, groups: list[str]) -> None:
    from django.db import connection

    from benchmarks import cases, province
    from benchmarks.measuring import Figure, table

    organs, names = province.establish()
    figures: list[Figure] = []
    for size in sizes:
        began = time.perf_counter()
        province.fill(organs, names, size, shell.progress("records"))
        shell.say(f"\r{size:,} records after {time.perf_counter() - began:.0f} s\n")
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


if __name__ == "__main__":
    sys.exit(main())

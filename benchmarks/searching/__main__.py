"""Make a database, fill it, ask, print, drop it; or keep it, to ask again."""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from benchmarks import shell


def main() -> int:
    given = _given()
    with shell.folder("searching"):
        return _run(given, shell.growing(given.sizes))


def _given() -> argparse.Namespace:
    parser = shell.options("searching", __doc__)
    parser.add_argument("--sizes", default="10000,200000", help="documents, growing (default %(default)s)")
    parser.add_argument("--times", type=int, default=40, help="questions of each kind (default %(default)s)")
    parser.add_argument("--only", default="", help="kinds of question whose name holds this")
    parser.add_argument("--keep", type=Path, help="keep a database of every size, files here or on the server")
    parser.add_argument("--fill", type=float, help="with --keep: only fill, for so many seconds; 75 when not yet done")
    return parser.parse_args()


def _run(given: argparse.Namespace, sizes: list[int]) -> int:
    import django

    django.setup()
    from benchmarks.searching import asking, loading

    if given.fill is None:
        print(f"{shell.machine()}, {given.times} of each")
        print("\n| what | documents | wall ms p50 / p95 / max | CPU ms p50 / p95 |\n|---|--:|--:|--:|", flush=True)
    began = time.monotonic()
    for size, database in zip(sizes, _databases(given.keep, sizes), strict=True):
        with database:
            until = began + given.fill if given.fill is not None else None
            whole = loading.fill(size, lambda done: shell.say(f"\r{done:,}"), until)
            shell.say(f"\r{size:,} documents after {time.monotonic() - began:.0f} s\n" if whole else " so far\n")
            if not whole:
                return os.EX_TEMPFAIL
            for figure in asking.measured(size, given.times, given.only) if given.fill is None else ():
                print(asking.line(figure), flush=True)
    return 0


def _databases(folder: Path | None, sizes: list[int]) -> Iterator[AbstractContextManager[None]]:
    """One that grows from size to size and is dropped; or one of every size, each kept."""
    from django.db import connection

    if folder is None:
        for size in sizes:
            yield shell.database("", keep=size != sizes[0], drop=size == sizes[-1])
        return
    folder.mkdir(parents=True, exist_ok=True)
    for size in sizes:
        sqlite = connection.vendor == "sqlite"
        yield shell.database(str(folder / f"{size}.sqlite3") if sqlite else f"kept_{size}", keep=True, drop=False)


if __name__ == "__main__":
    sys.exit(main())

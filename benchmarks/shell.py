"""外壳: what every benchmark does around its measuring: options, a folder and a database of its own, turns, progress.

Nothing of the product or of Django is imported before the folder is named and the settings are set.
"""

import argparse
import os
import platform
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median


def options(name: str, description: str | None) -> argparse.ArgumentParser:
    """The parser of `python -m benchmarks.<name>`; `benchmarks` itself has no name."""
    return argparse.ArgumentParser(prog=f"python -m {f'benchmarks.{name}' if name else 'benchmarks'}",
                                   description=description)  # fmt: skip


def sizes_and_times(name: str, description: str | None, *, sizes: str, of: str, times: int) -> tuple[list[int], int]:
    """How much of what (`of`), growing, and how often each question is asked: all that most benchmarks are told."""
    parser = options(name, description)
    parser.add_argument("--sizes", default=sizes, help=f"{of}, growing (default %(default)s)")
    parser.add_argument("--times", type=int, default=times, help="repetitions of each (default %(default)s)")
    given = parser.parse_args()
    return growing(given.sizes), given.times


def growing(sizes: str) -> list[int]:
    return sorted(int(size) for size in sizes.split(","))


@contextmanager
def folder(name: str, kept: str = "") -> Iterator[Path]:
    """A folder for the run, dropped at its end, also when it is stopped half way; `kept`: that folder, which stays."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    place = Path(kept or tempfile.mkdtemp(prefix=f"gongkai-{name or 'benchmark'}-")).resolve()
    (place / "static").mkdir(parents=True, exist_ok=True)
    os.environ["GONGKAI_VAR"], os.environ["DJANGO_SETTINGS_MODULE"] = str(place), "benchmarks.settings"
    try:
        yield place
    finally:
        if not kept:
            shutil.rmtree(place, ignore_errors=True)


@contextmanager
def database(name: str = "", *, keep: bool = False, drop: bool = True) -> Iterator[None]:
    """A database made for the run: `keep` goes on with one that stands, `drop` takes it away at the end."""
    import django

    django.setup()
    from django.db import connection

    if name:
        connection.settings_dict["TEST"]["NAME"] = name
    before = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=keep)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(before, verbosity=0, keepdb=not drop)


@contextmanager
def own_database(name: str) -> Iterator[None]:
    """A folder and a database in it, both dropped at the end."""
    with folder(name), database():
        yield


def machine() -> str:
    """What the figures were taken on."""
    from django.db import connection

    return f"{connection.vendor}, Python {platform.python_version()}, {os.cpu_count()} cores"


def say(text: str) -> None:
    """Progress, beside the figures, not among them."""
    sys.stderr.write(text)
    sys.stderr.flush()


def progress(of: str) -> Callable[[int], None]:
    """Says how many of what are made, on one line."""
    return lambda done: say(f"\r{done:,} {of}")


@dataclass(frozen=True)
class Turns:
    """Medians in milliseconds of two pieces of work taken by turns; `other` is None where there was only one."""

    ours: float
    other: float | None
    statements: int


def by_turns(ours: Callable[[], object], other: Callable[[], object] | None, times: int) -> Turns:
    """Ours and the other by turns in one run, so that both meet the same machine; the first of each warms up."""
    from benchmarks.measuring import statements

    with statements() as seen:
        ours()
    if other is not None:
        other()
    mine, theirs = [], []
    for _ in range(times):
        mine.append(took(ours))
        if other is not None:
            theirs.append(took(other))
    return Turns(median(mine), median(theirs) if theirs else None, len(seen))


def took(work: Callable[[], object]) -> float:
    """How long it took, in milliseconds of the clock on the wall."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000

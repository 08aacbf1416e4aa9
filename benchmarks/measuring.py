"""How it is measured: CPU of this process (user and system), wall clock, and SQL statements.

CPU is the figure to read on a shared machine; on SQLite it holds the database's work too, on PostgreSQL it does not.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.db import connection


@dataclass(frozen=True)
class Figure:
    """One measured thing; times in milliseconds, each a list of repetitions. `sql_ms` only where nothing is written."""

    name: str
    size: int
    cpu: tuple[float, ...]
    wall: tuple[float, ...]
    statements: int
    sql_ms: tuple[float, ...] = ()


Statement = tuple[str, Any]


def measure(name: str, size: int, work: Iterable[Callable[[], object]], *, reading: bool = True) -> Figure:
    """Run every piece of work once and time it; the first is a warm-up whose statements are counted instead."""
    pieces = iter(work)
    with statements() as seen:
        next(pieces)()
    cpu, wall = [], []
    for piece in pieces:
        started, started_cpu = time.perf_counter(), time.process_time()
        piece()
        cpu.append((time.process_time() - started_cpu) * 1000)
        wall.append((time.perf_counter() - started) * 1000)
    replayed = tuple(_replay(seen) for _ in cpu) if reading else ()
    return Figure(name, size, tuple(cpu), tuple(wall), len(seen), replayed)


@contextmanager
def statements() -> Iterator[list[Statement]]:
    """Every statement executed inside, savepoints included, with its parameters."""
    seen: list[Statement] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield seen


def _replay(seen: list[Statement]) -> float:
    """The same statements without the ORM, rows fetched: what the database itself takes, in milliseconds."""
    started = time.perf_counter()
    with connection.cursor() as cursor:
        for sql, params in seen:
            cursor.execute(sql, params)
            cursor.fetchall()
    return (time.perf_counter() - started) * 1000


def table(figures: list[Figure], bases: dict[str, str]) -> str:
    """A markdown table; `bases` says by which other figure of the same size one is divided."""
    lines = [
        "| what | records | CPU ms min / median / max | wall ms median | SQL | SQL ms median | × bare Django |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    found = {(figure.name, figure.size): figure for figure in figures}
    for figure in figures:
        bare = found.get((bases.get(figure.name, ""), figure.size))
        ratio = f"{median(figure.cpu) / median(bare.cpu):.1f}" if bare else ""
        spread = f"{min(figure.cpu):.1f} / **{median(figure.cpu):.1f}** / {max(figure.cpu):.1f}"
        asked = f"{median(figure.sql_ms):.2f}" if figure.sql_ms else ""
        lines.append(
            f"| {figure.name} | {figure.size:,} | {spread} | {median(figure.wall):.1f} | {figure.statements} | {asked}"
            f" | {ratio} |"
        )
    return "\n".join(lines)

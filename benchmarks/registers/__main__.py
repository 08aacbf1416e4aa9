"""Measure registers: make a database, fill it in plain SQL, ask engine and plain table the same, print, drop it."""

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from benchmarks import shell


def arguments() -> argparse.Namespace:
    parser = shell.options("registers", __doc__)
    parser.add_argument("--size", type=int, default=1000, help="entries (default %(default)s)")
    parser.add_argument("--versions", type=int, default=5, help="versions of each (default %(default)s)")
    parser.add_argument("--rows", type=int, default=500, help="rows brought in (default %(default)s)")
    parser.add_argument("--times", type=int, default=20, help="repetitions of each (default %(default)s)")
    return parser.parse_args()


def main() -> int:
    given = arguments()
    with shell.own_database("registers"):
        _report(given)
    return 0


def _report(given: argparse.Namespace) -> None:
    from benchmarks.registers import filling
    from gongkai.engines.registers import declared
    from gongkai.foundation.organs.models import Organ, OrganName
    from gongkai.foundation.places.models import Place

    declared.bind([*declared.all_registers(), filling.REGISTER])
    place = Place.objects.create(code="99", name="东澜省", level=1, since=date(2000, 1, 1))
    organ = Organ.objects.create(uid="o1", code="00000001X", place=place, kind="department")
    OrganName.objects.create(organ=organ, name="东澜省民政厅", since=date(2000, 1, 1))
    began = time.perf_counter()
    filling.fill(organ, given.size, given.versions, shell.progress("entries"))
    print(
        f"{shell.machine()}, {given.size:,} entries × "
        f"{given.versions} versions, filled in {time.perf_counter() - began:.0f} s, medians of {given.times}\n",
        flush=True,
    )
    print("| what | engine, ms | SQL | plain SQL, ms | × |\n|---|--:|--:|--:|--:|", flush=True)
    for line in _reading(given):
        print(line, flush=True)
    for line in _importing(organ, given):
        print(line, flush=True)


def _reading(given: argparse.Namespace) -> Iterator[str]:
    """Each question to the engine and to the plain table, one after the other, in one run."""
    from benchmarks.registers.filling import CODE, EACH, FIRST, REGISTER
    from gongkai.engines.registers import queries

    today = FIRST + timedelta(given.versions * EACH)
    chance = random.Random(7)

    def day() -> date:
        return FIRST + timedelta(chance.randrange(EACH, given.versions * EACH))

    def key() -> str:
        return f"B-{chance.randrange(given.size):08d}"

    held = "since <= %s AND (until IS NULL OR until > %s)"

    def pair(on: date) -> list[object]:
        return [on, on]

    first, second = FIRST + timedelta(2 * EACH), FIRST + timedelta(2 * EACH + 30)
    differing = (
        "SELECT k.key, a.body, b.body FROM (SELECT key FROM plain_version WHERE since > %s AND since <= %s UNION "
        "SELECT key FROM plain_version WHERE until > %s AND until <= %s) k "
        f"LEFT JOIN plain_version a ON a.key = k.key AND a.{held.replace('until', 'a.until')} "
        f"LEFT JOIN plain_version b ON b.key = k.key AND b.{held.replace('until', 'b.until')} "
        "WHERE a.body IS DISTINCT FROM b.body ORDER BY k.key LIMIT 100"
    )
    both = [first, second, first, second, *pair(first), *pair(second)]
    yield _line(
        "one entry as of a day", given.times,
        lambda: queries.entry_on(CODE, key(), day(), seen_on=today),
        lambda: _rows(f"SELECT title, body FROM plain_version WHERE key = %s AND {held}", [key(), *pair(day())]),
    )  # fmt: skip
    yield _line(
        "a page of 30 as of a day", given.times,
        lambda: queries.listing(REGISTER, day(), seen_on=today, after=key(), limit=30),
        lambda: _rows(f"SELECT key, title, body FROM plain_version WHERE {held} AND key > %s ORDER BY key LIMIT 31",
                      [*pair(day()), key()]),
    )  # fmt: skip
    long_past = FIRST - timedelta(1)
    yield _line(
        "a page of 30 as of a day before the first", given.times,
        lambda: queries.listing(REGISTER, long_past, seen_on=today, limit=30),
        lambda: _rows(f"SELECT key, title, body FROM plain_version WHERE {held} ORDER BY key LIMIT 31",
                      pair(long_past)),
    )  # fmt: skip
    yield _line(
        "the same, one kind of ten", given.times,
        lambda: queries.listing(REGISTER, day(), seen_on=today, after=key(), chosen={"kind": "3"}, limit=30),
        lambda: _rows(f"SELECT key, title, body FROM plain_version WHERE kind = '3' AND {held} AND key > %s ORDER BY "
                      "key LIMIT 31", [*pair(day()), key()]),
    )  # fmt: skip
    yield _line(
        "an entry's history", given.times,
        lambda: queries.history(CODE, key(), seen_on=today),
        lambda: _rows("SELECT since, until, title, body FROM plain_version WHERE key = %s ORDER BY since", [key()]),
    )  # fmt: skip
    yield _line(
        "two days 30 days apart, first 100 changes", min(given.times, 5),
        lambda: queries.compare(REGISTER, first, second, seen_on=today, limit=100),
        lambda: _rows(differing, both),
    )  # fmt: skip


def _line(name: str, times: int, ours: Callable[[], object], plain: Callable[[], object]) -> str:
    turns = shell.by_turns(ours, plain, times)
    other = turns.other or 0.0
    return f"| {name} | {turns.ours:.2f} | {turns.statements} | {other:.2f} | {turns.ours / other:.1f} |"


def _rows(sql: str, params: list[object]) -> list[Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def _importing(organ: Any, given: argparse.Namespace) -> Iterator[str]:
    """Rows a second: tried; proposed, reviewed and adopted; and the plain table's two statements for the same rows."""
    from benchmarks.province import actor
    from benchmarks.registers.filling import CODE, EACH, FIRST, REGISTER
    from gongkai.engines.registers import exchange, operations, queries
    from gongkai.foundation.now import CHINA

    since = FIRST + timedelta(given.versions * EACH + 100)
    at = datetime(since.year, since.month, since.day, 9, tzinfo=CHINA)
    rows = [
        exchange.FileRow(n + 2, "", {"code": f"B-{n:08d}", "name": f"第{n}项登记", "kind": str(n % 10),
                                     "basis": ["条例第十条"], "days": "99"})
        for n in range(min(given.rows, given.size))
    ]  # fmt: skip
    began = time.perf_counter()
    trial = queries.try_rows(REGISTER, organ, since, rows)
    tried = time.perf_counter() - began
    if len(trial.good) != len(rows):
        raise RuntimeError(f"{len(trial.bad)} rows refused: {trial.bad[:1]}")
    began = time.perf_counter()
    made = operations.propose(register=CODE, organ=organ, since=since, reason="测量", basis="测量", wanted=trial.good,
                              by=actor(organ, "drafter"), at=at)  # fmt: skip
    operations.approve(adjustment=made.uid, sha256=made.sha256, by=actor(organ, "unit_head"), at=at)
    operations.adopt(adjustment=made.uid, sha256=made.sha256, by=actor(organ, "signer"), at=at)
    adopted = time.perf_counter() - began
    plain = _plainly(since, [(str(row.values["code"]), str(row.values["name"])) for row in rows])
    yield (
        f"\n{len(rows):,} rows brought in, each amending an entry: tried {len(rows) / tried:,.0f} rows/s; proposed, "
        f"reviewed and adopted {len(rows) / adopted:,.0f} rows/s; plain SQL {len(rows) / plain:,.0f} rows/s: "
        f"{(tried + adopted) / plain:.0f} times."
    )


def _plainly(since: date, rows: list[tuple[str, str]]) -> float:
    from django.db import connection, transaction

    began = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany("UPDATE plain_version SET until = %s WHERE key = %s AND until IS NULL",
                           [(since, key) for key, _ in rows])  # fmt: skip
        cursor.executemany("INSERT INTO plain_version VALUES (%s, %s, NULL, '1', %s, %s)",
                           [(key, since, name, f'{{"code": "{key}"}}') for key, name in rows])  # fmt: skip
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())

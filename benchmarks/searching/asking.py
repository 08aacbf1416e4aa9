"""What is asked, and what an answer takes: wall clock and CPU, each question another one.

The CPU is that of this process and, on PostgreSQL on the same machine, of the server's process for this connection:
what a question costs, also where other work on the machine makes it wait.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from statistics import quantiles

from django.db import connection

from benchmarks.searching import corpus
from benchmarks.searching.repeating import ORIGINAL
from gongkai.foundation.search.queries import find
from gongkai.foundation.search.suggesting import suggest

Work = Callable[[], object]


@dataclass(frozen=True)
class Figure:
    """One kind of question; times in milliseconds."""

    name: str
    size: int
    wall: tuple[float, ...]
    cpu: tuple[float, ...]


def questions(size: int, times: int) -> Iterator[tuple[str, list[Work]]]:
    """Kinds of question, each asked `times` times with other words."""
    written = min(size, ORIGINAL)
    words = [word for word in corpus.vocabulary() if len(word) == 2]
    chance = Random(size)
    common, middle, rare = words[:40], words[200:2_000], words[-20_000:]
    yield "bare SQL: one entry by key", [partial(_lookup, f"record:{chance.randrange(written)}") for _ in range(times)]
    yield "common word", [partial(find, common[at % 20]) for at in range(times)]
    yield "two common words", [partial(find, " ".join(chance.sample(common, 2))) for _ in range(times)]
    yield "middling word", [partial(find, chance.choice(middle)) for _ in range(times)]
    yield "rare word", [partial(find, chance.choice(rare)) for _ in range(times)]
    yield "common and rare", [partial(find, f"{chance.choice(common)} {chance.choice(rare)}") for _ in range(times)]
    yield "three middling words", [partial(find, " ".join(chance.sample(middle, 3))) for _ in range(times)]
    yield "common word, newest first", [partial(find, common[at % 20], order="newest") for at in range(times)]
    yield (
        "common word, one filter",
        [partial(find, common[at % 20], filters=(f"theme:{at % corpus.THEMES:02d}",)) for at in range(times)],
    )
    yield (
        "common word, an organ",
        [partial(find, common[at % 20], filters=(f"organ:{at * 7919 % corpus.ORGANS:08d}X",)) for at in range(times)],
    )
    yield (
        "common word, six kinds, theme and year",
        [partial(find, common[at % 20], filters=_three(at)) for at in range(times)],
    )
    old = corpus.START + corpus.PACE * (written // 4)
    yield (
        "common word, a year long ago",
        [partial(find, common[at % 20], since=old, until=old + timedelta(days=365)) for at in range(times)],
    )
    yield "browse all", [partial(find, "", offset=20 * (at % 5)) for at in range(times)]
    yield "browse one theme", [partial(find, "", filters=(f"theme:{at % corpus.THEMES:02d}",)) for at in range(times)]
    yield "文号", [partial(find, corpus.document_number(chance.randrange(written))) for _ in range(times)]
    yield "文号 without agency", [partial(find, f"〔2006〕{chance.randrange(1, 9_999)}号") for _ in range(times)]
    yield (
        "unknown name",
        [partial(find, f"{chance.choice('赵钱孙李')}梓{chance.choice('萱睿涵')}") for _ in range(times)],
    )
    yield "quotation", [partial(find, f"“{corpus.title(chance.randrange(written))[2:8]}”") for _ in range(times)]
    typed = (
        "养",
        "养老",
        "养老服务",
        "yl",
        "ylfw",
        "jiaoyu",
        "东民发〔2006",
        "东民发〔2006〕12",
        "公开 财",
        "关于做好",
    )
    yield "suggestions while typing", [partial(suggest, typed[at % len(typed)]) for at in range(times)]
    mixed = [partial(find, " ".join(corpus.drawn(chance, 1 + at % 3))) for at in range(4 * times)]
    yield "mix: one to three words as often as they occur", mixed


def _three(at: int) -> tuple[str, ...]:
    kinds = ("document", "disclosure", "normative", "interpretation", "rule", "guide")
    return (*(f"kind:{kind}" for kind in kinds), f"theme:{at % corpus.THEMES:02d}", "year:2006")


def _lookup(key: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute("SELECT title FROM search_searchentry WHERE key = %s", [key])
        return cursor.fetchone()


def measured(size: int, times: int, only: str = "") -> Iterator[Figure]:
    """Every kind of question, after a round that warms the process."""
    find(corpus.vocabulary()[0])
    spent = _clock()
    for name, pieces in questions(size, times):
        if only not in name:
            continue
        wall, cpu = [], []
        for piece in pieces:
            started, started_cpu = time.perf_counter(), spent()
            piece()
            wall.append((time.perf_counter() - started) * 1000)
            cpu.append((spent() - started_cpu) * 1000)
        yield Figure(name, size, tuple(wall), tuple(cpu))


def _clock() -> Callable[[], float]:
    """Seconds of CPU: ours, and those of the server's process where it runs here."""
    if connection.vendor != "postgresql":
        return time.process_time
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        server = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    if not server.exists():
        return time.process_time
    return lambda: time.process_time() + int(server.read_text().split()[0]) / 1e9


def line(figure: Figure) -> str:
    """A row of a markdown table."""
    wall, cpu = _spread(figure.wall), _spread(figure.cpu)
    spread = f"{wall[0]:.1f} / **{wall[1]:.1f}** / {wall[2]:.1f} | {cpu[0]:.1f} / **{cpu[1]:.1f}**"
    return f"| {figure.name} | {figure.size:,} | {spread} |"


def _spread(times: tuple[float, ...]) -> tuple[float, float, float]:
    cut = quantiles(times, n=20, method="inclusive")
    return cut[9], cut[18], max(times)

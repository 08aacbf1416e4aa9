"""Measure one draft with very many comments: listing, counting, grouping, the report; beside it plain SQL; drop it."""

import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from benchmarks import shell


def main() -> int:
    sizes, times = shell.sizes_and_times(
        "consultations", __doc__, sizes="10000,100000", of="comments on one draft", times=7
    )
    with shell.own_database("consultations"):
        _report(sizes, times)
    return 0


def _report(sizes: list[int], times: int) -> None:
    from benchmarks.consultations import filling
    from gongkai.foundation.now import CHINA
    from gongkai.foundation.organs.models import Organ, OrganName
    from gongkai.foundation.places.models import Place

    at = datetime(2026, 3, 2, 9, 0, tzinfo=CHINA)
    place = Place.objects.create(code="990121", name="望川县", level=3, since=date(2000, 1, 1))
    organ = Organ.objects.create(uid="o", code="990000105", place=place, kind="government")
    OrganName.objects.create(organ=organ, name="望川县人民政府", since=date(2000, 1, 1))
    found = filling.establish(organ, at)
    print(f"{shell.machine()}, medians of {times}\n")
    print("| what | comments | ours, ms | SQL | plain SQL, ms | × |\n|---|--:|--:|--:|--:|--:|", flush=True)
    for size in sizes:
        filling.fill(found, size, at, shell.progress("comments"))
        began = time.perf_counter()
        compared = filling.compare(at)
        print(f"\n{compared:,} texts compared in {time.perf_counter() - began:.0f} s", file=sys.stderr)
        for line in _lines(found, size, times, at + timedelta(days=40)):
            print(line, flush=True)


def _lines(found: Any, size: int, times: int, at: datetime) -> Iterator[str]:
    from benchmarks.consultations import filling
    from gongkai.foundation.people.actors import SYSTEM
    from gongkai.programmes.consultations import listing, queries, reporting
    from gongkai.programmes.consultations import operations as ops
    from gongkai.programmes.consultations.contents import Speaker
    from gongkai.programmes.consultations.models import CommentText

    open_at = at - timedelta(days=39)
    one = queries.seen(found.uid, open_at)
    uids = list(CommentText.objects.filter(consultation=found).order_by("pk").values_list("uid", flat=True)[:500])
    common: dict[str, Any] = {"consultation": found.uid, "by": SYSTEM, "at": at}
    said = {"consultation": found.uid, "version": 1, "passage": 5, "text": "请增加充电桩。", "who": Speaker()}
    middle = f"1-{CommentText.objects.filter(copies=1).order_by('pk')[size // 4].pk}"
    questions: dict[str, tuple[Callable[[], object], str]] = {
        "the comments, first page": (lambda: queries.comments(one), "first"),
        "the comments, a page far down": (lambda: queries.comments(one, after=middle), "middle"),
        "the comments on one paragraph": (lambda: queries.comments(one, version=1, passage=5), "passage"),
        "the numbers beside each paragraph": (lambda: queries.counts_by_passage(one, 1), "counts"),
        "the totals": (lambda: queries.totals(found.pk), "totals"),
        "what is left to do": (lambda: queries.left_to_do(found.pk), ""),
        "the queue of the office": (
            lambda: queries.queue_page(found, which="unanswered", words="", after="", limit=100), "",
        ),
        "those that nearly repeat each other": (lambda: queries.bunches(found), ""),
        "all that match a word, counted": (
            lambda: queries.sweepable(found, act="answer", which="unanswered", words="经费"), "",
        ),
        "500 put into a group": (lambda: ops.group_comments(texts=uids, title="经费", **common), ""),
        "a comment comes in": (lambda: ops.make_comment(**said, at=open_at), ""),
    }  # fmt: skip
    for name, (ours, plain) in questions.items():
        yield _line(name, size, times, ours, _plain(plain, found.pk, middle))
    yield _line("100 compared with those before", size, times, lambda: _compared(found, at), None)
    filling.answer(found, at)
    closed = queries.seen(found.uid, at)
    made: dict[str, Callable[[], object]] = {
        "the report, computed": lambda: reporting.content_of(found, closed, issuer="某县", formed_on=at.date()),
        "the whole list beside it, written": lambda: sum(len(file) for _, _, file in listing.files_of(found)),
        "the digest its gate compares": lambda: queries.digest_of(found.pk),
        "the whole file, for researchers": lambda: sum(1 for _ in queries.every_comment(closed)),
    }
    for name, ours in made.items():
        yield _line(name, size, max(times // 3, 1), ours, _plain("all", found.pk, "") if "file" in name else None)


def _compared(found: Any, at: datetime) -> int:
    """A hundred in the middle, as if they had come just now; all others are known."""
    from gongkai.foundation.people.actors import SYSTEM
    from gongkai.programmes.consultations import operations as ops
    from gongkai.programmes.consultations.models import CommentText

    some = CommentText.objects.filter(consultation=found, nearness__gt=0).order_by("-pk").values_list("pk", flat=True)
    CommentText.objects.filter(pk__in=list(some[:100])).update(nearness=None, near_to=None)
    return ops.compare_comments(by=SYSTEM, at=at)


_TEXTS = "SELECT * FROM consultations_commenttext WHERE consultation_id = %s AND standing <> 'waiting'"
_SQL = {
    "first": f"{_TEXTS} ORDER BY copies DESC, id LIMIT 51",
    "middle": f"{_TEXTS} AND copies = 1 AND id > %s ORDER BY id LIMIT 51",
    "passage": f"{_TEXTS} AND version = 1 AND passage = 5 ORDER BY copies DESC, id LIMIT 51",
    "counts": "SELECT passage, sum(copies) FROM consultations_commenttext WHERE consultation_id = %s AND version = 1 "
    "GROUP BY passage",
    "totals": "SELECT standing, count(*), sum(copies) FROM consultations_commenttext WHERE consultation_id = %s "
    "GROUP BY standing",
    "all": f"{_TEXTS} ORDER BY id",
}


def _plain(name: str, consultation: int, middle: str) -> Callable[[], object] | None:
    """The one statement the question comes down to, its rows fetched, without any of our code."""
    if name not in _SQL:
        return None
    from django.db import connection

    values = [consultation, int(middle.partition("-")[2])] if name == "middle" else [consultation]

    def ask() -> object:
        with connection.cursor() as cursor:
            cursor.execute(_SQL[name], values)
            return cursor.fetchall()

    return ask


def _line(name: str, size: int, times: int, ours: Callable[[], object], plain: Callable[[], object] | None) -> str:
    turns = shell.by_turns(ours, plain, times)
    other = " | " if turns.other is None else f"{turns.other:.1f} | {turns.ours / max(turns.other, 0.001):.1f}"
    return f"| {name} | {size:,} | {turns.ours:.1f} | {turns.statements} | {other} |"


if __name__ == "__main__":
    sys.exit(main())

"""However the index goes through its rows, the newest that answer come, each once: over many small cells and blocks."""

from random import Random

import pytest

from gongkai.foundation.search.backends import index, postgres
from gongkai.foundation.search.ports import Atom, Every, Expression, Some
from gongkai.foundation.search.rules import EVER, Columns, Span

OFTEN, SELDOM, EARLY = "常", "稀", "早"
ROWS = 200
PLACES = [number << 24 for number in range(1, ROWS + 1)]


def _words(number: int) -> tuple[str, ...]:
    words = [OFTEN] if number % 3 else []
    words += [SELDOM] if number % 41 == 7 else []
    words += [EARLY] if number < 30 else []
    return (*words, "皆")


@pytest.fixture
def rows(db: None, monkeypatch: pytest.MonkeyPatch) -> dict[int, tuple[str, ...]]:
    monkeypatch.setattr(postgres, "CELL", 4)
    monkeypatch.setattr(postgres, "BLOCK", 3)
    index().clear(PLACES)
    held = {place: _words(place >> 24) for place in PLACES}
    index().write(
        (place, Columns(title=(), body=words, numbers=(), filters=(), grams=(), tally=""))
        for place, words in held.items()
    )
    return held


WANTED: tuple[tuple[Expression, frozenset[str], frozenset[str]], ...] = (
    (Atom(OFTEN), frozenset({OFTEN}), frozenset()),
    (Atom(SELDOM), frozenset({SELDOM}), frozenset()),
    (Atom(EARLY), frozenset({EARLY}), frozenset()),
    (Atom("无"), frozenset({"无"}), frozenset()),
    (Every((Atom(OFTEN), Atom(EARLY))), frozenset({OFTEN, EARLY}), frozenset()),
    (Every((Atom("皆"), Some((Atom(SELDOM), Atom(EARLY))))), frozenset({"皆"}), frozenset({SELDOM, EARLY})),
)


def _expected(held: dict[int, tuple[str, ...]], every: frozenset[str], some: frozenset[str], within: Span) -> list[int]:
    found = (
        place
        for place, words in held.items()
        if within.low <= place <= within.high and every <= set(words) and (not some or some & set(words))
    )
    return sorted(found, reverse=True)


@pytest.mark.parametrize("limit", [1, 5, 30, 1_000])
def test_the_newest_come_first_each_once_whatever_the_limit_and_the_span(
    rows: dict[int, tuple[str, ...]], limit: int
) -> None:
    chance = Random(limit)
    spans = [EVER, *(Span(*sorted(chance.sample(PLACES, 2))) for _ in range(12))]
    for wanted, every, some in WANTED:
        for within in spans:
            expected = _expected(rows, every, some, within)[:limit]
            assert [place for place, _ in index().newest(wanted, limit, within)] == expected
            assert index().gathered(wanted, limit, within)[0] == expected


def test_what_came_late_into_an_old_cell_is_found(rows: dict[int, tuple[str, ...]]) -> None:
    late = PLACES[10] + 5
    index().write([(late, Columns(title=(), body=(SELDOM,), numbers=(), filters=(), grams=(), tally=""))])
    found = [place for place, _ in index().newest(Atom(SELDOM), 1_000)]
    assert found == sorted([*_expected(rows, frozenset({SELDOM}), frozenset(), EVER), late], reverse=True)

"""Made documents: what is common is common as in real texts, what is rare is rare."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from random import Random

from benchmarks.province import texts
from gongkai.foundation.search.rules import FILTER, GRAM, Columns, SearchDocument, atom, columns, newness, number_atoms
from gongkai.foundation.text import segment

START = datetime(2006, 3, 1, tzinfo=UTC)
PACE = timedelta(minutes=10)
BODIES = 4_000
WORDS_A_BODY = 60
ORGANS, THEMES, GENRES = 4_000, 22, 15
_KINDS = ("document", "disclosure", "normative", "document", "interpretation", "disclosure", "document", "rule")
_FORMS = ("的通知", "的意见", "实施方案", "管理办法", "的批复", "的公告")
_TAIL = 30_000


@cache
def vocabulary() -> tuple[str, ...]:
    """Words of the demonstration's papers by falling frequency, and behind them made words of two characters."""
    times: dict[str, int] = {}
    for sentence in texts.sentences():
        for word in segment(sentence):
            if len(word) > 1 and not word.isascii():
                times[word] = times.get(word, 0) + 1
    known = sorted(times, key=lambda word: (-times[word], word))
    characters = sorted({one for word in known for one in word})
    chance = Random(7)
    made = {"".join(chance.sample(characters, 2)) for _ in range(_TAIL)}
    return (*known, *sorted(made - set(known)))


@cache
def weights() -> tuple[float, ...]:
    """Cumulated, as `choices` wants them."""
    return tuple(accumulate(1 / (rank + 3) for rank in range(len(vocabulary()))))


def drawn(chance: Random, many: int) -> list[str]:
    """Words of the vocabulary, the common ones often."""
    return chance.choices(vocabulary(), cum_weights=weights(), k=many)


@dataclass(frozen=True)
class Body:
    """One of the shared bodies, cut once."""

    text: str
    row: Columns


@cache
def bodies() -> tuple[Body, ...]:
    """All the shared bodies."""
    made = []
    for number in range(BODIES):
        words = drawn(Random(number), WORDS_A_BODY)
        text = "".join(f"{''.join(words[at : at + 8])}。" for at in range(0, WORDS_A_BODY, 8))
        made.append(Body(text, columns(SearchDocument("", "", text, (), (), START))))
    return tuple(made)


def document_number(number: int) -> str:
    """The 文号 of document `number`."""
    return f"东{'民教财交环农卫市水文'[number % 10]}发〔{2006 + number // 100_000}〕{number % 100_000 + 1}号"


def title(number: int) -> str:
    """The title of document `number`: its subject from the same vocabulary."""
    return f"关于{''.join(drawn(Random(-number - 1), 3))}{_FORMS[number % len(_FORMS)]}"


def filters(number: int, at: datetime) -> tuple[str, ...]:
    """Its filters, as publishing gives them."""
    return (
        f"organ:{number * 7919 % ORGANS:08d}X",
        f"kind:{_KINDS[number % len(_KINDS)]}",
        f"theme:{number // 8 % THEMES:02d}",
        f"genre:g{number // 3 % GENRES}",
        f"a20:A20-{number % 15:02d}",
        f"year:{at.year}",
        f"formed:{at.year}",
    )


def documents(start: int, end: int) -> Iterator[tuple[int, SearchDocument, Columns]]:
    """Documents `start` up to `end`, each with its newness and its row of the index."""
    shared = bodies()
    for number in range(start, end):
        at = START + PACE * number
        body = shared[number * 31 % BODIES]
        called, known = title(number), document_number(number)
        chosen = filters(number, at)
        document = SearchDocument(f"record:{number}", called, body.text, (known,), chosen, at)
        yield newness(document), document, _row(called, known, chosen, body.row)


def _row(called: str, known: str, chosen: tuple[str, ...], body: Columns) -> Columns:
    own = columns(SearchDocument("", called, "", (), (), START))
    return Columns(
        title=own.title,
        body=tuple(dict.fromkeys((*own.body, *body.body))),
        numbers=number_atoms(known),
        filters=tuple(atom(FILTER, one) for one in chosen),
        grams=tuple(dict.fromkeys((*own.grams, *(one for one in body.grams if one != GRAM)))),
        tally="\n".join(chosen),
    )

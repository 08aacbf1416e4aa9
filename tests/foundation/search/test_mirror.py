"""OpenSearch beside the database: the same contract, the same answers; nothing there that is not here.

The server is the one of `OPENSEARCH_URL`, an empty one for tests only; otherwise `osmem-server`, which speaks the same
protocol and keeps all in memory.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from gongkai.foundation.jobs.operations import work_off
from gongkai.foundation.now import now
from gongkai.foundation.search import SearchDocument, backends, jobs, operations
from gongkai.foundation.search.backends.opensearch import (
    Change,
    OpenSearchIndex,
    Server,
    Unreachable,
    parsed,
    rendered,
)
from gongkai.foundation.search.models import SearchEntry, SearchMirror, SearchPending
from gongkai.foundation.search.ports import Atom, Every, Expression, Index, Some
from gongkai.foundation.search.queries import condition, find
from gongkai.foundation.search.rules import EVER, Columns, Found, Span, columns, newness
from scripts.drills.searching import judging

pytestmark = pytest.mark.django_db
ATOMS = ("养老", "¶养老", "†养老", "教育", "¶教育", "·晓明", "№浙政发〔2024〕3号", "‡organ：a", "‡organ：b")
START = datetime(2024, 1, 1, tzinfo=UTC)
DOCUMENT = SearchDocument("record:1", "关于河道保洁的通知", "清理河道。", ("浙水〔2024〕7号",), ("organ:A",), START)


def _columns(atoms: list[str]) -> Columns:
    return Columns(title=(), body=tuple(atoms), numbers=(), filters=(), grams=(), tally="\n".join(atoms[:2]))


def _places() -> list[int]:
    return [newness(replace(DOCUMENT, published_at=START + timedelta(minutes=at))) for at in range(120)]


@pytest.fixture(params=["own", "server"])
def filled(request: pytest.FixtureRequest) -> Index | OpenSearchIndex:
    """120 rows of atoms drawn by chance, on the database's own index or on the server."""
    chance = random.Random(7)
    rows = [(place, _columns(chance.sample(ATOMS, chance.randrange(len(ATOMS) + 1)))) for place in _places()]
    if request.param == "own":
        own = backends.own_index()
        own.write(rows)
        return own
    far = OpenSearchIndex(request.getfixturevalue("search_server"), 1)
    far.make()
    far.change(Change(place, 1, row) for place, row in rows)
    return far


def _expression(chance: random.Random, depth: int = 2) -> Expression:
    if depth == 0 or chance.random() < 0.4:
        text = chance.choice(ATOMS)
        return Atom(text[:2], prefix=True) if chance.random() < 0.2 and text.isalpha() else Atom(text)
    of = tuple(_expression(chance, depth - 1) for _ in range(chance.randrange(1, 4)))
    return Every(of) if chance.random() < 0.5 else Some(of)


def _holds(atoms: set[str], wanted: Expression) -> bool:
    if isinstance(wanted, Atom):
        return any(one.startswith(wanted.text) for one in atoms) if wanted.prefix else wanted.text in atoms
    held = [_holds(atoms, one) for one in wanted.of]
    return all(held) if isinstance(wanted, Every) else any(held)


def test_a_question_is_answered_by_the_newest_rows_that_hold_it(filled: Index | OpenSearchIndex) -> None:
    chance = random.Random(7)
    rows = [(place, chance.sample(ATOMS, chance.randrange(len(ATOMS) + 1))) for place in _places()]
    for limit in (1, 7, 500):
        for _ in range(40):
            wanted = _expression(chance)
            low, high = chance.choice([(0, EVER.high), (rows[20][0], rows[90][0])])
            right = [
                (place, "\n".join(atoms[:2]))
                for place, atoms in sorted(rows, reverse=True)
                if low <= place <= high and _holds(set(atoms), wanted)
            ][:limit]
            assert filled.newest(wanted, limit, Span(low, high)) == right, wanted
            places, tallies = filled.gathered(wanted, limit, Span(low, high))
            assert places == [place for place, _ in right]
            assert sorted(tallies.split()) == sorted("\n".join(tally for _, tally in right).split())
    assert [place for place, _ in filled.newest(Every(()), 5)] == sorted(_places(), reverse=True)[:5]


def test_of_two_changes_the_later_stands_in_whatever_order_they_come(search_server: Server) -> None:
    far = OpenSearchIndex(search_server, 1)
    far.make()
    row = columns(DOCUMENT)
    far.change([Change(5, 10, row)])
    far.change([Change(5, 12, None), Change(6, 13, None)])
    far.change([Change(5, 11, row)])
    assert far.newest(Every(()), 10) == []
    far.change([Change(5, 14, row), Change(5, 14, row)])
    assert [place for place, _ in far.newest(Every(()), 10)] == [5]


@pytest.fixture
def mirrored(search_address: str) -> Iterator[OpenSearchIndex]:
    """The server bound as the operator would, and whole."""
    backends.bind(search_address)
    yield _whole()
    backends.bind("")


def _whole() -> OpenSearchIndex:
    while operations.mirror():
        pass
    server = backends.mirror()
    assert server is not None
    backends._watch.looked_at = -1e9
    return OpenSearchIndex(server, SearchMirror.objects.get().pk)


def _there(far: OpenSearchIndex) -> set[int]:
    return {place for place, _ in far.newest(Every(()), 1_000)}


def _asked_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the database's own index was asked")

    for name in ("newest", "gathered"):
        monkeypatch.setattr(type(backends.own_index()), name, refuse)


@pytest.mark.parametrize("corpus", judging.FILES)
def test_every_judged_query_has_the_same_answer(
    corpus: str, mirrored: OpenSearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in judging.documents(corpus):
        operations.put(one)
    asked = [one["q"] for one in judging.queries(corpus)]
    backends._watch.silent_until = float("inf")
    before = [find(query) for query in asked]
    backends._watch.silent_until = 0.0
    assert _there(_whole()) == set(SearchEntry.objects.values_list("newness", flat=True))
    _asked_of_the_server(monkeypatch)
    for query, own in zip(asked, before, strict=True):
        assert _shown(find(query)) == _shown(own), query


def _shown(found: Found) -> tuple[object, ...]:
    facets = {name: dict(sorted(values.items())) for name, values in sorted(found.facets.items())}
    return [hit.key for hit in found.hits], found.total, found.capped, found.relaxed, found.suggestion, facets


def test_what_is_taken_out_here_is_taken_out_there(mirrored: OpenSearchIndex) -> None:
    operations.put(DOCUMENT)
    operations.put(replace(DOCUMENT, key="record:2"))
    assert len(_there(_whole())) == 2
    operations.put(replace(DOCUMENT, published_at=START + timedelta(days=9)))
    operations.remove("record:2")
    work_off()
    assert _there(mirrored) == set(SearchEntry.objects.values_list("newness", flat=True))
    assert len(_there(mirrored)) == 1


@pytest.mark.django_db(transaction=True)
def test_an_act_that_was_rolled_back_tells_the_server_nothing(mirrored: OpenSearchIndex) -> None:
    def put_and_fail() -> None:
        with transaction.atomic():
            operations.put(DOCUMENT)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        put_and_fail()
    work_off()
    assert _there(mirrored) == set()
    assert not SearchPending.objects.exists()


def test_while_the_server_is_away_the_database_answers_and_the_office_is_told(mirrored: OpenSearchIndex) -> None:
    operations.put(DOCUMENT)
    backends.bind("http://127.0.0.1:9/gongkai")
    SearchMirror.objects.update(name="http://127.0.0.1:9/gongkai")
    assert find("河道").total == 1
    assert jobs.mirror_some(at=now()) == 0
    (sentence,) = condition()
    assert "1 件改动等待同步" in sentence
    assert "没有应答" in sentence
    assert SearchPending.objects.count() == 1
    assert jobs.problems(at=now())


def test_a_server_that_lost_the_index_is_filled_again(mirrored: OpenSearchIndex) -> None:
    operations.put(DOCUMENT)
    _whole()
    mirrored.server.call("DELETE", f"/{mirrored.name}", seconds=5)
    backends._watch.looked_at = -1e9
    assert find("河道").total == 1
    operations.put(replace(DOCUMENT, key="record:2"))
    far = _whole()
    assert far.name != mirrored.name
    assert len(_there(far)) == 2


def test_a_rebuilt_index_is_filled_anew_there_and_holds_no_leftovers(mirrored: OpenSearchIndex) -> None:
    operations.put(DOCUMENT)
    _whole()
    mirrored.change([Change(77, 10**9, columns(DOCUMENT))])
    operations.rebuild()
    far = _whole()
    assert _there(far) == set(SearchEntry.objects.values_list("newness", flat=True))
    assert not mirrored.is_there()


def test_a_server_taken_away_is_forgotten_and_filled_anew_when_it_comes_back(mirrored: OpenSearchIndex) -> None:
    operations.put(DOCUMENT)
    backends.bind("")
    jobs.keep_current(at=now())
    assert not SearchMirror.objects.exists()
    assert not SearchPending.objects.exists()
    assert condition() == ()


@pytest.mark.parametrize(
    "written",
    ["ftp://host/x", "https:///x", "host:9200", "https://host/a b", "https://host/a/b", "https://host:9200/*"],
)
def test_what_is_no_address_is_refused_with_a_sentence(written: str) -> None:
    with pytest.raises(ValueError, match="GONGKAI_SEARCH_URL 须写作"):
        parsed(written)


def test_the_password_is_sent_and_never_shown() -> None:
    server = parsed("https://us%40er:geheim@host:9200/gongkai")
    assert dict(server.headers)["Authorization"].startswith("Basic ")
    assert "geheim" not in f"{server!r} {server.name}"


def test_a_server_that_refuses_is_named_with_its_reason(search_server: Server) -> None:
    with pytest.raises(Unreachable, match="404"):
        OpenSearchIndex(search_server, 999).newest(Atom("x"), 1)


def test_alternatives_of_plain_atoms_are_one_question() -> None:
    assert rendered(Some((Atom("a"), Atom("b")))) == {"terms": {"atoms": ["a", "b"]}}


def test_a_server_that_refuses_writes_is_asked_no_more_until_it_takes_them(mirrored: OpenSearchIndex) -> None:
    operations.put(DOCUMENT)
    _whole()
    server = backends.mirror()
    assert server is not None
    assert backends._watch.whole(server.name)
    operations.report(problem="磁盘已满，只读")
    backends._watch.looked_at = -1e9
    assert backends._watch.whole(server.name) == 0
    operations.put(replace(DOCUMENT, key="record:2"))
    assert find("河道").total == 2
    _whole()
    assert backends._watch.whole(server.name)


def test_a_new_filling_leaves_the_indexes_of_others_alone(search_server: Server) -> None:
    neighbour = replace(search_server, index=f"{search_server.index}-test")
    OpenSearchIndex(neighbour, 1).make()
    OpenSearchIndex(search_server, 1).make()
    OpenSearchIndex(search_server, 2).make()
    assert OpenSearchIndex(neighbour, 1).is_there()
    assert not OpenSearchIndex(search_server, 1).is_there()
    assert OpenSearchIndex(search_server, 2).is_there()

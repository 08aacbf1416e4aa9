"""What a document's standing is on any day, and that no chain of relations comes back to its beginning."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.engines.publishing import jobs, queries
from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing.content import Relation
from gongkai.engines.publishing.legal_life import Effect, life, loop, standing_on, takes_effect
from gongkai.engines.publishing.models import Edition
from gongkai.foundation.errors import Invalid
from gongkai.foundation.search.models import SearchEntry

START = date(2020, 1, 1)
days = st.integers(0, 60).map(lambda n: START + timedelta(days=n))
effects = st.lists(
    st.builds(Effect, st.sampled_from(["amends", "repeals"]), days, st.sampled_from("abcdef")), max_size=6
)
dates = st.fixed_dictionaries(
    {"formed_on": st.none() | days, "effective_on": st.none() | days, "expires_on": st.none() | days}
)


@given(dates, effects, st.randoms())
def test_the_order_in_which_effects_are_told_changes_nothing(dates, effects, random):
    shuffled = random.sample(effects, len(effects))
    for n in range(0, 62, 3):
        day = START + timedelta(days=n)
        assert standing_on(day, **dates, effects=effects) == standing_on(day, **dates, effects=shuffled)


@given(dates, effects)
def test_the_standing_changes_only_on_a_day_of_its_life(dates, effects):
    chapters = {chapter.on for chapter in life(**dates, effects=effects)}
    for n in range(1, 62):
        day = START + timedelta(days=n)
        before = standing_on(day - timedelta(days=1), **dates, effects=effects)
        after = standing_on(day, **dates, effects=effects)
        if before.code != after.code:
            assert day in chapters


@given(dates, effects)
def test_what_is_repealed_stays_repealed_and_names_what_did_it(dates, effects):
    repeals = [e for e in effects if e.type == "repeals"]
    last = standing_on(START + timedelta(days=400), **dates, effects=effects)
    assert (last.code == "repealed") is bool(repeals)
    if repeals:
        assert last.since == min(e.from_ for e in repeals)
        assert last.by in {e.by for e in repeals if e.from_ == last.since}


def test_of_a_document_not_yet_made_nothing_else_is_said():
    facts = {"formed_on": START, "effective_on": None, "expires_on": None, "effects": ()}
    assert standing_on(START - timedelta(days=1), **facts).code == "not_made"
    assert standing_on(START, **facts).code == "in_force"


def test_what_was_repealed_before_it_applied_has_changed_nothing():
    assert not takes_effect(START, [Effect("repeals", START, "x")])
    assert takes_effect(START, [Effect("repeals", START + timedelta(days=1), "x"), Effect("amends", START, "y")])


graphs = st.dictionaries(st.sampled_from("abcdefgh"), st.sets(st.sampled_from("abcdefgh"), max_size=4))


@given(graphs)
def test_a_loop_is_found_exactly_where_there_is_one(graph):
    way = loop("a", graph)
    reach, ring = set(), set(graph.get("a", ()))
    while ring:
        reach |= ring
        ring = {there for here in ring for there in graph.get(here, ())} - reach
    assert bool(way) is ("a" in reach)
    if way:
        assert way[0] == way[-1] == "a"
        assert all(there in graph[here] for here, there in pairwise(way))
        assert len(set(way[:-1])) == len(way) - 1


@pytest.fixture
def press(organ, who, content, review, at):
    """Release a document with these fields and relations; answers its uid."""
    serial = iter(range(200, 300))

    def run(*relations, title="通知", **fields):
        own = replace(content, title=title, document_number=f"东民发〔2026〕{next(serial)}号", relations=relations)
        edition = ops.draft(organ=organ, kind="document", content=replace(own, **fields), by=who.drafter, at=at)
        uid = review(edition)
        ops.release(record=uid, by=who.publisher, at=at)
        return uid

    return run


def test_a_document_that_would_repeal_its_way_back_to_itself_is_refused_with_the_chain(press, who, at):
    first = press(title="甲办法")
    second = press(Relation("amends", first), title="乙办法")
    third = press(Relation("repeals", second), title="丙办法")
    edition = ops.revise(record=first, by=who.drafter, at=at)
    said = replace(queries.content_of(edition), relations=(Relation("repeals", third),))
    with pytest.raises(Invalid, match="《甲办法》 → 《丙办法》 → 《乙办法》 → 《甲办法》") as refused:
        ops.save(record=first, content=said, lock_version=edition.lock_version, by=who.drafter, at=at)
    assert refused.value.field == "relations"
    said = replace(said, relations=(Relation("implements", third),))
    ops.save(record=first, content=said, lock_version=edition.lock_version, by=who.drafter, at=at)


def test_two_drafts_that_interpret_each_other_are_refused(organ, who, content, at):
    def draft(n, *relations):
        own = replace(content, title=f"解读{n}", document_number="", relations=relations)
        return ops.draft(organ=organ, kind="interpretation", content=own, by=who.drafter, at=at)

    one = draft(1)
    two = draft(2, Relation("interprets", one.record.uid))
    said = replace(queries.content_of(one), relations=(Relation("interprets", two.record.uid),))
    with pytest.raises(Invalid, match="《解读1》 → 《解读2》 → 《解读1》"):
        ops.save(record=one.record.uid, content=said, lock_version=one.lock_version, by=who.drafter, at=at)


def test_of_two_that_were_approved_apart_the_second_release_is_refused(press, who, at, review, monkeypatch):
    """Neither may see the other's draft: both pass their reviews; the second meets the first at its release."""
    one, two = press(title="甲"), press(title="乙")
    with monkeypatch.context() as patched:
        patched.setattr(ops._drafting.common, "refuse_loop", lambda *_, **__: None)
        for uid, other in ((one, two), (two, one)):
            edition = ops.revise(record=uid, by=who.drafter, at=at)
            said = replace(queries.content_of(edition), public_note="更正。", relations=(Relation("repeals", other),))
            review(ops.save(record=uid, content=said, lock_version=edition.lock_version, by=who.drafter, at=at))
    ops.release(record=one, by=who.publisher, at=at)
    with pytest.raises(Invalid, match="关联成环"):
        ops.release(record=two, by=who.publisher, at=at)


def test_a_document_page_tells_the_standing_on_any_day(press, at):
    old = press(formed_on=date(2026, 2, 1), effective_on=date(2026, 2, 10), title="旧办法")
    amending = press(Relation("amends", old), title="修改决定", effective_on=date(2026, 4, 1))
    repealing = press(Relation("repeals", old), title="新办法", effective_on=date(2026, 6, 1))
    said = {
        day: (page.standing.code, page.standing.by)
        for day in ("2026-01-31", "2026-02-09", "2026-03-31", "2026-04-01", "2026-05-31", "2026-06-01")
        for page in [queries.document(old, at, on=date.fromisoformat(day))]
    }
    assert said == {
        "2026-01-31": ("not_made", ""),
        "2026-02-09": ("not_yet", ""),
        "2026-03-31": ("in_force", ""),
        "2026-04-01": ("amended", amending),
        "2026-05-31": ("amended", amending),
        "2026-06-01": ("repealed", repealing),
    }
    assert [(c.what, c.by) for c in queries.document(old, at).life] == [
        ("made", ""),
        ("takes_effect", ""),
        ("amended", amending),
        ("repealed", repealing),
    ]


def test_a_repeal_that_was_itself_repealed_before_it_applied_leaves_the_document_in_force(press, at):
    old = press(title="旧办法")
    repealing = press(Relation("repeals", old), title="新办法", effective_on=date(2026, 6, 1))
    press(Relation("repeals", repealing), title="停止施行的决定", effective_on=date(2026, 5, 1))
    assert queries.document(old, at, on=date(2026, 7, 1)).standing.code == "in_force"
    assert queries.document(repealing, at, on=date(2026, 7, 1)).standing.code == "repealed"


def test_the_edition_of_a_day_is_the_one_the_public_read_then(press, who, review, at):
    uid = press()
    later = at + timedelta(days=10)
    edition = ops.revise(record=uid, by=who.drafter, at=at)
    said = replace(queries.content_of(edition), public_note="更正一处。")
    review(ops.save(record=uid, content=said, lock_version=edition.lock_version, by=who.drafter, at=at))
    ops.release(record=uid, by=who.publisher, at=later)
    seen = {n: queries.document(uid, later, on=at.date() + timedelta(days=n)).edition.number for n in (-9, 0, 9, 10)}
    assert seen == {-9: 1, 0: 1, 9: 1, 10: 2}


def _status(uid):
    filters = SearchEntry.objects.get(key=f"record:{uid}").filters
    return next((one for one in filters if one.startswith("status:")), "")


def test_the_index_says_the_standing_and_follows_a_release_and_the_calendar(press, at_rest, run_jobs):
    old = press(title="旧办法", expires_on=date(2026, 5, 1))
    other = press(title="另一办法")
    run_jobs()
    assert _status(old) == _status(other) == "status:in_force"
    press(Relation("amends", other), title="修改决定")
    press(Relation("repeals", old), title="新办法", effective_on=date(2026, 4, 1))
    run_jobs()
    assert (_status(old), _status(other)) == ("status:in_force", "status:amended")
    spring = at_rest.replace(month=4, day=3)
    assert jobs.turn_of_day(at=spring) == 2  # what it repeals, and itself, which applies from that day
    jobs.index_record(record=old, edition=0, at=spring)
    assert _status(old) == "status:repealed"
    found = queries.search("办法", at_rest, queries.Filters(status="repealed"))
    assert [match.item.record for match in found.matches] == [old]


def test_the_standing_of_many_is_that_of_each_in_two_queries_where_nothing_alters(
    press, who, at, django_assert_num_queries
):
    _, amended, repealed, gone = (press(title=title) for title in ("甲办法", "乙办法", "丙办法", "丁办法"))
    rows = Edition.objects.select_related("record", "organ__place", "organ__parent", "origin__place", "origin__parent")
    unaltered = list(rows.all())
    with django_assert_num_queries(2):
        queries.standings(unaltered, at)
    press(Relation("amends", amended), Relation("repeals", repealed), title="戊办法")
    ops.withdraw(record=gone, reason="repealed", note="已废止。", by=who.publisher, at=at)
    editions = list(rows.all())
    found = queries.standings(editions, at)
    assert found == {edition.pk: queries.standing(edition, at) for edition in editions}
    assert {found[e.pk].code for e in editions if e.record.uid in {repealed, gone}} == {"repealed"}

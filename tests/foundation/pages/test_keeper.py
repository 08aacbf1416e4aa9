"""A kept page is never shown after what it shows has changed, whoever changed it and whenever it was rendered."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.foundation.pages import keeper as keepers
from gongkai.foundation.pages.keeper import Keeper
from gongkai.foundation.pages.shelves import Address, Kept, Memory
from gongkai.foundation.pages.watch import Act, State

HOME = Address("/")


def page(body: str, *tags: str) -> Kept:
    return Kept("200 OK", (("Content-Type", "text/html"),), body.encode(), frozenset(tags))


@dataclass
class World:
    """What a database would say: the acts in their order, and what pages show of them."""

    acts: list[Act] = field(default_factory=list)
    derived: dict[str, int] = field(default_factory=dict)

    def state(self) -> State:
        return State(len(self.acts), dict(self.derived))

    def between(self, after: int, last: int) -> tuple[Act, ...]:
        return tuple(self.acts[after:last])

    def shows(self, tag: str) -> str:
        said = [act.name for act in self.acts if tag in (act.subject, "lists")]
        return f"{len(said)}:{self.derived.get(tag, 0)}"


def effects(acts: Sequence[Act]) -> frozenset[str] | None:
    if any(act.name == "unknown" for act in acts):
        return None
    return frozenset(tag for act in acts if act.name == "released" for tag in (act.subject, "lists"))


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    world = World()
    monkeypatch.setattr(keepers, "acts_between", world.between)
    return world


def keeper_of(world: World) -> Keeper:
    return Keeper(world, effects, Memory(1_000_000))


def test_what_nothing_changed_stays(world: World) -> None:
    keeper = keeper_of(world)
    keeper.keep(HOME, page("a", "lists"), rendered=keeper.refresh())
    world.acts.append(Act("saved", "record:b"))
    keeper.refresh()
    assert keeper.memory.get(HOME) == page("a", "lists")


@pytest.mark.parametrize("name", ["released", "unknown"])
def test_what_changed_goes(world: World, name: str) -> None:
    keeper = keeper_of(world)
    keeper.keep(HOME, page("a", "lists"), rendered=keeper.refresh())
    world.acts.append(Act(name, "record:b"))
    keeper.refresh()
    assert keeper.memory.get(HOME) is None


def test_a_derived_change_takes_the_pages_that_show_it(world: World) -> None:
    keeper = keeper_of(world)
    state = keeper.refresh()
    keeper.keep(HOME, page("a", "search"), rendered=state)
    keeper.keep(Address("/other/"), page("b", "lists"), rendered=state)
    world.derived["search"] = 1
    keeper.refresh()
    assert keeper.memory.get(HOME) is None
    assert keeper.memory.get(Address("/other/")) is not None


def test_a_page_rendered_while_something_changed_is_not_kept(world: World) -> None:
    keeper = keeper_of(world)
    state = keeper.refresh()
    world.acts.append(Act("saved", "record:b"))
    keeper.keep(HOME, page("a", "lists"), rendered=state)
    assert keeper.memory.get(HOME) is None


def test_nothing_is_known_before_the_first_look(world: World) -> None:
    keeper = keeper_of(world)
    keeper.memory.put(HOME, page("left by somebody", "lists"))
    keeper.refresh()
    assert keeper.memory.get(HOME) is None


STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("act"), st.sampled_from(["saved", "released", "unknown"]), st.sampled_from(["record:a", "record:b"])
        ),
        st.tuples(st.just("derive"), st.sampled_from(["search", "ledger"]), st.just("")),
        st.tuples(
            st.just("render"), st.sampled_from(["record:a", "record:b", "lists", "search"]), st.sampled_from(["1", "2"])
        ),
        st.tuples(st.just("keep"), st.just(""), st.sampled_from(["1", "2"])),
        st.tuples(st.just("read"), st.sampled_from(["record:a", "record:b", "lists", "search"]), st.just("")),
    ),
    max_size=40,
)


@given(STEPS)
def test_in_whatever_order_it_happens_nothing_stale_is_shown(steps: list[tuple[str, str, str]]) -> None:
    world = World()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keepers, "acts_between", world.between)
        keeper = keeper_of(world)
        rendering: dict[str, tuple[State, str, str]] = {}  # two threads, each with a page in the making
        for step, what, thread in steps:
            if step == "act":
                world.acts.append(Act(what, thread))
            elif step == "derive":
                world.derived[what] = world.derived.get(what, 0) + 1
            elif step == "render":
                rendering[thread] = (keeper.refresh(), what, shown(world, what))
            elif step == "keep" and thread in rendering:
                state, tag, body = rendering.pop(thread)
                keeper.keep(Address(tag), page(body, tag), rendered=state)
            elif step == "read":
                keeper.refresh()
                kept = keeper.memory.get(Address(what))
                assert kept is None or kept.body.decode() == shown(world, what)


def shown(world: World, tag: str) -> str:
    """What a true rendering shows: the releases of a record, or of all, and what is derived."""
    seen = [
        act
        for act in world.acts
        if act.name in {"released", "unknown"} and (tag == act.subject or tag == "lists" or act.name == "unknown")
    ]
    return f"{len(seen)} {world.derived.get(tag, 0)}"

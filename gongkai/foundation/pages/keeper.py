"""保管：keeps what is worth keeping, shows it while nothing changed, lets it go when something did."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

from gongkai.foundation.pages.shelves import Address, Kept, Memory, Shelf
from gongkai.foundation.pages.watch import Act, State, Watch, acts_between

# Which tags an act changes the pages of; None: it cannot be told, so all.
Effects = Callable[[Sequence[Act]], frozenset[str] | None]


class Keeper:
    """保管人：one a process, shared by its threads. When `epoch` answers something new, nothing kept is true."""

    def __init__(
        self, watch: Watch, effects: Effects, memory: Memory, *more: Shelf, epoch: Callable[[], str] = lambda: ""
    ) -> None:
        self.memory = memory
        self._watch = watch
        self._effects = effects
        self._epoch = epoch
        self._shelves: tuple[Shelf, ...] = (memory, *more)
        self._lock = threading.Lock()
        self._state: State | None = None

    def refresh(self) -> State:
        """更新：let go of what changed until now; afterwards whatever is still kept may be shown.

        Nothing is known of what changed before the first time, so everything is let go.
        """
        state = self._now()
        if state == self._state:
            return state
        with self._lock:
            state = self._now()
            if state != self._state:
                self._let_go(self._state, state)
                self._state = state
            return state

    def keep(self, address: Address, page: Kept, *, rendered: State) -> None:
        """保存：keep a page if nothing has changed since the state it was rendered in."""
        if self._changed_since(rendered):
            return
        for shelf in self._shelves:
            shelf.put(address, page)
        if self._changed_since(rendered):  # also while it was written: others may already have looked for it
            for shelf in self._shelves:
                shelf.discard(address)

    def _changed_since(self, rendered: State) -> bool:
        return self._now() != rendered or self._state != rendered

    def _now(self) -> State:
        return replace(self._watch.state(), epoch=self._epoch())

    def _let_go(self, before: State | None, now: State) -> None:
        same = before is not None and before.epoch == now.epoch
        acts = acts_between(before.acts, now.acts) if before is not None and same else None
        tags = None if acts is None else self._effects(acts)
        if before is None or tags is None:
            for shelf in self._shelves:
                shelf.clear()
            return
        derived = {name for name, number in now.derived.items() if before.derived.get(name) != number}
        if changed := tags | derived:
            for shelf in self._shelves:
                shelf.evict(frozenset(changed))

"""保管：keeps what is worth keeping, shows it while nothing changed, lets it go when something did."""

import threading
from collections.abc import Callable, Sequence
from typing import NamedTuple

from gongkai.foundation.pages.shelves import Address, Kept, Memory, Shelf
from gongkai.foundation.pages.watch import Act, State, Watch, acts_between

# Which tags an act changes the pages of; None: it cannot be told, so all.
Effects = Callable[[Sequence[Act]], frozenset[str] | None]


class Moment(NamedTuple):
    """时刻：what was committed, and what time alone changes."""

    state: State
    epoch: str


class Keeper:
    """保管人：one a process, shared by its threads. When `epoch` answers something new, nothing kept is true."""

    def __init__(
        self, watch: Watch, effects: Effects, memory: Memory, *more: Shelf, epoch: Callable[[], str] = lambda: ""
    ) -> None:
        self.memory = memory
        self._watch = watch
        self._effects = effects
        self._epoch = epoch
        self._more = more
        self._lock = threading.Lock()
        self._moment: Moment | None = None

    def refresh(self) -> Moment:
        """更新：let go of what changed until now; afterwards whatever is still kept may be shown.

        Nothing is known of what changed before the first time, so everything is let go.
        """
        known = self._moment
        if known is not None and self._watch.state() is known.state and self._epoch() == known.epoch:
            return known
        with self._lock:
            now = Moment(self._watch.state(), self._epoch())
            if now != self._moment:
                self._let_go(self._moment, now)
                self._moment = now
            return now

    def keep(self, address: Address, page: Kept, *, rendered: Moment) -> None:
        """保存：keep a page if nothing has changed since the moment in which it was rendered."""
        if self._changed_since(rendered):
            return
        self.memory.put(address, page)
        if self._changed_since(rendered):  # also while it was put there: others may already have looked for it
            self.memory.discard(address)
            return
        for shelf in self._more:
            shelf.put_if(address, page, lambda: not self._changed_since(rendered))

    def _changed_since(self, rendered: Moment) -> bool:
        return self._watch.state() != rendered.state or self._epoch() != rendered.epoch or self._moment != rendered

    def _let_go(self, before: Moment | None, now: Moment) -> None:
        same = before is not None and before.epoch == now.epoch
        acts = acts_between(before.state.acts, now.state.acts) if before is not None and same else None
        tags = None if acts is None else self._effects(acts)
        shelves: tuple[Memory | Shelf, ...] = (self.memory, *self._more)
        if before is None or tags is None:
            for shelf in shelves:
                shelf.clear()
            return
        derived = {name for name, number in now.state.derived.items() if before.state.derived.get(name) != number}
        if changed := frozenset(tags | derived):
            for shelf in shelves:
                shelf.evict(changed)

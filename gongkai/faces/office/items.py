"""办件的内容：what each procedure's programme adds to the page of its cases; bound by the assembly."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.rules import Done


class Item(Protocol):
    """一类办件：a module that knows the content of the cases of a procedure."""

    @property
    def facts_of(self) -> Callable[..., dict[str, Any]]:
        """What the page of a case shows besides it: of a request and a case, and what a view of the programme adds."""
        ...

    def first_of(self, case: Case, act: str, done: Sequence[Done]) -> dict[str, str]:
        """What the form of an act begins with."""
        ...

    def beside(self, case: Case, act: str) -> dict[str, Any]:
        """What stands beside the form of an act."""
        ...


_items: dict[str, Item] = {}


def bind(items: Mapping[str, Item]) -> None:
    """接线：procedure → what knows its content."""
    _items.clear()
    _items.update(items)


def of(case: Case) -> Item:
    """按程序取内容：of a procedure whose cases these pages show."""
    return _items[case.procedure]

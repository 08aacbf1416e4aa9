"""一行调整：as it was written, and as it was examined."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import TypeVar

from gongkai.engines.registers.models import EntryVersion, RegisterEntry
from gongkai.engines.registers.rules import Action, Manner, Value
from gongkai.foundation.organs.models import Organ

CHUNK = 500
T = TypeVar("T")


@dataclass(frozen=True)
class Wanted:
    """所求的一行：a manner by code or name, the key of an entry, and what it shall say, as it was written.

    `number` is its row where it stands in a file; otherwise lines are counted.
    """

    manner: str
    key: str
    values: Mapping[str, object]
    number: int = 0


@dataclass
class Examined:
    """核对过的一行：its values as they would be kept, what they are based on, and a sentence for each problem."""

    number: int
    key: str
    manner: Manner | None
    values: dict[str, Value]
    standing: EntryVersion | None = None
    entry: RegisterEntry | None = None
    # 维护机关：who keeps the entry afterwards.
    keeper: Organ | None = None
    problems: dict[str, str] = field(default_factory=dict)
    # 与现行的相同：whether it would change nothing.
    same: bool = False
    # 请核对的：told, and not refused.
    warnings: dict[str, str] = field(default_factory=dict)

    @property
    def base(self) -> int:
        """所依据的版本：its number, 0 where there is none."""
        return self.standing.number if self.standing else 0

    @property
    def hides(self) -> bool:
        """是否撤下：whether it takes the entry out of the public's sight."""
        return self.manner is not None and self.manner.hides

    @property
    def action(self) -> Action | None:
        """实质：what it does; none when its manner is not known."""
        return self.manner.action if self.manner else None


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """分批：so that no query names more than a database takes."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def in_words_of(day: date | None) -> str:
    """某日，用文字写出。"""
    return f"{day:%Y年%-m月%-d日}" if day else ""

"""检索的端口：what a search index must be able to do; SQLite, PostgreSQL and later OpenSearch stand behind it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from gongkai.foundation.search.rules import EVER, Columns, Span


@dataclass(frozen=True)
class Atom:
    """原子：rows that hold this atom, or with `prefix` one that begins so."""

    text: str
    prefix: bool = False


@dataclass(frozen=True)
class Every:
    """皆有：rows that answer all of these."""

    of: "tuple[Expression, ...]"


@dataclass(frozen=True)
class Some:
    """有其一：rows that answer at least one of these."""

    of: "tuple[Expression, ...]"


Expression = Atom | Every | Some
Row = tuple[int, str]
"""索引行：newness, and the filters one a line."""


class Index(Protocol):
    """索引：rows of atoms, ordered by newness."""

    def write(self, rows: Iterable[tuple[int, Columns]]) -> None:
        """写入：put rows in the place of any of the same newness."""

    def remove(self, newness: int) -> None:
        """移除：take one row out, if it is there."""

    def clear(self, places: Sequence[int]) -> None:
        """清空：take every row out, before these, in growing order, are written again."""

    def newest(self, wanted: Expression, limit: int, span: Span = EVER) -> list[Row]:
        """最新：the rows that answer, newest first; what it costs grows with `limit`, not with the rows there are."""

    def gathered(self, wanted: Expression, limit: int, span: Span = EVER) -> tuple[list[int], str]:
        """汇总：the same rows as one list of newness and one text of all their filters, for thousands of them."""

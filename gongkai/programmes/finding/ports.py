"""关注：what besides a search is followed by mail. Each scope is answered by whoever knows it; bound in assembly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


@dataclass(frozen=True)
class Fresh:
    """一条新消息：as a letter says it; `path` on this site."""

    title: str
    path: str
    at: datetime


class Following(Protocol):
    """可以关注的：a scope whose questions are kept like a search's."""

    def name(self, query: str, on: date, *, language: str) -> str:
        """关注的内容：in words; empty where there is no such thing."""

    def path(self, query: str) -> str:
        """在哪里看：the page of what is followed."""

    def news(self, query: str, since: datetime, at: datetime, *, language: str, limit: int) -> Sequence[Fresh]:
        """新消息：made public after `since` up to `at`, the newest first."""


_SCOPES: dict[str, Following] = {}


def bind(scopes: Mapping[str, Following]) -> None:
    """接线：the scopes there are besides searches."""
    _SCOPES.clear()
    _SCOPES.update(scopes)


def following(scope: str) -> Following | None:
    """一种关注；none for a search."""
    return _SCOPES.get(scope)
